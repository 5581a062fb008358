"""Excel, Stata and data package: whole, exact, typed, and the same bytes every time."""

from __future__ import annotations

import json
import re
import zipfile
from decimal import Decimal

import pandas as pd
import pytest
from click.testing import CliRunner

from budgetkit import __version__, cli, load
from budgetkit.errors import NothingWritten, WrongUsage
from budgetkit.publish import export
from budgetkit.publish.workbook import MOST_CHARACTERS
from budgetkit.schema import TABLES, names
from tests.example_dataset import dataset, document, example, line, write_example


def texts(path) -> str:
    """Everything that the sheets of a workbook hold, as XML."""
    with zipfile.ZipFile(path) as book:
        return "\n".join(book.read(name).decode() for name in sorted(book.namelist()) if "sheet" in name)


def invoke(*arguments):
    return CliRunner().invoke(cli.main, ["export", *map(str, arguments)])


def test_a_workbook_holds_every_table_and_says_what_it_is(repository, tmp_path):
    data = load(repository / "data/clean")
    sheets = pd.read_excel(export(data, tmp_path / "a.xlsx"), sheet_name=None, dtype=object)
    assert list(sheets) == ["说明", *TABLES]
    for table in TABLES:
        assert len(sheets[table]) == len(getattr(data, table))
        assert [name for name in sheets[table] if not name.endswith("_exact")] == names(table)
    lines = sheets["lines"]
    assert lines["amount_yuan"].map(lambda value: Decimal(str(value))).tolist() == list(
        data.lines["amount_yuan"]
    )
    assert lines["amount_yuan_exact"].tolist() == [f"{value:f}" for value in data.lines["amount_yuan"]]
    assert "2011301" in set(lines["functional_code"])
    said = sheets["说明"].to_string()
    assert __version__ in said and "blank is not zero" in said and "15" in said


def test_nothing_in_a_workbook_is_a_formula_or_a_link(tmp_path):
    evil = {"item": '=HYPERLINK("http://x")', "unit_code": "007", "column_label": "https://example.org"}
    own = dataset([line("t03", "expenditure_by_function", 1, 1, "-1.00", **evil)], [document()])
    path = export(own, tmp_path / "a.xlsx", ["lines"])
    xml = texts(path)
    assert "<f>" not in xml and "hyperlink" not in xml.lower().replace("=hyperlink", "")
    (row,) = pd.read_excel(path, sheet_name="lines", dtype=object).to_dict("records")
    assert (row["item"], row["unit_code"], row["amount_yuan"]) == (evil["item"], "007", -10000)
    assert 'state="frozen"' in xml and "<autoFilter" in xml


def test_a_text_too_long_for_excel_is_cut_and_told(tmp_path):
    own = dataset([line("t03", "expenditure_by_function", 1, 1, "1.00", item="长" * 40_000)], [document()])
    sheets = pd.read_excel(export(own, tmp_path / "a.xlsx", ["lines"]), sheet_name=None, dtype=object)
    (item,) = sheets["lines"]["item"]
    assert len(item) == MOST_CHARACTERS and item.endswith("cut〕")
    assert re.search("截断 cut +1 个", sheets["说明"].to_string())


def test_more_rows_than_excel_holds_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("budgetkit.publish.workbook.MOST_ROWS", 5)
    with pytest.raises(WrongUsage, match="too many for Excel"):
        export(example(), tmp_path / "a.xlsx", ["lines"])
    assert not list(tmp_path.iterdir())


def test_a_stata_file_holds_one_table_with_labels(repository, tmp_path):
    data = load(repository / "data/clean")
    path = export(data, tmp_path / "a.dta")
    stata = pd.read_stata(path)
    assert list(stata) == names("lines") and stata["amount_yuan"].dtype == "float64"
    assert stata["amount_yuan"].tolist() == data.lines["amount_yuan"].astype("float64").tolist()
    assert stata["functional_code"].tolist() == data.lines["functional_code"].tolist()
    with pd.read_stata(path, iterator=True) as reader:
        assert "yuan" in reader.variable_labels()["amount_yuan"]
    export(example(), tmp_path / "b.dta", ["panel"])
    assert max(map(len, pd.read_stata(tmp_path / "b.dta"))) <= 32


def test_long_texts_of_stata_stay_whole(tmp_path):
    own = dataset([line("t03", "expenditure_by_function", 1, 1, "1.00", item="长" * 3000)], [document()])
    assert pd.read_stata(export(own, tmp_path / "a.dta"))["item"].tolist() == ["长" * 3000]


@pytest.mark.parametrize("name", ["a.xlsx", "a.dta"])
def test_the_same_data_give_the_same_bytes(tmp_path, name):
    first = export(example(), tmp_path / name, ["lines"]).read_bytes()
    assert export(example(), tmp_path / name, ["lines"]).read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_data_package_is_a_dataset(tmp_path):
    source = write_example(tmp_path / "clean")
    out = export(load(source), tmp_path / "package")
    assert load(out) == load(source)
    assert sorted(path.suffix for path in out.iterdir()) == [".csv"] * len(TABLES) + [".json", ".md"]
    export(load(source), out, ["lines"])
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    assert [entry["path"] for entry in package["resources"]] == ["lines.csv"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clean", "package"]


def test_a_folder_of_something_else_is_refused(tmp_path):
    data = load(write_example(tmp_path / "clean"))
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("mine", encoding="utf-8")
    for place in ("other", "clean", "."):
        with pytest.raises(WrongUsage, match="holds other things|the data itself"):
            export(data, tmp_path / place)
    assert (tmp_path / "other" / "letter.txt").read_text(encoding="utf-8") == "mine"
    (tmp_path / "empty").mkdir()
    export(data, tmp_path / "empty")


@pytest.mark.parametrize(
    ("name", "tables", "said"),
    [
        ("a.duckdb", [], "formats are .xlsx, .dta, and a folder"),
        ("a.xlsx", ["line"], "tables are files, documents"),
        ("a.dta", ["lines", "documents"], "holds one table"),
        ("a.dta", ["repairs"], "has no rows"),
        ("folder", ["panel"], "no part of a data package"),
        ("folder", [], "copied from a dataset on disk"),
    ],
)
def test_wrong_wishes_are_told(tmp_path, name, tables, said):
    with pytest.raises(WrongUsage) as caught:
        export(example(), tmp_path / name, tables)
    assert said in str(caught.value) and not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["a.xlsx", "a.dta"])
def test_a_place_that_cannot_be_written_is_told(tmp_path, name):
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    with pytest.raises(NothingWritten, match="cannot write"):
        export(example(), tmp_path / "file" / name, ["lines"])
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_the_command(tmp_path):
    data = write_example(tmp_path / "clean")
    result = invoke(tmp_path / "a.xlsx", "--data", data, "--table", "panel", "--table", "documents")
    assert result.exit_code == cli.DONE and result.stdout.strip() == str(tmp_path / "a.xlsx")
    assert list(pd.read_excel(tmp_path / "a.xlsx", sheet_name=None)) == ["说明", "panel", "documents"]
    for arguments, status in (
        ([tmp_path / "a.duckdb", "--data", data], cli.WRONG_USAGE),
        ([tmp_path / "a.xlsx", "--data", tmp_path / "none"], cli.WRONG_USAGE),
        ([data / "lines.csv" / "a.xlsx", "--data", data], cli.NOTHING_WRITTEN),
    ):
        result = invoke(*arguments)
        assert result.exit_code == status and result.stderr.count("\n") == 1
