"""The figures of an invented department: items, their natures and funds, economic codes, projects."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import budgetkit

VOCABULARY = Path(budgetkit.__file__).parent / "rules" / "data" / "codes"
BASIC = ("wages", "households", "goods", "capital")
YEARS = (2021, 2025)
"""First and last year that is drawn."""
_GROUPS = {"wages": "301", "goods": "302", "households": "303", "capital": "310"}


@cache
def names(file: str) -> dict[str, str]:
    """Codes and names of one classification of the product's own vocabulary."""
    with (VOCABULARY / file).open(encoding="utf-8", newline="") as stream:
        return {row["code"]: row["name"] for row in csv.DictReader(stream)}


@cache
def lasting(file: str) -> list[str]:
    """Codes that stand in every edition since the first year that is drawn."""
    with (VOCABULARY / file).open(encoding="utf-8", newline="") as stream:
        rows = {row["code"]: row for row in csv.DictReader(stream)}

    def lasts(code: str) -> bool:
        above = [rows[code[:length]] for length in (3, 5, 7) if code[:length] in rows]
        return all((row["valid_from"] or "0") <= str(YEARS[0]) and not row["valid_to"] for row in above)

    return sorted(code for code in rows if lasts(code))


@dataclass(slots=True)
class Item:
    """One functional item; money counts in hundredths of the printed unit.

    ``unit_funded`` is the part of the projects that the unit pays from business income.
    """

    code: str
    money: dict[str, int]
    unit_funded: int = 0

    @property
    def name(self) -> str:
        return names("functional.csv")[self.code]

    @property
    def basic(self) -> int:
        return sum(self.money[nature] for nature in BASIC)

    @property
    def project(self) -> int:
        return self.money["other_operating"] + self.money["specific_target"]

    @property
    def total(self) -> int:
        return self.basic + self.project


@dataclass(slots=True)
class Project:
    """One project of an item."""

    type: str
    name: str
    amount: int
    unit_funded: int


@dataclass(slots=True)
class Department:
    """All figures of an invented department, consistent by construction."""

    name: str
    year: int
    unit: str
    items: list[Item]
    economic: dict[str, int]
    non_tax: int
    projects: list[Project] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(item.total for item in self.items)

    @property
    def unit_funded(self) -> int:
        return sum(item.unit_funded for item in self.items)

    @property
    def general_public(self) -> int:
        return self.total - self.unit_funded


def split(draw: random.Random, amount: int, parts: int) -> list[int]:
    """Cut an amount into positive parts that sum to it exactly (fewer when it is too small)."""
    parts = min(parts, amount)
    if parts <= 0:
        return []
    cuts = sorted(draw.sample(range(1, amount), parts - 1)) if parts > 1 else []
    return [end - start for start, end in zip([0, *cuts], [*cuts, amount], strict=True)]


def invent(draw: random.Random, items: int, unit: str) -> Department:
    """Draw the figures of a department."""
    codes = [code for code in lasting("functional.csv") if len(code) == 7]
    # 元 amounts have the same magnitude as 万元 ones, that is 10,000 times the hundredths.
    scale = 10_000 if unit == "元" else 1
    drawn = []
    for code in sorted(draw.sample(codes, min(items, len(codes)))):
        money = {nature: 0 for nature in (*BASIC, "other_operating", "specific_target")}
        kind = draw.choice(["basic", "basic", "project", "both"])
        if kind != "project":
            for nature, top in (
                ("wages", 90_000),
                ("households", 30_000),
                ("goods", 20_000),
                ("capital", 900),
            ):
                if nature == "wages" or draw.random() < 0.45:
                    money[nature] = draw.randint(1, top * scale)
        if kind != "basic":
            for nature in ("other_operating", "specific_target"):
                if nature == "specific_target" or draw.random() < 0.4:
                    money[nature] = draw.randint(1, 60_000 * scale)
        funded = draw.randint(1, money["specific_target"]) if money["specific_target"] > 1 else 0
        drawn.append(Item(code, money, funded if draw.random() < 0.25 else 0))
    if not any(item.project for item in drawn):
        # a table of projects without a row would need a note that says why
        drawn[-1].money["specific_target"] = draw.randint(1, 60_000 * scale)
    economic: dict[str, int] = {}
    known = names("dept_economic.csv")
    for nature, group in _GROUPS.items():
        amount = sum(item.money[nature] for item in drawn)
        below = sorted(code for code in known if len(code) == 5 and code.startswith(group))
        parts = split(draw, amount, draw.randint(1, min(8, len(below))))
        economic |= dict(zip(sorted(draw.sample(below, len(parts))), parts, strict=True))
    place = draw.choice(["青山市", "白水县", "云岭区", "东湖市", "南坪县"])
    office = draw.choice(["发展研究中心", "档案馆", "图书馆", "气象服务中心", "公共资源交易中心"])
    general = sum(item.total - item.unit_funded for item in drawn)
    non_tax = draw.randint(1, max(1, general // 20)) if draw.random() < 0.5 else 0
    year = draw.randint(*YEARS)
    department = Department(place + office, year, unit, drawn, dict(sorted(economic.items())), non_tax)
    for item in drawn:
        for nature, type_name in (("other_operating", "其他运转类"), ("specific_target", "特定目标类")):
            funded = item.unit_funded if nature == "specific_target" else 0
            parts = [(part, 0) for part in split(draw, item.money[nature] - funded, draw.choice([1, 1, 2]))]
            parts += [(funded, funded)] if funded else []
            for amount, own in parts:
                name = f"{item.name}专项经费（{len(department.projects) + 1}）"
                department.projects.append(Project(type_name, name, amount, own))
    return department
