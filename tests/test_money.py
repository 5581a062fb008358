"""Every money figure of a sentence or of a text cell is read, or told where it is not certain."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetkit.completeness import completeness
from budgetkit.disclosure import understand
from budgetkit.model import Document, Paragraph
from budgetkit.statements import OTHER_AMOUNT, read_prose, read_statements
from budgetkit.statements.money import find_money
from budgetkit.statements.reading_order import order_lines
from budgetkit.statements.sentence import read_sentences
from tests.plain_text import read


def budgetkit_read(text):
    """The disclosure of a text."""
    return understand(read(text), {})


def found(*lines):
    """``value unit`` of each figure, ``?`` for one that is not certain."""
    printed = [Paragraph(1, line) for line in lines]
    return [
        f"{figure.value}{figure.unit}" if figure.unit else "?"
        for sentence in read_sentences(printed)
        for figure in find_money(sentence)
    ]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("门票收取1,286.40万元，观众45.00万人次，占地3.60万平方米", "1286.40万元"),
        ("保险估值1.35亿元，户均增收4,350元，三年共5百万元", "1.35亿元 4350元 5百万元"),
        ("单价5—10万元，讲课酬金300至500元，6万元-8万元", "5万元 10万元 300元 500元 6万元 8万元"),
        ("编号12-5万元", "5万元"),
        ("分别为12、13和14.20万元", "12万元 13万元 14.20万元"),
        ("投入12.50、13.50万元", "12.50万元 13.50万元"),
        ("投入20、30万元", "? 30万元"),
        ("1、5万元用于慰问", "5万元"),
        ("专项资金3.5万，惠及人口2.1万，面积3.2万亩", "3.5万元"),
        ("项目总预算1170.00万，支持规模化发展870.00万。", "1170.00万元 870.00万元"),
        ("合计1亿2000万元，其中3万5000元", "12000万元 35000元"),
        ("合计3万5千元", "?"),
        ("补贴1元5角，外包3元2角8分，¥1,250，报价3.20万美元", "1.5元 3.28元 1250元"),
        ("经营结余-18.60万元，负3.25万元，△7.40万元", "-18.60万元 -3.25万元 -7.40万元"),
        ("培训-5万元", "?"),
        ("约40余万元，3千万元，2025元旦活动", "40万元 3000万元"),
        ("更新1.234.56万元，购置12,34.5万元", "? ?"),
        ("捐款壹佰贰拾万元整，三十五万元，数百万元，百万元以上，三五万元", "120万元 35万元 ?"),
        ("共 １，２３４．５０ 万元和 2, 310.75 万元", "1234.50万元 2310.75万元"),
        ("共 1 6 . 8 0 万 元", "16.80万元"),
        ("总收入2 486.30万元", "?"),
        ("2024年\t300万元，2025\t12.00万元", "300万元 12.00万元"),
        ("1. 300万元", "300万元"),
    ],
)
def test_figures_of_a_sentence(text, figures):
    assert found(text) == figures.split()


def test_a_line_that_ends_inside_digits_is_joined_only_where_they_cannot_end_there():
    assert found("搬迁费用1,234.", "56万元，装具2,3", "40.80万元，扫描费365", "万元") == [
        "1234.56万元",
        "2340.80万元",
        "365万元",
    ]
    assert found("经费12", "34万元") == ["?"]
    full = "本年度全市共安排用于农村公路养护与桥梁加固的各类专项资金合计为12"
    assert found(full, "34万元，已全部下达到各乡镇。") == ["1234万元"]


def test_a_running_head_is_taken_out_only_where_it_stands_inside_a_figure():
    heads = [Paragraph(page, "某某镇2031年部门预算", (200, 30, 400, 40), 9) for page in (1, 2, 3)]
    body = ["配套1,260.", "40万元，缺口由村集体自筹", "2031年安排5万元。"]
    blocks = [
        one for head, text in zip(heads, body, strict=True) for one in (head, Paragraph(head.page, text))
    ]
    document = Document("x.pdf", "", "pdf", 3, tuple(blocks))
    assert [one["value"] for one in read_prose(document).statements] == ["1260.40", "5"]
    assert [line.text for line in order_lines(document)] == [
        heads[0].text, body[0], body[1], heads[2].text, body[2],
    ]  # fmt: skip


def test_what_the_grammar_reads_is_told_once_and_all_else_as_other_amounts():
    text = "一、支出情况\n\n2031年公务接待费5万元，接待标准每人120元，往年最高曾达5万元。\n"
    statements = read_prose(read(text), fiscal_year=2031, phase="approved").statements
    told = [(one["metric"], one["value"], one["unit"]) for one in statements]
    assert told == [
        ("official_hospitality", "5", "万元"),
        (OTHER_AMOUNT, "120", "元"),
        (OTHER_AMOUNT, "5", "万元"),
    ]
    other = statements[1]
    assert (other["subject"], other["fiscal_year"], other["phase"], other["derived"]) == ("", None, "", False)
    assert (other["section"], other["page"]) == ("支出情况", 1)
    assert other["quote"] == "2031年公务接待费5万元，接待标准每人120元，往年最高曾达5万元"
    assert [one["metric"] for one in read_statements(read(text), fiscal_year=2031)] == [
        "official_hospitality"
    ]


def test_the_glossary_and_sentences_without_a_digit_give_their_amounts():
    text = "二、名词解释\n\n大额资金：指单笔50万元以上的资金。\n\n三、其他\n\n收到捐款壹拾万元整。\n"
    statements = read_prose(read(text)).statements
    assert [(one["value"], one["section"]) for one in statements] == [("50", "名词解释"), ("10", "其他")]


def test_no_quotation_says_whom_to_call():
    text = "一、其他\n\n项目资金8.40万元，联系人：某某，电话：0571-8888888，尾款2.10万元。\n"
    quotes = [one["quote"] for one in read_prose(read(text)).statements]
    assert quotes == ["项目资金8.40万元", "尾款2.10万元"]


def test_text_cells_are_read_where_they_are_no_line_and_no_target():
    form = "| 项目名称 | 古树保护 |\n| --- | --- |\n| 项目概况 | 支架采购28.60万元，单株养护1,500元 |\n"
    told = budgetkit_read("项目支出绩效目标表\n\n" + form)
    assert [(one.value, one.unit, one.section) for one in told.statements.itertuples()] == [
        (Decimal("28.600000"), "万元", "项目支出绩效目标表"),
        (Decimal("1500.000000"), "元", "项目支出绩效目标表"),
    ]
    assert set(told.statements["metric"]) == {OTHER_AMOUNT}
    assert set(told.statement_states) == {"uncovered"}


def test_nothing_rests_on_other_amounts():
    text = "山林局2031年部门预算\n\n一、其他\n\n往年最高曾达5万元，每人120元。\n"
    data = budgetkit_read(text)
    states = set(completeness(data)["state"])
    assert "absent" not in states and len(data.findings) == 0


def test_what_is_not_certain_is_told_with_its_sentence():
    (unread,) = read_prose(read("一、其他\n\n大篷车更新1.234.56万元。\n")).unread
    assert unread.printed == "1.234.56万元（大篷车更新1.234.56万元）"
    assert (unread.reason, unread.near, unread.page) == ("unreadable_cell", "其他", 1)
