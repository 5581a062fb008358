"""Goals against indicators, targets against budgets and their sense: what is told, and what is not."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import budgetkit
from budgetkit.audit.performance.goals import agree
from budgetkit.disclosure import understand
from budgetkit.targets import read_figures, read_target
from tests.tables_on_paper import document, grid, line

OURS = {
    "goal-differs-from-indicator", "department-target-differs", "goal-of-another-year",
    "target-before-the-year", "cost-target-looser", "cost-target-below-budget",
    "rate-answered-with-word", "targets-blank",
    "indicator-rows-blank", "words-doubled", "rate-impossible", "comparator-against-sense",
}  # fmt: skip

GOAL = "2031年，举办护林培训12场，巡护面积达到3.5万亩，培训满意度达到90%。"
ROWS = (
    "产出指标 | 数量指标 | 举办护林培训场次 | ≥12场",
    " | 数量指标 | 巡护面积 | ≥3.5万亩",
    "效益指标 | 满意度指标 | 培训满意度 | ≥90%",
)


def form(*rows, goal=GOAL, label="年度绩效目标", name="护林专项", yuan="350000.00"):
    """A project form with a goal and its indicators."""
    head = [
        f"项目名称 | {name} | 项目编码 | ",
        f"项目总金额 | {yuan} | 项目本年度金额 | {yuan}",
        f"{label} | {goal} | < | <",
        "一级指标 | 二级指标 | 三级指标 | 目标值",
    ]
    return "\n".join([*head, *(rows or ROWS)])


def department(*rows, goal="做好各项工作，服务全市发展大局"):
    head = [f"年度总体目标 | {goal} | < | <", "一级指标 | 二级指标 | 三级指标 | 指标值"]
    return "\n".join([*head, *rows])


def findings(*forms, whole=""):
    """Findings of goals and targets in a document of these forms."""
    blocks = [line("2031年山林局部门预算公开")]
    for page, drawing in enumerate(forms, 2):
        blocks += [line("支出项目绩效目标表", page), line("单位：元", page, 80)]
        blocks.append(grid(drawing, page, widths=[90.0] * 4))
    if whole:
        page = len(forms) + 2
        blocks += [line("部门整体绩效目标申报表", page), grid(whole, page, widths=[90.0] * 4)]
    entry = {"fiscal_year": "2031", "phase": "approved", "document_id": "d"}
    found = understand(document(*blocks), entry).findings
    return found[found["identity"].isin(OURS)]


def only(found):
    (row,) = found.to_dict("records")
    return row


def test_a_goal_that_agrees_says_nothing():
    assert findings(form()).empty


@pytest.mark.parametrize(
    ("old", "new", "indicator"),
    [("12场", "20场", "举办护林培训场次"), ("3.5万亩", "3.8万亩", "巡护面积"), ("90%", "95%", "培训满意度")],
)
def test_a_changed_number_of_a_goal_is_found_with_both_places(old, new, indicator):
    row = only(findings(form(goal=GOAL.replace(old, new))))
    assert (row["identity"], row["category"]) == ("goal-differs-from-indicator", "question")
    assert new in row["message_zh"] and indicator in row["message_zh"] and indicator in row["message_en"]
    assert '"row": 2' in row["places"] and row["places"].count('"table": "t01"') == 2


def test_the_same_number_in_another_unit_of_counting_or_scale_agrees():
    goal = "举办护林培训12次，巡护面积达到35000亩，培训满意度不低于90%"
    assert findings(form(goal=goal)).empty


def test_another_currency_is_another_figure():
    rows = ["效益指标 | 经济效益 | 境外投资额 | ≥5亿元"]
    assert (
        only(findings(form(*rows, goal="全年境外投资额超过5亿美元")))["identity"]
        == "goal-differs-from-indicator"
    )


@pytest.mark.parametrize(
    "goal",
    [
        "培育护林队伍20支，教师满意度95%，苗圃面积100公顷",
        "依据《山林保护规划（2026—2030）》（国发〔2030〕15号）开展工作，建设3个基地",
        "目标1：举办护林培训。目标2：完成巡护面积普查",
        "组织国内护林展、举办护林培训6场以上",
    ],
)
def test_other_things_counted_are_not_compared(goal):
    assert findings(form(goal=goal)).empty


def test_of_a_plan_of_years_and_an_annual_goal_the_annual_one_counts():
    drawing = form().splitlines()
    drawing.insert(2, "项目总目标 | 到2035年累计举办护林培训60场，巡护面积达到20万亩 | < | <")
    assert findings("\n".join(drawing)).empty


def test_an_annual_goal_of_a_past_year_is_found():
    row = only(findings(form(goal=GOAL.replace("2031年", "力争2030年"))))
    assert row["identity"] == "goal-of-another-year" and "2030" in row["message_zh"]
    assert findings(form(goal=GOAL.replace("2031年", "较2030年增长，"))).empty
    assert findings(form(goal=GOAL.replace("2031年", "2030年度项目验收后"))).empty
    assert findings(form(goal=GOAL.replace("2031年", "2030年"), label="项目总目标")).empty


def test_a_goal_beside_and_below_its_label():
    drawing = form().splitlines()
    drawing[2:3] = [
        "总体目标 | 实施期目标 | < | 年度目标",
        "^ | 三年内完成全部山林巡护任务 | < | 举办护林培训15场并做好其他工作",
    ]
    assert only(findings("\n".join(drawing)))["identity"] == "goal-differs-from-indicator"


def test_department_and_project_ask_for_the_same():
    whole = department("产出指标 | 数量指标 | 举办护林培训场次 | ≥30场")
    row = only(findings(form(), whole=whole))
    assert row["identity"] == "department-target-differs" and "≥12场" in row["message_zh"]
    assert findings(form(), whole=department("产出指标 | 数量指标 | 举办护林培训场次 | 12场")).empty
    row = only(findings(form(), whole=department(goal="全年举办护林培训30场，其他工作有序推进")))
    assert row["identity"] == "department-target-differs"


def test_what_every_form_asks_for_is_no_contradiction_of_the_department():
    rows = [*ROWS, "投入指标 | 投入管理 | 预算执行率 | =100%"]
    forms = [form(*rows), form(*rows[3:], name="防火专项", goal="做好森林防火各项工作任务")]
    assert findings(*forms, whole=department("投入指标 | 投入管理 | 预算执行率 | 95%")).empty


@pytest.mark.parametrize(
    ("target", "identity"),
    [
        ("总成本 | ≤35万元", ""),
        ("总成本 | ≤40万元", "cost-target-looser"),
        ("总成本 | ≤30万元", "cost-target-below-budget"),
        ("巡护差旅费 | ≤3万元", ""),
        ("巡护差旅费 | <36万元", "cost-target-looser"),
        ("每人培训成本 | ≤500元/人", ""),
        ("成本节约额 | ≥1万元", ""),
    ],
)
def test_cost_targets_are_held_against_the_budget(target, identity):
    found = findings(form(*ROWS, f"成本指标 | 经济成本指标 | {target}"))
    assert list(found["identity"]) == ([identity] if identity else [])


@pytest.mark.parametrize(
    ("target", "identity"),
    [
        ("资金发放及时率 | 及时", "rate-answered-with-word"),
        ("服务对象满意度 | 满意", "rate-answered-with-word"),
        ("服务对象满意度 | ≥90%", ""),
        ("提高工作效率 | 提高", ""),
        ("资金发放及时率 | 100%", ""),
        ("验收合格率 | ≥120%", "rate-impossible"),
        ("产值增长率 | ≥120%", ""),
        ("群众投诉率 | ≥5%", "comparator-against-sense"),
        ("群众投诉率 | ≤5%", ""),
        ("投诉办结率 | ≥95%", ""),
        ("服务对象满意度 | ≤90%", "comparator-against-sense"),
        ("预算调整率 | ≤30%", ""),
        ("培训覆盖乡镇 | ", "targets-blank"),
        ("林区路网方案 | 2030年6月底", "target-before-the-year"),
        ("林区路网方案 | 2031年6月底", ""),
        ("奖补企业数奖补企业数量 | ≥5家", "words-doubled"),
        ("完成完成率 | 100%", "words-doubled"),
        ("为林农的的服务 | 较好", "words-doubled"),
        ("一个一个核查 | 到位", ""),
        ("宣传山林、宣传山林产品 | 较好", ""),
    ],
)
def test_a_target_by_itself(target, identity):
    found = findings(form(*ROWS, f"产出指标 | 质量指标 | {target}"))
    assert list(found["identity"]) == ([identity] if identity else [])


def test_labels_without_an_indicator_are_counted_once():
    row = only(findings(form(*ROWS, "产出指标 | 时效指标 |  | ", " | 成本指标 |  | ")))
    assert row["identity"] == "indicator-rows-blank" and "2" in row["message_zh"]


def test_the_seeds_hold_these_contradictions_and_no_others(seeds):
    """Each was read in the text by hand."""
    expected = {
        "000": {"cost-target-looser": 1, "rate-answered-with-word": 1, "targets-blank": 1},
        "003": {
            "goal-differs-from-indicator": 3, "goal-of-another-year": 1, "department-target-differs": 1,
            "words-doubled": 2, "rate-answered-with-word": 2, "targets-blank": 1, "indicator-rows-blank": 1,
        },
    }  # fmt: skip
    for start, counts in expected.items():
        (path,) = seeds.glob(start + "*.txt")
        found = budgetkit.read(path).findings["identity"]
        assert Counter(name for name in found if name in OURS) == counts


def test_real_forms_without_contradiction_say_nothing_of_them(samples):
    found = budgetkit.read(samples / "southwest-university-2023.pdf").findings
    assert [name for name in found["identity"] if name in OURS] == ["target-before-the-year"]


def test_figures_of_a_sentence():
    read = read_figures("2031年办展12场，面积3-5万平方米，占比不低于60%")
    assert [(str(target.value), target.unit) for _, target, _ in read] == [
        ("12", "场"),
        ("3", "万平方米"),
        ("60", "%"),
    ]
    assert [before.strip(" ,") for before, _, _ in read] == ["办展", "面积", "占比"]


@given(st.integers(1, 9999), st.sampled_from(["家", "场", "万元", "%"]), st.sampled_from(["", "≥", "不少于"]))
def test_a_figure_agrees_with_itself_and_not_with_another(value, unit, sign):
    target = read_target(f"{value}{unit}")
    assert agree(target, read_target(f"{sign}{value}{unit}"))
    assert not agree(target, read_target(f"{sign}{value + 1}{unit}"))


@given(st.text("目标力争办展12场，。3.5万亩达到90%至-2031年、；的", max_size=40))
def test_no_goal_breaks_the_reading(text):
    for before, target, after in read_figures(text):
        assert target.value is not None and isinstance(before + after, str)


def test_a_very_long_goal_is_read_in_time():
    goal = "办好培训" + "山林巡护任务繁重责任重大" * 3000 + "举办护林培训场次20场"
    row = findings(form(goal=goal)).set_index("identity")
    assert "goal-differs-from-indicator" in row.index and "words-doubled" in row.index
