"""Corrections that a user decides: what a publisher printed wrong, what it should say, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

import attrs

from budgetkit.amounts import read_amount
from budgetkit.errors import BudgetkitError, Place, WrongRule, WrongUsage
from budgetkit.records import Line, Repair
from budgetkit.rules.record import Refused

AMOUNT = "amount"
Correctable = Literal[
    "amount", "item", "unit_code", "unit_name", "functional_code", "functional_name",
    "department_economic_code", "department_economic_name", "government_economic_code",
    "government_economic_name", "project_name", "project_code",
]  # fmt: skip
"""What can be corrected: the figure of a line, or a label, which all lines of the row carry."""
KIND = "correction"
"""``kind`` of the rows of `repairs` that tell of corrections."""

_LINE_ID = re.compile(r"(?P<document>[^/\s]+)/(?P<table>[^/\s]+)/r(?P<row>\d+)c(?P<column>\d+)")
_EXAMPLE = 'an entry is {line: "<line_id>", printed: "9,645.51", corrected: "9,646.01", reason: "…"}'


def _check_line_id(correction: Correction, field: attrs.Attribute, value: str) -> None:
    if not _LINE_ID.fullmatch(value):
        raise Refused(f"{value!r} is no line_id", "copy it from lines.csv")


def _check_given(correction: Correction, field: attrs.Attribute, value: str) -> None:
    if not value.strip():
        raise Refused(f"“{field.name}” is blank")


@attrs.frozen(kw_only=True)
class Correction:
    """One decision of the user.

    Parameters
    ----------
    line : str
        ``line_id`` of the figure, or of any figure of the row whose label is corrected.
    printed : str
        What the document prints there, the guard: when it says something else, the build fails.
    corrected : str
        What it should say, in the unit of the printed figure.
    reason : str
        Why; it stands in `repairs` and in the finding.
    field : str
        What is corrected: ``amount`` for the figure itself, else a label.
    """

    line: str = attrs.field(validator=_check_line_id)
    printed: str
    corrected: str = attrs.field(validator=_check_given)
    reason: str = attrs.field(validator=_check_given)
    field: Correctable = AMOUNT

    @property
    def document_id(self) -> str:
        """The document that it corrects."""
        return self.line.partition("/")[0]

    def move_to(self, document_id: str) -> Correction:
        """The same decision, about a document that has another id now."""
        return attrs.evolve(self, line=document_id + self.line.removeprefix(self.document_id))


class CorrectionRefused(WrongUsage):
    """A correction whose guard does not hold: the document no longer prints what was corrected."""


def load_corrections(path: str | Path) -> tuple[Correction, ...]:
    """Read ``corrections.yml``: a list of entries with the fields of `Correction`.

    Parameters
    ----------
    path : path
        A missing file holds no corrections.

    Raises
    ------
    WrongUsage
        If the file is no such list; the message names the entry.
    """
    import yaml

    path = Path(path)
    try:
        # The base loader keeps every value as its text: 9645.50 must not become 9645.5.
        entries = yaml.load(path.read_text(encoding="utf-8-sig"), yaml.BaseLoader)
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        reason = " ".join(str(getattr(problem, "strerror", None) or problem).split())
        raise WrongUsage(f"cannot read {path}: {reason}", advice=_EXAMPLE) from None
    if not entries:
        return ()
    if not isinstance(entries, list):
        raise WrongUsage(f"{path} is no list of corrections", advice=_EXAMPLE)
    found = tuple(_entry(entry, path, f"entry {number}") for number, entry in enumerate(entries, 1))
    places = [(correction.line, correction.field) for correction in found]
    if twice := next((line for line, field in places if places.count((line, field)) > 1), ""):
        raise WrongUsage(f"{path} corrects {twice} twice", advice="keep one of the entries")
    return found


def _entry(entry: object, file: Path, label: str) -> Correction:
    from budgetkit.rules.structuring import Structurer  # slow to import, and most corrections are none

    try:
        return Structurer({}).structure(entry, Correction)
    except Refused as refused:
        advice = refused.advice or _EXAMPLE
        raise WrongRule(refused.problem, str(file), label, refused.path, advice) from None


def as_plain(corrections: Iterable[Correction]) -> list[dict[str, str]]:
    """Corrections as plain dictionaries, for the manifest entry of their document."""
    return [attrs.asdict(correction) for correction in corrections]


def correct_lines(
    lines: Sequence[Line], corrections: Iterable[Correction], document_id: str
) -> list[tuple[Correction, Line, Repair]]:
    """Put the user's corrections into the lines of one document.

    Parameters
    ----------
    lines : sequence of Line
        Changed in place: the amount or the label; ``printed`` stays what is printed, ``repaired`` is set.
    corrections : iterable of Correction
        Those of other documents are passed over.
    document_id : str
        The document that the lines belong to.

    Returns
    -------
    list of (Correction, Line, Repair)
        What was corrected, where, and its row of `repairs`.

    Raises
    ------
    CorrectionRefused
        If there is no such line, it prints something else, or the corrected text is no amount.
    """
    at = {line.place: line for line in lines}
    done = []
    for correction in corrections:
        if correction.document_id != document_id:
            continue
        named = _LINE_ID.fullmatch(correction.line)
        table, row, column = named["table"], int(named["row"]), int(named["column"])
        place = Place(document_id, table=table, row=row, column=column)
        line = at.get((table, row, column))
        if line is None:
            raise CorrectionRefused(
                "a correction names a line that is not there", place, "see lines.csv for its line_id now"
            )
        printed = line.printed if correction.field == AMOUNT else getattr(line, correction.field)
        if _plain(printed) != _plain(correction.printed):
            raise CorrectionRefused(
                f"a correction expects {correction.printed!r}, but {printed!r} is printed",
                place,
                "look at the page again, then change or remove the correction",
            )
        if correction.field == AMOUNT:
            _correct_amount(line, correction, place)
        else:
            for other in lines:
                if (other.table_id, other.row) == (table, row):
                    setattr(other, correction.field, correction.corrected)
                    other.repaired = True
        done.append(
            (correction, line, Repair(table, row, KIND, printed, correction.corrected, correction.reason))
        )
    return done


def _correct_amount(line: Line, correction: Correction, place: Place) -> None:
    try:
        amount = read_amount(correction.corrected, line.printed_unit)
    except BudgetkitError as problem:
        raise CorrectionRefused(problem.message, place, "write the corrected figure as a number") from None
    if amount is None:
        raise CorrectionRefused("a correction is blank", place, "write the corrected figure as a number")
    line.amount_fen, line.step_fen, line.repaired = amount.fen, amount.step_fen, True


def _plain(text: str) -> str:
    return "".join(text.split())
