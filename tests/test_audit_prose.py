"""What the prose states wrongly is found where it stands; what it states rightly is left in peace."""

from __future__ import annotations

import json
import re

import pytest
from prose_disclosure import Invented, money
from tables_on_paper import document, line

from budgetkit.checks.quantities import Quantity, agree, mismatch, off_by, ratio, within
from budgetkit.disclosure import understand
from budgetkit.rules.prose import prose_rules


def only(findings: list[dict]) -> dict:
    (finding,) = findings
    return finding


def quotes(finding: dict) -> str:
    return " ".join(place.get("quote", "") for place in json.loads(finding["places"]))


@pytest.mark.parametrize("seed", range(4))
def test_consistent_prose_has_no_finding(seed):
    assert Invented(seed).findings() == []


SENTENCES = ["total", "nature", "classes", "basic", "three_public", "running"]


@pytest.mark.parametrize("name", SENTENCES)
def test_a_wrong_digit_is_found_in_its_sentence_and_once(name):
    for seed in range(3):
        invented = Invented(seed)
        sentence = invented.say[name]
        for found in re.finditer(r"(?<![\d.])([1-9])(?=\d*\.\d\d万元)", sentence):
            wrong = str(int(found[1]) % 9 + 1)
            said = sentence[: found.start()] + wrong + sentence[found.end() :]
            figure = re.match(r"[\d.]+", said[found.start() :])[0]
            finding = only(invented.findings(**{name: said}))
            assert figure in quotes(finding), finding
            assert finding["severity"] in ("error", "warning")


@pytest.mark.parametrize("name", ["nature", "classes"])
def test_a_wrong_share_is_found(name):
    invented = Invented(1)
    share = re.search(r"占([\d.]+)%", invented.say[name])[1]
    wrong = f"{float(share) + 3:.2f}"
    finding = only(invented.findings(**{name: invented.say[name].replace(share, wrong)}))
    assert (finding["identity"], finding["severity"]) == ("text-share", "error")
    assert wrong in quotes(finding) and share in finding["message_zh"]


def test_a_share_cut_off_instead_of_rounded_is_named_so():
    invented = next(one for one in map(Invented, range(50)) if int(one.say["nature"].split("占")[1][3]) > 5)
    shares = re.findall(r"占([\d.]+)%", invented.say["nature"])
    exact = [100 * part / invented.total for part in (invented.basic, invented.project)]
    cut = [str(int(each * 10) / 10) for each in exact]
    said = invented.say["nature"]
    for share, short in zip(shares, cut, strict=True):
        said = said.replace(f"占{share}%", f"占{short}%")
    finding = only(invented.findings(nature=said))
    assert finding["identity"] == "text-percent-truncated"
    assert (finding["category"], finding["severity"]) == ("rounding", "info")


def test_an_amount_cut_off_instead_of_rounded_is_no_error():
    invented = next(one for one in map(Invented, range(50)) if money(one.personnel)[-1] > "5")
    short = money(invented.personnel)[:-1]
    finding = only(invented.findings(basic=invented.say["basic"].replace(money(invented.personnel), short)))
    assert finding["identity"] == "text-figure-truncated"
    assert (finding["category"], finding["severity"]) == ("rounding", "info")


@pytest.mark.parametrize("name", ["total", "nature", "basic", "running"])
def test_yuan_for_ten_thousand_yuan_is_a_slip_of_the_unit(name):
    invented = Invented(2)
    said = invented.say[name].replace("万元", "元", 1)
    finding = only(invented.findings(**{name: said}))
    assert finding["identity"].endswith("-unit-slip") and finding["severity"] == "error"


@pytest.mark.parametrize(
    ("name", "word", "other"),
    [
        ("change", "增加", "减少"),
        ("change", "增长", "下降"),
        ("running", "减少", "增加"),
        ("running", "下降", "增长"),
    ],
)
def test_a_wrong_word_of_direction_is_found(name, word, other):
    invented = Invented(3)
    finding = only(invented.findings(**{name: invented.say[name].replace(word, other)}))
    assert finding["identity"] == "text-direction" and finding["severity"] == "error"
    assert other in quotes(finding)


def test_an_increase_that_exceeds_the_figure_is_found():
    invented = Invented(3)
    said = invented.say["change"].replace(money(invented.more), money(invented.more + invented.total))
    finding = only(invented.findings(change=said))
    assert finding["identity"] == "text-base-below-zero"


def test_a_rate_with_a_slipped_point_is_named_so():
    invented = Invented(0)
    rate = re.search(r"增长([\d.]+)%", invented.say["change"])[1]
    finding = only(invented.findings(change=invented.say["change"].replace(rate, f"{float(rate) * 10:.2f}")))
    assert finding["identity"] == "text-rate-slip"


