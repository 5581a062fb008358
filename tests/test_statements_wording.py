"""Wording of the templates of ministries and other provinces: own sentences and what they state."""

from __future__ import annotations

import pytest

from budgetkit.model import Document, Paragraph
from budgetkit.statements import read_statements

PHASES = {"预算": "approved", "决算": "executed"}


def read(text, phase="预算"):
    paragraphs = tuple(Paragraph(1, line) for line in text.split("\n"))
    document = Document("own.txt", "", "text", 1, paragraphs)
    return read_statements(document, fiscal_year=2031, phase=PHASES[phase])


def shown(record):
    """``metric value unit``; subject where it says more than the metric; years where another is meant."""
    leaf = record["subject"].rpartition("/")[2] if "functional" not in record["metric"] else record["subject"]
    parts = [record["metric"]]
    if leaf != record["metric"]:
        parts.append(record["subject"])
    parts.append(f"{record['value']}{record['unit']}")
    if record["derived"]:
        parts.append(f"{record['fiscal_year']} {record['phase']}".strip())
    return " ".join(filter(None, parts))


def stated(records):
    return [shown(one) for one in records if not one["derived"]]


def derived(records):
    return [shown(one) for one in records if one["derived"]]


CASES = {
    "ministry, final accounts": (
        "决算",
        "2031年度收、支总计1,000.50万元。与2030年度相比，收、支总计各增加50.50万元，增长5.32%。主要是增加了藏书。",
        """
        total_sources 1000.50万元
        total_uses 1000.50万元
        year_on_year_change total_sources 50.50万元
        year_on_year_change total_uses 50.50万元
        year_on_year_rate total_sources 5.32%
        year_on_year_rate total_uses 5.32%
        reason total_sources
        reason total_uses
        """,
        "total_sources 950.00万元 2030 / total_uses 950.00万元 2030",
    ),
    "ministry, budget item against execution": (
        "预算",
        "1.教育支出（类）普通教育（款）高等教育（项）2031年预算数为125.3万元，比2030年执行数减少4.7万元，下降3.6%。主要原因是减少一次性支出。",
        """
        functional_item 教育支出/普通教育/高等教育 125.3万元
        year_on_year_change 教育支出/普通教育/高等教育 -4.7万元
        year_on_year_rate 教育支出/普通教育/高等教育 -3.6%
        reason 教育支出/普通教育/高等教育
        """,
        "functional_item 教育支出/普通教育/高等教育 130.0万元 2030 expected",
    ),
    "ministry, size of the appropriation": (
        "预算",
        "我馆2031年一般公共预算当年拨款300万元，比2030年执行数增加20万元，主要是基本支出增加。",
        """
        general_public_expenditure 300万元
        year_on_year_change general_public_expenditure 20万元
        reason general_public_expenditure
        """,
        "general_public_expenditure 280万元 2030 expected",
    ),
    "ministry, structure": (
        "预算",
        "一般公共服务（类）支出80万元，占40%；教育（类）支出120万元，占60%。",
        """
        functional_class 一般公共服务支出 80万元
        share 一般公共服务支出 40%
        functional_class 教育支出 120万元
        share 教育支出 60%
        """,
        "",
    ),
    "several figures told of several things": (
        "预算",
        "工资福利支出、商品和服务支出和资本性支出分别为10万元、20.5万元和3万元。",
        """
        wages_and_benefits 10万元
        goods_and_services 20.5万元
        capital_expenditure 3万元
        """,
        "",
    ),
    "one unit for all figures of a list": (
        "预算",
        "2031年基本支出、项目支出预算分别为1,200.5、300.25万元。",
        "basic_expenditure 1200.5万元 / project_expenditure 300.25万元",
        "",
    ),
    "Guangdong, year on year": (
        "预算",
        "2031年本部门收入预算900万元，比上年增加30万元，增长3.45%，主要原因是人员增加；支出预算900万元，比上年增加30万元，增长3.45%，主要原因是人员增加。",
        """
        revenue_total 900万元
        year_on_year_change revenue_total 30万元
        year_on_year_rate revenue_total 3.45%
        reason revenue_total
        expenditure_total 900万元
        year_on_year_change expenditure_total 30万元
        year_on_year_rate expenditure_total 3.45%
        reason expenditure_total
        """,
        "revenue_total 870万元 2030 / expenditure_total 870万元 2030",
    ),
    "Guangdong, three public expenses": (
        "预算",
        "2031年本部门“三公”经费预算安排12.5万元，比上年减少1.5万元，下降10.71%，主要原因是压减开支。其中：因公出国（境）费0万元，"
        "比上年增加0万元；公务用车购置及运行维护费10万元（公务用车购置费0万元，公务用车运行维护费10万元），比上年减少1万元；公务接待费2.5万元，比上年减少0.5万元。",
        """
        three_public_expenses 12.5万元
        year_on_year_change three_public_expenses -1.5万元
        year_on_year_rate three_public_expenses -10.71%
        reason three_public_expenses
        overseas_official_travel 0万元
        year_on_year_change three_public_expenses/overseas_official_travel 0万元
        official_vehicles 10万元
        official_vehicle_purchase 0万元
        official_vehicle_operation 10万元
        year_on_year_change three_public_expenses/official_vehicles -1万元
        official_hospitality 2.5万元
        year_on_year_change three_public_expenses/official_hospitality -0.5万元
        """,
        "three_public_expenses 14.0万元 2030 / overseas_official_travel 0万元 2030"
        " / official_vehicles 11万元 2030 / official_hospitality 3.0万元 2030",
    ),
    "Sichuan, total of both sides": (
        "预算",
        "我馆2031年收支总预算1000.12万元，较2030年收支预算总数增加100万元，主要是新建分馆。",
        """
        total_sources 1000.12万元
        total_uses 1000.12万元
        year_on_year_change total_sources 100万元
        year_on_year_change total_uses 100万元
        reason total_sources
        reason total_uses
        """,
        "total_sources 900.12万元 2030 approved / total_uses 900.12万元 2030 approved",
    ),
    "Zhejiang, running costs": (
        "预算",
        "2031年本级1家行政单位的机关运行经费财政拨款预算88.6万元，比2030年预算增加3.6万元，增长4.2%。",
        """
        administrative_units 1家
        agency_operating_costs 88.6万元
        year_on_year_change agency_operating_costs 3.6万元
        year_on_year_rate agency_operating_costs 4.2%
        """,
        "agency_operating_costs 85.0万元 2030 approved",
    ),
    "Beijing, procurement": (
        "预算",
        "2031年政府采购预算总额500万元，其中：政府采购货物预算100万元，政府采购工程预算150万元，政府采购服务预算250万元。",
        """
        government_procurement 500万元
        procurement_goods 100万元
        procurement_works 150万元
        procurement_services 250万元
        """,
        "",
    ),
    "ministry, procurement awarded": (
        "决算",
        "2031年度政府采购支出总额60万元，其中：政府采购货物支出20万元、政府采购工程支出0万元、政府采购服务支出40万元。"
        "授予中小企业合同金额54万元，占政府采购支出总额的90%，其中：授予小微企业合同金额27万元，占授予中小企业合同金额的50%。",
        """
        government_procurement 60万元
        procurement_goods 20万元
        procurement_works 0万元
        procurement_services 40万元
        procurement_awarded_to_small_and_medium 54万元
        share procurement_awarded_to_small_and_medium 90%
        procurement_awarded_to_micro 27万元
        share procurement_awarded_to_small_and_medium/procurement_awarded_to_micro 50%
        """,
        "",
    ),
    "ministry, assets": (
        "决算",
        "截至2031年12月31日，我馆共有车辆6辆，其中，副部（省）级及以上领导用车1辆、主要负责人用车1辆、机要通信用车2辆、其他用车2辆；"
        "单价100万元（含）以上设备（不含车辆）3台（套）。",
        """
        vehicles 6辆
        vehicles_by_use vehicles/副部(省)级及以上领导用车 1辆
        vehicles_by_use vehicles/主要负责人用车 1辆
        vehicles_by_use vehicles/机要通信用车 2辆
        vehicles_by_use vehicles/其他用车 2辆
        equipment equipment/单价100万元(含)以上 3台(套)
        """,
        "",
    ),
    "final accounts, three public expenses with counts": (
        "决算",
        "因公出国（境）费支出决算5万元，完成预算的50%。全年因公出国（境）团组2个，累计7人次。\n"
        "国内公务接待支出1.2万元，主要用于接待来访。全年国内公务接待15批次、180人次。",
        """
        overseas_official_travel 5万元
        execution_rate overseas_official_travel 50%
        overseas_travel_groups 2个
        overseas_travel_persons 7人次
        hospitality_batches 15批次
        hospitality_persons 180人次
        domestic_hospitality 1.2万元
        """,
        "",
    ),
    "final accounts, outcome against the adjusted budget": (
        "决算",
        "项目支出年初预算为10万元，全年预算为12万元，支出决算为11.4万元，完成全年预算的95%，决算数比全年预算数减少0.6万元。",
        """
        project_expenditure 10万元
        project_expenditure 12万元
        project_expenditure 11.4万元
        execution_rate project_expenditure 95%
        change_from_budget project_expenditure -0.6万元
        """,
        "",
    ),
    "performance in other words": (
        "决算",
        "组织对2031年度一般公共预算项目支出全面开展绩效自评，涉及项目6个，共涉及资金80.5万元，占一般公共预算项目支出总额的100%。",
        "performance_project_count performance_project_count/绩效自评 6个"
        " / performance_amount performance_amount/绩效自评 80.5万元",
        "",
    ),
    "staff": (
        "预算",
        "我馆行政编制20人，实有人数18人；事业编制30人，实有在职人员28人；离休人员1人，退休人员12人。",
        """
        administrative_quota 20人
        staff_actual 18人
        institutional_quota 30人
        staff_in_service 28人
        staff_on_honorary_leave 1人
        staff_pensioned 12人
        """,
        "",
    ),
    "large units": (
        "预算",
        "财政拨款收入1.25亿元，比上年增加0.25亿元。",
        "appropriation_revenue 1.25亿元 / year_on_year_change appropriation_revenue 0.25亿元",
        "appropriation_revenue 1.00亿元 2030",
    ),
    "yuan with thousands": (
        "预算",
        "基本支出12,345,678.90元，项目支出100,000元。",
        "basic_expenditure 12345678.90元 / project_expenditure 100000元",
        "",
    ),
    "unit without 元": (
        "预算",
        "项目支出1118万，其中其他运转类项目118万。",
        "project_expenditure 1118万元 / other_operating_projects 118万元",
        "",
    ),
    "times": (
        "预算",
        "其他收入17万元，比上年增加16万元，增长16倍。",
        "other_revenue 17万元 / year_on_year_change other_revenue 16万元"
        " / year_on_year_rate other_revenue 16倍",
        "other_revenue 1万元 2030",
    ),
    "a range is no figure": ("预算", "项目支出比上年增长5%-10%。", "", ""),
    "only one part": (
        "预算",
        "收入预算50万元，全部为一般公共预算拨款收入。",
        "revenue_total 50万元 / claim_only revenue_total/general_public_appropriation",
        "",
    ),
    "empty table": (
        "预算",
        "表9 国有资本经营预算支出表\n本单位2031年无国有资本经营预算支出，故本表为空表。",
        "no_such_budget state_capital_operations 0 / empty_table state_capital_operations_expenditure",
        "",
    ),
    "Beijing, last year's figure printed": (
        "预算",
        "2031年收入预算1,234.5万元，比2030年1,200万元增加34.5万元，增长2.88%。",
        """
        revenue_total 1234.5万元
        revenue_total 1200万元
        year_on_year_change revenue_total 34.5万元
        year_on_year_rate revenue_total 2.88%
        """,
        "revenue_total 1200.0万元 2030",
    ),
    "Beijing, item named by a sentence of its own": (
        "预算",
        "1.因公出国（境）费用。2031年预算数5万元，比2030年预算数6万元减少1万元。",
        """
        overseas_official_travel 5万元
        overseas_official_travel 6万元
        year_on_year_change overseas_official_travel -1万元
        """,
        "overseas_official_travel 6万元 2030 approved",
    ),
    "Beijing, performance": (
        "预算",
        "2031年填报绩效目标的预算项目5个，占全部预算项目的100%。填报绩效目标的项目支出预算500万元。",
        "performance_project_count performance_project_count/绩效目标 5个"
        " / performance_amount performance_amount/绩效目标 500万元",
        "",
    ),
    "ministry, purchase and operation in brackets": (
        "预算",
        "2031年“三公”经费预算数为40.5万元，其中：因公出国（境）费10万元，公务用车购置及运行费30.5万元（购置费18万元、运行费12.5万元），"
        "公务接待费0万元。2031年“三公”经费预算比2030年减少2.5万元。",
        """
        three_public_expenses 40.5万元
        overseas_official_travel 10万元
        official_vehicles 30.5万元
        official_vehicle_purchase 18万元
        official_vehicle_operation 12.5万元
        official_hospitality 0万元
        year_on_year_change three_public_expenses -2.5万元
        """,
        "three_public_expenses 43.0万元 2030",
    ),
    "ministry, vehicles and guests in final accounts": (
        "决算",
        "公务用车购置及运行维护费支出决算为4万元，完成预算的80%，较上年增加0.5万元，增长14.29%。其中：公务用车购置支出0万元，"
        "购置公务用车0辆。公务用车运行维护支出4万元，期末开支财政拨款的公务用车保有量为2辆。\n"
        "公务接待费支出3万元。其中：外事接待支出1万元，共接待国（境）外来访团组1个、来访外宾6人次；国内接待支出2万元，"
        "共接待国内来访团组20个、来宾150人次（不包括陪同人员）。",
        """
        official_vehicles 4万元
        execution_rate official_vehicles 80%
        year_on_year_change official_vehicles 0.5万元
        year_on_year_rate official_vehicles 14.29%
        official_vehicle_purchase 0万元
        vehicles_purchased 0辆
        official_vehicle_operation 4万元
        vehicles_held 2辆
        official_hospitality 3万元
        foreign_hospitality 1万元
        foreign_hospitality_batches 1个
        foreign_hospitality_persons 6人次
        domestic_hospitality 2万元
        hospitality_batches 20个
        hospitality_persons 150人次
        """,
        "official_vehicles 3.5万元 2030",
    ),
    "running costs against the budget of the year": (
        "决算",
        "机关运行经费支出100万元，比年初预算数减少5万元，降低4.76%，主要原因是节约开支。",
        """
        agency_operating_costs 100万元
        change_from_budget agency_operating_costs -5万元
        change_rate_from_budget agency_operating_costs -4.76%
        reason agency_operating_costs
        """,
        "",
    ),
    "units by kind": (
        "预算",
        "本部门预算由本级和下属3个单位构成，包括1个行政单位、2个事业单位。",
        "subordinate_units 3个 / administrative_units 1个 / institution_units 2个",
        "",
    ),
    "nothing of the kind, as a clause": (
        "预算",
        "上级补助收入0万元，本部门无此项收入。",
        "superior_unit_subsidy_revenue 0万元 / no_such_budget superior_unit_subsidy_revenue 0",
        "",
    ),
    "whole department, both sides named together": (
        "预算",
        "按照综合预算的原则，我厅所有收入和支出均纳入部门预算管理。收入包括：一般公共预算拨款收入；支出包括：教育支出。收支总预算77.7万元。",
        "total_sources 77.7万元 / total_uses 77.7万元",
        "",
    ),
    "no funds of a kind, in other words": (
        "预算",
        "我馆2031年没有使用政府性基金预算财政拨款安排的支出。\n我馆2031年不涉及国有资本经营预算支出。\n我馆未使用“三公”经费。",
        "no_such_budget government_managed_funds 0 / no_such_budget state_capital_operations 0"
        " / no_such_budget three_public_expenses 0",
        "",
    ),
    "a condition is no claim": ("预算", "无政府性基金预算财政拨款支出的，仍保留该表格式。", "", ""),
    "nested parts": (
        "预算",
        "支出预算90万元，其中：基本支出60万元（人员经费50万元，公用经费10万元）；项目支出30万元，其中：特定目标类项目20万元。",
        """
        expenditure_total 90万元
        basic_expenditure 60万元
        personnel_expenditure 50万元
        routine_operating_expenditure 10万元
        project_expenditure 30万元
        specific_target_projects 20万元
        """,
        "",
    ),
    "flat in other words": (
        "预算",
        "会议费3万元，较上年预算无变化；培训费2万元，与2030年预算数相同。",
        """
        conference_expenses 3万元
        year_on_year_change conference_expenses 0万元
        training_expenses 2万元
        year_on_year_change training_expenses 0万元
        """,
        "conference_expenses 3万元 2030 approved / training_expenses 2万元 2030 approved",
    ),
    "reserved for small enterprises": (
        "预算",
        "2031年政府采购预算100万元，其中面向中小企业采购预算60万元，占60%，面向小微企业采购预算30万元。",
        """
        government_procurement 100万元
        procurement_reserved_for_small_and_medium 60万元
        share government_procurement/procurement_reserved_for_small_and_medium 60%
        procurement_reserved_for_micro 30万元
        """,
        "",
    ),
    "floor area": ("预算", "我馆共有房屋1,200.5平方米。", "floor_area 1200.5平方米", ""),
    "rate without an amount": (
        "决算",
        "1.小学教育（2050202），2031年度决算数为7,970.38万元，比2030年度决算数增长0.39%。",
        "functional_item 小学教育 7970.38万元 / year_on_year_rate 小学教育 0.39%",
        "",
    ),
    "share of the whole of the year": (
        "决算",
        "2031年度支出合计100万元，其中：基本支出80万元，占80%；项目支出20万元，占20%；上缴上级支出0万元，占0%。",
        """
        expenditure_total 100万元
        basic_expenditure 80万元
        share expenditure_total/basic_expenditure 80%
        project_expenditure 20万元
        share expenditure_total/project_expenditure 20%
        remittance_to_superior_unit 0万元
        share expenditure_total/remittance_to_superior_unit 0%
        """,
        "",
    ),
    "Guangdong, completion with the amount of the budget": (
        "决算",
        "2031年度“三公”经费支出决算为60万元，完成全年预算80万元的75%，比上年决算数增加20万元，增长50%；比2028年（停业前）决算数减少5万元。"
        "其中：因公出国（境）费支出决算为0万元，完成预算0万元的--%（基数为0，不可比），比上年决算数增加0万元；"
        "公务用车购置及运行维护费支出决算为40万元，完成预算50万元的80%；其中：公务用车购置支出决算为15万元；"
        "公务接待费支出决算为20万元。",
        """
        three_public_expenses 60万元
        three_public_expenses 80万元
        execution_rate three_public_expenses 75%
        year_on_year_change three_public_expenses 20万元
        year_on_year_rate three_public_expenses 50%
        year_on_year_change three_public_expenses -5万元
        overseas_official_travel 0万元
        overseas_official_travel 0万元
        year_on_year_change three_public_expenses/overseas_official_travel 0万元
        official_vehicles 40万元
        official_vehicles 50万元
        execution_rate three_public_expenses/official_vehicles 80%
        official_vehicle_purchase 15万元
        official_hospitality 20万元
        """,
        "three_public_expenses 40万元 2030 executed / three_public_expenses 65万元 2028 executed"
        " / overseas_official_travel 0万元 2030 executed",
    ),
    "Inner Mongolia, both years told one after the other": (
        "预算",
        "2031年度“三公”经费预算总计21万元，其中：公务接待11万元，公务用车运行费用10万元。\n"
        "2030年度“三公”经费合计支出20万元，其中：公务接待12万元。\n"
        "2031年度“三公”经费预算较2030年度增加1万元，其中公务接待较上年同期减少1万元，减少8.33%。",
        """
        three_public_expenses 21万元
        official_hospitality 11万元
        official_vehicle_operation 10万元
        three_public_expenses 20万元
        official_hospitality 12万元
        year_on_year_change three_public_expenses 1万元
        year_on_year_change three_public_expenses/official_hospitality -1万元
        year_on_year_rate three_public_expenses/official_hospitality -8.33%
        """,
        "three_public_expenses 20万元 2030 / official_hospitality 12万元 2030",
    ),
    "Anhui, two budgets together": (
        "决算",
        "2031年度一般公共预算及政府性基金财政拨款“三公”经费支出预算为6万元，支出决算为6万元，完成预算的100%；"
        "较上年增加0.6万元。决算数与预算数持平的主要原因是按全年预算执行。",
        """
        three_public_expenses 6万元
        three_public_expenses 6万元
        execution_rate three_public_expenses 100%
        year_on_year_change three_public_expenses 0.6万元
        change_from_budget three_public_expenses 0万元
        reason three_public_expenses
        """,
        "three_public_expenses 5.4万元 2030",
    ),
    "Sichuan, words before the metric": (
        "预算",
        "市级部门，包括行政单位（含参公单位）、事业单位和其他单位使用财政拨款（不含教育收费）安排“三公”经费预算总额为"
        "1,238万元，较2030年年初预算的1,278万元减少40万元。",
        """
        three_public_expenses 1238万元
        three_public_expenses 1278万元
        year_on_year_change three_public_expenses -40万元
        """,
        "three_public_expenses 1278万元 2030 approved",
    ),
    "a change told of the year that the sentence before names": (
        "预算",
        "与2030年预算相比，因公出国（境）费增加0万元。公务接待费减少2万元，主要是压缩开支。",
        """
        year_on_year_change overseas_official_travel 0万元
        year_on_year_change official_hospitality -2万元
        reason official_hospitality
        """,
        "",
    ),
    "ministry, two kinds of revenue in one share": (
        "决算",
        "其中：经营收入16.5万元，附属单位上缴收入3.5万元，两项合计占0.1%；其他收入7万元，占16.5%。",
        """
        business_operating_revenue 16.5万元
        subsidiary_unit_remittance_revenue 3.5万元
        other_revenue 7万元
        share other_revenue 16.5%
        """,
        "",
    ),
    "Gansu, bare totals and the distance from the budget": (
        "决算",
        "2031年度，本单位收入为80万元，其中：财政拨款收入80万元。2031年度，本单位支出为90万元，完成年初预算98.5%，决算数大于预算数5万元。",
        """
        revenue_total 80万元
        appropriation_revenue 80万元
        expenditure_total 90万元
        execution_rate expenditure_total 98.5%
        change_from_budget expenditure_total 5万元
        """,
        "",
    ),
    "Sichuan, one figure each of two sides tells neither": (
        "决算",
        "与2030年相比，收、支总计各减少12.5万元、13万元，各下降3.5%、4.1%。",
        "",
        "",
    ),
    "Jiangxi, staff": (
        "预算",
        "核定人员编制56人，年末实有人数76人。",
        "staff_quota 56人 / staff_actual 76人",
        "",
    ),
}


