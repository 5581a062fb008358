"""What a rule of the prose says of one statement."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from budgetkit.records import Line


@dataclass(frozen=True, slots=True)
class ProseCheck:
    """One rule tried on what the prose states.

    Parameters
    ----------
    rule : str
        Id of the rule.
    form : str
        What kind of agreement or mismatch; the sentences stand in ``prose_notices.toml`` under
        ``text-<form>``.
    state : {"holds", "fails", "not_assessable"}
        ``not_assessable`` is no pass.
    places : tuple of int
        Statements that take part, by their place in the records; the one to look at first.
    lines : tuple of Line
        Lines that take part.
    printed, expected, tolerance : Fraction or None
        Fen where the statement is money, percent where it is a share or a rate.
    severity : str
        Other than that of the sentence, where the rule knows better.
    words : dict
        Further words of the sentence; a pair is one in Chinese and one in English.
    """

    rule: str
    form: str
    state: str
    places: tuple[int, ...] = ()
    lines: tuple[Line, ...] = ()
    printed: Fraction | None = None
    expected: Fraction | None = None
    tolerance: Fraction | None = None
    severity: str = ""
    words: dict[str, str] = field(default_factory=dict)
