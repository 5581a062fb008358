"""Every money figure of a sentence as its print gives it, whatever it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from budgetkit.amounts import MOST_DIGITS
from budgetkit.statements.grammar import NUMBER
from budgetkit.statements.listed_units import unit_of_list
from budgetkit.statements.numerals import find_spelled
from budgetkit.statements.reading_order import ReadLine
from budgetkit.statements.sentence import Sentence
from budgetkit.text import display_width

_RUN = re.compile(r"\d+(?:[.,，]\d+)*")
_WHOLE = re.compile(NUMBER)
_UNIT = re.compile(
    r"(?:余|多)?(?P<scale>[十百千]?)(?P<group>[万亿]?)(?:余|多)?元(?!旦|宵|素|件|器|月)"
    r"(?:(?P<jiao>\d)角(?:(?P<fen>\d)分)?)?"
)
_BARE = re.compile(r"(?P<group>[万亿])(?=$|[，,;:()、—~]|-\d|左右|用于|以[上下内]|至\d|到\d)")
_MONEY_WORDS = re.compile("预算|决算|资金|经费|支出|收入|投资|投入|金额|款|补贴|补助|费|租金|奖")
_COUNTED_WORDS = re.compile("人口|人员|学生|居民|观众|游客|面积|人次|户|株|件|册|产量|里程")
_CHANGE_WORDS = re.compile("(?:增加|减少)[了为]?$")  # a bare figure behind 增长 or 下降 is a rate
_TO_THE_CENT = re.compile(r"(?!20\d\d\.(?:0[1-9]|1[0-2]))\d[\d,]*\.\d\d")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?: \d{3})+(?:\.\d+)?")
_MARK_BEHIND = re.compile(r"(?:[、，,和及与至~—-]\d[\d.,]*)*(?:$|[，;)](?!\d))")
"""The end of a clause, or other figures and the end: what follows is no unit of theirs."""
_MARKS = re.compile("[。；;，]|,(?=[\u4e00-\u9fff])")
_RANGE = re.compile(r"(?:-|—+|~|至|到)")
_JOINT = re.compile("[、，,]|和|及|与")
_EVENLY = re.compile("分别|依次|各为")
_NEAR = 40
_NEGATIVE = re.compile(
    r"(?:[△▲负]|(?:结余|结转|亏损|余额|差额|利润|净|增减|变动|增长|增加|为|是|[|(，,:;])-)$"
)
_DASH = re.compile(r"[^\d元万亿%)\]]-$")
_CLAUSE = re.compile("[，,；;:]")
_FULL_WIDTH = 24
"""Columns from which on a line may be full and go on in the next."""
_SLACK = 2
_LARGER = 1.1
"""Size of a title, as a part of that of the text; it does not tell how far that reaches."""
_SCALES = {"": 1, "十": 10, "百": 100, "千": 1000}
_SIMPLE = {"百": "百元", "千": "千元", "百万": "百万元"}


class MoneyFigure(NamedTuple):
    """A figure of money from ``start`` to ``stop``; without ``unit`` it cannot be read for certain.

    ``reason`` then tells why, as the column of `unread` names it.
    """

    start: int
    stop: int
    value: str = ""
    unit: str = ""
    reason: str = ""


class _Run(NamedTuple):
    """Digits from ``start`` to ``stop``; ``unit`` is what matches behind them, if it is of money."""

    start: int
    stop: int
    unit: re.Match[str] | None = None


def find_money(sentence: Sentence) -> list[MoneyFigure]:
    """Money figures of a sentence, in reading order.

    Those of a list or a range have the unit that is printed once for all of them, where that is certain.
    """
    text = sentence.text
    runs = [_with_unit(text, run) for run in _runs(sentence)]
    found = [MoneyFigure(*one[:2], one.value, one.unit, "" if one.unit else "unreadable_cell")
             for one in find_spelled(text)]  # fmt: skip
    found += (
        MoneyFigure(run.start, run.stop, reason="no_unit") for run in runs if _lacks_unit(sentence, run)
    )
    for place, run in enumerate(runs):
        if run.unit:
            figure = _read(sentence, run, runs[place - 1] if place else None)
            found += [*_sharing(sentence, runs, place), figure]
        elif text[max(0, run.start - 1) : run.start] == "¥":
            found.append(_plain(sentence, run, "元"))
        elif unit := _unit_of_item(sentence, run):
            found.append(_plain(sentence, run, unit))
        elif _is_left_open(sentence, run):
            found.append(MoneyFigure(run.start, run.stop, reason="unreadable_cell"))
    return sorted({figure.start: figure for figure in found}.values())


def _runs(sentence: Sentence) -> Iterator[_Run]:
    """Runs of digits; a wide gap, or the number of a paragraph before a blank, parts them."""
    for found in _RUN.finditer(sentence.text):
        start = found.start()
        for place in range(found.start() + 1, found.end()):
            if _parts(sentence, start, place):
                yield _Run(start, place - 1 if sentence.text[place - 1] in ".,，" else place)
                start = place
        yield _Run(start, found.end())


def _parts(sentence: Sentence, start: int, place: int) -> bool:
    """Whether digits before and behind a place belong to different things."""
    text, gap = sentence.text, sentence.gap(place)
    before = text[place - 1]
    if before == "，" or (before == "," and "." in text[start:place]):
        return not _is_broken(sentence, start, place)
    numbering = before == "." and place - start <= 3 and text[start - 1 : start] in ("", "，", ";")
    return "\t" in gap or len(gap) > 4 or bool(gap and numbering)


def _is_broken(sentence: Sentence, start: int, place: int) -> bool:
    """12,34.5: a comma of half width between digits, where no clause can end."""
    digits = _RUN.match(sentence.text, place)
    grouped = digits and "." not in sentence.text[start:place]
    return bool(grouped) and sentence.quote(place - 1, place) == "," and not sentence.gap(place)


def _with_unit(text: str, run: _Run) -> _Run:
    """The run with the unit of money behind it."""
    if text[run.start - 1 : run.start].isascii() and text[run.start - 1 : run.start].isalpha():
        return run
    unit = _UNIT.match(text, run.stop)
    return run._replace(unit=unit or _bare_unit(text, run))


def _bare_unit(text: str, run: _Run) -> re.Match[str] | None:
    """万 without 元, where the clause speaks of money, or the sentence and the figure has two decimals."""
    bare = _BARE.match(text, run.stop)
    if bare is None:
        return None
    before = text[: run.start]
    clause = _CLAUSE.split(before)[-1]
    exact = text[run.start : run.stop][-3:-2] == "."
    spoken_of = before if exact or not clause else clause
    return bare if _MONEY_WORDS.search(spoken_of) and not _COUNTED_WORDS.search(clause) else None


def _read(sentence: Sentence, run: _Run, before: _Run | None) -> MoneyFigure:
    """The figure of digits with a unit behind them."""
    text, unit = sentence.text, run.unit.groupdict()
    group = unit["group"]
    printed = (unit.get("scale") or "") + group
    if before and text[before.stop : run.start] in ("亿", "万"):
        return _compound(sentence, before, run, printed)
    figure = _plain(sentence, run, _SIMPLE.get(printed) or f"{group}元", run.unit.end())
    if figure.unit and printed not in _SIMPLE and unit.get("scale"):
        value = Decimal(figure.value) * _SCALES[unit["scale"]]
        return figure._replace(value=format(value, "f"))
    if unit.get("jiao") and printed == "" and "." not in figure.value:
        return figure._replace(value=f"{figure.value}.{unit['jiao']}{unit.get('fen') or ''}")
    return figure


def _compound(sentence: Sentence, before: _Run, run: _Run, printed: str) -> MoneyFigure:
    """1亿2000万元, 3万5000元: one figure with two units, in the smaller one."""
    text = sentence.text
    units = text[before.stop] + printed
    first, last = _plain(sentence, before, "元"), _plain(sentence, run, f"{printed}元")
    stop = run.unit.end()
    if units not in ("亿万", "万") or not (first.unit and last.unit) or "." in first.value:
        return MoneyFigure(before.start, stop, reason="unreadable_cell")
    value = Decimal(first.value) * 10**4 + Decimal(last.value)
    if Decimal(last.value) >= 10**4:
        return MoneyFigure(before.start, stop, reason="unreadable_cell")
    return MoneyFigure(before.start, stop, format(value, "f"), last.unit)


def _plain(sentence: Sentence, run: _Run, unit: str, stop: int | None = None) -> MoneyFigure:
    """Digits in a unit; without one where they are broken, or a line ends inside them and may be complete."""
    digits = sentence.text[run.start : run.stop]
    stop = stop or run.stop
    readable = _WHOLE.fullmatch(digits) and len(digits) <= MOST_DIGITS
    sign = _sign(sentence.text[: run.start])
    whole = _is_one(sentence, run.start, run.stop) and not _is_parted(sentence, run.start, stop)
    if not readable or sign is None or not whole:
        return MoneyFigure(run.start, stop, reason="unreadable_cell")
    return MoneyFigure(run.start, stop, sign + digits.replace(",", ""), unit)


def _sign(before: str) -> str | None:
    """Sign that is printed before a figure, ``None`` where a dash may be one."""
    before = before[:-1] if before.endswith("¥") else before
    if _NEGATIVE.search(f"|{before}"[-4:]):
        return "-"
    return None if _DASH.search(before[-2:]) else ""


def is_whole(sentence: Sentence, place: int) -> bool:
    """Whether the digits at a place, and their unit, are one figure for certain: no piece of another one."""
    run = _RUN.match(sentence.text, place)
    if run is None:
        return True
    unit = _UNIT.match(sentence.text, run.end())
    one = _is_one(sentence, *run.span()) or _is_grouped(sentence, *run.span())
    return one and not _is_parted(sentence, place, unit.end() if unit else run.end())


def _is_parted(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether a wide gap stands inside a figure and its unit, or the line begins with a piece of a figure."""
    if any("\t" in sentence.gap(place) for place in range(start + 1, stop)):
        return True
    return _is_marked(sentence, start, "begins_cut") and sentence.begins_line(start)


