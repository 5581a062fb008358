"""The header of a table: how many rows it has, and what each column holds."""

from __future__ import annotations

import re

from budgetkit.amounts import is_number
from budgetkit.model import Cell
from budgetkit.rules.words import header_says, row_says
from budgetkit.tables.column_content import (
    clear_natures_of_classes,
    code_of_other,
    heed_banner,
    is_further_text,
    name_unknown_projects,
    spread_levels,
    stands_before_names,
    texts_below,
)
from budgetkit.tables.heading import is_heading_part, unit_in
from budgetkit.tables.nested_labels import fund_below, measure_below, nature_below, words_below
from budgetkit.tables.table import Column
from budgetkit.text import normalise, read_label

_HEADER_FAMILIES = ("role", "fund", "nature", "measure", "phase", "column_kind")
_YEAR = re.compile(r"(20\d\d)年?度?")
_OF_A_YEAR = re.compile(r"20\d\d年")
_CODE = re.compile(r"^\d{3}(?:\d{2}){0,2}$")
_COLUMN_NUMBER = re.compile(r"[\dA-Za-z甲乙丙丁()=+\-*/÷×—]*")
"""A number of a column, with how it comes about perhaps (3=1+2), but no decimals and no words."""
_UNIT_TAIL = re.compile(r"\((?:单位:)?(?:亿元|百万元|万元|千元|元)\)$")
_SIDE_STARTS = ("functional_code", "economic_code", "_level_1", "functional_name", "economic_name")
_FIGURE_WORD = re.compile(r"^(?:金额|(?:预算|决算|执行)数?|合计|小计)(?:\(.*\))?$")
_NAMING = {"code", "name", "level_1", "level_2", "level_3", "unit_code", "unit_name"} | {
    f"{family}_{part}"
    for family in ("functional", "department_economic", "government_economic")
    for part in ("code", "name")
}
"""Roles that a 合计 printed below them in the header does not take away."""
_LEVEL_LABELS = ("类", "款", "项")
_LEVELS = {"level_1", "level_2", "level_3"}
_CODE_ROLES = _LEVELS | {"code", "name", "functional_name"}


def header_row_count(rows: list[list[Cell | None]]) -> int:
    """Number of leading rows that belong to the header.

    A header cell that spans rows holds the rows it covers. Further rows belong to it as long as they
    carry header words and neither figures, codes, nor numbered labels. A row of consecutive column
    numbers (栏次) closes the header and counts to it.
    """
    if not rows:
        return 0
    count = banner_count(rows)
    reach = count
    for number in range(count, len(rows)):
        texts = [normalise(cell.text) for cell in rows[number] if cell is not None]
        printed = [text for text in texts if text]
        if number >= reach and not says_header(printed) and not _opens_as_header(rows, number, count):
            if printed and are_column_numbers(printed) and number > count:
                reach = number + 1
            break
        if holds_data(printed) and not are_column_numbers(printed):
            break
        bottoms = [cell.row + cell.row_span for cell in rows[number] if cell is not None and cell.text]
        # A label merged over most of the table is a row group, not a header.
        reach = max([reach, number + 1, *(bottom for bottom in bottoms if bottom <= number + 5)])
    return min(reach, len(rows))


def banner_count(rows: list[list[Cell | None]]) -> int:
    """Number of leading rows that print the heading inside the frame."""
    count = 0
    while count < len(rows) and is_banner(rows[count], len(rows[count])):
        count += 1
    return count


def is_banner(row: list[Cell | None], columns: int) -> bool:
    """A first row that belongs to the heading: one cell over all columns, or only form, department, unit."""
    cells = [cell for cell in row if cell is not None]
    if len(cells) == 1:
        return cells[0].column_span == columns and columns > 1 and not is_number(cells[0].text)
    printed = [normalise(cell.text) for cell in cells if cell.text.strip()]
    return bool(printed) and all(map(is_heading_part, printed))


