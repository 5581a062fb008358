"""Layouts of provinces and ministries that no sample shows: kind, columns and lines from general rules.

Wordings are those of the field (budget management rules, templates of other finance departments); figures are
made up. Nothing in the vocabulary may be written for one of these tables alone.
"""

from __future__ import annotations

import pytest

from benchmarks.generalisation import describe_table
from budgetkit.disclosure import understand
from tests.test_headers import UP, document_of

_ = None  # covered by the cell to the left

CENTRAL_FUNCTION = [
    ["功能分类科目", _, "2023年执行数", "2024年预算数", _, _, "2024年预算数比2023年执行数", _],
    ["科目编码", "科目名称", UP, "小计", "基本支出", "项目支出", "增减额", "增减%"],
    ["", "合计", "90.00", "100.00", "60.00", "40.00", "10.00", "11.11"],
    ["201", "一般公共服务支出", "90.00", "100.00", "60.00", "40.00", "10.00", "11.11"],
    ["20113", "商贸事务", "90.00", "100.00", "60.00", "40.00", "10.00", "11.11"],
]
_VEHICLES = ["小计", "公务用车购置费", "公务用车运行费"]
CENTRAL_THREE_PUBLIC = [
    ["2023年预算数", _, _, _, _, _, "2024年预算数", _, _, _, _, _],
    [
        *["合计", "因公出国（境）费", "公务用车购置及运行费", _, _, "公务接待费"],
        *["合计", "因公出国（境）费", "公务用车购置及运行费", _, _, "公务接待费"],
    ],
    [UP, UP, *_VEHICLES, UP, UP, UP, *_VEHICLES, UP],
    ["9.00", "3.00", "4.00", "1.00", "3.00", "2.00", "8.00", "3.00", "3.00", "0", "3.00", "2.00"],
]
UNIT_REVENUE = [
    [
        *[
            "部门（单位）代码",
            "部门（单位）名称",
            "合计",
            "上年结转",
            "一般公共预算拨款收入",
            "政府性基金预算拨款收入",
        ],
        *["国有资本经营预算拨款收入", "财政专户管理资金收入", "事业收入", "事业单位经营收入", "上级补助收入"],
        *["附属单位上缴收入", "其他收入"],
    ],
    ["", "合计", "50.00", "5.00", "40.00", "", "", "", "5.00", "", "", "", ""],
    ["105001", "示例厅本级", "50.00", "5.00", "40.00", "", "", "", "5.00", "", "", "", ""],
]
BY_CLASS_OF_PROJECT = [
    ["科目编码", "科目名称", "合计", "人员类", "运转类", _, "特定目标类", "债务还本支出"],
    [UP, UP, UP, UP, "公用经费", "其他运转类", UP, UP],
    ["合计", "", "100.00", "50.00", "20.00", "10.00", "20.00", ""],
    ["2011301", "行政运行", "70.00", "50.00", "20.00", "", "", ""],
    ["2011399", "其他商贸事务支出", "30.00", "", "", "10.00", "20.00", ""],
]
OF_ALL_KINDS = [
    [
        *["科目编码", "科目名称", "合计", "基本支出", "项目支出", "事业单位经营支出", "上缴上级支出"],
        "对附属单位补助支出",
    ],
    ["205", "教育支出", "100.00", "60.00", "30.00", "5.00", "3.00", "2.00"],
    ["20502", "普通教育", "100.00", "60.00", "30.00", "5.00", "3.00", "2.00"],
]
SUMMARY = [
    ["收入", _, "支出", _],
    ["项 目", "2024年预算数", "项目（按功能分类）", "2024年预算数"],
    ["一、一般公共预算拨款收入", "90.00", "一、一般公共服务支出", "80.00"],
    ["二、事业收入", "10.00", "二、社会保障和就业支出", "20.00"],
    ["本年收入合计", "100.00", "本年支出合计", "100.00"],
    ["上年结转结余", "5.00", "年终结转结余", "5.00"],
    ["收入总计", "105.00", "支出总计", "105.00"],
]
ECONOMIC = [
    ["部门预算经济分类", _, "政府预算经济分类", _, "一般公共预算基本支出", _, _],
    ["科目编码", "科目名称", "科目编码", "科目名称", "合计", "人员经费", "公用经费"],
    ["30101", "基本工资", "50101", "工资奖金津补贴", "30.00", "30.00", ""],
    ["30201", "办公费", "50201", "办公经费", "6.00", "", "6.00"],
]
PROJECTS = [
    ["单位名称", "项目名称", "项目类别", "合计", "财政拨款", _, "财政专户管理资金", "单位资金"],
    [UP, UP, UP, UP, "一般公共预算", "政府性基金预算", UP, UP],
    ["示例厅本级", "示例活动经费", "特定目标类", "30.00", "30.00", "", "", ""],
]
SERVICES = [
    ["单位名称", "购买服务项目名称", "指导性目录代码", "承接主体类别", "购买方式", "金额"],
    ["示例厅本级", "示例咨询服务", "B0101", "社会组织", "公开招标", "12.00"],
]
TRANSFERS = [
    ["地区", "合计", "一般公共预算", "政府性基金预算"],
    ["合计", "30.00", "30.00", ""],
    ["示例一市", "10.00", "10.00", ""],
    ["示例二市", "20.00", "20.00", ""],
]
LONG_THREE_PUBLIC = [
    ["项 目", "2023年预算数", "2024年预算数", "增减变化"],
    ["合 计", "9.00", "8.00", "-1.00"],
    ["一、因公出国（境）费", "3.00", "3.00", "0.00"],
    ["二、公务接待费", "2.00", "2.00", "0.00"],
    ["三、公务用车购置及运行维护费", "4.00", "3.00", "-1.00"],
    ["其中：公务用车购置费", "1.00", "0", "-1.00"],
    ["公务用车运行维护费", "3.00", "3.00", "0.00"],
    ["会议费", "1.00", "1.00", "0.00"],
    ["培训费", "1.00", "1.00", "0.00"],
]
E, G = "amount:expenditure;all", "amount:expenditure;general_public_budget"

