"""Repair of shifted columns: only what the identities prove, and never what they contradict."""

import copy

from hypothesis import given, settings
from hypothesis import strategies as st
from small_disclosure import NATURES, TOTAL, amount_columns, expenditure_rows, item, make_table

from budgetkit.checks import evaluate
from budgetkit.lines import tidy_lines
from budgetkit.repair import doubtful_cells, repair_tables
from budgetkit.tables import Column
from tests.exploring import examples


def expenditure(rows, table_id="t03", kind="expenditure_by_function", **more):
    return make_table(table_id, kind, amount_columns(NATURES), rows, **more)[0]


def figures(table, row):
    return [table.text(row, column.index) for column in table.columns if column.role == "amount"]


def without(cells, *places):
    """Cells moved left over dropped blanks, as a text conversion leaves them."""
    kept = [cell for place, cell in enumerate(cells) if place not in places]
    return kept + [""] * (len(cells) - len(kept))


WORKED = [
    (TOTAL, ["1,880.86", "1,808.36", "1,105.64", "602.14", "100.58", "72.50", "72.50", "", ""]),
    (item("2011301", "行政运行"), ["520.02", "520.02", "444.01", "10.66", "65.34", "", "", "", ""]),
    (item("2011302", "一般行政管理事务"), ["37.70", "", "", "", "", "37.70", "37.70", "", ""]),
    (item("2080501", "行政单位离退休"), ["590.24", "590.24", "1.44", "580.43", "8.37", "", "", "", ""]),
    (item("2080505", "养老保险"), ["89.03", "89.03", "89.03", "", "", "", "", "", ""]),
    (item("2089999", "其他社会保障"), ["2.73", "2.73", "2.73", "", "", "", "", "", ""]),
    (item("2101101", "行政单位医疗"), ["93.48", "93.48", "93.48", "", "", "", "", "", ""]),
    (item("2101103", "公务员医疗补助"), ["63.87", "63.87", "63.87", "", "", "", "", "", ""]),
    (item("2210201", "住房公积金"), ["73.20", "73.20", "73.20", "", "", "", "", "", ""]),
    (item("2011350", "事业运行"), ["385.81", "351.01", "324.43", "", "26.59", "34.80", "34.80", "", ""]),
    (item("2080502", "事业单位离退休"), ["11.33", "11.33", "", "11.05", "0.28", "", "", "", ""]),
    (item("2101102", "事业单位医疗"), ["13.45", "13.45", "13.45", "", "", "", "", "", ""]),
]


def test_a_real_table_with_lost_blanks_is_put_right_by_its_rows_and_columns():
    (table,), repairs = repair_tables([expenditure(WORKED)])
    assert [repair.row for repair in repairs] == [1, 3, 10]
    assert {repair.kind for repair in repairs} == {"column_shift"}
    assert figures(table, 1) == [
        "1,880.86",
        "1,808.36",
        "1,105.64",
        "602.14",
        "100.58",
        "",
        "72.50",
        "72.50",
        "",
    ]
    assert figures(table, 3) == ["37.70", "", "", "", "", "", "37.70", "37.70", ""]
    assert figures(table, 10) == ["385.81", "351.01", "324.43", "", "26.59", "", "34.80", "34.80", ""]
    assert table.repaired_rows == {1, 3, 10}
    assert "1,880.86 = 1,808.36 + 72.50" in repairs[0].proof
    assert repairs[0].before == " | ".join(WORKED[0][1])
    checks = evaluate(tidy_lines(table), columns={"t03": table.columns})
    assert {check.state for check in checks if check.identity.id in ("nature-row", "function-column")} == {
        "holds",
        "rounding",
    }


def test_the_given_tables_are_left_as_they_are():
    table = expenditure(WORKED)
    before = copy.deepcopy(table)
    first, second = repair_tables([table]), repair_tables([table])
    assert table == before
    assert first == second


def test_a_repaired_table_needs_no_further_repair():
    repaired, _ = repair_tables([expenditure(WORKED)])
    assert repair_tables(repaired) == (repaired, [])


def test_rows_that_satisfy_their_identities_are_never_touched():
    table = expenditure(expenditure_rows())
    assert repair_tables([table]) == ([table], [])


def test_a_moved_cell_keeps_its_text_and_printed_place():
    table = expenditure(WORKED, engine="stream")
    for row in table.rows:
        for place, cell in enumerate(row):
            row[place] = type(cell)(
                cell.row, cell.column, cell.text, bbox=(cell.column * 10.0, 0.0, 9.0, 9.0), page=2
            )
    (table,), _ = repair_tables([table])
    moved = table.rows[3][8]
    assert (moved.column, moved.text, moved.bbox, moved.page) == (8, "37.70", (70.0, 0.0, 9.0, 9.0), 2)


def test_where_rulings_fix_the_columns_the_row_alone_is_no_proof():
    lone = expenditure([WORKED[2]], engine="ruled")
    assert repair_tables([lone]) == ([lone], [])
    (table,), repairs = repair_tables([expenditure(WORKED, engine="ruled")])
    assert [repair.row for repair in repairs] == [1, 3, 10]
    assert figures(table, 3) == ["37.70", "", "", "", "", "", "37.70", "37.70", ""]
    assert all("columns" in repair.proof for repair in repairs)


