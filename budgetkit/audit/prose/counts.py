"""What the prose counts, lists and notes, against what the tables hold: units, projects, items, scope."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence

from budgetkit.audit.case import MOST_NAMED, Case, listed, printed_money, quotation
from budgetkit.checks import Place
from budgetkit.records import Finding, Line
from budgetkit.rules.active import active
from budgetkit.rules.codes import code_names
from budgetkit.rules.declared.words import SlipFile
from budgetkit.rules.kinds import kind_of, kinds_with

_LIST = re.compile(
    r"(?P<what>人员经费|公用经费)[\d,.\s]+万?元[^。；;]{0,6}?(?:主要)?(?:包括|用于)[:：]?(?P<items>[^。；;]+)"
)
_SPLIT, _AND = re.compile("[、，,]"), re.compile("[和及]")
_FEWEST_ITEMS = 6
"""Items that a table must print for its lists in the prose to be held against it."""
_NATURES = {"人员经费": {"301", "303"}, "公用经费": {"302", "307", "310", "399"}}
_FEWEST_GRADES = 3
"""So many grades must be told for their counts to make up the projects that were graded."""
_HOSPITALITY = ("official_hospitality", "domestic_hospitality")
_GUESTS = ("hospitality_batches", "hospitality_persons")
_NEAR = 10
"""Statements behind an amount within which its guests are counted."""


def find_counts(case: Case) -> list[Finding]:
    """Counts and lists of the prose that the tables do not bear out, as questions."""
    finders = (_units, _headquarters, _unit_names, _staff, _projects, _items, _scope_notes, _guests, _grades)
    return [finding for find in finders for finding in find(case)]


def _levels(case: Case, metric: str) -> list[dict]:
    """Counts that the document states; a count that is no plain number is left out."""
    own = (one for one in case.statements if one["metric"] == metric and not one["derived"])
    return [one for one in own if one["value"].isdecimal()]


def _units(case: Case) -> Iterator[Finding]:
    """Units stated, units under the department, and units that the tables print."""
    own, below = _levels(case, "budget_units"), _levels(case, "subordinate_units")
    if own and below and int(own[0]["value"]) - int(below[0]["value"]) not in (0, 1):
        quote = below[0]["quote"]
        other = f"又称“{quote}”", f"also “{quote}”"
        yield case.tell("text-units", map(quotation, (own[0], below[0])), other=other)
    elif own or below:
        numbers = {int(one["value"]) + more for one in below for more in (0, 1)}
        numbers |= {int(one["value"]) for one in own}
        printed = _units_printed(case)
        if printed > 1 and printed not in numbers:
            other = f"表中列有 {printed} 个单位", f"the tables list {printed} units"
            yield case.tell("text-units", [quotation([*own, *below][0])], other=other)


def _units_printed(case: Case) -> int:
    """Units that the tables list, those apart whose code is over others."""
    codes = {line.unit_code for line in _lines_of_units(case)} - {""}
    return sum(not any(other != code and other.startswith(code) for other in codes) for code in codes)


def _lines_of_units(case: Case) -> Iterator[Line]:
    return (line for line in case.lines if kind_of(line.kind).row_is == "unit_and_item")


def _headquarters(case: Case) -> Iterator[Finding]:
    """本部以及下属4家单位 are five: the kinds of units that are counted make as many."""
    found, place = next(case.text.find(active().of(SlipFile).headquarters.pattern), (None, {}))
    kinds = [*_levels(case, "administrative_units"), *_levels(case, "institution_units")]
    told = {(one["section"], one["page"]) for one in kinds}
    each = {one["subject"] for one in kinds}
    if not found or len(told) != 1 or len(each) < len(kinds) or len({one["metric"] for one in kinds}) < 2:
        return
    made, counted = int(found["below"]) + 1, sum(int(one["value"]) for one in kinds)
    if made != counted:
        words = {"made": made, "counted": counted, "list": "、".join(one["quote"] for one in kinds)}
        yield case.tell("text-units-counted", [place, *map(quotation, kinds)], **words)


def _unit_names(case: Case) -> Iterator[Finding]:
    """Units that the text names and units that the tables name, where both name several."""
    stated = {one["subject"]: one for one in case.statements if one["metric"] == "unit_name"}
    printed = {_pairs(line.unit_name) for line in _lines_of_units(case) if line.unit_name}
    if len(stated) < 2 or len(printed) < 2:
        return
    unknown = [one for name, one in stated.items() if not any(_near(_pairs(name), each) for each in printed)]
    if unknown and len(stated) - len(unknown) >= len(unknown):
        names = "、".join(one["subject"] for one in unknown[:MOST_NAMED])
        yield case.tell("text-unit-names", map(quotation, unknown), list=names)


def _pairs(name: str) -> frozenset[str]:
    """Pairs of letters that follow one another; 本级 and 机关 stand for the department itself."""
    bare = re.sub(r"[(（][^()（）]*[)）]|\s|本级$|机关$|本部$", "", name)
    return frozenset(bare[at : at + 2] for at in range(len(bare) - 1))


def _near(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two names may be of one unit: a short form holds few of the pairs of the full one."""
    return 2 * len(one & other) >= min(len(one), len(other))


