"""A small clean dataset on inline frames: the figures of a published budget, under an invented name."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pyarrow as pa

from budgetkit.dataset import Dataset
from budgetkit.dataset.writing import DatasetWriter
from budgetkit.schema import TABLES
from budgetkit.schema.frames import arrow_table, frame

DOCUMENT = "example-commerce-2024-approved"

# code, item, then 合计, 基本小计, 工资福利, 对个人, 商品服务, 资本性, 项目小计, 其他运转类; blank is no line.
FUNCTION_COLUMNS = [
    ("合计", "", "total"),
    ("基本支出 / 小计", "basic", "subtotal"),
    ("基本支出 / 人员经费 / 工资福利支出", "basic/personnel/wages", "item"),
    ("基本支出 / 人员经费 / 对个人和家庭的补助", "basic/personnel/households", "item"),
    ("基本支出 / 公用经费 / 商品和服务支出", "basic/operating/goods_and_services", "item"),
    ("基本支出 / 公用经费 / 资本性支出", "basic/operating/capital", "item"),
    ("项目支出 / 小计", "project", "subtotal"),
    ("项目支出 / 其他运转类", "project/other_operating", "item"),
]
FUNCTION_ROWS = """
|合计|1880.86|1808.36|1105.64|602.14|100.58||72.50|72.50
2011301|行政运行|520.02|520.02|444.01|10.66|65.34|||
2011302|一般行政管理事务|37.70||||||37.70|37.70
2080501|行政单位离退休|590.24|590.24|1.44|580.43|8.37|||
2080505|机关事业单位基本养老保险缴费支出|89.03|89.03|89.03|||||
2089999|其他社会保障和就业支出|2.73|2.73|2.73|||||
2101101|行政单位医疗|93.48|93.48|93.48|||||
2101103|公务员医疗补助|63.87|63.87|63.87|||||
2210201|住房公积金|73.20|73.20|73.20|||||
2011350|事业运行|385.81|351.01|324.43||26.59||34.80|34.80
2080502|事业单位离退休|11.33|11.33||11.05|0.28|||
2101102|事业单位医疗|13.45|13.45|13.45|||||
"""

ECONOMIC_ROWS = """
30305 生活补助 50901 10.66;30102 津贴补贴 50101 213.42;30101 基本工资 50101 167.34;30103 奖金 50101 64.69
30299 其他商品和服务支出 50299 8.47;30231 公务用车运行维护费 50208 1.80;30229 福利费 50201 4.18
30227 委托业务费 50205 1.50;30239 其他交通费用 50201 30.53;30228 工会经费 50201 4.63;30207 邮电费 50201 4.30
30226 劳务费 50205 1.00;30211 差旅费 50201 7.50;30217 公务接待费 50206 2.00;30215 会议费 50202 2.00
30201 办公费 50201 5.60;30301 离休费 50905 18.77;30302 退休费 50905 572.71
30108 机关事业单位基本养老保险缴费 50102 59.71;30112 其他社会保障缴费 50102 3.18
30110 职工基本医疗保险缴费 50102 93.48;30111 公务员医疗补助缴费 50102 53.48;30113 住房公积金 50103 50.43
30202 印刷费 50201 0.20;30107 绩效工资 50501 66.96;30103 奖金 50501 45.58;30101 基本工资 50501 116.29
30102 津贴补贴 50501 95.60;30206 电费 50502 0.30;30201 办公费 50502 6.50;30228 工会经费 50502 3.68
30211 差旅费 50502 4.00;30217 公务接待费 50502 0.50;30205 水费 50502 0.20;30215 会议费 50502 0.30
30229 福利费 50502 3.51;30231 公务用车运行维护费 50502 0.80;30299 其他商品和服务支出 50502 4.58
30108 机关事业单位基本养老保险缴费 50501 29.32;30112 其他社会保障缴费 50501 2.63
30110 职工基本医疗保险缴费 50501 13.45;30111 公务员医疗补助缴费 50501 7.31;30113 住房公积金 50501 22.77
30239 其他交通费用 50502 1.00;30207 邮电费 50502 0.50;30202 印刷费 50502 1.00
"""


def line(table: str, kind: str, row: int, column: int, printed: str, **known: object) -> dict:
    """One row of ``lines``; what is not told is blank."""
    document = known.pop("document_id", DOCUMENT)
    texts = (
        "unit_code unit_name functional_code functional_name department_economic_code project_id item nature"
    )
    texts += " department_economic_name government_economic_code government_economic_name column_label"
    return {
        "line_id": f"{document}/{table}/r{row}c{column}",
        "document_id": document,
        "table_id": table,
        "kind": kind,
        "page": 14,
        "row": row,
        "column": column,
        "bbox": "80 120 140 132",
        **dict.fromkeys(texts.split(), ""),
        "direction": "expenditure",
        "fund": "general_public_budget",
        "fiscal_year": 2024,
        "phase": "approved",
        "row_kind": "item",
        "column_kind": "item",
        "amount_yuan": Decimal(printed.replace(",", "")) * 10000,
        "printed": printed,
        "printed_unit": "万元",
        "decimals": 2,
        "repaired": False,
        "checks": 2,
        "verified": True,
        **known,
    }


def function_lines(table: str, kind: str, fund: str, **known: object) -> list[dict]:
    """A table of expenditure by function."""
    lines = []
    for number, text in enumerate(FUNCTION_ROWS.split(), start=4):
        code, item, *amounts = text.split("|")
        for column, (printed, (label, nature, column_kind)) in enumerate(
            zip(amounts, FUNCTION_COLUMNS, strict=True), start=5
        ):
            if printed:
                lines.append(
                    line(
                        table,
                        kind,
                        number,
                        column,
                        printed,
                        functional_code=code,
                        functional_name=item if code else "",
                        item=item,
                        column_label=label,
                        nature=nature,
                        column_kind=column_kind,
                        fund=fund,
                        row_kind="item" if code else "total",
                        **known,
                    )
                )
    return lines


def economic_lines(table: str = "t06", split_printed: bool = True, **known: object) -> list[dict]:
    """A table of basic expenditure by economic class, with or without columns for the two sides."""
    kind = "basic_expenditure_by_economic"

    def cell(row: int, column: int, printed: str, nature: str, column_kind: str, **more: object) -> dict:
        label = {4: "合计", 5: "人员经费", 6: "公用经费"}[column]
        more = {"column_label": label, "nature": nature, "column_kind": column_kind, **more, **known}
        return line(table, kind, row, column, printed, **more)

    total = {"row_kind": "total", "item": "合计"}
    lines = [cell(2, 4, "1808.36", "basic", "total", **total)]
    if split_printed:
        lines.append(cell(2, 5, "1707.78", "basic/personnel", "item", **total))
        lines.append(cell(2, 6, "100.58", "basic/operating", "item", **total))
    for row, text in enumerate(ECONOMIC_ROWS.replace("\n", ";").strip(";").split(";"), start=3):
        code, name, payer, printed = text.split()
        more = {"department_economic_code": code, "department_economic_name": name, "item": name}
        more["government_economic_code"] = payer
        lines.append(cell(row, 4, printed, "basic", "total", **more))
        if split_printed:
            column, side = (5, "personnel") if code.startswith(("301", "303")) else (6, "operating")
            lines.append(cell(row, column, printed, f"basic/{side}", "item", **more))
    return lines


def document(document_id: str = DOCUMENT, name: str = "示例市商务局", **known: object) -> dict:
    """One row of ``documents``."""
    return {
        "document_id": document_id,
        "entity_id": document_id[:8],
        "region_code": "",
        "region_name": "示例市",
        "government_level": "city",
        "department_name": name,
        "department_code": "044",
        "fiscal_year": 2024,
        "phase": "approved",
        "scope": "department",
        "amount_units": ["万元"],
        "classification_edition": "2024",
        "file_count": 1,
        "verified_share": 1.0,
        "error_count": 0,
        **known,
    }


def finding(
    finding_id: str, line_ids: list[str], severity: str = "error", places: str = "[]", **known: object
) -> dict:
    """One row of ``findings``."""
    return {
        "finding_id": finding_id,
        "document_id": DOCUMENT,
        "identity": "economic-table-column-total",
        "category": "document_error",
        "severity": severity,
        "expected": None,
        "printed": None,
        "difference": None,
        "tolerance": None,
        "message_en": "differs",
        "message_zh": "不符",
        "places": places,
        "line_ids": line_ids,
        **known,
    }


def arrow_tables(
    lines: list[dict], documents: list[dict], findings: Sequence[dict] = ()
) -> dict[str, pa.Table]:
    """The clean tables of these rows, with the exact types of a real dataset."""
    tables = {(entry["document_id"], entry["table_id"]): entry["kind"] for entry in lines}
    files = {"sha256": "ab" * 32, "format": "pdf", "byte_count": 1000, "pages": 30, "status": "ok"}
    records = {
        "lines": lines,
        "documents": documents,
        "findings": list(findings),
        "tables": [
            {
                "document_id": document_id,
                "table_id": table_id,
                "kind": kind,
                "state": "present",
                "first_page": 14,
            }
            for (document_id, table_id), kind in tables.items()
        ],
        "files": [
            files | {"document_id": entry["document_id"], "path": f"{entry['document_id']}.pdf"}
            for entry in documents
        ],
    }
    return {name: arrow_table(name, records.get(name, ())) for name in TABLES}


def dataset(lines: list[dict], documents: list[dict], findings: Sequence[dict] = ()) -> Dataset:
    """A dataset of these rows, in memory."""
    return Dataset({name: frame(rows) for name, rows in arrow_tables(lines, documents, findings).items()})


def example_lines() -> list[dict]:
    """Lines of one department's approved budget."""
    general = "general_public_expenditure_by_function"
    lines = function_lines("t03", "expenditure_by_function", "all")
    return lines + function_lines("t05", general, "general_public_budget") + economic_lines()


def example(findings: Sequence[dict] = ()) -> Dataset:
    """The whole example, in memory."""
    return dataset(example_lines(), [document()], findings)


def write_example(folder: Path, **known: object) -> Path:
    """The whole example as a clean dataset on disk, with two findings; ``known`` goes to its document."""
    folder.mkdir(parents=True)
    findings = [
        finding("f1", [f"{DOCUMENT}/t05/r5c8"], severity="warning"),
        finding("f2", [f"{DOCUMENT}/t05/r8c7"]),
    ]
    with DatasetWriter(folder) as writer:
        for name, rows in arrow_tables(example_lines(), [document(**known)], findings).items():
            writer.add(name, rows)
    return folder
