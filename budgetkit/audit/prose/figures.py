"""Findings about the prose: against the tables and against itself, one for each cause."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from budgetkit.amounts import FEN_PER_UNIT, print_amount
from budgetkit.audit.case import EXACT_ENGINES, MOST_NAMED, Case, leaf_of, listed, quotation, quoted, title_of
from budgetkit.audit.progress import Explanation, Progress
from budgetkit.checks import Place
from budgetkit.checks.prose import ProseCheck, evaluate_prose
from budgetkit.records import Finding, Line
from budgetkit.rules.declared.notices import Notice
from budgetkit.rules.notices import notices
from budgetkit.rules.prose import prose_rules

_GATHERED = ("truncated", "double-rounding", "plugged", "growth-from-zero")
"""Habits of a publisher: one finding for all figures that show one."""
_WHAT = {
    "share": ("占比", "share"),
    "rate": ("变动幅度", "rate of change"),
    "completion": ("完成率", "completion rate"),
}
_CALLED = {"sum-of-changes": "sum", "figure-differs": "figure", "percent-differs": "percent"}
"""Forms whose sentence has a shorter name."""
_LONG = {"万": "万元", "亿": "亿元"}
_OF_MANY_CELLS = (
    "row-slid", "rows-slid", "figure-astray", "figures-swapped", "row-printed-twice", "table-does-not-add-up",
)  # fmt: skip
"""Findings that blame all figures which they name, not the first alone."""
_BLAMED = ("figure", "claim", "empty", "all")
"""Forms of mismatch in which the statement itself is to blame."""
_RANK = ("error", "warning", "info")


def find_misstated(case: Case, progress: Progress) -> Iterator[Explanation]:
    """What the prose states wrongly, doubtfully, or cut off instead of rounded."""
    single: list[ProseCheck] = []
    habits: dict[tuple[str, str], list[ProseCheck]] = defaultdict(list)
    known: dict[int, list[dict]] = defaultdict(list)
    for one in _failed(case):
        number = next((n for n, finding in enumerate(progress.findings) if _names(finding, one)), None)
        if number is not None:
            known[number].append(quotation(_statement(case, one)))
        elif habit := _habit_of(one):
            habits[habit].append(one)
        else:
            single.append(one)
    for number, words in known.items():
        finding = progress.findings[number]
        yield Explanation(replace(finding, places=[*finding.places, *words]), replaced=(finding,))
    for (notice, _), group in habits.items():
        alike = [one for one in single if any(_same_percent(case, one, other) for other in group)]
        single = [one for one in single if one not in alike]
        yield Explanation(_habit(case, notice, [*group, *alike]))
    for group in _by_cause(case, single):
        yield Explanation(_finding(case, group))


def _failed(case: Case) -> list[ProseCheck]:
    empty = [table.kind for table in case.tables.values() if table.state in ("empty", "empty_with_note")]
    checks = evaluate_prose(case.statements, (*case.lines, *case.unread), empty)
    return [one for one in checks if one.state == "fails"]


def _habit_of(one: ProseCheck) -> tuple[str, str] | None:
    """The notice of the habit that a figure shows, and what else its finding is about."""
    habit = next((name for name in _GATHERED if one.form.endswith(name)), None)
    kind = {"figure": "figure-", "growth": ""}.get(one.form.partition("-")[0], "percent-")
    return habit and (f"text-{kind}{habit}", one.words.get("list", ""))


def _names(finding: Finding, one: ProseCheck) -> bool:
    """Whether a finding about the tables names the figure that a statement misses; it takes the words."""
    cells = {line.place for line in one.lines}
    if finding.identity in _OF_MANY_CELLS:
        return not cells.isdisjoint(finding.lines)
    first = finding.places[0] if finding.places else {}
    cell = (first.get("table"), first.get("row"), first.get("column"))
    return cell in cells and finding.category in ("document_error", "extraction_damage")


def _by_cause(case: Case, failed: list[ProseCheck]) -> Iterator[list[ProseCheck]]:
    """Failed rules by the statement they have in common; the one to report stands first."""
    words = [_words_of(case, one) for one in failed]
    blamed = {n for n, one in enumerate(failed) if one.form.startswith(_BLAMED)}
    rest = list(range(len(failed)))
    while rest:
        said, weight = _in_common(words, blamed, rest)
        group = [n for n in rest if said in words[n]]
        first = next((failed[n] for n in group if n in blamed and words[n][0] == said), None)
        if first:
            others = sorted({*rest}.difference(group))
            group += [n for n in others if _same_slip(case, first, failed[n])]
        elif weight < 2:
            group = group[:1]
        group.sort(key=lambda n: (n not in blamed, _gravity(failed[n]), n))
        yield [failed[n] for n in group]
        rest = sorted({*rest}.difference(group))


def _in_common(words: list[list[tuple]], blamed: set[int], rest: list[int]) -> tuple[tuple, int]:
    """The statement that most failed rules rest on, and its weight; a figure to blame outweighs others."""
    weights: Counter = Counter()
    for n in rest:
        for said in words[n][:1] if n in blamed else words[n]:
            weights[said] += 1000 if n in blamed else 1
    first = {said: n for n in reversed(rest) for said in words[n]}
    return max(weights.items(), key=lambda one: (one[1], -first[one[0]]))


def _words_of(case: Case, one: ProseCheck) -> list[tuple]:
    """What identifies the statements of a rule: the same words on a page are one statement."""
    found: list[tuple] = []
    for place in one.places:
        if place is None:
            continue
        statement = case.statements[place]
        same = (leaf_of(statement), statement["value"].lstrip("-"), statement["unit"])
        words = (statement["page"], statement["quote"])
        found += [same, words] if one.form.startswith("figure") else [words, same]
    if one.words.get("whole"):
        found.append(("whole", one.words["whole"]))
    return list(dict.fromkeys(found))


def _same_slip(case: Case, one: ProseCheck, other: ProseCheck) -> bool:
    """Two figures of one passage that miss by the same amount, a part and its whole, or name one year."""
    if not one.form.startswith("figure") or not other.form.startswith("figure"):
        return False
    a, b = _statement(case, one), _statement(case, other)
    if one.form == other.form == "figure-year":
        return (a["section"], a["fiscal_year"], a["page"]) == (b["section"], b["fiscal_year"], b["page"])
    same = one.printed - one.expected == other.printed - other.expected
    return same and a["section"] == b["section"] and a["unit"] == b["unit"]


def _same_percent(case: Case, one: ProseCheck, other: ProseCheck) -> bool:
    """The same percentage, once more, of the same amounts."""
    a, b = _statement(case, one), _statement(case, other)
    same = (a["value"], a["unit"], one.expected) == (b["value"], b["unit"], other.expected)
    return same and one.form.endswith("near")


def _gravity(one: ProseCheck) -> int:
    """The smaller, the graver."""
    return _RANK.index(one.severity or _notice(one).severity)


def _notice(one: ProseCheck) -> Notice:
    """The sentence for a failed rule."""
    kind, _, reason = one.form.partition("-")
    form = f"percent-{reason}" if kind in _WHAT else one.form
    return notices()[f"text-{_CALLED.get(form, form)}"]


def _finding(case: Case, group: list[ProseCheck]) -> Finding:
    one = group[0]
    notice, unit = _notice(one), _unit_of(_statement(case, one))
    finding = case.tell(notice.id, *_places(case, group), **(_words_about(case, one) | one.words))
    if more := list(dict.fromkeys(_statement(case, each)["quote"] for each in group))[1 : MOST_NAMED + 1]:
        said = "、".join(quoted(more))
        finding.message_zh += f"同一原因另见{said}。"
        finding.message_en += f" Of the same cause: {said}."
    finding.identity = _identity(one, notice.id)
    finding.severity = one.severity or notice.severity
    if notice.severity == "error" and any(t.engine not in ("", *EXACT_ENGINES) for t in case.tables.values()):
        # Digits that were guessed from a picture or from gaps may be the reader's fault.
        finding.category, finding.severity = "question", "warning"
    if unit in FEN_PER_UNIT and one.printed is not None:
        finding.printed_fen, finding.expected_fen = _fen(one.printed), _fen(one.expected)
        if one.expected is not None:
            finding.difference_fen = _fen(one.printed - one.expected)
            finding.tolerance_fen = _fen(one.tolerance)
    return finding


def _statement(case: Case, one: ProseCheck) -> Mapping:
    """The statement to look at first."""
    return case.statements[one.places[0]]


def _unit_of(statement: Mapping) -> str:
    return _LONG.get(statement["unit"], statement["unit"])


def _words_about(case: Case, one: ProseCheck) -> dict[str, str]:
    """What its sentence says of a failed rule, but for the words of its own."""
    statement = other = _statement(case, one)
    if len(one.places) > 1 and one.places[1] is not None:
        other = case.statements[one.places[1]]
    figure = prose_rules().figures.get(statement["metric"])
    unit, decimals = _unit_of(statement), statement["decimals"]
    words = dict.fromkeys(("expected", "printed", "difference", "where", "year"), "") | {
        "other": other["quote"],
        "other_page": other["page"],
        "title": title_of(figure) if figure else "",
        "what": _WHAT.get(one.form.partition("-")[0], ""),
    }
    words |= _where(case, one.lines, one.expected) if one.lines else {}
    if unit in FEN_PER_UNIT and one.printed is not None:
        words["printed"] = _money(one.printed, unit, decimals)
        if one.lines and one.expected is not None:
            finest = max(decimals, *(_decimals_in(line, unit) for line in one.lines))
            words["difference"] = _money(one.printed - one.expected, unit, finest)
    return words


def _habit(case: Case, notice: str, group: list[ProseCheck]) -> Finding:
    said = ((_statement(case, one)["quote"], _right(case, one)) for one in group)
    shown = list(dict.fromkeys(f"“{quote}”" + (f"（{right}）" if right else "") for quote, right in said))
    rest = f"（{len(shown)}）" if len(shown) > MOST_NAMED else ""
    count = len(_each(quotation(_statement(case, one)) for one in group))
    return case.tell(notice, *_places(case, group), count=count, list=listed(shown) + rest)


def _right(case: Case, one: ProseCheck) -> str:
    """What a figure should be, as short as can be."""
    if one.words.get("expected"):
        return f"{one.words['expected']}%"
    if len(one.lines) == 1 or one.expected is None:
        return _printed(one.lines[0]) if one.lines else ""
    statement = _statement(case, one)
    return _money(one.expected, _unit_of(statement), statement["decimals"] + 2)


def _places(case: Case, group: Sequence[ProseCheck]) -> tuple[list[dict | Place], list[Place]]:
    """The statements to look at, then the cells that they are compared with; and these cells."""
    looked = [place for place in group[0].places if place is not None]
    looked += [one.places[0] for one in group[1:]]
    cells = list(dict.fromkeys(line.place for one in group for line in one.lines))
    return [*_each(quotation(case.statements[place]) for place in looked), *cells], cells


def _each(places: Iterable[dict]) -> list[dict]:
    return list({tuple(sorted(place.items(), key=str)): place for place in places}.values())


def _identity(one: ProseCheck, notice: str) -> str:
    """The rule, with the reason behind it where the mismatch has one."""
    for stem in ("text-figure", "text-percent"):
        if notice.startswith(stem):
            return one.rule + notice.removeprefix(stem).removesuffix("-unsure").removesuffix("-scope")
    return one.rule if notice == "text-sum" else notice


def _where(case: Case, lines: Sequence[Line], expected: Fraction | None) -> dict[str, str]:
    line, more = lines[0], len(lines) - 1
    name = line.item or case.names(line.place)["row"]  # a row printed side by side has a name on each side
    table = case.title(line.table_id)
    return {
        "expected": _money(expected, line.printed_unit, line.decimals) if more else _printed(line),
        "where": (
            f"{table}“{name}”" + (f"等 {len(lines)} 行" if more else ""),
            f"{table}, row {name}" + (f" and {more} more" if more else ""),
        ),
        "year": line.fiscal_year,
    }


def _printed(line: Line) -> str:
    return f"{line.printed.strip()} {line.printed_unit}"


def _decimals_in(line: Line, unit: str) -> int:
    """Decimals that a figure of a table has in another unit."""
    decimals, factor = line.decimals, FEN_PER_UNIT[line.printed_unit]
    while factor < FEN_PER_UNIT[unit]:
        factor, decimals = factor * 10, decimals + 1
    return decimals


def _money(value: Fraction | None, unit: str, decimals: int) -> str:
    return "" if value is None else f"{print_amount(_fen(value), unit, decimals)} {unit}"


def _fen(value: Fraction | None) -> int | None:
    return None if value is None else int(value)
