"""Entries of ``corrections.yml``: what each must say, and how the file is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

import attrs

from budgetkit.amounts import FEN_PER_UNIT, is_number
from budgetkit.errors import WrongRule, WrongUsage
from budgetkit.rules.record import Refused

AMOUNT = "amount"
Correctable = Literal[
    "amount", "item", "unit_code", "unit_name", "functional_code", "functional_name",
    "department_economic_code", "department_economic_name", "government_economic_code",
    "government_economic_name", "project_name", "project_code",
]  # fmt: skip
"""What can be corrected: the figure of a line, or a label, which all lines of the row carry."""
BY_HAND = "by_hand"
"""``kind`` of the rows of `repairs` that tell what the user gave."""

BLANK = " \t\n…"
"""Characters that say nothing; entries that are ready to paste hold … for what the user adds."""
LINE_ID = re.compile(r"(?P<document>[^/\s]+)/(?P<table>[^/\s]+)/r(?P<row>\d+)c(?P<column>\d+)")
_BOX = re.compile(r"\s*-?\d+(?:\.\d+)?(?:\s+-?\d+(?:\.\d+)?){3}\s*")
_EXAMPLE = 'an entry is {line: "<line_id>", printed: "9,645.51", corrected: "9,646.01", reason: "…"}'
_EXAMPLE_GIVEN = (
    'an entry is {document: "<document_id>", page: 3, printed: "####", bbox: "x0 y0 x1 y1", '
    'amount: "1,204.50", unit: 万元, reason: "…"}'
)


def _check_line_id(correction: Correction, field: attrs.Attribute, value: str) -> None:
    if not LINE_ID.fullmatch(value):
        raise Refused(f"{value!r} is no line_id", "copy it from lines.csv")


def _check_filled(entry: Decision, field: attrs.Attribute, value: str) -> None:
    if not value.strip(BLANK):
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
    corrected: str = attrs.field(validator=_check_filled)
    reason: str = attrs.field(validator=_check_filled)
    field: Correctable = AMOUNT

    @property
    def document_id(self) -> str:
        """The document that it corrects."""
        return self.line.partition("/")[0]

    def move_to(self, document_id: str) -> Correction:
        """The same decision, about a document that has another id now."""
        return attrs.evolve(self, line=document_id + self.line.removeprefix(self.document_id))


def _check_box(figure: GivenFigure, field: attrs.Attribute, value: str) -> None:
    if value and not _BOX.fullmatch(value):
        raise Refused(f"{value!r} is no box", "copy it from unread.csv: four numbers, x0 y0 x1 y1")


def _check_amount(figure: GivenFigure, field: attrs.Attribute, value: str) -> None:
    if not is_number(value):
        raise Refused(f"{value!r} is no amount", "write the figure that you read on the page as a number")


def _check_unit(figure: GivenFigure, field: attrs.Attribute, value: str) -> None:
    if value and value not in FEN_PER_UNIT:
        raise Refused(f"{value!r} is no unit of money", f"known units are {'、'.join(FEN_PER_UNIT)}")


@attrs.frozen(kw_only=True)
class GivenFigure:
    """A figure that the user gives to a place of `unread`.

    Parameters
    ----------
    document : str
        ``document_id``.
    page : int
        Page of the place.
    printed, bbox : str
        What `unread` tells of the place, the guard: one of them, or both where one
        fits several places.
    amount : str
        The figure, as a number.
    reason : str
        Why, such as how it was read; it stands in `repairs` and in the finding.
    unit : str
        Its unit; not needed where ``amount`` or the table prints one.
    table, item, column_label : str
        What the figure is of, for a place in no cell of a recognised table: title, row and column.
    """

    document: str = attrs.field(validator=_check_filled)
    page: int
    amount: str = attrs.field(validator=_check_amount)
    reason: str = attrs.field(validator=_check_filled)
    printed: str = ""
    bbox: str = attrs.field(default="", validator=_check_box)
    unit: str = attrs.field(default="", validator=_check_unit)
    table: str = ""
    item: str = ""
    column_label: str = ""

    def __attrs_post_init__(self) -> None:
        if not (self.printed.strip() or self.bbox):
            raise Refused(
                "“printed” and “bbox” are missing", "copy one of them from unread.csv, as the guard"
            )

    @property
    def document_id(self) -> str:
        """The document that it is of."""
        return self.document

    @property
    def box(self) -> tuple[float, ...]:
        """The place on the page, empty where none is given."""
        return tuple(map(float, self.bbox.split()))

    def move_to(self, document_id: str) -> GivenFigure:
        """The same figure, of a document that has another id now."""
        return attrs.evolve(self, document=document_id)


Decision = Correction | GivenFigure
"""What one entry of the file says."""


class CorrectionRefused(WrongUsage):
    """A decision whose guard does not hold: the document no longer prints what it is about."""


def load_corrections(path: str | Path) -> tuple[Decision, ...]:
    """Read ``corrections.yml``: a list of entries with the fields of `Correction` or of `GivenFigure`.

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
    places = [(one.line, one.field) for one in found if isinstance(one, Correction)]
    if twice := next((line for line, field in places if places.count((line, field)) > 1), ""):
        raise WrongUsage(f"{path} corrects {twice} twice", advice="keep one of the entries")
    return found


def _entry(entry: object, file: Path, label: str) -> Decision:
    from budgetkit.rules.structuring import Structurer  # slow to import, and most corrections are none

    kind = _kind(entry)
    try:
        return Structurer({}).structure(entry, kind)
    except Refused as refused:
        advice = refused.advice or (_EXAMPLE if kind is Correction else _EXAMPLE_GIVEN)
        raise WrongRule(refused.problem, str(file), label, refused.path, advice) from None


def _kind(entry: object) -> type:
    """What an entry is meant as: by its place, else by keys that only figures for unread places have."""
    if isinstance(entry, Mapping) and "line" not in entry:
        own = {field.name for field in attrs.fields(GivenFigure)}
        if entry.keys() & (own - {field.name for field in attrs.fields(Correction)}):
            return GivenFigure
    return Correction


def as_plain(decisions: Iterable[Decision]) -> list[dict]:
    """Entries as plain dictionaries, for the manifest entry of their document."""
    return [attrs.asdict(decision) for decision in decisions]


def as_decisions(plain: Iterable[Mapping]) -> list[Decision]:
    """Entries from what `as_plain` made of them."""
    return [_kind(fields)(**fields) for fields in plain]


def without_space(text: str) -> str:
    """A text as guards compare it."""
    return "".join(text.split())
