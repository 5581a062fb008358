"""The typesetter: reproducible bytes, every figure in print, and disclosures that add up."""

from __future__ import annotations

import csv
import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("reportlab")
pytest.importorskip("zhplot")

import pypdfium2

from budgetkit.errors import WrongUsage
from tools.facsimile import (
    Style,
    document_style,
    load_document,
    random_disclosure,
    random_style,
    tables_of,
    typeset,
)
from tools.facsimile.__main__ import main
from tools.facsimile.documents import FOLDER
from tools.facsimile.expected import AMOUNT
from tools.facsimile.layout import merge_cells

ROOT = Path(__file__).parents[1]
SHIPPED = "henan-zhumadian-commerce-2024-approved"
SEEDS = ROOT.parent / "shared" / "seeds"


@pytest.fixture(scope="module")
def shipped() -> dict:
    return load_document(FOLDER / SHIPPED)


@pytest.fixture(scope="module")
def shipped_bytes(shipped) -> bytes:
    return typeset(shipped, document_style(shipped))


def page_texts(content: bytes) -> list[str]:
    pdf = pypdfium2.PdfDocument(content)
    texts = []
    for page in pdf:
        textpage = page.get_textpage()
        texts.append(textpage.get_text_range())
        textpage.close()
        page.close()
    pdf.close()
    return texts


def one_table(**more) -> dict:
    rows = [
        ["编码", "<", "名称", "金额", "<"],
        ["类", "款", "^", "合计", "其中"],
        ["201", "01", "甲", "1,234.50", ""],
    ]
    table = {"title": "支出表", "right": "单位：万元", "rows": rows, "header_rows": 2}
    return {"title": "表", "blocks": [{"table": table | more}]}


# The shipped facsimile


def test_shipped_pdf_is_rebuilt_to_the_byte(shipped, shipped_bytes):
    path = ROOT / "data" / "raw" / f"{SHIPPED}.pdf"
    assert path.read_bytes() == shipped_bytes, "run `python -m tools.facsimile build-all`"
    assert len(shipped_bytes) < 1_000_000
    with (path.parent / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["path"]: row for row in csv.DictReader(stream)}
    assert rows[path.name]["sha256"] == hashlib.sha256(shipped_bytes).hexdigest()
    assert rows[path.name]["document_id"] == shipped["id"] == SHIPPED
    assert "摹本" in rows[path.name]["note"] and "not the original" in rows[path.name]["note"]


def test_cover_and_metadata_say_that_it_is_a_facsimile(shipped_bytes):
    pdf = pypdfium2.PdfDocument(shipped_bytes)
    assert "摹本" in pdf.get_metadata_value("Title") and "不是原件" in pdf.get_metadata_value("Subject")
    assert "摹本" in page_texts(shipped_bytes)[0]


def test_every_cell_of_the_data_is_in_print_once(shipped, shipped_bytes):
    printed = re.sub(r"\s", "", "".join(page_texts(shipped_bytes)))
    for table in tables_of(shipped):
        for row in table["rows"]:
            for cell in row:
                if cell not in ("", "<", "^"):
                    assert re.sub(r"\s", "", cell) in printed, (table["id"], cell)
    amounts = [
        cell
        for table in tables_of(shipped)
        for row in table["rows"]
        for cell in row
        if AMOUNT.fullmatch(cell)
    ]
    tokens = re.findall(r"[\d,.]+", "\n".join(page_texts(shipped_bytes)[7:]))
    for amount in set(amounts):
        assert tokens.count(amount) == amounts.count(amount), amount


def test_extracted_text_has_no_look_alike_radicals(shipped_bytes):
    text = "".join(page_texts(shipped_bytes))
    assert not re.findall("[\u2e80-\u2fd5\uf900-\ufaff\ufffd]", text)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the published text is not here")
