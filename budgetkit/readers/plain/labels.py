"""Printed labels of a text table's header: which words they are, and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import dropwhile, takewhile
from os.path import commonprefix

from budgetkit.amounts import is_number
from budgetkit.rules.active import remembers
from budgetkit.rules.words import header_says, header_word, is_total
from budgetkit.text import normalise, read_label

LEVELS = "类款项"
"""The levels of a code, one column each."""
TOTALS = ("合计", "总计")
_FAMILIES = ("role", "fund", "nature", "measure", "phase", "column_kind")
_YEAR = re.compile(r"(?:20\d\d)年?度?")
_UNIT_TAIL = re.compile(r"\((?:单位:)?(?:亿元|百万元|万元|千元|元)\)$")
_CODE = re.compile(r"^\d{3}(?:\d{2}){0,2}$")
_CODE_GROUP = re.compile(r"科目|编码|代码|分类")


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """A printed header label; two labels of the same text are two labels."""

    text: str
    place: int

    @property
    def plain(self) -> str:
        return normalise(self.text)


Path = tuple[Label, ...]


def is_header_row(cells: list[str]) -> bool:
    """Whether a line holds header words and neither figures, codes, nor numbered labels."""
    printed = [normalise(cell) for cell in cells if cell]
    if not printed or any(_is_data(text) for text in printed):
        return False
    if all(is_total(text) for text in printed):
        return len(printed) > 1
    return sum(map(_is_known, printed)) * 2 >= len(printed)


def _is_data(text: str) -> bool:
    if is_number(text) and not _YEAR.fullmatch(text):
        return True
    return bool(_CODE.match(text)) or read_label(text).level is not None


@remembers
@lru_cache(maxsize=4096)
def _is_known(text: str) -> bool:
    if len(text) > 1 and are_levels(text):
        return True
    bare = _UNIT_TAIL.sub("", text)
    bare = _YEAR.sub("", bare) or bare
    return any(header_says(family, bare) for family in _FAMILIES)


def count_levels(rows: list[list[str]]) -> int:
    """How many code levels a header prints first, each by itself or in one cell: 类, 款 and 项."""
    for row in rows:
        cells = filter(None, map(normalise, row))
        printed = "".join(takewhile(are_levels, dropwhile(lambda cell: not are_levels(cell), cells)))
        if printed:
            return len(commonprefix([printed, LEVELS]))
    return 0


def are_levels(text: str) -> bool:
    """Whether a text names levels of a code and nothing else."""
    return set(text) <= set(LEVELS)


def read_labels(rows: list[list[str]], columns: int) -> list[dict[int, Label]]:
    """The labels of each line by the column that they stand in."""
    return [{place: Label(cell, place) for place, cell in enumerate(row[:columns]) if cell} for row in rows]


def by_position(rows: list[list[str]], columns: int) -> list[Path]:
    """Spread every label over the blanks right of it, as far as the labels below and above allow."""
    labels = read_labels(rows, columns)
    paths: list[Path] = [()] * columns
    for line, printed in enumerate(labels):
        below = set().union(*labels[line + 1 :])
        parents = [path[-1] if path else None for path in paths]
        free = set(range(columns)) if line == 0 else set()
        over_parts, alone = (free | below) - printed.keys(), free - below - printed.keys()
        for place, label in printed.items():
            reach = over_parts if place in below else alone if place != max(printed) else ()
            end = place + 1
            while end in reach and parents[end] is parents[place]:
                end += 1
            paths[place:end] = [(*path, label) for path in paths[place:end]]
    return paths


def opens_group(text: str) -> bool:
    return text in ("小计", "类")


def clashes(text: str, kind: str) -> bool:
    """Whether a label cannot stand over what the column holds."""
    if text in ("类", "款", "项"):
        return kind == "words"
    role = header_word("role", text)
    if role == "amount" and kind == "words":
        return text in ("小计", *TOTALS)
    return kind == "figures" and role in ("unit_name", "functional_name", "name", "project_name")


def heads_codes(text: str) -> bool:
    """Whether a label may stand over the codes and names of a classification."""
    role = header_word("role", text)
    return bool(_CODE_GROUP.search(text)) and not role.startswith("unit") and role != "functional_name"