def _is_left_open(sentence: Sentence, run: _Run) -> bool:
    """Whether a line ends in digits that the next page may go on with."""
    return _is_marked(sentence, run.start, "ends_cut") and _ends_line(sentence, run)


def _ends_line(sentence: Sentence, run: _Run) -> bool:
    """Whether nothing but a mark of punctuation stands between digits and the end of their line."""
    rest = sentence.text[run.stop : run.stop + 1]
    stop = run.stop + (rest != "" and rest in ",.，;")
    return stop >= len(sentence.text) or sentence.line(stop) != sentence.line(run.start)


def _unit_of_item(sentence: Sentence, run: _Run) -> str:
    """The unit of the figure of a list, which the introduction of that states."""
    unit = unit_of_list(sentence.lines[sentence.line(run.start)])
    return unit if unit and _ends_line(sentence, run) else ""


def _lacks_unit(sentence: Sentence, run: _Run) -> bool:
    """Whether digits without any unit can only be money: to the cent, in a clause that speaks of it."""
    text = sentence.text
    clause = _CLAUSE.split(text[: run.start])[-1]
    if (
        run.unit
        or not _TO_THE_CENT.fullmatch(text, run.start, run.stop)
        or not _MARK_BEHIND.match(text, run.stop)
    ):
        return False
    printed = sentence.lines[sentence.line(run.start)].text
    spoken = _MONEY_WORDS.search(clause) or _CHANGE_WORDS.search(clause)
    return bool(spoken and _MARKS.search(printed) and not _COUNTED_WORDS.search(clause))


