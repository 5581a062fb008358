"""Findings: one cause makes one finding, which names the cell, the figure expected, and the kind of fault."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_disclosure import (
    NATURES,
    TOTAL,
    amount_columns,
    disclosure,
    expenditure_rows,
    item,
    make_table,
)

from budgetkit.audit import audit
from budgetkit.records import Repair
from budgetkit.tables import Table
from tests.exploring import examples

CELLS = sorted((line.table_id, line.row, line.column) for line in disclosure()[1])


def expenditure(rows=None, **more):
    table, lines = make_table(
        "t03",
        "expenditure_by_function",
        amount_columns(NATURES),
        rows or expenditure_rows(),
        title="支出总表",
        **more,
    )
    return [table], lines


def first_place(finding):
    return tuple(finding.places[0].get(name) for name in ("table", "row", "column"))


def test_a_consistent_disclosure_has_no_finding_and_verified_lines():
    tables, lines = disclosure()
    assert audit(tables, lines) == []
    assert all(line.checks and not line.failures for line in lines)


@pytest.mark.parametrize("cell", CELLS, ids=str)
def test_a_single_wrong_cell_makes_one_finding(cell):
    tables, lines = disclosure()
    wrong = next(line for line in lines if (line.table_id, line.row, line.column) == cell)
    truth = wrong.amount_fen
    wrong.amount_fen += 7_770_000
    found = audit(tables, lines)
    (finding,) = found
    assert finding.category == "document_error" and finding.severity in ("error", "warning")
    assert cell in finding.lines
    if wrong.checks > 1:
        assert first_place(finding) == cell
        assert (finding.printed_fen, finding.expected_fen) == (truth + 7_770_000, truth)
        assert finding.difference_fen == 7_770_000
    assert wrong.failures == wrong.checks > 0


def test_the_message_names_table_row_column_and_amounts_in_the_printed_unit():
    tables, lines = expenditure()
    wrong = next(line for line in lines if (line.row, line.column) == (2, 4))
    wrong.amount_fen = 306 * 10**6
    (finding,) = audit(tables, lines)
    for message in (finding.message_zh, finding.message_en):
        for words in (
            "支出总表",
            "行政运行",
            "基本支出 / 工资福利支出",
            "306.00 万元",
            "360.00 万元",
            "-54.00 万元",
        ):
            assert words in message
    assert finding.places[0] == {"table": "t03", "page": 1, "row": 2, "column": 4}


def test_order_of_lines_does_not_matter():
    tables, lines = disclosure()
    lines[20].amount_fen += 5_000_000
    expected = audit(tables, lines)
    for seed in range(4):
        shuffled = list(lines)
        random.Random(seed).shuffle(shuffled)
        assert audit(tables, shuffled) == expected


def test_two_faults_make_two_findings():
    tables, lines = expenditure()
    for line in lines:
        if (line.row, line.column) in {(2, 4), (3, 9)}:
            line.amount_fen += 3_330_000
    assert [first_place(finding) for finding in audit(tables, lines)] == [("t03", 2, 4), ("t03", 3, 9)]


def test_a_lost_cell_is_named_where_it_is_missing():
    tables, lines = expenditure()
    lost = next(line for line in lines if (line.row, line.column) == (3, 9))
    lines.remove(lost)
    (finding,) = audit(tables, lines)
    assert first_place(finding) == ("t03", 3, 9)
    assert (finding.printed_fen, finding.expected_fen) == (None, lost.amount_fen)
    assert "空白" in finding.message_zh and finding.category == "question"


def test_lost_rows_are_damage_with_their_residual_not_many_errors():
    tables, lines = expenditure()
    lines = [line for line in lines if line.row != 3]
    (finding,) = audit(tables, lines)
    assert (finding.category, finding.severity) == ("extraction_damage", "warning")
    assert finding.identity == "function-column"
    assert (finding.expected_fen, finding.printed_fen) == (1000 * 10**6, 700 * 10**6)
    assert finding.difference_fen == -300 * 10**6
    for residual in ("300.00", "200.00", "100.00"):
        assert residual in finding.message_zh


def test_rounding_is_one_finding_of_its_own_category():
    rows = [
        (item("2011301", "行政运行"), ["520.02", "520.02", "444.01", "10.66", "65.34", "", "", "", ""]),
        (item("2011350", "事业运行"), ["351.01", "351.01", "324.43", "", "26.59", "", "", "", ""]),
    ]
    tables, lines = expenditure(rows)
    (finding,) = audit(tables, lines)
    assert (finding.identity, finding.category, finding.severity) == ("rounding", "rounding", "info")
    assert not any(line.failures for line in lines)


def test_yuan_that_add_up_everywhere_else_are_asked_about_even_within_rounding():
    rows = [
        (item(f"20113{n:02d}", f"项{n}"), ["30", "30", "10", "20", "", "", "", "", ""]) for n in range(1, 6)
    ]
    rows.append((item("2011399", "其他"), ["31", "31", "10", "20", "", "", "", "", ""]))
    tables, lines = make_table("t03", "expenditure_by_function", amount_columns(NATURES), rows, unit="元")
    (finding,) = [found for found in audit([tables], lines) if found.category != "note"]
    assert (finding.identity, finding.category) == ("exact-figures-off", "question")


def test_a_shift_that_cannot_be_decided_is_damage_and_takes_its_checks_with_it():
    rows = expenditure_rows()
    rows[1] = (rows[1][0], ["8.00", "5.00", "5.00", "3.00", "3.00", "", "", "", ""])
    tables, lines = expenditure(rows)
    found = audit(tables, lines)
    assert "columns-shifted" in {finding.identity for finding in found}
    assert not any(finding.category == "document_error" for finding in found)


def test_a_table_whose_header_is_misread_makes_one_question():
    misread = [*NATURES[:2], NATURES[6], *NATURES[3:6], NATURES[2], *NATURES[7:]]
    table, lines = make_table(
        "t03", "expenditure_by_function", amount_columns(misread), expenditure_rows(), engine="ruled"
    )
    found = audit([table], lines)
    assert [finding.category for finding in found] == ["question"]
    assert found[0].identity == "table-does-not-add-up"


def test_engines_that_guess_columns_are_suspected_before_the_publisher():
    tables, lines = expenditure(engine="network")
    next(line for line in lines if (line.row, line.column) == (2, 4)).amount_fen += 10**6
    (finding,) = audit(tables, lines)
    assert (finding.category, finding.severity) == ("extraction_damage", "warning")


def test_repairs_of_a_table_make_one_finding():
    tables, lines = expenditure()
    repairs = [Repair("t03", row, "column_shift", "a", "b", "c") for row in (2, 3)]
    (finding,) = audit(tables, lines, repairs)
    assert (finding.category, finding.severity) == ("extraction_damage", "info")
    assert [place["row"] for place in finding.places] == [2, 3]


def test_empty_and_absent_tables_are_told_apart():
    def bare(table_id, state, listed):
        return Table(
            table_id, "project_table", "项目支出表", "", (), [], [], 0, state=state, listed_in_contents=listed
        )

    tables = [bare("t1", "empty", True), bare("t2", "absent", True), bare("t3", "empty_with_note", True)]
    assert [(f.identity, f.category) for f in audit([*tables, bare("t4", "absent", False)], [])] == [
        ("empty-table-without-note", "question"),
        ("table-listed-but-absent", "question"),
    ]
    # what text may have lost, or pages that nobody could read, is asked about in other words
    (finding,) = audit([bare("t2", "absent", True)], [], read_whole=False)
    assert (finding.identity, finding.category) == ("table-listed-but-absent", "question")
    assert "对照原件" in finding.message_zh


def test_an_audit_starts_from_scratch():
    tables, lines = disclosure()
    stale = [replace(line, checks=9, failures=9) for line in lines]
    assert audit(tables, stale) == audit(tables, lines)
    assert [(line.checks, line.failures) for line in stale] == [
        (line.checks, line.failures) for line in lines
    ]


@settings(max_examples=examples(30))
@given(st.sampled_from(CELLS), st.integers(-(10**7), 10**7).filter(lambda change: abs(change) > 200_000))
def test_no_wrong_cell_goes_unseen_and_none_is_blamed_twice(cell, change):
    tables, lines = disclosure()
    wrong = next(line for line in lines if (line.table_id, line.row, line.column) == cell)
    wrong.amount_fen += change
    found = audit(tables, lines)
    assert len(found) <= 1
    assert found and cell in found[0].lines


def test_total_row_alone_is_enough_to_name_a_wrong_total():
    rows = expenditure_rows(
        ["1,000.00", "600.00", "400.00", "50.00", "140.00", "10.00", "400.00", "310.00", "100.00"]
    )
    (finding,) = audit(*expenditure(rows))
    assert first_place(finding) == ("t03", 1, 9)
    assert finding.expected_fen == 300 * 10**6
    assert TOTAL["item"] in finding.message_zh


def test_a_row_of_a_table_printed_side_by_side_is_named_by_its_own_side():
    tables, lines = disclosure()
    spent = next(line for line in lines if line.table_id == "t01" and line.item == "一般公共服务支出")
    spent.amount_fen += 5 * 10**6
    (finding,) = audit(tables, lines)
    assert "“一般公共服务支出”" in finding.message_zh
