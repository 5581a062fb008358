"""Text files as files: encodings, pages, Markdown marks, residue of HTML, and what is no text."""

from __future__ import annotations

from pathlib import Path

import pytest
from plain_text import PLAIN, read, texts

from budgetkit.errors import UnreadableFile
from budgetkit.readers import read_document
from budgetkit.readers.plain import read_text_document
from budgetkit.readers.plain.markup import clean_text, find_residue, is_rule_row, plain_line, split_cells
from budgetkit.tables import recognise


def test_form_feeds_part_pages_and_a_table_goes_on_over_them():
    rows = PLAIN.rstrip("\n").split("\n")
    document = read("\n".join(rows[:-1]) + "\n\f" + rows[-1] + "\n结语\n")
    assert document.pages == 2 and [grid.page for grid in document.grids] == [1, 2]
    assert document.paragraphs[-1].page == 2
    (table,) = recognise(document)
    assert table.pages == (1, 2) and len(table.rows) == 4


def test_markdown_marks_are_no_text():
    document = read(
        "## 二、收支总表\n\n- 单位：万元\n\n"
        "| 项目 | 金额 |\n|---|---:|\n| **护林** | 1.50 |\n\n***\n**合计**不变\n"
    )
    assert [paragraph.text for paragraph in document.paragraphs] == ["二、收支总表", "单位：万元", "合计不变"]
    assert texts(document.grids[0]) == [["项目", "金额"], ["护林", "1.50"]]


def test_a_number_left_blank_by_stars_is_no_emphasis():
    text = "依据（示政〔2019〕**号）、（示政〔2019〕**号）和**重点**工作"
    assert clean_text(text) == "依据（示政〔2019〕**号）、（示政〔2019〕**号）和重点工作"


def test_residue_is_removed_and_never_read_as_markup():
    assert clean_text("<p>甲</p> <P class='x'>乙<br/>丙</P>") == "甲\n乙\n丙"
    assert clean_text("&lt;script&gt;&#9;A&amp;B&amp;lt;") == "<script> A&B&lt;"
    assert clean_text("<9万元 且 >5") == "<9万元 且 >5"
    assert find_residue("<ol style='a'>1&nbsp;2") == ["<ol>", "&nbsp;"]
    assert plain_line("- 3 -") == "- 3 -" and plain_line("---") == ""
    assert is_rule_row(["----", "", ":--"]) and not is_rule_row(["-", "-"]) and not is_rule_row(["--", "1"])
    assert split_cells("a|b") is None and split_cells("| a\\|b | c |") == [" a|b ", " c "]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding):
    assert texts(read(PLAIN, encoding).grids[0]) == texts(read(PLAIN).grids[0])


def test_line_ends_of_any_system():
    assert texts(read(PLAIN.replace("\n", "\r\n")).grids[0]) == texts(read(PLAIN).grids[0])


def test_a_file_cut_in_a_character_or_a_row_is_read_and_says_so():
    content = PLAIN.rstrip("\n").replace("⇥", "\t").encode()
    whole = read_text_document(content + "\t甲".encode()[:-1], "cut.txt")
    assert len(whole.notes) == 2 and "character" in whole.notes[0] and "row" in whole.notes[1]
    short = read_text_document(content[: -len("\t100\t\t100")], "cut.txt")
    assert short.grids[0].columns == 13 and "may be cut" in short.notes[0]


@pytest.mark.parametrize("content", [b"\x00\x01\x02\x03" * 20, b"\xff\xfe\x00", bytes(range(1, 256)) * 3])
def test_what_is_no_text_is_refused_in_words(content):
    with pytest.raises(UnreadableFile, match="UTF-8"):
        read_text_document(content, "odd.txt")


def test_read_document_takes_text_files_and_refuses_disguised_ones(tmp_path: Path):
    (tmp_path / "a.md").write_text(PLAIN.replace("⇥", "\t"), encoding="utf-8")
    assert read_document(tmp_path / "a.md").format == "text"
    (tmp_path / "b.txt").write_bytes(b"PK\x03\x04rest")
    (tmp_path / "c.txt").write_bytes(b"<html><body>404</body></html>")
    for name in ("b.txt", "c.txt"):
        with pytest.raises(UnreadableFile):
            read_document(tmp_path / name)
