"""A document folder to a disclosure: ``document.yaml`` and its tables as tab-separated text."""

from __future__ import annotations

from pathlib import Path

import yaml

from budgetkit.errors import Place, WrongUsage
from tools.facsimile.style import Style

FOLDER = Path(__file__).parent / "documents"


def read_rows(path: Path) -> list[list[str]]:
    r"""Read the rows of a table: cells between tabs exactly as printed, ``\n`` for a forced line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [[cell.replace("\\n", "\n") for cell in line.split("\t")] for line in lines]


def load_document(folder: Path | str) -> dict:
    """Load a document folder.

    Parameters
    ----------
    folder : path
        Holds ``document.yaml`` and ``tables/*.tsv``.

    Returns
    -------
    dict
        The disclosure that ``typeset`` takes, with ``id``, ``style`` (a mapping) and ``manifest``.

    Raises
    ------
    WrongUsage
        If the folder holds no document, or a table file is missing.
    """
    folder = Path(folder)
    source = folder / "document.yaml"
    if not source.is_file():
        raise WrongUsage("no document.yaml here", Place(folder.name), "give the folder of a document")
    disclosure = yaml.safe_load(source.read_text(encoding="utf-8"))
    for block in disclosure["blocks"]:
        if "table" in block:
            table = block["table"]
            path = folder / "tables" / f"{table['rows']}.tsv"
            if not path.is_file():
                raise WrongUsage(f"tables/{path.name} is missing", Place(folder.name))
            table["id"], table["rows"] = table["rows"], read_rows(path)
    return disclosure


def document_style(disclosure: dict) -> Style:
    """The look that a document asks for."""
    return Style.from_mapping(disclosure.get("style", {}))


def tables_of(disclosure: dict) -> list[dict]:
    """The tables of a disclosure in printing order."""
    return [block["table"] for block in disclosure["blocks"] if "table" in block]
