"""Findings between documents: figures of one that another one, loaded with it, prints otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from budgetkit.amounts import print_amount
from budgetkit.audit.case import MOST_NAMED, Pair, compared, money, quotation, title_of, word
from budgetkit.checks import Check
from budgetkit.checks.across import (
    ComparedDocument,
    PriorAmount,
    StatedAcross,
    compare_period,
    compare_projects,
    compare_statements,
    compare_unit,
    compare_units,
    compare_year_before,
)
from budgetkit.records import Finding, Line, grouped
from budgetkit.rules.kinds import kind_of
from budgetkit.rules.notices import notices

_PHASES = {
    "approved": ("预算", "budget"),
    "adjusted": ("调整预算", "adjusted budget"),
    "expected": ("预算执行", "expected outturn"),
    "executed": ("决算", "final accounts"),
}
_FEW = 4
"""Comparisons that must have been tried before most of them failing tells of another base."""
_SAYS_BASE = 3
"""Figures that must agree before a sentence which names no phase is held to the document of that year."""


@dataclass(slots=True)
class Loaded:
    """One document of a dataset, ready to be compared.

    Parameters
    ----------
    document_id, name : str
        Its identifier in the dataset, and its department or unit.
    side : ComparedDocument
        Its figures.
    titles : dict of str to str
        Titles of its tables.
    """

    document_id: str
    name: str
    side: ComparedDocument
    titles: dict[str, str] = field(default_factory=dict)

    @property
    def spoken(self) -> Pair:
        """What to call it, in Chinese and in English."""
        zh, en = _spoken(self.side)
        return f"《{self.name}{zh}》", f"the {en} of {self.name}"

    def table(self, line: Line) -> str:
        """Name of the table that prints a line."""
        return self.titles.get(line.table_id) or kind_of(line.kind).zh


def audit_period(own: Loaded, other: Loaded) -> list[Finding]:
    """What the tables and the prose of a document say of the year and phase of another one."""
    found = _of_tables(own, other, compare_period(own.side, other.side))
    if other.side.phase == "executed":
        # what was expected before the accounts were closed may well have come otherwise
        expected = _of_tables(own, other, compare_period(own.side, other.side, "expected"))
        for finding in expected:
            finding.severity = "info"
        found += expected
    for phase in (other.side.phase, ""):
        found += _of_prose(own, other, compare_statements(own.side, other.side, phase), phase)
    return found


def audit_year_before(own: Loaded, before: Loaded) -> list[Finding]:
    """The opening balances of a year, and amounts of projects that it repeats, against the year before."""
    found = _of_tables(own, before, compare_year_before(own.side, before.side))
    return [*found, *_of_projects(own, before, compare_projects(own.side, before.side))]


def audit_units(department: Loaded, units: Mapping[str, Loaded], complete: bool) -> list[Finding]:
    """A department and the disclosures of its units.

    Parameters
    ----------
    department : Loaded
        Of scope ``department``.
    units : mapping of str to Loaded
        The disclosures that are loaded, by the unit as the tables of the department name it.
    complete : bool
        Whether these are all units that the tables name; only then totals are compared.
    """
    found = [
        finding
        for unit, disclosed in units.items()
        for finding in _of_tables(department, disclosed, compare_unit(department.side, unit, disclosed.side))
    ]
    if complete:
        sides = list(units.values())
        told = {finding.places[0]["table"] for finding in found}
        totals = compare_units(department.side, [one.side for one in sides])
        # a row of a unit that differs is why the total does
        found += _of_tables(department, sides, (check for check in totals if check.table_id not in told))
    return found


def _of_tables(own: Loaded, others: Loaded | Sequence[Loaded], checks: Iterable[Check]) -> list[Finding]:
    """One finding for all figures of a table that differ from the other document."""
    others = [others] if isinstance(others, Loaded) else list(others)
    known = (c for c in checks if c.state != "not_assessable" and (c.printed_fen or c.expected_fen))
    found = []
    for tried in grouped(known, attrgetter("table_id")).values():
        failed = sorted((c for c in tried if c.state == "fails"), key=lambda c: (c.total[0].row, c.column))
        if failed:
            throughout = len(tried) >= _FEW and len(failed) * 2 > len(tried)
            found.append(_table_finding(own, others, failed, len(tried), throughout))
    return found


def _table_finding(
    own: Loaded, others: Sequence[Loaded], failed: Sequence[Check], tried: int, throughout: bool
) -> Finding:
    first = failed[0]
    by_id = {one.document_id: one for one in others}
    names = [one.spoken for one in others[:MOST_NAMED]]
    words = {
        "table": own.table(first.total[0]),
        "count": len(failed),
        "tried": tried,
        "title": title_of(first.identity),
        "period": _spoken(first.total[0]),
        "other": ("、".join(zh for zh, _ in names), ", ".join(en for _, en in names)),
        "list": _listed(failed, lambda check: _said(own, by_id, check)),
    }
    notice = notices()["other-document-throughout" if throughout else "other-document"]
    places = _places((line for check in failed for line in check.lines), own.document_id)
    finding = word(first.identity.id, notice, words, places=places)
    return compared(finding, first.printed_fen, first.expected_fen, first.tolerance_fen)


def _places(lines: Iterable[Line], own: str) -> list[dict]:
    """Cells, each once; those of another document name it."""
    cells = {(line.document_id, line.place): line for line in lines}
    return [
        ({} if line.document_id == own else {"document": line.document_id})
        | {"table": line.table_id, "page": line.page, "row": line.row, "column": line.column}
        for line in cells.values()
    ]


def _said(own: Loaded, others: Mapping[str, Loaded], check: Check) -> Pair:
    """One difference in words: the row and what it prints, and what the other document prints."""
    line = check.total[0]
    unit = line.printed_unit
    decimals = max(part.decimals for part in check.lines if part.printed_unit == unit)
    row = line.item or line.functional_name or line.department_economic_name or line.unit_name
    name = " ".join(filter(None, (row, line.column_label.replace(" / ", "／"))))
    printed, expected = (print_amount(fen, unit, decimals) for fen in (check.printed_fen, check.expected_fen))
    there = others[check.parts[0].document_id].table(check.parts[0]) if check.parts else ""
    zh = f"“{name}”印为 {printed} {unit}，{there}为 {expected} {unit}"
    return zh, f"{name} is printed as {printed} {unit}, in {there} it is {expected} {unit}"


def _of_prose(own: Loaded, other: Loaded, stated: Sequence[StatedAcross], phase: str) -> list[Finding]:
    """One finding for all sentences that disagree with the other document.

    Which document a change is counted from is told by most of the sentences: where they do not agree with
    this one, it is not the base.
    """
    failed = [one for one in stated if one.state == "fails"]
    agreeing = sum(one.state in ("holds", "rounding") for one in stated if one.candidate.quantity.value)
    if not failed or agreeing < max(len(failed), 0 if phase else _SAYS_BASE):
        return []
    distinct = list({(one.statement["page"], one.statement["quote"]): one for one in failed}.values())
    words = {
        "count": len(distinct),
        "period": _spoken(other.side),
        "other": other.spoken,
        "list": _listed(distinct, lambda one: _stated(other, one)),
    }
    lines = [line for one in distinct for line in one.candidate.lines]
    places = [*(quotation(one.statement) for one in distinct), *_places(lines, own.document_id)]
    finding = word("text-other-document", notices()["text-other-document"], words, places=places)
    return [compared(finding, *_stated_and_printed(distinct[0]))]


def _stated_and_printed(one: StatedAcross) -> tuple[int, int]:
    fen = int(one.candidate.quantity.value)
    return fen + int(one.difference), fen


def _of_projects(own: Loaded, before: Loaded, tried: Sequence[PriorAmount]) -> list[Finding]:
    """One finding for all projects; where most differ, forms repeat something else than the budget."""
    failed = [one for one in tried if not one.agrees]
    if not failed or len(failed) * 2 > len(tried):
        return []
    words = {"count": len(failed), "other": before.spoken, "list": _listed(failed, _repeated)}
    lines = []
    for one in failed:
        lines += _lines_of(own, one.project, one.printed_fen, "上年")
        lines += _lines_of(before, one.before, one.expected_fen)
    places, notice = _places(lines, own.document_id), notices()["projects-of-the-year-before"]
    return [compared(word(notice.id, notice, words, places=places), *failed[0].fens)]


def _repeated(one: PriorAmount) -> Pair:
    name = one.project["project_name"]
    new, old = (f"{print_amount(fen, '万元', 2)} 万元" for fen in one.fens)
    return f"“{name}”印为 {new}，该处为 {old}", f"{name} is printed as {new}, there {old}"


def _listed(items: Sequence, say: Callable[..., Pair]) -> Pair:
    """What is said of the first items, in Chinese and in English, with a sign where there are more."""
    said = [say(one) for one in items[:MOST_NAMED]]
    said += [("…", "…")] if len(items) > MOST_NAMED else []
    return "；".join(zh for zh, _ in said), "; ".join(en for _, en in said)


def _lines_of(loaded: Loaded, project: Mapping, fen: int, label: str = "") -> list[Line]:
    """The line that prints an amount of a project, under a label where one is wanted and there."""
    known = set(project["line_ids"])
    lines = [
        line
        for printed in loaded.side.index.tables.values()
        for line in printed
        if line.line_id in known and line.amount_fen == fen
    ]
    return sorted(lines, key=lambda line: label not in line.item + line.column_label)[:1]


def _stated(other: Loaded, one: StatedAcross) -> Pair:
    line = one.candidate.lines[0]
    unit = line.printed_unit
    stated, printed = (money(fen, line) for fen in _stated_and_printed(one))
    quote, there = one.statement["quote"], other.table(line)
    how = ("推算得", "which gives") if one.statement["derived"] else ("所述为", "which says")
    zh = f"“{quote}”{how[0]} {stated} {unit}，{there}为 {printed} {unit}"
    return zh, f"“{quote}”, {how[1]} {stated} {unit}, in {there} it is {printed} {unit}"


def _spoken(dated: ComparedDocument | Line) -> Pair:
    """Year and phase of a document, or of a line."""
    zh, en = _PHASES.get(dated.phase, ("", ""))
    return f"{dated.fiscal_year}年{zh}", f"{en} {dated.fiscal_year}".strip()
