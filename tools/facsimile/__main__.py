"""Build facsimiles: ``python -m tools.facsimile build-all``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from budgetkit.errors import BudgetkitError
from tools.facsimile.documents import FOLDER, document_style, load_document
from tools.facsimile.manifest import enter
from tools.facsimile.typesetter import typeset

RAW = Path("data/raw")


def build(folder: Path, out: Path | None) -> Path:
    """Typeset one document folder and enter it in the manifest beside the output, where there is one."""
    disclosure = load_document(folder)
    path = out or RAW / f"{disclosure['id']}.pdf"
    content = typeset(disclosure, document_style(disclosure))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if out is None or (path.parent / "manifest.csv").is_file():
        enter(path.parent / "manifest.csv", path, content, disclosure)
    return path


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; 0 when done, 2 for wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m tools.facsimile", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("build", help="typeset one document folder")
    one.add_argument("folder", type=Path)
    one.add_argument("--out", type=Path, default=None, help="default: data/raw/<id>.pdf")
    commands.add_parser("build-all", help="typeset every document folder into data/raw")
    chosen = parser.parse_args(arguments)
    everything = sorted(path.parent for path in FOLDER.glob("*/document.yaml"))
    folders = everything if chosen.command == "build-all" else [chosen.folder]
    try:
        for folder in folders:
            print(build(folder, getattr(chosen, "out", None)))
    except BudgetkitError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
