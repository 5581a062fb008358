"""A count of the money figures that a file prints, by code of its own, and which of them have no fate.

It shares nothing with the readers of budgetkit: a PDF gives the raw text of each page as PDFium hands it on,
a text file its characters. A figure counts as money where a unit of money follows it, or where it looks like
a figure of a table: with one to six decimals, or with thousands separators.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

Counted = dict[int, Counter[Decimal]]
"""How often each page prints each figure, whatever its sign and unit."""

HIDING = ("hid_", "boxes_", "code_", "zip_", "i_before", "u_mode3", "covered_text", "large-boxes")
"""Inputs with unseen text, codes that look like money, archives: their truth tells what they print."""

_PLAIN = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNIT = r"(?:余|多)?(?:(?:亿|百万|万|千|百)?(?:余|多)?元|[万亿](?=[,。;、)!?]|$))"
_WITH_UNIT = re.compile(rf"(?<![\d.,])(?P<value>{_PLAIN})[ ]*{_UNIT}")
_UNIT_BELOW = re.compile(rf"[^\n\d.,][ ]*(?P<value>{_PLAIN})[ ]*\n\s*{_UNIT}")
"""A figure that stands alone on its line is the number of the page."""
_RANGE = re.compile(rf"(?<![\d.,])(?P<value>{_PLAIN})(?:\s*{_UNIT})?\s*[-—~至到]+\s*(?={_PLAIN}\s*{_UNIT})")
_OF_A_TABLE = re.compile(r"(?<![\d.,/:])(?:\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?|\d+\.\d{1,6})(?![\d.,]*\d)")
_COUNTED = (
    "美元 欧元 港元 日元 英镑 个 人 位 辆 台 套 件 次 平方 ㎡ m2 立方 公里 千米 米 亩 公顷 吨 升 千瓦 "
    "度 年 月 日 天 小时 分(?!别) 家 户 名 批 倍 条 份 册 字 岁 票 场 期 篇 项(?!目) 颗 株 头 只 艘 支(?!出) "
    "间 所 处 盏 座 级 Mbps GB TB km kg"
)
_NO_MONEY = re.compile(
    rf"[ ]*(?:[%‰℃]|[余多]?[万亿千百]?[余多]?(?:{_COUNTED.replace(' ', '|')}))", re.IGNORECASE
)
_SECTION = re.compile(r"^[ ]*\d{1,2}\.\d[ ]*(?=[\u4e00-\u9fff])", re.MULTILINE)
_DATE = re.compile(r"20\d\d\.\d{1,2}(?:\.\d{1,2}(?!\d)|(?=[ ]*[-—至]))|[-—至][ ]*20\d\d\.\d{1,2}(?!\d)")
_GLUED = re.compile(r"(?<![\d.])\d[\d,]*\.\d+(?:,\d+)*\.[\d.,]*\d")
_TWO_DECIMALS = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)\.\d\d")
_BEFORE_CODE = re.compile(r"(?<=\.\d\d)(?=[235]\d{2}(?:\d\d(?:\d\d)?)?\s*[\u4e00-\u9fff])")
"""628.30208 社会保障和就业支出: a figure, and the code that begins the next line."""
_TAG = re.compile(r"<[^>]*>")
_BROKEN = (
    (re.compile(r"(?<=\d)[ ]+(?=[.,]\d)|(?<=\d[.,])[ ]+(?=\d\d)"), ""),
    (
        re.compile(r"(?<=\d[.,])\n[ ]*(?=\d)|(?<=\d)\n[ ]*(?=[.,]\d)|(?<=,\d)\n(?=\d\d)|(?<=,\d\d)\n(?=\d)"),
        "",
    ),
    (re.compile(r"(?<=[\u4e00-\u9fff]{6})(\d[\d,.]*)\n[ ]*(?=[\d,.]*\d(?:亿|百万|万|千)?元)"), r"\1"),
)


def page_texts(path: Path) -> dict[int, str]:
    """The raw text within each page of a PDF; all of a text file is page 1."""
    if path.suffix.lower() != ".pdf":
        text = path.read_text(encoding="utf-8", errors="replace")
        return {1: _TAG.sub(" ", text) if "<t" in text else text}
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return {number: page.get_textpage().get_text_bounded() for number, page in enumerate(document, 1)}


class PageCount(NamedTuple):
    """Figures of a text, and how many runs of digits can be told apart in more than one way."""

    figures: Counter[Decimal]
    exempt: int = 0


def count_figures(text: str) -> PageCount:
    """Money figures of the raw text of a page.

    >>> count_figures("收入1,204.50万元，占62.5%，2024.1.5印 12.3445.60").figures
    Counter({Decimal('1204.50'): 1, Decimal('12.34'): 1, Decimal('45.60'): 1})
    """
    text = unicodedata.normalize("NFKC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    for broken, whole in _BROKEN:
        text = broken.sub(whole, text)
    text = _SECTION.sub(" ", _DATE.sub(" ", text))
    text, exempt = _split_glued(_BEFORE_CODE.sub(" ", text))
    patterns = (_WITH_UNIT, _UNIT_BELOW, _RANGE)
    found = {one.start("value"): one["value"] for pattern in patterns for one in pattern.finditer(text)}
    for one in _OF_A_TABLE.finditer(text):
        if not _NO_MONEY.match(text, one.end()):
            found.setdefault(one.start(), one[0])
    return PageCount(Counter(Decimal(digits.replace(",", "")) for digits in found.values()), exempt)


def _split_glued(text: str) -> tuple[str, int]:
    """Columns without a gap (12.3445.60) parted where two decimals each leave one way; others taken out."""
    exempt = 0

    def part(found: re.Match[str]) -> str:
        nonlocal exempt
        parts = _TWO_DECIMALS.findall(found[0])
        if "".join(parts) == found[0]:
            return " ".join(parts)
        exempt += found[0].count(".") > 1 and len(found[0]) > 8  # shorter ones number sections
        return " "

    return _GLUED.sub(part, text), exempt


def printed_figures(path: Path) -> tuple[Counted, int]:
    """Money figures of each page as a reader sees them, and the count of those exempt.

    A file that is known to hide text has its figures from the truth beside it, or none.
    """
    truth = path.with_suffix(".json")
    if path.name.startswith(HIDING):
        return (_of_truth(truth), 0) if truth.exists() and not path.name.startswith("zip_") else ({}, 0)
    pages = {number: count_figures(text) for number, text in page_texts(path).items()}
    figures = {number: one.figures for number, one in pages.items() if one.figures}
    return figures, sum(one.exempt for one in pages.values())


def _of_truth(path: Path) -> Counted:
    counted: Counted = {}
    for page, printed, _ in json.loads(path.read_text(encoding="utf-8"))["right"]["amounts"]:
        counted.setdefault(int(page), Counter()).update(figures_in(printed))
    return counted


def figures_in(text: Any) -> list[Decimal]:
    """Every number of a short text, such as that of a cell, without its sign.

    >>> figures_in("（1,204.50）"), figures_in("5至10万元")
    ([Decimal('1204.50')], [Decimal('5'), Decimal('10')])
    """
    plain = re.sub(r"(?<=[\d.,])\s+(?=[\d.,])", "", unicodedata.normalize("NFKC", str(text)))
    return [Decimal(one.replace(",", "")) for one in re.findall(_PLAIN, plain)]


class Fates(NamedTuple):
    """What became of figures, page by page: read as lines or statements, told as unread, named elsewhere."""

    read: Counted
    told: Counted
    named: Counted


def fates_of(data: Any, one_page: bool = False) -> Fates:
    """The figures that a dataset or a disclosure has rows for; ``one_page``: the file has no pages."""
    read, told, named = Fates({}, {}, {})

    def enter(into: Counted, page: Any, figures: Iterable[Decimal]) -> None:
        number = 1 if one_page or not str(page).isdigit() else int(page)
        into.setdefault(number, Counter()).update(figures)

    for row in data.lines.itertuples():
        enter(read, row.page, figures_in(row.printed)[:1])
    for (page, value, *_), count in _stated(data.statements).items():
        enter(read, page, [value] * count)
    for row in data.unread.itertuples():
        enter(told, row.page, figures_in(row.printed.partition("（")[0] or row.printed))
    for row in data.indicators.itertuples():
        enter(named, row.page, figures_in(row.printed))
    labels = {(row.table_id, row.row, row.page): row.item for row in data.lines.itertuples()}
    for (*_, page), item in labels.items():
        enter(named, page, figures_in(item))
    return Fates(read, told, named)


def _stated(statements: Any) -> Mapping[tuple, int]:
    """Printed figures of statements; words that name two metrics print their figure once."""
    counts: dict[tuple, Counter[str]] = {}
    for row in statements.itertuples():
        if row.unit and not row.derived and str(row.value).strip() not in ("", "<NA>", "nan", "None"):
            key = row.page, abs(Decimal(str(row.value))), row.unit, row.quote
            counts.setdefault(key, Counter())[row.metric] += 1
    return {key: max(by_metric.values()) for key, by_metric in counts.items()}


def unexplained(fates: Fates, counted: Counted) -> Counted:
    """Figures that a page prints more often than something became of them."""
    rest = {}
    for page, printed in counted.items():
        left = printed.copy()
        for fate in fates:
            left -= fate.get(page, Counter())
        if left:
            rest[page] = left
    return rest


def of_kind(fates: Fates, counted: Counted) -> dict[str, int]:
    """How many printed figures are read, told, named elsewhere, and without a fate."""
    totals = dict.fromkeys(("figures", *Fates._fields, "without"), 0)
    for page, printed in counted.items():
        left = printed.copy()
        totals["figures"] += left.total()
        for name, fate in zip(Fates._fields, fates, strict=True):
            met = left & fate.get(page, Counter())
            totals[name] += met.total()
            left -= met
        totals["without"] += left.total()
    return totals
