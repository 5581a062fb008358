"""The clean tables of something, as frames that are made when they are first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import pandas as pd

from budgetkit.schema import MEANINGS
from budgetkit.schema.frames import empty_frame


def _clean_table(table: str) -> cached_property[pd.DataFrame]:
    made = cached_property(lambda tables: tables.read_table(table))
    made.__doc__ = MEANINGS[table]
    return made


class CleanTables:
    """Frames with the columns of the data dictionary. Treat them as read-only.

    Parameters
    ----------
    frames : mapping of str to DataFrame, optional
        Any of the clean tables.
    """

    def __init__(self, frames: Mapping[str, pd.DataFrame] | None = None) -> None:
        self.__dict__.update(frames or {})

    def read_table(self, table: str) -> pd.DataFrame:
        """A clean table that was not given: empty, unless there is somewhere to read it from."""
        return empty_frame(table)

    files = _clean_table("files")
    documents = _clean_table("documents")
    tables = _clean_table("tables")
    lines = _clean_table("lines")
    projects = _clean_table("projects")
    indicators = _clean_table("indicators")
    statements = _clean_table("statements")
    findings = _clean_table("findings")
    repairs = _clean_table("repairs")
    unread = _clean_table("unread")
