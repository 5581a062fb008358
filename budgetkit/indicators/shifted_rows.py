"""Rows of a performance form whose label cells were dropped or doubled, put right where that is provable."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

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


def is_figure(text: str) -> bool:
    """Whether the whole text is one quantity (100%, ≥20家), as a target is and a name is not."""
    return len(text) <= 12 and bool(_SIGN.match(normalise(text))) and read_target(text).value is not None


def put_right(printed: Reading, beside: str, seen: dict[str, Counter]) -> Reading | None:
    """Put a row with dropped or doubled label cells right; ``None`` where it stands well or unproven."""
    first, second, third, target = printed.level1, printed.level2, printed.level3, printed.target

    def at_level_two(text: str) -> bool:
        word = normalise(text)
        return bool(seen["level2"][word] or LEVEL2.fullmatch(word)) and not seen["level1"][word]

    def at_level_one(text: str) -> bool:
        word = normalise(text)
        # 满意度 is a 一级指标 in many forms, but none where the same document prints it as a 二级指标.
        return bool(seen["level1"][word] or (LEVEL1.fullmatch(word) and not seen["level2"][word]))

    def is_target(text: str) -> bool:
        return is_figure(text) or normalise(text) in QUALITY or bool(seen["target"][normalise(text)])

    if third and target and not (first or second) and is_figure(beside) and not is_target(target):
        proof = f"{beside} is a target and stands right of the target column; one cell too many before it"
        return Reading("", normalise(third), target, beside, -1, proof)
    if third and not target and is_target(third):
        if first and second and at_level_one(first):
            return None  # 一级, 二级, then a target: which label is the indicator is not provable
        # A label that stands at level two in other rows leaves the next cell to be the indicator.
        beside_level_two = (
            at_level_two(first) and seen["level2"][normalise(first)] and not seen["level2"][normalise(second)]
        )
        if second and (not at_level_two(second) or beside_level_two):
            proof = f"{third} is a target and stands in the column of 三级指标; one label cell was dropped"
            return Reading("", normalise(first), second, third, 1, proof)
    if first and second and not (third or target) and is_target(second) and not at_level_one(first):
        if not at_level_two(first):
            proof = f"{second} is a target and stands in the column of 二级指标; two label cells were dropped"
            return Reading("", "", first, second, 2, proof)
    if target and second and not third and not first and not at_level_two(second):
        proof = "the target stands in its column and the name is no 二级指标; the name slid one column"
        return Reading("", "", second, target, 1, proof)
    if first and not (second or third or target) and at_level_two(first) and seen["level2"][normalise(first)]:
        count = seen["level2"][normalise(first)]
        proof = f"{normalise(first)}: {count} times in the column of 二级指标, never in that of 一级指标"
        return Reading("", normalise(first), "", "", 1, proof)
    return None
