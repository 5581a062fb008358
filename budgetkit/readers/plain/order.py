"""Labels of a damaged header laid over the columns by their order, where blanks between them were lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from math import inf

from budgetkit.readers.plain.labels import (
    LEVELS,
    TOTALS,
    Label,
    Path,
    are_levels,
    by_position,
    clashes,
    heads_codes,
    opens_group,
    read_labels,
)
from budgetkit.rules.words import header_word

_CODE_TAIL = re.compile(r"^(?:编码|代码|编号)$")
_ASTRAY = 0.1
"""Cost of a label for each column between its place and where it was printed: it breaks ties only."""
_WIDEST = 80
"""Labels beyond which no header of a budget table goes; their order is not searched then."""
_TOO_DEAR = 8.0
"""Cost at which a way to lay the labels is no way at all."""

Labels = tuple[Path, ...]
State = tuple[int, ...]
"""How many labels of each row are laid, and over how many columns."""
Steps = Callable[[State], Iterable[tuple[float, Labels, State]]]
"""What may be laid next: its cost, the labels of each column, and the state after it."""


def by_order(rows: list[list[str]], kinds: list[str], columns: int) -> list[Path] | None:
    """Place the labels by their order alone: every top label over one column or over its own group."""
    tops, lower = _take_apart(rows, columns)
    if not tops or len(tops) + len(lower) > _WIDEST:
        return None
    above = {label.plain for path in lower for label in path[:-1]}
    ways = []
    if not any(opens_group(text) or text in TOTALS for text in above):
        ways = _solve(tops, lower, kinds, columns)
    if not ways and len(rows) == 3 and (nested := _nest(*read_labels(rows, max(map(len, rows)))[1:])):
        ways = _solve(tops, nested, kinds, columns)
    return _only(ways)


def _cheapest(steps: Steps, end: State, most: float = inf) -> list[tuple[float, Labels]]:
    """The two cheapest ways to lay all labels, below a cost, cheapest first."""

    @cache
    def best(state: State) -> list[tuple[float, Labels]]:
        if state == end:
            return [(0.0, ())]
        ways = [
            (cost + more, (*paths, *rest))
            for cost, paths, after in steps(state)
            for more, rest in best(after)
            if cost + more < most
        ]
        return sorted(ways, key=lambda way: way[0])[:2]

    return best((0,) * len(end))


def _only(ways: list[tuple[float, Labels]]) -> list[Path] | None:
    """The cheapest way; none where another costs the same."""
    if not ways or (len(ways) > 1 and ways[0][0] == ways[1][0]):
        return None
    return list(ways[0][1])


def _nest(middle: dict[int, Label], bottom: dict[int, Label]) -> list[Path] | None:
    """Put the labels of a bottom row below those of the row above by what they say, in their order.

    工资福利支出 belongs to 人员经费, and 小计 opens a group; places only decide between equals. None when
    there is no way, or more than one.
    """
    uppers, lowers = list(middle.values()), list(bottom.values())
    if len(uppers) + len(lowers) > _WIDEST:
        return None

    def steps(state: State) -> Iterator[tuple[float, Labels, State]]:
        upper, lower = state
        if upper == len(uppers):
            return
        head = uppers[upper]
        yield 0.0, ((head,),), (upper + 1, lower)
        if opens_group(head.plain) or head.plain in TOTALS or head.plain in LEVELS:
            return
        for end in range(lower + 1, len(lowers) + 1):
            first, *others = lowers[lower:end]
            strangers = sum(not _is_part(head.plain, label.plain) for label in others)
            opened = opens_group(first.plain) or _is_part(head.plain, first.plain)
            cost = 3.0 * (strangers + (not opened))
            if cost < _TOO_DEAR:
                cost += _ASTRAY * abs(first.place - head.place)
                yield cost, tuple((head, label) for label in (first, *others)), (upper + 1, end)

    return _only(_cheapest(steps, (len(uppers), len(lowers))))


def _is_part(upper: str, lower: str) -> bool:
    """Whether the vocabulary puts one label below another: by nature, or as 其中."""
    natures = [header_word("nature", text) for text in (upper, lower)]
    return lower.startswith("其中") or bool(natures[0]) and natures[1].startswith(natures[0] + "/")


def _take_apart(rows: list[list[str]], columns: int) -> tuple[list[Path], list[Path]]:
    """Top labels and, in their order, the labels below them; flattened levels go to the labels below."""
    width = max(columns, *map(len, rows))
    first, *others = read_labels(rows, width)
    tops, levels = _part_levels(list(first.values()))
    middle = [label.plain for label in others[0].values()] if others else []
    if len(others) == 2 and all(are_levels(text) or _CODE_TAIL.match(text) for text in middle):
        # codes and amounts have a row each, side by side: one row may have slid under the other
        below = [(label,) for row in others for label in row.values()]
    else:
        below = [path for path in by_position([[], *rows[1:]], width) if path]
    if below and tops and _CODE_TAIL.match(below[0][0].plain) and heads_codes(tops[0][-1].plain):
        # 科目 and 编码 are one label, printed over two lines in front of 类
        *outer, top = tops[0]
        tops[0] = (*outer, Label(top.text + below[0][0].text, top.place))
        below = below[1:]
    return tops, levels + below


def _part_levels(labels: list[Label]) -> tuple[list[Path], list[Path]]:
    """Top labels apart from levels in their row, each by itself; all labels before those stand over them."""
    flattened = [are_levels(label.plain) for label in labels]
    before = flattened.index(True) if any(flattened) else 0
    tops = [tuple(labels[:before])] if before else []
    levels: list[Path] = []
    for label, is_flattened in zip(labels[before:], flattened[before:], strict=True):
        if is_flattened:
            levels += [(Label(character, label.place),) for character in label.plain]
        else:
            tops.append((label,))
    return tops, levels


def _solve(tops: list[Path], lower: list[Path], kinds: list[str], columns: int) -> list[tuple[float, Labels]]:
    """The two cheapest ways to lay the labels over the columns, cheapest first."""

    @cache
    def placed(path: Path, column: int) -> float:
        astray = min(4, abs(path[-1].place - column))
        return 2 * clashes(path[-1].plain, kinds[column]) + _ASTRAY * astray

    def steps(state: State) -> Iterator[tuple[float, Labels, State]]:
        top, low, column = state
        left = columns - column
        if not left or left > 3 * (len(tops) - top) + len(lower) - low:
            return
        if low < len(lower) and lower[low][-1].plain in TOTALS:
            yield 1.0 + placed(lower[low], column), (lower[low],), (top, low + 1, column + 1)
        for cost, paths, used in _over_own(tops[top], lower[low:], left) if top < len(tops) else ():
            cost += sum(placed(path, place) for place, path in enumerate(paths, column))
            yield cost, paths, (top + 1, low + used, column + len(paths))

    return _cheapest(steps, (len(tops), len(lower), columns), _TOO_DEAR)


def _over_own(top: Path, lower: list[Path], left: int) -> Iterator[tuple[float, Labels, int]]:
    """The ways to lay a top label over columns of its own or over labels below it, and how many of those."""
    text = top[-1].plain
    for width in range(1, min(3 if heads_codes(text) else 1, left) + 1):
        yield float(width > 1), (top,) * width, 0
    for size in range(1, min(left, len(lower)) + 1):
        group = lower[:size]
        if size > 1 and opens_group(group[-1][0].plain):
            return
        cost = _group_cost(text, [path[0].plain for path in group])
        if cost < _TOO_DEAR:
            yield cost, tuple((*top, *path) for path in group), size


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
