"""How fast the ruled-table engine reads, against PDFium's own floor and other engines.

Run from the project's root: ``python -m benchmarks.engine [--quick] [FILE.pdf ...]``. Every engine
reads the same pages, those on which budgetkit finds a ruled table, each engine in a process of its
own. What counts is the ratio within one run; machines differ. Nothing here is asserted by a test.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
DEFAULT_FOLDERS = (ROOT / "data" / "raw", ROOT.parent / "shared" / "samples")
Work = list[tuple[str, list[int]]]
"""Files, each with the pages to read, counted from 1."""


def read_floor(path: str, pages: list[int]) -> int:
    """PDFium alone: load page, text page, text, and all path objects with their bounds."""
    from ctypes import c_float, c_ushort

    import pypdfium2
    from pypdfium2 import raw

    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    document = pypdfium2.PdfDocument(path)
    for number in pages:
        page = raw.FPDF_LoadPage(document.raw, number - 1)
        text_page = raw.FPDFText_LoadPage(page)
        count = raw.FPDFText_CountChars(text_page)
        buffer = (c_ushort * (count + 1))()
        raw.FPDFText_GetText(text_page, 0, count, buffer)
        bytes(buffer).decode("utf-16-le", "replace")
        for index in range(raw.FPDFPage_CountObjects(page)):
            handle = raw.FPDFPage_GetObject(page, index)
            if raw.FPDFPageObj_GetType(handle) == raw.FPDF_PAGEOBJ_PATH:
                raw.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
        raw.FPDFText_ClosePage(text_page)
        raw.FPDF_ClosePage(page)
    document.close()
    return 0


def read_floor_classes(path: str, pages: list[int]) -> int:
    """The same through pypdfium2's own Python classes."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    for number in pages:
        page = document[number - 1]
        text_page = page.get_textpage()
        text_page.get_text_range()
        for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
            item.get_bounds()
        text_page.close()
        page.close()
    document.close()
    return 0


def read_budgetkit(path: str, pages: list[int]) -> int:
    from budgetkit.model import Grid
    from budgetkit.readers.pdf import read_pages

    blocks = read_pages(Path(path).read_bytes(), pages)
    return sum(bool(cell.text) for block in blocks if isinstance(block, Grid) for cell in block.cells)


def read_pdfplumber(path: str, pages: list[int]) -> int:
    import pdfplumber

    with pdfplumber.open(path, pages=pages) as document:
        tables = [table for page in document.pages for table in page.extract_tables()]
    return sum(bool(text and text.strip()) for table in tables for row in table for text in row)


def _read_camelot(path: str, pages: list[int], **settings: object) -> int:
    import camelot

    tables = camelot.read_pdf(path, pages=",".join(map(str, pages)), flavor="lattice", **settings)
    return sum(bool(str(text).strip()) for table in tables for row in table.data for text in row)


def read_camelot(path: str, pages: list[int]) -> int:
    return _read_camelot(path, pages)


def read_camelot_vector(path: str, pages: list[int]) -> int:
    return _read_camelot(path, pages, engine="vector", split_text=True)


def read_tablers(path: str, pages: list[int]) -> int:
    import tablers

    with tablers.Document(path) as document:
        tables = [
            table
            for number in pages
            for table in tablers.find_tables(document.get_page(number - 1), extract_text=True)
        ]
        return sum(bool(cell.text and cell.text.strip()) for table in tables for cell in table.cells)


ENGINES: dict[str, tuple[str, str, Callable[[str, list[int]], int]]] = {
    "floor": ("PDFium floor (raw calls)", "pypdfium2", read_floor),
    "floor-classes": ("PDFium floor (pypdfium2 classes)", "pypdfium2", read_floor_classes),
    "budgetkit": ("budgetkit", "budgetkit", read_budgetkit),
    "tablers": ("tablers", "tablers", read_tablers),
    "pdfplumber": ("pdfplumber", "pdfplumber", read_pdfplumber),
    "camelot-vector": ("camelot lattice, vector, split_text", "camelot-py", read_camelot_vector),
    "camelot": ("camelot lattice", "camelot-py", read_camelot),
}
SLOW = {"camelot", "camelot-vector", "pdfplumber"}


