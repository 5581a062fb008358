"""For each identity of forms, procurement and codes, small tables that satisfy it."""

from __future__ import annotations

from dataclasses import replace

from small_disclosure import NATURES, TOTAL, amount_columns, item, make_table

from budgetkit.rules.codes import code_names
from budgetkit.tables import Column

ECONOMIC_NAMES, FUNCTIONAL_NAMES = code_names("dept_economic"), code_names("functional")

ECONOMIC = [
    ("合计", "basic", "total"),
    ("人员经费", "basic/personnel", "item"),
    ("公用经费", "basic/operating", "item"),
]
PROJECTS = [("合计", "project", "total")]


def form(kind, *rows, table_id="f1"):
    """A form: one printed label and figure a row, with what the label says of fund and nature."""
    named = [({"item": label, "fund": "all", **more}, [text]) for label, text, more in rows]
    return make_table(table_id, kind, [Column(2, ("金额",), "amount", direction="expenditure")], named)


def department_form(**figures):
    budget = {
        "部门预算总额": "1,000.00",
        "政府预算资金": "900.00",
        "单位资金": "100.00",
        "基本支出": "600.00",
    }
    budget |= {"项目支出": "400.00"} | figures
    says = {
        "政府预算资金": {"fund": "appropriation"},
        "单位资金": {"fund": "unit_funds"},
        "基本支出": {"nature": "basic"},
        "项目支出": {"nature": "project"},
    }
    rows = [(label, text, says.get(label, {})) for label, text in budget.items()]
    tasks = [("合计", "300.00", {}), ("合计", "250.00", {})]
    return form("performance_department_form", *rows, *tasks)


def task_row(*figures):
    """A task of the department form: every figure is named by the head of its column."""
    heads = ["合计", "财政资金", "其他资金"][: len(figures)]
    columns = [Column(2 + n, (head,), "amount", direction="expenditure") for n, head in enumerate(heads)]
    table, lines = make_table(
        "f1", "performance_department_form", columns, [({"fund": "all"}, list(figures))]
    )
    for one, head in zip(lines, heads, strict=True):
        one.item = one.column_label = head
    return table, lines


def spending(total="1,000.00", basic="600.00", project="400.00"):
    figures = [total, basic, "400.00", "50.00", "140.00", "10.00", project, "300.00", "100.00"]
    return make_table("t03", "expenditure_by_function", amount_columns(NATURES), [(TOTAL, figures)])


def summary():
    columns = [Column(2, ("支出", "金额"), "amount", direction="expenditure")]
    grand = {"item": "支出总计", "measure": "total_uses", "row_kind": "total"}
    rows = [(item("201", "一般公共服务支出"), ["1,000.00"]), (grand, ["1,000.00"])]
    return make_table("t01", "revenue_expenditure_summary", columns, rows)


def economic(
    *rows, year=2024, kind="basic_expenditure_by_economic", columns=ECONOMIC, table_id="t06", fund=""
):
    """Rows are (code, figures); the total row adds up what the tests need and nothing else."""
    said = [
        (
            {
                "department_economic_code": code,
                "department_economic_name": ECONOMIC_NAMES[code],
                "item": code,
            },
            figures,
        )
        if code
        else (TOTAL, figures)
        for code, figures in rows
    ]
    table, lines = make_table(table_id, kind, amount_columns(columns), said)
    table.fiscal_year = year
    for line in lines:
        line.fiscal_year, line.fund = year, fund or line.fund
    return table, lines


def by_function(*rows, kind="general_public_expenditure_by_function"):
    said = [(item(code, FUNCTIONAL_NAMES[code]) if code else TOTAL, [text]) for code, text in rows]
    return make_table("t05", kind, amount_columns([("合计", "", "total")]), said)


def public_expenses(**figures):
    columns = [
        Column(2 + place, (name,), "amount", direction="expenditure", measure=name)
        for place, name in enumerate(figures)
    ]
    return make_table("t08", "three_public_table", columns, [({}, list(figures.values()))])


