"""Labels of a damaged header laid over the columns by their order, where blanks between them were lost."""

from __future__ import annotations

import re
from functools import cache

from budgetkit.readers.plain_labels import (
    LEVELS,
    TOTALS,
    Label,
    Path,
    by_position,
    clashes,
    heads_codes,
    opens_group,
    read_labels,
)
from budgetkit.rules.words import header_word
from budgetkit.text import normalise

_CODE_TAIL = re.compile(r"^(?:编码|代码|编号)$")
_ASTRAY = 0.1
"""Cost of a label for each column between its place and where it was printed: it breaks ties only."""
_WIDEST = 80
"""Labels beyond which no header of a budget table goes; their order is not searched then."""
_TOO_DEAR = 8.0
"""Cost at which a way to lay the labels is no way at all."""


def by_order(rows: list[list[str]], kinds: list[str], columns: int) -> list[Path] | None:
    """Place the labels by their order alone: every top label over one column or over its own group."""
    tops, lower = _take_apart(rows, columns)
    if not tops or len(tops) + len(lower) > _WIDEST:
        return None
    above = {label.plain for path in lower for label in path[:-1]}
    sensible = not any(opens_group(text) or text in TOTALS for text in above)
    best = _solve(tops, lower, kinds, columns) if sensible else []
    if not best and len(rows) == 3 and (nested := _nest(*read_labels(rows, max(map(len, rows)))[1:])):
        best = _solve(tops, nested, kinds, columns)
    if not best or (len(best) > 1 and best[0][0] == best[1][0]):
        return None
    return best[0][1]


def _nest(middle: dict[int, Label], bottom: dict[int, Label]) -> list[Path]:
    """Put the labels of a bottom row below those of the row above by what they say, in their order.

    工资福利支出 belongs to 人员经费, and 小计 opens a group; places only decide between equals. Empty when
    there is no way, or more than one.
    """
    uppers, lowers = ([row[place] for place in sorted(row)] for row in (middle, bottom))
    if len(uppers) + len(lowers) > _WIDEST:
        return []

    @cache
    def best(upper: int, lower: int) -> list[tuple[float, tuple]]:
        if upper == len(uppers):
            return [(0.0, ())] if lower == len(lowers) else []
        head = uppers[upper]
        ways = [(cost, ([(head,)], rest)) for cost, rest in best(upper + 1, lower)]
        if opens_group(head.plain) or head.plain in TOTALS or head.plain in LEVELS:
            return ways
        for end in range(lower + 1, len(lowers) + 1):
            group = lowers[lower:end]
            parts = sum(not _is_part(head.plain, label.plain) for label in group[1:])
            opened = opens_group(group[0].plain) or _is_part(head.plain, group[0].plain)
            cost = 3.0 * (parts + (not opened))
            if cost < _TOO_DEAR:
                cost += _ASTRAY * abs(group[0].place - head.place)
                paths = [(head, label) for label in group]
                ways += [(cost + more, (paths, rest)) for more, rest in best(upper + 1, end)]
        return sorted(ways, key=lambda way: way[0])[:2]

    ways = best(0, 0)
    if not ways or (len(ways) > 1 and ways[0][0] == ways[1][0]):
        return []
    return _flat(ways[0][1])


def _is_part(upper: str, lower: str) -> bool:
    """Whether the vocabulary puts one label below another: by nature, or as 其中."""
    natures = [header_word("nature", text) for text in (upper, lower)]
    return lower.startswith("其中") or bool(natures[0]) and natures[1].startswith(natures[0] + "/")


def _plain(row: list[str]) -> list[str]:
    return [normalise(cell) for cell in row if cell]


