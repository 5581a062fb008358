"""Prose whose figures are hard to read: wrapped, listed, spelled out, in cells, notes and headings."""

from __future__ import annotations

from .case import Case, TextCase, made
from .content import FUNCTIONAL_HEADER, WIDTHS, functional_items, functional_rows, print_rows
from .sheet import PdfCase

KIND = "prose whose figures are wrapped, listed, spelled out or in cells and notes"


def text_case(name, what, *sentences, extension="txt", unread=False, must_not=()) -> Case:
    """Sentences of a text file with their figures ``(printed, yuan)``; None where nobody can tell."""
    case = TextCase(name, extension, KIND, what, unread=unread, must_not=must_not)
    for text, *finds in sentences:
        case.add(text, "")
        for printed, yuan in finds:
            case.record(printed, yuan)
    return case.save()


@made
def words_wrapped() -> Case:
    sheet = PdfCase("words_wrapped", KIND, "lines broken inside digits, behind a point, before the unit")
    sheet.text(297, 790, "云岭县档案馆2025年预算情况说明", 14, "c")
    lines = [
        "\u3000\u3000库房搬迁共支付运输与包装费用1,234.",
        "56万元，其中档案装具采购由县财政专项结转资金列支，合同金额2,3",
        "40.80万元；数字化扫描外包服务按页计价，全年结算款项为365",
        "万元，质保金留存18.25万元，次年验收后退还。",
    ]
    for i, line in enumerate(lines):
        sheet.text(50, 755 - 20 * i, line, 10)
    for printed, yuan in (
        ("1,234.56", 12345600),
        ("2,340.80", 23408000),
        ("365", 3650000),
        ("18.25", 182500),
    ):
        sheet.record(printed, yuan)
    sheet.must_not = ["560000.00", "408000.00", "40.80"]
    return sheet.save()


@made
def words_over_pages() -> Case:
    sheet = PdfCase(
        "words_over_pages", KIND, "a figure broken by a page break, page number and running head between"
    )
    head = "白沙镇人民政府2026年度部门预算"
    parts = [
        ["防洪堤加固工程历年累计投入资金3.6", "亿元，2026年度拟申请专项债券8,5"],
        ["00.00万元，镇级配套1,260.", "40万元，缺口由村集体自筹，"],
        ["约为150万元。", "临时便道补偿款每户2,800元。"],
    ]
    for number, lines in enumerate(parts):
        sheet.text(297, 810, head, 9, "c")
        for i in range(2 if number == 0 else 0):
            sheet.text(
                50,
                740 - 18 * i,
                "本镇地处河谷低地，汛期长，堤防年久失修，需分年实施除险加固并同步整治河道。",
                10.5,
            )
        for i, line in enumerate(lines):
            filled = "工程概况与资金来源说明如下，请予审议，" if number == 0 and i == 0 else ""
            sheet.text(50, 690 - 18 * i, (filled + line).ljust(1), 10.5)
        sheet.text(297, 40, f"— {number + 1} —", 9, "c")
        if number < 2:
            sheet.next_page()
    sheet.amounts = [
        [1, "3.6", "360000000.00"],
        [1, "8,500.00", "85000000.00"],
        [2, "1,260.40", "12604000.00"],
        [3, "150", "1500000.00"],
        [3, "2,800", "2800.00"],
    ]
    sheet.unread = True
    sheet.must_not = ["400000.00", "5.00"]
    return sheet.save()


@made
def words_lists() -> Case:
    return text_case(
        "words_lists",
        "lists with one unit at the end, ranges, sums with different units",
        ("雁回区老年大学2025年预算情况说明",),
        (
            "书画、声乐、舞蹈三个教学点的场租分别为12.00、13.50和14.20万元，均由学费列支。",
            ("12.00", 120000),
            ("13.50", 135000),
            ("14.20", 142000),
        ),
        (
            "每个教学点设备更新控制在5—10万元，外聘教师讲课酬金300至500元，大型展演单场不超过6万元至8万元。",
            ("5", 50000),
            ("10", 100000),
            ("300", 300),
            ("500", 500),
            ("6", 60000),
            ("8", 80000),
        ),
        ("2024至2025年共4—6场，参与1.5万人次。",),
        must_not=["4.00", "6.00", "20240000.00", "15000.00"],
    )


