"""Corrections that a user decides: what a publisher printed wrong, what it should say, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from budgetkit.amounts import read_amount
from budgetkit.errors import BudgetkitError, Place, WrongUsage
from budgetkit.records import Line, Repair

AMOUNT = "amount"
FIELDS = (
    AMOUNT, "item", "unit_code", "unit_name", "functional_code", "functional_name",
    "department_economic_code", "department_economic_name", "government_economic_code",
    "government_economic_name", "project_name", "project_code",
)  # fmt: skip
"""What can be corrected: the figure of a line, or a label, which all lines of the row carry."""
KIND = "correction"
"""``kind`` of the rows of `repairs` that tell of corrections."""

_LINE_ID = re.compile(r"(?P<document>[^/\s]+)/(?P<table>[^/\s]+)/r(?P<row>\d+)c(?P<column>\d+)")
_NEEDED = ("line", "printed", "corrected", "reason")
_EXAMPLE = 'an entry is {line: "<line_id>", printed: "9,645.51", corrected: "9,646.01", reason: "…"}'


@dataclass(frozen=True, slots=True)
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
        One of ``FIELDS``; ``amount`` for the figure itself.
    """

    line: str
    printed: str
    corrected: str
    reason: str
    field: str = AMOUNT

    @property
    def document_id(self) -> str:
        """The document that it corrects."""
        return self.line.partition("/")[0]


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
    found = tuple(_entry(entry, f"{path}, entry {number}") for number, entry in enumerate(entries, 1))
    places = [(correction.line, correction.field) for correction in found]
    if twice := next((line for line, field in places if places.count((line, field)) > 1), ""):
        raise WrongUsage(f"{path} corrects {twice} twice", advice="keep one of the entries")
    return found


def _entry(entry: object, where: str) -> Correction:
    if not isinstance(entry, dict):
        raise WrongUsage(f"{where}: not a correction", advice=_EXAMPLE)
    unknown = sorted(set(map(str, entry)) - {*_NEEDED, "field"})
    values = {name: value for name, value in entry.items() if isinstance(value, str)}
    missing = [name for name in _NEEDED if not values.get(name, "").strip() and name != "printed"]
    missing += [] if "printed" in values else ["printed"]
    if unknown or missing or values.get("field", AMOUNT) not in FIELDS:
        what = f"unknown {', '.join(unknown)}" if unknown else f"without {', '.join(missing)}"
        what = what if unknown or missing else f"field {values['field']!r} is none of {', '.join(FIELDS)}"
        raise WrongUsage(f"{where}: {what}", advice=_EXAMPLE)
    if not _LINE_ID.fullmatch(values["line"]):
        raise WrongUsage(f"{where}: {values['line']!r} is no line_id", advice="copy it from lines.csv")
    return Correction(**values)


def as_plain(corrections: Iterable[Correction]) -> list[dict[str, str]]:
    """Corrections as plain dictionaries, for the manifest entry of their document."""
    return [asdict(correction) for correction in corrections]


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
    at = {(line.table_id, line.row, line.column): line for line in lines}
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
