"""One side of one row of a table, as read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Row:
    """One side of one row; text fields are ``""`` where the row says nothing. See `records.Line`."""

    row: int
    side: int
    item: str = ""
    level: int | None = None
    row_kind: str = "item"
    measure: str = ""
    fund: str = ""
    nature: str = ""
    unit_code: str = ""
    unit_name: str = ""
    functional_code: str = ""
    functional_name: str = ""
    department_economic_code: str = ""
    department_economic_name: str = ""
    government_economic_code: str = ""
    government_economic_name: str = ""
    project_name: str = ""
    project_code: str = ""
    project_type: str = ""
    parent: int | None = None
    group: str = ""
    reach: tuple[int, int] | None = None
    is_unit: bool = False
    blank: bool = False
    counted: bool = False
    """Whether the label says that the figures are numbers of things (车辆数（辆）), not money."""
    fiscal_year: int | None = None
    phase: str = ""
