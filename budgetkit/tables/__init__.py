"""Tables of a document: joined over pages, titled, with kind, unit and described columns."""

from __future__ import annotations

from dataclasses import replace

from budgetkit.amounts import find_amount, is_number, may_be_figure
from budgetkit.model import Document
from budgetkit.records import Repair
from budgetkit.rules.kinds import OTHER, Kind, kind_of
from budgetkit.tables.cells import Rows, printed
from budgetkit.tables.column_defaults import fill_silent_columns
from budgetkit.tables.columns import read_columns
from budgetkit.tables.contents import Contents, place_absent, read_contents, without_possible
from budgetkit.tables.features import header_labels, read_features
from budgetkit.tables.header import banner_count, header_row_count
from budgetkit.tables.heading import TableHeading, is_form_code, read_heading, read_note, says_empty
from budgetkit.tables.join import Joined, join_grids
from budgetkit.tables.kind import decide_kind
from budgetkit.tables.period import read_period
from budgetkit.tables.printed_codes import mend_codes
from budgetkit.tables.proved_units import prove_units, settle_contradictions
from budgetkit.tables.stated_units import part_notes, unit_in_banner, unit_in_frame, units_of_all
from budgetkit.tables.table import Column, Table
from budgetkit.tables.unit_wording import without_unit
from budgetkit.tables.wide_sheet import LEAST_ROWS
from budgetkit.tables.wrapped_figures import join_wrapped
from budgetkit.text import normalise

__all__ = ["Column", "Table", "recognise", "without_possible"]


def recognise(document: Document) -> list[Table]:
    """Find, join and understand all tables of a document.

    Parameters
    ----------
    document : Document
        As returned by `budgetkit.readers.read_document`.

    Returns
    -------
    list of Table
        In reading order; tables that the contents list and the document lacks stand at their place
        with ``state`` ``absent`` and no rows. A table of no known kind is kept as ``other``.
    """
    period = read_period(document)
    joined = join_grids(document)
    contents, noted = read_contents(document), part_notes(joined)
    tables = [_recognise_one(one, note, contents, *period) for one, note in zip(joined, noted, strict=True)]
    for place, unit in units_of_all(document, tables).items():
        tables[place].amount_unit = tables[place].amount_unit or unit
    settle_contradictions(tables)
    prove_units(tables)
    tables = place_absent(tables, contents, document)
    for number, table in enumerate(tables, 1):
        table.table_id = f"t{number:02d}"
        table.repairs = [replace(repair, table_id=table.table_id) for repair in table.repairs]
    return tables


def _recognise_one(
    joined: Joined, unit_noted: str, contents: Contents, fiscal_year: int | None, phase: str
) -> Table:
    rows, (heading, notes) = joined.rows, _read_titles(joined, contents)
    header_rows = header_row_count(rows)
    rows, coded = mend_codes(rows, header_rows)
    columns = read_columns(rows, header_rows, fiscal_year)
    rows, rejoined = join_wrapped(rows, header_rows, columns)
    kind = _kind(heading.title, rows, columns, header_rows)
    units = dict.fromkeys(filter(None, (*heading.units, unit_in_banner(rows), unit_noted)))
    unit = next(iter(units), "") or unit_in_frame(rows)
    table = Table(
        table_id="",
        kind=kind.id,
        title=heading.title,
        amount_unit=unit,
        pages=tuple(joined.pages),
        rows=rows,
        columns=columns,
        header_rows=header_rows,
        note=read_note(joined.below),
        engine=joined.engine,
        fiscal_year=fiscal_year,
        phase=phase,
        notes=notes,
        contradicting_units=tuple(units) if len(units) > 1 else (),
        repairs=[Repair("", *entry) for entry in (*joined.mended, *coded, *rejoined)],
    )
    fill_silent_columns(table, kind)
    table.state, table.note = _read_state(table)
    return table


def _read_titles(joined: Joined, contents: Contents) -> tuple[TableHeading, list[str]]:
    """Heading by the lines above, the frame, the table before or the contents, and how it was found."""
    heading, inside = read_heading(joined.above), _title_in_frame(joined.rows)
    if heading.title or inside:
        return replace(heading, title=heading.title or inside), []
    if joined.under is not None:
        over = read_heading(joined.under.above)
        title = over.title or _title_in_frame(joined.under.rows)
        notes = ["title printed once, over the table before"] if title else []
        return replace(heading, title=title, units=heading.units or over.units[:1]), notes
    title = contents.title_of(joined.above)
    notes = ["title taken from the contents by the number of the form"] if title else []
    return replace(heading, title=title), notes


def _kind(title: str, rows: Rows, columns: list[Column], header_rows: int) -> Kind:
    """Kind of a table; rows of figures alone may be half of another one, so nothing is known of them."""
    body = [row for row in rows[header_rows:] if printed(row)]
    bare = all(column.role == "amount" for column in columns)
    if (
        bare
        and len(body) >= LEAST_ROWS
        and all(is_number(cell.text) for row in body for cell in printed(row))
    ):
        return kind_of(OTHER)
    texts = {normalise(cell.text) for row in rows for cell in row if cell is not None and len(cell.text) < 60}
    return decide_kind(title, read_features(columns, texts), header_labels(columns))


def _title_in_frame(rows: Rows) -> str:
    for row in rows[: max(2, banner_count(rows))]:
        cells = [cell for cell in row if cell is not None and (cell.text.strip() or len(row) == 1)]
        text = without_unit(normalise(cells[0].text)) if len(cells) == 1 else ""
        if text.endswith("表") and not is_form_code(text) and cells[0].column_span * 2 > len(row):
            return text
    return ""


def _read_state(table: Table) -> tuple[str, str]:
    """State of a table, and the note that tells of it, which may stand inside the table."""
    if _holds_data(table):
        return "present", table.note
    if not table.amounts:
        return "present" if table.body else "empty", table.note
    if says_empty(table.note):
        return "empty_with_note", table.note
    texts = [cell.text for row in table.rows for cell in printed(row)]
    inside = " ".join(texts)
    if "空" in inside and says_empty(inside):
        return "empty_with_note", next(filter(says_empty, texts), inside)
    return "empty", table.note


def _holds_data(table: Table) -> bool:
    """Whether a form prints anything, or any other table an amount, if one that cannot be read."""
    form = kind_of(table.kind).indicators
    columns = table.columns if form else table.amounts
    cells = (cell for row in table.body for column in columns if (cell := row[column.index]) and cell.text)
    return any(
        form or find_amount(cell.text, table.amount_unit or "万元") or may_be_figure(cell.text)
        for cell in cells
    )
