"""Files that are no document, or hold several: told by their content, whatever they are called.

A PDF inside an archive that is not packed can be read as if it were the file, and all others would be lost
without a word; so would all but one of several PDFs written one behind the other.
"""

from __future__ import annotations

import io
import zipfile

# The standard lets a header stand anywhere in the first kilobyte, and mail gateways make use of that.
HEADER_WINDOW = 1024

UNPACK = "unpack it and give the documents inside"
FOREIGN_FORMATS = (
    (0, b"\xd0\xcf\x11\xe0", "an old Microsoft Office file", "print it to PDF first"),
    (0, b"\x89PNG", "a PNG image", "put the scanned pages into one PDF first"),
    (0, b"\xff\xd8\xff", "a JPEG image", "put the scanned pages into one PDF first"),
    (0, b"Rar!", "a RAR archive", UNPACK),
    (0, b"7z\xbc\xaf", "a 7z archive", UNPACK),
    (0, b"\x1f\x8b\x08", "a file packed by gzip", UNPACK),
    (257, b"ustar", "a TAR archive", UNPACK),
)
"""Formats by what stands at a place of the file."""
ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
ZIP_END = b"PK\x05\x06"
ZIP_ENTRY = b"PK\x01\x02"
LONGEST_COMMENT = 1 << 16
END_LENGTH = 22
"""Bytes of the record that ends a ZIP archive, before its comment."""
PDF_HEADER = b"%PDF-"
BETWEEN_PDFS = 1024
"""Bytes between the end of one PDF and the header of the next."""


def describe_foreign(content: bytes) -> tuple[str, str] | None:
    """What is wrong with a file that no reader reads, and what to do about it; ``None`` for all others."""
    for place, magic, what, advice in FOREIGN_FORMATS:
        if content.startswith(magic, place):
            return f"the file is {what}, not a PDF", advice
    if _is_zip(content):
        what, advice = _describe_zip(content)
        return f"the file is {what}, not a PDF", advice
    if PDF_HEADER in content[:HEADER_WINDOW]:
        count = _count_pdfs(content)
        message = f"the file holds {count} PDF documents, one behind the other"
        return (message, "split it into one file for each") if count > 1 else None
    if b"<html" in content[:HEADER_WINDOW].lower():
        advice = "the web server sent a page instead of the document; download the attachment itself"
        return "the file is a web page, not a PDF", advice
    return None


def _is_zip(content: bytes) -> bool:
    """Whether a file begins or ends as a ZIP archive; one that unpacks itself begins as a program."""
    if content.startswith(ZIP_STARTS):
        return True
    place = content.rfind(ZIP_END, max(0, len(content) - LONGEST_COMMENT - END_LENGTH))
    if place < 0 or len(content) < place + END_LENGTH:
        return False
    length = int.from_bytes(content[place + 12 : place + 16], "little")
    comment = int.from_bytes(content[place + 20 : place + END_LENGTH], "little")
    is_last = not content[place + END_LENGTH + comment :].strip(b"\0\r\n ")
    return is_last and content.startswith(ZIP_ENTRY, max(0, place - length))


def _describe_zip(content: bytes) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [one.filename for one in archive.infolist() if not one.is_dir()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        names = []
    pdfs = sum(name.lower().endswith(".pdf") for name in names)
    if pdfs:
        return f"a ZIP archive of {len(names)} files, {pdfs} of them PDFs", UNPACK
    return "a ZIP container such as DOCX, XLSX or an archive", "print it to PDF, or unpack it first"


def _count_pdfs(content: bytes) -> int:
    """How many PDFs stand one behind the other; a later version of a PDF and a PDF inside it do not count."""
    count, place = 1, content.find(PDF_HEADER)
    while (place := content.find(PDF_HEADER, place + 1)) >= 0:
        before = content[max(0, place - BETWEEN_PDFS) : place]
        ended = before.rfind(b"%%EOF")
        if ended >= 0 and b"stream" not in before[ended:] and content.find(b"startxref", place) >= 0:
            count += 1
    return count