def says_header(printed: list[str]) -> bool:
    """Whether the texts of a row are header words, neither figures, codes nor numbered labels."""
    if not printed or holds_data(printed):
        return False
    if all((row_says(text) or {}).get("row_kind") == "total" for text in printed):
        return len(printed) > 1
    known = sum(
        bool(_YEAR.fullmatch(text))
        or any(header_says(family, bare_label(text)) for family in _HEADER_FAMILIES)
        for text in printed
    )
    return known * 2 >= len(printed)


def _opens_as_header(rows: list[list[Cell | None]], number: int, first: int) -> bool:
    """Whether a first row of mostly unknown words is a header by its place.

    Either it stands over a row with figures or codes in most cells, or some of its cells reach down beside a
    row of header words.
    """
    if number != first or number + 1 >= len(rows):
        return False
    upper, lower = (
        [normalise(cell.text) for cell in row if cell and cell.text.strip()]
        for row in rows[number : number + 2]
    )
    tall = any(cell is not None and cell.row_span > 1 and cell.text.strip() for cell in rows[number])
    if tall and len(upper) > 1 and not holds_data(upper) and says_header(lower):
        return True
    known = any(header_says(family, bare_label(text)) for text in upper for family in _HEADER_FAMILIES)
    figures = sum(holds_data([text]) for text in lower)
    return known and len(upper) > 1 and not holds_data(upper) and figures * 2 >= len(lower) > 1


def holds_data(printed: list[str]) -> bool:
    """Whether the texts of a row hold a figure, a code or a numbered label."""
    return any(
        (is_number(text) and not _YEAR.fullmatch(text))
        or _CODE.match(text)
        or (read_label(text).level is not None and not bare_label(text).endswith("指标"))
        for text in printed
    )


def are_column_numbers(printed: list[str]) -> bool:
    """Whether the texts of a row number the columns (栏次 1 2 3 …)."""
    if "栏次" in printed or "行次" in printed:  # 行次 may stand over a column of row numbers, too
        others = [text for text in printed if text not in ("栏次", "行次", *_LEVEL_LABELS)]
        return all(_COLUMN_NUMBER.fullmatch(text) for text in others)
    digits = [text for text in printed if re.fullmatch(r"\d{1,2}", text)]
    return (
        len(digits) >= 2
        and len(digits) >= len(printed) - 2
        and [*map(int, digits)] == list(range(int(digits[0]), int(digits[0]) + len(digits)))
    )


def bare_label(label: str) -> str:
    """Header label without year and unit, which say nothing about what the column holds."""
    bare = _UNIT_TAIL.sub("", label)
    return _YEAR.sub("", bare) or bare


def header_paths(rows: list[list[Cell | None]], header_rows: int, columns: int) -> list[tuple[str, ...]]:
    """Printed labels over each column from the outermost to the innermost, repeats dropped."""
    paths: list[list[str]] = [[] for _ in range(columns)]
    for row in rows[:header_rows]:
        if is_banner(row, columns):
            continue
        printed = [cell for cell in row if cell is not None and normalise(cell.text)]
        if are_column_numbers([normalise(cell.text) for cell in printed]):
            # 类, 款 and 项 may stand in the row of the numbers
            printed = [cell for cell in printed if normalise(cell.text) in _LEVEL_LABELS]
        for cell in printed:
            label = normalise(cell.text)
            for column in range(cell.column, min(columns, cell.column + cell.column_span)):
                if not paths[column] or paths[column][-1] != label:
                    paths[column].append(label)
    return [tuple(path) for path in paths]


def read_columns(rows: list[list[Cell | None]], header_rows: int, fiscal_year: int | None) -> list[Column]:
    """Describe every column from its header path and, where that is silent, from the cells below it."""
    count = len(rows[0])
    below = words_below(rows, header_rows)
    columns = [
        _read_column(index, (*path, *below.get(index, ())), fiscal_year)
        for index, path in enumerate(header_paths(rows, header_rows, count))
    ]
    for index in below:
        columns[index].named_in = header_rows
    _settle_codes(columns, rows, header_rows)
    _settle_labels(columns, rows, header_rows)
    _split_sides(columns)
    _settle_totals(columns)
    clear_natures_of_classes(columns)
    heed_banner(columns, rows)
    return columns


