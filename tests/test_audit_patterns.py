"""One cause makes one finding at its place: figures exchanged, rows twice, rows aside, sister tables."""

from __future__ import annotations

import copy
import json

import pytest

pytest.importorskip("reportlab")

from budgetkit.disclosure import understand  # noqa: E402
from budgetkit.readers.pdf import read_pdf  # noqa: E402
from tools.facsimile import random_disclosure, typeset  # noqa: E402
from tools.facsimile.documents import FOLDER, load_document, tables_of  # noqa: E402
from tools.facsimile.style import Style  # noqa: E402


def table_of(made: dict, kind: str) -> dict:
    """The table of a kind."""
    return next(table for table in tables_of(made) if table["kind"] == kind)


def row_of(table: dict, word: str, column: int) -> int:
    """The row that has a word in a column."""
    return next(number for number, row in enumerate(table["rows"]) if row[column] == word)


def loud(made: dict, known: tuple = ()) -> list[dict]:
    """Findings that ask for a look, of a disclosure typeset and read; without those known before."""
    read = understand(read_pdf(typeset(made, Style()), "a.pdf"), {})
    rows = read.findings.to_dict("records")
    return [row for row in rows if row["severity"] != "info" and row["message_zh"] not in known]


def invented(seed: int = 3, items: int = 8, **options) -> dict:
    """An invented disclosure without subtotals, in 万元."""
    settings = {"unit": "万元", "layout": "one", "subtotals": False} | options
    return copy.deepcopy(random_disclosure(seed, items=items, **settings))


def cells_of(finding: dict) -> set[tuple]:
    """Row and column of each place."""
    return {(place.get("row"), place.get("column")) for place in json.loads(finding["places"])}


def test_invented_disclosure_is_sound():
    assert loud(invented()) == []


def test_two_rows_that_changed_places_make_one_finding_at_both():
    made = invented()
    rows = table_of(made, "expenditure_by_function")["rows"]
    first = table_of(made, "expenditure_by_function")["header_rows"] + 1
    rows[first][4], rows[first + 1][4] = rows[first + 1][4], rows[first][4]
    assert rows[first][4] != rows[first + 1][4]
    (finding,) = loud(made)
    assert finding["identity"] == "figures-swapped"
    assert (finding["category"], finding["severity"]) == ("document_error", "error")
    assert {(first, 4), (first + 1, 4)} <= cells_of(finding)
    assert rows[first][4] in finding["message_zh"] and rows[first + 1][4] in finding["message_zh"]


def test_two_figures_of_a_row_that_changed_places_make_one_finding():
    made = invented()
    rows = table_of(made, "expenditure_by_function")["rows"]
    row = next(r for r in range(4, len(rows)) if rows[r][4] and rows[r][6] and rows[r][4] != rows[r][6])
    rows[row][4], rows[row][6] = rows[row][6], rows[row][4]
    (finding,) = loud(made)
    assert finding["identity"] == "figures-swapped"
    assert {(row, 4), (row, 6)} <= cells_of(finding)


def test_a_figure_in_the_wrong_column_makes_one_finding():
    made = invented()
    table = table_of(made, "basic_expenditure_by_economic")
    row = next(r for r in range(3, len(table["rows"])) if table["rows"][r][0].startswith("302"))
    cells = table["rows"][row]
    cells[3], cells[4] = cells[4], ""
    (finding,) = loud(made)
    assert finding["category"] == "extraction_damage"
    assert any(place["row"] == row for place in json.loads(finding["places"]))


def test_a_row_printed_twice_makes_one_finding():
    made = invented()
    rows = table_of(made, "general_public_expenditure_by_function")["rows"]
    rows.insert(5, list(rows[5]))
    (finding,) = loud(made)
    assert finding["identity"] == "row-printed-twice"
    assert {row for row, _ in cells_of(finding)} == {5, 6}


def test_rows_alike_that_sums_count_are_silent():
    """Two projects of one name and one amount are what some departments have."""
    made = invented()
    table = table_of(made, "project_table")
    assert loud(made) == []
    half = next(row for row in table["rows"][3:] if int(row[3].replace(",", "").replace(".", "")) % 2 == 0)
    number = table["rows"].index(half)
    for column, text in enumerate(half):
        if column >= 3 and text:
            fen = int(text.replace(",", "").replace(".", "")) // 2
            half[column] = f"{fen // 100:,}.{fen % 100:02d}"
    table["rows"].insert(number, list(half))
    assert [row["message_zh"] for row in loud(made)] == []


