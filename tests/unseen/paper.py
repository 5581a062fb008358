"""Tables as data, drawn on pages, with every line that must be read from them.

A header is drawn as text: one row a line, ``|`` between cells; ``<`` continues the cell on its left, ``^``
the one above. Columns are said in one word each, or for money ``E;fund;nature;measure;kind;period`` (``E``
expenditure, ``R`` revenue, ``N`` neither; funds and kinds in short). A row is its cells and, for each side of
the table, what its lines say.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import zhplot
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = "NotoSansSC"
FUNDS = {
    "all": "all",
    "app": "appropriation",
    "gpb": "general_public_budget",
    "gpa": "general_public_budget/appropriation",
    "gmf": "government_managed_funds",
    "soc": "state_capital_operations",
    "sa": "special_account",
    "uf": "unit_funds",
    "co": "carryover",
    "inst": "unit_funds/institutional_service_revenue",
    "biz": "unit_funds/business_operating_revenue",
    "sup": "unit_funds/superior_unit_subsidy_revenue",
    "sub": "unit_funds/subsidiary_unit_remittance_revenue",
    "oth": "unit_funds/other_revenue",
    "use": "unit_funds/use_of_surplus",
}
KINDS = {"": "item", "t": "total", "s": "subtotal", "o": "of_which", "i": "item"}
_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d{1,2}[.、]|\(\d\))|^其中:?"
)
_MONEY = re.compile(r"^[-(]?[\d,]+(\.\d+)?\)?$|^[-—]+$")


def plain(text: str) -> str:
    """Text as compared: half width, without white space and quotation marks."""
    return re.sub(r"[\s“”‘’\"']", "", unicodedata.normalize("NFKC", text or ""))


def bare(text: str) -> str:
    """A label without its numbering."""
    while (cut := _NUMBERING.sub("", plain(text))) != plain(text):
        text = cut
    return plain(text)


@dataclass(slots=True)
class Form:
    """One table: how it is printed and what it is."""

    title: str
    kind: str
    header: str
    columns: str
    rows: list[tuple]
    unit: str = "万元"
    widths: list[float] | None = None
    says: dict = field(default_factory=dict)
    size: float = 7.5
    repeat: bool = True
    banner: list[str] = field(default_factory=list)
    pad: float = 3.0


@dataclass(slots=True)
class Truth:
    """What must be read of one table."""

    title: str
    kind: str
    unit: str
    pages: list[int] = field(default_factory=list)
    lines: list[dict] = field(default_factory=list)


def cells_of(header: str) -> list[list[str]]:
    """Header rows of a drawing."""
    return [[cell.strip() for cell in row.split("|")] for row in header.strip().splitlines()]


def paths_of(header: list[list[str]]) -> list[str]:
    """Column labels from the outermost to the innermost, each once."""
    paths: list[list[str]] = [[] for _ in header[0]]
    for texts in header:
        if any(re.match("(编制)?(部门|单位):", plain(text)) for text in texts):
            continue  # department and unit inside the frame
        label = ""
        for column, text in enumerate(texts):
            label = "" if text == "^" else label if text == "<" else plain(text)
            if (
                label
                and label != "栏次"
                and not re.fullmatch(r"[\dA-Z=+]+", label)
                and paths[column][-1:] != [label]
            ):
                paths[column].append(label)
    return [" / ".join(path) for path in paths]


def _said_of_column(word: str, year: int, phase: str) -> dict | None:
    if ";" not in word and word not in ("E", "R", "N"):
        return None
    direction, fund, nature, measure, kind, period = (word.split(";") + [""] * 6)[:6]
    shift = int(period[-2:]) if period[-2:-1] in ("+", "-") else 0
    return {
        "direction": {"E": "expenditure", "R": "revenue", "N": ""}[direction],
        "fund": "/".join([FUNDS.get(part, part) for part in (fund or "all").split("/")]),
        "nature": nature,
        "measure": measure,
        "column_kind": KINDS[kind],
        "fiscal_year": year + shift,
        "phase": (period[:-2] if shift else period) or ("" if period == "none" else phase),
    }


class Paper:
    """Pages of one disclosure."""

    def __init__(self, year: int, phase: str = "approved", width: float = 595, height: float = 842) -> None:
        register()
        self.year, self.phase, self.width, self.height = year, phase, width, height
        self._stream = io.BytesIO()
        self.canvas = Canvas(self._stream, (width, height), invariant=1)
        self.canvas.setLineWidth(0.5)
        self.page, self.y, self.margin = 1, 60.0, 40.0
        self.tables: list[Truth] = []
        self.numbered = True
        self.heading: Callable[[], object] | None = None

    def next_page(self) -> None:
        if self.numbered:
            self._put(self.width / 2 - 10, self.height - 25, f"- {self.page} -", 8)
        self.canvas.showPage()
        self.canvas.setLineWidth(0.5)
        self.page, self.y = self.page + 1, 60.0

    def finish(self) -> bytes:
        self.canvas.save()
        return self._stream.getvalue()

    def _put(self, x: float, y: float, text: str, size: float) -> None:
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, self.height - y, text)

    def line(self, text: str, align: str = "left", size: float = 9) -> None:
        """One printed line; a tab parts what stands left from what stands right."""
        left, _, right = text.partition("\t")
        wide = width_of(left, size)
        start = {
            "left": self.margin,
            "center": (self.width - wide) / 2,
            "right": self.width - self.margin - wide,
        }
        self._put(start[align], self.y + size, left, size)
        if right:
            self._put(self.width - self.margin - width_of(right, size), self.y + size, right, size)
        self.y += size * 1.7

    def cover(self, title: str) -> None:
        self.y = 250
        self.line(title, "center", 22)
        self.next_page()

    def table(self, form: Form) -> None:
        """Draw a table from here, over as many pages as it needs, and write down its lines."""
        header = cells_of(form.header)
        count = len(header[0])
        words = form.columns.split()
        assert len(words) == count, (form.title, len(words), count)
        weights = form.widths or [1.0] * count
        scale = (self.width - 2 * self.margin) / sum(weights)
        edges = [self.margin]
        for weight in weights:
            edges.append(edges[-1] + weight * scale)
        top = [[text, *["<"] * (count - 1)] for text in form.banner] + header
        truth = Truth(form.title, form.kind, form.unit)
        self.tables.append(truth)
        says = [_said_of_column(word, self.year, self.phase) for word in words]
        labels = paths_of(header)
        self._rows(top, edges, form)
        truth.pages.append(self.page)
        body = [[*row[0]] for row in form.rows]
        heights = self._heights(body, edges, form)
        for (_, *sides), texts, height in zip(form.rows, body, heights, strict=True):
            assert len(texts) == count, (form.title, texts)
            if self.y + height > self.height - 45:
                self.next_page()
                if self.heading:
                    self.heading()
                truth.pages.append(self.page)
                if form.repeat:
                    self._rows(top, edges, form)
            self._rows([texts], edges, form)
            truth.lines += self._lines(form, words, says, labels, texts, sides)
        self.y += 8

    def _lines(self, form, words, says, labels, texts, sides) -> list[dict]:
        found = []
        for (start, end), side in zip(sides_of(words), sides, strict=False):
            shared = _said_of_row(words[start:end], texts[start:end])
            phases = side.get("phases")
            for column in range(start, end) if side else ():
                text = texts[column]
                if phases and column not in phases:
                    continue
                if says[column] is None or not text or not _MONEY.match(plain(text)):
                    continue
                line = says[column] | {"kind": form.kind, "column_label": labels[column], "page": self.page}
                line |= (
                    shared
                    | form.says
                    | {k: v for k, v in side.items() if k not in ("funds", "natures", "phases")}
                )
                line["printed"] = text
                if phases:
                    line["phase"] = phases[column]
                    del line["column_label"]  # a form has no header; which words it takes is free
                for name in ("fund", "nature"):
                    if column in side.get(name + "s", {}):
                        line[name] = side[name + "s"][column]
                found.append(line)
        return found

    def _heights(self, rows: list[list[str]], edges: list[float], form: Form) -> list[float]:
        heights = []
        for texts in rows:
            lines = 1
            for column, text in enumerate(texts):
                if text in ("", "<", "^"):
                    continue
                right = column + 1
                while right < len(texts) and texts[right] == "<":
                    right += 1
                lines = max(lines, len(wrap(text, edges[right] - edges[column] - 4, form.size)))
            heights.append(lines * form.size * 1.25 + 2 * form.pad)
        return heights

    def _rows(self, rows: list[list[str]], edges: list[float], form: Form) -> None:
        """Draw rows, cells that span columns and rows as one box each."""
        heights = self._heights(rows, edges, form)
        tops = [self.y]
        for height in heights:
            tops.append(tops[-1] + height)
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                if text == "<" or (text == "^" and row):
                    continue
                right, below = column + 1, row + 1
                while right < len(texts) and texts[right] == "<":
                    right += 1
                while below < len(rows) and rows[below][column] == "^":
                    below += 1
                self._box(
                    edges[column], tops[row], edges[right], tops[below], "" if text == "^" else text, form
                )
        self.y = tops[-1]

    def _box(self, x0: float, y0: float, x1: float, y1: float, text: str, form: Form) -> None:
        self.canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0)
        lines = wrap(text, x1 - x0 - 4, form.size)
        y = (y0 + y1) / 2 - len(lines) * form.size * 1.25 / 2
        figure = bool(_MONEY.match(plain(text))) and "." in text
        for line in lines:
            wide = width_of(line, form.size)
            middle = len(text) < 6 or "\n" in text
            x = x1 - 2 - wide if figure else (x0 + x1 - wide) / 2 if middle else x0 + 2
            self._put(x, y + form.size, line, form.size)
            y += form.size * 1.25


def _said_of_row(words: list[str], texts: list[str]) -> dict:
    """Item and codes that the describing cells of a row print."""
    said, codes = {}, []
    for word, text in zip(words, texts, strict=True):
        if text in ("", "<", "^") or ("code" in word and not text.isdigit()):
            continue
        if word in ("label", "name", "unit_name", "project", "dname") and "item" not in said:
            said["item"] = bare(text)
        if word in ("code", "dcode", "gcode", "unit_code"):
            family = {"code": "functional_code", "dcode": "department_economic_code"}
            family |= {"gcode": "government_economic_code", "unit_code": "unit_code"}
            said[family[word]] = plain(text)
        if word in ("c1", "c2", "c3") and text.isdigit():
            codes.append(plain(text))
        if word == "project":
            said["project_name"] = plain(text)
    if codes:
        said["functional_code"] = codes[-1] if len(codes[-1]) > 3 else "".join(codes)
    return said


def sides_of(words: list[str]) -> list[tuple[int, int]]:
    """Blocks of columns: a label or a code after money opens the next."""
    starts, money = [0], False
    for place, word in enumerate(words):
        if word in ("label", "code", "dcode", "c1", "name", "dname") and money:
            starts, money = [*starts, place], False
        money = money or ";" in word or word in ("E", "R", "N")
    return list(zip(starts, [*starts[1:], len(words)], strict=True))


@cache
def register() -> None:
    (font,) = Path(zhplot.__file__).parent.rglob("NotoSansSC-Regular.ttf")
    pdfmetrics.registerFont(TTFont(FONT, font))


@cache
def width_of(text: str, size: float) -> float:
    return pdfmetrics.stringWidth(text, FONT, size)


@cache
def wrap(text: str, room: float, size: float) -> list[str]:
    """Lines of a cell; a line feed breaks, and so does the edge."""
    lines = []
    for part in text.split("\n"):
        line = ""
        for mark in part:
            if line and width_of(line + mark, size) > room:
                lines, line = [*lines, line], ""
            line += mark
        lines.append(line)
    return lines