def _read_column(index: int, path: tuple[str, ...], fiscal_year: int | None) -> Column:
    column, outer = Column(index, path, ""), ""
    for label in path:
        bare = bare_label(label)
        role = header_says("role", bare)
        kind = header_says("column_kind", bare)
        if kind and column.role in _NAMING | _CODE_ROLES and role and role["role"] == "amount":
            continue  # the label of the total row, printed in the last row of the header
        column.role = role["role"] if role is not None else column.role
        column.fund = fund_below(column.fund, (header_says("fund", bare) or {}).get("fund", ""))
        column.nature = nature_below(column.nature, (header_says("nature", bare) or {}).get("nature", ""))
        column.measure = measure_below(column.measure, outer, bare)
        outer = bare
        phase = header_says("phase", bare)
        if kind or not phase:  # 预算数 under 小计 is the subtotal as budgeted
            column.column_kind = kind["column_kind"] if kind else "item"
        direction = header_says("direction", bare)
        column.direction = column.direction or (direction or {}).get("direction", "")
        if phase:
            column.phase = phase["phase"]
            if "year" in phase and fiscal_year:
                column.fiscal_year = fiscal_year + phase["year"]
        year = _YEAR.search(label)
        if year:
            column.fiscal_year = int(year[1])
        column.amount_unit = unit_in(label) or column.amount_unit
    if path and column.role == "" and (column.fund or column.nature or column.measure):
        column.role = "amount"
    return column


def _settle_codes(columns: list[Column], rows: list[list[Cell | None]], header_rows: int) -> None:
    """Give code, name and 类/款/项 columns their classification, by header words or by the codes below."""
    spread_levels(columns, rows, header_rows)
    for column in columns:
        if column.role not in _CODE_ROLES or column.role == "functional_name":
            continue
        if column.role == "code" and (other := code_of_other(column, rows, header_rows)):
            column.role = other
            continue
        words = "".join(column.path)
        family = ""
        if "政府" in words and "经济" in words:
            family = "government_economic"
        elif "经济" in words:
            family = "department_economic"
        elif "功能" in words:
            family = "functional"
        if not family:
            family = _family_by_codes(columns, column, rows, header_rows)
        column.role = f"{family}_{column.role}"


def _family_by_codes(
    columns: list[Column], column: Column, rows: list[list[Cell | None]], header_rows: int
) -> str:
    """Classification from the first digit of the codes in the nearest code column at or left of this."""
    left = [
        c.index
        for c in columns
        if c.index <= column.index
        and (c.role in ("code", "level_1") or c.role.endswith(("_code", "_level_1")))
    ]
    if not left:
        return "functional"
    first = [
        text[0]
        for row in rows[header_rows:]
        if (cell := row[left[-1]]) is not None and _CODE.match(text := normalise(cell.text)[:7])
    ]
    counts = {digit: first.count(digit) for digit in set(first)}
    commonest = max(counts, key=lambda digit: (counts[digit], digit), default="2")
    return {"3": "department_economic", "5": "government_economic"}.get(commonest, "functional")


def _settle_labels(columns: list[Column], rows: list[list[Cell | None]], header_rows: int) -> None:
    """Decide 项目 columns (row labels or projects) and columns without header words."""
    has_codes = any(column.role.endswith(("_code", "_level_1")) for column in columns)
    for column in columns:
        inner = column.path[-1] if column.path else ""
        if column.role == "label_or_project":
            project = inner.endswith(("项目名称", "专项名称"))
            named = project and (
                has_codes
                or any(
                    other.role in ("unit_name", "project_type", "project_code", "unit_code")
                    for other in columns
                )
            )
            column.role = "project_name" if named else "label"
        if column.role == "" and _stands_among_amounts(column, columns, rows, header_rows):
            column.role = "amount"
        if column.role in ("", "amount"):
            column.role = _role_by_content(column, columns, rows, header_rows)
            if column.role == "label" and (
                is_further_text(column, columns) or stands_before_names(column, columns)
            ):
                column.role = "text"


