"""Tab-separated tables in text: what extraction broke, and what of it the layout alone mends."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_text import PATHS, PLAIN, SUB, assert_covered_once, kinds_mended, labels, one_table, read, texts

from budgetkit.lines import tidy_lines
from budgetkit.readers.plain import read_text_document
from budgetkit.tables import recognise
from tests.exploring import examples


def test_a_merged_header_cell_covers_the_blanks_right_of_it():
    document = read(PLAIN)
    (grid,) = document.grids
    assert_covered_once(grid)
    spans = {cell.text: (cell.row_span, cell.column_span) for cell in grid.cells if cell.row == 0}
    assert spans["科目编码"] == (1, 3) and spans["基本支出"] == (1, 5) and spans["单位（科目名称）"] == (2, 1)
    assert not grid.mended and document.format == "text" and document.pages == 1
    assert all(cell.bbox == () and cell.page == 1 for cell in grid.cells)
    table = one_table(PLAIN)
    assert (table.kind, table.title, table.amount_unit) == (
        "expenditure_by_function",
        "山林局支出总体情况表",
        "元",
    )
    assert labels(table) == PATHS


@pytest.mark.parametrize(
    "header",
    [
        # a blank of the wide group lost, so that the next group stands too far left
        f"科目编码⇥⇥⇥单位（科目名称）⇥合计⇥基本支出⇥⇥⇥⇥项目支出⇥⇥⇥\n类⇥款⇥项⇥⇥⇥{SUB}⇥小计⇥债务项目⇥其他项目",
        # all blanks of the first row lost
        f"科目编码⇥单位（科目名称）⇥合计⇥基本支出⇥项目支出\n类⇥款⇥项⇥⇥⇥{SUB}⇥小计⇥债务项目⇥其他项目",
        # words wrapped, the first row apart by a Markdown rule, the second half of a label before 类
        "科目⇥⇥单位（科目名称）⇥合计⇥基本支出⇥项目支出\n----⇥--⇥----⇥----⇥----⇥----\n\n"
        f"编 码⇥类⇥款⇥项⇥⇥⇥⇥⇥⇥⇥⇥⇥\n⇥⇥⇥⇥{SUB}⇥小计⇥债务项目⇥其他项目⇥",
        # levels in one cell of the first row
        "科目编码⇥⇥类 款 项⇥单位（科目名称）⇥合计⇥基本支出⇥⇥⇥⇥⇥项目支出⇥⇥\n"
        f"⇥⇥⇥⇥⇥{SUB}⇥小计⇥债务项目⇥其他项目",
    ],
)
def test_a_damaged_header_is_laid_out_by_its_order(header):
    lines = PLAIN.split("\n")
    damaged = "\n".join([*lines[:4], *header.split("\n"), *lines[6:]])
    table = one_table(damaged)
    assert labels(table) == PATHS
    assert [line.printed for line in tidy_lines(table)].count("300") == 2
    assert kinds_mended(read(damaged))["header_rejoined"] == 1
    assert_covered_once(read(damaged).grids[0])


def test_three_header_levels_keep_their_middle_row():
    header = (
        "科目编码⇥⇥⇥单位代 码⇥单位（科目名称）⇥合计⇥基本支出⇥⇥⇥⇥项目支出⇥⇥\n"
        "类⇥款⇥项⇥⇥⇥⇥小计⇥人员经费⇥⇥公用经费⇥小计⇥其他运转类⇥特定目标类\n"
        "⇥⇥⇥⇥⇥⇥⇥工资福利支 出⇥对个人和家 庭的补助⇥商品和服务支出⇥⇥⇥\n"
    )
    table = one_table(
        "支出表\n\n单位：万元\n\n" + header + "213⇥02⇥04⇥⇥护林⇥9.00⇥8.00⇥6.00⇥1.00⇥1.00⇥1.00⇥1.00⇥\n"
    )
    assert labels(table)[6:11] == [
        "基本支出 / 小计",
        "基本支出 / 人员经费 / 工资福利支出",
        "基本支出 / 人员经费 / 对个人和家庭的补助",
        "基本支出 / 公用经费 / 商品和服务支出",
        "项目支出 / 小计",
    ]
    assert table.header_rows == 3 and table.columns[3].role == "unit_code"


def test_a_total_between_two_groups_gets_its_own_place():
    table = one_table(
        "支出经济分类表\n单位：元\n\n"
        "部门预算经济分类⇥⇥⇥政府预算经济分类⇥⇥⇥基本支出⇥⇥项目支出⇥⇥\n"
        "类⇥款⇥科目名称⇥类⇥款⇥科目名称⇥合计⇥小计⇥工资福利支出⇥小计⇥其他项目\n"
        "⇥⇥⇥⇥⇥合计⇥7⇥5⇥5⇥2⇥2\n301⇥01⇥基本工资⇥501⇥01⇥工资奖金津补贴⇥7⇥5⇥5⇥2⇥2\n"
    )
    assert labels(table)[5:9] == [
        "政府预算经济分类 / 科目名称",
        "合计",
        "基本支出 / 小计",
        "基本支出 / 工资福利支出",
    ]
    assert table.kind == "expenditure_by_economic"


def test_a_header_with_a_blank_too_many_is_laid_over_the_columns_below():
    table = one_table("支出表\n单位：元\n\n科目编码⇥⇥科目名称⇥⇥金额\n2130204⇥护林⇥10\n2130205⇥造林⇥20\n")
    assert labels(table) == ["科目编码", "科目名称", "金额"]
    assert [(line.functional_code, line.printed) for line in tidy_lines(table)] == [
        ("2130204", "10"),
        ("2130205", "20"),
    ]


def test_a_header_without_its_blanks_finds_both_sides():
    table = one_table(
        "收支总表\n单位：元\n\n收入⇥支出\n项目⇥金额⇥项目⇥合计⇥一般公共预算⇥政府性基金\n"
        "一、财政拨款⇥10⇥一、农林水支出⇥10⇥10⇥\n收入总计⇥10⇥支出总计⇥10⇥10⇥\n"
    )
    assert labels(table)[1:4] == ["收入 / 金额", "支出 / 项目", "支出 / 合计"]
    assert table.kind == "revenue_expenditure_summary" and len(tidy_lines(table)) == 6


def test_an_empty_table_keeps_its_header_and_note():
    table = one_table(
        "政府性基金预算支出情况表\n\n单位：元\n\n科目⇥⇥单位（科目名称）⇥合计⇥基本支出⇥项目支出\n----⇥--⇥--⇥--⇥--⇥--\n\n"
        f"编 码{'⇥' * 12}\n⇥⇥⇥⇥⇥{SUB}⇥小计⇥债务项目⇥其他项目\n\n备注：本单位无政府性基金预算支出。\n"
    )
    assert table.state == "empty_with_note" and table.kind == "government_managed_funds_expenditure"
    assert labels(table)[3:6] == ["单位(科目名称)", "合计", "基本支出 / 小计"]


def test_a_blank_line_inside_a_table_does_not_end_it():
    rows = PLAIN.rstrip("\n").split("\n")
    broken = "\n".join([*rows[:-1], "", "- 7 -", "", rows[-1], "", "第二部分"])
    document = read(broken)
    (grid,) = document.grids
    assert texts(grid) == texts(read(PLAIN).grids[0])
    assert [paragraph.text for paragraph in document.paragraphs][-2:] == ["- 7 -", "第二部分"]


def test_a_header_repeated_after_the_break_is_not_a_row():
    rows = PLAIN.rstrip("\n").split("\n")
    broken = "\n".join([*rows[:-1], "", *rows[4:6], rows[-1]])
    assert texts(read(broken).grids[0]) == texts(read(PLAIN).grids[0])


def test_another_header_after_a_blank_line_opens_another_table():
    document = read("项目⇥金额\n护林⇥10\n\n单位名称⇥采购项目⇥数量⇥金额\n护林站⇥帐篷⇥3⇥900\n")
    assert [(grid.rows, grid.columns) for grid in document.grids] == [(2, 2), (2, 4)]


def test_merged_codes_are_split_and_the_part_moves_with_them():
    rows = PLAIN.rstrip("\n").split("\n")
    part = [row.replace("⇥", "", 1) for row in rows[4:7]] + ["⇥505001⇥护林站⇥300⇥200⇥120⇥30⇥50⇥⇥100⇥⇥100"]
    part[1] = rows[5].replace("类⇥款⇥项", "类款⇥项")
    part[2] = rows[6].replace("⇥", "", 1)
    merged = "21302⇥04⇥护林事务⇥300⇥200⇥120⇥30⇥50⇥⇥100⇥⇥100"
    document = read("\n".join([*rows[:4], *part, merged, "", rows[-1].replace("护林事务", "造林事务")]))
    (grid,) = document.grids
    body = texts(grid)[2:]
    assert body[0][3:5] == ["合计", "300"] and body[1][2:5] == ["505001", "护林站", "300"]
    assert body[2][:5] == ["213", "02", "04", "护林事务", "300"]
    assert body[3][:5] == ["213", "02", "04", "造林事务", "300"]
    assert kinds_mended(document)["codes_split"] == 5
    note = next(note for note in grid.mended if note[2].startswith("21302"))
    assert note[0] == 4 and note[3].startswith("213 | 02 | 04 | 护林事务") and "seven digits" in note[4]


def test_one_merged_code_among_whole_ones_moves_only_its_row():
    row = PLAIN.rstrip("\n").split("\n")[-1]
    document = read(PLAIN + row.replace("213⇥02⇥04", "213 02 05") + "\n" + row + "\n")
    body = texts(document.grids[0])[2:]
    assert [cells[:4] for cells in body[1:]] == [
        ["213", "02", "04", "护林事务"],
        ["213", "02", "05", "护林事务"],
        ["213", "02", "04", "护林事务"],
    ]
    assert kinds_mended(document) == {"codes_split": 1}


def test_a_short_row_is_filled_at_the_right_and_no_amount_moves():
    table = PLAIN + "213⇥02⇥05⇥造林⇥300⇥200⇥120⇥30⇥50⇥100⇥⇥100\n"
    (grid,) = read(table).grids
    assert texts(grid)[-1][4:] == ["300", "200", "120", "30", "50", "100", "", "100", ""]
    assert not grid.mended


def test_a_flattened_header_gives_back_the_columns_it_opened():
    table = one_table(
        "政府采购预算表\n\n单位:元\n\n项 目⇥科目代码⇥类⇥款⇥项⇥单位名称⇥采购项目⇥规格⇥采购数量⇥金额\n"
        "⇥⇥⇥⇥⇥合计⇥⇥⇥5⇥700\n213⇥02⇥04⇥⇥⇥护林站⇥帐篷⇥⇥3⇥300\n\n213⇥02⇥04⇥护林站⇥水泵⇥⇥2⇥400\n"
    )
    assert labels(table)[:4] == [
        "项目 / 科目代码 / 类",
        "项目 / 科目代码 / 款",
        "项目 / 科目代码 / 项",
        "单位名称",
    ]
    lines = tidy_lines(table)
    assert [line.printed for line in lines] == ["700", "300", "400"]
    assert lines[1].functional_code == "2130204" and lines[1].unit_name == "护林站"


def test_a_part_without_its_empty_column_gets_it_back_when_only_one_fits():
    document = read(
        "单位名称⇥采购项目⇥规格⇥计量单位⇥采购数量⇥金额(元)\n合计⇥⇥⇥⇥9⇥900\n护林站⇥帐篷⇥⇥顶⇥3⇥300\n\n"
        "护林站⇥水泵⇥台⇥2⇥200\n护林站⇥油锯⇥把⇥4⇥400\n"
    )
    (grid,) = document.grids
    assert texts(grid)[3] == ["护林站", "水泵", "", "台", "2", "200"]
    assert kinds_mended(document) == {"column_restored": 2}


def test_columns_of_amounts_are_never_restored_by_layout():
    document = read(PLAIN + "\n" + "213⇥02⇥05⇥造林⇥300⇥200⇥120⇥30⇥50⇥100⇥⇥100\n" * 3)
    assert not kinds_mended(document)


def test_a_label_broken_over_two_lines_is_one_row():
    row = PLAIN.rstrip("\n").split("\n")[-1]
    first, second = row.replace("护林事务", "机关事业单位⏎养老保险").split("⏎")
    document = read(PLAIN + row + "\n" + first + "\n" + second + "\n")
    (grid,) = document.grids
    assert texts(grid)[-1][:5] == ["213", "02", "04", "机关事业单位养老保险", "300"]
    assert [note[:2] for note in grid.mended] == [(5, "row_rejoined")]


def test_the_lines_of_a_form_stay_as_printed():
    form = (
        "护林站支出项目绩效目标表\n\n(2031年)\n\n项目名称⇥山路整修⇥⇥\n单位编码⇥505001⇥资金用途⇥业务类\n"
        "项目总金额⇥5000.00⇥项目本年度金额⇥4000.00\n<p>备注</p>⇥\n\n一级指标⇥二级指标⇥三级指标⇥目标值\n产出目标⇥数量⇥整修里程⇥≥3公里\n"
    )
    table = one_table("单位：元\n\n" + form)
    assert table.kind == "performance_project_form" and len(table.columns) == 4
    assert [line.printed for line in tidy_lines(table)] == ["5000.00", "4000.00"]
    document = read(form)
    assert [note[1:4] for note in document.grids[0].mended] == [("residue_removed", "<p>", "")]


def test_forms_under_one_heading_are_one_table_each():
    form = (
        "支出项目绩效目标表\n\n(2031年)\n\n项目名称⇥{}⇥⇥\n"
        "一级指标⇥二级指标⇥三级指标⇥目标值\n产出目标⇥数量⇥里程⇥≥3公里\n\n"
    )
    tables = recognise(read("2031年部门预算\n\n" + form.format("山路") + form.format("水渠")))
    assert [table.text(0, 1) for table in tables] == ["山路", "水渠"]


def test_heading_parts_apart_by_tabs_are_lines_of_text():
    document = read("收支总表⇥⇥\n部门：山林局⇥⇥单位：万元\n项目⇥金额⇥备注\n护林⇥1.50⇥\n")
    assert [paragraph.text for paragraph in document.paragraphs] == ["收支总表", "部门：山林局\t单位：万元"]
    assert document.grids[0].rows == 2


def test_an_indented_line_is_text():
    document = read("⇥各位代表：\n⇥现将预算说明如下。\n")
    assert [paragraph.text for paragraph in document.paragraphs] == ["各位代表：", "现将预算说明如下。"]
    assert not document.grids


AMOUNT = st.integers(0, 10**9).map("{:,}".format)
NAME = st.text("山林水路田站护造修建", min_size=2, max_size=8)


@st.composite
def money_tables(draw):
    """A table of codes, names and amounts whose every row adds up, as lines apart by tabs."""
    parts = draw(st.integers(1, 4))
    lines = [
        ["科目编码", "", "", "科目名称", "合计", *[f"项目支出{'甲乙丙丁'[n]}" for n in range(parts)]],
        ["类", "款", "项", *[""] * (parts + 2)],
    ]
    for _ in range(draw(st.integers(1, 6))):
        amounts = [draw(st.integers(0, 10**8)) for _ in range(parts)]
        code = [draw(st.sampled_from(["201", "213"])), "02", f"{draw(st.integers(1, 99)):02d}"]
        lines.append(
            [*code, draw(NAME), f"{sum(amounts):,}", *[f"{amount:,}" if amount else "" for amount in amounts]]
        )
    return lines


@settings(max_examples=examples(60))
@given(money_tables(), st.booleans())
def test_a_table_written_out_is_read_back_equal(lines, broken):
    text = ["支出表", "单位：元", ""]
    for number, cells in enumerate(lines):
        text += (
            ["", "\t".join(cells)]
            if broken and number == len(lines) - 1 and number > 2
            else ["\t".join(cells)]
        )
    (grid,) = read("\n".join(text) + "\n").grids
    assert texts(grid) == lines
    assert not grid.mended
    assert_covered_once(grid)


@settings(max_examples=examples(80))
@given(st.text(alphabet="\t\n\f |-#<>&;项目金额合计小类款12,.年（）单位：元", max_size=300))
def test_any_text_makes_a_document(text):
    document = read_text_document(text.encode() or b" ", "any.txt")
    for grid in document.grids:
        assert_covered_once(grid)
    recognise(document)


def test_a_unit_code_in_a_column_of_levels_is_a_unit():
    unit = "⇥⇥505001⇥护林站⇥300⇥200⇥120⇥30⇥50⇥⇥100⇥⇥100\n"
    rows = PLAIN.rstrip("\n").split("\n")
    lines = tidy_lines(one_table("\n".join([*rows[:-1], unit + rows[-1]])))
    assert [(line.unit_code, line.unit_name, line.row_kind) for line in lines if line.column == 4] == [
        ("", "", "total"),
        ("505001", "护林站", "subtotal"),
        ("505001", "护林站", "item"),
    ]


def test_a_list_of_projects_in_the_text_is_a_table_of_projects():
    table = one_table(
        "（三）主要项目：如表所示\n\n单位代码⇥单位名称（项目名称）⇥2031 年（万元）⇥\n⇥⇥小计⇥其中:财政拨款\n"
        "⇥合计⇥30⇥30\n\n505001⇥护林站⇥30⇥30\n⇥山路整修⇥20⇥20\n⇥水渠整修⇥10⇥10\n"
    )
    lines = [line for line in tidy_lines(table) if line.column == 2]
    assert (table.kind, table.amount_unit) == ("project_table", "万元")
    assert [(line.unit_code, line.project_name, line.row_kind) for line in lines] == [
        ("", "", "total"),
        ("505001", "", "subtotal"),
        ("505001", "山路整修", "item"),
        ("505001", "水渠整修", "item"),
    ]


def test_a_figure_with_its_own_unit_needs_no_unit_of_the_table():
    table = one_table(
        "部门整体绩效目标申报表\n\n年度主要任务⇥任务名称⇥主要内容⇥预算资金⇥⇥\n⇥⇥⇥合计⇥其中: 财政资金⇥备注\n"
        "⇥任务 1⇥山路整修⇥12 万⇥12 万⇥\n"
        "一级指标⇥二级指标⇥三级指标⇥指标值⇥指标解释⇥指标说明\n产出⇥数量⇥里程⇥3公里⇥⇥\n"
    )
    assert [(line.amount_fen, line.printed_unit) for line in tidy_lines(table)] == [(12_000_000, "万元")] * 2


def test_a_middle_header_row_that_slid_is_put_right_by_what_its_labels_say():
    head = "科目编码⇥科目名称⇥合计⇥基本支出⇥⇥⇥⇥⇥项目支出\n"
    middle = "⇥⇥⇥小计⇥人员经费⇥⇥公用经费⇥⇥\n"
    bottom = "⇥⇥⇥⇥工资福利支出⇥对个人和家庭的补助⇥商品和服务支出⇥资本性支出⇥\n"
    body = "2130204⇥护林⇥9⇥8⇥2⇥2⇥2⇥2⇥1\n"
    whole = one_table("支出表\n单位：元\n\n" + head + middle + bottom + body)
    slid = one_table("支出表\n单位：元\n\n" + head + middle[1:] + bottom[2:] + body)
    assert labels(slid) == labels(whole)
    assert labels(whole)[4] == "基本支出 / 人员经费 / 工资福利支出"


def test_a_header_that_fits_in_no_way_is_told():
    document = read(
        "科目编码⇥科目名称⇥基本支出⇥项目支出\n⇥⇥小计⇥小计⇥小计⇥其他项目\n2130204⇥护林⇥1⇥1⇥1⇥1⇥1\n"
    )
    assert len(document.notes) == 1 and "does not fit its columns" in document.notes[0]
    assert not kinds_mended(document)