def test_figures_are_those_of_the_publication_and_prose_is_not(shipped, shipped_bytes):
    seed = next(SEEDS.glob("000*.txt")).read_text(encoding="utf-8").split("\n")
    blocks, inside = [], False
    for line in seed:
        if re.match(r"2024年.{2,30}表$|部门（单位）整体绩效目标表$", line.strip()):
            blocks.append([])
            inside = True
        elif inside and "\t" in line:
            blocks[-1].append(line.split("\t"))
    assert len(blocks) == len(tables_of(shipped))
    for table, rows in zip(tables_of(shipped), blocks, strict=True):
        assert len(rows) == len(table["rows"]), table["id"]
        wanted, got = (
            [
                (p, c, cell)
                for p, row in enumerate(body)
                for c, cell in enumerate(row)
                if AMOUNT.fullmatch(cell)
            ]
            for body in (rows, table["rows"])
        )
        assert wanted
        assert got == wanted, table["id"]
    figures = r"\d+(?:\.\d+)?(?=\s*(?:万元|%|个|辆|套))"
    prose = "\n".join(line for line in seed if "\t" not in line)
    ours = "\n".join(block["paragraph"] for block in shipped["blocks"] if "paragraph" in block)
    assert set(re.findall(figures, prose)) <= set(re.findall(figures, ours))

    def runs(text: str) -> set[str]:
        flat = "".join(re.findall("[\u4e00-\u9fff0-9]+", text))
        return {flat[start : start + 30] for start in range(len(flat) - 29)}

    theirs = set().union(*(runs(line) for line in seed if "\t" not in line))
    assert not theirs & runs("".join(page_texts(shipped_bytes)))
    assert not theirs & runs((FOLDER / SHIPPED / "document.yaml").read_text(encoding="utf-8"))


# The typesetter


def test_another_process_with_another_hash_seed_gives_the_same_bytes():
    program = (
        "import hashlib, sys; from tools.facsimile import *;"
        "sys.stdout.write(hashlib.sha256(typeset(random_disclosure(3), random_style(3))).hexdigest())"
    )
    here = hashlib.sha256(typeset(random_disclosure(3), random_style(3))).hexdigest()
    environment = os.environ | {"PYTHONHASHSEED": "17", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program]
    assert subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout == here


@pytest.mark.parametrize(
    "choices",
    [
        {"rules": "stroke", "rotation": 90},
        {"rules": "fill", "break_open": True},
        {"rules": "double", "form_xobject": True},
        {"rules": "boxes", "break_open": True, "split_rows": True},
        {"rules": "horizontal", "repeat_header": True, "repeat_title": True},
        {"rules": "none", "wrap": "shrink"},
        {"rotation": 270, "form_xobject": True, "compress": True, "wrap": "clip"},
    ],
    ids=lambda choices: "-".join(map(str, choices.values())),
)
def test_every_style_prints_every_amount(choices):
    disclosure = random_disclosure(11, items=20, subtotals=True, unit="万元")
    text = "\n".join(page_texts(typeset(disclosure, Style(**choices))))
    tokens = re.findall(r"[\d,.]+", text)
    for line in disclosure["expected"]:
        assert line.printed in tokens, line


@pytest.mark.parametrize("rotation", [0, 90, 270])
def test_a_landscape_page_is_wide_as_displayed(rotation):
    content = typeset(one_table(orientation="landscape"), Style(rotation=rotation))
    page = pypdfium2.PdfDocument(content)[0]
    assert page.get_rotation() == rotation and page.get_width() > page.get_height()
    upright = page.render(scale=1, grayscale=True).to_numpy()
    plain = pypdfium2.PdfDocument(typeset(one_table(orientation="landscape")))[0]
    assert abs(upright.mean() - plain.render(scale=1, grayscale=True).to_numpy().mean()) < 0.2


def test_a_long_table_continues_without_title_and_header_unless_asked():
    rows = [["名称", "金额"], *([f"第{number}行", f"{number}.00"] for number in range(120))]
    disclosure = {"title": "表", "blocks": [{"table": {"title": "长表", "rows": rows, "header_rows": 1}}]}
    pages = page_texts(typeset(disclosure))
    assert len(pages) > 2 and "名称" in pages[0] and not any("名称" in page for page in pages[1:])
    again = page_texts(typeset(disclosure, Style(repeat_header=True, repeat_title=True)))
    assert all("名称" in page and "长表" in page for page in again)


