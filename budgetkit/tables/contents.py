"""Tables that the contents promise: which of them are there, and where the absent ones belong."""

from __future__ import annotations

from budgetkit.tables.heading import bare_title
from budgetkit.tables.kind import kind_of_title
from budgetkit.tables.table import Table


def place_absent(tables: list[Table], contents: list[str]) -> list[Table]:
    """Mark the tables that the contents list and insert those that are missing.

    Parameters
    ----------
    tables : list of Table
        Tables found, in reading order.
    contents : list of str
        Bare titles as the contents list them, in order.

    Returns
    -------
    list of Table
        The same tables with ``listed_in_contents`` set; each absent one stands before the next table
        of the contents that is there.
    """
    titles = [bare_title(table.title) for table in tables]
    taken: dict[int, int] = {}
    for same in (str.__eq__, _same_core, _one_ends_the_other):
        for entry, title in enumerate(contents):
            free = (place for place in range(len(tables)) if place not in taken.values() and titles[place])
            match = next((place for place in free if same(titles[place], title)), None)
            if entry not in taken and match is not None:
                taken[entry] = match
    for entry, title in enumerate(contents):
        # another wording of the title: the kind it names decides, if one unlisted table has that kind
        if entry not in taken and (kind := kind_of_title(title)):
            free = [
                place
                for place, table in enumerate(tables)
                if table.kind == kind and place not in taken.values()
            ]
            if free:
                taken[entry] = free[0]
    for place in taken.values():
        tables[place].listed_in_contents = True
    before: dict[int, list[Table]] = {}
    for entry, title in enumerate(contents):
        if entry in taken:
            continue
        later = [place for other, place in taken.items() if other > entry]
        before.setdefault(min(later, default=len(tables)), []).append(_absent(title, tables))
    result: list[Table] = []
    for place in range(len(tables) + 1):
        result += before.get(place, [])
        result += tables[place : place + 1]
    return result


def _same_core(printed: str, listed: str) -> bool:
    return len(_core(listed)) >= 4 and _core(printed) == _core(listed)


def _one_ends_the_other(printed: str, listed: str) -> bool:
    a, b = _core(printed), _core(listed)
    return min(len(a), len(b)) >= 4 and (a.endswith(b) or b.endswith(a))


def _core(title: str) -> str:
    for word in ("部门", "单位", "预算", "情况", "总体", "年初"):
        title = title.replace(word, "")
    return title


def _absent(title: str, tables: list[Table]) -> Table:
    sample = tables[0] if tables else None
    return Table(
        table_id="",
        kind=kind_of_title(title) or "other",
        title=title,
        amount_unit="",
        pages=(),
        rows=[],
        columns=[],
        header_rows=0,
        state="absent",
        listed_in_contents=True,
        engine="",
        fiscal_year=sample.fiscal_year if sample else None,
        phase=sample.phase if sample else "",
    )
