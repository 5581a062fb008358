"""The case before the audit: all that was read from one document, and how to speak of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import Protocol

from attrs import field, frozen

from budgetkit.amounts import FEN_PER_UNIT, print_amount
from budgetkit.audit.passages import Passages
from budgetkit.checks import Check, Place, places_of
from budgetkit.corrections import Decision
from budgetkit.model import Paragraph
from budgetkit.projects import Linking, Mention
from budgetkit.records import Finding, Line, Repair
from budgetkit.rules.declared.notices import Message
from budgetkit.rules.kinds import kind_of
from budgetkit.rules.notices import notices
from budgetkit.tables import Table

EXACT_ENGINES = ("ruled", "text")
"""Engines whose columns and digits are what the publisher printed."""
MOST_NAMED = 6
"""Rows or parts named in one message."""
Pair = tuple[str, str]
"""What is said in Chinese, and the same in English."""


def listed(names: Iterable[object], mark: str = "、") -> str:
    """The first of some names, with a sign where there are more."""
    names = [str(name) for name in names]
    return mark.join(names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")


def quoted(texts: Iterable[str]) -> list[str]:
    """Each text once, between quotation marks."""
    return list(dict.fromkeys(f"“{text}”" for text in texts))


def quotation(statement: Mapping) -> dict:
    """The place of a statement: its words and their page."""
    return {"page": statement["page"], "quote": statement["quote"]}


def leaf_of(statement: Mapping) -> str:
    """What a statement is about, without what that is a part of."""
    return statement["subject"].rpartition("/")[2]


class Titled(Protocol):
    """What has a title in both languages."""

    title_zh: str
    title_en: str


def title_of(rule: Titled) -> Pair:
    """Title of an identity or a rule."""
    return rule.title_zh, rule.title_en


def stated_fen(value: str, unit: str) -> Decimal:
    """What an amount of the prose is in fen."""
    return Decimal(value.replace(",", "")) * FEN_PER_UNIT[unit]


def money(fen: int, line: Line) -> str:
    """An amount in the unit of a line, with as many decimals."""
    return print_amount(fen, line.printed_unit, line.decimals)


def printed_money(line: Line) -> str:
    """Amount of a line with its unit, as printed."""
    return f"{money(line.amount_fen, line)} {line.printed_unit}"


def compared(finding: Finding, printed: int, expected: int, tolerance: int | None = None) -> Finding:
    """A finding with the amounts that it compares, in fen."""
    finding.printed_fen, finding.expected_fen = printed, expected
    finding.difference_fen, finding.tolerance_fen = printed - expected, tolerance
    return finding


def _by_id(tables: Iterable[Table]) -> dict[str, Table]:
    return {table.table_id: table for table in tables}


@frozen(eq=False, slots=False)
class Case:
    """All that was read from one document, and the names of its tables, rows and columns; evidence only.

    Parameters
    ----------
    tables : sequence of Table
        All tables, after repair; absent ones too. Kept by ``table_id``, in their order.
    lines : sequence of Line
        All lines of the tables, in any order.
    checks : sequence of Check
        What ``checks.evaluate`` says of the lines.
    repairs : sequence of Repair
        What was repaired.
    statements : sequence of dict
        Records of `read_statements`.
    indicators : sequence of dict
        Records of `read_indicators`.
    linking : Linking
        What `link_projects` says.
    paragraphs : sequence of Paragraph
        Printed lines outside the tables.
    corrected : sequence of (Correction or GivenFigure, Line, Repair)
        What the user corrected, and what was given to unread places.
    wrong_units : sequence of WrongUnit
        Tables whose unit is wrong; ``lines`` are judged in the other one.
    unread : sequence of Line
        Figures of the tables that could not be read, as `lines.unread_lines` gives them.
    read_whole : bool
        Whether every page was read, and from the published pages themselves: what is absent then was not
        published. Text may have lost a table on its way.
    fiscal_year, phase
        Of the document; ``None`` or empty where nothing says.
    """

    tables: Mapping[str, Table] = field(converter=_by_id)
    lines: Sequence[Line]
    checks: Sequence[Check] = ()
    repairs: Sequence[Repair] = ()
    statements: Sequence[Mapping] = field(default=(), kw_only=True)
    indicators: Sequence[Mapping] = field(default=(), kw_only=True)
    linking: Linking = field(factory=Linking, kw_only=True)
    paragraphs: Sequence[Paragraph] = field(default=(), kw_only=True)
    corrected: Sequence[tuple[Decision, Line, Repair]] = field(default=(), kw_only=True)
    wrong_units: Sequence[tuple] = field(default=(), kw_only=True)
    unread: Sequence[Line] = field(default=(), kw_only=True)
    read_whole: bool = field(default=True, kw_only=True)
    fiscal_year: int | None = field(default=None, kw_only=True)
    phase: str = field(default="", kw_only=True)

    @cached_property
    def at(self) -> dict[Place, Line]:
        """The line of each cell that prints one."""
        return {line.place: line for line in self.lines}

    @cached_property
    def text(self) -> Passages:
        """The prose as one text to search."""
        return Passages(self.paragraphs)

    @property
    def mentions(self) -> list[Mention]:
        """All mentions of the projects that are linked for certain."""
        return [mention for project in self.linking.projects for mention in project.mentions]

    @cached_property
    def rank(self) -> dict[str, int]:
        """Where each table stands among the others."""
        return {table: number for number, table in enumerate(self.tables)}

    @cached_property
    def _first_of_row(self) -> dict[tuple[str, int], Line]:
        return {line.place[:2]: line for line in sorted(self.lines, key=attrgetter("place"), reverse=True)}

    def order(self, finding: Finding) -> tuple:
        """Sort key: the first place, then the identity."""
        first = finding.places[0] if finding.places else {}
        rank = self.rank.get(first.get("table", ""), len(self.rank))
        return rank, first.get("row", -1), first.get("column", -1), finding.identity, finding.message_en

    def is_exact(self, table_id: str) -> bool:
        """Whether the columns and digits of a table are for certain what was printed."""
        table = self.tables.get(table_id)
        return table is None or table.engine in EXACT_ENGINES

    def names(self, place: Place) -> dict[str, str]:
        """Table, row and column as printed."""
        table, row, column = place
        known = self.tables.get(table)
        label = next((c.label for c in known.columns if c.index == column), "") if known else ""
        line, first = self.at.get(place), self._first_of_row.get((table, row))
        own = (line.item or line.functional_name or line.department_economic_name) if line else ""
        return {
            "table": self.title(table),
            "row": own or (first and _row_name(first)) or str(row),
            "column": label or (line.column_label if line else "") or str(column),
        }

    def title(self, table_id: str) -> str:
        """What to call a table."""
        return self._titles.get(table_id, f"表 {table_id}")

    @cached_property
    def _titles(self) -> dict[str, str]:
        """What to call each table: its title, and what tells it from others of the same title."""
        names = {key: table.title or kind_of(table.kind).zh for key, table in self.tables.items()}
        often = Counter(names[key] for key, table in self.tables.items() if table.state != "absent")
        projects: dict[str, set[str]] = defaultdict(set)
        for mention in self.mentions:
            projects[mention.table_id].add(mention.name)
        pages = Counter((names[key], tuple(table.pages[:1])) for key, table in self.tables.items())
        for key, table in self.tables.items():
            name, first = names[key], tuple(table.pages[:1])
            if often[name] < 2 or table.state == "absent":
                continue
            if len(projects[key]) == 1:
                names[key] = f"{name}（{min(projects[key])}）"
            elif first and pages[name, first] == 1:
                names[key] = f"{name}（第 {first[0]} 页）"
            else:
                names[key] = f"{name}（{key}）"
        return names

    def page(self, table_id: str, row: int) -> int | None:
        """Page of a row; where no cell of it says, the page on which its table starts."""
        line, table = self._first_of_row.get((table_id, row)), self.tables.get(table_id)
        if line is not None and line.page:
            return line.page
        return _page_of(table, row) if table else None

    def place(self, place: Place) -> dict:
        """A place as findings keep it."""
        table, row, column = place
        found = {"table": table, "page": self.page(table, row)}
        return found | ({"row": row} if row >= 0 else {}) | ({"column": column} if column >= 0 else {})

    def notice(
        self,
        identity: str,
        table: str,
        checks: Iterable[Check] = (),
        rows: Iterable[int] = (),
        **words: object,
    ) -> Finding:
        """A finding about rows or the whole of a table that is no identity of its own.

        Its sentences stand beside the identities; row and column in them are those of the first of the
        ``checks``.
        """
        rows, checks = sorted(set(rows)), list(checks)
        place = (checks[0].table_id, checks[0].row, checks[0].column) if checks else (table, -1, -1)
        places = [(table, row, -1) for row in rows] or [place]
        words = {**self.names(place), "rows": listed(rows), "count": len(rows), **words}
        return self.word(identity, notices()[identity], places, places_of(checks), words)

    def tell(
        self,
        identity: str,
        places: Iterable[Place | dict],
        lines: Sequence[Place] | None = None,
        **words: object,
    ) -> Finding:
        """A finding that stands in several places: cells, rows, or words quoted from a page.

        Its lines are those of the cells, unless others are given. Its sentences may name the first place.
        """
        places = list({id(one) if isinstance(one, dict) else one: one for one in places}.values())
        cells = [place for place in places if not isinstance(place, dict)]
        first = places[0]
        named = {**self.names(("", -1, -1)), **first} if isinstance(first, dict) else self.names(first)
        lines = [cell for cell in cells if cell in self.at] if lines is None else lines
        return self.word(identity, notices()[identity], places, lines, {**named, **words})

    def word(
        self,
        identity: str,
        texts: Message,
        places: Iterable[Place | dict],
        lines: Iterable[Place],
        words: Mapping[str, object],
        fault: Pair | None = None,
    ) -> Finding:
        """A finding in words: ``texts`` in both languages, filled in; ``fault`` is category and severity."""
        places = [place if isinstance(place, dict) else self.place(place) for place in places]
        return word(identity, texts, words, fault, places=places, lines=list(lines))


def word(
    identity: str, texts: Message, words: Mapping[str, object], fault: Pair | None = None, **more: object
) -> Finding:
    """A finding whose ``texts`` are filled in with words; a `Pair` gives each language its own."""
    zh, en = (
        text.format_map(
            {name: each[way] if isinstance(each, tuple) else each for name, each in words.items()}
        )
        for way, text in enumerate((texts.zh, texts.en))
    )
    return Finding(identity, *(fault or (texts.category, texts.severity)), en, zh, **more)


def _row_name(line: Line) -> str:
    names = (line.item, line.functional_name, line.department_economic_name, line.project_name)
    return next(filter(None, names), line.unit_name)


def _page_of(table: Table, row: int) -> int | None:
    """Page of a row that has no amount, else where the table starts."""
    cells = table.rows[row] if 0 <= row < len(table.rows) else []
    first = table.pages[0] if table.pages else None
    return next((cell.page for cell in cells if cell is not None and cell.page in table.pages), first)
