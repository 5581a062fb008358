"""Readers: one module a format, each turns a file into a ``Document`` and judges nothing."""

from __future__ import annotations

from pathlib import Path

from budgetkit.errors import Place, UnreadableFile
from budgetkit.model import Document
from budgetkit.readers.containers import HEADER_WINDOW, PDF_HEADER, describe_foreign

__all__ = ["read_document"]

TEXT_SUFFIXES = (".txt", ".md")


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
        When the file is missing, empty, broken, encrypted, no PDF, or several in one.
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
    foreign = describe_foreign(content)
    suffix = path.suffix.lower()
    if foreign is not None:
        message, advice = foreign
    elif PDF_HEADER in content[:HEADER_WINDOW]:
        from budgetkit.readers.pdf import read_pdf

        return read_pdf(content, name)
    elif suffix in TEXT_SUFFIXES:
        from budgetkit.readers.plain import read_text_document

        return read_text_document(content, name)
    elif suffix == ".pdf":
        message, advice = "the file is called PDF but has no PDF header", "download it again"
    else:
        message = f"files of type {suffix or 'without extension'} are not read"
        advice = "give a PDF, or text with tables"
    raise UnreadableFile(message, Place(name), advice)