def _stands_among_amounts(
    column: Column, columns: list[Column], rows: list[list[Cell | None]], header_rows: int
) -> bool:
    """Whether a blank column such as 本年收入 stands between amounts, and not before a column of its own."""
    if (
        not 0 < column.index < len(columns) - 1
        or not column.path
        or columns[column.index - 1].role != "amount"
    ):
        return False
    if any((cell := row[column.index]) is not None and cell.text.strip() for row in rows[header_rows:]):
        return False
    following = columns[column.index + 1]
    return bool(following.path) and following.role == "amount" and not _FIGURE_WORD.match(following.path[0])


def _role_by_content(
    column: Column, columns: list[Column], rows: list[list[Cell | None]], header_rows: int
) -> str:
    texts = texts_below(column, rows, header_rows)
    if (code := code_of_other(column, rows, header_rows)).endswith("project_code"):
        return code  # shorter ones may be money printed in yuan
    if not texts and not column.role and column.direction and any(c.role == "amount" for c in columns):
        return "amount"  # 本年收入 of a table without figures
    if len(texts) > 1 and texts == [str(number) for number in range(1, len(texts) + 1)] and not column.index:
        return "text"  # the rows are numbered
    numbers = sum(is_number(text) for text in texts)
    if column.role == "amount" and any(other.role == "amount" for other in columns[: column.index]):
        return "amount"  # text among amounts is a cell in the wrong place, which the audit tells
    if column.role == "amount":
        return "label" if texts and not numbers and _are_words(texts) else "amount"
    if texts and numbers * 2 > len(texts):
        codes = sum(bool(_CODE.match(text)) for text in texts)
        return "amount" if codes < numbers else "functional_code"
    return "label"


def _are_words(texts: list[str]) -> bool:
    """Labels, not damaged figures, dashes, or a remark that the table is empty."""
    claims = all(text in ("-", "—", "/") or "空" in text or "无" in text for text in texts)
    return not claims and not any(text[0].isdigit() and not _OF_A_YEAR.match(text) for text in texts)


def _split_sides(columns: list[Column]) -> None:
    """Number the blocks of a table printed side by side: a label column after an amount opens the next."""
    side, money, counts = 0, False, False
    for column in columns:
        label = column.role == "label"
        if (label and (money or counts)) or (column.role.endswith(_SIDE_STARTS) and money):
            side, money, counts = side + 1, False, False
        money, counts = money or column.role == "amount", counts or column.role in ("share", "quantity")
        column.side = side
    for side in range(columns[-1].side + 1):
        block = [column for column in columns if column.side == side]
        said = {column.direction for column in block if column.direction and _says_side(column)}
        if len(said) == 1:
            for column in block:
                column.direction = next(iter(said))


def _says_side(column: Column) -> bool:
    return bool(column.path) and header_says("direction", column.path[0]) is not None


def _settle_totals(columns: list[Column]) -> None:
    """A column whose nature or fund is split further by other columns of its side is a subtotal."""
    amounts = [column for column in columns if column.role == "amount"]
    name_unknown_projects(amounts)
    for column in amounts:
        if column.column_kind != "item":
            continue
        for other in amounts:
            if other is column or other.side != column.side or other.column_kind == "of_which":
                continue
            deeper_nature = (
                column.nature and other.nature.startswith(column.nature + "/") and other.fund == column.fund
            )
            deeper_fund = (
                column.fund and other.fund.startswith(column.fund + "/") and other.nature == column.nature
            )
            same_period = (other.phase, other.fiscal_year) == (column.phase, column.fiscal_year)
            if (deeper_nature or deeper_fund) and same_period:
                column.column_kind = "subtotal"
                break