def test_a_placement_that_spoils_columns_is_none():
    # One misprinted figure (0.50 for 0.00) that a shift would also explain; the columns know better.
    rows = [
        (TOTAL, ["20.50", "20.50", "20.50", "", "", "", "", "", ""]),
        (item("2011301", "行政运行"), ["10.00", "10.00", "10.00", "", "", "", "", "", ""]),
        (item("2011302", "事务"), ["10.00", "10.00", "10.00", "0.50", "", "", "", "", ""]),
    ]
    table = expenditure(rows)
    assert repair_tables([table]) == ([table], [])


def test_an_undecided_row_stays_as_printed():
    # 5.00 may be wages, households or goods: the row says nothing, and no column sum does either.
    lone = [(item("2011301", "行政运行"), ["8.00", "5.00", "5.00", "3.00", "3.00", "", "", "", ""])]
    table = expenditure(lone)
    assert repair_tables([table]) == ([table], [])
    assert doubtful_cells(table) == {1: {4, 5, 6, 7, 8, 9}}


def test_a_sister_table_decides_between_placements():
    printed = ["8.00", "5.00", "5.00", "3.00", "3.00", "", "", "", ""]
    sound = ["8.00", "5.00", "", "5.00", "", "", "3.00", "3.00", ""]
    row = item("2011301", "行政运行")
    damaged = expenditure([(row, printed)])
    sister = expenditure([(row, sound)], "t05", "general_public_expenditure_by_function")
    (table, other), repairs = repair_tables([damaged, sister])
    assert figures(table, 1) == sound
    assert "t05" in repairs[0].proof
    assert other is sister


def test_the_economic_code_of_a_row_decides_its_column():
    printed = ["8.00", "5.00", "5.00", "3.00", "3.00", "", "", "", ""]
    codes = [
        Column(0, ("部门预算经济分类", "编码"), "department_economic_code"),
        Column(1, ("名称",), "label"),
    ]
    table = expenditure([({"item": "生活补助", "functional_code": "30305"}, printed)])
    table.kind, table.columns = "expenditure_by_economic", [*codes, *table.columns[2:]]
    (table,), repairs = repair_tables([table])
    assert figures(table, 1) == ["8.00", "5.00", "", "5.00", "", "", "3.00", "3.00", ""]
    assert "30305" in repairs[0].proof


def test_a_header_that_does_not_tie_all_columns_proves_nothing():
    strange = [*NATURES[:5], ("资本", "", "subtotal"), *NATURES[6:]]
    table = make_table("t03", "expenditure_by_function", amount_columns(strange), WORKED)[0]
    assert repair_tables([table]) == ([table], [])


def test_a_cell_that_is_no_amount_stops_the_repair_of_its_row():
    rows = [(TOTAL, ["37.70", "", "", "", "", "37.70", "37.70", "", ""])]
    table = expenditure(rows)
    table.rows[1][4] = type(table.rows[1][4])(1, 4, "见附注")
    assert repair_tables([table]) == ([table], [])


@st.composite
def damaged_tables(draw):
    """A consistent table, and the same with blanks dropped from one of its rows."""
    blankable = st.one_of(st.just(0), st.integers(1, 10**6))
    leaves = draw(st.lists(st.lists(blankable, min_size=6, max_size=6), min_size=2, max_size=5))
    rows = []
    for leaf in leaves:
        basic, project = sum(leaf[:4]), sum(leaf[4:])
        rows.append([basic + project, basic, *leaf[:4], project, *leaf[4:]])
    rows.insert(0, [sum(column) for column in zip(*rows, strict=True)])
    printed = [[f"{n / 100:.2f}" if n else "" for n in row] for row in rows]
    hit = draw(st.integers(0, len(printed) - 1))
    blanks = [place for place, cell in enumerate(printed[hit]) if not cell]
    dropped = draw(st.sets(st.sampled_from(blanks), min_size=1, max_size=3)) if blanks else set()
    damaged = [list(row) for row in printed]
    damaged[hit] = without(printed[hit], *dropped)
    return printed, damaged, hit


def labelled(cells):
    return [(TOTAL, cells[0])] + [
        (item(f"20113{n:02d}", f"项{n}"), row) for n, row in enumerate(cells[1:], 1)
    ]


@settings(max_examples=examples(60))
@given(damaged_tables())
def test_a_damaged_row_becomes_true_or_stays_and_never_breaks_an_identity(case):
    printed, damaged, hit = case
    table = expenditure(labelled(damaged))
    (after,), repairs = repair_tables([table])
    for row, cells in enumerate(damaged, 1):
        if row not in after.repaired_rows:
            assert figures(after, row) == cells
    if repairs:
        assert [repair.row for repair in repairs] == [hit + 1]
        assert [cell for cell in figures(after, hit + 1) if cell] == [cell for cell in printed[hit] if cell]
        checks = evaluate(tidy_lines(after), columns={"t03": after.columns})
        rows = [c for c in checks if c.identity.id == "nature-row" and c.row == hit + 1]
        assert {check.state for check in rows} <= {"holds", "rounding"}
        before = evaluate(tidy_lines(table), columns={"t03": table.columns})
        assert fails(checks) < fails(before)


def fails(checks):
    return sum(check.state == "fails" for check in checks)