@made
def words_bare_wan() -> Case:
    return text_case(
        "words_bare_wan",
        "万 and 亿 without 元, a unit behind a blank, beside persons and areas in 万",
        ("# 碧潭市水文站2024年决算情况说明",),
        ("测验设备维修资金3.5万，其中缆道养护经费1.2万；历年基建投资累计 1.2 亿元。",)
        + (("3.5", 35000), ("1.2", 12000), ("1.2", 120000000)),
        ("流域人口86.40万，灌溉面积12.75万亩，水位观测全年4.38万次。",),
        extension="md",
        must_not=["864000.00", "127500.00", "43800.00"],
    )


@made
def words_full_width() -> Case:
    return text_case(
        "words_full_width",
        "full-width digits, blanks inside figures, letters set apart",
        ("杏花里街道２０２５年预算情况说明",),
        (
            "社区微更新投入１，２３４．５０万元，居民自筹４５．６０万元。",
            ("1,234.50", 12345000),
            ("45.60", 456000),
        ),
        (
            "物业补贴标准调整后全年需 2, 310.75 万元，垃圾分类奖励 88 .20 万元。",
            ("2,310.75", 23107500),
            ("88.20", 882000),
        ),
        ("党 群 服 务 站 租 金 共 计 1 6 . 8 0 万 元 。", ("16.80", 168000)),
        must_not=["3107500.00", "200000.00", "800000.00"],
    )


@made
def words_cells_text() -> Case:
    case = TextCase("words_cells_text", "md", KIND, "sentences with figures in the text cells of a form")
    case.add("# 项目支出绩效目标表", "", "（2025年度）", "")
    rows = [
        ["项目名称", "古树名木保护", "主管部门", "林源县林业局"],
        ["项目概况", "对全县312株古树挂牌，单株养护费用1,500元，支架加固采购28.60万元。", "", ""],
        ["立项依据", "依据县政府专题会议纪要，分三年投入，首年90万元，次年75.40万元。", "", ""],
        ["年度绩效目标", "完成古树体检，带动乡村旅游收入2.30亿元；群众满意度95.5%以上。", "", ""],
    ]
    case.table(rows, money=())
    for printed, yuan in (
        ("1,500", 1500),
        ("28.60", 286000),
        ("90", 900000),
        ("75.40", 754000),
        ("2.30", 230000000),
    ):
        case.record(printed, yuan)
    case.must_not = ["312.00", "955000.00"]
    return case.save()


@made
def words_cells_ruled() -> Case:
    sheet = PdfCase("words_cells_ruled", KIND, "a ruled form whose text cells wrap inside figures and units")
    y = sheet.head(790, "2025年项目支出绩效目标申报表", "项目单位：石鼓区文化馆", "单位：万元")
    rows = [
        ["项目名称", "非遗传习所修缮", "项目类别", "一次性项目"],
        ["项目概况", "屋面翻修与电路改造，预算由设计单位概算，含监理费6.20\n万元，设计费11.35万元", "", ""],
        ["立项依据", "区委常委会纪要明确，区级补助上限为1,250.\n00万元，社会募集不低于300万元", "", ""],
        ["绩效目标", "传承人授徒补贴人均2,400元，年度演出收入15万元", "", ""],
    ]
    spans = {(row, 1): (1, 3) for row in (1, 2, 3)}
    sheet.table(50, y, [80, 180, 80, 155], rows, h=30, spans=spans, head=0)
    for printed, yuan in (
        ("6.20", 62000),
        ("11.35", 113500),
        ("1,250.00", 12500000),
        ("300", 3000000),
        ("2,400", 2400),
        ("15", 150000),
    ):
        sheet.record(printed, yuan)
    sheet.must_not = ["0.00", "20000.00"]
    return sheet.save()


