"""Names of the units that a budget covers: a list inside a sentence, or one of numbered lines."""

from __future__ import annotations

import re

_OF_UNITS = re.compile(r"(?:预算|下属|所属|直属|二级|编制范围的|事业|行政)单位")
_INSIDE = re.compile(
    r"(?:预算|下属|所属|直属|二级)(?:\d+(?:个|家))?(?:二级)?(?:预算|事业)?单位[^,，;:包有为]{0,8}?(?:，?(?:具体)?(?:包括|包含|分别为|分别是|有):?|:)"
    r"(?P<names>[^，,;:\d]+)(?:\d+(?:个|家)[\u4e00-\u9fff]*单位)?(?=$|[，,;])"
)
_COUNTED = re.compile(
    r"(?:预算|编制范围的)单位(?:数|共|有|计|为)*(?:\d+|[一二三四五六七八九十]+)(?:个|家)，(?:具体)?(?:包括|包含|分别为|分别是|有|是):?"
    r"(?P<names>[^，,;:\d]+)(?=$|[，,;])"
)
_OPENS = re.compile(r"(?:包括|包含|如下|分别为|分别是|具体是|具体为|有):?$")
_OFFICES = re.compile("内设机构|处室|科室|职能")
_NUMBERED = re.compile(
    r"(?:\d{1,2}[.、]|\(\d{1,2}\)|\([一二三四五六七八九十]+\))(?P<name>[^，,;:\d]+?)(?=[，,;]|$)"
)
_NAME = re.compile(
    r"[\u4e00-\u9fff、·]{2,30}[局委院校会心厅部处所站队团馆社办司园场室署台级学](?:\((?:本级|机关|本部|[\u4e00-\u9fff]{2,12})\))?"
)


def names_inside(text: str) -> list[tuple[int, int]]:
    """Places of the names that a sentence lists; a list that holds anything else has none."""
    places = []
    for found in (*_INSIDE.finditer(text), *_COUNTED.finditer(text)):
        parts, start = [], found.start("names")
        for part in found["names"].split("、"):
            parts.append((start, start + len(part)))
            start += len(part) + 1
        if all(_NAME.fullmatch(text, *part) for part in parts):
            places += [part for part in parts if part not in places]
    return places


def opens_list(text: str) -> bool:
    """Whether numbered lines with names of units follow a sentence."""
    return bool(_OPENS.search(text) and _OF_UNITS.search(text) and not _OFFICES.search(text))


def name_of_line(text: str) -> tuple[int, int] | None:
    """Place of the name that starts a numbered line."""
    found = _NUMBERED.match(text)
    return found.span("name") if found and _NAME.fullmatch(found["name"]) else None
