# ruff: noqa: E501  (forms are drawn as wide as they are printed)
"""Budgets in forms of coastal and central provinces: lists of natures, classes of projects, four blocks abreast."""

from __future__ import annotations

from tests.unseen.office import (
    GOVERNMENT,
    beside,
    by_function,
    classes,
    kind,
    leaves,
    level,
    nothing,
    of,
    row,
    total,
    wan,
    zh,
)
from tests.unseen.paper import Form, Paper

OFFICE = leaves(
    """
2012901 98011 1200 20100 500 0 gpb
2012902 0 0 0 0 45020 gpb
2012950 30200 0 6100 0 0 gpb
2080501 0 15100 900 0 0 gpb
2080505 14010 0 0 0 0 gpb
2101101 8200 0 0 0 0 gpb
2120801 0 0 0 0 30000 gmf
2210201 11040 0 0 0 0 gpb
"""
)
show0 = lambda fen: wan(fen, zero="0.00")  # noqa: E731


def guangdong_budget() -> Paper:
    """Forms 表1 to 表11: labels with the code in brackets, lists of natures, rows by user of the money."""
    paper = Paper(2024)
    paper.cover("示例市示例局2024年部门预算")
    gpb = [leaf for leaf in OFFICE if leaf.fund == "gpb"]
    gmf = [leaf for leaf in OFFICE if leaf.fund == "gmf"]
    whole = total(OFFICE)

    def head(number: int, title: str) -> None:
        paper.line(f"表{number}", size=10)
        paper.line(title, "center", 15)
        paper.line("单位名称：示例市示例局\t单位：万元")

    head(1, "收支总体情况表")
    left = [
        row("一、一般公共预算拨款", wan(total(gpb)), fund="general_public_budget"),
        row("二、政府性基金预算拨款", wan(total(gmf)), fund="government_managed_funds"),
        row("三、国有资本经营预算拨款", "0.00", fund="state_capital_operations"),
        row("四、财政专户拨款", "0.00", fund="special_account"),
        row("五、其他资金", "0.00", fund="unit_funds"),
    ]
    right = [
        row("一、基本支出", wan(total(OFFICE, "basic")), nature="basic"),
        row("二、项目支出", wan(total(OFFICE, "project")), nature="project"),
        row("三、事业单位经营支出", "0.00", nature="business"),
    ]
    left, right = level(left, right, (2, 2))
    left += [
        row("本年收入合计", wan(whole), to="s"),
        row("四、上年结转", "0.00", fund="carryover"),
        row("收 入 总 计", wan(whole), to="t"),
    ]
    right += [
        row("本年支出合计", wan(whole), to="s"),
        row("四、结转下年", "0.00"),
        row("支 出 总 计", wan(whole), to="t"),
    ]
    header = "收入 | < | 支出 | <\n项目 | 2024年预算 | 项目 | 2024年预算"
    paper.table(
        Form(
            "收支总体情况表",
            "revenue_expenditure_summary",
            header,
            "label R label E",
            beside(left, right, widths=(2, 2)),
        )
    )

    head(2, "收入总体情况表")
    rows = [
        row("一、预算拨款", wan(whole), to="s", fund="appropriation"),
        row("一般公共预算拨款", wan(total(gpb)), fund="general_public_budget"),
        row("政府性基金预算拨款", wan(total(gmf)), fund="government_managed_funds"),
        row("二、财政专户拨款", "0.00", fund="special_account"),
        row("三、其他资金", "0.00", fund="unit_funds"),
        row("本年收入合计", wan(whole), to="s"),
        row("四、上年结转", "0.00", fund="carryover"),
        row("收 入 总 计", wan(whole), to="t"),
    ]
    paper.table(Form("收入总体情况表", "revenue_by_source", "项目 | 2024年预算", "label R", rows))

    paper.next_page()
    head(3, "支出总体情况表")
    rows = [
        row("一、基本支出", wan(total(OFFICE, "basic")), to="s", nature="basic"),
        row("工资福利支出", wan(total(OFFICE, "wages")), nature="basic/personnel/wages"),
        row("商品和服务支出", wan(total(OFFICE, "goods")), nature="basic/operating/goods_and_services"),
        row("对个人和家庭的补助", wan(total(OFFICE, "households")), nature="basic/personnel/households"),
        row("资本性支出", wan(total(OFFICE, "capital")), nature="basic/operating/capital"),
        row("二、项目支出", wan(total(OFFICE, "project")), nature="project"),
        row("三、事业单位经营支出", "0.00", nature="business"),
        row("本年支出合计", wan(whole), to="s"),
        row("四、上缴上级支出", "0.00", nature="remittance"),
        row("支 出 总 计", wan(whole), to="t"),
    ]
    paper.table(Form("支出总体情况表", "expenditure_by_function", "项目 | 2024年预算", "label E", rows))

    paper.next_page()
    head(5, "一般公共预算支出情况表（按功能分类科目）")
    rows = []
    for texts, said in by_function(gpb, [of("all"), of("basic"), of("project")], show0):
        code, name, *figures = texts
        if code.isdigit():
            rows.append(([f"[{code}]{name}", *figures], said | {"item": name, "functional_code": code}))
        else:
            rows.append((["合计", *figures], said))
    header = "功能科目名称 | 一般公共预算支出 | < | <\n^ | 小计 | 基本支出 | 项目支出"
    paper.table(
        Form("一般公共预算支出情况表(按功能分类科目)", "general_public_expenditure_by_function", header,
             "name E;gpb;;;s E;gpb;basic E;gpb;project", rows, widths=[3, 1, 1, 1])
    )  # fmt: skip

    paper.next_page()
    head(8, "财政拨款安排的行政经费及“三公”经费预算表")
    values = [
        ("行政经费", 260_000_000, "i", {}),
        ("“三公”经费", 21_000_000, "i", {"measure": "three_public"}),
    ]
    values += [
        ("其中：（一）因公出国（境）支出", 0, "o", {"measure": "overseas_official_travel"}),
        ("（二）公务用车购置及运行维护支出", 18_000_000, "o", {"measure": "official_vehicles"}),
        ("1.公务用车购置", 0, "i", {"measure": "official_vehicle_purchase"}),
        ("2.公务用车运行维护费", 18_000_000, "i", {"measure": "official_vehicle_operation"}),
        ("（三）公务接待费支出", 3_000_000, "o", {"measure": "official_hospitality"}),
    ]
    rows = [row(name, show0(fen), to=grade, **more) for name, fen, grade, more in values]
    paper.table(
        Form(
            "财政拨款安排的行政经费及“三公”经费预算表",
            "three_public_table",
            "项目 | 2024年预算",
            "label E;app",
            rows,
        )
    )
    paper.line("注：行政经费包括：基本支出、办公设备购置费等。", size=8)

    paper.next_page()
    header = """
支出项目类别（资金使用单位） | 总计 | 财政拨款 | < | < | < | 财政专户拨款 | 其他资金
^ | ^ | 小计 | 一般公共预算 | 政府性基金预算 | 国有资本经营预算 | ^ | ^
"""
    words = "label E;all;{0};;t E;app;{0};;s E;gpb;{0} E;gmf;{0} E;soc;{0} E;sa;{0} E;uf;{0}"
    head(10, "部门预算基本支出预算表")

    def funds(name: str, fen: int, *, other: int = 0, **more: object) -> tuple:
        figures = [fen + other, fen + other, fen, other, 0, 0, 0]
        return row(name, *map(show0, figures), **more)

    rows = [funds("合计", total(gpb, "basic"), to="t"), funds("示例市示例局", total(gpb, "basic"), to="s")]
    rows += [
        funds("工资福利支出", total(gpb, "wages"), nature="basic/personnel/wages"),
        funds("商品和服务支出", total(gpb, "goods"), nature="basic/operating/goods_and_services"),
        funds("对个人和家庭的补助", total(gpb, "households"), nature="basic/personnel/households"),
        funds("资本性支出", total(gpb, "capital"), nature="basic/operating/capital"),
    ]
    paper.table(
        Form("部门预算基本支出预算表", "basic_expenditure_by_economic", header, words.format("basic"), rows,
             widths=[3, *[1.5] * 7])
    )  # fmt: skip
    head(11, "部门预算项目支出及其他支出预算表")
    project = total(gpb, "project")
    rows = [
        funds("合计", project, other=300_000_000, to="t"),
        funds("示例市示例局", project, other=300_000_000, to="s"),
    ]
    rows += [
        funds("综合业务经费", project - 150_000_000, project_name="综合业务经费"),
        funds("档案数字化", 150_000_000, project_name="档案数字化"),
        funds("老旧小区配套", 0, other=300_000_000, project_name="老旧小区配套"),
    ]
    paper.table(
        Form("部门预算项目支出及其他支出预算表", "project_table", header, words.format("project"), rows,
             widths=[3, *[1.5] * 7])
    )  # fmt: skip
    paper.line("注：本表反映项目支出和其他支出。", size=8)
    return paper


