"""Codes in columns a character wide, under headings printed in many ways; typeset, then read."""

from __future__ import annotations

import pytest

from budgetkit.disclosure import read
from budgetkit.lines import tidy_lines
from tests.unseen.office import by_function, leaves, of
from tests.unseen.paper import Form, Paper

FOUND = leaves("2010301 10 1 20 0 0\n2010302 0 0 0 0 30\n2080505 4 0 0 0 0")
TAIL = "科目名称 | 合计 | 基本支出 | 项目支出"
UP = "| ^ | ^ | ^ | ^"
HEADERS = {
    "one heading over three columns": f"科目编码 | < | < | {TAIL}",
    "类款项 in one word": f"类款项 | < | < | {TAIL}",
    "each in brackets": f"（类） | （款） | （项） | {TAIL}",
    "the levels alone": f"类 | 款 | 项 | {TAIL}",
    "the levels below two headings": f"科目 | < | < | {TAIL}\n编码 | < | < {UP}\n类 | 款 | 项 {UP}",
}
WORDS = "c1 c2 c3 name E;all;;;t E;all;basic E;all;project"


def disclosure_of(form: Form, folder):
    paper = Paper(2024)
    paper.cover("示例市示例局2024年部门预算")
    paper.line("支出预算总表", "center", 14)
    paper.line("单位：万元", "right")
    paper.table(form)
    (folder / "a.pdf").write_bytes(paper.finish())
    return paper.tables[0].lines, read(folder / "a.pdf")


@pytest.mark.parametrize("name", HEADERS)
@pytest.mark.parametrize("narrow", [True, False], ids=["a character wide", "wide"])
def test_codes_in_three_narrow_columns_are_one_code(name, narrow, tmp_path):
    rows = by_function(FOUND, [of("all"), of("basic"), of("project")], codes=3)
    widths = [0.5 if narrow else 2.0] * 3 + [8, 6, 6, 6]
    form = Form("支出预算总表", "expenditure_by_function", HEADERS[name], WORDS, rows, widths=widths, size=7)
    drawn, disclosure = disclosure_of(form, tmp_path)
    (table,) = [table for table in disclosure.tables_read if table.pages]
    read_codes = [line.functional_code for line in tidy_lines(table)]
    assert read_codes == [line.get("functional_code", "") for line in drawn]
    assert set(disclosure.findings.severity) <= {"info"}


def test_a_column_of_types_before_the_codes_is_not_the_label(tmp_path):
    rows = [(["支出", *cells], *says) for cells, *says in by_function(FOUND, [of("all"), of("basic")])]
    header = "收支 | 科目编码 | 科目名称 | 合计 | 基本支出"
    form = Form(
        "支出预算总表",
        "expenditure_by_function",
        header,
        "text code name E E",
        rows,
        widths=[0.6, 3, 8, 6, 6],
    )
    drawn, disclosure = disclosure_of(form, tmp_path)
    (table,) = [table for table in disclosure.tables_read if table.pages]
    lines = tidy_lines(table)
    assert [(line.row_kind, line.printed) for line in lines] == [(d["row_kind"], d["printed"]) for d in drawn]
    assert lines[0].item == "合计" and lines[-1].item == "机关事业单位基本养老保险缴费支出"
