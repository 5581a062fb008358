"""The case before the auditor: one document with all that was read from it, and how to speak of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from budgetkit.amounts import print_amount
from budgetkit.checks import Check, Place, places_of
from budgetkit.corrections import Correction
from budgetkit.model import Paragraph
from budgetkit.projects import Linking
from budgetkit.records import Finding, Line, Repair
from budgetkit.rules.identities import messages
from budgetkit.rules.kinds import kind_of
from budgetkit.tables import Table

EXACT_ENGINES = ("ruled", "text")
"""Engines whose columns and digits are what the publisher printed."""
MOST_NAMED = 6
"""Rows or parts named in one message."""


class Case:
    """All that was read from one document, and the names of its tables, rows and columns.

    Parameters
    ----------
    tables : sequence of Table
        All tables, after repair; absent ones too.
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
    projects : sequence of dict
        Rows of `projects`.
    linking : Linking, optional
        What `link_projects` says.
    paragraphs : sequence of Paragraph
        Printed lines outside the tables.
    corrected : sequence of (Correction, Line, Repair)
        What the user corrected.
    wrong_units : sequence of WrongUnit
        Tables whose unit is wrong; ``lines`` are judged in the other one.
    read_whole : bool
        Whether every page was read, and from the published pages themselves: what is absent then was not
        published. Text may have lost a table on its way.
    fiscal_year, phase, scope
        Of the document; ``None`` or empty where nothing says.
    """

    def __init__(
        self,
        tables: Sequence[Table],
        lines: Sequence[Line],
        checks: Sequence[Check] = (),
        repairs: Sequence[Repair] = (),
        *,
        statements: Sequence[Mapping] = (),
        indicators: Sequence[Mapping] = (),
        projects: Sequence[Mapping] = (),
        linking: Linking | None = None,
        paragraphs: Sequence[Paragraph] = (),
        corrected: Sequence[tuple[Correction, Line, Repair]] = (),
        wrong_units: Sequence[tuple] = (),
        read_whole: bool = True,
        fiscal_year: int | None = None,
        phase: str = "",
        scope: str = "",
    ) -> None:
        self.lines, self.checks, self.repairs = lines, checks, repairs
        self.statements, self.indicators, self.projects = statements, indicators, projects
        self.paragraphs, self.corrected = paragraphs, corrected
        self.wrong_units, self.read_whole = wrong_units, read_whole
        self.linking = linking or Linking()
        self.findings: list[Finding] = []
        """What the tables alone have been found to say, for those who look at the case later."""
        self.told: list[Finding] = []
        """All that was found before the finder that looks now."""
        self.fiscal_year, self.phase, self.scope = fiscal_year, phase, scope
        self.tables = {table.table_id: table for table in tables}
        self.rank = {table.table_id: number for number, table in enumerate(tables)}
        self.at = {(line.table_id, line.row, line.column): line for line in lines}
        self.row_names: dict[tuple[str, int], str] = {}
        self.row_pages: dict[tuple[str, int], int] = {}
        for line in sorted(lines, key=lambda line: (line.table_id, line.row, line.column)):
            key = (line.table_id, line.row)
            name = line.item or line.functional_name or line.department_economic_name or line.project_name
            self.row_names.setdefault(key, name or line.unit_name)
            self.row_pages.setdefault(key, line.page)

    def order(self, finding: Finding) -> tuple:
        """Sort key: the first place, then the identity."""
        first = finding.places[0] if finding.places else {}
        place = (first.get("row", -1), first.get("column", -1))
        return (
            self.rank.get(first.get("table", ""), len(self.rank)),
            *place,
            finding.identity,
            finding.message_en,
        )

    def names(self, place: Place) -> dict[str, str]:
        """Table, row and column as printed."""
        table, row, column = place
        known = self.tables.get(table)
        label = next((c.label for c in known.columns if c.index == column), "") if known else ""
        line = self.at.get(place)
        own = (line.item or line.functional_name or line.department_economic_name) if line else ""
        return {
            "table": self._titles.get(table, f"表 {table}"),
            "row": own or self.row_names.get((table, row)) or str(row),
            "column": label or (line.column_label if line else "") or str(column),
        }

    @cached_property
    def _titles(self) -> dict[str, str]:
        """What to call each table: its title, and what tells it from others of the same title."""
        names = {key: table.title or kind_of(table.kind).zh for key, table in self.tables.items()}
        often = Counter(names[key] for key, table in self.tables.items() if table.state != "absent")
        projects: dict[str, set[str]] = defaultdict(set)
        for project in self.linking.projects:
            for mention in project.mentions:
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

    def place(self, place: Place) -> dict:
        """A place as findings keep it."""
        table, row, column = place
        known = self.tables.get(table)
        page = self.row_pages.get((table, row)) or (_page_of(known, row) if known else None)
        found = {"table": table, "page": page}
        return found | ({"row": row} if row >= 0 else {}) | ({"column": column} if column >= 0 else {})

    def notice(
        self,
        identity: str,
        table: str,
        checks: Iterable[Check] = (),
        rows: Iterable[int] = (),
        cell: Place | None = None,
        **words: object,
    ) -> Finding:
        """A finding that is no identity of its own; its sentences stand beside the identities."""
        notice = messages()["notice"][identity]
        rows, checks = sorted(set(rows)), list(checks)
        named = "、".join(map(str, rows[:MOST_NAMED])) + ("…" if len(rows) > MOST_NAMED else "")
        place = (checks[0].table_id, checks[0].row, checks[0].column) if checks else cell or (table, -1, -1)
        words = {**self.names(place), "rows": named, "count": len(rows), **words}
        places = [(table, row, -1) for row in rows] or [place]
        return Finding(
            identity=identity,
            category=notice["category"],
            severity=notice["severity"],
            message_en=notice["en"].format_map({k: words.get(f"{k}_en", v) for k, v in words.items()}),
            message_zh=notice["zh"].format_map({k: words.get(f"{k}_zh", v) for k, v in words.items()}),
            places=[self.place(at) for at in places],
            lines=places_of(checks) or ([cell] if cell in self.at else []),
        )

    def relation_finding(self, check: Check) -> Finding:
        """One failed identity that nothing else explains."""
        return self._finding(
            check, [check], check.relation, check.place, check.printed_fen, check.expected_fen
        )

    def cell_finding(self, place: Place, checks: list[Check], delta: int) -> Finding:
        """One cell whose change satisfies all of the checks."""
        line = self.at.get(place)
        printed = line.amount_fen if line else 0
        return self._finding(checks[0], checks, "cell", place, printed, printed + delta)

    def _finding(
        self, check: Check, checks: list[Check], form: str, place: Place, printed: int, expected: int
    ) -> Finding:
        line = self.at.get(place)
        said = [*check.total, *check.parts]
        unit = (line or said[0]).printed_unit
        decimals = max(part.decimals for part in said if part.printed_unit == unit)
        table = self.tables.get(place[0])
        engine = table.engine if table else "text"
        category, severity = check.identity.category, check.identity.severity
        if line is None or not check.parts:
            category, severity = ("question" if category == "document_error" else category), "warning"
        elif engine not in EXACT_ENGINES and category == "document_error":
            category, severity = "extraction_damage", "warning"
        money = {
            "printed": f"{print_amount(printed, unit, decimals)} {unit}" if line else "空白",
            "expected": print_amount(expected, unit, decimals),
            "difference": print_amount(printed - expected, unit, decimals),
        }
        words = {**self.names(place), **money, "unit": unit, "count": len(checks), "parts": _sum_text(check)}
        form_texts = messages()["cell"] if form == "cell" else messages()["relation"][form]
        # One identity alone leaves open which of its figures is wrong: all few of them are to be looked at.
        beside = places_of(checks) if len(checks) == 1 and len(said) <= MOST_NAMED else []
        places = dict.fromkeys([place, *(check.place for check in checks), *beside])
        titles = list(dict.fromkeys((c.identity.title_zh, c.identity.title_en) for c in checks))
        english = words | {
            "printed": money["printed"] if line else "blank",
            "title": "; ".join(t[1] for t in titles),
        }
        return Finding(
            identity=check.identity.id,
            category=category,
            severity=severity,
            message_en=form_texts["en"].format_map(english),
            message_zh=form_texts["zh"].format_map(words | {"title": "；".join(t[0] for t in titles)}),
            expected_fen=expected,
            printed_fen=printed if line else None,
            difference_fen=printed - expected,
            tolerance_fen=check.tolerance_fen,
            places=[self.place(at) for at in places],
            lines=list(dict.fromkeys([*([place] if line else []), *places_of(checks)])),
        )


def _page_of(table: Table, row: int) -> int | None:
    """Page of a row that has no amount, else where the table starts."""
    cells = table.rows[row] if 0 <= row < len(table.rows) else []
    first = table.pages[0] if table.pages else None
    return next((cell.page for cell in cells if cell is not None and cell.page in table.pages), first)


def _sum_text(check: Check) -> str:
    signs = zip(check.parts, check.weights, strict=True)
    texts = [("−" if weight < 0 else "") + line.printed.strip() for line, weight in signs]
    rest = f" + … ({len(texts)})" if len(texts) > MOST_NAMED else ""
    return " + ".join(texts[:MOST_NAMED]) + rest or "0"
