"""All forms by name."""

from __future__ import annotations

from collections.abc import Callable

from tests.unseen.finals_of_ministries import final_accounts_of_a_ministry
from tests.unseen.forms_of_a_fifth_round import district_budget, school_final_accounts
from tests.unseen.forms_of_a_fourth_round import hainan_budget, liaoning_budget, shenzhen_budget
from tests.unseen.forms_of_a_third_round import (
    county_government_transfers,
    gansu_final_accounts,
    guizhou_budget,
    hubei_budget,
    jilin_budget,
)
from tests.unseen.forms_of_finals import county_final_accounts, town_final_accounts
from tests.unseen.forms_of_further_places import hebei_budget, xinjiang_budget
from tests.unseen.forms_of_ministries import ministry_budget
from tests.unseen.forms_of_more_places import chongqing_final_accounts, fujian_budget
from tests.unseen.forms_of_provinces import guangdong_budget, hunan_budget, zhejiang_budget
from tests.unseen.forms_of_the_north import beijing_budget, shandong_budget, special_zone_budget, town_budget
from tests.unseen.forms_of_the_southwest import yunnan_budget
from tests.unseen.forms_of_the_west import shaanxi_budget, sichuan_budget
from tests.unseen.paper import Paper

FORMS: dict[str, Callable[[], Paper]] = {
    "ministry-budget": ministry_budget,
    "ministry-final-accounts": final_accounts_of_a_ministry,
    "county-final-accounts": county_final_accounts,
    "town-final-accounts": town_final_accounts,
    "guangdong-budget": guangdong_budget,
    "zhejiang-budget": zhejiang_budget,
    "hunan-budget": hunan_budget,
    "sichuan-budget": sichuan_budget,
    "shaanxi-budget": shaanxi_budget,
    "yunnan-budget": yunnan_budget,
    "shandong-budget": shandong_budget,
    "beijing-budget": beijing_budget,
    "special-zone-budget": special_zone_budget,
    "town-budget": town_budget,
    "hebei-budget": hebei_budget,
    "xinjiang-budget": xinjiang_budget,
    "chongqing-final-accounts": chongqing_final_accounts,
    "fujian-budget": fujian_budget,
    "jilin-budget": jilin_budget,
    "hubei-budget": hubei_budget,
    "guizhou-budget": guizhou_budget,
    "gansu-final-accounts": gansu_final_accounts,
    "transfers-by-region": county_government_transfers,
    "liaoning-budget": liaoning_budget,
    "hainan-budget": hainan_budget,
    "shenzhen-budget": shenzhen_budget,
    "school-final-accounts": school_final_accounts,
    "district-budget": district_budget,
}
