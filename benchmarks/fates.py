"""What becomes of every figure that a page prints: read right, told as unread, lost without a word, or wrong.

A folder of cases holds inputs (PDF, Markdown, text, ZIP), each with a JSON file of the same name: its kind
and, under ``right``, the money figures that a reader of the page sees, ``[page, printed, yuan]`` (yuan is
null where nobody could tell; the page of a member of a ZIP is ``member:page``), the texts and amounts that
must not appear as figures, the tables that are truly absent and the number of errors the audit may
report.
"""

from __future__ import annotations

import json
import re
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import budgetkit
from benchmarks.page import table
from budgetkit.completeness import completeness
from budgetkit.errors import BudgetkitError

FOLDER = Path(__file__).parents[1] / "tests" / "fates" / "cases"
UNITS = {"元": 1, "千元": 1_000, "万元": 10_000, "亿元": 100_000_000}


class Figure(NamedTuple):
    """A figure that is printed, or one that was read; without an amount nobody can tell it."""

    page: int
    printed: str
    yuan: Decimal | None


@dataclass
class Outcome:
    """What was made of one file."""

    lines: list[Figure] = field(default_factory=list)
    statements: list[Figure] = field(default_factory=list)
    told: list[tuple[int, str]] = field(default_factory=list)
    errors: int = 0
    absent: list[str] = field(default_factory=list)
    refused: bool = False