def procurement(*rows, headings=("合计",)):
    columns = [
        Column(2 + n, (text,), "amount", column_kind="total" if n == 0 else "item")
        for n, text in enumerate(headings)
    ]
    said = [
        ({"item": label, "row_kind": "total" if label == "合计" else "item"}, figures)
        for label, figures in rows
    ]
    return make_table("t10", "procurement_table", columns, said)


PAID = [
    ("工资福利支出", "basic/personnel/wages", "item"),
    ("对个人和家庭的补助", "basic/personnel/households", "item"),
    ("商品和服务支出", "basic/operating/goods_and_services", "item"),
]


def paid_by_units():
    """An organ and an institution, by function and by government code."""
    rows = [
        (item("2011301", "行政运行", unit_code="001001"), ["50.00", "5.00", "10.00"]),
        (item("2080505", "机关事业单位基本养老保险缴费支出", unit_code="001001"), ["8.00", "", ""]),
        (item("2011350", "事业运行", unit_code="001002"), ["30.00", "2.00", "4.00"]),
    ]
    codes = [("50101", "58.00"), ("50201", "10.00"), ("50501", "30.00"), ("50502", "4.00"), ("50905", "7.00")]
    of = {"fund": "general_public_budget"}
    paid = [({"government_economic_code": code, "item": code, **of}, [text]) for code, text in codes]
    return [
        make_table("t05", "general_public_expenditure_by_function", amount_columns(PAID), rows),
        make_table("t07", "expenditure_by_economic", amount_columns([("基本支出", "basic", "item")]), paid),
    ]


def projects(*rows):
    said = []
    for label, text, more in rows:
        said.append(({"item": label, **more}, [text]))
    return make_table("t11", "project_table", amount_columns(PROJECTS), said)


def managed_funds(closing="70.00"):
    columns = [
        Column(2, ("年初结转和结余",), "amount", measure="opening_carryover"),
        Column(3, ("本年收入",), "amount", direction="revenue"),
        Column(4, ("本年支出", "小计"), "amount", direction="expenditure", column_kind="subtotal"),
        Column(5, ("本年支出", "基本支出"), "amount", direction="expenditure", nature="basic"),
        Column(6, ("本年支出", "项目支出"), "amount", direction="expenditure", nature="project"),
        Column(7, ("年末结转和结余",), "amount", measure="closing_carryover"),
    ]
    figures = ["50.00", "100.00", "80.00", "30.00", "50.00", closing]
    return make_table("t09", "government_managed_funds_expenditure", columns, [(TOTAL, figures)])


UNIT = {"unit_code": "031001", "unit_name": "甲局", "item": "甲局", "row_kind": "subtotal"}
TYPES = (
    {"project_type": "其他运转类", "project_name": "甲"},
    {"project_type": "其他运转", "project_name": "乙"},
)
EVERY_ECONOMIC = {"kind": "expenditure_by_economic", "columns": NATURES, "table_id": "t07"}


def unit_row():
    other = {**UNIT, "unit_code": "031002", "unit_name": "乙局", "item": "乙局"}
    rows = [
        (TOTAL, ["1,000.00", "600.00", "400.00"]),
        (UNIT, ["700.00", "400.00", "300.00"]),
        (other, ["300.00", "200.00", "100.00"]),
    ]
    columns = amount_columns([NATURES[0], ("基本支出", "basic", "item"), ("项目支出", "project", "item")])
    return make_table("t03", "expenditure_by_function", columns, rows)


def by_nature(code, place, figure="10.00"):
    """One row of an economic table by nature, with its figure in one column."""
    figures = [""] * len(NATURES)
    figures[place] = figure
    return economic((code, figures), kind="expenditure_by_economic", columns=NATURES)


# For each identity, tables that satisfy it.
def three_public(*measures):
    """A table of the three public items with its total and a column of 5.00 for each measure."""
    total, *parts = [Column(place, ("预算数",), "amount") for place in range(2, len(measures) + 3)]
    total.path = ("合计", "预算数")
    for column, measure in zip(parts, measures, strict=True):
        column.measure = measure
    figures = [f"{5 * len(measures)}.00", *["5.00"] * len(measures)]
    return make_table("t08", "three_public_table", [total, *parts], [({}, figures)])


