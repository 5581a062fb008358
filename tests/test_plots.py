"""Charts: the data in the axes, text that is safe and printable everywhere."""

from __future__ import annotations

import warnings

import matplotlib
import matplotlib.pyplot as plt
import pytest
from example_dataset import DOCUMENT, dataset, document, economic_lines, example, finding, line
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text

from budgetkit.analysis import findings_by_severity, overview, personnel_and_operating
from budgetkit.plots import (
    plot_audit_status,
    plot_basic_and_project,
    plot_personnel_and_operating,
    plot_personnel_share_by_document,
    plot_personnel_share_by_function,
)
from budgetkit.plots.style import font_families


@pytest.fixture(autouse=True)
def strict():
    """A missing glyph, like any other warning, fails the test; figures are closed."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # a glyph that no font has
        yield
    plt.close("all")


def words(ax) -> list[str]:
    """Every text of a chart after it was drawn."""
    ax.figure.canvas.draw()
    return [text.get_text() for text in ax.findobj(Text) if text.get_text()]


def charts(data) -> list:
    survey = overview(data)
    return [
        plot_personnel_and_operating(personnel_and_operating(data, by="economic")),
        plot_personnel_share_by_function(personnel_and_operating(data, by="function")),
        plot_personnel_share_by_document(personnel_and_operating(data)),
        plot_basic_and_project(survey),
        plot_audit_status(survey, findings_by_severity(data)),
    ]


def test_two_bars_add_up_to_the_two_sides():
    ax = plot_personnel_and_operating(personnel_and_operating(example(), by="economic"))
    widths = {}
    for bar in ax.patches:
        place = round(bar.get_y() + bar.get_height() / 2)
        widths[place] = widths.get(place, 0) + bar.get_width()
    assert widths[0] == pytest.approx(1707.78) and widths[1] == pytest.approx(100.58)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["人员经费", "公用经费"]
    assert ax.get_xlabel() == "万元"
    assert " 1,707.78 万元（94.4%）" in words(ax)
    largest = "其他交通费用 31.53、其他商品和服务支出 13.05、办公费 12.10"
    assert f" 100.58 万元（5.6%）\n 其中：{largest}" in words(ax)


def test_dots_stand_at_the_shares_largest_on_top_and_doubt_is_open():
    data = example([finding("f1", [f"{DOCUMENT}/t05/r5c9"])])
    ax = plot_personnel_share_by_function(personnel_and_operating(data, by="function"))
    dots = ax.collections[-1]
    assert dots.get_offsets()[0].tolist() == pytest.approx([581.87 / 590.24, 0])
    assert dots.get_offsets()[1].tolist() == pytest.approx([454.67 / 520.01, 1])
    assert [tuple(face[:3]) == (1, 1, 1) for face in dots.get_facecolors()[:3]] == [False, True, False]
    assert ax.get_yticklabels()[0].get_text() == "行政单位离退休 2080501"
    assert "空心点" in ax.get_xlabel()


def test_basic_and_project_are_one_bar_in_two_parts():
    ax = plot_basic_and_project(overview(example()))
    assert [bar.get_width() for bar in ax.patches] == pytest.approx([1808.36, 72.50])
    assert " 1,880.86，项目占 3.9%" in words(ax)


def test_audit_bars_count_the_findings():
    findings = [finding("f1", [], severity="error"), finding("f2", [], severity="error")]
    ax = plot_audit_status(overview(example(findings)), findings_by_severity(example(findings)))
    assert [bar.get_width() for bar in ax.patches] == [2, 0, 0]
    assert "100.0%" in ax.get_title(loc="left")


def test_large_amounts_are_shown_in_yi_yuan():
    lines = [
        line("t03", "expenditure_by_function", 1, place, printed, nature=nature, row_kind="total")
        for place, (printed, nature) in enumerate([("500000.00", "basic"), ("100000.00", "project")])
    ]
    ax = plot_basic_and_project(overview(dataset(lines, [document()])))
    assert ax.get_xlabel() == "亿元"
    assert [bar.get_width() for bar in ax.patches] == pytest.approx([50, 10])


def test_a_given_axes_is_used_and_its_settings_stay():
    before = dict(matplotlib.rcParams)
    _, ax = plt.subplots()
    assert plot_basic_and_project(overview(example()), ax=ax) is ax
    assert dict(matplotlib.rcParams) == before


def test_every_glyph_is_in_the_fonts_that_come_as_packages():
    known = set()
    for family in font_families():
        known |= set(
            FT2Font(findfont(FontProperties(family=family), fallback_to_default=False)).get_charmap()
        )
    for ax in charts(example([finding("f1", [f"{DOCUMENT}/t05/r5c9"])])):
        missing = {sign for text in words(ax) for sign in text if sign != "\n" and ord(sign) not in known}
        assert not missing
        assert all(
            text.get_fontfamily() == list(font_families()) for text in ax.findobj(Text) if text.get_text()
        )


def test_names_are_plain_text_whatever_they_hold():
    evil = "$\\frac{1}{2$局\u202e\x00\n<b>"
    lines = [entry | {"department_economic_name": evil} for entry in economic_lines()]
    data = dataset(lines, [document(name=evil)])
    for ax in charts(data):
        shown = words(ax)
        assert not any("\u202e" in text or "\x00" in text for text in shown)
        assert not any(text.get_parse_math() for text in ax.findobj(Text))
    ax = plot_personnel_and_operating(personnel_and_operating(data, by="economic"))
    assert "$\\frac{1}{2$局 <b>" in ax.get_title(loc="left")


def test_without_data_a_chart_says_why():
    data = dataset([line("t01", "other", 1, 1, "1.00")], [document()])
    shown = [" ".join(words(ax)) for ax in charts(data)]
    assert all("无图可画" in text for text in shown[:4])
    assert "没有所需的表" in shown[0]


def test_the_same_frame_gives_the_same_picture(tmp_path):
    frame = personnel_and_operating(example(), by="function")
    pictures = []
    with matplotlib.rc_context():
        for number, size in enumerate((10, 20)):
            matplotlib.rcParams["font.size"] = size  # a user's own setting
            path = tmp_path / f"{number}.png"
            plot_personnel_share_by_function(frame).figure.savefig(path)
            pictures.append(path.read_bytes())
    assert pictures[0] == pictures[1]
