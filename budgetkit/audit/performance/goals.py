"""Goals of performance forms against their indicators: other numbers, other years, other targets."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import zip_longest
from operator import attrgetter
from typing import NamedTuple

from budgetkit.audit.case import Case
from budgetkit.checks import Place
from budgetkit.indicators.words import head, shown
from budgetkit.model import Cell
from budgetkit.projects import project_finder
from budgetkit.projects.names import ratio
from budgetkit.records import Finding, grouped
from budgetkit.rules.active import active, remembers
from budgetkit.rules.declared.words import GoalFile
from budgetkit.rules.kinds import kind_of
from budgetkit.rules.record import Pattern
from budgetkit.targets import Target, read_figures
from budgetkit.text import normalise

DEPARTMENT = "department"
"""Owner of the goals and indicators of the whole department; other owners are projects, or a table."""
_ALIKE, _SURE, _SAME = 0.6, 0.75, 0.85
"""How alike two things counted are: with the same unit, with other words of counting, the same indicator."""
_AKIN = 0.25
"""Things no more alike than this may still be the same where number and unit are equal."""
_HEAD = 4
"""Characters of the word at its end that make two long names alike."""
_LONG = 8
"""Characters from which a cell is a text and no label."""
_SHOWN = 20
_NOUN = 40
"""Characters around a figure that may say what it counts."""
_UNIT = re.compile(r"([十百千]?)([万亿]?)(.*)")
_POWERS = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_YUAN = {"元人民币": "元", "人民币": "元", "美金": "美元", "港币": "港元"}
_MEASURED = re.compile(r"[元币镑%‰度天日周月年秒倍亩吨克升]|百分点|米|里|公顷|小时|分|[A-Za-z]")
_CLAUSE = re.compile(r"[，。;；!！\n]|,(?!\d{3})")
_PART = re.compile(r"[、和及与]")


def pattern(name: str) -> Pattern:
    """One pattern of ``goals.toml``."""
    return getattr(active().of(GoalFile), name)


class Goal(NamedTuple):
    """One cell that states a goal."""

    place: Place
    text: str
    annual: bool
    owner: str


class GoalFigure(NamedTuple):
    """One figure of a goal; ``nouns`` are the ways to say what it counts, ``noun`` is what is printed."""

    place: Place
    noun: str
    nouns: tuple[str, ...]
    target: Target


def find_goals_unlike_indicators(case: Case) -> Iterator[Finding]:
    """Figures of a goal that differ from the indicator for the same thing in the same form."""
    owned = owned_indicators(case)
    for owner, ours in grouped(read_goals(case), attrgetter("owner")).items():
        ours = [goal for goal in ours if goal.annual] or ours  # a plan of years asks for more than its year
        said = [one for goal in ours for one in _read_goal(goal)]
        for one, indicator in _contradictions(said, owned.get(owner, []), _ALIKE):
            yield _differing(case, "goal-differs-from-indicator", one, indicator)


def find_departments_unlike_projects(case: Case) -> list[Finding]:
    """Goals and indicators of the whole department that differ from those of its projects' forms."""
    owned = owned_indicators(case)
    ours = [row for owner, rows in owned.items() if owner != DEPARTMENT for row in rows]
    often = Counter(map(name_of, ours))
    # What every form asks for (预算执行率) is asked of each project by itself.
    ours = [row for row in ours if often[name_of(row)] == 1]
    said = [one for goal in read_goals(case) if goal.owner == DEPARTMENT for one in _read_goal(goal)]
    asked = [
        GoalFigure(row_of(row), row["level3"], (_bare(row["level3"]),), target_of(row))
        for row in owned.get(DEPARTMENT, [])
        if row["value"] is not None
    ]
    pairs = [*_contradictions(said, ours, _SURE), *_contradictions(asked, ours, _SAME)]
    return [_differing(case, "department-target-differs", one, indicator) for one, indicator in pairs]


def find_goals_of_another_year(case: Case) -> Iterator[Finding]:
    """Annual goals that speak of a year before the document's own as the year to come."""
    for goal in read_goals(case):
        text = pattern("other_year").sub(" ", normalise(goal.text))
        years = [int(year) for year in re.findall(r"(?<!\d)(20\d\d)年", text)]
        if goal.annual and case.fiscal_year and years and max(years) < case.fiscal_year:
            words = {"printed": max(years), "expected": case.fiscal_year}
            yield case.tell("goal-of-another-year", [goal.place], **words)


def owned_indicators(case: Case) -> dict[str, list[Mapping]]:
    """Indicators by what they are of: ``department``, a ``project_id``, or a table where neither is known."""
    find = project_finder(case.linking)

    def owner_of(row: Mapping) -> str:
        code, name = row.get("project_code", ""), row.get("project_name", "")
        owner = find(row["table_id"], code, name) if code or name else ""
        return DEPARTMENT if row["scope"] == DEPARTMENT else owner or f"{row['table_id']} {name}"

    return grouped(case.indicators, owner_of)


