# ruff: noqa: E501  (forms are drawn as wide as they are printed)
"""Money and counts in one column, evaluation of a whole department, special funds and procurement by class."""

from __future__ import annotations

from tests.unseen.forms_of_further_places import BUREAU
from tests.unseen.office import (
    ECONOMIC,
    beside,
    by_function,
    classes,
    kind,
    level,
    of,
    row,
    total,
    wan,
)
from tests.unseen.paper import Form, Paper


def chongqing_final_accounts() -> Paper:
    """Portrait; 公开 forms with a banner row of cells, 机构运行信息表 of money and counts, evaluation of the whole."""
    paper = Paper(2023, "executed")
    paper.cover("示例区统计局2023年度部门决算情况说明")
    show = lambda fen: wan(fen, 2, zero="0.00")  # noqa: E731

    def head(number: int, title: str) -> None:
        paper.line(f"\t公开{number:02d}表")
        paper.line(title, "center", 15)
        paper.line("公开部门：示例区统计局\t单位：万元")

    gpb = [leaf for leaf in BUREAU if leaf.fund == "gpb"]
    head(5, "一般公共预算财政拨款支出决算表")
    header = "项　　目 | < | 本年支出 | < | <\n功能分类科目编码 | 科目名称 | 小　计 | 基本支出 | 项目支出\n合　计 | < | {} | {} | {}"
    figures = [show(total(gpb, name)) for name in ("all", "basic", "project")]
    rows = by_function(gpb, [of("all"), of("basic"), of("project")], show)
    words = "code name E;gpb;;;s E;gpb;basic E;gpb;project"
    paper.table(
        Form("一般公共预算财政拨款支出决算表", "general_public_expenditure_by_function",
             "\n".join(header.splitlines()[:2]), words, rows, widths=[2, 6, 3, 3, 3])
    )  # fmt: skip
    paper.line("备注：本表反映部门本年度一般公共预算财政拨款支出情况。", size=8)
    assert len(figures) == 3

    paper.next_page()
    head(9, "机构运行信息表")
    header = "项　　目 | 预算数 | 决算数 | 项　　目 | 决算数"
    left = [
        ("一、“三公”经费支出", ("8.00", "6.20"), "i", "three_public"),
        ("（一）支出合计", ("8.00", "6.20"), "t", ""),
        ("1．因公出国（境）费", ("0.00", "0.00"), "i", "overseas_official_travel"),
        ("2．公务用车购置及运行维护费", ("6.00", "5.00"), "s", "official_vehicles"),
        ("（1）公务用车购置费", ("0.00", "0.00"), "i", "official_vehicle_purchase"),
        ("（2）公务用车运行维护费", ("6.00", "5.00"), "i", "official_vehicle_operation"),
        ("3．公务接待费", ("2.00", "1.20"), "i", "official_hospitality"),
        ("（二）相关统计数", ("—", "—"), "s", ""),
        ("1．因公出国（境）团组数（个）", ("—", "0"), "", ""),
        ("2．公务用车保有量（辆）", ("—", "2"), "", ""),
        ("3．国内公务接待批次（个）", ("—", "14"), "", ""),
        ("4．国内公务接待人次（人）", ("—", "96"), "", ""),
    ]
    right = [
        ("二、机关运行经费", "90.20", "s", "agency_operating_costs"),
        ("（一）行政单位", "90.20", "i", ""),
        ("（二）参照公务员法管理事业单位", "0.00", "i", ""),
        ("三、国有资产占用情况", "—", "s", ""),
        ("（一）车辆数合计（辆）", "2", "", ""),
        ("1．副部（省）级及以上领导用车", "0", "", ""),
        ("2．机要通信用车", "2", "", ""),
        ("（二）单价100万元（含）以上设备（台，套）", "0", "", ""),
        ("四、政府采购支出信息", "—", "i", ""),
        ("（一）政府采购支出合计", "15.00", "t", ""),
        ("1．政府采购货物支出", "5.00", "i", ""),
        ("2．政府采购服务支出", "10.00", "i", ""),
    ]
    rows = []
    for (name, two, grade, measure), (other, figure, own, about) in zip(left, right, strict=True):
        says = kind(grade, measure=measure) if grade else {}
        also = kind(own, measure=about) if own else {}
        if own and "采购" in other:
            also["direction"] = "expenditure"
        rows.append(([name, *two, other, figure], says, also))
    words = "label E;gpb;;;;approved E;gpb label E;gpb"
    paper.table(Form("机构运行信息表", "three_public_table", header, words, rows, widths=[5, 2, 2, 5, 2]))

    paper.next_page()
    paper.line("示例区统计局整体支出绩效自评表", "center", 15)
    paper.line("（2023年度）", "center")
    header = "部门名称 | < | 示例区统计局 | < | < | < | < | <"

    def funds(name: str, *figures: str, **more: object) -> tuple:
        return ["^", "<", name, *figures], {
            "row_kind": "item",
            "phases": {3: "approved", 4: "adjusted", 5: "executed"},
            "item": name,
            **more,
        }

    rows = [
        (
            [
                "年度预算\n（万元）",
                "<",
                "",
                "年初预算数",
                "全年（调整）预算数",
                "全年执行数",
                "执行率",
                "得分",
            ],
            {},
        ),
        funds("年度资金总额", "832.90", "850.00", "841.55", "99.01%", "9.9", fund="all"),
        funds("财政拨款", "825.90", "843.00", "834.55", "99.00%", "", fund="appropriation"),
        funds("其他资金", "7.00", "7.00", "7.00", "100%", "", fund="unit_funds"),
        (["年度总体目标", "<", "完成统计调查和经济普查任务。", "<", "<", "<", "<", "<"], {}),
        (
            [
                "一级指标",
                "二级指标",
                "三级指标",
                "年度指标值",
                "全年完成值",
                "分值",
                "得分",
                "未完成原因分析",
            ],
            {},
        ),
        (["产出指标", "数量指标", "统计分析篇数", "≥30篇", "34篇", "30", "30", ""], {}),
        (["^", "质量指标", "数据合格率", "≥98%", "99%", "30", "30", ""], {}),
        (["效益指标", "社会效益指标", "服务决策次数", "≥12次", "15次", "30", "30", ""], {}),
        (["合计", "<", "<", "<", "<", "100", "99.9", ""], {}),
    ]
    paper.table(
        Form("示例区统计局整体支出绩效自评表", "performance_self_evaluation", header, "text text text E E E text text", rows,
             repeat=False, widths=[1.6, 1.6, 2.4, 2, 2, 2, 1.6, 2])
    )  # fmt: skip
    return paper