def _staff(case: Case) -> Iterator[Finding]:
    """More persons in service than the quota of the same passage allows."""
    for quota in _levels(case, "staff_quota"):
        for one in _levels(case, "staff_in_service"):
            same = (one["section"], one["page"]) == (quota["section"], quota["page"])
            if same and int(one["value"]) > int(quota["value"]):
                yield case.tell("text-staff", map(quotation, (one, quota)), other=quota["quote"])
                return


def _projects(case: Case) -> Iterator[Finding]:
    """Projects under performance targets, and projects that the tables list."""
    stated = [
        one for one in _levels(case, "performance_project_count") if one["subject"].endswith("绩效目标")
    ]
    named = {(line.kind, line.project_name) for line in case.lines if line.row_kind == "item"}
    listed = set(Counter(kind for kind, name in named if name).values())
    set_before = kinds_with(form="project", year_is_over=False)
    listed |= {sum(table.kind in set_before for table in case.tables.values())} - {0}
    if stated and listed and case.phase == "approved" and int(stated[0]["value"]) not in {0, *listed}:
        yield case.tell("text-projects", [quotation(stated[0])], other=max(listed))


def _items(case: Case) -> Iterator[Finding]:
    """主要包括: economic items that the table of basic expenditure does not print, and those left out."""
    table = [line for line in case.lines if kind_of(line.kind).nature == "basic" and line.amount_fen]
    printed = {_item(line) for line in table}
    if len(printed) < _FEWEST_ITEMS:
        return
    official = _official_items()
    seen = set()
    for found in _LIST.finditer(case.text.whole):
        names = list(dict.fromkeys(map(_bare, _named(found["items"], official))))
        codes = _NATURES[found["what"]]
        yield from _unnamed(case, found, names, [x for x in table if x.department_economic_code[:3] in codes])
        here = (name for name in names if codes & official.get(name, set()))
        missing = [name for name in here if not _is_within(name, printed)]
        if missing and (found["what"], *missing) not in seen:
            seen.add((found["what"], *missing))
            yield _of_list(case, "text-items", found, missing)


def _is_within(name: str, others: Iterable[str]) -> bool:
    return any(name in other for other in others)


def _official_items() -> dict[str, set[str]]:
    """Groups of each economic item by its name: 办公设备购置 is of 309 and of 310."""
    items: dict[str, set[str]] = defaultdict(set)
    for code, name in code_names("dept_economic").items():
        if len(code) == 5:
            items[_bare(name)].add(code[:3])
    return items


def _unnamed(case: Case, found: re.Match[str], names: list[str], rows: list[Line]) -> Iterator[Finding]:
    """Items of the table that a list leaves out which does not end in 等 and names most of the others."""
    items = {_item(line): line for line in rows if _is_item(line)}
    left = {name: line for name, line in items.items() if not any(name in x or x in name for x in names)}
    if left and len(items) - len(left) >= max(3, len(left)) and not re.search("等|其他", found["items"]):
        cells = [line.place for line in left.values()]
        yield _of_list(case, "text-items-unnamed", found, list(left), cells, what=found["what"])