def read_goals(case: Case) -> list[Goal]:
    """Cells that state a goal, in the order of the tables; a text that goes on below is one more."""
    owners, reading, found = _owners_of_rows(case), _Reading(), []
    for table in case.tables.values():
        kind = kind_of(table.kind)
        if not kind.indicators:
            reading = _Reading()
            continue
        reading.owner = DEPARTMENT if kind.form == "department" else reading.owner
        reading.columns = []
        for number in range(len(table.rows)):
            owner = owners.get((table.table_id, number), "")
            if owner and reading.owner != DEPARTMENT:
                reading.owner, reading.label = owner, ""
            for name, cell in reading.goals_of(table.rows, number):
                place = (table.table_id, cell.row, cell.column)
                found.append(Goal(place, cell.text, bool(re.search("年度|当年", name)), reading.owner))
    return found


def _owners_of_rows(case: Case) -> dict[tuple[str, int], str]:
    """Rows where a project begins, by its id, or by its name where it is not known."""
    starts = {
        (mention.table_id, mention.row, mention.name, project.project_id)
        for project in case.linking.projects
        for mention in project.mentions
    }
    starts |= {(one.mention.table_id, one.mention.row, one.mention.name, "") for one in case.linking.doubts}
    return {(table, row): owner or f"{table} {name}" for table, row, name, owner in sorted(starts)}


@dataclass(slots=True)
class _Reading:
    """What the rows read so far say of the next: whose goals, under which label, below which columns."""

    owner: str = ""
    label: str = ""
    columns: list[tuple[int, str]] = field(default_factory=list)

    def goals_of(self, rows: Sequence[Sequence[Cell | None]], number: int) -> list[tuple[str, Cell]]:
        """Labels and texts of the goals of a row."""
        texts = [cell for cell in rows[number] if cell is not None and cell.text.strip()]
        if any(head(cell.text) for cell in texts):
            self.label, self.columns = "", [(c.column, n) for c in texts if _is_goal(n := _label(c))]
            return []
        found = list(_goal_cells(texts, rows, number))
        found += [(name, rows[number][at]) for at, name in self.columns if _is_text(rows[number][at])]
        if not found and self.label and list(map(_is_text, texts)) == [True]:
            found = [(self.label, texts[0])]
        if texts:
            self.label = found[-1][0] if found else ""
        return found


def _is_text(cell: Cell | None) -> bool:
    return cell is not None and len(shown(cell.text)) > _LONG


def _label(cell: Cell) -> str:
    return normalise(cell.text).rstrip(":")


@remembers
@lru_cache(maxsize=8192)
def _is_goal(label: str) -> bool:
    return len(label) <= _SHOWN and bool(
        pattern("annual_goal").fullmatch(label) or pattern("goal").fullmatch(label)
    )


def _goal_cells(
    cells: Sequence[Cell], rows: Sequence[Sequence[Cell | None]], number: int
) -> Iterator[tuple[str, Cell]]:
    """Label and text of the goals of a row: the text stands beside its label, or below it."""
    for cell, beside in zip_longest(cells, cells[1:]):
        below = rows[number + 1][cell.column] if number + 1 < len(rows) else None
        text = next(filter(_is_text, (beside, below)), None)
        if text and _is_goal(name := _label(cell)):
            yield name, text


def _read_goal(goal: Goal) -> list[GoalFigure]:
    """Figures of a goal that print a unit, each with what stands before it, or before its clause."""
    said = []
    clause_before = ""
    for clause in _CLAUSE.split(pattern("numbering").sub("。", goal.text)):
        for number, (before, target, after) in enumerate(read_figures(clause)):
            before, after = before[-_NOUN:], after[:_NOUN]
            nouns = [before, _PART.split(before)[-1], before + after]
            if len(_bare(before)) < 2 and not number:
                nouns.append(clause_before[-_NOUN:])
            nouns = [noun for noun in nouns if len(_bare(noun)) >= 3]
            if nouns and target.unit:
                bare = tuple(dict.fromkeys(map(_bare, nouns)))
                said.append(GoalFigure(goal.place, nouns[0].strip(" ,"), bare, target))
        clause_before = clause
    return said


def _bare(noun: str) -> str:
    """What is counted, without the words around it."""
    return pattern("filler").sub("", re.sub(r"[^\w]", "", noun))


def row_of(indicator: Mapping) -> Place:
    """Where an indicator stands."""
    return indicator["table_id"], indicator["row"], -1


