"""Which kind a table is: its header decides, its title only chooses between what the header allows."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from itertools import chain

from budgetkit.amounts import is_number
from budgetkit.rules.active import remembers
from budgetkit.rules.codes import code_names
from budgetkit.rules.kinds import OTHER, Kind, kind_of, ways
from budgetkit.tables.performance_form import FORM_HEAD
from budgetkit.tables.table import Column
from budgetkit.text import normalise

_OF_THREE = {
    "overseas_official_travel",
    "official_vehicles",
    "official_vehicle_purchase",
    "official_vehicle_operation",
    "official_hospitality",
}
_COMPLETION = re.compile(r"^(?:实际|年度)?(?:完成|达成)(?:值|情况)|全年执行数|^偏差原因|自评得分")
_REVENUE_FUNDS = ("appropriation", "unit_funds", "special_account", "general_public_budget")


def read_features(columns: list[Column], texts: set[str]) -> set[str]:
    """Features of a header that `kinds.toml` may ask for.

    Parameters
    ----------
    columns : list of Column
    texts : set of str
        Normalised texts of all cells, for forms whose header stands inside the table.
    """
    roles = {column.role for column in columns}
    amounts = [column for column in columns if column.role == "amount"]
    features = set()
    if amounts:
        features.add("amount")
    for family in ("functional", "department_economic", "government_economic"):
        if any(role.startswith(family) for role in roles):
            features.add("functional" if family == "functional" else "economic")
    if {"project_name", "unit_or_project_name"} & roles:
        features.add("project_name")
    if "unit_name" in roles:
        features.add("unit_name")
    directions = {column.direction for column in amounts}
    labels = {column.side for column in columns if column.role == "label"}
    if len(labels) > 1 and {"revenue", "expenditure"} <= directions:
        features.add("two_sided")
    if any(column.nature for column in amounts):
        features.add("nature")
    labels_of_rows = [column for column in columns if column.role in ("label", "unit_name")]
    if not {"functional", "economic", "project_name"} & features and labels_of_rows:
        features.add("projects")
    elif "functional" in features and {"unit_code", "label"} <= roles and len(amounts) == 1:
        features.add("projects")  # 单位代码 | 单位名称（科目） | 金额
    if sum(text in texts - header_labels(columns) for text in _economic_groups()) > 1 and labels_of_rows:
        features.add("economic_labels")
    if any(column.nature.startswith("project") for column in amounts):
        features.add("project_nature")
    if {"basic/personnel", "basic/operating"} <= {column.nature for column in amounts}:
        features.add("personnel_and_operating")
    if any(column.fund for column in amounts):
        features.add("amount_fund")
    if len({column.fund for column in amounts if column.fund.startswith(_REVENUE_FUNDS)}) > 1:
        features.add("revenue_sources")
    if sum(bool(column.path) and column.path[-1] in _economic_groups() for column in amounts) > 1:
        features.add("class_columns")
    features |= _form_features(columns, texts)
    return features


def header_labels(columns: list[Column]) -> set[str]:
    """All labels of the header."""
    return {label for column in columns for label in column.path}


@remembers
@cache
def _economic_groups() -> frozenset[str]:
    names = (*code_names("dept_economic").items(), *code_names("gov_economic").items())
    return frozenset(normalise(name) for code, name in names if len(code) == 3)


def _form_features(columns: list[Column], texts: set[str]) -> set[str]:
    features = set()
    header = header_labels(columns)
    if any(column.role in ("indicator", "target") for column in columns):
        features.add("indicator_columns")
    targets = any(len(text) < 14 and text.endswith(("指标值", "目标值")) for text in texts)
    if targets and ({"三级指标", "绩效指标"} & texts):
        features.add("indicator")
    if any(_COMPLETION.search(text) for text in texts if len(text) < 14):
        features.add("completion")
    if any(
        "履职目标" in text or text.startswith("年度主要任务") or text.startswith("部门整体") for text in texts
    ):
        features.add("department_goal")
    if sum(any(text.startswith(word) for text in texts) for word in FORM_HEAD) >= 3:
        features.add("form_head")
    measures = {column.measure for column in columns if column.role == "amount"}
    of_three = {"overseas_official_travel", "official_vehicles", "official_hospitality"}
    if (
        len(of_three & measures) >= 2
        or sum(
            any(word in text for text in texts if len(text) < 24)
            for word in ("因公出国", "公务接待", "公务用车")
        )
        == 3
        and sum(not is_number(text.rstrip("%")) for text in texts) < 40
    ):
        features.add("three_public")
    if _OF_THREE & measures:
        features.add("some_of_three")
    if any("采购" in label for label in header):
        features.add("procurement")
    return features


def decide_kind(title: str, features: set[str], header: Collection[str] = ()) -> Kind:
    """Kind of a table as title, features (`read_features`) and labels of its header tell it, or ``other``."""
    plain, labels = normalise(title), frozenset(header)
    fitting = [way for way in ways() if way.said.only_in != "contents" and way.fits_header(features, labels)]
    by_title = (way for way in fitting if way.fits_title(plain))
    by_header = (way for way in fitting if way.said.by_header and not way.refuses(plain))
    found = next(chain(by_title, by_header), None)
    return found.kind if found else kind_of(OTHER)


def name_totals(columns: list[Column]) -> None:
    """Say of a total in a table of the three public expenses that it is theirs, if nothing else is in it."""
    for total in columns:
        if total.role != "amount" or total.measure or total.column_kind != "total":
            continue
        group = [
            c for c in columns if c.role == "amount" and c.path[: len(total.path) - 1] == total.path[:-1]
        ]
        parts = {column.measure for column in group if column is not total}
        if parts <= _OF_THREE and len(parts) > 1:
            total.measure = "three_public"


def kind_of_title(title: str) -> str:
    """Kind that a title in the contents names, or ``""``; used only for tables that are not there."""
    plain = normalise(title)
    named = (way for way in ways() if way.said.only_in != "tables" and way.fits_title(plain))
    found = next(named, None)
    return found.kind.id if found else ""
