"""Figures and labels that were read, corrected where the user says that the publisher printed them wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from budgetkit.amounts import read_amount
from budgetkit.corrections.entries import (
    AMOUNT,
    BY_HAND,
    LINE_ID,
    Correction,
    CorrectionRefused,
    Decision,
    without_space,
)
from budgetkit.errors import BudgetkitError, Place
from budgetkit.records import Line, Repair


def correct_lines(
    lines: Sequence[Line], corrections: Iterable[Decision], document_id: str
) -> list[tuple[Correction, Line, Repair]]:
    """Put the user's corrections into the lines of one document.

    Parameters
    ----------
    lines : sequence of Line
        Changed in place: the amount or the label; ``printed`` stays what is printed, ``repaired`` is set.
    corrections : iterable of Correction or GivenFigure
        Those of other documents, and figures given to unread places, are passed over.
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
        if not isinstance(correction, Correction) or correction.document_id != document_id:
            continue
        named = LINE_ID.fullmatch(correction.line)
        table, row, column = named["table"], int(named["row"]), int(named["column"])
        place = Place(document_id, table=table, row=row, column=column)
        line = at.get((table, row, column))
        if line is None:
            raise CorrectionRefused(
                "a correction names a line that is not there", place, "see lines.csv for its line_id now"
            )
        printed = line.printed if correction.field == AMOUNT else getattr(line, correction.field)
        if without_space(printed) != without_space(correction.printed):
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
            (correction, line, Repair(table, row, BY_HAND, printed, correction.corrected, correction.reason))
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
