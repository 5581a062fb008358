"""One side of one row of a table, as read."""

from __future__ import annotations

from dataclasses import dataclass

from budgetkit.records import RowLabels


@dataclass(slots=True)
class Row(RowLabels):
    """One side of one row; text fields are ``""`` where the row says nothing. See `records.Line`."""

    row: int
    side: int
    item: str = ""
    level: int | None = None
    row_kind: str = "item"
    measure: str = ""
    fund: str = ""
    nature: str = ""
    parent: int | None = None
    group: str = ""
    reach: tuple[int, int] | None = None
    is_unit: bool = False
    blank: bool = False
    counted: bool = False
    """Whether the label says that the figures are numbers of things (车辆数（辆）), not money."""
    fiscal_year: int | None = None
    phase: str = ""

    @property
    def is_classified(self) -> bool:
        """Whether it is a class of a classification."""
        return bool(self.functional_code or self.department_economic_code or self.government_economic_code)