def zhejiang_budget() -> Paper:
    """Landscape, title 表03, classes of projects, units over functions, levels by indentation, total last."""
    paper = Paper(2025, "approved", 842, 595)
    paper.cover("示例县示例局2025年部门预算")
    paper.line("表03")
    paper.line("2025年部门支出预算总表", "center", 15)
    paper.line("单位：万元", "right")
    header = """
功能科目 | < | 总计 | 人员类项目支出 | 运转类项目支出 | < | < | 特定目标类项目支出 | 事业单位经营支出
科目编码 | 科目名称 | ^ | ^ | 小计 | 公用经费项目支出 | 其他运转类项目支出 | ^ | ^
"""
    half = lambda found: sum(leaf.project for leaf in found if leaf.fund == "gpb")  # noqa: E731
    rest = lambda found: sum(leaf.project for leaf in found if leaf.fund != "gpb")  # noqa: E731
    measures = [
        of("all"),
        of("personnel"),
        lambda f: total(f, "operating") + half(f),
        of("operating"),
        half,
        rest,
        nothing,
    ]
    words = "code name E;all;;;t E;all;basic/personnel E;all;;;s E;all;basic/operating E;all;project/other_operating E;all;project/specific_target E;all;business"
    rows = by_function(OFFICE, measures, codes=1, indent="　　", total_last=True)
    paper.table(
        Form(
            "2025年部门支出预算总表", "expenditure_by_function", header, words, rows, widths=[2, 5, *[2] * 7]
        )
    )
    paper.line("说明：本表反映部门本年度全部支出。", size=8)

    paper.next_page()
    paper.line("表08")
    paper.line("2025年部门一般公共预算“三公”经费表", "center", 15)
    paper.line("单位：万元", "right")
    header = "单位名称 | 合计 | 因公出国（境）费 | 公务接待费 | 公务用车购置及运行维护费 | < | <\n^ | ^ | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行维护费"
    words = "unit_name E;gpb;;three_public;t E;gpb;;overseas_official_travel E;gpb;;official_hospitality E;gpb;;official_vehicles;s E;gpb;;official_vehicle_purchase E;gpb;;official_vehicle_operation"
    rows = [
        (["示例县示例局", "19.80", "", "4.30", "15.50", "", "15.50"], kind("s")),
        (
            ["　示例县示例局（本级）", "14.20", "", "3.20", "11.00", "", "11.00"],
            kind("i", item="示例县示例局(本级)"),
        ),
        (["　示例县示例中心", "5.60", "", "1.10", "4.50", "", "4.50"], kind("i")),
    ]
    paper.table(Form("2025年部门一般公共预算“三公”经费表", "three_public_table", header, words, rows))

    paper.next_page()
    paper.line("表09")
    paper.line("2025年部门项目支出预算表", "center", 15)
    paper.line("单位：万元", "right")
    header = """
单位名称（项目名称） | 项目类别 | 合计 | 财政拨款 | < | < | 财政专户管理资金 | 单位资金 | 备注
^ | ^ | ^ | 一般公共预算 | 政府性基金 | 国有资本经营预算 | ^ | ^ | ^
"""
    words = (
        "label text E;all;project;;t E;gpb;project E;gmf;project E;soc;project E;sa;project E;uf;project text"
    )
    rows = [
        (["合计", "", "750.20", "450.20", "300.00", "", "", "", ""], kind("t")),
        (["示例县示例局", "", "750.20", "450.20", "300.00", "", "", "", ""], kind("s")),
        (
            ["信息化运维", "其他运转类", "450.20", "450.20", "", "", "", "", "续建"],
            kind("i", project_name="信息化运维"),
        ),
        (
            ["城乡环境整治", "特定目标类", "300.00", "", "300.00", "", "", "", "2024-2026年"],
            kind("i", project_name="城乡环境整治"),
        ),
    ]
    paper.table(Form("2025年部门项目支出预算表", "project_table", header, words, rows))
    return paper


