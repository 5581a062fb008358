"""What the prose counts, lists and notes, against what the tables hold: units, projects, items, scope."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator

from budgetkit.amounts import print_amount
from budgetkit.audit.case import MOST_NAMED, Case
from budgetkit.audit.passages import Passages, patterns
from budgetkit.records import Finding, Line
from budgetkit.vocabulary import code_names

_UNIT_TABLES = ("revenue_by_source", "expenditure_by_function", "general_public_expenditure_by_function")
_LIST = re.compile(
    r"(?P<what>人员经费|公用经费)[\d,.\s]+万?元[^。；;]{0,6}?(?:主要)?(?:包括|用于)[:：]?(?P<items>[^。；;]+)"
)
_SPLIT, _AND = re.compile("[、，,]"), re.compile("[和及]")
_NATURES = {"人员经费": {"301", "303"}, "公用经费": {"302", "307", "310", "399"}}


def find_counts(case: Case) -> list[Finding]:
    """Counts and lists of the prose that the tables do not bear out, as questions."""
    return [*_units(case), *_projects(case), *_items(case), *_scope_notes(case)]


def _levels(case: Case, metric: str) -> list[dict]:
    """Counts that the document states; a count that is no plain number is left out."""
    own = (one for one in case.statements if one["metric"] == metric and not one["derived"])
    return [one for one in own if one["value"].isdecimal()]


def _units(case: Case) -> Iterator[Finding]:
    """Units stated, units under the department, and units that the tables print."""
    own, below = _levels(case, "budget_units"), _levels(case, "subordinate_units")
    stated = own or below
    if not stated:
        return
    one = stated[0]
    numbers = {int(each["value"]) for each in own} | {int(each["value"]) + 1 for each in below}
    numbers |= {int(each["value"]) for each in below}
    if own and below and int(own[0]["value"]) - int(below[0]["value"]) not in (0, 1):
        other = below[0]["quote"]
        yield _question(
            case, "text-units", [one, below[0]], other_zh=f"又称“{other}”", other_en=f"also “{other}”"
        )
        return
    codes = {line.unit_code for line in case.lines if line.kind in _UNIT_TABLES and line.unit_code}
    leaves = [code for code in codes if not any(other != code and other.startswith(code) for other in codes)]
    if len(leaves) > 1 and len(leaves) not in numbers:
        words = {
            "other_zh": f"表中列有 {len(leaves)} 个单位",
            "other_en": f"the tables list {len(leaves)} units",
        }
        yield _question(case, "text-units", [one], **words)


def _projects(case: Case) -> Iterator[Finding]:
    """Projects under performance targets, and projects that the tables list."""
    stated = [
        one for one in _levels(case, "performance_project_count") if one["subject"].endswith("绩效目标")
    ]
    names: dict[str, set[str]] = defaultdict(set)
    for line in case.lines:
        if line.project_name and line.row_kind == "item":
            names[line.kind].add(line.project_name)
    listed = {len(each) for each in names.values()}
    listed |= {sum(table.kind == "performance_project_form" for table in case.tables.values())} - {0}
    if stated and listed and case.phase == "approved" and int(stated[0]["value"]) not in {0, *listed}:
        yield _question(case, "text-projects", stated[:1], other=str(max(listed)))


def _items(case: Case) -> Iterator[Finding]:
    """主要包括: economic items that the table of basic expenditure does not print an amount for."""
    table = [line for line in case.lines if line.kind == "basic_expenditure_by_economic" and line.amount_fen]
    printed = {_bare(line.department_economic_name or line.item) for line in table}
    if len(printed) < 6:
        return
    official: dict[str, set[str]] = defaultdict(set)  # 办公设备购置 is of 309 and of 310
    for code, name in code_names("dept_economic").items():
        if len(code) == 5:
            official[_bare(name)].add(code[:3])
    text = Passages(case.paragraphs)
    seen = set()
    for found in _LIST.finditer(text.whole):
        names = dict.fromkeys(_bare(name) for name in _named(found["items"], official))
        official_here = [name for name in names if official.get(name, set()) & _NATURES[found["what"]]]
        missing = [name for name in official_here if not any(name in each for each in printed)]
        if missing and (found["what"], *missing) not in seen:
            seen.add((found["what"], *missing))
            place = text.place(found.start(), found.start("items"))
            rest = "…" if len(missing) > MOST_NAMED else ""
            finding = case.notice("text-items", "", list="、".join(missing[:MOST_NAMED]) + rest, **place)
            finding.places = [place]
            yield finding


def _named(items: str, official: Container[str]) -> Iterator[str]:
    """Items of a list; 和 and 及 part two of them unless they are within the name of one."""
    for name in _SPLIT.split(items):
        yield from [name] if _bare(name) in official else _AND.split(name)


def _scope_notes(case: Case) -> Iterator[Finding]:
    """A note that a table holds appropriation only, where its total is more than the appropriation."""
    for table in case.tables.values():
        for entry, pattern in patterns()["scope_note"]:
            found = pattern.search(table.note) if table.note else None
            if not found:
                continue
            total = _total(case, table.table_id)
            parts = [
                line
                for line in case.lines
                if line.kind == "appropriation_summary"
                and (line.fund, line.direction) == (entry["fund"], "expenditure")
                and line.measure in ("total_uses", "current_year_expenditure")
            ]  # fmt: skip
            if total and parts and all(total.amount_fen > part.amount_fen for part in parts):
                words = {"printed": _print(total), "expected": _print(parts[0]), "quote": found[0]}
                finding = case.notice("text-scope-note", table.table_id, **words)
                finding.lines = [(x.table_id, x.row, x.column) for x in (total, parts[0])]
                finding.places = [case.place(cell) for cell in finding.lines]
                yield finding


def _total(case: Case, table: str) -> Line | None:
    totals = [line for line in case.lines if line.table_id == table and line.row_kind == "total"]
    return max(totals, key=lambda line: line.amount_fen, default=None)


def _print(line: Line) -> str:
    return f"{print_amount(line.amount_fen, line.printed_unit, line.decimals)} {line.printed_unit}"


def _bare(name: str) -> str:
    return re.sub(r"[(（][^()（）]*[)）]|\s|等.*$|支出$", "", name)


def _question(case: Case, notice: str, stated: list[dict], **words: str) -> Finding:
    first = stated[0]
    finding = case.notice(notice, "", quote=first["quote"], page=str(first["page"]), **words)
    finding.places = [{"page": one["page"], "quote": one["quote"]} for one in stated]
    return finding
