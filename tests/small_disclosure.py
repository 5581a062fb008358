"""A small consistent disclosure for tests: tables with described columns, cells and lines."""

from __future__ import annotations

from budgetkit.amounts import read_amount
from budgetkit.model import Cell
from budgetkit.records import Line
from budgetkit.tables import Column, Table

NATURES = [
    ("合计", "", "total"),
    ("基本支出 / 小计", "basic", "subtotal"),
    ("基本支出 / 工资福利支出", "basic/personnel/wages", "item"),
    ("基本支出 / 对个人和家庭的补助", "basic/personnel/households", "item"),
    ("基本支出 / 商品和服务支出", "basic/operating/goods_and_services", "item"),
    ("基本支出 / 资本性支出", "basic/operating/capital", "item"),
    ("项目支出 / 小计", "project", "subtotal"),
    ("项目支出 / 其他运转类", "project/other_operating", "item"),
    ("项目支出 / 特定目标类", "project/specific_target", "item"),
]
FUNDS = [
    ("合计", "all", "total"),
    ("一般公共预算", "general_public_budget", "item"),
    ("其中:财政拨款", "general_public_budget/appropriation", "of_which"),
    ("事业收入", "unit_funds/institutional_service_revenue", "item"),
]


def amount_columns(labels, along="nature", direction="expenditure", first=2, side=0):
    """Amount columns that carry one attribute of the header."""
    return [
        Column(
            first + place,
            tuple(label.split(" / ")),
            "amount",
            side=side,
            direction=direction,
            column_kind=kind,
            **{along: value},
        )
        for place, (label, value, kind) in enumerate(labels)
    ]


def make_table(table_id, kind, columns, rows, unit="万元", engine="text", title="", **more):
    """A table and its lines.

    ``rows`` are ``(attributes, printed figures)``; attributes are those of a line, and ``item``
    and ``functional_code`` are printed in the first two columns. A blank figure is ``""``.
    """
    box = (0.0, 0.0, 9.0, 9.0) if engine == "ruled" else ()
    labels = [Column(0, ("科目编码",), "functional_code"), Column(1, ("科目名称",), "functional_name")]
    width = max(column.index for column in columns) + 1
    heads = {column.index: Cell(0, column.index, column.label) for column in [*labels, *columns]}
    grid = [[heads.get(place) for place in range(width)]]
    lines: list[Line] = []
    for number, (attributes, figures) in enumerate(rows, 1):
        cells = [
            Cell(number, 0, attributes.get("functional_code", "")),
            Cell(number, 1, attributes.get("item", "")),
        ]
        for column, text in zip(columns, figures, strict=True):
            cells.append(Cell(number, column.index, text, bbox=box))
            amount = read_amount(text, unit)
            if amount is None:
                continue
            line = Line(
                table_id=table_id, kind=kind, page=1, row=number, column=column.index, amount_fen=amount.fen,
                step_fen=amount.step_fen, printed=text, printed_unit=unit, decimals=amount.decimals,
                column_label=column.label, direction=column.direction, fund=column.fund, nature=column.nature,
                measure=column.measure, column_kind=column.column_kind, fiscal_year=2024, phase="approved",
            )  # fmt: skip
            for name, value in attributes.items():
                setattr(line, name, value)
            lines.append(line)
        at = {cell.column: cell for cell in cells}
        grid.append([at.get(place) for place in range(width)])
    table = Table(
        table_id, kind, title or kind, unit, (1,), grid, [*labels, *columns], 1, engine=engine,
        fiscal_year=2024, phase="approved", **more,
    )  # fmt: skip
    return table, lines


def item(code, name, **more):
    """Attributes of a row with a functional code."""
    return {"functional_code": code, "functional_name": name, "item": name, **more}


def current(name, measure):
    """Attributes of a row that totals the year without carryover."""
    return {"item": name, "measure": measure, "row_kind": "subtotal"}


TOTAL = {"item": "合计", "row_kind": "total"}


def expenditure_rows(total=None):
    """Expenditure by function: every column and every row adds up, in 万元 with two decimals."""
    return [
        (
            TOTAL,
            total
            or ["1,000.00", "600.00", "400.00", "50.00", "140.00", "10.00", "400.00", "300.00", "100.00"],
        ),
        (
            item("2011301", "行政运行"),
            ["610.00", "510.00", "360.00", "", "140.00", "10.00", "100.00", "100.00", ""],
        ),
        (item("2011302", "一般行政管理事务"), ["300.00", "", "", "", "", "", "300.00", "200.00", "100.00"]),
        (item("2080501", "行政单位离退休"), ["50.00", "50.00", "", "50.00", "", "", "", "", ""]),
        (item("2210201", "住房公积金"), ["40.00", "40.00", "40.00", "", "", "", "", "", ""]),
    ]


def disclosure():
    """Summary, revenue, expenditure and general public budget tables that agree with each other.

    Returns
    -------
    tables : list of Table
    lines : list of Line
    """
    money = [Column(2, ("收入", "金额"), "amount", direction="revenue")]
    spent = [Column(4, ("支出", "金额"), "amount", side=1, direction="expenditure")]
    left = make_table(
        "t01", "revenue_expenditure_summary", money,
        [
            ({"item": "一般公共预算", "fund": "general_public_budget"}, ["900.00"]),
            ({"item": "事业收入", "fund": "unit_funds"}, ["100.00"]),
            (current("本年收入合计", "current_year_revenue"), ["1,000.00"]),
            ({"item": "上年结转", "measure": "opening_carryover"}, [""]),
            ({"item": "收入总计", "measure": "total_sources", "row_kind": "total"}, ["1,000.00"]),
        ],
        title="收支总表",
    )  # fmt: skip
    right = make_table(
        "t01", "revenue_expenditure_summary", spent,
        [
            (item("201", "一般公共服务支出"), ["910.00"]),
            (item("208", "社会保障和就业支出"), ["50.00"]),
            (current("本年支出合计", "current_year_expenditure"), ["1,000.00"]),
            (item("221", "住房保障支出"), ["40.00"]),
            ({"item": "支出总计", "measure": "total_uses", "row_kind": "total"}, ["1,000.00"]),
        ],
    )  # fmt: skip
    # 住房保障支出 stands above the total in print; the two rows change places here.
    for line in right[1]:
        line.row = {3: 4, 4: 3}.get(line.row, line.row)
    revenue = make_table(
        "t02", "revenue_by_source", amount_columns(FUNDS, "fund", "revenue"),
        [
            (TOTAL, ["1,000.00", "900.00", "880.00", "100.00"]),
            (item("2011301", "行政运行"), ["610.00", "510.00", "490.00", "100.00"]),
            (item("2011302", "一般行政管理事务"), ["300.00", "300.00", "300.00", ""]),
            (item("2080501", "行政单位离退休"), ["50.00", "50.00", "50.00", ""]),
            (item("2210201", "住房公积金"), ["40.00", "40.00", "40.00", ""]),
        ],
        title="收入总表",
    )  # fmt: skip
    spending = make_table(
        "t03", "expenditure_by_function", amount_columns(NATURES), expenditure_rows(), title="支出总表"
    )
    parts = [left, right, revenue, spending]
    merged = left[0]
    merged.columns = [*left[0].columns, *spent]
    for own, other in zip(merged.rows, right[0].rows, strict=True):
        own.extend(other[len(own) :] or [None] * len(spent))
    return [merged, revenue[0], spending[0]], [line for _, lines in parts for line in lines]
