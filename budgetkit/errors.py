"""Places in a document, and every exception budgetkit raises.

A message for people says what is wrong, where it stands, and what to do about it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a document down to one printed cell.

    Parameters
    ----------
    document : str
        Path or ``document_id``; empty when the caller does not know it.
    page : int or None
        Page number, counted from 1.
    table : str or None
        ``table_id`` such as ``"t03"``.
    row, column : int or None
        Position in the joined table, counted from 0.
    """

    document: str = ""
    page: int | None = None
    table: str | None = None
    row: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = [self.document] if self.document else []
        for name in ("page", "table", "row", "column"):
            value = getattr(self, name)
            if value is not None:
                parts.append(f"{name} {value}")
        return ", ".join(parts)


class BudgetkitError(Exception):
    """Base of all errors a user may meet.

    Parameters
    ----------
    message : str
        What is wrong.
    place : Place, optional
        Where it stands.
    advice : str, optional
        What to do about it.
    """

    def __init__(self, message: str, place: Place | None = None, advice: str = "") -> None:
        self.message, self.place, self.advice = message, place, advice
        super().__init__(message, place, advice)

    def __str__(self) -> str:
        where = f" ({self.place})" if self.place and str(self.place) else ""
        advice = f"; {self.advice}" if self.advice else ""
        return f"{self.message}{where}{advice}"


class UnreadableFile(BudgetkitError):
    """A file that no reader can open: broken, encrypted, empty, or of a foreign format."""


class UnreadableAmount(BudgetkitError):
    """A cell in an amount column that is neither blank nor a number."""


class UnknownUnit(BudgetkitError):
    """A unit of money that is not in the vocabulary."""


class InvalidDataset(BudgetkitError):
    """A folder that does not hold a clean dataset, or holds one that was changed by hand."""


class WrongUsage(BudgetkitError):
    """An argument that makes no sense, such as a fund that does not exist."""


class NothingWritten(BudgetkitError):
    """The output could not be written; what stood there before is untouched."""


class WrongRule(WrongUsage):
    """A rule that cannot be used.

    Parameters
    ----------
    problem : str
        What is wrong.
    file, entry, key : str
        Where it stands; empty where that is not known, or where the whole file or entry is meant.
    advice : str, optional
        What to do about it, such as the nearest known word.
    """

    def __init__(
        self, problem: str, file: str = "", entry: str = "", key: str = "", advice: str = ""
    ) -> None:
        self.file, self.entry, self.key = file, entry, key
        super().__init__(f"{', '.join(filter(None, (file, entry, key)))}: {problem}", advice=advice)
        self.args = (problem, file, entry, key, advice)
