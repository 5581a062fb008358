"""The shipped facsimiles: the same bytes, the same lines as the publications, and prose of their own."""

from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path

import pytest

pytest.importorskip("reportlab")
pytest.importorskip("zhplot")

import pypdfium2

from budgetkit.lines import tidy_lines
from budgetkit.model import Grid
from budgetkit.readers import read_document
from budgetkit.tables import recognise
from tools.facsimile import document_style, load_document, tables_of, typeset
from tools.facsimile.documents import FOLDER

ROOT = Path(__file__).parents[1]
RAW = ROOT / "data" / "raw"
SHARED = ROOT.parent / "shared"

# document: files it is made from, and the pages of them that hold its tables (None: all)
PUBLICATIONS = {
    "jiangsu-peoples-congress-2017-approved": (["jiangsu-peoples-congress-2017.pdf"], None),
    "jiangsu-peoples-congress-2018-approved": (["jiangsu-peoples-congress-2018.pdf"], None),
    "jiangsu-peoples-congress-2019-approved": (
        ["jiangsu-peoples-congress-2019-text.pdf", "jiangsu-peoples-congress-2019-tables.pdf"],
        None,
    ),
    "southwest-university-2023-approved": (["southwest-university-2023.pdf"], {7, 8, 9, 10}),
    "southwest-university-2023-executed": (["southwest-university-2023-final.pdf"], None),
}
ZHENGZHOU = "henan-zhengzhou-commerce-2020-approved"
DOCUMENTS = sorted(path.parent.name for path in FOLDER.glob("*/document.yaml"))

LINE = (
    "kind item functional_code department_economic_code government_economic_code unit_code project_name "
    "column_label amount_fen fund nature fiscal_year phase"
).split()


def lines_of(tables) -> list[tuple]:
    return [tuple(getattr(line, name) for name in LINE) for table in tables for line in tidy_lines(table)]


def published(document: str) -> list:
    """Each published file as read, with those of its tables that the document holds."""
    files, pages = PUBLICATIONS[document]
    paths = [SHARED / "samples" / name for name in files]
    if not all(path.is_file() for path in paths):
        pytest.skip("the published files are not here")
    documents = [read_document(path) for path in paths]
    return [
        (read, [t for t in recognise(read) if t.rows and (not pages or pages & set(t.pages))])
        for read in documents
    ]


def prose_of(disclosure: dict) -> str:
    blocks = [block for block in disclosure["blocks"] if "table" not in block]
    written = [str(value) for block in blocks for value in block.values()]
    return "\n".join(written + [table.get("note", "") for table in tables_of(disclosure)])


def runs(text: str) -> set[str]:
    flat = "".join(re.findall("[\u4e00-\u9fff0-9]+", text))
    return {flat[start : start + 30] for start in range(len(flat) - 29)}


