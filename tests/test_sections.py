"""Sections of the prose: headings over a text, not those of the contents or of tables."""

from __future__ import annotations

from budgetkit.model import Cell, Document, Grid, Paragraph
from budgetkit.statements.sections import read_sections, sections


def found(*lines: str | Grid) -> dict[str, str]:
    blocks = tuple(Paragraph(1, line) if isinstance(line, str) else line for line in lines)
    document = Document("a.pdf", "ab" * 32, "pdf", 1, blocks)
    return {record["subject"]: record["quote"] for record in read_sections(document, 2024, "approved")}


def grid(*texts: str) -> Grid:
    return Grid(1, 1, len(texts), tuple(Cell(0, place, text) for place, text in enumerate(texts)))


def test_a_heading_over_a_text_is_a_section():
    lines = ["第一部分 部门概况", "一、主要职能", "1.拟订本地区的规划并组织实施，负责", "相关的统计工作。"]
    assert found(*lines) == {"duties": "一、主要职能"}


def test_the_contents_are_no_sections():
    assert found("目录", "一、主要职能", "二、机构设置", "三、机关运行经费情况说明", "四、名词解释") == {}
    assert found("一、主要职能…………3", "二、机构设置………4", "正文从这里开始。") == {}


def test_a_title_of_a_table_is_no_section():
    assert found("政府采购预算表", "单位：万元。") == {}
    assert found("政府采购预算表（公开12表）", "说明如下。") == {}
    assert found("三、政府采购预算表情况说明", "本年安排政府采购预算10万元。") == {
        "government_procurement": "三、政府采购预算表情况说明"
    }


def test_terms_that_are_numbered_themselves_are_a_glossary():
    assert found("第四部分 名词解释", "一、财政拨款收入：指从同级财政取得的", "各类财政拨款。") == {
        "glossary": "第四部分 名词解释"
    }


def test_units_listed_in_a_table_are_told():
    heading = "二、部门预算单位构成"
    assert found(heading, grid("序号", "单位名称"), "后文。") == {"organisation": heading}
    assert found("国有资产占有情况", grid("合计", "1,204.50")) == {}


def test_a_record_is_a_statement_without_a_value():
    document = Document(
        "a.pdf", "ab" * 32, "pdf", 1, (Paragraph(1, "一、主要职能"), Paragraph(1, "负责有关工作。"))
    )
    (record,) = read_sections(document, 2024, "approved")
    assert (record["metric"], record["value"], record["page"], record["fiscal_year"]) == (
        "section", None, 1, 2024,
    )  # fmt: skip


def test_every_section_has_both_names():
    ids = [section.id for section in sections()]
    assert len(ids) == len(set(ids)) and all(s.label_zh and s.label_en for s in sections())