def hunan_budget() -> Paper:
    """Landscape, the summary in four blocks, expenditure by government economic class across the columns."""
    paper = Paper(2024, "approved", 842, 595)
    paper.cover("示例市示例局2024年度部门预算")
    gpb = [leaf for leaf in OFFICE if leaf.fund == "gpb"]

    def head(number: int, title: str) -> None:
        paper.line(f"公开表{number:02d}", size=8)
        paper.line(title, "center", 15)
        paper.line("部门：201_示例市示例局\t金额单位：万元")

    head(1, "收支总表")
    wages, goods, homes, capital, work = (
        total(OFFICE, n) for n in ("wages", "goods", "households", "capital", "project")
    )
    whole = total(OFFICE)
    left = [
        row("（一）一般公共预算拨款", wan(total(gpb)), fund="general_public_budget", to="s"),
        row("经费拨款", wan(total(gpb) - 30_000_000), fund="general_public_budget"),
        row("纳入一般公共预算管理的非税收入拨款", wan(30_000_000), fund="general_public_budget/non_tax"),
        row("（二）政府性基金预算拨款", wan(total(OFFICE) - total(gpb)), fund="government_managed_funds"),
        row("（三）国有资本经营预算拨款", "", fund="state_capital_operations"),
        row("（四）财政专户管理资金", "", fund="special_account"),
        row("（五）单位资金", "", fund="unit_funds"),
    ]
    functions = [
        ([t[0].replace(f"{zh(n)}、", f"（{zh(n)}）"), t[1]], s)
        for n, (t, s) in enumerate(classes(OFFICE, of("all")), 1)
    ]
    department = [
        row("一、基本支出", wan(total(OFFICE, "basic")), to="s", nature="basic"),
        row("工资福利支出", wan(wages), nature="basic/personnel/wages"),
        row("商品和服务支出", wan(goods), nature="basic/operating/goods_and_services"),
        row("对个人和家庭的补助", wan(homes), nature="basic/personnel/households"),
        row("资本性支出", wan(capital), nature="basic/operating/capital"),
        row("二、项目支出", wan(work), nature="project"),
        row("三、事业单位经营服务支出", ""),
    ]
    government = [
        row("一、机关工资福利支出", wan(wages - 302_000_000)),
        row("二、机关商品和服务支出", wan(goods + work - 61_000_000)),
        row("三、机关资本性支出", wan(capital)),
        row("四、对事业单位经常性补助", wan(363_000_000)),
        row("五、对个人和家庭的补助", wan(homes)),
        row("六、预备费及预留", ""),
    ]
    blocks = [left, functions, department, government]
    size = max(map(len, blocks))
    for place, block in enumerate(blocks):
        block += [([""] * 2, {})] * (size - len(block))
        word = "收" if place == 0 else "支"
        block += [row(f"本年{word}入合计" if not place else "本年支出合计", wan(whole), to="s")]
        block += [row("上年结转结余", "", fund="carryover") if not place else row("年终结转结余", "")]
        block += [row(f"{word}　入　总　计" if not place else "支　出　总　计", wan(whole), to="t")]
    header = """
收　　　　入 | < | 支　　　　出 | < | < | < | < | <
项目（按资金性质） | 预算数 | 项目（按功能分类） | 预算数 | 项目（按部门预算经济分类） | 预算数 | 项目（按政府预算经济分类） | 预算数
"""
    paper.table(
        Form("收支总表", "revenue_expenditure_summary", header, "label R label E label E label E",
             beside(*blocks, widths=(2, 2, 2, 2)), widths=[3.2, 1.5] * 4, size=6.5)
    )  # fmt: skip

    paper.next_page()
    head(4, "支出分类汇总表（按政府预算经济分类）")
    codes = ["501", "502", "503", "505", "509", "514"]
    header = (
        "科目 | < | < | 科目名称 | 总计 | "
        + " | ".join(GOVERNMENT[code] for code in codes)
        + "\n类 | 款 | 项 | ^ | ^"
        + " | ^" * 6
    )
    at = {"2012950": "505"}

    def spend(code: str):
        def measure(found):
            fen = 0
            for leaf in found:
                subsidised = leaf.code in at
                fen += {
                    "501": 0 if subsidised else leaf.wages, "502": 0 if subsidised else leaf.goods + leaf.project,
                    "503": leaf.capital, "505": leaf.wages + leaf.goods if subsidised else 0,
                    "509": leaf.households, "514": 0,
                }[code]  # fmt: skip
            return fen

        return measure

    rows = by_function(OFFICE, [of("all"), *map(spend, codes)], codes=3)
    paper.table(
        Form("支出分类汇总表(按政府预算经济分类)", "expenditure_by_function", header,
             "c1 c2 c3 name E;all;;;t " + "E " * 6, rows, widths=[1, 0.7, 0.7, 5, *[2.2] * 7], size=7)
    )  # fmt: skip
    return paper