def find_work(files: list[Path], pages_per_file: int) -> Work:
    """The pages with ruled tables, at most ``pages_per_file`` of each file, spread over it."""
    from budgetkit.readers import read_document

    work = []
    for file in files:
        pages = sorted({grid.page for grid in read_document(file).grids})
        step = max(1, -(-len(pages) // pages_per_file))
        if pages:
            work.append((str(file), pages[::step]))
    return work


def measure(engine: str, work: Work, repeats: int) -> dict[str, float]:
    """Best CPU seconds of this process for the whole work, cells with text, and peak memory."""
    read = ENGINES[engine][2]
    warnings.simplefilter("ignore")
    cells = errors = 0
    read(work[0][0], work[0][1][:1])  # imports and caches are not the engine's speed
    seconds = 0.0
    for path, pages in work:
        best = float("inf")
        for _ in range(repeats):
            start = time.process_time()
            try:
                found = read(path, pages)
            except Exception:  # a foreign engine may fail on a page; that is a result too
                found, errors = 0, errors + 1
                best = min(best, time.process_time() - start)
                break
            best = min(best, time.process_time() - start)
        seconds += best
        cells += found
    return {"seconds": seconds, "cells": cells, "errors": errors, "memory": _peak_memory()}


def _peak_memory() -> float:
    """Peak memory of this process in megabytes; not a number where the system does not tell."""
    status = Path("/proc/self/status")
    if status.exists():  # the figure of getrusage starts from that of the parent process
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    try:
        import resource
    except ImportError:  # Windows
        return float("nan")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)


def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "source" if package == "budgetkit" else None


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="*", type=Path, help="PDF files (default: data/raw and the samples)")
    parser.add_argument("--quick", action="store_true", help="two pages of each of three files")
    parser.add_argument("--pages-per-file", type=int, default=8)
    parser.add_argument("--only", action="append", choices=list(ENGINES), help="engine to run; repeatable")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.child:
        print(json.dumps(measure(options.child, **json.load(sys.stdin))))
        return 0

    files = options.files or sorted(path for folder in DEFAULT_FOLDERS for path in folder.glob("**/*.pdf"))
    if options.quick:
        files = files[:: max(1, -(-len(files) // 3))]
    work = find_work(files, 2 if options.quick else options.pages_per_file)
    if not work:
        print("no page with a ruled table was found; give PDF files as arguments", file=sys.stderr)
        return 2
    pages = sum(len(numbers) for _, numbers in work)
    results = {}
    for engine in options.only or ENGINES:
        if _version(ENGINES[engine][1]) is None:
            print(f"{engine}: not installed, left out", file=sys.stderr)
            continue
        repeats = 1 if engine in SLOW else 5
        command = [sys.executable, "-m", "benchmarks.engine", "--child", engine]
        task = json.dumps({"work": work, "repeats": repeats})
        done = subprocess.run(command, input=task, capture_output=True, text=True, cwd=ROOT)
        if done.returncode:
            print(f"{engine}: failed, left out\n{done.stderr[-500:]}", file=sys.stderr)
            continue
        results[engine] = json.loads(done.stdout.splitlines()[-1])
    print_table(results, len(work), pages)
    return 0


def print_table(results: dict[str, dict[str, float]], files: int, pages: int) -> None:
    """The results as Markdown, with each engine's time in multiples of budgetkit's."""
    own = results.get("budgetkit", {}).get("seconds")
    print(f"{pages} pages with ruled tables from {files} files, Python {sys.version.split()[0]}\n")
    print("| engine | version | CPU ms a page | times budgetkit | cells with text | files failed | peak MB |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: |")
    for engine, result in results.items():
        label, package, _ = ENGINES[engine]
        ratio = f"{result['seconds'] / own:.2f}" if own else ""
        cells = "" if engine.startswith("floor") else f"{result['cells']:.0f}"
        print(
            f"| {label} | {_version(package)} | {1000 * result['seconds'] / pages:.2f} | {ratio} | {cells} "
            f"| {result['errors']:.0f} | {result['memory']:.0f} |"
        )


if __name__ == "__main__":
    sys.exit(main())