LAYOUTS = {
    "central: by function with last year": (
        "一般公共预算支出表",
        CENTRAL_FUNCTION,
        "general_public_expenditure_by_function",
        [
            *["functional_code", "functional_name", f"{G};;;;expected-1", f"{G};;;subtotal", f"{G};basic"],
            *[f"{G};project", f"{G};;year_on_year_change", "share"],
        ],
    ),
    "central: three public, two years": (
        "一般公共预算“三公”经费支出表",
        CENTRAL_THREE_PUBLIC,
        "three_public_table",
        [
            f"{G};;{measure}{kind}".rstrip(";") + last
            for last_year in (True, False)
            for measure, kind in (
                ("three_public", ";total"),
                ("overseas_official_travel", ";"),
                ("official_vehicles", ";subtotal"),
                ("official_vehicle_purchase", ";"),
                ("official_vehicle_operation", ";"),
                ("official_hospitality", ";"),
            )
            for last in [(";approved-1" if kind != ";" else ";;approved-1") if last_year else ""]
        ],
    ),
    "Beijing, Sichuan: revenue by unit": (
        "部门收入总表",
        UNIT_REVENUE,
        "revenue_by_source",
        [
            *[
                "unit_code",
                "unit_name",
                "amount:revenue;all;;;total",
                "amount:revenue;carryover;;opening_carryover",
            ],
            "amount:revenue;general_public_budget",
            "amount:revenue;government_managed_funds",
            "amount:revenue;state_capital_operations",
            "amount:revenue;special_account",
            "amount:revenue;unit_funds/institutional_service_revenue",
            "amount:revenue;unit_funds/business_operating_revenue",
            "amount:revenue;unit_funds/superior_unit_subsidy_revenue",
            "amount:revenue;unit_funds/subsidiary_unit_remittance_revenue",
            "amount:revenue;unit_funds/other_revenue",
        ],
    ),
    "Zhejiang, Anhui: by class of project": (
        "表03 部门支出总表",
        BY_CLASS_OF_PROJECT,
        "expenditure_by_function",
        [
            *[
                "functional_code",
                "functional_name",
                f"{E};;;total",
                f"{E};basic/personnel",
                f"{E};basic/operating",
            ],
            *[f"{E};project/other_operating", f"{E};project/specific_target", E],
        ],
    ),
    "Guangdong: all kinds of expenditure": (
        "部门支出总体情况表",
        OF_ALL_KINDS,
        "expenditure_by_function",
        [
            *[
                "functional_code",
                "functional_name",
                f"{E};;;total",
                f"{E};basic",
                f"{E};project",
                f"{E};business",
            ],
            *[f"{E};remittance", f"{E};subsidy"],
        ],
    ),
    "everywhere: summary": (
        "部门收支总表",
        SUMMARY,
        "revenue_expenditure_summary",
        ["label", "amount:revenue;all", "label", E],
    ),
    "Shandong: both economic classifications": (
        "一般公共预算基本支出表",
        ECONOMIC,
        "basic_expenditure_by_economic",
        [
            *["department_economic_code", "department_economic_name"],
            *["government_economic_code", "government_economic_name"],
            *[f"{G};basic;;total", f"{G};basic/personnel", f"{G};basic/operating"],
        ],
    ),
    "Sichuan: projects": (
        "部门预算项目支出预算表",
        PROJECTS,
        "project_table",
        [
            *["unit_name", "project_name", "project_type", f"{E};project;;total", f"{G};project"],
            "amount:expenditure;government_managed_funds;project",
            "amount:expenditure;special_account;project",
            "amount:expenditure;unit_funds;project",
        ],
    ),
    "Beijing: purchased services": (
        "政府购买服务预算财政拨款明细表",
        SERVICES,
        "purchased_services_table",
        ["unit_name", "project_name", "text", "text", "text", E],
    ),
    "Yunnan: transfers to regions": (
        "省对下转移支付预算表",
        TRANSFERS,
        "transfers_table",
        ["label", f"{E};;;total", G, "amount:expenditure;government_managed_funds"],
    ),
    "Hebei: three public, conferences and training, long": (
        "财政拨款“三公”经费、会议费和培训费支出预算表",
        LONG_THREE_PUBLIC,
        "three_public_table",
        [
            "label",
            "amount:expenditure;appropriation;;;;approved-1",
            "amount:expenditure;appropriation",
            "amount:expenditure;appropriation;;year_on_year_change",
        ],
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_an_unseen_layout_is_recognised_by_general_rules(name):
    title, rows, kind, columns = LAYOUTS[name]
    disclosure = understand(document_of(title, rows), {})
    (found,) = [describe_table("a", table) for table in disclosure.tables_read if table.pages]
    assert found["kind"] == kind
    assert found["columns"].split(" | ") == columns
    figures = sum(bool(text) and text[-1].isdigit() and "." in text for row in rows for text in row if text)
    zeros = sum(text == "0" for row in rows for text in row)
    shares = sum(column == "share" for column in columns) * (len(rows) - 2)
    assert len(disclosure.lines) == figures + zeros - shares


def test_the_rows_of_a_long_table_of_three_years_name_their_measures():
    disclosure = understand(document_of("“三公”经费支出预算表", LONG_THREE_PUBLIC), {})
    this_year = disclosure.lines[disclosure.lines["column"] == 2]
    kinds = dict(zip(this_year["item"], this_year["row_kind"], strict=True))
    assert kinds["合计"] == "total"
    assert kinds["公务用车购置费"] == "of_which"


WITHOUT_TITLE = {
    "staffing_table": [
        ["单位名称", "编制人数", _, "年末实有人数", "离休人员", "退休人员"],
        [UP, "行政编制", "事业编制", UP, UP, UP],
        ["示例局", "20", "10", "28", "0", "7"],
    ],
    "assets_table": [
        ["单位名称", "房屋面积", "车辆数量", "账面原值", "账面净值"],
        ["示例局", "1200", "5", "900.00", "600.00"],
    ],
    "transfers_table": [
        ["地区", "合计", "公共文化", "文物保护"],
        ["合计", "30.00", "20.00", "10.00"],
        ["示例市", "30.00", "20.00", "10.00"],
    ],
    "purchased_services_table": [
        ["单位名称", "服务领域", "承接主体", "预算金额"],
        ["示例局", "公共安全", "社会组织", "12.00"],
    ],
    "unit_list": [["序号", "单位名称", "单位性质"], ["1", "示例局本级", "行政"], ["2", "示例中心", "事业"]],
}


@pytest.mark.parametrize("kind", WITHOUT_TITLE)
def test_the_header_alone_tells_tables_of_staff_assets_transfers_services_and_units(kind):
    disclosure = understand(document_of("", WITHOUT_TITLE[kind]), {})
    (table,) = [table for table in disclosure.tables_read if table.pages]
    assert table.kind == kind
    figures = {"assets_table": 2, "transfers_table": 6, "purchased_services_table": 1}
    assert len(disclosure.lines) == figures.get(kind, 0), "numbers of persons and things are no money"
