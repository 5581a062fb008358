"""Tests of the items of the rule: what in a document shows that it holds one, and where."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

import pandas as pd

from budgetkit.rules.declared.completeness import CompletenessItem
from budgetkit.rules.kinds import OTHER
from budgetkit.statements import OTHER_AMOUNT
from budgetkit.statements.sections import METRIC as SECTION
from budgetkit.statements.sections import sections
from budgetkit.tables.contents import OUTSIDE, may_be_untitled
from budgetkit.tables.heading import bare_title
from budgetkit.tables.kind import kind_of_title
from budgetkit.text import normalise

PRESENT, PARTIAL, ABSENT, NOT_ASSESSABLE = "present", "partial", "absent", "not_assessable"
DAYS = 20
"""Days after approval within which a department publishes (budget law, article 14)."""
ERROR_COSTS = 0.1
"""Share of the points of agreement that each error takes."""
HALF = 0.5
"""Share of the points of a table that is empty without a word."""


class Evidence(NamedTuple):
    """Outcome of one test; ``share`` of the points is ``None`` where it cannot be assessed."""

    state: str
    share: float | None
    evidence_zh: str
    evidence_en: str
    page: int | None = None


class Documented:
    """What the clean dataset holds of one document."""

    def __init__(self, data: Any, document: dict[str, Any], dates: pd.DataFrame | None) -> None:
        name = document["document_id"]
        self.dates = None if dates is None else dates[dates["document_id"] == name]
        self.fiscal_year = None if pd.isna(document["fiscal_year"]) else int(document["fiscal_year"])
        for frame in ("tables", "lines", "projects", "indicators", "statements", "findings"):
            whole = getattr(data, frame)
            setattr(self, frame, whole[whole["document_id"] == name])
        unread = data.unread
        self.outside = unread[(unread["document_id"] == name) & unread["reason"].isin(OUTSIDE)]
        # an amount of nobody knows what shows nothing, nor that the prose is here
        self.statements = self.statements[self.statements["metric"] != OTHER_AMOUNT]
        self.printed = self.tables[self.tables["state"] != "absent"]
        files = getattr(data, "files", None)
        self.unread = ""
        if files is not None:
            partly = files[(files["document_id"] == name) & (files["status"] == "partial")]
            self.unread = "; ".join(f"{row.path}: {row.reason}" for row in partly.itertuples())


_STATES = {
    "present": (PRESENT, 1.0, "", ""),
    "empty_with_note": (PRESENT, 1.0, "，空表有说明", ", empty with a note"),
    "empty": (PARTIAL, HALF, "，空表而无说明", ", empty without a note"),
}
"""What a table of a state is worth, the best first."""


def _of_kinds(rows: pd.DataFrame, item: CompletenessItem) -> pd.DataFrame:
    return rows[rows["kind"].isin(item.kinds)]


def _present(item: CompletenessItem, known: Documented) -> pd.DataFrame:
    """Tables of the item that are not empty."""
    tables = _of_kinds(known.printed, item)
    return tables[tables["state"] == "present"]


def _table(item: CompletenessItem, known: Documented) -> Evidence:
    own = _of_kinds(known.printed, item)
    for state, (found, share, zh, en) in _STATES.items():
        for table in own[own["state"] == state].itertuples():
            page = int(table.first_page)
            evidence = (f"第 {page} 页{table.title}{zh}", f"page {page}: {table.title}{en}")
            return Evidence(found, share, *evidence, page)
    return _lacking(item, known, "没有此表", "there is no such table")


def _lacking(item: CompletenessItem, known: Documented, zh: str, en: str) -> Evidence:
    """Absent, unless a title, the contents or figures that were not read may tell of a table of the item."""
    if page := _page_of_unread(item, known):
        zh, en = (
            f"第 {page} 页有未读出的金额，可能是此表",
            f"figures on page {page} were not read and may be it",
        )
        return Evidence(NOT_ASSESSABLE, None, zh, en, page)
    if page := _page_of_title(item, known):
        zh, en = (
            f"第 {page} 页的表有此标题，内容未能辨认",
            f"a table on page {page} has its title, but is of no known kind",
        )
        return Evidence(NOT_ASSESSABLE, None, zh, en, page)
    if _of_kinds(known.tables, item)["listed_in_contents"].any():
        zh, en = "目录列有此表，读到的内容中没有", "listed in the contents, but not in what was read"
        return Evidence(NOT_ASSESSABLE, None, zh, en)
    return Evidence(ABSENT, 0.0, zh, en)


def _page_of_unread(item: CompletenessItem, known: Documented) -> int | None:
    """First page with unread figures below a title of the item, or below none of their own."""
    titles = {bare_title(title) for title in known.printed["title"]}
    for row in known.outside.itertuples():
        own = "" if may_be_untitled(row.near, titles) else kind_of_title(row.near)
        if own in ("", *item.kinds):
            return int(row.page)
    return None


def _page_of_title(item: CompletenessItem, known: Documented) -> int | None:
    """First page of a table of no known kind whose title names a table of the item."""
    nameless = known.printed[known.printed["kind"] == OTHER]
    pages = (row.first_page for row in nameless.itertuples() if kind_of_title(row.title) in item.kinds)
    return next((int(page) for page in pages if not pd.isna(page)), None)


def _codes(item: CompletenessItem, known: Documented) -> Evidence:
    rows = _of_kinds(known.lines[known.lines["row_kind"] != "total"], item)
    if rows.empty:
        if (_of_kinds(known.printed, item)["state"] == "empty_with_note").any():
            return Evidence(NOT_ASSESSABLE, None, "该表为空表", "the table is empty")
        return _lacking(item, known, "没有可供分类的金额", "no amount to classify")
    coded = rows[rows[item.column].str.len() >= item.digits]
    if coded.empty:
        zh, en = f"编码不足 {item.digits} 位", f"no code of {item.digits} digits"
        return Evidence(ABSENT, 0.0, zh, en, int(rows["page"].iloc[0]))
    count, page = coded[item.column].nunique(), int(coded["page"].iloc[0])
    zh, en = f"第 {page} 页起，{count} 个编码", f"{count} codes from page {page} on"
    return Evidence(PRESENT, 1.0, zh, en, page)


def _labels(item: CompletenessItem, known: Documented) -> Evidence:
    rows = _of_kinds(known.lines, item)
    if rows.empty:
        if len(_of_kinds(known.printed, item)) and _present(item, known).empty:
            return Evidence(NOT_ASSESSABLE, None, "该表为空表", "the table is empty")
        return _lacking(item, known, "没有此表", "there is no such table")
    said = normalise(" ".join([*rows["item"].unique(), *rows["column_label"].unique()]))
    found = [label for label in item.labels if label in said]
    missing = [label for label in item.labels if label not in found]
    page = int(rows["page"].iloc[0])
    zh = f"第 {page} 页" + (f"，缺{'、'.join(missing)}" if missing else "，各项俱全")
    en = f"page {page}" + (f", without {', '.join(missing)}" if missing else ", all items")
    state = PARTIAL if found and missing else PRESENT if found else ABSENT
    return Evidence(state, len(found) / len(item.labels), zh, en, page)


def _projects(item: CompletenessItem, known: Documented) -> Evidence:
    named = known.projects[known.projects["project_name"] != ""]
    spent = known.lines[known.lines["nature"].str.startswith("project") & (known.lines["amount_yuan"] != 0)]
    if named.empty and spent.empty:
        return Evidence(NOT_ASSESSABLE, None, "没有项目支出", "there is no project expenditure")
    if named.empty:
        return Evidence(
            ABSENT, 0.0, "有项目支出而无项目名称", "project expenditure without names of projects"
        )
    priced = named["amount_yuan"].notna().sum()
    zh, en = f"{len(named)} 个项目，{priced} 个有金额", f"{len(named)} projects, {priced} with an amount"
    return Evidence(PRESENT if priced == len(named) else PARTIAL, (1 + priced / len(named)) / 2, zh, en)


def _indicators(item: CompletenessItem, known: Documented) -> Evidence:
    if known.indicators.empty:
        return Evidence(ABSENT, 0.0, "没有绩效指标", "no performance target")
    count = len(known.indicators)
    blank = int((known.indicators["value_type"] == "blank").sum())
    zh, en = f"{count} 个指标，{blank} 个空白", f"{count} targets, {blank} of them blank"
    page = int(known.indicators["page"].iloc[0])
    return Evidence(PRESENT if not blank else PARTIAL, 1 - blank / count, zh, en, page)


def _prose(item: CompletenessItem, known: Documented) -> Evidence:
    return _said(item, known) or _without_prose(known) or _unsaid(item)


def _every_metric(item: CompletenessItem, known: Documented) -> Evidence:
    stated = set(known.statements["metric"])
    found = [metric for metric in item.metrics if metric in stated]
    printed, said = _present(item, known), _said(item, known)
    if len(found) == len(item.metrics):
        return said
    if said or len(printed):
        page = said.page if said else int(printed["first_page"].iloc[0])
        zh, en = "有说明，未按货物、工程、服务分列", "explained, but not by goods, works and services"
        return Evidence(PARTIAL, HALF, zh, en, page)
    return _without_prose(known) or _unsaid(item)


def _reasons(item: CompletenessItem, known: Documented) -> Evidence:
    changes = known.statements[known.statements["metric"].isin(item.metrics)]
    changed = changes[changes["value"].notna() & (changes["value"] != 0)]
    reasons = known.statements[known.statements["metric"] == "reason"]
    if changes.empty:
        return _without_prose(known) or _unsaid(item)
    page = int(changes["page"].iloc[0])
    if changed.empty:
        return Evidence(PRESENT, 1.0, "与上年持平", "no change against last year", page)
    zh, en = f"{len(changed)} 处增减", f"{len(changed)} changes"
    if reasons.empty:
        return Evidence(PARTIAL, HALF, f"{zh}，未说明原因", f"{en}, without a reason", page)
    zh, en = f"{zh}，{len(reasons)} 处说明原因", f"{en}, {len(reasons)} reasons"
    return Evidence(PRESENT, 1.0, zh, en, page)


def _notes(item: CompletenessItem, known: Documented) -> Evidence:
    empty = known.printed[known.printed["state"].isin(["empty", "empty_with_note"])]
    if empty.empty:
        return Evidence(NOT_ASSESSABLE, None, "没有空表", "there is no empty table")
    noted = int((empty["state"] == "empty_with_note").sum())
    zh, en = f"{len(empty)} 张空表，{noted} 张有说明", f"{len(empty)} empty tables, {noted} with a note"
    state = PRESENT if noted == len(empty) else PARTIAL if noted else ABSENT
    return Evidence(state, noted / len(empty), zh, en, int(empty["first_page"].iloc[0]))


def _checks(item: CompletenessItem, known: Documented) -> Evidence:
    checked = known.lines[known.lines["checks"].fillna(0) > 0]
    if checked.empty:
        return Evidence(NOT_ASSESSABLE, None, "没有可核对的金额", "no figure stands in an identity")
    agree = int(checked["verified"].sum())
    errors = int((known.findings["severity"] == "error").sum())
    share = max(0.0, agree / len(checked) - errors * ERROR_COSTS)
    zh = f"{len(checked)} 个金额中 {agree} 个勾稽相符，错误 {errors} 处"
    en = f"{agree} of {len(checked)} figures agree, {errors} errors"
    return Evidence(PRESENT if agree == len(checked) and not errors else PARTIAL, share, zh, en)


def _dates(item: CompletenessItem, known: Documented) -> Evidence:
    if (
        known.dates is None
        or known.dates.empty
        or known.dates[["approved_on", "published_on"]].isna().any(axis=None)
    ):
        return Evidence(
            NOT_ASSESSABLE, None, "批复日期或公开日期未知", "approval or publication date unknown"
        )
    approved, published = (
        pd.Timestamp(known.dates[name].iloc[0]) for name in ("approved_on", "published_on")
    )
    days = (published - approved) / timedelta(days=1)
    zh, en = f"批复后 {days:.0f} 日公开", f"published {days:.0f} days after approval"
    return Evidence(PRESENT, 1.0, zh, en) if days <= DAYS else Evidence(ABSENT, 0.0, zh, en)


_OF_TABLES = ("table", "codes", "labels", "projects", "indicators", "notes")
"""Tests that no document without tables can pass or fail."""
_TESTS: dict[str, Callable[[CompletenessItem, Documented], Evidence]] = {
    "table": _table, "codes": _codes, "labels": _labels, "projects": _projects, "indicators": _indicators,
    "prose": _prose, "every_metric": _every_metric, "reasons": _reasons, "notes": _notes, "checks": _checks,
    "dates": _dates,
}  # fmt: skip


def _said(item: CompletenessItem, known: Documented) -> Evidence | None:
    """The first section, figure or table that shows the item."""
    names = {section.id: section.label_en for section in sections()}
    for row in known.statements[known.statements["metric"] == SECTION].itertuples():
        if row.subject in item.sections:
            page = int(row.page)
            zh, en = f"第 {page} 页“{row.quote}”", f"page {page}: {names[row.subject]}"
            return Evidence(PRESENT, 1.0, zh, en, page)
    stated = known.statements[known.statements["metric"].isin(item.metrics)]
    if len(stated):
        page = int(stated["page"].iloc[0])
        zh, en = f"第 {page} 页“{stated['quote'].iloc[0]}”", f"page {page}: stated in figures"
        return Evidence(PRESENT, 1.0, zh, en, page)
    tables = _present(item, known)
    if len(tables):
        page = int(tables["first_page"].iloc[0])
        return Evidence(PRESENT, 1.0, f"第 {page} 页的表", f"a table on page {page}", page)
    return None


def _without_prose(known: Documented) -> Evidence | None:
    return _elsewhere("文字说明", "prose") if known.statements.empty else None


def _unsaid(item: CompletenessItem) -> Evidence:
    return Evidence(ABSENT, 0.0, "没有这项说明", "it is not explained")


def _elsewhere(zh: str, en: str) -> Evidence:
    """Tables or prose may stand in another file, which is not at hand."""
    zh, en = f"文件中没有{zh}，可能另行公开", f"no {en} in the files; it may be published apart"
    return Evidence(NOT_ASSESSABLE, None, zh, en)


def judge(item: CompletenessItem, known: Documented) -> Evidence:
    """What a document shows of an item."""
    if item.test in _OF_TABLES and known.printed.empty:
        return _elsewhere("表", "table")
    return _TESTS[item.test](item, known)
