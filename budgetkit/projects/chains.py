"""Projects from year to year: which one goes on, which is new, which has ended, and which cannot be told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pandas as pd
import pyarrow as pa

from budgetkit.dataset import Dataset
from budgetkit.dataset.panel import KEY
from budgetkit.projects import set_apart, similarity
from budgetkit.projects.indexes import NameIndex, by_side
from budgetkit.projects.names import SIMILAR, marks, plain_name, reworded
from budgetkit.records import grouped
from budgetkit.schema.frames import MONEY

SURE = 0.8
"""Names of two years at least so alike are one project, where nothing speaks against it."""
MARGIN = 0.05
"""Two candidates whose names are as alike as this are equally good."""
_COMPLETE = (Decimal("0.995"), Decimal("1.005"))
"""Listed projects divided by printed 项目支出, for a list that names all projects."""

_OF_PROJECTS = (
    "document_id", "project_id", "unit_name", "project_name", "project_code", "amount_yuan",
    "prior_year_amount_yuan",
)  # fmt: skip
_TEXT, _LIST = pd.StringDtype(), pd.ArrowDtype(pa.list_(pa.string()))
CHAIN_TYPES: dict[str, Any] = {
    "chain_id": _TEXT,
    **dict.fromkeys(KEY, _TEXT),
    "fiscal_year": pd.Int64Dtype(),
    "document_id": _TEXT,
    **dict.fromkeys(("project_id", "unit_name", "project_name", "project_code"), _TEXT),
    **dict.fromkeys(("amount_yuan", "prior_year_amount_yuan", "previous_amount_yuan"), pd.ArrowDtype(MONEY)),
    **dict.fromkeys(("previous_project_id", "status", "basis"), _TEXT),
    "ended": pd.BooleanDtype(),
    "question": pd.BooleanDtype(),
    "candidates": _LIST,
    "line_ids": _LIST,
}
"""Every column of the chains, in order, with its type."""


@dataclass(slots=True, eq=False)
class _Entry:
    """One project of one document; ``row`` is its row of `projects`."""

    row: Any
    document: Any
    year: int
    complete: bool
    place: int
    chain: str = ""
    previous: _Entry | None = None
    status: str = "unknown"
    basis: str = ""
    ended: bool | None = None
    candidates: list[_Entry] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.row.project_name

    @property
    def names(self) -> list[str]:
        return [self.name, *self.row.name_variants]

    @property
    def amount(self) -> Decimal | None:
        return None if pd.isna(self.row.amount_yuan) else self.row.amount_yuan

    @property
    def prior(self) -> Decimal | None:
        return None if pd.isna(self.row.prior_year_amount_yuan) else self.row.prior_year_amount_yuan


_Pair = tuple[float, _Entry, _Entry]
"""How well a project of a year and one of the year before fit."""


def project_chains(dataset: Dataset) -> pd.DataFrame:
    """Every project with its predecessor in the year before: what goes on, what is new, what has ended.

    Returns
    -------
    DataFrame
        One row a project and document of a known year: ``chain_id`` (the ``project_id`` that the chain
        began with), the columns that name entity, year, phase and scope, ``document_id``,
        ``project_id``, names and amounts (exact yuan), ``previous_project_id`` and
        ``previous_amount_yuan`` (of the document of the year before), ``status`` (``continued``,
        ``new``, ``doubtful``, or ``unknown``: the year before is not loaded, or does not list all of
        its projects), ``basis``, ``ended`` (the next year's document lists all of its projects and not
        this one; missing where that is not known), ``question`` (a reader must decide), ``candidates``
        (of a doubtful project) and ``line_ids``.

    Notes
    -----
    One entity is followed in one scope and phase through years that follow each other. The same code is
    the same project; else the same name in the same unit; else a similar name whose printed amount of
    the year before is the old amount; else a very similar name that nothing contradicts. Years, phases,
    batches and numbers in the names that differ rule a link out, so does another code or unit. A list
    of projects is whole where it adds up to the printed 项目支出. Without a predecessor, a printed zero
    for the year before makes a project ``new``, a printed amount ``continued``.
    """
    series: dict[tuple, dict[int, list[_Entry]]] = {}
    complete = _complete_documents(dataset)
    documents = {row.document_id: row for row in dataset.documents.itertuples(index=False)}
    for place, row in enumerate(dataset.projects.itertuples(index=False)):
        document = documents.get(row.document_id)
        if document is None or pd.isna(document.fiscal_year):
            continue
        year = int(document.fiscal_year)
        entry = _Entry(row, document, year, row.document_id in complete, place)
        series.setdefault(_series(document), {}).setdefault(year, []).append(entry)
    for years in series.values():
        for year, entries in sorted(years.items()):
            _Linking(years.get(year - 1, []), entries).link()
    ordered = [entry for key in sorted(series) for year in sorted(series[key]) for entry in series[key][year]]
    return _framed(ordered)


def _framed(entries: Iterable[_Entry]) -> pd.DataFrame:
    """Rows of the chains; each bears the id of the first project of its chain."""
    records = []
    for entry in entries:
        entry.chain = entry.previous.chain if entry.previous else entry.row.project_id
        records.append(_record(entry))
    columns = {name: [record[name] for record in records] for name in CHAIN_TYPES}
    return pd.DataFrame({name: pd.Series(columns[name], dtype=dtype) for name, dtype in CHAIN_TYPES.items()})


def _series(document: Any) -> tuple[str, ...]:
    """What goes on from year to year: one entity in one scope and phase."""
    # Without a name, a document is an entity of its own: two unknowns are not the same.
    name = document.department_name or document.document_id
    who = (document.entity_id, "", "") if document.entity_id else ("", name, document.region_code)
    return (*who, document.scope, document.phase)


def _complete_documents(dataset: Dataset) -> set[str]:
    """Documents whose listed projects add up to the project expenditure that they print."""
    if dataset.projects.empty:
        return set()
    printed = {
        document_id: row.project
        for row in dataset.panel().itertuples(index=False)
        for document_id in row.document_ids
        if not pd.isna(row.project) and row.project
    }
    own = {row.document_id: row for row in dataset.documents.itertuples(index=False)}
    found = set()
    for document_id, projects in dataset.projects.groupby("document_id", sort=False):
        amounts = projects["amount_yuan"]
        if document_id in own and document_id in printed and amounts.notna().all():
            share = sum(amounts, Decimal()) / printed[document_id]
            if _COMPLETE[0] <= share <= _COMPLETE[1]:
                found.add(document_id)
    return found


class _Linking:
    """One year beside the year before: who is not linked yet, and the steps by which they are."""

    def __init__(self, before: list[_Entry], entries: list[_Entry]) -> None:
        self.before, self.entries = before, entries
        self.free, self.waiting = dict.fromkeys(before), dict.fromkeys(entries)

    def link(self) -> None:
        """Link by the surest ground first, then tell what the rest is."""
        self._match("code", self._of_one_code())
        equal = self._found(self._names().equal)
        self._match("name", [(float(_possible(new, old)), new, old) for new, old in self._open(equal)])
        names = self._names()
        near = self._found(lambda name: (old for old, _ in names.near(name)))
        self._match("prior_amount", [(_with_amount(new, old), new, old) for new, old in self._open(near)])
        self._match("similar_name", [(_alike(new, old, SURE), new, old) for new, old in self._open(near)])
        for new in self.waiting:
            possible = [old for old in near[new] if old in self.free and _may_be(new, old)]
            _judge(new, possible, self.before)
        self._end()

    def _names(self) -> NameIndex:
        return NameIndex((old, old.names) for old in self.free)

    def _found(self, ask: Callable[[str], Iterable[_Entry]]) -> dict[_Entry, list[_Entry]]:
        """What an index finds for any name of a project that waits, in the order of the year before."""
        found = {new: {old for name in new.names for old in ask(name)} for new in self.waiting}
        return {new: sorted(olds, key=lambda old: old.place) for new, olds in found.items()}

    def _open(self, found: dict[_Entry, list[_Entry]]) -> list[tuple[_Entry, _Entry]]:
        return [(new, old) for new in self.waiting for old in found[new] if old in self.free]

    def _of_one_code(self) -> list[_Pair]:
        coded = grouped(self.before, _code)
        return [(1.0, new, old) for new in self.waiting if _code(new) for old in coded.get(_code(new), ())]

    def _match(self, basis: str, pairs: list[_Pair]) -> None:
        """Link the pairs that fit best, unless another pair of one of the two fits as well."""
        ordered = sorted((pair for pair in pairs if pair[0] > 0), key=lambda pair: -pair[0])
        sides = by_side(ordered)
        for points, new, old in ordered:
            if not self._is_open(new, old):
                continue
            as_good = [pair for side in (new, old) for pair in sides[side] if points - pair[0] < MARGIN]
            others = [pair for pair in as_good if (pair[1] is new) != (pair[2] is old)]
            rivals = [pair for pair in others if self._is_open(*pair[1:])]
            del self.waiting[new]
            if rivals:
                new.status, new.basis = "doubtful", "two_candidates"
                new.candidates = list(dict.fromkeys(pair[2] for pair in as_good if pair[1] is new))
                continue
            new.previous, new.status, new.basis = old, "continued", basis
            old.ended = False
            del self.free[old]

    def _is_open(self, new: _Entry, old: _Entry) -> bool:
        return new in self.waiting and old in self.free

    def _end(self) -> None:
        """A project that nothing goes on from has ended, where the next list is whole and doubts nothing."""
        doubted = {id(old) for new in self.entries for old in new.candidates}
        whole = bool(self.entries) and all(entry.complete for entry in self.entries)
        for old in self.free:
            old.ended = True if whole and id(old) not in doubted else None


def _judge(new: _Entry, near: list[_Entry], before: list[_Entry]) -> None:
    """What a project without a certain predecessor is."""
    if near:
        new.status, new.basis, new.candidates = "doubtful", "similar_name", near
    elif new.prior is not None and new.prior:
        new.status, new.basis = "continued", "prior_amount_printed"
    elif new.prior is not None:
        new.status, new.basis = "new", "prior_amount_zero"
    elif before and all(entry.complete for entry in before):
        new.status, new.basis = "new", "not_listed_before"


def _code(entry: _Entry) -> str:
    return entry.row.project_code


def _possible(new: _Entry, old: _Entry) -> bool:
    """Whether unit, code and the marks of the names leave it open that both are one project."""
    if _code(new) and _code(old) and _code(new) != _code(old):
        return False
    one, other = new.row, old.row
    if one.unit_name and other.unit_name:
        short, long = sorted((plain_name(one.unit_name), plain_name(other.unit_name)), key=len)
        same_unit = short in long
    else:
        codes = one.unit_code, other.unit_code
        same_unit = not all(codes) or codes[0].startswith(codes[1]) or codes[1].startswith(codes[0])
    return same_unit and not set_apart(new.name, old.name)


def _likeness(new: _Entry, old: _Entry) -> float:
    return max(similarity(one, other) for one in new.names for other in old.names)


def _alike(new: _Entry, old: _Entry, least: float) -> float:
    """How alike two possible names are; nothing where the printed prior amount contradicts."""
    if not _possible(new, old) or (alike := _likeness(new, old)) < least:
        return 0.0
    if least == SURE and _instalments(new.name) != _instalments(old.name):
        return 0.0  # 堤防加固 may be the first of two phases, or both
    if least == SURE and all(reworded(one, other) for one in new.names for other in old.names):
        return 0.0
    contradicted = new.prior is not None and old.amount is not None and not _near(new.prior, old.amount)
    return 0.0 if contradicted else alike


def _instalments(name: str) -> set[str]:
    """Kinds of marks, years apart, that a name prints."""
    return marks(name).keys() - {"year"}


def _with_amount(new: _Entry, old: _Entry) -> float:
    """Likeness where the year before, as the new document prints it, is the old amount."""
    if not new.prior or old.amount is None or not _near(new.prior, old.amount):
        return 0.0
    return _alike(new, old, SIMILAR)


def _near(one: Decimal, other: Decimal) -> bool:
    """Whether two amounts are equal but for a rounding to whole 万元."""
    return abs(one - other) <= 5000


def _may_be(new: _Entry, old: _Entry) -> bool:
    """Whether only a reader can say: a similar name, or the same name with each document's own year."""
    if _possible(new, old):
        return _likeness(new, old) >= SIMILAR
    own, other = _without_year(new), _without_year(old)
    renewed = (own != new.name or other != old.name) and own == other
    return renewed and not set_apart(new.name, old.name, aside=frozenset(["year"]))


def _without_year(entry: _Entry) -> str:
    """Name without the year of its own document."""
    return re.sub(rf"{entry.year}年?度?", "", entry.name)


def _record(entry: _Entry) -> dict[str, Any]:
    row, previous = entry.row, entry.previous
    return {
        "chain_id": entry.chain,
        **{name: getattr(entry.document, name) for name in KEY},
        **{name: getattr(row, name) for name in _OF_PROJECTS},
        "previous_project_id": previous.row.project_id if previous else "",
        "previous_amount_yuan": previous.amount if previous else None,
        **{name: getattr(entry, name) for name in ("status", "basis", "ended")},
        "question": entry.status == "doubtful",
        "candidates": [old.row.project_id for old in entry.candidates],
        "line_ids": [*row.line_ids, *(previous.row.line_ids if previous else ())],
    }