def fujian_budget() -> Paper:
    """Landscape; economic table by column of funds, special funds with years, procurement by goods, works, services."""
    paper = Paper(2025, "approved", 842, 595)
    paper.cover("示例市民政局2025年度部门预算说明")
    gpb = [leaf for leaf in BUREAU if leaf.fund == "gpb"]

    def head(number: int, title: str) -> None:
        paper.line(f"附表{number}", size=9)
        paper.line(title, "center", 15)
        paper.line("单位：万元", "right", 9)

    head(1, "2025年度收支预算总体情况表")
    whole = total(BUREAU)
    left = [
        row("一、一般公共预算拨款收入", wan(total(gpb)), fund="general_public_budget"),
        row("二、政府性基金预算拨款收入", "0.00", fund="government_managed_funds"),
        row("三、其他收入", wan(whole - total(gpb)), fund="unit_funds/other_revenue"),
    ]
    right = [
        row("一、基本支出", wan(total(BUREAU, "basic")), to="s", nature="basic"),
        row("（一）人员支出", wan(total(BUREAU, "personnel")), nature="basic/personnel"),
        row("（二）对个人和家庭的补助支出", "0.00", nature="basic/personnel/households"),
        row("（三）公用支出", wan(total(BUREAU, "operating")), nature="basic/operating"),
        row("二、项目支出", wan(total(BUREAU, "project")), nature="project"),
    ]
    left, right = level(left, right, (2, 2))
    left += [row("收入合计", wan(whole), to="t")]
    right += [row("支出合计", wan(whole), to="t")]
    header = "收入 | < | 支出 | <\n收入项目 | 预算数 | 支出项目 | 预算数"
    paper.table(
        Form(
            "2025年度收支预算总体情况表",
            "revenue_expenditure_summary",
            header,
            "label R label E",
            beside(left, right, widths=(2, 2)),
        )
    )

    paper.next_page()
    head(6, "2025年度一般公共预算支出经济分类情况表")
    header = "科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出"
    rows = [(["合计", "<", "120.00", "90.00", "30.00"], kind("t", item="合计"))]
    for code, *figures in (
        ("301", "60.00", "60.00", ""),
        ("30101", "60.00", "60.00", ""),
        ("302", "60.00", "30.00", "30.00"),
        ("30201", "20.00", "20.00", ""),
        ("30213", "40.00", "10.00", "30.00"),
    ):
        rows.append(([code, ECONOMIC[code], *figures], kind("s" if len(code) == 3 else "i")))
    paper.table(
        Form(
            "2025年度一般公共预算支出经济分类情况表",
            "expenditure_by_economic",
            header,
            "dcode dname E;gpb;;;t E;gpb;basic E;gpb;project",
            rows,
        )
    )

    paper.next_page()
    head(10, "2025年度部门专项资金管理清单目录")
    header = "序号 | 专项资金名称 | 政策依据 | 执行年限 | 总体绩效目标 | 年度资金分配方式 | 2025年预算金额"
    words = "text label text text text text E"
    rows = [
        (
            ["1", "养老服务发展专项", "闽政〔2019〕1号", "2023-2027年", "新增床位500张", "因素法", "300.00"],
            kind("i", item="养老服务发展专项"),
        ),
        (
            ["2", "社会救助专项", "闽政办〔2021〕9号", "长期", "应保尽保", "据实", "1,200.50"],
            kind("i", item="社会救助专项"),
        ),
        (["合计", "<", "<", "<", "<", "<", "1,500.50"], kind("t", item="合计")),
    ]
    paper.table(
        Form(
            "2025年度部门专项资金管理清单目录",
            "other",
            header,
            words.replace("E", "N"),
            rows,
            widths=[1, 4, 3, 2, 4, 2, 3],
        )
    )

    paper.next_page()
    head(11, "2025年度政府采购预算表")
    header = "单位名称 | 采购项目名称 | 采购类别 | 合计 | 货物 | 工程 | 服务 | 其中：面向中小企业"
    rows = [
        (["合计", "<", "<", "90.00", "20.00", "30.00", "40.00", "50.00"], kind("t")),
        (["示例市民政局", "办公设备", "A", "20.00", "20.00", "", "", "20.00"], kind("i", item="")),
        (["示例市民政局", "修缮工程", "B", "30.00", "", "30.00", "", "30.00"], kind("i", item="")),
        (["示例市民政局", "物业服务", "C", "40.00", "", "", "40.00", ""], kind("i", item="")),
    ]
    paper.table(
        Form(
            "2025年度政府采购预算表",
            "procurement_table",
            header,
            "text text text E;all;;;t E E E E;all;;;o",
            rows,
        )
    )
    assert classes
    return paper
