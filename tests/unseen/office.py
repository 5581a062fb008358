"""A consistent, made-up budget and the rows that tables print of it. Amounts are fen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from budgetkit.rules.codes import code_names

NAMES = dict(code_names("functional")) | {
    "2011101": "行政运行",
    "2011102": "一般行政管理事务",
    "2011150": "事业运行",
    "2050101": "行政运行",
    "2050299": "其他普通教育支出",
    "2060503": "科技条件专项",
    "2082799": "其他财政对社会保险基金的补助",
    "2120801": "征地和拆迁补偿支出",
    "2120803": "城市建设支出",
    "2012901": "行政运行",
    "2012902": "一般行政管理事务",
    "2012950": "事业运行",
    "2130705": "对村民委员会和村党支部的补助",
    "2130599": "其他巩固脱贫攻坚成果衔接乡村振兴支出",
    "2130301": "行政运行",
    "2130304": "水利行业业务管理",
    "2130305": "水利工程建设",
    "2130314": "防汛",
    "2081199": "其他残疾人事业支出",
    "2121499": "其他污水处理费安排的支出",
    "2120501": "城乡社区环境卫生",
    "2130505": "生产发展",
    "2081001": "儿童福利",
    "2081002": "老年福利",
    "2082102": "农村特困人员救助供养支出",
    "2240204": "消防应急救援",
    "2010401": "行政运行",
    "2010402": "一般行政管理事务",
    "2010450": "事业运行",
    "22999": "其他支出",
    "2299999": "其他支出",
    "2070101": "行政运行",
    "2070109": "群众文化",
    "2070199": "其他文化和旅游支出",
    "2040201": "行政运行",
    "2040202": "一般行政管理事务",
    "2040220": "执法办案",
    "2040299": "其他公安支出",
    "2050302": "中等职业教育",
    "2050399": "其他职业教育支出",
    "2296003": "用于体育事业的彩票公益金支出",
}
ECONOMIC = code_names("dept_economic")
GOVERNMENT = code_names("gov_economic")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One item (项): parts of basic expenditure, projects, and the fund that pays."""

    code: str
    wages: int = 0
    households: int = 0
    goods: int = 0
    capital: int = 0
    project: int = 0
    fund: str = "gpb"
    last: int = 0

    @property
    def personnel(self) -> int:
        return self.wages + self.households

    @property
    def operating(self) -> int:
        return self.goods + self.capital

    @property
    def basic(self) -> int:
        return self.personnel + self.operating

    @property
    def all(self) -> int:
        return self.basic + self.project


def leaves(text: str, unit: int = 10_000) -> list[Leaf]:
    """Leaves from lines ``code wages households goods capital project [fund] [last year]``."""
    found = []
    for row in text.strip().splitlines():
        code, *rest = row.split()
        fund = next((word for word in rest if word.isalpha()), "gpb")
        figures = [int(word) * unit for word in rest if not word.isalpha()]
        found.append(Leaf(code, *figures[:5], fund=fund, last=(figures[5:] or [0])[0]))
    return found


def wan(fen: int, decimals: int = 2, zero: str = "", group: bool = True) -> str:
    """Printed in 万元."""
    return _print(fen, 1_000_000, decimals, zero, group)


def yuan(fen: int, decimals: int = 2, zero: str = "", group: bool = True) -> str:
    """Printed in 元."""
    return _print(fen, 100, decimals, zero, group)


def _print(fen: int, factor: int, decimals: int, zero: str, group: bool) -> str:
    if not fen:
        return zero
    scaled, rest = divmod(abs(fen) * 10**decimals, factor)
    assert not rest, f"{fen} has no exact print"
    whole, part = divmod(scaled, 10**decimals)
    digits = f"{whole:,}" if group else str(whole)
    return ("-" if fen < 0 else "") + digits + (f".{part:0{decimals}d}" if decimals else "")


def total(found: Iterable[Leaf], name: str = "all") -> int:
    return sum(getattr(leaf, name) for leaf in found)


Measure = Callable[[list[Leaf]], int]


def of(name: str, *funds: str) -> Measure:
    """Sum of a part over the leaves, of some funds alone."""
    return lambda found: sum(getattr(leaf, name) for leaf in found if not funds or leaf.fund in funds)


def nothing(found: list[Leaf]) -> int:
    return 0


def tree(found: list[Leaf], lengths: tuple[int, ...] = (3, 5, 7)) -> list[tuple[str, list[Leaf]]]:
    """Each class, item group and item with the leaves in it, in order of the codes."""
    codes = sorted({leaf.code[:length] for leaf in found for length in lengths})
    return [(code, [leaf for leaf in found if leaf.code.startswith(code)]) for code in codes]


