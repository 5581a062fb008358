"""How many seeded faults the audit finds, and whether it names their place."""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from benchmarks.seeding import Seeded, seed_faults
from budgetkit.disclosure import Disclosure, understand
from budgetkit.model import Document


@dataclass(slots=True)
class Score:
    """Outcome for one sort of fault."""

    tried: int = 0
    found: int = 0
    placed: int = 0
    missed: list[Seeded] = field(default_factory=list)


def measure_faults(
    documents: Iterable[tuple[str, Document]], most: int, seed: int = 1, tell: Callable[[str], None] = print
) -> dict[str, Score]:
    """Seed faults into every document and audit each.

    Parameters
    ----------
    documents : iterable of (name, Document)
        Consistent disclosures; what the audit says of them before does not count.
    most : int
        Faults of one sort in one document.

    Returns
    -------
    dict of str to Score
        By sort of fault. ``found``: the audit says something new, or what it repaired is right again;
        ``placed``: and it names the cell, the row or table that lacks a row, or the page of the sentence.
    """
    scores: dict[str, Score] = defaultdict(Score)
    for name, document in documents:
        draw = random.Random(f"{seed} {name}")
        before = understand(document, {})
        known = _said(before)
        lines = _records(before)
        counted = Counter()
        for seeded in seed_faults(document, before.tables_read, lines, draw, most):
            after = understand(seeded.document, {})
            new = [finding for key, finding in _said(after).items() if key not in known]
            score = scores[seeded.fault]
            score.tried += 1
            restored = seeded.fault == "slid columns" and _same_amounts(before, after, seeded)
            found = bool(new) or restored
            placed = restored or any(_names(finding, seeded) for finding in new)
            score.found += found
            score.placed += placed
            counted["tried"] += 1
            counted["placed"] += placed
            if not placed:
                score.missed.append(seeded)
        tell(f"{name}: {counted['placed']} of {counted['tried']} with their place")
    return dict(scores)


def _said(disclosure: Disclosure) -> dict[tuple, dict]:
    found = {}
    for row in disclosure.findings.to_dict("records"):
        row["places"] = json.loads(row["places"] or "[]") if isinstance(row["places"], str) else row["places"]
        found[row["identity"], row["message_zh"], json.dumps(row["places"], sort_keys=True)] = row
    return found


def _records(disclosure: Disclosure) -> list:
    from budgetkit.lines import tidy_lines

    return [line for table in disclosure.tables_read for line in tidy_lines(table)]


def _names(finding: dict, seeded: Seeded) -> bool:
    """Whether a finding points at the place of a fault, in its places or in the lines that take part."""
    if seeded.page is not None:
        return any(place.get("page") == seeded.page for place in finding["places"])
    places = [(place.get("table"), place.get("row"), place.get("column")) for place in finding["places"]]
    for line_id in finding["line_ids"]:
        _, table, cell = line_id.rsplit("/", 2)
        row, column = cell[1:].split("c")
        places.append((table, int(row), int(column)))
    if seeded.row is None:
        return any(place[0] == seeded.table_id for place in places)
    own = [place for place in places if place[:2] == (seeded.table_id, seeded.row)]
    if not seeded.columns or len(seeded.columns) > 1:
        return bool(own)
    return any(place[2] in (None, seeded.columns[0]) for place in own)


def _same_amounts(before: Disclosure, after: Disclosure, seeded: Seeded) -> bool:
    def amounts(disclosure: Disclosure) -> list:
        lines = disclosure.lines
        own = lines[(lines["table_id"] == seeded.table_id) & (lines["row"] == seeded.row)]
        return sorted(zip(own["column"], own["amount_yuan"], strict=True))

    return amounts(before) == amounts(after)
