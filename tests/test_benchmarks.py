"""The truth files are sound, budgetkit reads them exactly, and the benchmark runs."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

pytest.importorskip("reportlab")

from benchmarks import page  # noqa: E402
from benchmarks.accuracy import measure_accuracy  # noqa: E402
from benchmarks.corpus import build, make_corpus  # noqa: E402
from benchmarks.engines import ENGINES, read_budgetkit, tables_of_budgetkit  # noqa: E402
from benchmarks.pipeline import measure_pipeline  # noqa: E402
from benchmarks.scoring import Score, score_page, squeeze  # noqa: E402
from benchmarks.speed import measure_speed, ruled_pages  # noqa: E402
from benchmarks.true_files import FOLDER, TrueFile, load_truth  # noqa: E402
from benchmarks.typeset.content import Content, Sheet, invent_content  # noqa: E402
from benchmarks.typeset.producers import facsimile  # noqa: E402
from benchmarks.typeset.truth import Untrue, minimal_grid, page_texts, true_pages  # noqa: E402
from benchmarks.workers import Worker  # noqa: E402
from budgetkit.model import Grid  # noqa: E402
from tools.facsimile.layout import merge_cells  # noqa: E402

TRUTH = load_truth()


def test_the_truth_comes_from_at_least_four_producers_and_stays_small():
    assert len({file.producer for file in TRUTH}) >= 6
    assert {file.path.suffix for file in TRUTH} == {".pdf"}
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 3 << 20


@pytest.mark.parametrize("file", TRUTH, ids=lambda file: file.path.stem)
def test_true_cells_fill_their_grids_and_stand_on_their_pages(file):
    texts = page_texts(file.path.read_bytes())
    assert len(texts) == len(file.grids)
    for text, grids in zip(texts, file.grids, strict=True):
        for grid in grids:
            places = [
                (row + down, column + right)
                for row, column, row_span, column_span, _ in grid["cells"]
                for down in range(row_span)
                for right in range(column_span)
            ]
            everywhere = [(row, column) for row in range(grid["rows"]) for column in range(grid["columns"])]
            assert sorted(places) == everywhere
        printed = "".join(cell[4] for grid in grids for cell in grid["cells"])
        assert all(text[character] >= printed.count(character) for character in set(printed))


@pytest.mark.parametrize("file", TRUTH, ids=lambda file: file.path.stem)
def test_budgetkit_reads_every_table_exactly(file):
    blocks = read_budgetkit(str(file.path), list(range(1, len(file.grids) + 1)))
    found = tables_of_budgetkit(blocks)
    score = Score()
    for number, true in enumerate(file.pages, start=1):
        score += score_page(found.get(number, []), true)
    assert (score.f1, score.exact) == (1.0, score.tables)
    cells = [
        [number, cell.row, cell.column, cell.row_span, cell.column_span, squeeze(cell.text)]
        for number, _ in enumerate(file.grids, start=1)
        for grid in blocks
        if isinstance(grid, Grid) and grid.page == number
        for cell in grid.cells
    ]
    known = [
        [number, *cell]
        for number, grids in enumerate(file.grids, start=1)
        for grid in grids
        for cell in grid["cells"]
    ]
    assert sorted(cells) == sorted(known)


def test_a_grid_counts_only_lines_at_which_a_cell_ends():
    # The second row and the third column are all merged away.
    boxes = merge_cells([["a", "b", "<"], ["^", "^", "<"], ["c", "d", "<"]])
    assert minimal_grid(boxes) == {
        "rows": 2,
        "columns": 2,
        "cells": [[0, 0, 1, 1, "a"], [0, 1, 1, 1, "b"], [1, 0, 1, 1, "c"], [1, 1, 1, 1, "d"]],
    }


def small_content(rows: int) -> Content:
    body = [[f"A{number:03d}", "工资", f"{number}.50"] for number in range(rows)]
    table = {
        "title": "支出表",
        "rows": [["编码", "项目", "金额"], *body],
        "header_rows": 1,
        "orientation": "portrait",
    }
    return Content(seed=7, sheets=[Sheet([table])])


def test_the_truth_of_a_table_over_pages_is_found_from_the_printed_characters():
    content = small_content(120)
    pages = true_pages(content, facsimile.typeset(content, {}))
    assert len(pages) > 1
    codes = [
        cell[4] for grids in pages for grid in grids for cell in grid["cells"] if cell[4].startswith("A")
    ]
    assert codes == [f"A{number:03d}" for number in range(120)]


def test_a_file_that_prints_something_else_is_no_truth():
    content = small_content(3)
    pdf = facsimile.typeset(content, {})
    content.sheets[0].tables[0]["rows"][1][2] = "0.51"
    with pytest.raises(Untrue, match="支出表"):
        true_pages(content, pdf)


def test_content_is_the_same_for_the_same_seed():
    assert invent_content(5) == invent_content(5)
    assert invent_content(5) != invent_content(6)


def test_the_benchmark_measures_accuracy_speed_and_memory_and_writes_its_page(tmp_path, repository):
    known = TRUTH[0]
    file = TrueFile(known.path, known.producer, known.command, known.grids)
    workers = {name: Worker(name) for name in ("floor", "budgetkit")}
    try:
        accuracy = measure_accuracy({"budgetkit": workers["budgetkit"]}, [file])
        work = ruled_pages([file.path], 1)
        seconds = measure_speed(workers, work, rounds=1)
        memory = {name: worker.memory() for name, worker in workers.items()}
    finally:
        for worker in workers.values():
            worker.close()
    score = accuracy["strict"][file.producer]["budgetkit"]
    assert score.true == sum(len(table.cells) for tables in file.pages for table in tables)
    assert accuracy["failed"] == {"budgetkit": 0}
    assert set(seconds) == set(workers) and min(seconds.values()) > 0
    sets = {"typeset": {"pages": 1, "seconds": seconds}}
    copy = tmp_path / "benchmarks.md"
    copy.write_text((repository / "docs" / "benchmarks.md").read_text(encoding="utf-8"), encoding="utf-8")
    text = page.describe_goals(accuracy, sets, memory) + "\n\n" + page.describe_speed(sets, memory)
    page.write_part("engines", text, copy)
    page.write_part("engines", text, copy)
    written = copy.read_text(encoding="utf-8")
    assert written.count(text) == 1
    assert f"| {ENGINES['budgetkit'].label} |" in written
    with pytest.raises(ValueError, match="no part"):
        page.write_part("unknown", text, copy)


def test_a_reader_that_fails_on_a_file_loses_its_pages_and_nothing_else(tmp_path):
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    worker = Worker("budgetkit")
    try:
        assert worker.tables(str(broken), [1, 2]) == ({}, [1, 2])
        found, failed = worker.tables(str(TRUTH[0].path), [1])
    finally:
        worker.close()
    assert failed == [] and len(found[1]) == len(TRUTH[0].grids[0])


def test_the_whole_way_counts_pages_and_lines():
    found = measure_pipeline([Path(file.path) for file in TRUTH if "facsimile" in file.path.stem][:1])
    assert found["files"] == 1 and found["pages"] == 13
    assert 0 < found["verified"] <= found["lines"] and found["seconds"] > 0
    assert "13 pages" in page.describe_pipeline(found)


def test_truth_names_its_producer_and_the_command_that_made_it():
    for file in TRUTH:
        head = json.loads(file.path.with_suffix(".json").read_text(encoding="utf-8"))
        name, seed = file.path.stem.split("-")
        assert head["command"] == f"python -m benchmarks.typeset --producer {name} --seed {seed}"
        assert any(character.isdigit() for character in head["producer"])


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="the system does not tell what a process used")
def test_a_corpus_of_distinct_files_is_built_and_measured(tmp_path):
    pages = make_corpus(tmp_path / "raw", 2)
    files = sorted((tmp_path / "raw").iterdir())
    assert len({file.read_bytes() for file in files}) == 2
    assert sum(len(page_texts(file.read_bytes())) for file in files) == pages
    used = build(tmp_path, jobs=1)
    assert (tmp_path / "clean" / "lines.csv").is_file()
    assert used["cpu"] > 0 and used["memory"] > 10
    runs = [{"documents": 2, "pages": pages, **used}]
    scaling = {"documents": 2, "one": 2.0, "two": 1.0}
    found = {"documents": 2, "growth": runs, "second": used, "scaling": scaling, "load": 0.5}
    assert "2.00 times as fast" in page.describe_corpus(found)
