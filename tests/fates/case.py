"""A case: an input that is drawn or written, with a record of every money figure that it prints."""

from __future__ import annotations

import io
import json
import random
import unicodedata
import zipfile
from collections.abc import Callable
from decimal import Decimal

UNITS = {"元": 1, "千元": 1_000, "万元": 10_000, "亿元": 100_000_000}
CASES: dict[str, Callable[[], Case]] = {}


def made(function: Callable[[], Case]) -> Callable[[], Case]:
    """Enter a case under the name of its function."""
    CASES[function.__name__] = function
    return function


def print_amount(value, decimals=2, separated=True, zero=""):
    """An amount as it is printed; ``zero`` is what stands for nothing, None to print it as a number."""
    value = Decimal(value)
    if value == 0 and zero is not None:
        return zero
    return f"{value:,.{decimals}f}" if separated else f"{value:.{decimals}f}"


class Printed:
    """A cell whose text is no plain figure: its yuan, None where nobody can tell, or no money at all."""

    def __init__(self, text, value=None, skip=False):
        self.text, self.value, self.skip = text, value, skip


class Case:
    """What is common to inputs of all formats: the truth, and figures drawn by the name of the case."""

    extension = "pdf"

    def __init__(self, name, kind, what, unread=False, must_not=(), absent=(), errors=0):
        self.name, self.kind, self.what = name, kind, what
        self.unread, self.must_not, self.absent, self.errors = unread, list(must_not), list(absent), errors
        self.amounts, self.page, self.unit = [], 1, 10_000
        self.random = random.Random(name)
        self.content = b""

    def random_amount(self, low, high, decimals=2):
        scale = 10**decimals
        return Decimal(self.random.randint(int(low * scale), int(high * scale))) / scale

    def record(self, printed, value="parse"):
        """Note a figure of the page; without a value the text is read in the unit of the table."""
        if value == "parse":
            plain = unicodedata.normalize("NFKC", printed).replace(",", "").strip()
            value = Decimal(plain) * self.unit
        yuan = None if value is None else str(Decimal(value).quantize(Decimal("0.01")))
        self.amounts.append([self.page, printed, yuan])

    def record_cell(self, cell, recorded=True):
        """Note the figures of a money cell, line by line, and give its text; a dash is no figure."""
        if isinstance(cell, Printed):
            if recorded and not cell.skip:
                self.record(cell.text, cell.value)
            return cell.text
        for line in (cell or "").split("\n") if recorded else ():
            if line.strip() and line.strip() not in "-—/":
                self.record(line.strip())
        return cell or ""

    def prose(self, text, finds):
        """Note figures of a sentence, each with its unit."""
        for printed, unit in finds:
            assert printed in text, (self.name, printed)
            self.record(printed, Decimal(printed.replace(",", "")) * UNITS[unit])

    def truth(self) -> str:
        right = {
            "amounts": self.amounts,
            "unread_allowed": self.unread,
            "must_not": self.must_not,
            "absent_tables": self.absent,
            "findings_errors": self.errors,
        }
        whole = {"kind": self.kind, "what": self.what, "right": right}
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


class TextCase(Case):
    """An input of lines: Markdown, or text laid out with spaces."""

    def __init__(self, name, extension, kind, what, **truth):
        super().__init__(name, kind, what, **truth)
        self.extension, self.lines = extension, []

    def add(self, *lines):
        self.lines += lines

    def table(self, rows, money):
        for number, row in enumerate(rows):
            texts = [self._text(cell, number > 0 and column in money) for column, cell in enumerate(row)]
            self.lines.append("| " + " | ".join(texts) + " |")
            if number == 0:
                self.lines.append("|" + " --- |" * len(row))

    def _text(self, cell, is_money):
        if is_money:
            return self.record_cell(cell)
        return (cell.text if isinstance(cell, Printed) else cell) or ""

    def save(self):
        self.content = ("\n".join(self.lines) + "\n").encode()
        return self


class ZipCase(Case):
    """An archive that bears the name of a PDF."""

    def save(self, members, renamed=()):
        """Pack members, ``(name, content, amounts)``; then exchange names for others of the same length."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content, _ in members:
                entry = zipfile.ZipInfo(name, (2025, 2, 10, 9, 0, 0))
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                archive.writestr(entry, content)
        self.content = packed.getvalue()
        for old, new in renamed:
            assert len(old) == len(new) and old in self.content
            self.content = self.content.replace(old, new)
        for name, _, amounts in members:
            for old, new in renamed:
                name = name.replace(old.decode(), new.decode("gbk"))
            self.amounts += [[f"{name}:{page}", printed, yuan] for page, printed, yuan in amounts]
        return self
