"""What is read from every document at hand, as one digest a table: a change of any row shows.

    python -m tests.frozen check [--rows FOLDER] [GROUP ...]
    python -m tests.frozen write

``check`` tells which tables of which documents differ from ``tests/expected/digests.tsv``; with ``--rows``
the rows themselves go to text files (outside of the repository, please: they quote what was published), so
that two states of the code can be compared line by line. ``write`` is for a change that is meant; its commit
says which rows moved and why.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from budgetkit.corpus import build
from budgetkit.dataset import Dataset
from tests.unseen.forms import FORMS

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"
DIGESTS = REPOSITORY / "tests" / "expected" / "digests.tsv"
TABLES = ("tables", "lines", "findings", "repairs", "unread", "statements", "indicators", "projects")
FOLDERS = {
    "raw": REPOSITORY / "data" / "raw",
    "hard": REPOSITORY / "tests" / "hard" / "cases",
    "wording": REPOSITORY / "tests" / "wording",
    "unseen": REPOSITORY / "tests" / "unseen",
    "samples": SHARED / "samples",
    "seeds": SHARED / "seeds",
    "corpus": SHARED / "corpus",
}
"""Groups of documents that are loaded together; what is absent is left out."""
SUFFIXES = (".pdf", ".txt", ".md", ".html")


def inputs(group: str, scratch: Path) -> list[Path]:
    """The files of a group, those that are typeset by code among them; empty where the folder is absent."""
    folder = FOLDERS[group]
    if group == "raw":
        return [folder]
    files = [path for path in sorted(folder.glob("*")) if path.suffix in SUFFIXES and path.stem != "README"]
    if group == "unseen":
        for name, typeset in FORMS.items():
            files.append(scratch / f"{name}.pdf")
            files[-1].write_bytes(typeset().finish())
    return files


def rows_of(dataset: Dataset) -> Iterator[tuple[str, str, list[str]]]:
    """File, table, and the rows of the table as text, in order; ids of documents are left out."""
    files: dict[str, str] = {}
    for one in dataset.files.to_dict("records"):
        files.setdefault(one["document_id"], one["path"])
        yield one["path"], "files", [f"{one['status']} {one['reason']}"]
    for table in TABLES:
        found = defaultdict(list)
        for row in getattr(dataset, table).to_dict("records"):
            found[row["document_id"]].append(json.dumps(row, ensure_ascii=False, default=str, sort_keys=True))
        for name, rows in found.items():
            yield files[name], table, [row.replace(name, "DOCUMENT") for row in rows]


def read_group(group: str, scratch: Path, jobs: int) -> Iterator[tuple[str, str, list[str]]]:
    """What a group says now, as `rows_of`."""
    if paths := inputs(group, scratch):
        yield from rows_of(build(paths, out=scratch / "clean", cache=scratch / "cache", jobs=jobs))


def read_digests(group: str, jobs: int = 1, rows: Path | None = None) -> dict[tuple[str, str, str], str]:
    """Digest of each table of each file of a group; ``rows``: a folder that gets the rows themselves."""
    digests = {}
    with tempfile.TemporaryDirectory() as scratch:
        for file, table, lines in read_group(group, Path(scratch), jobs):
            text = "\n".join(lines) + "\n"
            digests[group, file, table] = hashlib.sha256(text.encode()).hexdigest()[:16]
            if rows is not None:
                place = rows / group / f"{file}.{table}"
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(text, encoding="utf-8")
    return digests


def expected_digests() -> dict[tuple[str, str, str], str]:
    """The digests as committed."""
    cells = [line.split("\t") for line in DIGESTS.read_text(encoding="utf-8").splitlines()]
    return {(group, file, table): digest for group, file, table, digest in cells}


def moved(group: str, jobs: int = 1, rows: Path | None = None) -> list[str]:
    """File and table of everything in a group that is not as committed; nothing where the group is absent."""
    found = read_digests(group, jobs, rows)
    known = {key: digest for key, digest in expected_digests().items() if key[0] == group} if found else {}
    keys = sorted({*found, *known})
    return [" ".join(key) for key in keys if found.get(key) != known.get(key)]


def main() -> int:
    """Carry out what the command line asks."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("action", choices=("check", "write"))
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(FOLDERS))
    parser.add_argument("--rows", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    groups = chosen.groups or list(FOLDERS)
    if chosen.action == "check":
        differs = [line for group in groups for line in moved(group, chosen.jobs, chosen.rows)]
        print("\n".join(differs) or "as committed")
        return int(bool(differs))
    digests = {key: value for key, value in expected_digests().items() if key[0] not in groups}
    for group in groups:
        digests |= read_digests(group, chosen.jobs, chosen.rows)
    lines = ("\t".join((*key, value)) for key, value in sorted(digests.items()))
    DIGESTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