CASES = {
    "form-funding": lambda: [
        form(
            "performance_project_form",
            ("年度资金总额:", "100.00", {}),
            ("其中:财政拨款", "80.00", {"fund": "appropriation"}),
            ("上年结转", "15.00", {"fund": "carryover"}),
            ("其他资金", "5.00", {"fund": "unit_funds"}),
        )
    ],
    "form-year-within-total": lambda: [
        form("performance_project_form", ("项目总金额", "100.00", {}), ("项目本年度金额", "60.00", {}))
    ],
    "form-prior-year-within-total": lambda: [
        form("performance_project_form", ("上年度项目总金额", "100.00", {}), ("项目上年度金额", "60.00", {}))
    ],
    "department-form-sources": lambda: [department_form()],
    "department-form-natures": lambda: [department_form()],
    "department-form-tasks": lambda: [department_form()],
    "department-form-task-sources": lambda: [task_row("300.00", "180.00", "120.00")],
    "department-form-budget": lambda: [summary(), department_form()],
    "department-form-basic": lambda: [spending(), department_form()],
    "department-form-project": lambda: [spending(), department_form()],
    "performance-summary-column": lambda: [
        make_table(
            "f2",
            "performance_project_summary",
            amount_columns([("资金总额", "", "total")]),
            [
                (TOTAL, ["100.00"]),
                ({"item": "甲", "project_name": "甲"}, ["60.00"]),
                ({"item": "乙", "project_name": "乙"}, ["40.00"]),
            ],
        )
    ],
    "procurement-classes-row": lambda: [
        procurement(
            ("合计", ["100.00", "60.00", "10.00", "30.00"]), headings=("合计", "货物", "工程", "服务")
        )
    ],
    "procurement-classes-column": lambda: [
        procurement(("合计", ["100.00"]), ("货物A", ["60.00"]), ("服务C", ["40.00"]))
    ],
    "procurement-within-expenditure": lambda: [
        spending(),
        procurement(("合计", ["100.00"]), ("货物", ["60.00"]), ("服务", ["40.00"])),
    ],
    "three-public-total": lambda: [three_public("official_hospitality", "official_vehicles")],
    "three-public-total-of-parts": lambda: [three_public("official_hospitality", "overseas_official_travel")],
    "fund-balance-row": lambda: [managed_funds()],
    "project-table-class": lambda: [
        spending(),
        projects(("甲", "200.00", TYPES[0]), ("乙", "100.00", TYPES[1])),
    ],
    "project-table-unit": lambda: [
        unit_row(),
        projects(("甲局", "300.00", UNIT), ("甲", "300.00", TYPES[0])),
    ],
    "project-table-item": lambda: [
        make_table(
            "t03",
            "expenditure_by_function",
            amount_columns(PROJECTS),
            [(TOTAL, ["300.00"]), (item("2011302", "一般行政管理事务"), ["300.00"])],
        ),
        projects(("甲", "200.00", item("2011302", "甲")), ("乙", "100.00", item("2011302", "乙"))),
    ],
    "organs-by-government-code": lambda: paid_by_units(),
    "institutions-by-government-code": lambda: paid_by_units(),
    "wages-by-code": lambda: [
        make_table(
            "t05",
            "general_public_expenditure_by_function",
            amount_columns(NATURES[:4]),
            [(TOTAL, ["600.00", "600.00", "550.00", "50.00"])],
        ),
        economic(("30101", ["300.00", "300.00", ""]), ("30102", ["250.00", "250.00", ""])),
    ],
    "operating-by-code": lambda: [
        make_table(
            "t05",
            "general_public_expenditure_by_function",
            amount_columns(NATURES),
            [
                (
                    TOTAL,
                    [
                        "1,000.00",
                        "600.00",
                        "400.00",
                        "50.00",
                        "140.00",
                        "10.00",
                        "400.00",
                        "300.00",
                        "100.00",
                    ],
                )
            ],
        ),
        economic(
            ("302", ["139.00", "", "139.00"]),
            ("310", ["10.00", "", "10.00"]),
            ("39908", ["1.00", "", "1.00"]),
        ),
    ],
    "economic-table-total": lambda: [
        by_function(("", "100.00"), ("2011301", "100.00")),
        economic(("", ["100.00"] + [""] * 8), fund="general_public_budget", **EVERY_ECONOMIC),
    ],
    "economic-table-project": lambda: [
        spending(),
        economic(("", ["1,000.00"] + [""] * 5 + ["400.00", "", ""]), **EVERY_ECONOMIC),
    ],
    "agency-costs-within-goods": lambda: [
        economic(("302", ["90.00", "", "90.00"]), ("31002", ["10.00", "", "10.00"])),
        make_table(
            "t12",
            "agency_operating_costs_table",
            amount_columns([("金额", "basic/operating", "item")]),
            [(TOTAL, ["95.00"])],
        ),
    ],
    "agency-costs-within-operating": lambda: [
        economic(("", ["200.00", "100.00", "100.00"])),
        public_expenses(agency_operating_costs="95.00"),
    ],
    "pension-by-function": lambda: [
        by_function(("2080505", "50.00")),
        economic(("30108", ["50.00", "50.00", ""])),
    ],
    "annuity-by-function": lambda: [
        by_function(("2080506", "50.00")),
        economic(("30109", ["50.00", "50.00", ""])),
    ],
    "medical-insurance-by-function": lambda: [
        by_function(("2101101", "30.00"), ("2101102", "20.00")),
        economic(("30110", ["50.00", "50.00", ""])),
    ],
    "civil-servant-medical-by-function": lambda: [
        by_function(("2101103", "50.00")),
        economic(("30111", ["48.00", "48.00", ""])),
    ],
    "housing-fund-by-function": lambda: [
        by_function(("2210201", "50.00")),
        economic(("30113", ["50.00", "50.00", ""])),
    ],
    "housing-allowance-by-function": lambda: [
        by_function(("2210203", "50.00")),
        economic(("30102", ["80.00", "80.00", ""])),
    ],
    "training-by-function": lambda: [
        make_table(
            "t05",
            "general_public_expenditure_by_function",
            amount_columns(
                [("合计", "", "total"), ("基本支出", "basic", "item"), ("项目支出", "project", "item")]
            ),
            [(item("2050803", FUNCTIONAL_NAMES["2050803"]), ["90.00", "50.00", "40.00"])],
        ),
        economic(("30216", ["70.00", "", "70.00"])),
    ],
}
for name, measure, code in (
    ("hospitality", "official_hospitality", "30217"),
    ("vehicle-operation", "official_vehicle_operation", "30231"),
    ("overseas-travel", "overseas_official_travel", "30212"),
    ("vehicle-purchase", "official_vehicle_purchase", "31013"),
    ("conferences", "conferences", "30215"),
    ("training", "training", "30216"),
):
    CASES[f"{name}-by-code"] = lambda measure=measure, code=code: [
        public_expenses(**{measure: "20.00"}),
        economic((code, ["15.00", "", "15.00"])),
    ]
    if name not in ("conferences", "training"):
        CASES[f"{name}-of-all-expenditure"] = lambda measure=measure, code=code: [
            public_expenses(**{measure: "20.00"}),
            _only_general_public_budget(code),
        ]

ABSENT = {
    "personnel-column-codes": lambda: economic(("30201", ["10.00", "10.00", ""])),
    "operating-column-codes": lambda: economic(("30101", ["10.00", "", "10.00"])),
    "basic-without-construction": lambda: economic(("30901", ["10.00", "", ""])),
    "wages-column-codes": lambda: by_nature("30201", 2),
    "households-column-codes": lambda: by_nature("30101", 3),
    "goods-column-codes": lambda: by_nature("31002", 4),
    "capital-column-codes": lambda: by_nature("30201", 5),
}


def _only_general_public_budget(code):
    table, lines = economic((code, ["20.00"] + [""] * 8), **EVERY_ECONOMIC)
    for column in table.columns:
        column.fund = "general_public_budget"
    return table, [replace(line, fund="general_public_budget") for line in lines]
