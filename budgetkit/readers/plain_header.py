"""Header lines of a text table to cells with spans, which the text itself does not print."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from budgetkit.amounts import is_number
from budgetkit.vocabulary import header_says, normalise, read_label, row_says

_FAMILIES = ("role", "fund", "nature", "measure", "phase", "column_kind")
_YEAR = re.compile(r"(?:20\d\d)年?度?")
_UNIT_TAIL = re.compile(r"\((?:单位:)?(?:亿元|百万元|万元|千元|元)\)$")
_CODE = re.compile(r"^\d{3}(?:\d{2}){0,2}$")
_CODE_GROUP = re.compile(r"科目|编码|代码|分类")
_CODE_TAIL = re.compile(r"^(?:编码|代码|编号)$")
_LEVELS = "类款项"
_ASTRAY = 0.1
"""Cost of a label for each column between its place and where it was printed: it breaks ties only."""
_WIDEST = 80
"""Labels beyond which no header of a budget table goes; their order is not searched then."""
_TOO_DEAR = 8.0
"""Cost at which a way to lay the labels is no way at all."""
_TOTALS = ("合计", "总计")


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """One header cell with its anchor and spans."""

    row: int
    column: int
    text: str
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class _Label:
    """A printed header label; two labels of the same text are two labels."""

    text: str
    place: int
    number: int

    @property
    def plain(self) -> str:
        return normalise(self.text)


Path = tuple[_Label, ...]


def is_header_row(cells: list[str]) -> bool:
    """Whether a line holds header words and neither figures, codes, nor numbered labels."""
    printed = [normalise(cell) for cell in cells if cell]
    if not printed or any(_is_data(text) for text in printed):
        return False
    if all((row_says(text) or {}).get("row_kind") == "total" for text in printed):
        return len(printed) > 1
    return sum(map(_is_known, printed)) * 2 >= len(printed)


def _is_data(text: str) -> bool:
    if is_number(text) and not _YEAR.fullmatch(text):
        return True
    return bool(_CODE.match(text)) or read_label(text).level is not None


@lru_cache(maxsize=4096)
def _is_known(text: str) -> bool:
    if len(text) > 1 and set(text) <= set(_LEVELS):
        return True
    bare = _UNIT_TAIL.sub("", text)
    bare = _YEAR.sub("", bare) or bare
    return any(header_says(family, bare) for family in _FAMILIES)


def level_labels(rows: list[list[str]]) -> list[str]:
    """The code levels that a header prints first, each by itself or in one cell: 类, 款 and 项."""
    for row in rows:
        found: list[str] = []
        for cell in map(normalise, row):
            for character in cell if cell and set(cell) <= set(_LEVELS) else "":
                if character != _LEVELS[len(found) : len(found) + 1]:
                    return found
                found.append(character)
            if found and cell and not set(cell) <= set(_LEVELS):
                break
        if found:
            return found
    return []


def read_header(
    rows: list[list[str]], body: list[list[str]], columns: int
) -> tuple[list[HeaderCell], int, str]:
    """Find out which columns every header label covers.

    Parameters
    ----------
    rows : list of list of str
        Header lines as printed; a merged cell is printed once and followed by blanks.
    body : list of list of str
        The rows below, which tell what the columns hold.
    columns : int
        Columns of the table.

    Returns
    -------
    cells : list of HeaderCell
        Every cell, blank ones too; spans cover what the merged cell covered.
    height : int
        Header rows, which may be other than the lines printed.
    moved : str
        Why labels were moved; empty when they stand where they were printed.
    """
    kinds = [_column_kind(body, column) for column in range(columns)]
    paths = _by_position(rows, columns)
    if _holds(rows, paths, kinds, columns):
        return *_to_cells(paths, columns), ""
    solved = _by_order(rows, kinds, columns)
    if solved is not None and _texts(solved) == _texts(paths):
        return *_to_cells(paths, columns), ""
    if solved is not None:
        reason = (
            f"the labels in their printed order cover the {columns} columns in one way only: "
            "小计 opens its group, codes and names stand over codes and names"
        )
        return *_to_cells(solved, columns), reason
    return *_to_cells(paths, columns), ""


def fits_by_order(rows: list[list[str]], body: list[list[str]], columns: int) -> bool:
    """Whether the labels in their order cover so many columns in one way; see `read_header`."""
    return _by_order(rows, [_column_kind(body, column) for column in range(columns)], columns) is not None


def _texts(paths: list[Path]) -> list[list[str]]:
    return [[label.text for label in path] for path in paths]


def _column_kind(body: list[list[str]], column: int) -> str:
    printed = [cells[column] for cells in body if len(cells) > column and cells[column]]
    numbers = sum(map(is_number, printed))
    if not printed:
        return ""
    return "figures" if numbers * 2 > len(printed) else "words"


def _labels(rows: list[list[str]], columns: int) -> list[dict[int, _Label]]:
    number = 0
    result = []
    for row in rows:
        labels = {}
        for place, cell in enumerate(row[:columns]):
            if cell:
                labels[place] = _Label(cell, place, number)
                number += 1
        result.append(labels)
    return result


def _by_position(rows: list[list[str]], columns: int) -> list[Path]:
    """Spread every label over the blanks right of it, as far as the labels below and above allow."""
    labels = _labels(rows, columns)
    paths: list[list[_Label]] = [[] for _ in range(columns)]
    for line, printed in enumerate(labels):
        below = [set(later) for later in labels[line + 1 :]]
        rightmost = max(printed, default=0)
        for place, label in sorted(printed.items()):
            end = place + 1
            parent = paths[place][-1] if paths[place] else None
            group = any(place in later for later in below)
            last = place == rightmost
            while end < columns and end not in printed:
                if (paths[end][-1] if paths[end] else None) is not parent:
                    break
                under = any(end in later for later in below)
                if not (under or line == 0 if group else line == 0 and not under and not last):
                    break
                end += 1
            for column in range(place, end):
                paths[column].append(label)
    return [tuple(path) for path in paths]


def _holds(rows: list[list[str]], paths: list[Path], kinds: list[str], columns: int) -> bool:
    """Whether the header makes sense as printed: full lines, groups opened by their 小计, no bare column."""
    if any(len(row) < columns for row in rows[1:]) or len(rows[0]) != columns:
        return False
    for row in rows[:1]:
        if any(len(normalise(cell)) > 1 and set(normalise(cell)) <= set(_LEVELS) for cell in row if cell):
            return False
    for column, path in enumerate(paths):
        if not path and kinds[column]:
            return False
        opener = path[-1] if path else None
        if len(path) > 1 and opener and _opens(opener.plain) and path[-2].place != column:
            return False
        if len(path) > 1 and path[-1].plain in _TOTALS and _heads_codes(path[-2].plain):
            return False  # a total is no part of a classification: it lost the place above it
        if path and _clashes(path[-1].plain, kinds[column]):
            return False
    return True


def _opens(text: str) -> bool:
    return text in ("小计", "类")


def _clashes(text: str, kind: str) -> bool:
    """Whether a label cannot stand over what the column holds."""
    if text in ("类", "款", "项"):
        return kind == "words"
    role = (header_says("role", text) or {}).get("role", "")
    if role == "amount" and kind == "words":
        return text in ("小计", *_TOTALS)
    return kind == "figures" and role in ("unit_name", "functional_name", "name", "project_name")


def _by_order(rows: list[list[str]], kinds: list[str], columns: int) -> list[Path] | None:
    """Place the labels by their order alone: every top label over one column or over its own group."""
    tops, lower = _take_apart(rows, columns)
    if not tops or len(tops) + len(lower) > _WIDEST:
        return None
    sensible = not any(_opens(label.plain) for path in lower for label in path[:-1])
    best = _solve(tops, lower, kinds, columns) if sensible else []
    if not best and len(rows) == 3 and (nested := _nest(*_labels(rows, max(map(len, rows)))[1:])):
        best = _solve(tops, nested, kinds, columns)
    if not best or (len(best) > 1 and best[0][0] == best[1][0]):
        return None
    return best[0][1]


def _nest(middle: dict[int, _Label], bottom: dict[int, _Label]) -> list[Path]:
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
        if _opens(head.plain) or head.plain in _TOTALS or head.plain in _LEVELS:
            return ways
        for end in range(lower + 1, len(lowers) + 1):
            group = lowers[lower:end]
            parts = sum(not _is_part(head.plain, label.plain) for label in group[1:])
            cost = 3.0 * (parts + (not _opens(group[0].plain) and not _is_part(head.plain, group[0].plain)))
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
    natures = [(header_says("nature", text) or {}).get("nature", "") for text in (upper, lower)]
    return lower.startswith("其中") or bool(natures[0]) and natures[1].startswith(natures[0] + "/")


def _take_apart(rows: list[list[str]], columns: int) -> tuple[list[Path], list[Path]]:
    """Top labels and, in their order, the labels below them; flattened levels go to the labels below."""
    width = max(columns, *map(len, rows))
    first = _labels(rows, width)[0]
    tops: list[Path] = []
    levels: list[Path] = []
    uppers: list[_Label] = []
    for place, label in sorted(first.items()):
        if set(label.plain) <= set(_LEVELS):
            if not levels:
                uppers = [top[0] for top in tops]
                tops = [tuple(uppers)] if uppers else []
            levels += [
                (_Label(character, place, label.number * 100 + n),) for n, character in enumerate(label.plain)
            ]
        else:
            tops.append((label,))
    below = [path for path in _by_position([[], *rows[1:]], width) if path]
    tail = below[0][0] if below and _CODE_TAIL.match(below[0][0].plain) and tops else None
    if tail is not None and _heads_codes(tops[0][-1].plain):
        # 科目 and 编码 are one label, printed over two lines in front of 类
        joined = _Label(tops[0][-1].text + tail.text, tops[0][-1].place, tops[0][-1].number)
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
        return 2 * _clashes(path[-1].plain, kinds[column]) + _ASTRAY * astray

    @cache
    def best(top: int, low: int, column: int) -> list[tuple[float, tuple]]:
        left = columns - column
        if top == len(tops) and low == len(lower):
            return [(0.0, ())] if left == 0 else []
        if not left or left > 3 * (len(tops) - top) + len(lower) - low:
            return []
        steps: list[tuple[float, list[Path], int, int]] = []
        if low < len(lower) and lower[low][-1].plain in _TOTALS:
            steps.append((1.0, [lower[low]], top, low + 1))
        if top < len(tops):
            label = tops[top]
            widest = min(3, left) if _heads_codes(label[-1].plain) else 1
            steps += [(float(width > 1), [label] * width, top + 1, low) for width in range(1, widest + 1)]
            for size in range(1, min(left, len(lower) - low) + 1):
                group = lower[low : low + size]
                if size > 1 and _opens(group[-1][0].plain):
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


def _heads_codes(text: str) -> bool:
    """Whether a label may stand over the codes and names of a classification."""
    role = (header_says("role", text) or {}).get("role", "")
    return bool(_CODE_GROUP.search(text)) and not role.startswith("unit") and role != "functional_name"


def _group_cost(text: str, inner: list[str]) -> float:
    """How ill a top label goes with the labels put below it; nothing for 基本支出 over 小计 and its parts."""
    cost = 5.0 * (_heads_codes(text) and any(word in _TOTALS for word in inner[1:]))
    of_levels = inner[0] in _LEVELS or inner[0].endswith(("编码", "代码", "名称"))
    role = (header_says("role", text) or {}).get("role", "")
    if of_levels != _heads_codes(text):
        cost += _TOO_DEAR
    if text in _TOTALS or role.endswith(("_name", "_code")) and not of_levels:
        cost += _TOO_DEAR
    if not _opens(inner[0]):
        cost += 1
    cost += 5 * (inner[0] in inner[1:])  # the label that opens a block opens the next one too
    return cost + 3 * (len(inner) == 1)


def _to_cells(paths: list[Path], columns: int) -> tuple[list[HeaderCell], int]:
    """Merge equal neighbours of the label paths into cells; the innermost label reaches the bottom."""
    height = max([1, *map(len, paths)])
    starts = [[True] * columns for _ in range(height)]
    full = [[*path, *[None] * (height - len(path))] for path in paths]
    for left, right in pairwise(range(columns)):
        for line in range(height):
            same = full[left][line] is not None and full[left][line] is full[right][line]
            starts[line][right] = not same
    cells = []
    for line in range(height):
        for column in range(columns):
            label = full[column][line]
            if not starts[line][column]:
                continue
            end = column + 1
            while end < columns and not starts[line][end]:
                end += 1
            if label is None:
                if line == 0:
                    cells.append(HeaderCell(0, column, "", height, 1))
                continue
            last = all(line + 1 >= len(paths[inside]) for inside in range(column, end))
            span = height - line if last else 1
            cells.append(HeaderCell(line, column, label.text, span, end - column))
            if not last:
                for inside in range(column, end):
                    if line + 1 >= len(paths[inside]):
                        cells.append(HeaderCell(line + 1, inside, "", height - line - 1, 1))
    return cells, height
