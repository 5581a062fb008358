"""Own prose with its truth marked in place: ``⟦what¦words⟧`` around every figure that the text states.

The first line of a file is ``# year phase · name``. ``what`` is, in this order,

- a sign for the kind: none for an amount or count, ``~`` year on year, ``^`` share, ``!`` execution rate,
  ``=`` change from the budget of the same year;
- ``-`` before a decrease; short names of metrics (`NAMES`) joined by ``+``, with the name of a class
  after ``:``; ``none:`` for a budget that does not exist;
- ``@year.phase``: of the amount, or of the base; the year may be left out (this year, or the year before
  for a base), ``?`` leaves open whatever it follows.

``words`` that start with ``=`` are not printed (持平 has no figure). A name that ends in ``?`` may be missed.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from budgetkit.model import Document, Paragraph
from budgetkit.statements import read_statements

FOLDER = Path(__file__).parent / "wording"
NAMES = {
    "rt": "revenue_total", "et": "expenditure_total", "ts": "total_sources", "tu": "total_uses",
    "cr": "current_year_revenue", "ce": "current_year_expenditure",
    "ar": "appropriation_revenue", "ae": "appropriation_expenditure", "ap": "appropriation",
    "gr": "general_public_appropriation", "ge": "general_public_expenditure", "gpb": "general_public_budget",
    "mr": "government_managed_funds_appropriation", "me": "government_managed_funds_expenditure",
    "mf": "government_managed_funds", "sc": "state_capital_operations",
    "sr": "state_capital_operations_appropriation", "se": "state_capital_operations_expenditure",
    "sa": "special_account_revenue", "isr": "institutional_service_revenue",
    "bor": "business_operating_revenue", "sus": "superior_unit_subsidy_revenue",
    "sur": "subsidiary_unit_remittance_revenue", "or": "other_revenue", "uf": "unit_funds",
    "spr": "special_revenue", "oc": "opening_carryover", "cc": "closing_carryover", "uos": "use_of_surplus",
    "sd": "surplus_distribution", "B": "basic_expenditure", "P": "project_expenditure",
    "gb": "general_public_basic_expenditure", "gpp": "general_public_project_expenditure",
    "ab": "appropriation_basic_expenditure", "per": "personnel_expenditure",
    "pub": "routine_operating_expenditure", "boe": "business_operating_expenditure",
    "rts": "remittance_to_superior_unit", "sts": "subsidy_to_subsidiary_unit", "wag": "wages_and_benefits",
    "gas": "goods_and_services", "hh": "transfers_to_households", "cap": "capital_expenditure",
    "oop": "other_operating_projects", "stp": "specific_target_projects",
    "fc": "functional_class", "fg": "functional_group", "fi": "functional_item", "ei": "economic_item",
    "tp": "three_public", "os": "overseas_official_travel", "ov": "official_vehicles",
    "ovp": "official_vehicle_purchase", "ovo": "official_vehicle_operation", "oh": "official_hospitality",
    "dh": "domestic_hospitality", "fh": "foreign_hospitality", "otg": "overseas_travel_groups",
    "otp": "overseas_travel_persons", "vp": "vehicles_purchased", "vh": "vehicles_held",
    "hb": "hospitality_batches", "hp": "hospitality_persons", "fhb": "foreign_hospitality_batches",
    "fhp": "foreign_hospitality_persons", "conf": "conference_expenses", "trn": "training_expenses",
    "aoc": "agency_operating_costs", "gp": "government_procurement", "gpg": "procurement_goods",
    "gpw": "procurement_works", "gps": "procurement_services", "pur": "purchased_services",
    "gsm": "procurement_awarded_to_small_and_medium", "gsx": "procurement_awarded_to_micro",
    "grs": "procurement_reserved_for_small_and_medium", "grx": "procurement_reserved_for_micro",
    "veh": "vehicles", "vu": "vehicles_by_use", "vtp": "vehicles_to_purchase", "eq": "equipment",
    "geq": "general_equipment", "seq": "special_equipment", "etp": "equipment_to_purchase",
    "fa": "fixed_assets", "ta": "total_assets", "area": "floor_area", "pc": "performance_project_count",
    "pa": "performance_amount", "psc": "performance_score", "sub": "subordinate_units", "bu": "budget_units",
    "stq": "staff_quota", "adq": "administrative_quota", "inq": "institutional_quota",
    "suq": "support_staff_quota", "sis": "staff_in_service", "sac": "staff_actual",
    "shl": "staff_on_honorary_leave", "spn": "staff_pensioned", "ret": "staff_retired",
    "io": "internal_offices", "admu": "administrative_units", "insu": "institution_units",
    "key": "key_projects",
}  # fmt: skip
ALIKE = (
    {"revenue_total", "total_sources"},
    {"revenue_total", "current_year_revenue"},
    {"expenditure_total", "total_uses"},
    {"expenditure_total", "current_year_expenditure"},
    {"general_public_budget", "general_public_appropriation"},
    {"government_managed_funds", "government_managed_funds_appropriation"},
    {"state_capital_operations", "state_capital_operations_appropriation"},
)
"""Metrics between which the words of a template do not decide."""
WORDLESS = ("reason", "claim_only", "empty_table", "unit_name")

_MARK = re.compile(r"⟦([^¦⟧]*)¦([^⟧]*)⟧")
_WHAT = re.compile(r"(?P<kind>[~^!=]?)(?P<sign>-?)(?P<names>[^@]+)(?:@(?P<base>.*))?")
_FIGURE = re.compile(r"(-?[\d.]+)(.*)")


class Stated(NamedTuple):
    """What a text states; ``None`` is left open."""

    metric: str
    leaf: str
    year: int | None
    phase: str | None
    base_year: int | None
    base_phase: str | None
    value: Decimal
    unit: str
    optional: bool = False


class Marked(NamedTuple):
    """An own text, its truth, and what it is of."""

    name: str
    year: int
    phase: str
    text: str
    truth: tuple[Stated, ...]


def read_marked(path: Path) -> Marked:
    head, _, body = path.read_text(encoding="utf-8").partition("\n")
    year, phase = head.removeprefix("#").split("·")[0].split()
    truth = [one for found in _MARK.finditer(body) for one in _truth(*found.groups(), int(year), phase)]
    text = _MARK.sub(lambda found: "" if found[2].startswith("=") else found[2], body)
    return Marked(path.stem, int(year), phase, text, tuple(truth))


def _truth(what: str, words: str, year: int, phase: str) -> list[Stated]:
    parts = _WHAT.fullmatch(what)
    plain = re.sub(r"[\s,，]", "", unicodedata.normalize("NFKC", words).removeprefix("="))
    value, unit = _FIGURE.fullmatch(plain).groups()
    value = Decimal(value) * (-1 if parts["sign"] else 1)
    kind, base = parts["kind"], parts["base"]
    if parts["names"].startswith("none:"):
        name = parts["names"].removeprefix("none:")
        return [
            Stated("no_such_budget", name.rstrip("?"), None, None, None, None, Decimal(0), "", "?" in name)
        ]
    known = _year_and_phase(base)
    found = []
    for name in parts["names"].split("+"):
        short, _, leaf = name.removesuffix("?").partition(":")
        metric = NAMES[short]
        of = (metric, leaf or metric, year, phase, None, None)
        if kind in "~=!^" and kind:
            metric = {
                "~": "year_on_year_rate" if unit in "%倍" else "year_on_year_change",
                "=": "change_rate_from_budget" if unit == "%" else "change_from_budget",
                "!": "execution_rate",
                "^": "share",
            }[kind]
            own = year if kind in "=!" else year - 1
            base_year = own if known[0] == "" else known[0]
            base_phase = known[1] if kind != "^" else None
            if kind in "^!":
                base_year = None
            of = (metric, leaf or NAMES[short], year, None if kind == "^" else phase, base_year, base_phase)
        elif base is not None:
            own = year if known[0] == "" else known[0]
            of = (metric, leaf or metric, own, known[1], None, None)
        found.append(Stated(*of, value, unit, name.endswith("?")))
    return found


def _year_and_phase(base: str | None) -> tuple[int | str | None, str | None]:
    """Year ("" for the one that goes without saying) and phase; ``None`` is left open."""
    if base is None:
        return "", ""
    year, dot, phase = base.partition(".")
    if phase.endswith("?"):
        phase = None
    if year.endswith("?"):
        number = year.rstrip("?")
        return (int(number) if number else None), (phase if dot else None)
    return (int(year) if year else ""), phase


def read_text(marked: Marked) -> list[dict]:
    """Statements of the text, line for line as it stands."""
    paragraphs = tuple(Paragraph(1, line) for line in marked.text.split("\n"))
    document = Document(f"{marked.name}.txt", "", "text", 1, paragraphs)
    return read_statements(document, fiscal_year=marked.year, phase=marked.phase)


def compare(marked: Marked, records: list[dict]) -> tuple[list[Stated], list[dict], int]:
    """What was missed, what was read and is not stated, and how many hits there are."""
    figures = [one for one in records if not one["derived"] and one["metric"] not in WORDLESS]
    rest = list(figures)
    missed = []
    for one in sorted(marked.truth, key=lambda one: one.optional):
        hit = next((record for record in rest if _fits(one, record)), None)
        if hit is not None:
            rest.remove(hit)
        elif not one.optional:
            missed.append(one)
    return missed, rest, len(figures) - len(rest)


def _fits(one: Stated, record: dict) -> bool:
    leaf = record["subject"].rpartition("/")[2]
    if one.metric in NAMES.values():
        if not _alike(one.metric, record["metric"]):
            return False
    elif one.metric != record["metric"]:
        return False
    if ":" in one.leaf or one.leaf not in NAMES.values():
        if not record["subject"].endswith(one.leaf):
            return False
    elif one.metric not in NAMES.values() and not _alike(one.leaf, leaf):
        return False
    return (
        Decimal(record["value"] or 0) == one.value
        and (record["unit"] == one.unit or one.value == 0)
        and (one.year is None or record["fiscal_year"] == one.year)
        and (one.phase is None or record["phase"] in (one.phase, ""))
        and (one.base_year is None or record["base_year"] == one.base_year)
        and (one.base_phase is None or record["base_phase"] == one.base_phase)
    )


def _alike(a: str, b: str) -> bool:
    return a == b or any({a, b} <= group for group in ALIKE)


def wrongly_backed_out(marked: Marked, records: list[dict]) -> list[dict]:
    """Backed-out figures of the earlier year that no stated pair of amount and change makes."""
    levels = {(one.leaf, one.value) for one in marked.truth if one.metric in NAMES.values()}
    changes = {(one.leaf, one.value) for one in marked.truth if one.metric == "year_on_year_change"}
    made = {(leaf, value - change) for leaf, value in levels for other, change in changes if other == leaf}
    wrong = []
    for one in (record for record in records if record["derived"]):
        leaf = one["subject"].rpartition("/")[2]
        same = [value for name, value in made if leaf == name or leaf.endswith(name) or _alike(leaf, name)]
        if Decimal(one["value"]) not in same:
            wrong.append(one)
    return wrong
