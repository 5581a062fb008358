"""Each stage of the reader of sentences alone, from passages to records."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from budgetkit.model import Paragraph
from budgetkit.statements.claims import Announced, absences, absent_item, only_part, plain_claims
from budgetkit.statements.clause import find_distributed, split_clauses
from budgetkit.statements.context import Base, ClauseContext, Memory
from budgetkit.statements.mention import base_in, find_told, mentions_at, reason_in
from budgetkit.statements.metrics import find_metric
from budgetkit.statements.passage import read_passages
from budgetkit.statements.resolution import resolve_clause, resolve_sentence
from budgetkit.statements.sentence import Statement, read_sentences, record_statements


def lines(*texts, page=1):
    return [Paragraph(page, text) for text in texts]


def sentence(text, section="一、收支情况"):
    (one,) = read_sentences(lines(section, text))
    return one


def told(text, fiscal_year=2031, phase="approved", memory=None):
    """Metric, subject, year, phase and value of what a sentence states, and what it leaves."""
    memory, stated = resolve_sentence(sentence(text), memory or Memory(fiscal_year, phase))
    return memory, [(one.metric, one.subject, one.fiscal_year, one.phase, one.value) for one in stated]


def test_passages_stand_under_their_headings_without_page_numbers_and_glossary():
    printed = lines(
        "第二部分 2031年部门预算情况",
        "说明",
        "一、收支总体情况",
        "收入预算五百万元，其中",
        "- 3 -",
        "财政拨款四百万元。",
        "二、名词解释",
        "财政拨款是指甲乙丙。",
    )
    passages = list(read_passages(printed))
    assert [(one.section, one.glossary) for one in passages] == [("收支总体情况", False), ("名词解释", True)]
    assert [line.text for line in passages[0].lines] == ["收入预算五百万元，其中", "财政拨款四百万元。"]


def test_a_sentence_is_folded_for_reading_and_leads_back_to_print_and_page():
    printed = [Paragraph(4, "收入 预算５万元，与上年"), Paragraph(5, "“持平”。支出（合计）6万元。")]
    first, second = read_sentences(printed)
    assert (first.text, second.text) == ("收入预算5万元，与上年持平", "支出(合计)6万元")
    assert first.quote(0, 7) == "收入 预算５万元"
    assert (first.page(0), first.page(len(first.text) - 1), second.page(0)) == (4, 5, 5)


def test_clauses_are_cut_at_their_signs_and_know_a_list_that_ended():
    text = "收入10万元(上年9万元)，其中拨款6万元、其他4万元，增加1,000元"
    clauses = split_clauses(text)
    words = [(text[one.start : one.stop], one.ending, one.joined) for one in clauses]
    assert words == [
        ("收入10万元", "(", False),
        ("上年9万元", ")", False),
        ("", "，", False),
        ("其中拨款6万元", "、", False),
        ("其他4万元", "，", True),
        ("增加1,000元", "", True),
    ]
    assert all(one.stop <= other.start for one, other in pairwise(clauses))


def test_figures_told_at_once_pair_with_what_is_named():
    (one,) = find_distributed("基本支出和项目支出分别为3和4万元")
    assert [named.ids[0] for named in one.named] == ["basic_expenditure", "project_expenditure"]
    assert [(figure.value, figure.unit) for figure in one.figures] == [("3", "万元"), ("4", "万元")]
    assert find_distributed("基本支出分别为3万元、4万元") == []


@pytest.mark.parametrize(
    ("text", "ids", "detail"),
    [
        ("公务接待费5万元", ("official_hospitality",), ""),
        ("教育支出(类)普通教育(款)5万元", ("functional_group",), "教育支出/普通教育"),
        ("2010101行政运行5万元", ("functional_item",), "行政运行"),
        ("教育支出5万元", ("functional_class",), "教育支出"),
        ("办公费5万元", ("economic_item",), "办公费"),
    ],
)
def test_metrics_are_named_by_rules_marks_codes_and_official_names(text, ids, detail):
    named = find_metric(text, 0, len(text))
    assert (named.ids, named.detail, named.start) == (ids, detail, 0)


def test_words_that_take_away_name_no_metric():
    text = "扣除公务接待费5万元"
    assert find_metric(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit", "direction"),
    [
        ("预算安排1,234.5万", "level", "1234.5", "万元", 0),
        ("共有十二辆", "count", "12", "辆", 0),
        ("增加2万元", "change", "2", "万元", 1),
        ("下降5%", "rate", "5", "%", -1),
        ("占支出的40%", "share", "40", "%", 0),
        ("完成年初预算的98%", "completion", "98", "%", 0),
        ("与上年相比", "base", "", "", 0),
        ("大于预算数3万元", "own_apart", "3", "万元", 1),
        ("持平", "flat", "", "", 0),
    ],
)
def test_words_mention_figures_and_what_they_are_compared_with(text, kind, value, unit, direction):
    mention = next(mentions_at(text, 0, len(text)))
    assert (mention.kind, mention.value, mention.unit, mention.direction) == (kind, value, unit, direction)


def test_a_mention_tells_year_phase_and_the_figure_that_goes_with_it():
    text = "与2030年年初预算数5万元相比"
    base = base_in("比2030年决算5万元增加1万元", 0, 14)
    assert (base.year, base.phase, base.more.value) == (2030, "executed", "5")
    assert base_in(text, 0, len(text)).phase == "approved"
    done = next(mentions_at("完成预算8万元的75%", 0, 12))
    assert (done.value, done.more.value, done.more.unit) == ("75", "8", "万元")
    assert next(mentions_at("基本持平", 0, 4)).exact is False


def test_reasons_are_told_from_purposes():
    assert reason_in("减少的主要原因是压缩会议", 0, 12)[-2:] == (True, True)
    assert reason_in("增加主要是人员增加", 0, 9)[-2:] == (True, False)
    assert reason_in("主要用于办公", 0, 6)[-2:] == (False, False)


def test_claims_stand_for_themselves():
    claims, announced = plain_claims("政府性基金预算支出表，本表为空表", Announced())
    assert [(one.metric, one.subject) for one in claims] == [
        ("empty_table", "government_managed_funds_expenditure")
    ]
    claims, announced = plain_claims("预算单位包括:", announced)
    assert (claims, announced.units_follow) == ([], True)
    (unit,), announced = plain_claims("1.示例市甲局", announced)
    assert unit.subject == "示例市甲局"
    assert [one.value for one in absences("我局没有政府性基金预算支出", "")] == ["0"]
    assert absent_item("上年无此项支出", 0, 7, 2031) is None
    assert absent_item("2031年无此项支出", 0, 10, 2031) == (0, 10)
    assert only_part("全部为项目支出", 0, 7) == "project_expenditure"


def test_phrases_tell_figures_wherever_they_stand():
    one, follows = find_told("编制2个项目绩效目标，涉及资金20万元")
    assert (one.metric, one.figure.value) == ("performance_project_count", "2")
    assert (follows.subject, follows.figure.unit) == ("performance_amount/绩效目标", "万元")


def test_a_figure_is_of_what_was_named_and_of_the_year_of_the_document():
    memory, stated = told("公务接待费5万元")
    assert stated == [("official_hospitality", "official_hospitality", 2031, "approved", "5")]
    assert memory.current.levels[0].value == "5"
    assert memory.listed == {"official_hospitality"}


def test_a_change_gives_away_the_earlier_figure_against_the_base_of_the_sentence_alone():
    _, stated = told("公务接待费5万元，比上年减少2万元")
    assert [(one[0], one[2], one[4]) for one in stated] == [
        ("official_hospitality", 2031, "5"),
        ("year_on_year_change", 2031, "-2"),
        ("official_hospitality", 2030, "7"),
    ]
    assert len(told("公务接待费5万元，减少2万元")[1]) == 1


def test_parts_are_of_the_whole_that_was_opened():
    _, stated = told("支出总计9万元，其中：基本支出4万元；项目支出5万元")
    assert [one[1].rpartition("/")[2] for one in stated[1:]] == ["basic_expenditure", "project_expenditure"]
    assert len({one[1].partition("/")[0] for one in stated}) == 1


def test_what_a_sentence_leaves_the_next_one_goes_on_with():
    memory, _ = told("公务接待费5万元，比上年减少2万元")
    _, stated = resolve_sentence(sentence("同时，严格控制接待人数，主要原因是厉行节约"), memory)
    assert {one.metric for one in stated} <= {"reason"}
    again, _ = resolve_sentence(sentence("较上年增加1万元"), replace(memory, paragraph=7))
    assert again.current is None


def test_a_reason_that_breaks_off_is_none():
    memory, _ = told("公务接待费5万元，比上年减少2万元，主要原因是厉行节约")
    assert memory.explained == ("official_hospitality",)
    _, broken_off = read_sentences(lines("一、收支情况", "共5万元。同时，"))
    assert resolve_sentence(broken_off, memory)[1] == []
    assert [one[0] for one in told("同时，压缩3次会议", memory=memory)[1]] == ["reason"]


def test_a_clause_tells_those_behind_it_what_it_stated():
    text = "公务接待费5万元"
    context = ClauseContext(text, Memory(2031, "approved"), 2031)
    stated = resolve_clause(context, split_clauses(text)[0])
    assert context.stated == stated
    assert context.current.levels == tuple(stated)


def test_the_budget_of_the_same_year_is_no_change_over_time():
    context = ClauseContext("与2031年预算相比", Memory(2031, "executed"), 2031)
    context.compare_with(base_in(context.text, 0, len(context.text)))
    assert context.base == Base(2031, "approved", 0, own=True)


def test_records_quote_the_print_and_never_whom_to_call():
    one = sentence("公务接待费 5.50 万元，联系电话:12345678")
    kept = Statement(
        "official_hospitality", "official_hospitality", 2031, "approved", 0, 11, 5, "5.50", "万元"
    )
    (record,) = record_statements(one, [kept, kept.__class__("reason", "x", 2031, "", 12, len(one.text), 12)])
    assert (record["quote"], record["decimals"], record["section"]) == ("公务接待费 5.50 万元", 2, "收支情况")