@made
def words_headings_notes() -> Case:
    sheet = PdfCase(
        "words_headings_notes",
        KIND,
        "figures in a numbered heading, in a caption and in a footnote of a table",
    )
    sheet.text(297, 800, "澄江市渔政支队2025年预算情况说明", 14, "c")
    sheet.text(50, 770, "（一）渔船减船转产补助（320.00万元）", 12)
    sheet.record("320.00", 3200000)
    sheet.para(50, 750, "按船长分档，据实发放，单船最高8.50万元。", 495, finds=[("8.50", "万元")])
    sheet.text(50, 720, "图1 近年执法艇油料支出（最高年份为47.90万元）", 9)
    sheet.record("47.90", 479000)
    items = functional_items(sheet, "2130301b 2130314p 2210201b", 20, 400)
    y = sheet.head(690, "2025年支出预算表", "", "单位：万元")
    y = sheet.table(
        50, y, WIDTHS, [FUNCTIONAL_HEADER] + print_rows(functional_rows(items, "last")), money=(2, 3, 4)
    )
    sheet.text(
        50, y - 16, "注：表中不含上年结转的码头改造资金26.40万元，也不含代管的休渔补贴1,120,000元。", 8
    )
    sheet.record("26.40", 264000)
    sheet.record("1,120,000", 1120000)
    return sheet.save()


@made
def words_glossary() -> Case:
    return text_case(
        "words_glossary",
        "figures among the terms that a document explains",
        ("第三部分 2025年预算情况说明",),
        ("一、其他事项",),
        ("本单位将单台价值1.50万元以上的仪器纳入资产管理。", ("1.50", 15000)),
        ("第四部分 名词解释",),
        (
            "一、大额资金：指单笔支出在50万元以上、需经党组会议研究的资金。",
            ("50", 500000),
        ),
        (
            "二、零星采购：指同一品目全年累计不足400,000元的采购。",
            ("400,000", 400000),
        ),
    )


@made
def words_numerals() -> Case:
    return text_case(
        "words_numerals",
        "amounts written in numerals, formal and plain, with the number beside or alone",
        ("青石桥乡敬老院2024年决算情况说明",),
        (
            "收到爱心企业捐款人民币壹佰贰拾万元整，另有个人捐款三十五万元，已全部入账。",
            ("壹佰贰拾万元", 1200000),
            ("三十五万元", 350000),
        ),
        (
            "锅炉改造合同价86,500元（大写：捌万陆仟伍佰元整）。",
            ("86,500", 86500),
            ("捌万陆仟伍佰元", 86500),
        ),
        ("二元结构下的多元共治，一元化管理。",),
        unread=True,
        must_not=["2.00", "1.00", "10000.00"],
    )


@made
def words_signs() -> Case:
    return text_case(
        "words_signs",
        "negative figures of prose: a minus sign, 负, a triangle",
        ("玉屏县供销社2024年财务情况说明",),
        ("农资门市全年经营结余-18.60万元，日杂门市结余负3.25万元，外联门市盈亏相抵后为△7.40万元。",)
        + (("-18.60", -186000), ("3.25", -32500), ("△7.40", -74000)),
        ("房租应收款冲减2.10万元，年末挂账41.35万元。", ("2.10", 21000), ("41.35", 413500)),
        must_not=["186000.00", "32500.00", "74000.00"],
    )


@made
def words_small_money() -> Case:
    return text_case(
        "words_small_money",
        "角 and 分, a price for a person, a sign of the currency, foreign money",
        ("临溪市公交管理中心2025年有关情况说明",),
        (
            "老年卡每乘次补贴1元5角，学生卡每人每月补贴26.80元，热线话务外包每件3元2角8分。",
            ("1元5角", "1.50"),
            ("26.80", "26.80"),
            ("3元2角8分", "3.28"),
        ),
        ("监控平台年租费¥48,600.00，车载终端单价￥1,250，进口检测仪报价3.20万美元。",)
        + (("48,600.00", 48600), ("1,250", 1250)),
        must_not=["32000.00", "3.20", "5.00"],
    )


@made
def words_broken_digits() -> Case:
    return text_case(
        "words_broken_digits",
        "figures whose digits or units nobody can tell for certain",
        ("南浦区科协2025年预算情况说明",),
        ("科普大篷车更新1.234.56万元，流动展品购置12,34.5万元。", ("1.234.56", None), ("12,34.5", None)),
        ("院士工作站补助80.00万元。", ("80.00", 800000)),
        must_not=["345000.00", "45000.00", "2345600.00", "12345600.00"],
    )