@dataclass
class Fates:
    """Counts of figures by their fate and of faults beside them; they add up over cases."""

    cases: int = 0
    whole: int = 0
    figures: int = 0
    right: int = 0
    told: int = 0
    refused: int = 0
    lost: int = 0
    wrong: int = 0
    invented: int = 0
    forbidden: int = 0
    accusing: int = 0
    absent: int = 0

    def __add__(self, other: Fates) -> Fates:
        return Fates(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


HEADER = ["cases", "without fault", "figures", "right", "told", "file refused", "lost silently", "wrong"]
HEADER += ["invented", "forbidden", "accusing errors", "wrongly absent"]


def load_cases(folder: Path = FOLDER) -> list[tuple[Path, dict]]:
    """Every input of a folder that has its truth beside it."""
    inputs = (path for path in sorted(folder.iterdir()) if path.suffix != ".json")
    return [
        (path, json.loads(path.with_suffix(".json").read_text(encoding="utf-8")))
        for path in inputs
        if path.with_suffix(".json").exists()
    ]


def read_outcome(path: Path) -> Outcome:
    """Read a file as a user would, a ZIP as a folder of documents."""
    try:
        if not zipfile.is_zipfile(path):
            return _outcome(budgetkit.read(path))
        with tempfile.TemporaryDirectory() as folder:
            places = {
                "out": f"{folder}/clean",
                "cache": f"{folder}/cache",
                "corrections": f"{folder}/none.yml",
            }
            data = budgetkit.build([path], **places)
            return _outcome(data) if len(data.documents) else Outcome(refused=True)
    except BudgetkitError:
        return Outcome(refused=True)


def _outcome(data: Any) -> Outcome:
    amounts = (
        Figure(_page(row.page), row.printed, Decimal(str(row.amount_yuan))) for row in data.lines.itertuples()
    )
    stated = (
        Figure(_page(row.page), "", Decimal(str(row.value)) * UNITS[row.unit])
        for row in data.statements.itertuples()
        if row.unit in UNITS and not row.derived and str(row.value).strip() not in ("", "<NA>", "nan")
    )
    items = completeness(data)
    absent = items[(items["group"] == "tables") & (items["state"] == "absent")]
    return Outcome(
        list(amounts),
        list(stated),
        list(_told(data)),
        int((data.findings["severity"] == "error").sum()),
        list(absent["label_zh"]),
    )


def _page(page: Any) -> int:
    """The number of a page; what has no pages counts as one."""
    return int(page) if str(page).isdigit() else 1


def _told(data: Any) -> Iterable[tuple[int, str]]:
    """Figures that the result names as not read: rows of ``unread``, and cells quoted in findings."""
    unread = getattr(data, "unread", None)
    if unread is not None:
        yield from ((_page(row.page), row.printed) for row in unread.itertuples())
    for finding in data.findings.itertuples():
        if finding.identity == "figures-unreadable":
            pages = [place.get("page") for place in json.loads(finding.places)]
            for printed in re.findall("“(.*?)”", finding.message_zh):
                yield _page(pages[0] if pages else 1), printed


def score_case(truth: dict, outcome: Outcome, printed_text: str = "") -> Fates:
    """Hold what was made of a file against the figures it prints, each as often as it is printed."""
    right = truth["right"]
    true = [_figure(*amount) for amount in right["amounts"]]
    fates = Fates(cases=1, figures=len(true))
    if outcome.refused:
        fates.refused = len(true)
        fates.whole = int(right["unread_allowed"])
        return fates
    lines, statements, told = list(outcome.lines), list(outcome.statements), list(outcome.told)
    rest = _without(true, lines, lambda one, read: _same_amount(one, read) and _same_print(one, read))
    rest = _without(_without(rest, lines, _same_amount), statements, _same_amount)
    fates.right = len(true) - len(rest)
    fates.forbidden = sum(_is_forbidden(one, right["must_not"]) for one in [*lines, *statements])
    unread = _without(rest, lines, _same_print)
    fates.wrong = len(rest) - len(unread)
    fates.invented = sum(any(map(str.isdigit, one.printed)) for one in lines)
    silent = _without(unread, told, _is_told)
    fates.told, fates.lost = len(unread) - len(silent), len(silent)
    fates.accusing = max(0, outcome.errors - right["findings_errors"])
    fates.absent = sum(
        label not in right["absent_tables"] and _title(label) in _title(printed_text)
        for label in outcome.absent
    )
    unclear = sum(one.yuan is None for one in true)
    too_many = 0 if right["unread_allowed"] else max(0, fates.told - unclear)
    faults = (
        fates.lost + fates.wrong + fates.invented + fates.forbidden + fates.accusing + fates.absent + too_many
    )
    fates.whole = int(not faults)
    return fates


def _figure(page: int | str, printed: str, yuan: str | None) -> Figure:
    return Figure(int(str(page).rpartition(":")[2]), _bare(printed), None if yuan is None else Decimal(yuan))


def _without(true: list[Figure], found: list, same: Callable[[Figure, Any], bool]) -> list[Figure]:
    """The true figures that nothing found stands for; what stands for one is taken away, once each."""
    rest = []
    for one in true:
        place = next((index for index, other in enumerate(found) if same(one, other)), None)
        if place is None:
            rest.append(one)
        else:
            del found[place]
    return rest


def _same_amount(one: Figure, read: Figure) -> bool:
    return one.yuan is not None and (one.page, one.yuan) == (read.page, read.yuan)


def _same_print(one: Figure, read: Figure) -> bool:
    return one.page == read.page and one.printed == _bare(read.printed)


def _is_told(one: Figure, told: tuple[int, str]) -> bool:
    """Whether what is told on the page is the figure, or text in which it stands as a whole."""
    alone = rf"(?<![\d.]){re.escape(one.printed)}(?![\d.])"
    return one.page == told[0] and re.search(alone, _bare(told[1])) is not None


def _is_forbidden(read: Figure, must_not: list[str]) -> bool:
    """Whether a figure is one that must not appear, as it is printed or as an amount in yuan."""
    return f"{read.yuan:.2f}" in must_not or read.printed.strip() in must_not


def _bare(printed: str) -> str:
    """Printed text of a figure for comparison."""
    return re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", printed))


def _title(text: str) -> str:
    """The words of a title that tell which table it is."""
    bare = re.sub('[\\s“”"]|预算|情况', "", text)
    return bare.replace("三公经费支出", "三公经费")


def printed_text(path: Path) -> str:
    """Everything that a file holds as text, to know the titles in it."""
    if zipfile.is_zipfile(path):
        return ""
    if path.suffix != ".pdf":
        return path.read_text(encoding="utf-8")
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def measure_fates(
    folder: Path = FOLDER, most: int | None = None, tell: Callable[[str], None] = print
) -> dict[str, tuple[str, Fates]]:
    """The kind and the fates of every case of a folder."""
    cases = load_cases(folder)[:most]
    tell(f"fates, {len(cases)} files")
    return {
        path.name: (truth["kind"], score_case(truth, read_outcome(path), printed_text(path)))
        for path, truth in cases
    }


def describe_fates(found: dict[str, tuple[str, Fates]], each: bool = False) -> str:
    """One row a kind and one for all, or one row a case, as Markdown."""
    rows: dict[str, Fates] = {}
    for name, (kind, fates) in found.items():
        label = name if each else kind.replace("*", "\\*")
        rows[label] = rows.get(label, Fates()) + fates
    rows["all"] = sum(rows.values(), Fates())
    return table(
        ["case" if each else "kind", *HEADER],
        [[label, *(getattr(fates, one.name) for one in fields(Fates))] for label, fates in rows.items()],
    )
