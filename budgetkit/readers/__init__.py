"""Readers: one module a format, each turns a file into a ``Document`` and judges nothing."""

from __future__ import annotations

from pathlib import Path

from budgetkit.errors import Place, UnreadableFile
from budgetkit.model import Document

__all__ = ["read_document"]

# The standard lets a header stand anywhere in the first kilobyte, and mail gateways make use of that.
HEADER_WINDOW = 1024

TEXT_SUFFIXES = (".txt", ".md")

FOREIGN_FORMATS = (
    (
        b"PK\x03\x04",
        "a ZIP container such as DOCX, XLSX or an archive",
        "print it to PDF, or unpack it first",
    ),
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office file", "print it to PDF first"),
    (b"\x89PNG", "a PNG image", "put the scanned pages into one PDF first"),
    (b"\xff\xd8\xff", "a JPEG image", "put the scanned pages into one PDF first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
)


def read_document(path: str | Path, name: str | None = None) -> Document:
    """Read one file into grids and printed lines.

    Parameters
    ----------
    path : str or Path
        File to read. Its content decides the format; the extension only helps the message.
    name : str, optional
        Path to record in the document instead of the file's own name, with ``/``.

    Returns
    -------
    Document
        Blocks in reading order; ``notes`` name the pages that need a second look.

    Raises
    ------
    UnreadableFile
        When the file is missing, empty, broken, encrypted, or no PDF.
    """
    path = Path(path)
    name = path.name if name is None else name
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "unknown cause").lower()
        raise UnreadableFile(
            f"the file cannot be opened: {reason}", Place(name), "check the path and the permissions"
        ) from error
    if not content:
        raise UnreadableFile("the file is empty", Place(name), "download it again")
    if b"%PDF-" in content[:HEADER_WINDOW]:
        from budgetkit.readers.pdf import read_pdf

        return read_pdf(content, name)
    suffix = path.suffix.lower()
    foreign = _foreign_format(content)
    if foreign is None and suffix in TEXT_SUFFIXES:
        from budgetkit.readers.plain import read_text_document

        return read_text_document(content, name)
    if foreign is not None:
        what, advice = foreign
        message = f"the file is {what}, not a PDF"
    elif suffix == ".pdf":
        message, advice = "the file is called PDF but has no PDF header", "download it again"
    else:
        message = f"files of type {suffix or 'without extension'} are not read"
        advice = "give a PDF, or text with tables"
    raise UnreadableFile(message, Place(name), advice)


def _foreign_format(content: bytes) -> tuple[str, str] | None:
    """What a file is that is neither a PDF nor text, and what to do about it."""
    for magic, what, advice in FOREIGN_FORMATS:
        if content.startswith(magic):
            return what, advice
    if b"<html" in content[:HEADER_WINDOW].lower():
        advice = "the web server sent a page instead of the document; download the attachment itself"
        return "a web page", advice
    return None
