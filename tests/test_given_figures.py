"""Figures that the user gives to unread places: lines like any other, guarded, and told."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from budgetkit.corpus import build, parts
from budgetkit.corrections import BY_HAND, CorrectionRefused, load_corrections
from budgetkit.disclosure import understand
from budgetkit.errors import WrongUsage
from budgetkit.model import Document, Paragraph
from tests.small_documents import BY_FUNCTION, document

HASHES = [list(row) for row in BY_FUNCTION]
HASHES[4][2] = "########"
"""40.00 of 2011301 行政运行, in the column of totals, is too wide for its cell."""
GIVEN = {"page": 2, "printed": "########", "amount": "40.00", "reason": "从行中 40.00 读出"}


def told(own: Document, *entries: dict):
    """A document understood with entries of its ``corrections.yml``."""
    name = understand(own, {}).document_id
    entries = [{"document": name, **entry} for entry in entries]
    return understand(own, {"corrections": json.dumps(entries, ensure_ascii=False)})


def with_line(text: str, **facts) -> Document:
    """The small document with a printed line below its table."""
    own = document(**facts)
    return replace(own, blocks=(*own.blocks, Paragraph(2, text, (50.0, 700.0, 400.0, 712.0), 10.0)))


def test_a_figure_given_to_a_cell_is_a_line_like_those_of_its_table():
    own = document(HASHES)
    before, after = understand(own, {}), told(own, GIVEN)
    assert before.unread["printed"].tolist() == ["########"] and after.unread.empty
    assert before.documents["unread_count"][0] == 1 and after.documents["unread_count"][0] == 0
    right = understand(document(), {}).lines.set_index("line_id")
    lines = after.lines.set_index("line_id")
    assert lines.index.str.partition("/").get_level_values(2).tolist() == (
        right.index.str.partition("/").get_level_values(2).tolist()
    )
    name = f"{after.document_id}/t01/r4c2"
    line = lines.loc[name]
    assert (line["printed"], line["repaired"], line["verified"]) == ("########", True, True)
    same = [each for each in right if each not in ("printed", "document_id", "repaired")]
    assert line[same].tolist() == right.iloc[lines.index.get_loc(name)][same].tolist()
    assert after.repairs[["kind", "before", "after", "proof"]].to_numpy().tolist() == [
        [BY_HAND, "########", "40.00", "从行中 40.00 读出"]
    ]
    assert after.findings["identity"].tolist() == ["given-by-user"]
    assert "从行中 40.00 读出" in after.findings["message_zh"][0]
    assert after.documents["verified_share"][0] == 1.0


def test_a_wrong_figure_is_found_by_its_sums():
    after = told(document(HASHES), GIVEN | {"amount": "41.00"})
    assert not after.lines.set_index("line_id").loc[f"{after.document_id}/t01/r4c2", "verified"]


def test_a_table_without_a_unit_needs_one():
    own = document()
    blocks = [replace(one, text="部门：示例市商务局") if "单位：" in getattr(one, "text", "") else one
              for one in own.blocks]  # fmt: skip
    own = replace(own, blocks=tuple(blocks))
    place = {"page": 2, "printed": "100.00", "reason": "封面写明万元", "amount": "100.00"}
    with pytest.raises(CorrectionRefused, match="no unit of money.*unit: 万元"):
        told(own, place)
    for more in ({"unit": "万元"}, {"amount": "100.00万元"}):
        after = told(own, place | more)
        line = after.lines.iloc[0]
        assert (str(line["amount_yuan"]), line["printed"], line["printed_unit"]) == (
            "1000000.00",
            "100.00",
            "万元",
        )
        assert line["line_id"].endswith("/t01/r1c2")


def test_a_figure_outside_of_all_tables_stands_in_a_list_of_the_user():
    own = with_line("政府采购  1,204.50  33.00")
    before = understand(own, {})
    assert before.unread["printed"].tolist() == ["1,204.50", "33.00"]
    labels = {"item": "政府采购", "table": "政府采购预算表", "column_label": "合计", "unit": "万元"}
    place = {"page": 2, "printed": "1,204.50", "amount": "1,204.50", "reason": "无框线的表"}
    after = told(own, place | labels)
    line = after.lines.iloc[-1]
    names = [
        "line_id",
        "kind",
        "item",
        "column_label",
        "printed",
        "printed_unit",
        "page",
        "bbox",
        "fiscal_year",
    ]
    assert line[names].tolist() == [
        f"{after.document_id}/h01/r0c1", "other", "政府采购", "合计", "1,204.50", "万元", 2,
        "50.00 700.00 400.00 712.00", 2024,
    ]  # fmt: skip
    assert str(line["amount_yuan"]) == "12045000.00" and line["repaired"] and line["checks"] == 0
    assert after.unread["printed"].tolist() == ["33.00"]
    table = after.tables.iloc[-1]
    assert table[["table_id", "kind", "title", "engine", "first_page"]].tolist() == [
        "h01", "other", "政府采购预算表", "by_hand", 2,
    ]  # fmt: skip
    assert set(after.findings["severity"]) == {"info"}
    with pytest.raises(CorrectionRefused, match="nothing tells what .*item"):
        told(own, place | {"unit": "万元"})


def test_parts_of_a_list_of_the_user_are_never_added_up():
    """Some figures of a table are no table: a total among them accuses nobody."""
    own = with_line("合计  100.00  33.00  5.00")
    common = {"page": 2, "reason": "无框线的表", "table": "支出表", "unit": "万元"}
    figures = [("100.00", "合计"), ("33.00", "基本支出"), ("5.00", "项目支出")]
    after = told(own, *(common | {"printed": text, "amount": text, "item": item} for text, item in figures))
    assert len(after.lines[after.lines["table_id"] == "h01"]) == 3
    assert set(after.findings["identity"]) == {"given-by-user"}


def test_figures_printed_alike_are_told_apart_by_their_boxes():
    rows = [list(row) for row in HASHES]
    rows[4][3] = "########"
    own = document(rows)
    with pytest.raises(CorrectionRefused, match="2 unread places are like .*160.00 180.00 240.00 200.00"):
        told(own, GIVEN)
    after = told(own, GIVEN | {"bbox": "160.4 180.00 240.00 199.5"})
    assert after.unread["bbox"].tolist() == ["240.00 180.00 320.00 200.00"]
    box = {"page": 2, "bbox": "240 180 320 200", "amount": "40.00", "reason": "行中读出"}
    assert told(own, GIVEN | {"bbox": "160 180 240 200"}, box).unread.empty


def test_one_cell_gives_one_line_and_what_more_it_prints_needs_labels():
    rows = [list(row) for row in BY_FUNCTION]
    rows[4][2] = "40.00\n30.00"
    own = document(rows)
    before = understand(own, {})
    assert before.unread["reason"].tolist() == ["several_in_one_cell"] * 2
    first = {"page": 2, "printed": "40.00", "amount": "40.00", "reason": "第一行"}
    second = {"page": 2, "printed": "30.00", "amount": "30.00", "unit": "万元", "reason": "第二行"}
    with pytest.raises(CorrectionRefused, match="item"):
        told(own, first, second)
    after = told(own, first, second | {"item": "其他商贸事务支出"})
    ids = after.lines[after.lines["repaired"]]["line_id"].str.partition("/")[2].tolist()
    assert ids == ["t01/r4c2", "h01/r0c1"] and after.lines["line_id"].is_unique


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"page": 3}, "no unread figure '########' stands there"),
        ({"printed": "#####"}, "no unread figure '#####' stands there"),
        ({"printed": "####", "bbox": "160 180 240 200"}, "expects '####', but '########' is printed"),
        ({"printed": "", "bbox": "1 2 3 4"}, "no unread figure '1 2 3 4'"),
        ({"printed": "100.00"}, "'100.00' was read.*line: doc-[0-9a-f]+/t01/r1c2"),
    ],
)
def test_a_guard_that_does_not_hold_is_refused(change, says):
    with pytest.raises(CorrectionRefused, match=says):
        told(document(HASHES), GIVEN | change)


def test_a_place_is_given_once():
    with pytest.raises(CorrectionRefused, match="another entry has given it"):
        told(document(HASHES), GIVEN, GIVEN)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"amount": "…"}, "entry 1: '…' is no amount; write the figure"),
        ({"amount": ""}, "is no amount"),
        ({"page": "two"}, "entry 1, page: 'two' is no whole number"),
        ({"unit": "刀"}, "no unit of money; known units are 元"),
        ({"bbox": "1 2 3"}, "four numbers"),
        ({"printed": ""}, "“printed” and “bbox” are missing"),
        ({"reason": " "}, "“reason” is blank"),
        ({"colum_label": "合计"}, "“colum_label” is no known key; did you mean “column_label”"),
        ({"document": None, "documnt": "x"}, "“documnt” is no known key; did you mean “document”"),
        ({"amount": None}, "“amount” is missing; an entry is {document"),
    ],
)
def test_an_entry_that_says_something_else_is_told(tmp_path, change, says):
    entry = {"document": "x", **GIVEN} | change
    entry = {key: value for key, value in entry.items() if value is not None}
    path = tmp_path / "corrections.yml"
    path.write_text(json.dumps([entry], ensure_ascii=False), encoding="utf-8")
    with pytest.raises(WrongUsage, match=says):
        load_corrections(path)


def test_a_build_reads_given_figures_and_counts_them_as_read(tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "read_document", lambda path, name=None: document(HASHES))
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.pdf").write_text("a", encoding="utf-8")

    def built():
        return build(tmp_path / "raw", tmp_path / "clean", tmp_path / "cache", corrections=tmp_path / "c.yml")

    before = built()
    assert before.files["status"].tolist() == ["partial"] and len(before.unread) == 1
    name, count = before.documents["document_id"][0], len(before.lines)
    (tmp_path / "c.yml").write_text(json.dumps([{"document": name, **GIVEN}]), encoding="utf-8")
    after = built()
    assert after.unread.empty and len(after.lines) == count + 1
    (tmp_path / "c.yml").write_text(json.dumps([{"document": name, **GIVEN, "page": 1}]), encoding="utf-8")
    with pytest.raises(CorrectionRefused, match="page 1"):
        built()
