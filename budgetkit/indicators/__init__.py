"""Performance forms to indicators: levels filled down, slid rows put right with their proof.

Persons and telephone numbers stand in the head and foot rows of these forms; only the cells of indicator
blocks and the name and code of a project are ever read into records.
"""

from __future__ import annotations

from collections.abc import Iterable

from budgetkit.indicators.forms import read_form, read_head, seen_labels
from budgetkit.indicators.summaries import read_wide, wide_pairs
from budgetkit.indicators.words import PERSON
from budgetkit.records import Repair
from budgetkit.rules.kinds import kind_of
from budgetkit.tables import Table

__all__ = ["read_indicators"]


def read_indicators(tables: Iterable[Table]) -> tuple[list[dict], list[Repair]]:
    """Read the indicators of every performance form.

    Parameters
    ----------
    tables : iterable of Table
        Tables of one document; those that are no performance form are passed over.

    Returns
    -------
    records : list of dict
        One for each indicator row, in the order of the tables, with ``table_id``, ``scope``
        (``project`` or ``department``), ``project_name``, ``project_code``, ``level1``, ``level2``,
        ``level3``, ``printed``, ``comparator``, ``value``, ``value_high`` (exact decimal strings, ``None``
        where the target is no number), ``unit``, ``value_type``, ``page`` and ``row`` (of the joined
        table, from 0). A printed label with no target makes a record of ``value_type`` ``blank``.
    repairs : list of Repair
        ``label_filled_down`` for a label taken from above into a blank cell, ``level_slid`` for a row
        read some columns beside its print. A label that a merged cell covers needs no repair.
    """
    tables = [table for table in tables if table.rows]
    forms = [table for table in tables if kind_of(table.kind).indicators]
    seen = seen_labels(forms)
    records: list[dict] = []
    repairs: list[Repair] = []
    project: dict[str, str] = {}
    last_page = 0
    for table in tables:
        if table.pages[0] - last_page > 1:
            project = {}  # the head of a form stands on the same page or the one before
        last_page = table.pages[-1]
        if not kind_of(table.kind).indicators:
            project = read_head(table)
        elif pairs := wide_pairs(table):
            read_wide(table, pairs, records, repairs)
            project = {}
        else:
            read_form(table, seen, project, records, repairs)
    private = {(record["table_id"], record["row"]) for record in records if _names_a_person(record)}
    return (
        [record for record in records if (record["table_id"], record["row"]) not in private],
        [repair for repair in repairs if (repair.table_id, repair.row) not in private],
    )


def _names_a_person(record: dict) -> bool:
    """Whether a row prints whom to call: label, name and number in one cell are no indicator."""
    return any(PERSON.search(record[name] or "") for name in ("level1", "level2", "level3", "printed"))