def lines(block):
    return [
        " ".join(line.split()) for part in block.strip().splitlines() for line in part.split(" / ") if line
    ]


@pytest.mark.parametrize("name", CASES)
def test_wording(name):
    phase, text, expected, earlier = CASES[name]
    records = read(text, phase)
    assert sorted(stated(records)) == sorted(lines(expected))
    assert derived(records) == lines(earlier)


@pytest.mark.parametrize(
    "words",
    [
        "联系人：某某，基本支出20万元。",
        "项目负责人：某某，项目支出5万元，电话：010-12345678。",
        "主要原因是经办人：某某填报有误。",
        "公务接待费2万元，比上年增加1万元，主要原因是详询13800138000。",
    ],
)
def test_whom_to_call_stands_in_no_quotation(words):
    for record in read(f"基本支出20万元，比上年增加1万元。{words}"):
        assert "某某" not in record["quote"] + record["subject"]
        assert "13800138000" not in record["quote"]


def test_a_reason_keeps_its_words_and_nothing_else():
    records = read(
        "基本支出20万元，比上年增加1万元，主要原因是：一是新增岗位；二是调整“补贴”标准。其中：人员经费15万元。"
    )
    reason = next(one for one in records if one["metric"] == "reason")
    assert (reason["quote"], reason["value"], reason["subject"]) == (
        "一是新增岗位；二是调整“补贴”标准",
        "",
        "basic_expenditure",
    )
    assert "personnel_expenditure 15万元" in stated(records)


def names(text):
    return [one["subject"] for one in read(text) if one["metric"] == "unit_name"]


def test_units_in_a_sentence_and_in_numbered_lines():
    assert names("纳入本部门2031年部门预算编制范围的预算单位共2家，包括：省档案馆本级、省方志馆。") == [
        "省档案馆本级",
        "省方志馆",
    ]
    numbered = "1.省档案馆（本级）；\n2.省方志馆。\n3.基本支出5万元。"
    assert names(f"本部门预算包括2个预算单位，具体是：\n{numbered}") == ["省档案馆(本级)", "省方志馆"]
    assert names("本部门包括3个内设机构、2个下属事业单位，具体包括：\n1.办公室；\n2.编研处。") == []
    assert names("所属单位有：省方志馆和其他机构3个。") == []
