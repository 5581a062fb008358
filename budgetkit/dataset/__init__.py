"""Many documents: the clean tables as frames, loaded when they are first asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from budgetkit.dataset.facts import MEASURES, read_facts
from budgetkit.dataset.panel import read_panel
from budgetkit.dataset.storage import Resource, read_table, verify
from budgetkit.display import show_dataset
from budgetkit.errors import InvalidDataset
from budgetkit.schema import TABLES
from budgetkit.schema.frames import frame
from budgetkit.schema.tables import CleanTables

__all__ = ["MEASURES", "Dataset", "load"]


class Dataset(CleanTables):
    """A clean dataset.

    Parameters
    ----------
    frames : dict of str to DataFrame
        Any of the clean tables; what is missing is read from ``folder``, or empty.
    folder : Path, optional
        Where the dataset stands.
    resources : dict of str to Resource, optional
        Digest and rows of each CSV file in the folder, as verified.

    Notes
    -----
    ``files``, ``documents``, ``tables``, ``lines``, ``projects``, ``indicators``, ``statements``,
    ``findings`` and ``repairs`` are frames with the columns of the data dictionary. Treat them as read-only.
    Sums start from `facts`, not from ``lines``: the same yuan is printed in many tables.
    """

    def __init__(
        self,
        frames: dict[str, pd.DataFrame] | None = None,
        folder: Path | None = None,
        resources: dict[str, Resource] | None = None,
    ) -> None:
        self.folder, self._resources = folder, resources or {}
        super().__init__(frames)

    def read_table(self, table: str) -> pd.DataFrame:
        """A clean table from the folder of the dataset; empty where it has none."""
        if self.folder is None:
            return super().read_table(table)
        return frame(read_table(self.folder, table, self._resources[table].sha256))

    def facts(
        self,
        measure: str,
        *,
        fund: str = "",
        scope: str = "",
        fiscal_year: int | None = None,
        document: str = "",
    ) -> pd.DataFrame:
        """Each yuan once, from one named table of each document: the start of every analysis.

        Parameters
        ----------
        measure : str
            One of `MEASURES`.
        fund : str
            One fund, such as ``general_public_budget``; empty for all funds.
        scope : {"", "department", "unit"}
            Departments (with all their units) or single units.
        fiscal_year : int, optional
            One fiscal year.
        document : str
            One ``document_id``.

        Returns
        -------
        DataFrame
            Leaf rows and leaf columns of the document's own year and phase, without 其中: the columns of
            ``lines`` and ``source_kind``, the kind of table that the figure was taken from. Its ``attrs``
            hold ``sources`` (document to kind) and ``missing`` (document to the reason why it has none).

        Raises
        ------
        WrongUsage
            For an unknown measure, fund or scope, or where a department would be added to its own units.
        """
        return read_facts(self, measure, fund=fund, scope=scope, fiscal_year=fiscal_year, document=document)

    def panel(self) -> pd.DataFrame:
        """One row for every entity, fiscal year, phase and scope: what is known, and why the rest is not.

        Returns
        -------
        DataFrame
            ``entity_id``, ``department_name``, ``region_code``, ``scope``, ``fiscal_year``, ``phase``,
            ``document_ids``, ``derived`` (every figure of the row is backed out from a sentence),
            ``comparable_with_previous`` (missing when that is not known) and ``comparability_note``; then
            for every measure its amount in exact yuan, missing for a gap, and ``<measure>_line_ids`` (a
            ``statement_id`` for a figure of the prose), ``<measure>_derived``, ``<measure>_finding`` (a
            finding of severity warning or error touches its lines) and ``<measure>_reason`` (of a gap).

        Notes
        -----
        ``revenue``, ``expenditure``, ``basic`` and ``project`` come from the tables of revenue and
        expenditure, ``personnel`` and ``operating`` from the table of basic expenditure (general public
        budget), the three public expenses from theirs; a document's other years and phases (上年预算数)
        are rows of their own. Documents that disagree beyond rounding leave a gap.
        """
        return read_panel(self)

    def row_count(self, table: str) -> int:
        """Rows of a clean table, without reading it."""
        if table in self.__dict__ or table not in self._resources:
            return len(getattr(self, table))
        return self._resources[table].rows

    def __repr__(self) -> str:
        where = f" in {self.folder}" if self.folder else ""
        return f"Dataset({self.row_count('documents'):,} documents, {self.row_count('lines'):,} lines{where})"

    def _repr_html_(self) -> str:
        counts = {table: self.row_count(table) for table in TABLES}
        return show_dataset(counts, self.documents, self.files, self.findings)

    def __eq__(self, other: Any) -> bool:
        if not isinstance(other, Dataset):
            return NotImplemented
        return all(getattr(self, table).equals(getattr(other, table)) for table in TABLES)

    __hash__ = None  # type: ignore[assignment]


def load(folder: str | Path = "data/clean") -> Dataset:
    """Open a clean dataset.

    Parameters
    ----------
    folder : str or Path
        Folder that ``budgetkit build`` wrote. Every CSV file is compared with ``datapackage.json`` first.

    Raises
    ------
    InvalidDataset
        If the folder holds no clean dataset, or one that was changed by hand.

    Examples
    --------
    >>> load("no-such-folder")
    Traceback (most recent call last):
    ...
    budgetkit.errors.InvalidDataset: there is no folder no-such-folder; build it again with `budgetkit build`
    """
    try:
        folder = Path(folder)
    except TypeError:
        raise InvalidDataset(
            f"{folder!r} is no folder", advice="give the folder of a clean dataset"
        ) from None
    return Dataset(folder=folder, resources=verify(folder))