def name_of(indicator: Mapping) -> str:
    """What an indicator asks for."""
    return normalise(indicator["level3"])


def target_of(row: Mapping) -> Target:
    """Target of an indicator, as `read_target` gave it."""
    value, high = (None if row[name] is None else Decimal(row[name]) for name in ("value", "value_high"))
    return Target(row["printed"], row["comparator"], value, high, row["unit"], row["value_type"])


def _contradictions(
    said: Sequence[GoalFigure], indicators: Sequence[Mapping], least: float
) -> Iterator[tuple[GoalFigure, Mapping]]:
    """Indicators that no figure for the same thing agrees with, each with the figure that is most alike."""
    rivals: dict[int, list[tuple[float, GoalFigure]]] = defaultdict(list)
    settled, figures = set(), set()
    asked = [row for row in indicators if row["value"] is not None]
    for place, row in enumerate(asked):
        target = target_of(row)
        for one in said:
            alike, same = _likeness(one, row, target, least)
            if same:
                rivals[place].append((alike, one))
            akin = alike >= _AKIN and one.target.unit == target.unit
            if (same or akin) and agree(one.target, target):
                settled.add(place)
                figures.add(id(one))
    for place, pairs in rivals.items():
        left = [pair for pair in pairs if id(pair[1]) not in figures]
        if left and place not in settled:
            yield max(left, key=lambda pair: pair[0])[1], asked[place]


def _likeness(one: GoalFigure, row: Mapping, target: Target, least: float) -> tuple[float, bool]:
    """How alike what a figure counts and an indicator are, and whether they are for the same thing."""
    needed, name = _least(one.target.unit, target.unit), _bare(row["level3"])
    if needed > 1:
        return 0.0, False
    alike = max((_alike(noun, name) for noun in one.nouns), default=0.0)
    return alike, alike >= max(least, needed) and _scopes(one.noun) == _scopes(row["level3"])


@remembers
@lru_cache(maxsize=65536)
def _alike(noun: str, name: str) -> float:
    """How alike what a goal counts and the name of an indicator are."""
    tail, other = pattern("tail").search(noun), pattern("tail").search(name)
    if tail and other and tail[0] == other[0]:
        noun, name = noun[: tail.start()], name[: other.start()]  # 学生满意度 is not 教师满意度
    if not noun or not name:
        return float(noun == name)
    alike = ratio(noun, name)
    if alike >= _ALIKE or len(set(noun) & set(name)) < _HEAD:
        return alike
    same_head = len(name) > _HEAD and noun.endswith(name[-_HEAD:])
    shared = SequenceMatcher(None, noun, name, autojunk=False).find_longest_match().size
    within = shared > _HEAD and shared >= _ALIKE * len(name)
    return max(alike, _ALIKE) if within or (same_head and alike >= 0.5) else alike


@remembers
@lru_cache(maxsize=8192)
def _scopes(noun: str) -> frozenset[str]:
    """Words that limit what is counted: 国内活动 are a part of all 活动."""
    return frozenset(pattern("scope").findall(noun))


@remembers
@lru_cache(maxsize=4096)
def _least(one: str, other: str) -> float:
    """How alike the things counted must be, given their units; more than 1 where these cannot be compared."""
    (_, first), (_, second) = scaled(one), scaled(other)
    if first == second:
        return _ALIKE
    money = "元" in first and "元" in second
    counting = not (_MEASURED.search(first) or _MEASURED.search(second))
    return _SURE if money or counting else 2.0


@remembers
@lru_cache(maxsize=4096)
def scaled(unit: str) -> tuple[int, str]:
    """Factor and bare unit of a printed unit (万平方米, 亿元人民币)."""
    found = _UNIT.fullmatch(unit)
    assert found is not None  # the pattern matches any text of one line
    small, large, bare = found.groups()
    return _POWERS[small] * _POWERS[large], _YUAN.get(bare, bare)


def agree(one: Target, other: Target) -> bool:
    """Whether two targets name the same figure, or one lies in the range of the other."""
    if one.value is None or other.value is None:
        return False
    (first, unit), (second, other_unit) = scaled(one.unit), scaled(other.unit)
    if unit != other_unit and "元" in unit + other_unit:
        return False
    low, high = one.value * first, (one.value_high or one.value) * first
    other_low, other_high = other.value * second, (other.value_high or other.value) * second
    return low <= other_high and other_low <= high


def _differing(case: Case, identity: str, said: GoalFigure, row: Mapping) -> Finding:
    words = {"noun": said.noun[-_SHOWN:], "printed": said.target.printed, "expected": row["printed"]}
    words |= {"indicator": row["level3"], "other_table": case.title(row["table_id"])}
    return case.tell(identity, [said.place, row_of(row)], **words)
