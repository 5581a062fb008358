"""Leave one publisher out: what is recognised of a publisher without the words written for it.

``python -m benchmarks.generalisation [--write]``. For each publisher of ``../shared`` every entry of the
vocabulary is withheld that decides something in its documents, in nobody else's, and is no official term of
the field; then its documents are recognised again. ``--write`` puts the figures into
``docs/generalisation.md``.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from benchmarks.page import write_part
from budgetkit.disclosure import Disclosure, understand
from budgetkit.errors import BudgetkitError, WrongUsage
from budgetkit.model import Document
from budgetkit.readers import read_document
from budgetkit.rules.codes import code_names, former_class_names, functional_class, terms
from budgetkit.rules.kinds import kind_of, ways
from budgetkit.rules.patterns import Entry, recorded, withheld
from budgetkit.rules.words import header_says, row_says
from budgetkit.tables import Column, Table
from budgetkit.tables.heading import bare_title

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
TRUTH = (ROOT / "tests" / "expected" / "samples-tables.tsv", ROOT / "tests" / "expected" / "seeds-tables.tsv")
PAGE = ROOT / "docs" / "generalisation.md"

PUBLISHERS = {
    "Jiangsu People's Congress": ["samples/jiangsu-peoples-congress-*.pdf"],
    "Jiangsu Procuratorate": ["samples/jiangsu-procuratorate-*.pdf"],
    "Jiangsu, both": ["samples/jiangsu-*.pdf"],
    "Putuo commerce": ["samples/shanghai-putuo-commerce-*.pdf"],
    "Putuo planning": ["samples/shanghai-putuo-planning-*.pdf"],
    "Putuo social work": ["samples/shanghai-putuo-social-work-*.pdf"],
    "Shanghai, all three": ["samples/shanghai-*.pdf"],
    "Southwest University": ["samples/southwest-university-*.pdf"],
    "Zhumadian (seed)": ["seeds/000*.txt"],
    "Zhengzhou (seed)": ["seeds/003*.txt"],
    "Henan, both": ["seeds/*.txt"],
}
GROUPS = ("Jiangsu, both", "Shanghai, all three", "Southwest University", "Henan, both")
"""Publishers of one form together: the figures that matter."""
FAMILIES = ("role", "fund", "nature", "measure", "phase", "column_kind", "direction")
OFFICIAL_BASIS = (
    "official Chinese term",
    "standard table",
    "further table",
    "MOF",
    "GFSM",
    "near GFSM",
    "FDP",
)
LINE = ("page", "printed", "kind", "item", "nature", "fund", "row_kind")


class Scores(NamedTuple):
    """Shares from 0 to 1: of tables (kind, title, unit), of columns, of amounts, and of verified lines."""

    kind: float
    title: float
    unit: float
    columns: float
    amounts: float
    verified: float


def describe_column(column: Column, table: Table) -> str:
    """A column in one word, or for money ``amount:direction;fund;nature;measure;kind;period``."""
    if column.role != "amount":
        return column.role
    period = ""
    if (column.fiscal_year, column.phase) != (table.fiscal_year, table.phase):
        shift = (column.fiscal_year or 0) - (table.fiscal_year or 0)
        period = column.phase + (f"{shift:+d}" if shift else "")
    kind = "" if column.column_kind == "item" else column.column_kind
    parts = [column.direction, column.fund, column.nature, column.measure, kind, period]
    return ("amount:" + ";".join(parts)).rstrip(";")


def describe_table(name: str, table: Table) -> dict[str, str]:
    """A table as a row of the expected tables; forms have no columns of their own."""
    form = kind_of(table.kind).indicators
    return {
        "file": name,
        "first_page": str(table.pages[0]),
        "last_page": str(table.pages[-1]),
        "kind": table.kind,
        "title": table.title,
        "unit": table.amount_unit,
        "state": table.state,
        "columns": "" if form else " | ".join(describe_column(column, table) for column in table.columns),
    }


def expected_tables(paths: Iterable[Path] = TRUTH) -> dict[str, list[dict[str, str]]]:
    """Hand-checked tables of each file, in reading order."""
    tables: dict[str, list[dict[str, str]]] = {}
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                tables.setdefault(row["file"], []).append(row)
    return tables


def pair(expected: list[dict[str, str]], found: list[dict[str, str]]) -> list[tuple[dict, dict | None]]:
    """Each expected table with a found one that starts on its page: by title, else the next in order."""
    free = list(found)
    pairs: list[tuple[dict, dict | None]] = []
    for same_title in (True, False):
        for row in expected:
            if any(known is row for known, _ in pairs):
                continue
            here = (other for other in free if other["first_page"] == row["first_page"])
            match = next((o for o in here if not same_title or _same_title(row["title"], o["title"])), None)
            if match is not None:
                free.remove(match)
            if match is not None or not same_title:
                pairs.append((row, match))
    order = {id(row): place for place, row in enumerate(expected)}
    return sorted(pairs, key=lambda both: order[id(both[0])])


def _same_title(printed: str, found: str) -> bool:
    return bare_title(printed) == bare_title(found)


def agreements(expected: dict[str, str], found: dict[str, str] | None) -> dict[str, tuple[int, int]]:
    """Right and all: ``kind``, ``title``, ``unit`` (one each), ``columns`` (one for each printed column).

    Neighbouring columns of the same role count once: a rule that jogs makes two of one column.
    """
    columns = _distinct(expected["columns"])
    if found is None:
        return {"kind": (0, 1), "title": (0, 1), "unit": (0, 1), "columns": (0, len(columns))}
    have = _distinct(found["columns"])
    right = sum(have[place : place + 1] == [column] for place, column in enumerate(columns))
    return {
        "kind": (int(expected["kind"] == found["kind"]), 1),
        "title": (int(_same_title(expected["title"], found["title"])), 1),
        "unit": (int(expected["unit"] == found["unit"]), 1),
        "columns": (right, len(columns)),
    }


def _distinct(columns: str) -> list[str]:
    parts = columns.split(" | ") if columns else []
    return [
        part
        for place, part in enumerate(parts)
        if part.startswith("amount") or parts[place - 1 : place] != [part]
    ]


REFERENCE = SHARED / "domain" / "reference.md"
_SEEDS_IN_REFERENCE = re.compile(r"^## 1\.[23] .*?(?=^## )", re.MULTILINE | re.DOTALL)
_TERM = re.compile(r"[\u4e00-\u9fff“”（）()]{2,}")


def terms_of_reference(path: Path = REFERENCE) -> list[str]:
    """Chinese terms of the domain reference, without its sections that describe the two seeds."""
    return _TERM.findall(_SEEDS_IN_REFERENCE.sub("", path.read_text(encoding="utf-8")))


def field_knowledge(more: Iterable[str] = ()) -> set[Entry]:
    """Entries that recognise an official term: of the glossary, of a classification, or of a standard table.

    What decides an official term was not written for one publisher, even when only one prints it here.
    Former names of the functional classes were official until the year that their list says.
    """
    official = [row.chinese for row in terms() if row.basis.startswith(OFFICIAL_BASIS)]
    names = [
        name
        for list_ in ("functional", "dept_economic", "gov_economic")
        for name in code_names(list_).values()
    ]
    names += former_class_names()
    with recorded() as known:
        for label in [*official, *names, *more]:
            label = label.translate({ord(mark): None for mark in "“”"}).replace("（", "(").replace("）", ")")
            for family in FAMILIES:
                header_says(family, label)
            row_says(label)
            functional_class(label)
            for way in ways():
                if way.title is not None:
                    way.title.search(label)
    return known


def understood(documents: dict[str, Document]) -> tuple[dict[str, Disclosure], set[Entry]]:
    """Documents understood, and the entries that decided something in them."""
    with recorded() as deciding:
        disclosures = {name: understand(document, {}) for name, document in documents.items()}
    return disclosures, set(deciding)


def score(
    found: dict[str, Disclosure], full: dict[str, Disclosure], expected: dict[str, list[dict[str, str]]]
) -> Scores:
    """Score documents against the hand-checked tables and, for amounts, the lines of the full vocabulary."""
    right, total = Counter(), Counter()
    for name, disclosure in found.items():
        rows = [describe_table(name, table) for table in disclosure.tables_read if table.pages]
        for wanted, have in pair(expected.get(name, []), rows):
            for what, (good, count) in agreements(wanted, have).items():
                right[what] += good
                total[what] += count
        known, have = (_lines(frames[name]) for frames in (full, found))
        right["amounts"] += sum((known & have).values())
        total["amounts"] += sum(known.values())
        right["verified"] += int(disclosure.lines["verified"].sum())
        total["verified"] += sum(known.values())
    return Scores(*(right[what] / total[what] if total[what] else 1.0 for what in Scores._fields))


def _lines(disclosure: Disclosure) -> Counter:
    return Counter(disclosure.lines[list(LINE)].itertuples(index=False, name=None))


class Result(NamedTuple):
    """Scores of one publisher with everything, and without what was written for it."""

    publisher: str
    full: Scores
    without: Scores
    withheld: tuple[Entry, ...]


def measure(
    publishers: dict[str, list[str]] = PUBLISHERS, shared: Path = SHARED, known: set[Entry] | None = None
) -> list[Result]:
    """Leave each publisher's own entries out, one publisher at a time.

    Parameters
    ----------
    publishers : dict of str to list of str
        Patterns of files below ``shared``; two groups may overlap.
    shared : Path
        Folder of ``samples`` and ``seeds``.
    known : set of Entry, optional
        Never withheld; the official terms of `field_knowledge` if not given.

    Raises
    ------
    WrongUsage
        If the folder is not there.
    """
    files = {
        name: sorted({p for glob in globs for p in shared.glob(glob)}) for name, globs in publishers.items()
    }
    if not all(files.values()):
        raise WrongUsage(
            f"real documents are missing in {shared}", advice="they are not part of the repository"
        )
    paths = sorted({path for group in files.values() for path in group})
    documents = {path.stem: read_document(path) for path in paths}
    full, deciding = {}, {}
    for name, document in documents.items():
        disclosures, deciding[name] = understood({name: document})
        full |= disclosures
    known, expected = field_knowledge() if known is None else known, expected_tables()
    results = []
    for publisher, group in files.items():
        own = {path.stem for path in group}
        elsewhere = set().union(*(entries for name, entries in deciding.items() if name not in own))
        written_for = set().union(*(deciding[name] for name in own)) - elsewhere - known
        mine = {name: full[name] for name in own}
        with withheld(written_for):
            # the reader of texts asks the vocabulary too, so texts are read anew
            again = {path.stem: read_document(path) for path in group if path.suffix == ".txt"}
            without, _ = understood({name: again.get(name, documents[name]) for name in sorted(own)})
        scores = score(mine, full, expected), score(without, full, expected)
        results.append(Result(publisher, *scores, tuple(sorted(written_for))))
    return results


def table_of(results: list[Result]) -> str:
    """The figures as a Markdown table, full then without, in per cent."""
    head = ["publisher", "withheld", *Scores._fields]
    lines = ["| " + " | ".join(head) + " |", "| --- " + "| ---: " * (len(head) - 1) + "|"]
    for result in results:
        cells = [f"{a:.1%} → {b:.1%}" for a, b in zip(result.full, result.without, strict=True)]
        lines.append("| " + " | ".join([result.publisher, str(len(result.withheld)), *cells]) + " |")
    return "\n".join(lines)


def list_of(results: list[Result]) -> str:
    """The withheld entries by publisher, as a Markdown list."""
    lines = []
    for result in results:
        own = "; ".join(
            f"`{entry.pattern}` ({entry.source.split('/')[-1]}: {entry.rule})" for entry in result.withheld
        )
        lines.append(f"- **{result.publisher}**: {own or 'nothing'}")
    return "\n".join(lines)


def write_page(blocks: dict[str, str], page: Path = PAGE) -> None:
    """Put the figures between the marks of the page; the words around them stay."""
    text = page.read_text(encoding="utf-8")
    for name, block in blocks.items():
        start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
        before, _, rest = text.partition(start)
        _, _, after = rest.partition(end)
        text = f"{before}{start}\n{block}\n{end}{after}"
    page.write_text(text, encoding="utf-8", newline="\n")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; 0 when done, 2 when the real documents are not at hand."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generalisation", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the figures into docs")
    chosen = parser.parse_args(arguments)
    try:
        strict = measure()
        lenient = measure(known=field_knowledge(terms_of_reference()))
    except BudgetkitError as error:
        print(error, file=sys.stderr)
        return 2
    blocks = {"strict": table_of(strict), "lenient": table_of(lenient), "withheld": list_of(strict)}
    print(*blocks.values(), sep="\n\n")
    if chosen.write:
        write_page(blocks)
        groups = [result for result in strict if result.publisher in GROUPS]
        write_part("generalisation", table_of(groups))
    return 0


if __name__ == "__main__":
    sys.exit(main())
