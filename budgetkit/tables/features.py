"""What a header shows: the features that `kinds.toml` may ask for, each with the predicate that tells it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from budgetkit.amounts import is_number
from budgetkit.rules.active import remembers
from budgetkit.rules.codes import code_names
from budgetkit.tables.performance_form import FORM_HEAD, TARGETS
from budgetkit.tables.table import Column
from budgetkit.text import normalise

EACH_OF_THREE = {"overseas_official_travel", "official_vehicles", "official_hospitality"}
OF_THREE = EACH_OF_THREE | {"official_vehicle_purchase", "official_vehicle_operation"}
"""Measures of the three public expenses, and of what one of them is made of."""
_WORDS_OF_THREE = ("因公出国", "公务接待", "公务用车")
_COMPLETION = re.compile(r"^(?:实际|年度)?(?:完成|达成)(?:值|情况)|全年执行数|^偏差原因|自评得分")
_REVENUE_FUNDS = ("appropriation", "unit_funds", "special_account", "general_public_budget")
_ECONOMIC = ("department_economic", "government_economic")
_LONGEST_LABEL = 13


class ShownHeader:
    """What features are told by: columns, and normalised texts of all cells, as a form has labels inside."""

    def __init__(self, columns: list[Column], texts: set[str]) -> None:
        self.columns, self.texts = columns, texts
        self.short = [text for text in texts if len(text) <= _LONGEST_LABEL]
        self.roles = {column.role for column in columns}
        self.amounts = [column for column in columns if column.role == "amount"]
        self.measures = {column.measure for column in self.amounts}
        self.natures = {column.nature for column in self.amounts}

    def classified(self, families: str | tuple[str, ...]) -> bool:
        """Whether columns hold codes or names of a classification."""
        return any(role.startswith(families) for role in self.roles)


def read_features(columns: list[Column], texts: set[str]) -> set[str]:
    """Features of a header that `kinds.toml` may ask for.

    Parameters
    ----------
    columns : list of Column
    texts : set of str
        Normalised texts of all cells, for forms whose header stands inside the table.
    """
    shown = ShownHeader(columns, texts)
    return {name for name, is_shown in FEATURES.items() if is_shown(shown)}


def header_labels(columns: list[Column]) -> set[str]:
    """All labels of the header."""
    return {label for column in columns for label in column.path}


@remembers
@cache
def _economic_groups() -> frozenset[str]:
    names = (*code_names("dept_economic").items(), *code_names("gov_economic").items())
    return frozenset(normalise(name) for code, name in names if len(code) == 3)


def _labels_rows(shown: ShownHeader) -> bool:
    return not shown.roles.isdisjoint(("label", "unit_name"))


def _names_projects(shown: ShownHeader) -> bool:
    return not shown.roles.isdisjoint(("project_name", "unit_or_project_name"))


def _has_room_for_projects(shown: ShownHeader) -> bool:
    functional = shown.classified("functional")
    if _labels_rows(shown) and not (functional or shown.classified(_ECONOMIC) or _names_projects(shown)):
        return True
    # 单位代码 | 单位名称（科目） | 金额
    return functional and {"unit_code", "label"} <= shown.roles and len(shown.amounts) == 1


def _has_two_sides(shown: ShownHeader) -> bool:
    sides = {column.side for column in shown.columns if column.role == "label"}
    return len(sides) > 1 and {"revenue", "expenditure"} <= {column.direction for column in shown.amounts}


def _labels_rows_by_class(shown: ShownHeader) -> bool:
    inside = shown.texts - header_labels(shown.columns)
    return _labels_rows(shown) and len(inside & _economic_groups()) > 1


def _heads_columns_by_class(shown: ShownHeader) -> bool:
    return sum(not _economic_groups().isdisjoint(column.path[-1:]) for column in shown.amounts) > 1


def _has_several_sources(shown: ShownHeader) -> bool:
    return len({column.fund for column in shown.amounts if column.fund.startswith(_REVENUE_FUNDS)}) > 1


def _has_targets(shown: ShownHeader) -> bool:
    targets = any(text.endswith(TARGETS) for text in shown.short)
    return targets and not shown.texts.isdisjoint(("三级指标", "绩效指标"))


def _speaks_of_department(shown: ShownHeader) -> bool:
    return any("履职目标" in text or text.startswith(("年度主要任务", "部门整体")) for text in shown.texts)


def _heads_form(shown: ShownHeader) -> bool:
    return sum(any(text.startswith(word) for text in shown.texts) for word in FORM_HEAD) >= 3


def _has_three_public(shown: ShownHeader) -> bool:
    if len(EACH_OF_THREE & shown.measures) >= 2:
        return True
    labels = [text for text in shown.texts if len(text) < 24]
    named = all(any(word in text for text in labels) for word in _WORDS_OF_THREE)
    return named and sum(not is_number(text.rstrip("%")) for text in shown.texts) < 40


FEATURES: dict[str, Callable[[ShownHeader], bool]] = {
    "amount": lambda shown: bool(shown.amounts),
    "amount_fund": lambda shown: any(column.fund for column in shown.amounts),
    "class_columns": _heads_columns_by_class,
    "completion": lambda shown: any(map(_COMPLETION.search, shown.short)),
    "department_goal": _speaks_of_department,
    "economic": lambda shown: shown.classified(_ECONOMIC),
    "economic_labels": _labels_rows_by_class,
    "form_head": _heads_form,
    "functional": lambda shown: shown.classified("functional"),
    "indicator": _has_targets,
    "indicator_columns": lambda shown: not shown.roles.isdisjoint(("indicator", "target")),
    "nature": lambda shown: any(shown.natures),
    "personnel_and_operating": lambda shown: {"basic/personnel", "basic/operating"} <= shown.natures,
    "procurement": lambda shown: any("采购" in label for label in header_labels(shown.columns)),
    "project_name": _names_projects,
    "project_nature": lambda shown: any(nature.startswith("project") for nature in shown.natures),
    "projects": _has_room_for_projects,
    "revenue_sources": _has_several_sources,
    "some_of_three": lambda shown: not OF_THREE.isdisjoint(shown.measures),
    "three_public": _has_three_public,
    "two_sided": _has_two_sides,
    "unit_name": lambda shown: "unit_name" in shown.roles,
}