def _is_marked(sentence: Sentence, place: int, mark: str) -> bool:
    line = sentence.lines[sentence.line(place)]
    return isinstance(line, ReadLine) and getattr(line, mark)


def _is_grouped(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether blanks within a line part the thousands of a figure, as in 2 486.30."""
    places = [start, *(place for place in range(start + 1, stop) if sentence.gap(place)), stop]
    parts = [sentence.text[one:other] for one, other in zip(places, places[1:], strict=False)]
    same_line = sentence.line(start) == sentence.line(stop - 1)
    return same_line and len(parts) > 1 and bool(_THOUSANDS.fullmatch(" ".join(parts)))


def _is_one(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether digits that a blank or the end of a line parts are one figure for certain."""
    text = sentence.text
    inside = range(start + 1, stop)
    spaced = all(sentence.gap(place) for place in inside)
    for place in inside:
        line = sentence.line(place - 1)
        ends = line != sentence.line(place)
        if not (ends or sentence.gap(place)) or spaced:
            continue
        if text[place] in ".," or text[place - 1] in ".," or _goes_on(text[start:place]):
            continue
        if not ends or not _is_full(sentence, line):
            return False
    return True


def _goes_on(digits: str) -> bool:
    """Whether digits cannot end here: 1,23."""
    return len(digits.rpartition(",")[2]) < 3 and "," in digits and "." not in digits


def _is_full(sentence: Sentence, number: int) -> bool:
    """Whether a line reaches as far to the right as any of its paragraph, and so may break inside a word."""
    lines, line = sentence.lines, sentence.lines[number]
    if display_width(line.text.strip()) < _FULL_WIDTH:
        return False
    if all(one.bbox for one in lines):
        size = line.size or 10
        above = [one.bbox[2] for one in lines if one.bbox[0] < line.bbox[2] and one.size < _LARGER * size]
        return line.bbox[2] >= max(above) - _SLACK * size
    widest = max(display_width(one.text.rstrip()) for one in lines)
    return display_width(line.text.rstrip()) >= widest - _SLACK


def _sharing(sentence: Sentence, runs: list[_Run], place: int) -> Iterator[MoneyFigure]:
    """Figures before one with a unit that have none of their own: 5—10万元, 12.00、13.50和14.20万元."""
    text, last = sentence.text, runs[place]
    first = place
    while (
        first and not runs[first - 1].unit and _JOINT.fullmatch(text, runs[first - 1].stop, runs[first].start)
    ):
        first -= 1
    if first < place:
        yield from _listed(sentence, runs[first:place], last)
        return
    before = runs[place - 1] if place else None
    if before is None or before.unit or not _RANGE.fullmatch(text, before.stop, last.start):
        return
    low = _plain(sentence, before, _shared_unit(last))
    printed = text[last.start : last.stop].replace(",", "")
    if low.unit and _WHOLE.fullmatch(printed) and Decimal(low.value) < Decimal(printed):
        yield low


def _shared_unit(run: _Run) -> str:
    """The unit behind a figure, as one for those before it too; none where it scales the figure."""
    printed = (run.unit.groupdict().get("scale") or "") + run.unit["group"]
    return _SIMPLE.get(printed) or (f"{printed}元" if printed in ("", "万", "亿") else "")


def _listed(sentence: Sentence, members: list[_Run], last: _Run) -> Iterator[MoneyFigure]:
    """Members of a list; what 分别 does not announce is certain only where all have decimals."""
    text = sentence.text
    evenly = _EVENLY.search(text, max(0, members[0].start - _NEAR), members[0].start)
    digits = [text[one.start : one.stop] for one in (*members, last)]
    alike = all("." in one for one in digits)
    joints = [text[one.stop] for one in members]
    if not evenly and any(joint in "，," for joint in joints):
        return
    unit = _shared_unit(last)
    for member in members:
        if unit and (evenly or alike):
            yield _plain(sentence, member, unit)
        elif not _is_enumerator(text, member):
            yield MoneyFigure(member.start, member.stop, reason="no_unit")


def _is_enumerator(text: str, run: _Run) -> bool:
    """1、5万元: the number of a paragraph or of a clause; or a year."""
    starts = text[run.start - 1 : run.start] in ("", "，", ",", ";", ":", "(", "第")
    return (starts and run.stop - run.start <= 2) or bool(
        re.fullmatch("(?:19|20)\\d\\d", text[run.start : run.stop])
    )