def test_a_row_taller_than_a_page_is_split_and_loses_nothing():
    words = "".join(chr(0x4E00 + number) for number in range(2000))
    disclosure = {
        "title": "表",
        "blocks": [{"table": {"rows": [["目标", words]], "header_rows": 0, "widths": [4, 1]}}],
    }
    text = re.sub(r"\s|— \d+ —", "", "".join(page_texts(typeset(disclosure, Style(page_number="")))))
    assert words in text.replace("目标", "")


def test_malformed_tables_and_styles_are_told_plainly():
    with pytest.raises(WrongUsage, match="no cell to belong to"):
        merge_cells([["甲", "乙"], ["<", "1.00"]], "坏表")
    with pytest.raises(WrongUsage, match="widths"):
        typeset(one_table(widths=[1, 2]))
    with pytest.raises(WrongUsage, match="rules"):
        Style(rules="wavy")
    with pytest.raises(WrongUsage, match="font has no"):
        typeset(one_table(note="\ue000"))
    with pytest.raises(WrongUsage, match="unknown block"):
        typeset({"title": "表", "blocks": [{"footnote": "x"}]})


def test_command_builds_a_document_and_names_what_is_missing(tmp_path, capsys):
    out = tmp_path / "copy.pdf"
    assert main(["build", str(FOLDER / SHIPPED), "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"%PDF") and not (tmp_path / "manifest.csv").exists()
    assert main(["build", str(tmp_path)]) == 2
    assert "document.yaml" in capsys.readouterr().err


# Invented disclosures


def hundredths(text: str) -> int:
    return int(text.replace(",", "").replace(".", ""))


@pytest.mark.parametrize("seed", range(8))
def test_invented_disclosure_is_consistent(seed):
    disclosure = random_disclosure(seed)
    tables = {table["kind"]: table for table in tables_of(disclosure)}
    assert len(tables) == 9 and disclosure == random_disclosure(seed)
    lines = disclosure["expected"]

    def amount(kind: str, column: str, label: str = "合计") -> int:
        found = [hundredths(i.printed) for i in lines if (i.kind, i.column, i.label) == (kind, column, label)]
        return sum(found)

    total = amount("expenditure_by_function", "合计")
    general = amount("general_public_expenditure_by_function", "合计")
    assert (
        total
        == amount("revenue_by_source", "合计")
        == amount("revenue_expenditure_summary", "支出 / 金额", "支出总计")
    )
    assert general == amount("revenue_by_source", "一般公共预算")
    assert general == amount("appropriation_summary", "支出 / 合计", "支出总计")
    for kind in ("expenditure_by_function", "general_public_expenditure_by_function"):
        for code in {line.code for line in lines if line.kind == kind}:
            row = {i.column: hundredths(i.printed) for i in lines if (i.kind, i.code) == (kind, code)}
            basic, project = (
                {path: value for path, value in row.items() if path.startswith(name)}
                for name in ("基本", "项目")
            )
            for part, name in ((basic, "基本支出 / 小计"), (project, "项目支出 / 小计")):
                assert sum(part.values()) == 2 * part.get(name, 0)
            assert row["合计"] == basic.get("基本支出 / 小计", 0) + project.get("项目支出 / 小计", 0)
        items = [i for i in lines if i.kind == kind and i.column == "合计" and len(i.code) == 7]
        assert sum(hundredths(i.printed) for i in items) == amount(kind, "合计")
    basic = amount("expenditure_by_function", "基本支出 / 小计")
    assert basic == amount("basic_expenditure_by_economic", "本年一般公共预算基本支出 / 合计")
    assert total - basic == amount("project_table", "合计")
    assert "空表" in tables["government_managed_funds_expenditure"]["note"]


def test_invented_disclosure_obeys_its_arguments():
    disclosure = random_disclosure(5, unit="元", layout="one", subtotals=True)
    table = next(table for table in tables_of(disclosure) if table["kind"] == "expenditure_by_function")
    assert table["right"] == "单位：元"
    assert {len(row[0]) for row in table["rows"][3:]} == {0, 3, 5, 7}
    assert random_style(1) == random_style(1) and random_style(1).rules != "none"


def test_typesetting_leaves_the_settings_of_the_library_alone():
    from reportlab import rl_config

    before = rl_config.useA85
    typeset(random_disclosure(2, items=4), random_style(2))
    assert rl_config.useA85 == before
