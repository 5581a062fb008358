"""How many seeded faults the audit finds, whether it names their place, and how many findings one makes.

``python -m benchmarks faults [--write]``. A fault counts as found when the audit says something new that is
an error, a warning or a question, or when repair puts the figures back; of a project with two names a note is
enough, for publishers shorten names. It counts as placed when

- an amount: a new finding names its cell, or is about the failed sum in which the cell is a figure;
- a lost row: a new finding names the table that lacks it;
- a slid row, a row printed twice, figures exchanged between two rows, a renamed project: a new finding
  names the row;
- a unit: a new finding names the table;
- a sentence: a new finding names its page.

``cell`` counts the amounts whose cell itself is among the places. A change that every sum allows by
rounding cannot be found by anybody and is counted apart.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time

from benchmarks.seeding import AMOUNTS, Seeded, seed_faults
from budgetkit import audit as auditor
from budgetkit.checks import evaluate
from budgetkit.disclosure import Disclosure, understand
from budgetkit.lines import tidy_lines
from budgetkit.model import Document
from budgetkit.readers import read_document

Source = tuple[str, Callable[[], Document]]
"""Name of a document, and what gives it; a process of its own calls it."""


@dataclass(slots=True)
class Score:
    """Outcome for one sort of fault; ``findings`` holds how many new findings each fault found makes."""

    tried: int = 0
    found: int = 0
    placed: int = 0
    cell: int = 0
    rounding: int = 0
    findings: list[int] = field(default_factory=list)
    missed: list[tuple[str, Seeded]] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Take the outcome of another document in."""
        for name in ("tried", "found", "placed", "cell", "rounding"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.findings += other.findings
        self.missed += other.missed

    def describe(self) -> str:
        """One line of figures, as a row of Markdown."""
        counts = sorted(self.findings) or [0]
        share = f"{100 * self.placed / self.tried:.1f} %" if self.tried else "–"
        columns = [self.tried, self.found, self.placed, share, self.cell or "–", self.rounding or "–"]
        return " | ".join(map(str, [*columns, f"{median(counts):g}", counts[-1]]))


_SETS = {
    "invented": "{count} invented disclosures, set in varying styles",
    "shipped": "{count} facsimiles of real disclosures in `data/raw`",
    "real": "{count} real documents",
}


def describe_faults(name: str, scores: dict[str, Score], before: dict[str, int]) -> str:
    """Scores of one set of documents, as Markdown."""
    whole = Score()
    for score in scores.values():
        whole.add(score)
    count, silent = len(before), sum(found == 0 for found in before.values())
    heading = _SETS[name].format(count=count)
    head = (
        "fault",
        "seeded",
        "found",
        "placed",
        "share",
        "cell",
        "rounding",
        "findings",
        "most",
    )
    rows = [f"| {' | '.join(head)} |", "| --- |" + " --- |" * (len(head) - 1)]
    rows += [f"| {fault} | {score.describe()} |" for fault, score in [*scores.items(), ("all", whole)]]
    said = f"As they are, {silent} of them have no such finding; all together have {sum(before.values())}."
    return "\n".join([f"### {heading[0].upper()}{heading[1:]}", "", *rows, "", said])


def measure_audit(sources: Iterable[Source]) -> str:
    """CPU time of the audit of each document as it is, without reading, in a sentence."""
    times = []
    for _, give in sources:
        document = give()
        understand(document, {})
        spent = []
        audit = auditor.audit

        def timed(*arguments: object, audit: Callable = audit, spent: list = spent, **known: object) -> list:
            start = process_time()
            found = audit(*arguments, **known)
            spent.append(process_time() - start)
            return found

        auditor.audit = timed
        try:
            understand(document, {})
        finally:
            auditor.audit = audit
        times += spent
    if not times:
        return ""
    return (
        f"The audit of one document takes {1000 * median(times):.0f} ms of CPU time, "
        f"{1000 * max(times):.0f} ms at most (goal 200), without a second reading."
    )


def random_sources(count: int) -> list[Source]:
    """Invented disclosures whose figures satisfy every identity, set in varying styles."""
    return [(f"random-{seed}", partial(_random_document, seed)) for seed in range(count)]


def file_sources(paths: Iterable[Path]) -> list[Source]:
    """Files, by their names."""
    return [(path.name, partial(read_document, path)) for path in paths]


def _random_document(seed: int) -> Document:
    from budgetkit.readers.pdf import read_pdf
    from tools.facsimile import random_disclosure, random_style, typeset

    return read_pdf(typeset(random_disclosure(seed), random_style(seed)), f"random-{seed}.pdf")


def measure_faults(
    sources: Iterable[Source],
    most: int,
    seed: int = 1,
    tell: Callable[[str], None] = print,
    workers: int = 1,
) -> tuple[dict[str, Score], dict[str, int]]:
    """Seed faults into every document and audit each.

    Parameters
    ----------
    sources : iterable of (name, callable)
        Disclosures; what the audit says of them before does not count.
    most : int
        Faults of one sort in one document.
    seed : int
        Of what is drawn; together with the name of the document it decides all.
    workers : int
        Processes.

    Returns
    -------
    scores : dict of str to Score
        By sort of fault.
    before : dict of str to int
        Findings of severity warning or error in each document as it is.
    """
    scores: dict[str, Score] = defaultdict(Score)
    known = {}
    measure = partial(_measure, most=most, seed=seed)
    if workers > 1:
        with ProcessPoolExecutor(workers) as pool:
            outcomes = list(pool.map(measure, sources))
    else:
        outcomes = map(measure, sources)
    for name, before, own in outcomes:
        known[name] = before
        for fault, score in own.items():
            scores[fault].add(score)
        tell(f"{name}: {sum(s.placed for s in own.values())} of {sum(s.tried for s in own.values())} placed")
    return dict(scores), known


def _measure(source: Source, most: int, seed: int) -> tuple[str, int, dict[str, Score]]:
    name, give = source
    document = give()
    before = understand(document, {})
    known = _said(before)
    lines = [line for table in before.tables_read for line in tidy_lines(table)]
    year = before.documents["fiscal_year"].iloc[0]
    rooms = _rooms(before)
    scores: dict[str, Score] = defaultdict(Score)
    draw = random.Random(f"{seed} {name}")
    for seeded in seed_faults(document, before.tables_read, lines, draw, most, year):
        score = scores[seeded.fault]
        if seeded.change_fen and abs(seeded.change_fen) <= rooms.get(_first_cell(seeded), 0):
            score.rounding += 1
            continue
        after = understand(seeded.document, {})
        new = [finding for key, finding in _said(after).items() if key not in known]
        restored = seeded.fault == "slid columns" and _same_amounts(before, after, seeded)
        score.tried += 1
        score.found += bool(new) or restored
        placed = restored or any(_names(finding, seeded) for finding in new)
        score.placed += placed
        score.cell += any(_first_cell(seeded) in _cells(finding) for finding in new if seeded.row is not None)
        if new:
            score.findings.append(len(new))
        if not placed:
            score.missed.append((name, seeded))
    return name, len(known), dict(scores)


def _said(disclosure: Disclosure) -> dict[tuple, dict]:
    """Findings that ask for a look, by what they say; a project with two names is told in a note."""
    found = {}
    for row in disclosure.findings.to_dict("records"):
        row["places"] = json.loads(row["places"] or "[]") if isinstance(row["places"], str) else row["places"]
        if (
            row["severity"] != "info"
            or row["category"] == "question"
            or row["identity"] == "project-name-differs"
        ):
            found[row["identity"], row["message_zh"], json.dumps(row["places"], sort_keys=True)] = row
    return found


def _rooms(disclosure: Disclosure) -> dict[tuple, int]:
    """By cell: how far its amount may be off before the first of its sums fails, in fen."""
    lines = [line for table in disclosure.tables_read for line in tidy_lines(table)]
    year, phase = (disclosure.documents[name].iloc[0] for name in ("fiscal_year", "phase"))
    for line in lines:
        line.fiscal_year = year if line.fiscal_year is None else line.fiscal_year
        line.phase = line.phase or phase
    columns = {table.table_id: table.columns for table in disclosure.tables_read}
    rooms: dict[tuple, int] = {}
    for check in evaluate(lines, columns=columns):
        if check.counts and check.state != "fails":
            room = check.tolerance_fen - abs(check.difference_fen)
            for line in (*check.total, *check.parts):
                cell = (line.table_id, line.row, line.column)
                rooms[cell] = min(rooms.get(cell, room), room)
    return rooms


def _first_cell(seeded: Seeded) -> tuple:
    return seeded.table_id, seeded.row, seeded.columns[0] if seeded.columns else None


def _cells(finding: dict) -> list[tuple]:
    return [(place.get("table"), place.get("row"), place.get("column")) for place in finding["places"]]


def _names(finding: dict, seeded: Seeded) -> bool:
    """Whether a finding points at the place of a fault, in its places or as a figure of its sum."""
    if seeded.page is not None:
        return any(place.get("page") == seeded.page for place in finding["places"])
    places = _cells(finding)
    for line_id in finding["line_ids"]:
        _, table, cell = line_id.rsplit("/", 2)
        row, column = cell[1:].split("c")
        places.append((table, int(row), int(column)))
    if seeded.row is None:
        return any(place[0] == seeded.table_id for place in places)
    own = [place for place in places if place[:2] == (seeded.table_id, seeded.row)]
    if seeded.fault not in AMOUNTS:
        return bool(own)
    return any(place[2] in (None, seeded.columns[0]) for place in own)


def _same_amounts(before: Disclosure, after: Disclosure, seeded: Seeded) -> bool:
    def amounts(disclosure: Disclosure) -> list:
        lines = disclosure.lines
        own = lines[(lines["table_id"] == seeded.table_id) & (lines["row"] == seeded.row)]
        return sorted(zip(own["column"], own["amount_yuan"], strict=True))

    return amounts(before) == amounts(after)
