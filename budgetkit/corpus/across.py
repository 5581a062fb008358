"""Documents of a build beside each other: which ones belong together, and what they say of one another.

A document is compared with a few others only, found by name, year, phase and scope, so that the work grows
with the number of documents. What was found is kept, and asked anew only where one of them changed.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from budgetkit.audit.across import Loaded, audit_period, audit_units, audit_year_before
from budgetkit.checks.across import ComparedDocument
from budgetkit.checks.lookup import Index
from budgetkit.corpus.inputs import Input
from budgetkit.corpus.merge import Member
from budgetkit.corpus.parts import Part, unpack
from budgetkit.disclosure.rows import MONEY_OF_FINDINGS, finding_row, restore_lines
from budgetkit.records import Finding
from budgetkit.rules.kinds import kinds_with
from budgetkit.statements import without_remainder
from budgetkit.text import normalise

_PHASES = ("approved", "adjusted", "expected", "executed")
_DOUBTFUL = ("table-does-not-add-up", "unit-of-table", "columns-shifted", "rows-lost")
_HEAD_OFFICE = re.compile(r"[(（]?(?:本级|本部|机关)[)）]?$")


class _Found(NamedTuple):
    """A document of the build, and what the others find it by."""

    member: Member
    entity: tuple[str, ...]
    scope: str
    fiscal_year: int
    phase: str
    name: str


class _Beside(NamedTuple):
    """What a document is compared with: the years and phases near it, and units that disclose themselves.

    ``named`` are all units that its tables name, by code or name; ``disclosed`` those that are loaded.
    """

    others: list[_Found]
    named: dict[str, str]
    disclosed: dict[str, _Found]


_Periods = dict[tuple[int, str], list[_Found]]
"""Documents of one department or unit by year and phase."""


def compare_documents(
    members: Sequence[Member], parts: Callable[[Input], Part], keep: Callable[[list, Callable], list]
) -> dict[str, list[dict]]:
    """Findings between the documents of a build.

    Parameters
    ----------
    members : sequence of Member
        Disclosures, with the ids that they have in the dataset.
    parts : callable
        What is known of a file.
    keep : callable
        Called with what decides the answer and with a function that makes it; may answer from memory.

    Returns
    -------
    dict of str to list of dict
        ``document_id`` to rows of `findings`, but for ``finding_id``; documents without any are left out.
    """
    known = [one for member in members if (one := _found(member, parts)) is not None]
    by_who: dict[tuple, _Periods] = defaultdict(lambda: defaultdict(list))
    units: dict[tuple, dict[str, list[_Found]]] = defaultdict(lambda: defaultdict(list))
    for one in known:
        by_who[one.entity, one.scope][one.fiscal_year, one.phase].append(one)
        if one.scope == "unit":
            units[one.fiscal_year, one.phase][_bare(one.name)].append(one)
    answers: dict[str, list[dict]] = {}
    for (_, scope), periods in by_who.items():
        # the figures of one department only are held at a time
        reader = _Reader(parts)
        for period, same in periods.items():
            own = _only(same)
            if own is None:
                continue
            below = units.get(period, {}) if scope == "department" else {}
            beside = _beside(own, periods, below, parts)
            if not beside.others and not beside.disclosed:
                continue
            asked = [own, *beside.others, *beside.disclosed.values()]
            facts = [[one.member.document_id, *_facts(one.member)] for one in asked]
            found = keep(facts, partial(_rows, own, beside, reader))
            if found:
                answers[own.member.document_id] = [_exact(row) for row in found]
    return answers


def _beside(
    own: _Found, periods: _Periods, below: dict[str, list[_Found]], parts: Callable[[Input], Part]
) -> _Beside:
    year, phase = own.fiscal_year, own.phase
    near = [(year, other) for other in _PHASES if other != phase] + [(year - 1, other) for other in _PHASES]
    others = [other for period in near if (other := _only(periods.get(period, ()))) is not None]
    named = _units_of(own, parts) if below else {}
    found = {unit: _only(below.get(_bare(name), ())) for unit, name in named.items()}
    disclosed = {unit: one for unit, one in found.items() if one is not None}
    if len({one.member.document_id for one in disclosed.values()}) < len(disclosed):
        disclosed = {}  # two units of one name: nobody knows whose disclosure it is
    return _Beside(others, named, disclosed)


def _found(member: Member, parts: Callable[[Input], Part]) -> _Found | None:
    # a text in a file of its own may tell what the tables do not
    entry, own = member.entry, member.document
    if entry.prose:
        own = unpack(parts(entry).tables, ("documents",))["documents"].to_pylist()[0]
    year, phase, name = own["fiscal_year"], own["phase"], own["department_name"]
    if year is None or not phase or not (name or own["entity_id"]):
        return None
    entity = (own["entity_id"],) if own["entity_id"] else (own["region_code"], name)
    return _Found(member, entity, own["scope"], year, phase, name)


def _only(found: Sequence[_Found]) -> _Found | None:
    """The one document of a period; of several nobody knows which is meant."""
    return found[0] if len(found) == 1 else None


def _bare(name: str) -> str:
    return _HEAD_OFFICE.sub("", normalise(name))


def _facts(member: Member) -> Iterator[str]:
    """What decides what a document prints."""
    entry = member.entry
    yield from (entry.sha256, entry.name, json.dumps(entry.entry, sort_keys=True), *entry.prose[1:])


def _units_of(own: _Found, parts: Callable[[Input], Part]) -> dict[str, str]:
    """Units that the tables of a department name; none where they name only the department itself.

    Where any bears a code, names without one are those of the same units in other tables.
    """
    lines = unpack(parts(own.member.entry).tables, ("documents", "tables", "lines"))["lines"]
    lines = lines.filter(pc.is_in(lines["kind"], pa.array(kinds_with(row_is="unit_and_item"))))
    lines = lines.filter(pc.not_equal(lines["row_kind"], "total"))
    pairs = lines.select(["unit_code", "unit_name"]).group_by(["unit_code", "unit_name"]).aggregate([])
    rows = sorted(pairs.to_pylist(), key=lambda row: (row["unit_code"], row["unit_name"]))
    coded = any(row["unit_code"] for row in rows)
    named: dict[str, str] = {}
    for row in rows:
        if row["unit_name"] and (row["unit_code"] or not coded):  # rows below may bear the code alone
            named.setdefault(row["unit_code"] or row["unit_name"], row["unit_name"])
    lowest = {
        unit: name
        for unit, name in named.items()
        if not any(other != unit and other.startswith(unit) for other in named if other.isdigit())
    }
    return lowest if len(lowest) > 1 and all(map(_bare, lowest.values())) else {}


class _Reader:
    """Documents ready to be compared, each read once."""

    def __init__(self, parts: Callable[[Input], Part]) -> None:
        self._parts = parts
        self._known: dict[str, Loaded] = {}

    def __call__(self, one: _Found) -> Loaded:
        name = one.member.document_id
        if name not in self._known:
            self._known[name] = self._load(one)
        return self._known[name]

    def _load(self, one: _Found) -> Loaded:
        tables = unpack(self._parts(one.member.entry).tables, (*_NEEDED, "beside_lines"))
        doubtful = set(_doubtful(tables["findings"].to_pylist()))
        projects = tables["projects"].to_pylist()
        names = {row["project_id"]: row["project_name"] for row in projects}
        restored = restore_lines(tables["lines"], tables["beside_lines"], names)
        lines = [line for line in restored if line.table_id not in doubtful]
        for line in lines:
            line.document_id = one.member.document_id
        shown = [row for row in tables["tables"].to_pylist() if row["table_id"] not in doubtful]
        statements = [
            row | {"value": "" if row["value"] is None else str(row["value"])}
            for row in without_remainder(tables["statements"].to_pylist())
        ]
        side = ComparedDocument(
            Index(lines, {}),
            one.fiscal_year,
            one.phase,
            statements,
            projects,
            frozenset(row["kind"] for row in shown if row["state"] in ("present", "empty_with_note")),
        )
        titles = {row["table_id"]: row["title"] for row in shown}
        return Loaded(one.member.document_id, one.name, side, titles)


_NEEDED = ("documents", "tables", "lines", "projects", "statements", "findings")


def _doubtful(findings: Iterable[dict]) -> Iterator[str]:
    """Tables that were misread or misprinted as a whole: what they print is compared with nothing."""
    for finding in findings:
        damaged = finding["category"] == "extraction_damage" and finding["severity"] != "info"
        if damaged or finding["identity"] in _DOUBTFUL:
            yield from (place["table"] for place in json.loads(finding["places"]) if place.get("table"))


def _rows(own: _Found, beside: _Beside, read: _Reader) -> list[dict]:
    found: list[Finding] = []
    for other in beside.others:
        found += audit_period(read(own), read(other))
        if (other.fiscal_year, other.phase) == (own.fiscal_year - 1, own.phase):
            found += audit_year_before(read(own), read(other))
    if beside.disclosed:
        units = {unit: read(one) for unit, one in beside.disclosed.items()}
        found += audit_units(read(own), units, len(units) == len(beside.named))
    return [_row(finding, own.member.document_id) for finding in found]


def _exact(row: dict) -> dict:
    """A row with its money as numbers again."""
    return row | {name: None if row[name] is None else Decimal(row[name]) for name in MONEY_OF_FINDINGS}


def _row(finding: Finding, document_id: str) -> dict:
    """Row of `findings`, with the money as text: it may be kept in a file."""
    # what the other document prints is not in doubt because this one disagrees
    cells = [place for place in finding.places if place.get("table") and "document" not in place]
    lines = ((place["table"], place["row"], place["column"]) for place in cells)
    row = finding_row(finding, document_id, lines)
    return row | {name: None if row[name] is None else str(row[name]) for name in MONEY_OF_FINDINGS}