def three_public_twice(fund: str, earlier: str) -> str:
    """Columns of the three public expenses with their parts, of another period and of the form's own."""
    measures = (
        "three_public;t", "overseas_official_travel;", "official_vehicles;s",
        "official_vehicle_purchase;", "official_vehicle_operation;", "official_hospitality;",
    )  # fmt: skip
    return " ".join(f"E;{fund};;{measure}{period}" for period in (earlier, "") for measure in measures)


def kind(name: str, **more: object) -> dict:
    """What the lines of a row say."""
    return {"row_kind": {"t": "total", "s": "subtotal", "i": "item", "o": "of_which"}[name], **more}


def by_function(
    found: list[Leaf],
    measures: list[Measure],
    show: Callable[[int], str] = wan,
    codes: int = 1,
    lengths: tuple[int, ...] = (3, 5, 7),
    total_last: bool = False,
    indent: str = "",
    label: str = "合计",
) -> list[tuple]:
    """Rows by function: codes in one column or in three, then the name, then the measures."""
    rows = []
    for code, inside in tree(found, lengths):
        if codes == 1:
            printed = [code]
        else:
            printed = [code[:3], code[3:5], code[5:7]]
        name = indent * (len(code) // 2 - 1) + NAMES[code]
        last = len(code) == max(lengths)
        rows.append(([*printed, name, *(show(m(inside)) for m in measures)], kind("i" if last else "s")))
    sums = ([label, *["<"] * codes, *(show(m(found)) for m in measures)], kind("t", item=label))
    return [*rows, sums] if total_last else [sums, *rows]


def by_economic(
    parts: dict[str, int], columns: Callable[[str, int], list[int]], show: Callable[[int], str] = wan
) -> list[tuple]:
    """Rows by economic class (总 first), a group before its items; ``columns`` spreads an amount."""
    groups = sorted({code[:3] for code in parts})
    rows = []
    for group in groups:
        inside = {code: fen for code, fen in parts.items() if code.startswith(group)}
        spread = [columns(code, fen) for code, fen in inside.items()]
        sums = [sum(column) for column in zip(*spread, strict=True)]
        rows.append(([group, ECONOMIC[group], *map(show, sums)], kind("s")))
        for code, figures in zip(inside, spread, strict=True):
            rows.append(([code, ECONOMIC[code], *map(show, figures)], kind("i")))
    whole = [columns(code, fen) for code, fen in parts.items()]
    sums = [sum(column) for column in zip(*whole, strict=True)]
    return [(["合计", "<", *map(show, sums)], kind("t", item="合计")), *rows]


def zh(number: int) -> str:
    """Small Chinese number."""
    digits = "零一二三四五六七八九十"
    return (
        digits[number]
        if number < 11
        else ("" if number < 20 else digits[number // 10]) + "十" + digits[number % 10]
    )


def classes(
    found: list[Leaf], *measures: Measure, show: Callable[[int], str] = wan, more: int = 2
) -> list[tuple]:
    """Labels and figures of the expenditure side of a summary: each class by number, some without figures."""
    rows = []
    codes = sorted({leaf.code[:3] for leaf in found} | set(["203", "204", "206", "207"][:more]))
    for place, code in enumerate(codes, 1):
        inside = [leaf for leaf in found if leaf.code.startswith(code)]
        figures = [show(measure(inside)) for measure in measures]
        rows.append(([f"{zh(place)}、{NAMES[code]}", *figures], kind("i", functional_code=code)))
    return rows


def beside(*sides: list[tuple], widths: tuple[int, ...]) -> list[tuple]:
    """Rows of blocks side by side, the shorter ones blank at the end."""
    rows = []
    for place in range(max(map(len, sides))):
        cells: list[str] = []
        says = []
        for side, width in zip(sides, widths, strict=True):
            texts, *said = side[place] if place < len(side) else ([""] * width, {})
            cells += texts
            says += said
        rows.append((cells, *says))
    return rows


def row(label: str, *figures: str, to: str = "i", **more: object) -> tuple:
    """A row of one label and its figures."""
    return ([label, *figures], kind(to, **more))


def level(left: list[tuple], right: list[tuple], width: tuple[int, int]) -> tuple[list[tuple], list[tuple]]:
    """Both sides padded to one length, so that their totals stand in one row."""
    size = max(len(left), len(right))
    pad = [([""] * wide, {}) for wide in width]
    return left + [pad[0]] * (size - len(left)), right + [pad[1]] * (size - len(right))