def test_every_document_is_shipped():
    assert set(PUBLICATIONS) | {ZHENGZHOU} <= set(DOCUMENTS)
    assert {path.stem for path in RAW.glob("*.pdf")} >= set(DOCUMENTS)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_shipped_file_is_rebuilt_to_the_byte_and_says_what_it_is(document):
    disclosure = load_document(FOLDER / document)
    content = typeset(disclosure, document_style(disclosure))
    path = RAW / f"{document}.pdf"
    assert path.read_bytes() == content, "run `python -m tools.facsimile build-all`"
    assert len(content) < 1_000_000 and disclosure["id"] == document
    with (RAW / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        row = {row["path"]: row for row in csv.DictReader(stream)}[path.name]
    assert row["sha256"] == hashlib.sha256(content).hexdigest()
    assert row["document_id"] == document and document.endswith(f"{row['fiscal_year']}-{row['phase']}")
    assert "摹本" in row["note"] and "not the original" in row["note"]
    pdf = pypdfium2.PdfDocument(content)
    cover = re.sub(r"\s", "", pdf[0].get_textpage().get_text_range())
    assert "摹本，不是原件" in cover and row["department"] in cover
    assert "不是原件" in pdf.get_metadata_value("Subject")


@pytest.mark.parametrize("document", PUBLICATIONS)
def test_lines_are_those_of_the_publication(document):
    theirs = [table for _, tables in published(document) for table in tables]
    ours = recognise(read_document(RAW / f"{document}.pdf"))
    assert [table.title for table in ours] == [table.title for table in theirs]
    assert [table.amount_unit for table in ours] == [table.amount_unit for table in theirs]
    assert lines_of(ours) == lines_of(theirs)


@pytest.mark.parametrize("document", PUBLICATIONS)
def test_prose_states_the_figures_and_shares_no_sentence(document):
    printed = [
        block.text
        for read, _ in published(document)
        for block in read.blocks
        if not isinstance(block, Grid) and not block.text.strip(" ─—-").isdigit()  # a folio is no prose
    ]
    text = "".join(printed)
    ours = prose_of(load_document(FOLDER / document))
    assert not runs(text) & runs(ours)
    figure = r"\d[\d,]*\.\d+(?=万元|%)"
    assert set(re.findall(figure, text)) <= set(re.findall(figure, ours))


@pytest.mark.parametrize("document", [*PUBLICATIONS, ZHENGZHOU])
def test_prose_shares_no_sentence_with_any_publication_at_hand(document):
    if not SHARED.is_dir():
        pytest.skip("the published files are not here")
    theirs = set()
    for path in sorted((SHARED / "seeds").glob("*.txt")):
        lines = [line for line in path.read_text(encoding="utf-8").split("\n") if "\t" not in line]
        theirs |= runs("\n".join(lines))
    assert not theirs & runs(prose_of(load_document(FOLDER / document)))


@pytest.fixture(scope="module")
def zhengzhou() -> dict:
    return load_document(FOLDER / ZHENGZHOU)


def test_zhengzhou_stands_as_its_text_puts_it(zhengzhou):
    seeds = sorted((SHARED / "seeds").glob("003*.txt"))
    if not seeds:
        pytest.skip("the published text is not here")
    theirs = {table.table_id: table for table in recognise(read_document(seeds[0]))}
    ours = {table.table_id: table for table in recognise(read_document(RAW / f"{ZHENGZHOU}.pdf"))}
    assert list(ours) == list(theirs)
    for table_id, table in theirs.items():
        assert ours[table_id].kind == table.kind
        assert lines_of([ours[table_id]]) == lines_of([table]), table_id


def test_zhengzhou_keeps_shifted_rows_shifted(zhengzhou):
    tables = {table["id"][:3]: table["rows"] for table in tables_of(zhengzhou)}
    shifted = next(row for row in tables["t05"] if row[3] == "民贸企业补贴" and row[4] == "50,000,000")
    upright = next(row for row in tables["t05"] if row[3] == "国际经济合作")
    assert [at for at, cell in enumerate(shifted) if cell == "50,000,000"] == [4, 9, 10]
    assert [at for at, cell in enumerate(upright) if cell == "5,000,000"] == [4, 10, 11]
    assert tables["t25"][-1] == ["", "", "硕士和博士人才数量", "", "", ""]


def test_forms_name_no_person_and_no_telephone(zhengzhou):
    forms = [table for table in tables_of(zhengzhou) if "performance_project_form" in table["id"]]
    assert len(forms) == 11
    for form in forms:
        rows = {row[0]: row for row in form["rows"]}
        assert rows["项目负责人"] == ["项目负责人", "", "联系人", ""]
        assert set(rows["联系电话"]) == {"联系电话", ""}
        longest = max(len(cell) for row in form["rows"] for cell in row)
        assert longest < 100, "long texts stand briefly in words of our own"


def test_errors_and_contradictions_of_the_publishers_stand():
    university = load_document(FOLDER / "southwest-university-2023-approved")
    rows = next(table["rows"] for table in tables_of(university) if "t02" in table["id"])
    school = next(row for row in rows if row[1] == "小学教育")
    parts = [school[column] for column in (3, 4, 5, 7)]
    fen = [int(part.replace(",", "").replace(".", "")) for part in [school[2], *parts]]
    assert school[2] == "9,645.51" and fen[0] - sum(fen[1:]) == -50
    congress = prose_of(load_document(FOLDER / "jiangsu-peoples-congress-2018-approved"))
    assert "1312.56%" in congress
    commerce = prose_of(load_document(FOLDER / ZHENGZHOU))
    assert "27556.5万元" in commerce and "27556.56万元" in commerce