def _take_apart(rows: list[list[str]], columns: int) -> tuple[list[Path], list[Path]]:
    """Top labels and, in their order, the labels below them; flattened levels go to the labels below."""
    width = max(columns, *map(len, rows))
    first = read_labels(rows, width)[0]
    tops: list[Path] = []
    levels: list[Path] = []
    uppers: list[Label] = []
    for place, label in sorted(first.items()):
        if set(label.plain) <= set(LEVELS):
            if not levels:
                uppers = [top[0] for top in tops]
                tops = [tuple(uppers)] if uppers else []
            levels += [
                (Label(character, place, label.number * 100 + n),) for n, character in enumerate(label.plain)
            ]
        else:
            tops.append((label,))
    below = [path for path in by_position([[], *rows[1:]], width) if path]
    if len(rows) == 3 and all(set(text) <= set(LEVELS) or _CODE_TAIL.match(text) for text in _plain(rows[1])):
        # codes and amounts have a row each, side by side: one row may have slid under the other
        below = [(row[place],) for row in read_labels(rows, width)[1:] for place in sorted(row)]
    tail = below[0][0] if below and _CODE_TAIL.match(below[0][0].plain) and tops else None
    if tail is not None and heads_codes(tops[0][-1].plain):
        # 科目 and 编码 are one label, printed over two lines in front of 类
        joined = Label(tops[0][-1].text + tail.text, tops[0][-1].place, tops[0][-1].number)
        tops[0] = (*tops[0][:-1], joined)
        below = below[1:]
    return tops, levels + below


def _solve(
    tops: list[Path], lower: list[Path], kinds: list[str], columns: int
) -> list[tuple[float, list[Path]]]:
    """The two cheapest ways to lay the labels over the columns, cheapest first."""

    @cache
    def placed(path: Path, column: int) -> float:
        astray = min(4, abs(path[-1].place - column))
        return 2 * clashes(path[-1].plain, kinds[column]) + _ASTRAY * astray

    @cache
    def best(top: int, low: int, column: int) -> list[tuple[float, tuple]]:
        left = columns - column
        if top == len(tops) and low == len(lower):
            return [(0.0, ())] if left == 0 else []
        if not left or left > 3 * (len(tops) - top) + len(lower) - low:
            return []
        steps: list[tuple[float, list[Path], int, int]] = []
        if low < len(lower) and lower[low][-1].plain in TOTALS:
            steps.append((1.0, [lower[low]], top, low + 1))
        if top < len(tops):
            label = tops[top]
            widest = min(3, left) if heads_codes(label[-1].plain) else 1
            steps += [(float(width > 1), [label] * width, top + 1, low) for width in range(1, widest + 1)]
            for size in range(1, min(left, len(lower) - low) + 1):
                group = lower[low : low + size]
                if size > 1 and opens_group(group[-1][0].plain):
                    break
                cost = _group_cost(label[-1].plain, [path[0].plain for path in group])
                if cost < _TOO_DEAR:
                    steps.append((cost, [(*label, *path) for path in group], top + 1, low + size))
        ways = []
        for cost, paths, next_top, next_low in steps:
            if later := best(next_top, next_low, column + len(paths)):
                cost += sum(placed(path, place) for place, path in enumerate(paths, column))
                ways += [(cost + more, (paths, rest)) for more, rest in later if cost + more < _TOO_DEAR]
        return sorted(ways, key=lambda way: way[0])[:2]

    return [(cost, _flat(chain)) for cost, chain in best(0, 0, 0)]


def _flat(chain: tuple) -> list[Path]:
    paths: list[Path] = []
    while chain:
        step, chain = chain
        paths += step
    return paths


def _group_cost(text: str, inner: list[str]) -> float:
    """How ill a top label goes with the labels put below it; nothing for 基本支出 over 小计 and its parts."""
    cost = 5.0 * (heads_codes(text) and any(word in TOTALS for word in inner[1:]))
    of_levels = inner[0] in LEVELS or inner[0].endswith(("编码", "代码", "名称"))
    role = header_word("role", text)
    if of_levels != heads_codes(text):
        cost += _TOO_DEAR
    if text in TOTALS or role.endswith(("_name", "_code")) and not of_levels:
        cost += _TOO_DEAR
    if not opens_group(inner[0]):
        cost += 1
    cost += _TOO_DEAR * (inner[0] in inner[1:])  # the label that opens a block opens the next one too
    cost += 0.5 * (not any(_is_part(text, word) or word[:2] == text[:2] for word in inner))
    return cost + 3 * (len(inner) == 1)
