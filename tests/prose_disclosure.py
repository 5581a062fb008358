"""An invented disclosure with tables and the prose that goes with them, every figure consistent."""

from __future__ import annotations

import random
from decimal import ROUND_HALF_UP, Decimal

from tables_on_paper import document, grid, line

from budgetkit.disclosure import understand
from budgetkit.model import Document

CENT = Decimal("0.01")


def money(value: Decimal) -> str:
    """Figure with two decimals."""
    return f"{value:.2f}"


def percent(part: Decimal, whole: Decimal) -> str:
    """Percentage with two decimals, rounded half up."""
    return str((100 * part / whole).quantize(CENT, ROUND_HALF_UP))


def shares(parts: list[Decimal]) -> list[str]:
    """Percentages of parts in their sum."""
    return [percent(part, sum(parts)) for part in parts]


class Invented:
    """Figures of one department (万元) and the words that state them; ``say`` holds the sentences."""

    def __init__(self, seed: int = 0, overseas: str = "0.00") -> None:
        chance = random.Random(seed)

        def some(low: int, high: int) -> Decimal:
            return Decimal(chance.randrange(low * 100, high * 100) + 7) * CENT

        self.wages, self.households = some(500, 900), some(100, 300)
        self.goods, self.capital = some(90, 200), some(5, 20)
        self.administration, self.pension = some(300, 500), some(60, 120)
        self.basic = self.wages + self.households + self.goods + self.capital
        self.trade = self.basic - self.pension
        self.project = some(700, 1500)
        self.total = self.basic + self.project
        self.personnel, self.operating = self.wages + self.households, self.goods + self.capital
        self.hospitality, self.vehicles = some(3, 9), some(10, 30)
        self.overseas = Decimal(overseas)
        self.three_public = self.hospitality + self.vehicles + self.overseas
        self.procurement_goods, self.procurement_services = some(10, 60), some(60, 200)
        self.procurement = self.procurement_goods + self.procurement_services
        self.more, self.less = some(100, 400), some(10, 40)
        self.say = self._sentences()

    def _sentences(self) -> dict[str, str]:
        basic_share, project_share = shares([self.basic, self.project])
        trade, pension = self.trade + self.project, self.pension
        trade_share, pension_share = shares([trade, pension])
        rate = percent(self.more, self.total - self.more)
        fewer = percent(self.less, self.operating + self.less)
        return {
            "total": f"2024年收入总计{money(self.total)}万元，支出总计{money(self.total)}万元。",
            "change": f"与2023年预算相比，收、支总计各增加{money(self.more)}万元，增长{rate}%。",
            "nature": f"2024年支出合计{money(self.total)}万元，其中：基本支出{money(self.basic)}万元，"
            f"占{basic_share}%；项目支出{money(self.project)}万元，占{project_share}%。",
            "classes": f"2024年一般公共预算支出预算为{money(self.total)}万元，"
            f"其中：一般公共服务支出{money(trade)}万元，占{trade_share}%；社会保障和就业支出{money(pension)}万元，占{pension_share}%。",
            "basic": f"2024年一般公共预算基本支出{money(self.basic)}万元，"
            f"其中：人员经费{money(self.personnel)}万元；公用经费{money(self.operating)}万元。",
            "none": "2024年无政府性基金预算支出。",
            "three_public": f"2024年“三公”经费预算为{money(self.three_public)}万元，"
            f"其中：因公出国（境）费{money(self.overseas)}万元；公务用车购置及运行费{money(self.vehicles)}万元；公务接待费{money(self.hospitality)}万元。",
            "running": f"2024年机关运行经费支出预算为{money(self.operating)}万元，"
            f"比2023年减少{money(self.less)}万元，下降{fewer}%。",
            "procurement": f"2024年政府采购预算安排{money(self.procurement)}万元，其中：政府采购货物预算"
            f"{money(self.procurement_goods)}万元、政府采购服务预算{money(self.procurement_services)}万元。",
            "vehicles": "2023年期末，我部门共有车辆9辆，"
            "其中：一般公务用车6辆、一般执法执勤用车2辆、其他用车1辆。",
        }

    def paper(self, **said: str) -> Document:
        """The disclosure as read; ``said`` replaces sentences."""
        words = self.say | said
        headings = {
            "total": "一、收入支出预算总体情况说明",
            "nature": "二、支出预算总体情况说明",
            "classes": "三、一般公共预算支出预算情况说明",
            "basic": "四、一般公共预算基本支出预算情况说明",
            "none": "五、政府性基金预算支出预算情况说明",
            "three_public": "六、“三公”经费支出预算情况说明",
            "running": "七、机关运行经费支出情况说明",
            "procurement": "八、政府采购支出情况说明",
            "vehicles": "九、国有资产占用情况说明",
        }
        prose = [line("示例市商务局2024年部门预算", size=20, top=40)]
        top = 60.0
        for name, sentence in words.items():
            if name in headings:
                prose.append(line(headings[name], top=top))
                top += 12
            prose.append(line(sentence, top=top))
            top += 12
        return document(*prose, *self._tables())

    def _tables(self) -> list:
        total, basic, project = money(self.total), money(self.basic), money(self.project)
        trade, pension = money(self.trade + self.project), money(self.pension)
        overseas, vehicles = money(self.overseas), money(self.vehicles)
        three_public, hospitality = money(self.three_public), money(self.hospitality)
        blocks = []

        def table(title: str, drawing: str) -> None:
            page = 2 + len(blocks) // 3
            columns = drawing.strip().splitlines()[0].count("|") + 1
            blocks.append(line(title, page=page, top=40, size=14))
            blocks.append(line("单位：万元", page=page, top=60))
            blocks.append(grid(drawing, page=page, top=80, widths=[90.0] * columns))

        table("收支预算总表", f"""
            收入 | < | 支出 | <
            项目 | 金额 | 项目 | 金额
            一、一般公共预算 | {total} | 一、一般公共服务支出 | {trade}
            二、政府性基金 | | 二、社会保障和就业支出 | {pension}
            本年收入合计 | {total} | 本年支出合计 | {total}
            收入总计 | {total} | 支出总计 | {total}
        """)  # fmt: skip
        for title in ("支出预算总表", "一般公共预算支出表"):
            table(title, f"""
                科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
                合计 | | {total} | {basic} | {project}
                201 | 一般公共服务支出 | {trade} | {money(self.trade)} | {project}
                20113 | 商贸事务 | {trade} | {money(self.trade)} | {project}
                2011301 | 行政运行 | {money(self.trade)} | {money(self.trade)} |
                2011308 | 招商引资 | {project} | | {project}
                208 | 社会保障和就业支出 | {pension} | {pension} |
                20805 | 行政事业单位养老支出 | {pension} | {pension} |
                2080505 | 机关事业单位基本养老保险缴费支出 | {pension} | {pension} |
            """)  # fmt: skip
        table("一般公共预算基本支出表", f"""
            部门预算支出经济分类科目 | < | 本年一般公共预算基本支出 | < | <
            科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费
            合计 | | {basic} | {money(self.personnel)} | {money(self.operating)}
            301 | 工资福利支出 | {money(self.wages)} | {money(self.wages)} |
            30101 | 基本工资 | {money(self.wages)} | {money(self.wages)} |
            302 | 商品和服务支出 | {money(self.goods)} | | {money(self.goods)}
            30201 | 办公费 | {money(self.goods)} | | {money(self.goods)}
            303 | 对个人和家庭的补助 | {money(self.households)} | {money(self.households)} |
            30302 | 退休费 | {money(self.households)} | {money(self.households)} |
            310 | 资本性支出 | {money(self.capital)} | | {money(self.capital)}
            31002 | 办公设备购置 | {money(self.capital)} | | {money(self.capital)}
        """)  # fmt: skip
        table("一般公共预算“三公”经费支出表", f"""
            “三公”经费合计 | 因公出国（境）费 | 公务用车购置及运行费 | < | < | 公务接待费
            ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行费 | ^
            {three_public} | {overseas} | {vehicles} | 0.00 | {vehicles} | {hospitality}
        """)  # fmt: skip
        return blocks

    def findings(self, **said: str) -> list[dict]:
        """Findings of the disclosure with some sentences replaced."""
        return understand(self.paper(**said), {}).arrow["findings"].to_pylist()
