"""A clean dataset comes back exactly as it was written, or not at all."""

from __future__ import annotations

import json
import weakref
from io import BytesIO

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetkit.dataset import Dataset, load
from budgetkit.dataset.cells import csv_header, csv_rows, guard, is_plain_number, read_csv_records, unguard
from budgetkit.dataset.writing import DatasetWriter
from budgetkit.errors import InvalidDataset
from budgetkit.schema import TABLES, columns
from budgetkit.schema.frames import arrow_table, empty_frame, frame, yuan

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
TRICKY = [
    "=1+1",
    "@sum",
    "-",
    "-1,204.50",
    "+3%",
    "'",
    "''",
    "a\rb",
    "a\r\nb",
    'say "x"',
    "a,b",
    "\ttab",
    "；",
    "\ufeff",
]
LINES = [
    {
        "line_id": f"d/t01/r{place}c0",
        "document_id": "d",
        "item": text,
        "printed": text,
        "amount_yuan": yuan(place),
    }
    for place, text in enumerate(TRICKY)
]
PROJECTS = [
    {"project_id": "d/p01", "name_variants": ["a;b", "c\\", "", "=d"], "line_ids": ["x", "y"]},
    {"project_id": "d/p02", "amount_yuan": yuan(-5)},
]
STATEMENT = {"statement_id": "d/s001", "value": "-98.50", "derived": True}


def tables() -> dict:
    """One of everything that is hard to write."""
    from decimal import Decimal

    rows = {
        "lines": LINES,
        "projects": PROJECTS,
        "statements": [{**STATEMENT, "value": Decimal(STATEMENT["value"])}, {"statement_id": "d/s002"}],
        "documents": [{"document_id": "d", "verified_share": 1 / 3, "amount_units": ["元", "万元"]}],
        "findings": [{"finding_id": "d/f001", "places": json.dumps([{"quote": "=x"}])}],
    }
    return {table: arrow_table(table, rows.get(table, [])) for table in TABLES}


@pytest.fixture
def folder(tmp_path):
    """A dataset as `build` writes it."""
    with DatasetWriter(tmp_path) as writer:
        for table, rows in tables().items():
            writer.add(table, rows)
    return tmp_path


def same(first: Dataset, second: Dataset) -> bool:
    return all(getattr(first, table).equals(getattr(second, table)) for table in TABLES)


def test_parquet_and_csv_give_back_what_was_written(folder):
    written = Dataset({table: frame(rows) for table, rows in tables().items()})
    from_parquet = load(folder)
    assert same(from_parquet, written)
    for path in folder.glob("*.parquet"):
        path.unlink()
    from_csv = load(folder)
    assert same(from_csv, written)
    for table in TABLES:
        assert (getattr(from_csv, table).dtypes == getattr(from_parquet, table).dtypes).all()


def test_no_cell_of_a_csv_is_a_formula(folder):
    text = (folder / "lines.csv").read_bytes().decode("utf-8")
    assert text.startswith("\ufeffline_id,")
    assert "'=1+1" in text and "'@sum" in text and ",-1,204" not in text and '"-1,204.50"' in text


@given(TEXTS)
def test_guarding_is_undone(text):
    assert unguard(guard(text)) == text
    guarded = guard(text)
    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r")) or is_plain_number(guarded)


@given(st.lists(st.lists(TEXTS.filter(bool), max_size=3), max_size=3), st.lists(TEXTS, max_size=3))
def test_any_text_survives_csv(lists, texts):
    projects = [{"project_id": str(place), "line_ids": values} for place, values in enumerate(lists)]
    projects += [{"project_id": text, "project_name": text} for text in texts]
    written = arrow_table("projects", projects)
    text = csv_header("projects") + csv_rows("projects", written)
    assert arrow_table("projects", read_csv_records("projects", text)).equals(written)


