"""Wordings of headers and labels that the field uses and no sample prints: what each must mean."""

from __future__ import annotations

import pytest

from budgetkit.rules.words import header_word, row_says
from budgetkit.text import read_label

HEADERS = {
    "fund": {
        "非同级财政拨款收入": "unit_funds/non_peer_appropriation_revenue",
        "上级财政补助收入": "superior_transfer",
        "上级专项转移支付": "superior_transfer",
        "提前下达资金": "superior_transfer",
        "财政拨款(补助)收入": "appropriation",
        "预算拨款": "appropriation",
        "经费拨款": "general_public_budget",
        "纳入一般公共预算管理的非税收入拨款": "general_public_budget/non_tax",
        "纳入财政专户管理的非税收入拨款": "special_account",
        "教育收费": "special_account",
        "基金预算": "government_managed_funds",
        "单位自筹": "unit_funds",
        "其他来源收入": "unit_funds/other_revenue",
        "利息收入": "unit_funds/other_revenue",
    },
    "nature": {
        "工资和福利支出": "basic/personnel/wages",
        "个人和家庭补助": "basic/personnel/households",
        "定额公用经费": "basic/operating",
        "公用经费项目支出": "basic/operating",
        "人员类项目支出": "basic/personnel",
        "运转类项目支出": "",
        "其他资本性支出": "basic/operating/capital",
        "专项业务经费支出": "project",
        "项目经费": "project",
        "行政事业类项目": "project/other",
        "基本建设类项目": "project/construction",
        "补助下级支出": "subsidy",
    },
    "role": {
        "专项资金名称": "label_or_project",
        "资金使用方向": "text",
        "支出进度": "share",
        "团组数(个)": "quantity",
        "完成数": "amount",
        "预算总额": "amount",
        "附属单位缴款": "amount",
        "收入项目": "label_or_project",
    },
    "phase": {"全年(调整)预算数": "adjusted", "全年执行数": "executed", "上年执行数": "expected"},
    "measure": {"公务用车运维费": "official_vehicle_operation", "增减变化情况": "year_on_year_change"},
}
ROWS = {
    "总收入": ("total_sources", "total"),
    "总支出": ("total_uses", "total"),
    "动用专用结余": ("use_of_surplus", None),
    "一、“三公”经费支出": ("three_public", None),
    "资产总额": ("", "total"),
}


@pytest.mark.parametrize("family", HEADERS)
def test_a_heading_means_what_the_field_means_by_it(family):
    found = {label: header_word(family, label) for label in HEADERS[family]}
    assert found == HEADERS[family]


def test_a_label_means_what_the_field_means_by_it():
    said = {label: row_says(read_label(label).item) for label in ROWS}
    assert {
        label: (found.measure, found.row_kind or None) if found else (None, None)
        for label, found in said.items()
    } == ROWS
