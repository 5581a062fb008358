"""What was measured as Markdown, and into the page of the docs between its marks."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

from benchmarks.accuracy import overall
from benchmarks.engines import ENGINES

DOCS = Path(__file__).parents[1] / "docs" / "benchmarks.md"


def table(header: list[str], rows: list[list[object]]) -> str:
    """A Markdown table; columns after the first are set to the right."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join("| " + " | ".join(str(value) for value in line) + " |" for line in lines)


def describe_setting(engines: list[str]) -> str:
    """Versions of everything that took part, once each."""
    versions = {ENGINES[name].package: ENGINES[name].version for name in engines}
    told = ", ".join(f"{package} {version}" for package, version in versions.items())
    return f"Python {sys.version.split()[0]} on {platform.system()} {platform.machine()}; {told}."


def describe_accuracy(result: dict, engines: list[str], pages: int, tables: int) -> str:
    """Overall scores, then strict F1 by producer."""
    strict, folded = result["strict"], result["folded"]
    rows = []
    for name in engines:
        score = overall(strict, name)
        rows.append(
            [
                ENGINES[name].label,
                f"{score.f1:.4f}",
                f"{score.precision:.4f}",
                f"{score.recall:.4f}",
                f"{score.exact}/{score.tables}",
                f"{overall(folded, name).f1:.4f}",
                result["failed"][name],
            ]
        )
    header = [
        "engine",
        "strict cell F1",
        "precision",
        "recall",
        "exact tables",
        "F1, radicals forgiven",
        "pages failed",
    ]
    parts = [f"{tables} tables on {pages} typeset pages whose every cell is known.", table(header, rows)]
    rows = [
        [producer, *(f"{row[name].f1:.4f} ({row[name].exact}/{row[name].tables})" for name in engines)]
        for producer, row in sorted(strict.items())
    ]
    parts.append("Strict cell F1, and exact tables, by producer:")
    parts.append(table(["producer", *(ENGINES[name].label for name in engines)], rows))
    return "\n\n".join(parts)


def describe_speed(sets: dict[str, dict], memory: dict[str, float]) -> str:
    """CPU time and ratios for each set of pages, and peak memory."""
    header = ["engine"]
    for name, found in sets.items():
        header += [f"CPU ms a page, {name} ({found['pages']} pages)", "times budgetkit"]
    header.append("peak MB")
    rows = []
    for engine in memory:
        row: list[object] = [ENGINES[engine].label]
        for found in sets.values():
            seconds, own = found["seconds"][engine], found["seconds"].get("budgetkit")
            row += [f"{1000 * seconds / found['pages']:.2f}", f"{seconds / own:.2f}" if own else ""]
        rows.append([*row, f"{memory[engine]:.0f}"])
    return table(header, rows)


def describe_pipeline(found: dict) -> str:
    """The whole way on real documents, in two sentences."""
    share = 100 * found["verified"] / found["lines"] if found["lines"] else 0.0
    return (
        f"{found['files']} real documents, {found['pages']} pages: {found['tables']:,} tables, "
        f"{found['cells']:,} cells with text, {found['lines']:,} lines of money, {share:.1f} % of them "
        f"verified by an identity. From file to audited lines {found['pages'] / found['seconds']:.0f} pages "
        f"a second of CPU time (goal 60), reading included; peak memory {found['memory']:.0f} MB (goal 400)."
    )


def describe_goals(accuracy: dict | None, sets: dict[str, dict], memory: dict[str, float]) -> str:
    """The numbers to reach, each with what this run shows."""

    def ratios(other: str, upside_down: bool = False) -> str:
        found = []
        for name, part in sets.items():
            one, two = part["seconds"].get("budgetkit"), part["seconds"].get(other)
            if one and two:
                found.append(f"{one / two if upside_down else two / one:.1f} ({name})")
        return ", ".join(found) or "not measured"

    rows = [
        ["times faster than camelot's default lattice", "at least 60", ratios("camelot")],
        ["times faster than pdfplumber", "at least 8", ratios("pdfplumber")],
        ["times the floor, pypdfium2 classes", "at most 2", ratios("floor-classes", True)],
        ["times the floor, raw calls", "", ratios("floor", True)],
    ]
    if accuracy:
        score = overall(accuracy["strict"], "budgetkit")
        rows.append(["strict cell F1 on ruled truth", "at least 0.999", f"{score.f1:.4f}"])
        if "camelot" in accuracy["failed"]:
            other = overall(accuracy["strict"], "camelot")
            rows.append(["strict cell F1 of camelot's default lattice", "worse", f"{other.f1:.4f}"])
    if "budgetkit" in memory:
        rows.append(["peak MB while reading", "below 400", f"{memory['budgetkit']:.0f}"])
    return table(["", "goal", "this run"], rows)


def describe_corpus(found: dict) -> str:
    """Builds of a corpus against their goals."""
    second, scaling = found["second"], found["scaling"]
    rows = [
        [f"{run['documents']:,}", f"{run['pages']:,}", f"{run['wall']:.1f}", f"{run['cpu']:.1f}"]
        + [f"{run['pages'] / run['cpu']:.0f}", f"{run['memory']:.0f}"]
        for run in found["growth"]
    ]
    header = ["documents", "pages", "first build, s", "CPU s", "pages a CPU second", "peak MB of a process"]
    told = (
        f"Built again without a change, {found['documents']:,} documents take {second['wall']:.2f} s "
        f"(goal below 3) and {second['memory']:.0f} MB. {scaling['documents']} documents take "
        f"{scaling['one']:.1f} s with one process and {scaling['two']:.1f} s with two: "
        f"{scaling['one'] / scaling['two']:.2f} times as fast (goal 1.8). The load of the machine was "
        f"{found['load']:.1f} in the last minute of this run; only a machine idle but for the benchmark "
        "shows what two cores give."
    )
    return "\n\n".join([table(header, rows), told])


def write_part(name: str, text: str, path: Path = DOCS) -> None:
    """Replace what stands between the marks of a part of the page.

    Raises
    ------
    ValueError
        If the page has no such marks.
    """
    page = path.read_text(encoding="utf-8")
    begin, end = f"<!-- {name}: written by the benchmark -->\n", f"<!-- {name}: end -->"
    before, found, rest = page.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"{path.name} has no part {name!r} between its marks")
    path.write_text(f"{before}{begin}\n{text}\n\n{end}{after}", encoding="utf-8")