def _of_list(
    case: Case, notice: str, found: re.Match[str], names: list[str], cells: Sequence[Place] = (), **words: str
) -> Finding:
    place = case.text.place(found.start(), found.start("items"))
    return case.tell(notice, [place, *cells], list=listed(names), **words, **place)


def _item(line: Line) -> str:
    return _bare(line.department_economic_name or line.item)


def _is_item(line: Line) -> bool:
    name = line.department_economic_name or line.item
    return len(line.department_economic_code) == 5 and not name.startswith("其他")


def _named(items: str, official: Container[str]) -> Iterator[str]:
    """Items of a list; 和 and 及 part two of them unless they are within the name of one."""
    for name in _SPLIT.split(items):
        yield from [name] if _bare(name) in official else _AND.split(name)


def _scope_notes(case: Case) -> Iterator[Finding]:
    """A note that a table holds appropriation only, where its total is more than the appropriation."""
    for table in case.tables.values():
        for entry in active().of(SlipFile).scope_note:
            found = entry.pattern.search(table.note) if table.note else None
            if not found:
                continue
            total = _total(case, table.table_id)
            parts = [line for line in case.lines if _is_all_spent(line, entry.fund)]
            if total and parts and all(total.amount_fen > part.amount_fen for part in parts):
                cells = [total.place, parts[0].place]
                words = {"printed": printed_money(total), "expected": printed_money(parts[0])}
                yield case.tell("text-scope-note", cells, **words, quote=found[0])


def _is_all_spent(line: Line, fund: str) -> bool:
    """Whether a line is all expenditure of a fund in the summary of the appropriation."""
    of_fund = (line.fund, line.direction) == (fund, "expenditure")
    whole = of_fund and line.measure in ("total_uses", "current_year_expenditure")
    return whole and line.kind in kinds_with(two_sided=True, fund="appropriation")


def _total(case: Case, table: str) -> Line | None:
    totals = [line for line in case.lines if line.table_id == table and line.row_kind == "total"]
    return max(totals, key=lambda line: line.amount_fen, default=None)


def _bare(name: str) -> str:
    return re.sub(r"[(（][^()（）]*[)）]|\s|等.*$|支出$", "", name)


def _guests(case: Case) -> Iterator[Finding]:
    """Money spent on guests where the same section counts none; the first such amount tells."""
    for place, one in enumerate(case.statements):
        if one["metric"] not in _HOSPITALITY or one["derived"] or one["phase"] != "executed":
            continue
        behind = case.statements[place + 1 : place + _NEAR]
        same = [x for x in behind if (x["section"], x["fiscal_year"]) == (one["section"], one["fiscal_year"])]
        batches, persons = ([x for x in same if x["metric"] == metric] for metric in _GUESTS)
        none = not any(x["value"].strip("0") for x in (*batches, *persons))
        if one["value"].strip("0.") and batches and persons and none:
            places = map(quotation, (one, batches[0], persons[0]))
            yield case.tell("text-no-guests", places, other=persons[0]["quote"])
            return


def _grades(case: Case) -> Iterator[Finding]:
    """Projects of each grade against the projects that were graded."""
    grades: dict[tuple, list[dict]] = defaultdict(list)
    totals: dict[tuple, dict] = {}
    for one in case.statements:
        key = (one["section"], one["fiscal_year"])
        if one["metric"] == "performance_project_count" and one["subject"].endswith("绩效自评"):
            totals.setdefault(key, one)
        elif one["metric"] == "performance_grade_count" and key in totals:
            grades[key].append(one)
    for key, members in grades.items():
        names = [one["subject"] for one in members]
        if len(names) < _FEWEST_GRADES or len(set(names)) < len(names):
            continue
        total, made = totals[key], sum(int(one["value"]) for one in members)
        if total["value"].isdecimal() and made and made != int(total["value"]):
            parts = " + ".join(one["value"] for one in members)
            yield case.tell("text-grades", map(quotation, (total, *members)), parts=parts, made=made)
