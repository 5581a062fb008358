"""Charts of projects, change and agreement: the data in the axes, and glyphs that are in the fonts."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest
from example_dataset import dataset, document, finding
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text
from test_analysis_change import NEW, OLD, budget, stated, together
from test_analysis_concentration import PUBLISHED, with_projects

from budgetkit import analysis, plots
from budgetkit.plots.style import font_families


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def words(ax) -> list[str]:
    """Every text of a chart after it was drawn."""
    ax.figure.canvas.draw()
    return [text.get_text() for text in ax.findobj(Text) if text.get_text()]


def two_years():
    return together(budget(2023, OLD), budget(2024, NEW), budget(2024, OLD, phase="executed"))


def this_year(data):
    return analysis.year_on_year(data).query("document_id == 'office-2024-approved'")


def charts() -> list:
    data, projects = two_years(), analysis.projects_ranked(with_projects(PUBLISHED, [finding("f1", [])]))
    return [
        plots.plot_projects_ranked(projects),
        plots.plot_lorenz(projects),
        plots.plot_yearly_totals(analysis.yearly_totals(data)),
        plots.plot_bridge(this_year(data)),
        plots.plot_change_by_item(analysis.change_by_item(data, "office-2024-approved")),
        plots.plot_execution(analysis.execution(data)),
        plots.plot_findings_by_cause(
            analysis.findings_by_cause(with_projects(PUBLISHED, [finding("f1", [])]))
        ),
        plots.plot_checks_by_table(analysis.checks_by_table(data)),
    ]


def test_projects_are_bars_from_the_largest_down():
    ax = plots.plot_projects_ranked(analysis.projects_ranked(with_projects(PUBLISHED)))
    assert [bar.get_width() for bar in ax.patches] == pytest.approx([37.7, 20, 8.8, 6])
    assert " 37.70（52.0%）" in words(ax) and "100.0%" in ax.get_title(loc="left")


def test_the_lorenz_curve_runs_from_nothing_to_everything():
    ax = plots.plot_lorenz(analysis.projects_ranked(with_projects(PUBLISHED)))
    curve = ax.lines[1].get_xydata().tolist()
    assert curve[0] == [0, 0] and curve[-1] == [1, 1] and curve[1] == pytest.approx([0.25, 6 / 72.5])


def test_the_bridge_leads_from_last_year_to_this():
    ax = plots.plot_bridge(this_year(two_years()))
    assert [bar.get_height() for bar in ax.patches] == pytest.approx([100, 5, 15, 120])
    assert [bar.get_y() for bar in ax.patches] == pytest.approx([0, 100, 105, 0])


def test_a_backed_out_year_is_hollow_and_named_so():
    data = together(budget(2024, NEW), statements=stated("100.0"))
    ax = plots.plot_bridge(this_year(data))
    assert ax.patches[0].get_facecolor()[:3] == (1, 1, 1)
    assert ax.get_xticklabels()[0].get_text() == "2023 年（倒推）"


def test_items_that_are_not_comparable_are_hollow():
    ax = plots.plot_change_by_item(analysis.change_by_item(two_years(), "office-2024-approved"))
    assert [bar.get_width() for bar in ax.patches] == pytest.approx([45, -30, 10, -5])
    hollow = [bar.get_facecolor()[:3] == (1, 1, 1) for bar in ax.patches]
    assert hollow == [True, True, False, False] and "空心" in ax.get_xlabel()


def test_execution_stands_against_the_named_budget():
    ax = plots.plot_execution(analysis.execution(two_years()))
    assert ax.collections[-1].get_offsets()[:, 0].tolist() == pytest.approx([100 / 120, 70 / 75, 30 / 45])
    assert "年初预算" in ax.get_xlabel()


def test_bars_of_tables_fill_the_whole():
    ax = plots.plot_checks_by_table(analysis.checks_by_table(two_years()))
    assert sum(bar.get_width() for bar in ax.patches) == pytest.approx(1)


def test_charts_without_data_say_why():
    empty = dataset([], [])
    for ax, reason in [
        (plots.plot_projects_ranked(analysis.projects_ranked(empty)), "没有印出项目清单"),
        (plots.plot_lorenz(analysis.projects_ranked(empty)), "没有印出项目清单"),
        (plots.plot_yearly_totals(analysis.yearly_totals(empty)), "没有支出总数"),
        (plots.plot_bridge(analysis.year_on_year(dataset([], [document()]))), "没有所需的表"),
        (plots.plot_change_by_item(analysis.change_by_item(dataset([], [document()]))), "上年文件未装入"),
        (plots.plot_execution(analysis.execution(empty)), "没有同一年度的预算和决算"),
        (plots.plot_findings_by_cause(analysis.findings_by_cause(empty)), "没有审核发现"),
        (plots.plot_checks_by_table(analysis.checks_by_table(empty)), "没有金额可核对"),
    ]:
        assert any(reason in text for text in words(ax))


def test_every_glyph_is_in_the_fonts_that_come_as_packages():
    known = set()
    for family in font_families():
        path = findfont(FontProperties(family=family), fallback_to_default=False)
        known |= set(FT2Font(path).get_charmap())
    for ax in charts():
        assert not {sign for text in words(ax) for sign in text if sign != "\n" and ord(sign) not in known}
