"""Rows of a performance form whose label cells were dropped or doubled, put right where that is provable."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from budgetkit.indicators.words import LEVEL1, LEVEL2, QUALITY
from budgetkit.targets import read_target
from budgetkit.text import normalise

_SIGN = re.compile(r"[≥≤<>=\d]")


@dataclass(slots=True)
class Reading:
    """One row of a segment: the four texts, and how far to the side they were printed."""

    level1: str = ""
    level2: str = ""
    level3: str = ""
    target: str = ""
    shift: int = 0
    proof: str = ""

    @property
    def texts(self) -> tuple[str, str, str, str]:
        """The three levels and the target."""
        return self.level1, self.level2, self.level3, self.target


def is_figure(text: str) -> bool:
    """Whether the whole text is one quantity (100%, ≥20家), as a target is and a name is not."""
    return len(text) <= 12 and bool(_SIGN.match(normalise(text))) and read_target(text).value is not None


@dataclass(slots=True)
class SeenLabels:
    """Words that stand at each level in rows printed in full: what a slid row is compared with."""

    level1: Counter = field(default_factory=Counter)
    level2: Counter = field(default_factory=Counter)
    target: Counter = field(default_factory=Counter)

    def add(self, printed: Reading, beside: str) -> None:
        """Take in a row that is printed in full, or that prints a 二级指标 alone."""
        first, second, third, target = printed.texts
        if third and target and not is_figure(third) and not is_figure(beside):
            pairs = ((self.level1, first), (self.level2, second), (self.target, target))
        else:
            alone = not (first or third or target or is_figure(second))
            pairs = ((self.level2, second),) if alone else ()
        for words, text in pairs:
            if text:
                words[normalise(text)] += 1

    def proves_second(self, text: str) -> bool:
        """Whether a label stands at level two in other rows, and in none at level one."""
        word = normalise(text)
        return bool(self.level2[word]) and not self.level1[word]

    def is_second(self, text: str) -> bool:
        """Whether a label is one of level two, by other rows or by its words."""
        word = normalise(text)
        return self.proves_second(text) or bool(LEVEL2.fullmatch(word)) and not self.level1[word]

    def is_first(self, text: str) -> bool:
        """Whether a label is one of level one.

        满意度 is a 一级指标 in many forms, but none where the same document prints it as a 二级指标.
        """
        word = normalise(text)
        return bool(self.level1[word] or (LEVEL1.fullmatch(word) and not self.level2[word]))

    def is_target(self, text: str) -> bool:
        """Whether a text is a target and no name."""
        return is_figure(text) or normalise(text) in QUALITY or bool(self.target[normalise(text)])


def _one_cell_too_many(printed: Reading, beside: str, seen: SeenLabels) -> Reading | None:
    if not is_figure(beside) or seen.is_target(printed.target):
        return None
    proof = f"{beside} is a target and stands right of the target column; one cell too many before it"
    return Reading("", normalise(printed.level3), printed.target, beside, -1, proof)


def _one_label_dropped(printed: Reading, beside: str, seen: SeenLabels) -> Reading | None:
    first, second, third, _ = printed.texts
    if not seen.is_target(third) or (first and seen.is_first(first)):
        return None  # 一级, 二级, then a target: which label is the indicator is not provable
    # A label that stands at level two in other rows leaves the next cell to be the indicator.
    beside_second = seen.proves_second(first) and not seen.level2[normalise(second)]
    if seen.is_second(second) and not beside_second:
        return None
    proof = f"{third} is a target and stands in the column of 三级指标; one label cell was dropped"
    return Reading("", normalise(first), second, third, 1, proof)


def _two_labels_dropped(printed: Reading, beside: str, seen: SeenLabels) -> Reading | None:
    first, second, _, _ = printed.texts
    if not seen.is_target(second) or seen.is_first(first) or seen.is_second(first):
        return None
    proof = f"{second} is a target and stands in the column of 二级指标; two label cells were dropped"
    return Reading("", "", first, second, 2, proof)


def _name_slid(printed: Reading, beside: str, seen: SeenLabels) -> Reading | None:
    if seen.is_second(printed.level2):
        return None
    proof = "the target stands in its column and the name is no 二级指标; the name slid one column"
    return Reading("", "", printed.level2, printed.target, 1, proof)


def _second_label_slid(printed: Reading, beside: str, seen: SeenLabels) -> Reading | None:
    if not seen.proves_second(printed.level1):
        return None
    word = normalise(printed.level1)
    proof = f"{word}: {seen.level2[word]} times in the column of 二级指标, never in that of 一级指标"
    return Reading("", word, "", "", 1, proof)


_WAYS_TO_SLIDE = {
    (False, False, True, True): _one_cell_too_many,
    (False, True, True, False): _one_label_dropped,
    (True, True, True, False): _one_label_dropped,
    (True, True, False, False): _two_labels_dropped,
    (False, True, False, True): _name_slid,
    (True, False, False, False): _second_label_slid,
}
"""What can have happened to a row, by which of its levels and its target are filled."""


def put_right(printed: Reading, beside: str, seen: SeenLabels) -> Reading | None:
    """Put a row with dropped or doubled label cells right; ``None`` where it stands well or unproven."""
    find = _WAYS_TO_SLIDE.get(tuple(map(bool, printed.texts)))
    return find(printed, beside, seen) if find else None
