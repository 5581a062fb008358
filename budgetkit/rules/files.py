"""The files of rules: read as they are."""

from __future__ import annotations

import csv
import tomllib
from importlib.resources import files


def load_toml(name: str) -> dict:
    """One TOML file by its path below ``data``."""
    return tomllib.loads(files(__package__).joinpath("data", name).read_text(encoding="utf-8"))


def load_rows(name: str) -> list[dict]:
    """Rows of one CSV or TSV file by its path below ``data``."""
    delimiter = "\t" if name.endswith(".tsv") else ","
    text = files(__package__).joinpath("data", name).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines(), delimiter=delimiter))