@pytest.mark.parametrize(
    "kind, start", [("expenditure_by_function", 3), ("basic_expenditure_by_economic", 3)]
)
def test_a_table_whose_figures_all_stand_aside_makes_one_finding(kind, start):
    made = invented()
    table = table_of(made, kind)
    for row in table["rows"][table["header_rows"] :]:
        row[start:] = ["", *row[start:-1]]
    found = loud(made)
    assert found[0]["identity"] in ("rows-slid", "table-does-not-add-up")
    assert len(found) == 1, [row["message_zh"] for row in found]


def shipped(name: str) -> dict:
    """The content of a shipped facsimile."""
    return load_document(FOLDER / name)


def test_rows_that_changed_places_between_sister_tables_are_told():
    """No sum tells that two rows of a table with one column changed places; the sister table does."""
    made = shipped("jiangsu-peoples-congress-2017-approved")
    known = tuple(row["message_zh"] for row in loud(made))
    tables = [table for table in tables_of(made) if sum(row[0] == "30201" for row in table["rows"])]
    rows = tables[0]["rows"]
    one, other = row_of(tables[0], "30201", 0), row_of(tables[0], "30205", 0)
    rows[one][2], rows[other][2] = rows[other][2], rows[one][2]
    (finding,) = loud(made, known)
    assert finding["identity"] == "figures-swapped"
    assert {(one, 2), (other, 2)} <= cells_of(finding)


def test_a_wrong_figure_that_a_sister_table_prints_right_is_named_itself():
    made = shipped("jiangsu-peoples-congress-2017-approved")
    known = tuple(row["message_zh"] for row in loud(made))
    tables = [table for table in tables_of(made) if sum(row[0] == "30201" for row in table["rows"])]
    row = row_of(tables[0], "30201", 0)
    tables[0]["rows"][row][2] = "1" + tables[0]["rows"][row][2]
    (finding,) = loud(made, known)
    place = json.loads(finding["places"])[0]
    assert (place["row"], place["column"]) == (row, 2)


def test_a_column_that_lost_its_figures_in_several_rows_makes_one_finding():
    made = invented()
    table = table_of(made, "basic_expenditure_by_economic")
    rows = [n for n, row in enumerate(table["rows"]) if row[0].startswith("302")][:3]
    for row in rows:
        table["rows"][row][4] = ""
    (finding,) = loud(made)
    assert (finding["identity"], finding["category"]) == ("figures-lost", "extraction_damage")
    assert cells_of(finding) == {(row, 4) for row in rows}


def test_a_class_lost_from_a_summary_is_a_lost_row():
    made = invented(3, items=12)
    rows = table_of(made, "appropriation_summary")["rows"]
    lost = next(number for number, row in enumerate(rows) if row[2].startswith("(一)"))
    del rows[lost][2:]
    rows[lost] += ["", "", "", "", ""]
    (finding,) = loud(made)
    assert finding["category"] == "extraction_damage"


def test_the_rows_of_one_page_that_stand_aside_make_one_finding():
    made = invented(5, items=30)
    table = table_of(made, "expenditure_by_function")
    read = understand(read_pdf(typeset(made, Style()), "a.pdf"), {})
    own = read.lines[read.lines["kind"] == "expenditure_by_function"]
    rows = sorted(set(own.loc[own["page"] == own["page"].max(), "row"]))
    assert len(set(own["page"])) > 1 and len(rows) > 1
    for row in rows:
        table["rows"][row][3:] = ["", *table["rows"][row][3:-1]]
    (finding,) = loud(made)
    assert finding["identity"] == "rows-slid"
    assert {row for row, _ in cells_of(finding)} - {None} == set(rows)


def test_a_single_failed_sum_blames_the_part_that_nothing_vouches_for():
    """The total stands in other tables too; its only part does not."""
    made = invented(4)
    table = table_of(made, "project_table")
    row = next(r for r in range(3, len(table["rows"])) if table["rows"][r][4])
    table["rows"][row][4] = "9" + table["rows"][row][4]
    (finding,) = loud(made)
    assert json.loads(finding["places"])[0]["column"] == 4


