"""Findings of one document: what its identities, its tables and its repairs tell a reader.

One cause makes one finding. Extraction damage is looked for first and takes the checks with it that
fail because of it; then the cell whose change would satisfy most failed checks is named, the checks
it explains are folded into its finding, and so on until none is left.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from budgetkit.amounts import print_amount
from budgetkit.checks import Check, evaluate
from budgetkit.checks.culprits import Place, find_culprits, place_of, places_of, without
from budgetkit.identities import messages
from budgetkit.records import Finding, Line, Repair
from budgetkit.repair import doubtful_cells
from budgetkit.tables import Table

EXACT_ENGINES = ("ruled", "text")
"""Engines whose columns and digits are what the publisher printed."""
MOST_NAMED = 6
"""Rows or parts named in one message."""


def audit(tables: Sequence[Table], lines: Sequence[Line], repairs: Sequence[Repair] = ()) -> list[Finding]:
    """Audit one document.

    Parameters
    ----------
    tables : sequence of Table
        All tables, after repair; absent ones too.
    lines : sequence of Line
        All lines of the tables, in any order. ``checks`` and ``failures`` of each line are set: how many
        sums and equalities contain it, and how many of these fail.
    repairs : sequence of Repair
        What was repaired.

    Returns
    -------
    list of Finding
        In the order of the tables and their rows; empty when all is well.
    """
    checks = evaluate(lines, columns={table.table_id: table.columns for table in tables})
    _mark(lines, checks)
    auditor = _Auditor(tables, lines, checks)
    found = [*_repaired(auditor, repairs), *_missing(auditor)]
    failed = [check for check in checks if check.state == "fails"]
    for step in (_shifted_text, _lost, _not_understood, _shifted, _single_cells):
        more, failed = step(auditor, failed)
        found += more
    found += [auditor.relation_finding(check) for check in failed]
    found += _rounded(auditor)
    return sorted(found, key=auditor.order)


def _mark(lines: Iterable[Line], checks: Iterable[Check]) -> None:
    for line in lines:
        line.checks = line.failures = 0
    for check in checks:
        if check.counts:
            for line in (*check.total, *check.parts):
                line.checks += 1
                line.failures += check.state == "fails"


class _Auditor:
    """What all findings of one document share: names of tables, rows and columns, and money in words."""

    def __init__(self, tables: Sequence[Table], lines: Sequence[Line], checks: list[Check]) -> None:
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
        self.checks = checks

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
        return {
            "table": (known.title if known else "") or (known.kind if known else "") or f"表 {table}",
            "row": self.row_names.get((table, row)) or str(row),
            "column": label or (line.column_label if line else "") or str(column),
        }

    def place(self, place: Place) -> dict:
        """A place as findings keep it."""
        table, row, column = place
        known = self.tables.get(table)
        page = self.row_pages.get((table, row), known.pages[0] if known and known.pages else None)
        found = {"table": table, "page": page}
        return found | ({"row": row} if row >= 0 else {}) | ({"column": column} if column >= 0 else {})

    def notice(
        self, identity: str, table: str, checks: Iterable[Check] = (), rows: Iterable[int] = (), **words
    ) -> Finding:
        """A finding that is no identity of its own; its sentences stand in ``findings.toml``."""
        notice = messages()["notice"][identity]
        rows, checks = sorted(set(rows)), list(checks)
        named = "、".join(map(str, rows[:MOST_NAMED])) + ("…" if len(rows) > MOST_NAMED else "")
        place = (checks[0].table_id, checks[0].row, checks[0].column) if checks else (table, -1, -1)
        words = {**self.names(place), "rows": named, "count": len(rows), **words}
        places = [(table, row, -1) for row in rows] or [place]
        return Finding(
            identity=identity,
            category=notice["category"],
            severity=notice["severity"],
            message_en=notice["en"].format_map({k: words.get(f"{k}_en", v) for k, v in words.items()}),
            message_zh=notice["zh"].format_map({k: words.get(f"{k}_zh", v) for k, v in words.items()}),
            places=[self.place(at) for at in places],
            lines=places_of(checks),
        )

    def relation_finding(self, check: Check) -> Finding:
        """One failed identity that nothing else explains."""
        return self._finding(
            check, [check], check.relation, place_of(check), check.printed_fen, check.expected_fen
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
        places = dict.fromkeys([place, *map(place_of, checks)])
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


def _sum_text(check: Check) -> str:
    signs = zip(check.parts, check.weights, strict=True)
    texts = [("−" if weight < 0 else "") + line.printed.strip() for line, weight in signs]
    rest = f" + … ({len(texts)})" if len(texts) > MOST_NAMED else ""
    return " + ".join(texts[:MOST_NAMED]) + rest or "0"


def _repaired(auditor: _Auditor, repairs: Iterable[Repair]) -> list[Finding]:
    rows: dict[str, list[int]] = defaultdict(list)
    for repair in repairs:
        rows[repair.table_id].append(repair.row)
    return [
        auditor.notice("table-repaired", table, rows=numbers, count=len(numbers))
        for table, numbers in rows.items()
    ]


def _missing(auditor: _Auditor) -> list[Finding]:
    found = []
    for table in auditor.tables.values():
        if table.state == "empty":
            found.append(auditor.notice("empty-table-without-note", table.table_id))
        elif table.state == "absent" and table.listed_in_contents:
            found.append(auditor.notice("table-listed-but-absent", table.table_id))
    return found


def _shifted_text(auditor: _Auditor, failed: list[Check]) -> tuple[list[Finding], list[Check]]:
    """Shifted rows of tables without rulings, where lost blanks are to be expected."""
    text = {table.table_id for table in auditor.tables.values() if table.engine != "ruled"}
    found, rest = _shifted(auditor, [check for check in failed if check.table_id in text])
    aside = [check for check in failed if check.table_id not in text]
    return found, [*aside, *rest]


def _shifted(auditor: _Auditor, failed: list[Check]) -> tuple[list[Finding], list[Check]]:
    """Rows whose figures moved and could not be put back; they take their checks with them."""
    by_row: dict[tuple[str, int], list[Check]] = defaultdict(list)
    for check in failed:
        if check.identity.scope == "row" and check.counts:
            by_row[check.table_id, check.row].append(check)
    found = []
    for table in dict.fromkeys(table for table, _ in by_row):
        known = auditor.tables.get(table)
        doubtful = doubtful_cells(known) if known else {}
        rows = [row for row in doubtful if not _one_cell_explains(by_row[table, row])]
        cells = {(table, row, column) for row in rows for column in doubtful[row]}
        taken = [check for row in rows for check in by_row[table, row]]
        rest = without(failed, taken)
        taken += [check for check in rest if cells.intersection([place_of(check), *places_of([check])])]
        if taken:
            found.append(auditor.notice("columns-shifted", table, taken, rows))
            failed = without(failed, taken)
    return found, failed


def _one_cell_explains(failed: list[Check]) -> bool:
    """Whether one wrong figure, which is simpler than a shift, makes all sums of a row fail."""
    best = next(find_culprits([], failed), None)
    return len(failed) < 2 or (best is not None and len(best.explained) == len(failed))


def _lost(auditor: _Auditor, failed: list[Check]) -> tuple[list[Finding], list[Check]]:
    """A total row over the sum of its rows in every failing column at once, its own row being sound."""
    unsound = {(c.table_id, c.row) for c in failed if c.identity.scope == "row"}
    groups: dict[tuple[str, int], list[Check]] = defaultdict(list)
    for check in failed:
        if check.identity.scope == "column" and check.relation == "sum" and check.total:
            groups[check.table_id, check.row].append(check)
    found = []
    for (table, row), group in groups.items():
        group.sort(key=lambda check: check.column)
        known = auditor.tables.get(table)
        columns = [c for c in known.columns if c.role == "amount"] if known else []
        only = len(columns) == 1 and known is not None and known.engine != "ruled"
        rows = {(line.table_id, line.row) for check in group for line in (*check.total, *check.parts)}
        short = all(check.difference_fen > 0 for check in group) and not unsound & rows
        if not short or (len(group) < 2 and not only):
            continue
        unit = group[0].total[0].printed_unit
        decimals = max(line.decimals for check in group for line in check.total)
        residual = "；".join(
            f"{auditor.names(place_of(c))['column']} {print_amount(c.difference_fen, unit, decimals)}"
            for c in group
        )
        finding = auditor.notice("rows-lost", table, group, residual=residual, unit=unit)
        # What the rows make is what is there; the total says what should be.
        finding.identity = group[0].identity.id
        finding.printed_fen, finding.expected_fen = group[0].expected_fen, group[0].printed_fen
        finding.difference_fen, finding.tolerance_fen = -group[0].difference_fen, group[0].tolerance_fen
        found.append(finding)
        resting = [c for c in failed if c.identity.scope == "document" and _rests_on(c, table, row)]
        _absolve(resting, table)
        failed = without(failed, [*group, *resting])
    return found, failed


def _rests_on(check: Check, table: str, total_row: int) -> bool:
    """Whether a check between tables sums rows of a table that lost some."""
    return any(line.table_id == table and line.row != total_row for line in (*check.total, *check.parts))


def _absolve(checks: Iterable[Check], damaged: str) -> None:
    """A check that fails because another table lost rows says nothing of the lines of the sound one."""
    for check in checks:
        for line in (*check.total, *check.parts):
            if line.table_id != damaged and check.counts:
                line.checks -= 1
                line.failures -= 1


def _not_understood(auditor: _Auditor, failed: list[Check]) -> tuple[list[Finding], list[Check]]:
    """A table most of whose sums fail is misread, not misprinted: one finding instead of many."""
    tried: dict[str, Counter] = defaultdict(Counter)
    for check in auditor.checks:
        if check.counts and check.identity.scope in ("row", "column"):
            tried[check.table_id]["all"] += 1
            tried[check.table_id][
                check.identity.id, check.row if check.identity.scope == "column" else check.column
            ] += 1
    found = []
    for table in tried:
        inside = [
            c for c in failed if c.table_id == table and c.counts and c.identity.scope in ("row", "column")
        ]
        rules = Counter((c.identity.id, c.column) for c in inside if c.identity.scope == "row")
        whole_rule = any(n >= 3 and n * 2 > tried[table][rule] for rule, n in rules.items())
        if whole_rule or (len(inside) >= 6 and len(inside) * 2 > tried[table]["all"]):
            first = inside[0].identity
            words = {"title": "", "title_zh": first.title_zh, "title_en": first.title_en}
            rows = {check.row for check in inside}
            found.append(
                auditor.notice("table-does-not-add-up", table, inside, rows, count=len(inside), **words)
            )
            cells = set(places_of(inside))
            failed = [c for c in without(failed, inside) if not cells.intersection(places_of([c]))]
    return found, failed


def _single_cells(auditor: _Auditor, failed: list[Check]) -> tuple[list[Finding], list[Check]]:
    """Name cells whose change would satisfy several failed checks and break none."""
    found = []
    for culprit in find_culprits(auditor.checks, failed):
        found.append(auditor.cell_finding(culprit.place, culprit.explained, culprit.change))
        failed = without(failed, culprit.explained)
    return found, failed


def _rounded(auditor: _Auditor) -> list[Finding]:
    """One finding for an identity and a table whose sums are off by rounding."""
    groups: dict[tuple[str, str], list[Check]] = defaultdict(list)
    exact: Counter = Counter()
    for check in auditor.checks:
        key = (place_of(check)[0], check.identity.id)
        if check.state == "rounding":
            groups[key].append(check)
        elif check.state == "holds":
            exact[key] += 1
    found = []
    for key, group in groups.items():
        worst = max(group, key=lambda check: abs(check.difference_fen))
        said = [*worst.total, *worst.parts]
        unit = said[0].printed_unit
        yuan = all(line.printed_unit == "元" and line.decimals in (0, 2) for line in said)
        name = "exact-figures-off" if yuan and len(group) * 2 <= exact[key] else "rounding"
        words = {
            "count": len(group),
            "unit": unit,
            "difference": print_amount(abs(worst.difference_fen), unit, max(line.decimals for line in said)),
            "title": "",
            "title_zh": worst.identity.title_zh,
            "title_en": worst.identity.title_en,
        }
        finding = auditor.notice(name, key[0], [worst], **words)
        finding.printed_fen, finding.expected_fen = worst.printed_fen, worst.expected_fen
        finding.difference_fen, finding.tolerance_fen = worst.difference_fen, worst.tolerance_fen
        found.append(finding)
    return found
