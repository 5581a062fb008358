"""Codes as a document prints them, and how findings list them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from budgetkit.audit.case import Case, listed
from budgetkit.records import Finding, Line
from budgetkit.text import normalise


@dataclass(slots=True)
class PrintedCode:
    """One code with one name, and lines that print them."""

    code: str
    name: str
    lines: list[Line] = field(default_factory=list)

    @property
    def said(self) -> str:
        """Code and name."""
        return f"{self.code} {normalise(self.name)}".strip()

    def is_exact(self, case: Case) -> bool:
        """Whether all of its tables were read for certain."""
        return all(case.is_exact(line.table_id) for line in self.lines)


def gather_codes(printed: Iterable[tuple[str, str, Line]]) -> list[PrintedCode]:
    """Codes with their names, each once, with the lines that print them."""
    found: dict[tuple[str, str], PrintedCode] = {}
    for code, name, line in printed:
        found.setdefault((code, name), PrintedCode(code, name)).lines.append(line)
    return list(found.values())


def tell_codes(
    case: Case, topic: str, members: Sequence[tuple[str, Sequence[Line]]], mark: str = "、", **words: object
) -> Finding:
    """One finding for all codes of a topic: what is said of each, and its lines."""
    lines = [line for _, own in members for line in own]
    words |= {"listed": listed((said for said, _ in members), mark), "count": len(members)}
    places = [(line.table_id, line.row, -1) for line in lines]
    return case.tell(topic, places, [line.place for line in lines], **words)
