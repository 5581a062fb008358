"""Printed labels of a text table's header: which words they are, and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

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


@dataclass(frozen=True, slots=True)
class Label:
    """A printed header label; two labels of the same text are two labels."""

    text: str
    place: int
    number: int

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
    if len(text) > 1 and set(text) <= set(LEVELS):
        return True
    bare = _UNIT_TAIL.sub("", text)
    bare = _YEAR.sub("", bare) or bare
    return any(header_says(family, bare) for family in _FAMILIES)


def level_labels(rows: list[list[str]]) -> list[str]:
    """The code levels that a header prints first, each by itself or in one cell: 类, 款 and 项."""
    for row in rows:
        found: list[str] = []
        for cell in map(normalise, row):
            for character in cell if cell and set(cell) <= set(LEVELS) else "":
                if character != LEVELS[len(found) : len(found) + 1]:
                    return found
                found.append(character)
            if found and cell and not set(cell) <= set(LEVELS):
                break
        if found:
            return found
    return []


def read_labels(rows: list[list[str]], columns: int) -> list[dict[int, Label]]:
    number = 0
    result = []
    for row in rows:
        labels = {}
        for place, cell in enumerate(row[:columns]):
            if cell:
                labels[place] = Label(cell, place, number)
                number += 1
        result.append(labels)
    return result


def by_position(rows: list[list[str]], columns: int) -> list[Path]:
    """Spread every label over the blanks right of it, as far as the labels below and above allow."""
    labels = read_labels(rows, columns)
    paths: list[list[Label]] = [[] for _ in range(columns)]
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
