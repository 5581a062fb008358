"""Prose whose figures no metric names."""

from __future__ import annotations

from .case import Case, TextCase, made
from .content import FUNCTIONAL_HEADER, WIDTHS, functional_items, functional_rows, print_rows
from .sheet import PdfCase

KIND = "prose with figures that no metric names"


@made
def prose_culture() -> Case:
    sheet = PdfCase(
        "prose_culture",
        KIND,
        (
            "prose: ticket income, sponsorship, insurance value, a loan, a prize: figures in "
            "no usual metric, beside persons, areas and years"
        ),
        unread=True,
    )
    sheet.text(297, 790, "松渡市博物馆2025年预算有关情况说明", 14, "c")
    y = sheet.para(
        50,
        755,
        (
            "本馆占地3.60万平方米，藏品12,480件，预计全年接待观众45.00万人次。临时展览门票预"
            "计收取86.40万元，文创授权分成约23.15万元，社会赞助意向金60.00万元。"
        ),
        495,
        finds=[("86.40", "万元"), ("23.15", "万元"), ("60.00", "万元")],
    )
    y = sheet.para(
        50,
        y,
        (
            "馆藏借展保险估值1.35亿元，保费按万分之四计5.40万元；库房恒温改造向商业银行申请贴"
            "息贷款500.00万元，年贴息9.80万元。"
        ),
        495,
        finds=[("1.35", "亿元"), ("5.40", "万元"), ("500.00", "万元"), ("9.80", "万元")],
    )
    y = sheet.para(
        50,
        y,
        "志愿者误餐标准为每人每天35元，学术奖金一次性发放12,000元。",
        495,
        finds=[("35", "元"), ("12,000", "元")],
    )
    sheet.must_not = ["36000.00", "450000.00", "12480.00", "3.60", "45.00"]
    return sheet.save()


@made
def prose_performance_social() -> Case:
    sheet = PdfCase(
        "prose_performance_social",
        KIND,
        (
            "prose of 绩效: investment that is called forth, savings, tax paid by "
            "enterprises, income of farmers, with percentages; letter by letter, lines broken"
        ),
        unread=True,
    )
    sheet.text(297, 790, "青禾县商务中心2024年重点工作与绩效情况", 14, "c")
    y = sheet.para(
        50,
        755,
        (
            "通过节庆消费券活动，财政投入300.00万元，拉动社会消费2.86亿元，撬动比为1:95.3；企"
            "业新增纳税1,740.20万元，同比增长12.6%。"
        ),
        495,
        finds=[("300.00", "万元"), ("2.86", "亿元"), ("1,740.20", "万元")],
        letters=True,
    )
    y = sheet.para(
        50,
        y,
        (
            "电商培训覆盖1,260人，带动农户户均增收4,350元；集中采购节约资金38.70万元，节约率9"
            ".4%；收回闲置场地租金16.25万元，已缴入国库。"
        ),
        495,
        finds=[("4,350", "元"), ("38.70", "万元"), ("16.25", "万元")],
        letters=True,
    )
    y = sheet.para(
        50,
        y,
        "招商签约项目14个，协议总投资19.30亿元，其中已到位2.05亿元。",
        495,
        finds=[("19.30", "亿元"), ("2.05", "亿元")],
        letters=True,
    )
    sheet.must_not = ["95.3", "12.6", "1260.00", "9.4"]
    return sheet.save()


@made
def prose_yuan_and_wan_with_table() -> Case:
    sheet = PdfCase(
        "prose_yuan_and_wan_with_table",
        KIND,
        (
            "a ruled 支出表 in 元; above it prose with debts, deposits, compensation and a "
            "court's sum in 元 and 万元 that no table holds; figure and unit parted by a "
            "line break"
        ),
        unread=True,
    )
    sheet.text(297, 790, "南屏县粮食和物资储备中心2025年预算说明", 14, "c")
    for i, ln in enumerate(
        [
            (
                "\u3000\u3000历年粮食风险金专户余额4,128,600.50元，本年不安排支出。因仓库租赁"
                "合同纠纷，法院判令退还押金180"
            ),
            "万元，尚未执行；保险公司赔付仓顶损失67.30万元，冲减维修成本。职工集资房尾款约2,9",
            "00元/户，由个人承担。",
        ]
    ):
        sheet.text(50, 755 - 20 * i, ln, 10)
    sheet.record("4,128,600.50", 4128600.5)
    sheet.record("180", 1800000)
    sheet.record("67.30", 673000)
    sheet.record("2,900", 2900)
    sheet.unit = 1
    items = functional_items(sheet, "2240106p 2080502b 2210201b 2101102b", 60000, 900000)
    y = sheet.head(665, "2025年单位支出预算表", "", "单位：元")
    sheet.table(
        50, y, WIDTHS, [FUNCTIONAL_HEADER] + print_rows(functional_rows(items, "last")), money=(2, 3, 4)
    )
    sheet.must_not = ["180.00", "2,9", "2.90", "29000.00"]
    return sheet.save()


@made
def prose_transfer() -> Case:
    sheet = TextCase(
        "prose_transfer",
        "txt",
        KIND,
        "text: carry-overs of special accounts, guarantees, donations, a rent per square metre",
        unread=True,
    )
    t1 = "石泉湾市慈善服务中心2024年预算情况说明"
    t2 = (
        "接受定向捐赠215.80万元（其中实物折价42.30万元），当年拨付求助家庭168.00万元，余额47."
        "80万元转入下年定向使用。"
    )
    t3 = (
        "为12家养老机构提供责任险担保额度3,000万元，代偿1.60万元；办公用房租金每平方米每月26."
        "5元，租用面积840平方米。"
    )
    sheet.add(t1, "", t2, t3)
    sheet.prose(t2, [("215.80", "万元"), ("42.30", "万元"), ("168.00", "万元"), ("47.80", "万元")])
    sheet.prose(t3, [("3,000", "万元"), ("1.60", "万元"), ("26.5", "元")])
    sheet.must_not = ["840.00", "12.00"]
    return sheet.save()
