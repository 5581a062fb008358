"""What a clause may state, as records: amounts, counts, shares of a whole and of a budget."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from budgetkit.statements.prose import Sentence
from budgetkit.statements.things import Thing

_PHASES = {
    "预算执行": "expected",
    "执行": "expected",
    "决算": "executed",
    "全年": "adjusted",
    "调整": "adjusted",
    "年初": "approved",
    "预算": "approved",
}
_FULL_UNITS = {"万": "万元", "亿": "亿元"}
_NAMED_IN_SUBJECT = ("vehicles_by_use", "economic_item")  # the detail says it all
_NUMERALS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"两": 2}
_FUNDS = re.compile("一般公共预算|政府性基金预算|国有资本经营预算|年初(?:财政拨款)?结转")
_OF_THE_YEAR = re.compile("全年(?!预算)")
NEAR = 24  # characters between 与上年相比 and its change that one quotation spans


@dataclass(frozen=True, slots=True)
class Base:
    """What a comparison is made with."""

    year: int | None = None
    phase: str = ""
    start: int = 0
    own: bool = False
    """The budget of the same year: the outcome against it is no change over time."""


@dataclass(slots=True)
class Current:
    """What the clause being read speaks of: metric, subject, and the amounts last stated for it."""

    thing: Thing
    subjects: tuple[str, ...]
    levels: tuple[dict, ...] = ()
    budget: str = ""
    """Phase of the budget last stated for it, with which its outcome may be compared."""


@dataclass(slots=True)
class Recorder:
    """Holds what is being spoken of and turns each event of a clause into ``records``.

    Parameters
    ----------
    fiscal_year : int or None
        Year of the document, taken where a sentence names none.
    phase : str
        Phase of the document, taken where a figure names none.
    """

    fiscal_year: int | None
    phase: str
    records: list[dict] = field(default_factory=list)
    _paragraph: int = -1
    _section: str = ""
    _sentence: Sentence | None = None
    _year: int | None = None
    _base: Base | None = None
    _sign: int = 0
    _current: Current | None = None
    _whole: list[tuple[str, str]] = field(default_factory=list)
    _listed: set = field(default_factory=set)
    _first: str = ""
    _lead: Current | None = None
    """What the sentence stated first: 总体 in the next one speaks of it."""
    _levels: dict[tuple, dict] = field(default_factory=dict)
    _stated: list[dict] = field(default_factory=list)
    """Amounts that the sentence has stated so far, one for each thing."""
    _opened: dict[tuple[str, str], Current] = field(default_factory=dict)
    """What each open list is of: 较上年增加 behind a list joined by 、 speaks of it."""
    _bare: bool = False
    """Whether the clause is 2031年安排5万元, of what was named before it."""
    _items: int = 0
    _list_changed: bool = False
    """How many amounts the open list holds so far, and whether any of them has been compared."""
    _as_of: int | None = None
    """Year of 截至…: the counts of the paragraph are of its end."""

    # --- what a clause may state ---

    def _take_level(self, found: re.Match[str], begin: int, thing: Thing | None) -> None:
        current = self._current
        if current.thing.unit:
            return
        # An item may be called 执行: only words behind its name tell the phase; 支出预算 is such a word.
        named = thing is not None and thing.ids[0].startswith("functional_")
        words = self._sentence.text[
            (thing.stop if named else thing.start if thing else begin) : found.start("value")
        ]
        after_name = self._sentence.text[begin - 1 : begin] == ":" and not current.levels
        if thing is None and not after_name and not self._bare:
            # 其中：…拨款5万元 is the amount of a part that was not understood.
            if not re.search(r"预算|决算|执行数", words) or (self._whole and words.endswith("拨款")):
                return
        phase = phase_in(_OF_THE_YEAR.sub("", words)) or self._phase_of_whole() or self._phase_of_year()
        self._state_levels(found, begin, phase)

    def _phase_of_whole(self) -> str:
        """三公经费预算为20万元，其中：公务接待费9万元: a part is of the phase of the whole just stated."""
        opened = self._opened.get(self._whole[-1]) if self._whole else None
        level = opened.levels[-1] if opened and opened.levels else None
        return level["phase"] if level and level["fiscal_year"] == self._year else ""

    def _phase_of_year(self) -> str:
        """Phase of a figure that names none: another year's is of the phase that its heading names."""
        if self._year == self.fiscal_year or self.fiscal_year is None:
            return self.phase
        return phase_in(self._sentence.section) if str(self._year) in self._sentence.section else ""

    def _take_count(self, found: re.Match[str], begin: int, thing: Thing | None) -> None:
        unit = self._current.thing.unit
        if thing is None or not unit or not re.fullmatch(unit, found["unit"]):
            return
        year, stock = self._year, self._current.thing.stock
        if stock and self._as_of and year == self.fiscal_year:
            self._year = self._as_of
        self._state_levels(found, begin, "" if stock else self.phase)
        self._year = year

    def _state_levels(self, found: re.Match[str], begin: int, phase: str) -> None:
        current = self._current
        levels = []
        for metric, subject in zip(current.thing.ids, current.subjects, strict=True):
            record = self._record(metric, subject, found, begin, fiscal_year=self._year, phase=phase)
            levels.append(record)
            self._levels[(metric, current.thing.detail, self._year)] = record
        self.records.extend(levels)
        current.levels = tuple(levels)
        self._stated += levels[:1]
        self._items += 1
        if phase in ("approved", "adjusted"):
            current.budget = phase
        self._listed.update(current.subjects)
        self._first = self._first or current.subjects[0]
        self._lead = self._lead or replace(current)

    def _take_share(self, found: re.Match[str], begin: int, thing: Thing | None) -> None:
        current = self._current
        if current.levels:
            for level in current.levels:
                self.records.append(
                    self._record(
                        "share", level["subject"], found, begin, fiscal_year=self._year, phase=level["phase"]
                    )
                )

    def _take_completion(self, found: re.Match[str], begin: int, thing: Thing | None) -> None:
        """预算完成率 names its denominator; without 年初 or 全年 the sentence leaves it open."""
        groups = found.groupdict()
        base_phase = phase_in(groups.get("phase") or "")
        if groups.get("budget"):
            for metric, subject in zip(self._current.thing.ids, self._current.subjects, strict=True):
                level = self._record(metric, subject, found, begin, fiscal_year=self._year, phase=base_phase)
                level["value"] = _plain_number(found["budget"])
                level["unit"] = _FULL_UNITS.get(found["budget_unit"], found["budget_unit"])
                level["decimals"] = len(level["value"].partition(".")[2])
                self.records.append(level)
        if not found["value"]:
            return
        for subject in self._current.subjects:
            self.records.append(
                self._record(
                    "execution_rate",
                    subject,
                    found,
                    begin,
                    fiscal_year=self._year,
                    phase="executed",
                    base_year=self._year,
                    base_phase=base_phase,
                )
            )

    def _record(
        self,
        metric: str,
        subject: str,
        found: re.Match[str],
        begin: int,
        *,
        sign: int = 1,
        fiscal_year: int | None,
        phase: str,
        base_year: int | None = None,
        base_phase: str = "",
    ) -> dict:
        groups = found.groupdict()
        printed = _plain_number(groups.get("value") or "0")
        if sign < 0 and Decimal(printed):
            printed = printed[1:] if printed.startswith("-") else f"-{printed}"
        return {
            "section": self._sentence.section,
            "metric": metric,
            "subject": subject,
            "fiscal_year": fiscal_year,
            "phase": phase,
            "base_year": base_year,
            "base_phase": base_phase,
            "value": printed,
            "unit": _FULL_UNITS.get(groups.get("unit") or "", groups.get("unit") or ""),
            "decimals": len(printed.partition(".")[2]),
            "derived": False,
            "quote": self._sentence.quote(begin, found.end()),
            "page": self._sentence.page(found.start("value" if groups.get("value") else 0)),
        }

    def _make_current(self, thing: Thing) -> Current:
        while self._whole and self._whole[-1][0].rpartition("/")[2] in thing.beside:
            self._whole.pop()  # 其中：购置费…；公务接待费: the inner list is over
        whole, unit = self._whole[-1] if self._whole else ("", "")
        whole = whole if unit == thing.unit else ""  # amounts have parts that are amounts
        by_name = thing.ids[0].startswith("functional_") or thing.ids[0] in _NAMED_IN_SUBJECT
        names = ("",) if by_name else thing.ids
        own = (f"{name}/{thing.detail}".strip("/") if thing.detail else name for name in names)
        return Current(thing, tuple(f"{whole}/{name}" if whole else name for name in own))

    def _as_whole(self) -> tuple[str, str]:
        """Subject and unit of what was last stated, as the whole of the parts that follow."""
        if self._current is None or len(self._current.subjects) > 1:
            return "", ""
        subject = self._current.subjects[0]
        whole = (subject.rpartition("/")[2] if self._whole else subject), self._current.thing.unit
        self._opened[whole] = replace(self._current)
        return whole

    def _open_list(self, text: str, opened: re.Match[str]) -> None:
        """其中 opens the parts of what was last stated."""
        if self._whole and opened.start() and text[opened.start() - 1] == ";":
            self._whole.pop()
        self._whole.append(self._as_whole())
        self._items, self._list_changed = 0, False

    def _set_base(self, found: re.Match[str]) -> None:
        groups = found.groupdict()
        year = groups.get("year") or ""
        if year.startswith("20"):
            base_year = int(year[:4])
        else:
            base_year = self._year - 1 if self._year else None
        phase = phase_in(groups.get("phase") or "")
        # 与2031年度预算相比 in the final accounts of 2031: the outcome against its own budget.
        own = self.phase == "executed" and base_year == self._year and phase in ("approved", "adjusted")
        self._base = Base(base_year, phase, found.start(), own)

    def _level_of(self, metric: str, subject: str) -> dict | None:
        current = self._current
        for level in current.levels:
            if level["metric"] == metric and level["fiscal_year"] == self._year:
                return level
        return self._levels.get((metric, current.thing.detail, self._year))


def phase_in(words: str) -> str:
    words = _FUNDS.sub("", words)
    return next((phase for word, phase in _PHASES.items() if word in words), "")


def _plain_number(printed: str) -> str:
    """Digits of a printed number; counts up to 99 may be written in words (一家)."""
    if printed[:1] not in _NUMERALS and printed[:1] != "十":
        return printed.replace(",", "")
    tens, ten, ones = printed.rpartition("十")
    return str((_NUMERALS.get(tens, 1) * 10 if ten else 0) + _NUMERALS.get(ones, 0))
