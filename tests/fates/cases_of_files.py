"""Files that hold several documents."""

from __future__ import annotations

import io
import zipfile

from .case import UNITS, Case, ZipCase, made
from .content import FUNCTIONAL_HEADER, WIDTHS, functional_items, functional_rows, print_rows
from .sheet import PdfCase

KIND = "a ZIP of PDFs named .pdf, or a file that holds several documents"


def draw_document(tag, title, department, unit, codes, total="first"):
    """A small PDF as bytes and its amounts."""
    sheet = PdfCase(tag, "", "")
    sheet.unit = UNITS[unit]
    top = sheet.head(790, title, "部门名称：" + department, "单位：" + unit)
    sheet.table(
        50,
        top,
        WIDTHS,
        [FUNCTIONAL_HEADER]
        + print_rows(
            functional_rows(
                functional_items(sheet, codes, 20, 900)
                if unit == "万元"
                else functional_items(sheet, codes, 200000, 9000000),
                total,
            )
        ),
        money=(2, 3, 4),
    )
    return (sheet.save().content, sheet.amounts)


@made
def zip_one_budget() -> Case:
    archive = ZipCase("zip_one_budget", KIND, "a ZIP named .pdf with one PDF inside", unread=True)
    b1, a1 = draw_document(
        "zipA", "2025年部门支出总表", "南屏县气象灾害中心", "万元", "2240101b 2240106p 2210201b"
    )
    return archive.save([("2025年部门预算.pdf", b1, a1)])


@made
def zip_gbk_folder_junk() -> Case:
    archive = ZipCase(
        "zip_gbk_folder_junk",
        KIND,
        (
            "a ZIP named .pdf: folder and names in GBK without the UTF-8 flag, two "
            "departments' PDFs, a Thumbs.db and an empty .DS_Store"
        ),
        unread=True,
    )
    b1, a1 = draw_document(
        "zipB", "2024年一般公共预算支出表", "松渡市司法局", "万元", "2040601b 2040604p 2080505b", "last"
    )
    b2, a2 = draw_document(
        "zipC", "2024年一般公共预算支出表", "松渡市图书馆", "元", "2070104m 2101102b 2210201b"
    )

    def encoded(printed):
        return printed.encode("gbk")

    fol, n1, n2 = ("F" * len(encoded("预算公开")), "A" * len(encoded("司法局")), "B" * len(encoded("图书馆")))
    return archive.save(
        [
            (f"{fol}/{n1}.pdf", b1, a1),
            (f"{fol}/{n2}.pdf", b2, a2),
            (f"{fol}/Thumbs.db", b"\xd0\xcf\x11\xe0" + b"\x00" * 60, []),
            (".DS_Store", b"", []),
        ],
        [
            (fol.encode(), encoded("预算公开")),
            (f"/{n1}.pdf".encode(), b"/" + encoded("司法局") + b".pdf"),
            (f"/{n2}.pdf".encode(), b"/" + encoded("图书馆") + b".pdf"),
        ],
    )


@made
def zip_nested_budget_final() -> Case:
    archive = ZipCase(
        "zip_nested_budget_final",
        KIND,
        (
            "a ZIP named .pdf: a budget's PDF, a ZIP with a PDF of final accounts, and a "
            "readme.txt with a figure"
        ),
        unread=True,
    )
    b1, a1 = draw_document("zipD", "2025年部门支出总表", "白鹭区文化馆", "万元", "2070109m 2210201b")
    b2, a2 = draw_document("zipE", "2023年度支出决算表", "白鹭区文化馆", "元", "2070109m 2080502b")
    zz = io.BytesIO()
    with zipfile.ZipFile(zz, "w") as q:
        i = zipfile.ZipInfo("final2023.pdf", (2024, 9, 1, 9, 0, 0))
        q.writestr(i, b2)
    return archive.save(
        [
            ("budget2025.pdf", b1, a1),
            ("old.zip", zz.getvalue(), [[f"final2023.pdf:{p}", t_, v] for p, t_, v in a2]),
            ("readme.txt", "共2个文件，咨询费另计500元。".encode(), [[1, "500", "500.00"]]),
        ]
    )


@made
def two_documents_one_pdf() -> Case:
    sheet = PdfCase(
        "two_documents_one_pdf",
        KIND,
        (
            "one real PDF: a department's budget (万元) and its subordinate unit's budget "
            "(元), each with its own cover line and table, one after the other"
        ),
    )
    items = functional_items(sheet, "2130101b 2080505b 2210201b")
    y = sheet.head(780, "青禾县农业农村局2025年部门预算", size=16)
    y = sheet.head(y - 10, "2025年部门支出总表", "编制部门：青禾县农业农村局", "单位：万元")
    sheet.table(50, y, WIDTHS, [FUNCTIONAL_HEADER] + print_rows(functional_rows(items)), money=(2, 3, 4))
    sheet.next_page()
    sheet.unit = 1
    y = sheet.head(780, "青禾县种子管理站2025年单位预算", size=16)
    y = sheet.head(y - 10, "2025年单位支出总表", "编制单位：青禾县种子管理站", "单位：元")
    items = functional_items(sheet, "2130101b 2101102b 2210201b", 50000, 800000)
    sheet.table(
        50,
        y,
        WIDTHS,
        [FUNCTIONAL_HEADER] + print_rows(functional_rows(items)),
        money=(2, 3, 4),
        rulemode="rect",
    )
    return sheet.save()
