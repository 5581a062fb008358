"""The one evaluator of accounting identities over the printed figures of a document.

An identity (``budgetkit.rules.identities``) says in words which figures must agree: "a total is the sum of
its items", "two tables print one amount of conference fees". Trying it on a document makes one `Check` for
each set of figures that it speaks of; the audit makes findings of those that fail. An identity is never
judged on what is not there: where an operand is missing the check is ``not_assessable``, which is no pass. A
blank cell counts as zero only inside a table, beside figures of its own row or column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from budgetkit.checks.between import between
from budgetkit.checks.check import Check, Place, check_figures, leave_out, places_of
from budgetkit.checks.conditions import judged_in
from budgetkit.checks.lookup import Index
from budgetkit.checks.rows_and_columns import within_column, within_row
from budgetkit.checks.table import within_table
from budgetkit.records import Line
from budgetkit.rules.identities import Identity
from budgetkit.rules.identities import identities as all_identities

__all__ = ["Check", "Place", "check_figures", "evaluate", "leave_out", "places_of"]

_WITHIN = {"row": within_row, "column": within_column, "table": within_table}


def evaluate(
    lines: Iterable[Line],
    identities: Sequence[Identity] | None = None,
    scope: str = "all",
    columns: Mapping[str, Sequence] | None = None,
) -> list[Check]:
    """Try identities on the lines of one document, each on every set of figures that it speaks of.

    Parameters
    ----------
    lines : iterable of Line
        In any order; the result does not depend on it.
    identities : sequence of Identity, optional
        Default: all of ``budgetkit.rules.identities``.
    scope : {"all", "table", "document"}
        Within tables, between tables, or both.
    columns : mapping of table_id to columns, optional
        Described columns (``Table.columns``) tell of printed columns that are blank throughout;
        without them only columns that hold a figure are known.

    Returns
    -------
    list of Check
        Within tables first, in the order of the tables; ``not_assessable`` ones included.
    """
    index = Index(lines, columns or {})
    found: list[Check] = []
    for identity in identities if identities is not None else all_identities():
        if identity.scope == "document":
            if scope != "table":
                found += between(index, identity)
        elif scope != "document" and identity.scope != "documents":  # these need another document
            for kind in dict.fromkeys((*identity.kinds, *index.kinds)):
                own = judged_in(identity, kind)
                for table in index.kinds.get(kind, ()) if own else ():
                    found += _WITHIN[identity.scope](index, own, table)
    return found
