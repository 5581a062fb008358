"""A file that holds several documents is never read as one of them."""

from __future__ import annotations

import io
import tarfile
import zipfile

import pypdfium2
import pytest

pytest.importorskip("reportlab")

from budgetkit.errors import UnreadableFile  # noqa: E402
from budgetkit.readers import read_document  # noqa: E402
from tests.drawn_pages import pdf_bytes  # noqa: E402

ONE, OTHER = (
    pdf_bytes(lambda paper, line=line: paper.text(40, 60, line)) for line in ("One 1.00", "Two 2.00")
)


def packed(*members: tuple[str, bytes], how: int = zipfile.ZIP_STORED, before: bytes = b"") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", how) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return before + stream.getvalue()


def in_tar() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, content in PDFS:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return stream.getvalue()


def attached(*members: tuple[str, bytes], portfolio: bool = False) -> bytes:
    document = pypdfium2.PdfDocument(ONE)
    for name, content in members:
        document.new_attachment(name).set_data(content)
    stream = io.BytesIO()
    document.save(stream)
    document.close()
    content = stream.getvalue()
    return content.replace(b"/Type/Catalog", b"/Type/Catalog/Collection<</View/D>>") if portfolio else content


def updated() -> bytes:
    """A second version of one PDF, written behind the first as the format has it."""
    start, first = ONE.rindex(b"startxref"), ONE + b"\n"
    place, size = int(ONE[start:].split()[1]), 99
    entry = b"%d 0 obj\n<< /Note 1 >>\nendobj\n" % size
    table = b"xref\n%d 1\n%010d 00000 n \n" % (size, len(first))
    root = ONE[ONE.rindex(b"/Root") :].split(b"R")[1] + b"R"
    trailer = b"trailer\n<< /Size 100 /R%s /Prev %d >>\n" % (root, place)
    return first + entry + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (len(first) + len(entry))


PDFS = (("one.pdf", ONE), ("two.pdf", OTHER))
REFUSED = {
    "a ZIP, not packed": (packed(*PDFS), "ZIP archive of 2 files, 2 of them PDFs"),
    "a ZIP, packed": (packed(*PDFS, how=zipfile.ZIP_DEFLATED), "ZIP archive of 2 files, 2 of them PDFs"),
    "a ZIP with a folder first": (packed(("in/", b""), ("in/one.pdf", ONE)), "1 files, 1 of them PDFs"),
    "a ZIP in a ZIP": (packed(("in.zip", packed(*PDFS))), "ZIP container"),
    "a ZIP that unpacks itself": (packed(*PDFS, before=b"MZ" + bytes(300)), "ZIP archive of 2"),
    "a ZIP behind a long program": (packed(*PDFS, before=b"MZ" + bytes(5000)), "ZIP archive of 2"),
    "a ZIP of several volumes": (b"PK\x07\x08" + packed(*PDFS), "ZIP archive"),
    "a ZIP without files": (packed(), "ZIP container"),
    "a ZIP cut short": (packed(*PDFS)[:-60], "ZIP container"),
    "a ZIP behind a PDF": (ONE + packed(("two.pdf", OTHER)), "ZIP archive of 1"),
    "a TAR": (in_tar(), "TAR archive"),
    "a RAR, not packed": (b"Rar!\x1a\x07\x00" + bytes(60) + ONE, "RAR archive"),
    "two PDFs": (ONE + OTHER, "2 PDF documents"),
    "three PDFs with something between": (ONE + b"\n\n--next\n" + OTHER + b"\0\0" + ONE, "3 PDF documents"),
    "a portfolio": (attached(*PDFS, portfolio=True), "portfolio: its documents are the 2 files"),
}


@pytest.mark.parametrize("suffix", [".pdf", ".txt"])
@pytest.mark.parametrize("name", REFUSED)
def test_a_file_of_several_documents_is_refused(name, suffix, tmp_path):
    content, message = REFUSED[name]
    path = tmp_path / f"file{suffix}"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=message) as refusal:
        read_document(path)
    assert refusal.value.advice


READ = {
    "a PDF": ONE,
    "a PDF behind other bytes": b"\r\n\r\n" + ONE,
    "a PDF that was changed": updated(),
}


@pytest.mark.parametrize("name", READ)
def test_a_file_of_one_document_is_read(name, tmp_path):
    path = tmp_path / "file.pdf"
    path.write_bytes(READ[name])
    document = read_document(path)
    assert [line.text for line in document.paragraphs] == ["One 1.00"]
    assert not document.notes


@pytest.mark.parametrize(
    ("files", "told"), [(PDFS, "2 attached files are not"), (PDFS[:1], "1 attached file is not")]
)
def test_attached_files_are_told(files, told, tmp_path):
    path = tmp_path / "file.pdf"
    path.write_bytes(attached(*files))
    document = read_document(path)
    assert [line.text for line in document.paragraphs] == ["One 1.00"]
    (note,) = document.notes
    assert told in note