def test_a_claim_of_nothing_is_held_against_the_table():
    nothing = "2024年没有安排因公出国（境）费用预算。"
    assert Invented(0).findings(none=nothing) == []
    finding = only(Invented(0, overseas="3.00").findings(none=nothing))
    assert finding["identity"] == "text-claim" and "3.00 万元" in finding["message_zh"]


def test_all_of_one_class_is_held_against_the_other_classes():
    invented = Invented(1)
    said = f"2024年支出预算{money(invented.total)}万元，全部为一般公共服务支出{money(invented.total)}万元。"
    finding = only(invented.findings(classes=said))
    assert finding["severity"] == "error" and "全部" in quotes(finding)


def test_vehicles_that_are_not_the_sum_of_their_classes_are_found():
    invented = Invented(0)
    finding = only(invented.findings(vehicles=invented.say["vehicles"].replace("公务用车6辆", "公务用车7辆")))
    assert finding["identity"] == "text-vehicle-classes" and "10" in finding["message_en"]


def test_a_wrong_figure_stated_twice_is_one_finding_with_two_places():
    invented = Invented(2)
    wrong = money(invented.total + 100)
    said = {name: invented.say[name].replace(money(invented.total), wrong, 1) for name in ("nature",)}
    again = f"2024年支出预算{wrong}万元。"
    finding = only(invented.findings(**said, none=invented.say["none"] + again))
    assert len([p for p in json.loads(finding["places"]) if "quote" in p]) == 2
    assert finding["message_zh"].count(wrong) == finding["message_en"].count(wrong) == 2


def test_a_figure_of_a_table_that_is_itself_wrong_takes_the_words_with_it():
    invented = Invented(2)
    right = money(invented.operating)
    invented.operating += 50  # the table prints another sum than its rows make
    finding = only(invented.findings())
    assert not finding["identity"].startswith("text") and right in quotes(finding)


@pytest.mark.parametrize(
    ("stated", "half", "table", "reason"),
    [
        ("17077", "0.5", "17077.8", "truncated"),
        ("275", "0.5", "2750000", "unit-slip"),
        ("17079", "0.5", "17077.8", "last-digit"),
        ("500", "0.5", "17077.8", "differs"),
    ],
)
def test_a_mismatch_says_what_it_looks_like(stated, half, table, reason):
    from fractions import Fraction

    assert mismatch(Quantity(Fraction(stated), Fraction(half)), Quantity(Fraction(table))) == reason


def test_percentages_are_weighed_as_intervals():
    from fractions import Fraction

    part, whole = Quantity(Fraction(1), Fraction(1, 200)), Quantity(Fraction(3), Fraction(1, 200))
    bounds = ratio(part, whole)
    assert within(Quantity(Fraction("33.3"), Fraction("0.05")), bounds)
    assert not within(Quantity(Fraction("34.0"), Fraction("0.05")), bounds)
    assert ratio(part, Quantity(Fraction(0))) is None
    assert off_by(Quantity(Fraction("13.0"), Fraction("0.05")), Fraction("12.946")) == "double-rounding"
    assert not agree(
        Quantity(Fraction("1.01"), Fraction("0.005")), Quantity(Fraction("1.02"), Fraction("0.005"))
    )


def test_rules_load_by_metric():
    loaded = prose_rules()
    assert loaded.figures["basic_expenditure"].rule == "T1" and loaded.sums and loaded.claims


def test_words_that_contradict_words_are_told_without_any_table():
    prose = [
        line("示例市商务局2024年部门预算", size=20, top=40),
        line("一、机关运行经费", top=60),
        line("2024年机关运行经费预算60.00万元。", top=72),
        line("二、其他事项", top=84),
        line("2024年机关运行经费预算60.00元。本部门无政府性基金预算。", top=96),
        line("三、政府性基金预算支出情况", top=108),
        line("2024年政府性基金预算支出80.00万元。", top=120),
    ]
    found = {one["identity"]: one for one in understand(document(*prose), {}).arrow["findings"].to_pylist()}
    assert set(found) == {"text-unit-twice", "text-twice"}
    assert "60.00元" in found["text-unit-twice"]["message_zh"]
    assert "80.00万元" in found["text-twice"]["message_zh"]


def test_figures_of_the_prose_that_no_rule_can_judge_are_no_pass():
    invented = Invented(0)
    sure = understand(invented.paper(vehicles=invented.say["vehicles"] + "固定资产总额77.00万元。"), {})
    states = sure.statement_states
    told = sure.statements.set_index("statement_id")["metric"]
    assert set(states[told[told == "basic_expenditure"].index]) == {"verified"}
    assert set(states[told[told == "fixed_assets"].index]) == {"uncovered"}
    assert "failing" not in set(states) and not set(told[told == "section"].index) & set(states.index)
    wrong = understand(invented.paper(basic=invented.say["basic"].replace("公用经费", "公用经费9")), {})
    assert "failing" in set(wrong.statement_states)