def test_a_wrong_last_digit_stands_out_where_nothing_was_rounded():
    made = invented()
    rows = table_of(made, "expenditure_by_function")["rows"]
    row = next(r for r in range(4, len(rows)) if rows[r][4] and rows[r][4][-1] != "9")
    rows[row][4] = rows[row][4][:-1] + str(int(rows[row][4][-1]) + 1)
    (finding,) = loud(made)
    assert finding["identity"] == "last-digit-off"
    place = json.loads(finding["places"])[0]
    assert (place["row"], place["column"]) == (row, 4)


def test_last_digits_of_a_document_that_was_rounded_are_no_finding():
    made = invented()
    rows = table_of(made, "expenditure_by_function")["rows"]
    for row in (4, 6):
        rows[row][4] = rows[row][4][:-1] + str((int(rows[row][4][-1]) + 1) % 10 or 1)
    assert "last-digit-off" not in {finding["identity"] for finding in loud(made)}


def test_a_whole_column_that_lost_its_figures_makes_one_finding():
    made = shipped("southwest-university-2023-approved")
    known = tuple(row["message_zh"] for row in loud(made))
    table = next(table for table in tables_of(made) if "收入预算" in table["title"])
    last = len(table["rows"][0]) - 1
    lost = [row for row in table["rows"][table["header_rows"] :] if row[last]]
    for row in lost:
        row[last] = ""
    assert len(lost) > 3
    found = [row["identity"] for row in loud(made, known)]
    assert found.count("figures-lost") == 1
    assert "fund-row" not in found


@pytest.mark.parametrize("name", ["住房公积金", "林业和草原"])
def test_the_name_of_another_code_is_asked_about(name):
    made = invented(3, subtotals=True)
    rows = table_of(made, "basic_expenditure_by_economic")["rows"]
    row = next(number for number, cells in enumerate(rows) if cells[0].startswith("302") and number > 3)
    rows[row][1] = name
    (finding,) = loud(made)
    assert finding["identity"] == "code-and-name"
    assert {place for place, _ in cells_of(finding)} == {row}


def test_another_wording_of_a_name_is_a_note():
    made = invented(3)
    for table in tables_of(made):
        for row in table["rows"]:
            row[:] = [text.replace("缴费", "的缴费") for text in row]
    assert loud(made) == []


def test_figures_that_cannot_be_read_are_not_called_an_empty_table():
    made = invented()
    table = table_of(made, "three_public_table")
    table["rows"][2] = [f"{text}.00.00" for text in table["rows"][2]]
    found = {finding["identity"] for finding in loud(made)}
    assert "figures-unreadable" in found and "empty-table-without-note" not in found


def test_a_row_lost_from_a_table_of_one_column_is_proven_by_another_table():
    made = shipped("jiangsu-peoples-congress-2018-approved")
    known = tuple(row["message_zh"] for row in loud(made))
    table = next(table for table in tables_of(made) if "机关运行经费" in table["title"])
    row = row_of(table, "30206", 0)
    amount = table["rows"].pop(row)[2]
    (finding,) = loud(made, known)
    assert finding["category"] == "extraction_damage"
    assert "30206" in finding["message_zh"] and amount in finding["message_zh"]


def test_the_title_of_one_table_that_names_another_year_is_asked_about():
    made = invented()
    table = table_of(made, "project_table")
    year = int(table["title"][:4])
    table["title"] = table["title"].replace(str(year), str(year - 1))
    (finding,) = loud(made)
    assert finding["identity"] == "title-of-another-year"
    assert str(year - 1) in finding["message_zh"]


def test_a_figure_gone_from_a_row_that_another_table_prints_is_looked_for_in_its_cell():
    made = shipped("jiangsu-peoples-congress-2018-approved")
    known = tuple(row["message_zh"] for row in loud(made))
    table = next(table for table in tables_of(made) if "机关运行经费" in table["title"])
    row = row_of(table, "30206", 0)
    table["rows"][row][2] = ""
    (finding,) = loud(made, known)
    assert (row, 2) in cells_of(finding)