def test_descriptor_names_every_column_and_maps_the_fiscal_ones(folder):
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert list(resources) == list(TABLES)
    for table, resource in resources.items():
        assert [field["name"] for field in resource["schema"]["fields"]] == [c.name for c in columns(table)]
        assert resource["bytes"] == (folder / resource["path"]).stat().st_size
    fields = {field["name"]: field for field in resources["lines"]["schema"]["fields"]}
    assert fields["amount_yuan"]["columnType"] == "value"
    assert fields["functional_code"]["columnType"] == "functional-classification:generic:level3:code"
    assert fields["phase"]["constraints"]["enum"] == ["approved", "adjusted", "expected", "executed"]
    assert resources["lines"]["rowCount"] == len(LINES)


def test_two_writings_give_the_same_bytes(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    with DatasetWriter(other) as writer:
        for table, rows in tables().items():
            for place in range(rows.num_rows):
                writer.add(table, rows.slice(place, 1))
    for path in sorted(folder.iterdir()):
        assert path.read_bytes() == (other / path.name).read_bytes(), path.name


def test_rows_that_wait_let_go_of_the_files_they_come_from(tmp_path):
    class Packed(bytearray):
        """Bytes of a file, whose end can be watched."""

    watched = []
    rows = tables()["documents"].slice(0, 1)
    with DatasetWriter(tmp_path) as writer:
        for _ in range(300):
            sink = BytesIO()
            with pa.ipc.new_stream(sink, rows.schema) as stream:
                stream.write_table(rows)
            packed = Packed(sink.getvalue())
            watched.append(weakref.ref(packed))
            writer.add("documents", pa.ipc.open_stream(pa.py_buffer(packed)).read_all())
            del packed
        assert sum(one() is not None for one in watched) < 100
    assert load(tmp_path).row_count("documents") == 300


def test_a_changed_file_is_refused_with_advice(folder):
    path = folder / "lines.csv"
    path.write_bytes(path.read_bytes().replace(b"0.03", b"9.03"))
    with pytest.raises(InvalidDataset, match=r"lines\.csv is not the file.*corrections\.yml"):
        load(folder)


def test_a_stale_parquet_copy_is_passed_over(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    with DatasetWriter(other) as writer:
        writer.add("lines", arrow_table("lines", LINES[:1]))
    (other / "lines.parquet").replace(folder / "lines.parquet")
    assert len(load(folder).lines) == len(LINES)


def test_a_damaged_parquet_copy_is_told(folder):
    path = folder / "lines.parquet"
    content = bytearray(path.read_bytes())
    content[60:90] = bytes(30)
    path.write_bytes(content)
    with pytest.raises(InvalidDataset, match=r"lines\.parquet is damaged.*delete it"):
        _ = load(folder).lines


@pytest.mark.parametrize("harm", ["no folder", "empty", "not json", "no table", "no file", "other columns"])
def test_what_is_no_dataset_is_refused(folder, harm):
    place = folder
    if harm == "no folder":
        place = folder / "absent"
    elif harm == "empty":
        place = folder / "empty"
        place.mkdir()
    elif harm == "not json":
        (folder / "datapackage.json").write_text("{", encoding="utf-8")
    elif harm == "no table":
        (folder / "datapackage.json").write_text('{"resources": []}', encoding="utf-8")
    elif harm == "no file":
        (folder / "lines.csv").unlink()
    else:
        with pytest.raises(ValueError, match="its columns are a, not line_id"):
            list(read_csv_records("lines", "a\n1\n"))
        return
    with pytest.raises(InvalidDataset, match="budgetkit build"):
        load(place)


def test_a_failed_writing_is_no_dataset(tmp_path):
    with pytest.raises(RuntimeError), DatasetWriter(tmp_path):
        raise RuntimeError
    assert not (tmp_path / "datapackage.json").exists()


def test_an_empty_dataset_has_typed_frames():
    dataset = Dataset()
    for table in TABLES:
        assert getattr(dataset, table).equals(empty_frame(table))
    assert dataset.row_count("lines") == 0
