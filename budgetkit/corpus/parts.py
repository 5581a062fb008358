"""One file understood and packed: the unit of work of a build, and what the cache keeps."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any, NamedTuple

import pyarrow as pa

from budgetkit.corrections import CorrectionRefused
from budgetkit.disclosure import understand
from budgetkit.disclosure.rows import BESIDE_LINES
from budgetkit.errors import BudgetkitError
from budgetkit.model import Remark
from budgetkit.readers import read_document
from budgetkit.rules.active import adopt, fingerprint_in_force
from budgetkit.schema import TABLES
from budgetkit.schema.frames import arrow_schema
from budgetkit.statements import OTHER_AMOUNT

DOCUMENT_TABLES = tuple(table for table in TABLES if table != "files")
_BESIDE = "beside_lines"
_PACKED = {table: arrow_schema(table) for table in DOCUMENT_TABLES} | {_BESIDE: BESIDE_LINES}
# What is read depends on these packages as much as on the code; the others only draw or write.
_READERS = ("camelot-py", "opencv-python-headless", "pypdfium2", "rapidocr", "onnxruntime", "pyarrow")
_NOTHING_TO_DO_WITH_READING = ("analysis", "plots", "report", "publish", "cli.py")


_MOST_PAGES = 20
"""Pages that the reason of a file names."""
REFUSED = "refused"
"""Status of a part whose file no longer prints what the user corrected; it ends the build."""


class Part(NamedTuple):
    """What a build knows of one file.

    ``tables`` are packed clean tables, empty when the file is quarantined. ``lasting`` tells that reading
    the same bytes again gives the same, so that the cache may keep it.
    """

    status: str
    reason: str
    format: str = ""
    pages: int | None = None
    tables: bytes = b""
    lasting: bool = True


def read_part(path: str, name: str, entry: Mapping[str, str], prose: tuple[str, ...] = ()) -> Part:
    """Read, understand and pack one file: a pure function that any executor may run.

    ``prose`` is path, name and digest of the file with the text of the same disclosure, if there is one.

    No exception leaves it: what goes wrong with one file is that file's reason, and never ends a build.
    """
    try:
        document = read_document(path, name)
        text = read_document(*prose[:2]) if prose else None
    except BudgetkitError as problem:
        return Part("quarantined", str(problem))
    except OSError as problem:
        return Part("quarantined", f"cannot open the file: {problem.strerror or problem}", lasting=False)
    except Exception as problem:
        return _unexpected(problem)
    try:
        disclosure = understand(document, entry, text)
        packed = pack(disclosure.arrow, disclosure.beside_lines)
    except CorrectionRefused as problem:
        return Part(REFUSED, str(problem), document.format, document.pages, lasting=False)
    except BudgetkitError as problem:
        return Part("quarantined", str(problem), document.format, document.pages)
    except Exception as problem:
        return _unexpected(problem)
    notes = list(document.notes)
    if not _says_anything(disclosure.arrow):
        notes.append("no budget table and no stated figure was found in it; check that it is a disclosure")
    notes += _tell_unread(disclosure.arrow["unread"])
    status = "ok" if all(isinstance(note, Remark) for note in notes) else "partial"
    return Part(status, "; ".join(notes), document.format, document.pages, packed)


def _says_anything(tables: Mapping[str, pa.Table]) -> bool:
    """Whether there is a line, a target or a statement; amounts that any text may print are none."""
    stated = set(tables["statements"].column("metric").to_pylist()) - {OTHER_AMOUNT}
    return bool(stated or tables["lines"].num_rows or tables["indicators"].num_rows)


def _tell_unread(unread: pa.Table) -> Iterator[str]:
    """The sentence that tells of figures that were not read, and on which pages."""
    if unread.num_rows:
        pages = sorted(set(unread.column("page").to_pylist()))
        listed = ", ".join(map(str, pages[:_MOST_PAGES])) + (", …" if len(pages) > _MOST_PAGES else "")
        figures = "1 money figure" if unread.num_rows == 1 else f"{unread.num_rows} money figures"
        yield f"{figures} could not be read for certain on page {listed}; see the table unread"


def read_part_elsewhere(folder: str, fingerprint: str, *job: Any) -> Part:
    """`read_part` in a worker, with the rules that are in force where the work was given out."""
    adopt(folder, fingerprint)
    return read_part(*job)


def _unexpected(problem: Exception) -> Part:
    """A fault of the program, told in one line with its place, so that it can be reported and mended."""
    trace = problem.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}" if trace else ""
    message = " ".join(str(problem).split())[:200]
    reason = f"budgetkit failed on this file ({type(problem).__name__}: {message}{place}); please report it"
    return Part("quarantined", reason, lasting=False)


def pack(tables: Mapping[str, pa.Table], beside: pa.Table) -> bytes:
    """Clean tables of one document as bytes, compressed; `documents` first, `beside_lines` last."""
    sink = BytesIO()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    for name, schema in _PACKED.items():
        with pa.ipc.new_stream(sink, schema, options=options) as writer:
            writer.write_table(beside if name == _BESIDE else tables[name])
    return sink.getvalue()


def unpack(packed: bytes, wanted: tuple[str, ...] = DOCUMENT_TABLES) -> dict[str, pa.Table]:
    """Clean tables of one document, or a few of them; ``beside_lines`` among them."""
    source, tables = pa.BufferReader(packed), {}
    # Small tables: handing columns to threads takes longer than reading them.
    options = pa.ipc.IpcReadOptions(use_threads=False)
    for table in _PACKED:
        if not set(wanted) - set(tables):
            break
        tables[table] = pa.ipc.open_stream(source, options=options).read_all()
    return tables


def encode(part: Part) -> bytes:
    """A part as the bytes of a file of the cache."""
    head = {name: getattr(part, name) for name in ("status", "reason", "format", "pages")}
    head["bytes"] = len(part.tables)
    return json.dumps(head, ensure_ascii=False).encode() + b"\n" + part.tables


def decode(content: bytes) -> Part:
    """The part of a file of the cache.

    Raises
    ------
    ValueError
        If the file is damaged.
    """
    head, _, tables = content.partition(b"\n")
    try:
        facts = json.loads(head)
        if facts.pop("bytes") != len(tables):
            raise ValueError("cut off")
        return Part(tables=tables, **facts)
    except (TypeError, AttributeError, LookupError) as problem:
        raise ValueError(f"not a part: {problem}") from None


@cache
def code_version() -> str:
    """Digest of all that decides what is read from a file: code, vocabulary, versions of the readers."""
    digest = hashlib.sha256()
    root = files("budgetkit")
    stack = [root]
    while stack:
        for child in sorted(stack.pop().iterdir(), key=lambda child: child.name):
            if child.name in _NOTHING_TO_DO_WITH_READING:
                continue
            if not child.is_dir():
                content = child.read_bytes().replace(b"\r\n", b"\n")
                digest.update(child.name.encode() + b"\0" + content + b"\0")
            elif not child.name.startswith(("_", ".")):
                stack.append(child)
    for package in _READERS:
        try:
            version = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            version = ""
        digest.update(f"{package}={version}\0".encode())
    return digest.hexdigest()


def part_key(sha256: str, name: str, entry: Mapping[str, str], prose: tuple[str, ...] = ()) -> str:
    """Name of the cached part of a file: its bytes, its name, what the manifest says, its text, the code."""
    facts = [code_version(), sha256, name, dict(sorted(entry.items())), prose[1:]]
    facts += filter(None, [fingerprint_in_force()])
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()
