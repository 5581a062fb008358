"""What a clause may state, as records: amounts, counts, shares, and changes against their base."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from budgetkit.statements.grammar import Thing
from budgetkit.statements.prose import Sentence

_PHASES = {
    "预算执行": "expected",
    "执行": "expected",
    "决算": "executed",
    "全年": "adjusted",
    "调整": "adjusted",
    "年初": "approved",
    "预算": "approved",
}
_FUNDS = re.compile("一般公共预算|政府性基金预算|国有资本经营预算")
NEAR = 24  # characters between 与上年相比 and its change that one quotation spans


@dataclass(frozen=True, slots=True)
class _Base:
    """What a comparison is made with."""

    year: int | None = None
    phase: str = ""
    start: int = 0


@dataclass(slots=True)
class _Current:
    """What the clause being read speaks of: metric, subject, and the amounts last stated for it."""

    thing: Thing
    subjects: tuple[str, ...]
    levels: tuple[dict, ...] = ()


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
    _base: _Base | None = None
    _sign: int = 0
    _current: _Current | None = None
    _whole: list[tuple[str, str]] = field(default_factory=list)
    _listed: int = 0
    _levels: dict[str, dict] = field(default_factory=dict)

    # --- what a clause may state ---

    def _take_level(self, found: re.Match[str], begin: int, thing: Thing | None) -> None:
        current = self._current
        if current.thing.unit:
            return
        words = self._sentence.text[(thing.start if thing else begin) : found.start("value")]
        after_name = self._sentence.text[begin - 1 : begin] == ":" and not current.levels
        if thing is None and not after_name and not re.search(r"预算|决算|执行数", words):
            return
        phase = _phase_in(words) or self.phase
        self._state_levels(found, begin, phase)

    def _take_count(self, found: re.Match[str], begin: int, thing: Thing | None) -> None:
        unit = self._current.thing.unit
        if thing is None or not unit or not re.fullmatch(unit, found["unit"]):
            return
        self._state_levels(found, begin, "" if self._current.thing.stock else self.phase)

    def _state_levels(self, found: re.Match[str], begin: int, phase: str) -> None:
        current = self._current
        levels = []
        for metric, subject in zip(current.thing.ids, current.subjects, strict=True):
            record = self._record(metric, subject, found, begin, fiscal_year=self._year, phase=phase)
            levels.append(record)
            self._levels[_key(metric, current.thing.detail)] = record
        self.records.extend(levels)
        current.levels = tuple(levels)
        self._listed += 1

    def _take_change(self, found: re.Match[str], begin: int, thing: Thing | None) -> None:
        sign = self._direction(found)
        if self._base is None or sign is None:
            return
        self._sign = sign
        self._state_change(found, begin, sign)

    def _take_apart(self, found: re.Match[str], begin: int, thing: Thing | None) -> None:
        self._set_base(found)
        self._state_change(found, begin, 1 if found["up"] else -1)

    def _take_flat(self, found: re.Match[str], begin: int, thing: Thing | None) -> None:
        if self._base is not None:
            self._state_change(found, begin, 0)

    def _state_change(self, found: re.Match[str], begin: int, sign: int) -> None:
        current, base = self._current, self._base
        if current.thing.unit:
            return
        for metric, subject in zip(current.thing.ids, current.subjects, strict=True):
            level = self._level_of(metric, subject)
            subject = level["subject"] if level else subject
            change = self._record(
                "year_on_year_change",
                subject,
                found,
                base.start if 0 <= begin - base.start <= NEAR else begin,
                sign=sign,
                fiscal_year=self._year,
                phase=level["phase"] if level else self.phase,
                base_year=base.year,
                base_phase=base.phase,
            )
            if not change["unit"] and level:
                change["unit"] = level["unit"]
            self.records.append(change)
            self._back_out(metric, level, change)

    def _back_out(self, metric: str, level: dict | None, change: dict) -> None:
        """The earlier year's figure, where this year's is stated in the same unit and the base is earlier."""
        base_year, year = change["base_year"], change["fiscal_year"]
        if level is None or base_year is None or year is None or base_year >= year:
            return
        if level["fiscal_year"] != year:
            return
        zero = not Decimal(level["value"]) and not Decimal(change["value"])
        if level["unit"] != change["unit"] and not zero:
            return
        value = Decimal(level["value"]) - Decimal(change["value"])
        if value < 0:
            return
        self.records.append(
            change
            | {
                "metric": metric,
                "fiscal_year": base_year,
                "phase": change["base_phase"],
                "base_year": None,
                "base_phase": "",
                "value": format(value, "f"),
                "decimals": max(level["decimals"], change["decimals"]),
                "derived": True,
            }
        )

    def _take_rate(self, found: re.Match[str], begin: int, thing: Thing | None) -> None:
        sign = self._direction(found)
        if self._base is None or sign is None or self._current.thing.unit:
            return
        for metric, subject in zip(self._current.thing.ids, self._current.subjects, strict=True):
            level = self._level_of(metric, subject)
            self.records.append(
                self._record(
                    "year_on_year_rate",
                    level["subject"] if level else subject,
                    found,
                    begin,
                    sign=sign,
                    fiscal_year=self._year,
                    phase=level["phase"] if level else self.phase,
                    base_year=self._base.year,
                    base_phase=self._base.phase,
                )
            )

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
                    base_phase=_PHASES.get(found["phase"] or "", ""),
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
        printed = (groups.get("value") or "0").replace(",", "")
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
            "unit": groups.get("unit") or "",
            "decimals": len(printed.partition(".")[2]),
            "derived": False,
            "quote": self._sentence.quote(begin, found.end()),
            "page": self._sentence.page(found.start()),
        }

    def _make_current(self, thing: Thing) -> _Current:
        whole, unit = self._whole[-1] if self._whole else ("", "")
        whole = whole if unit == thing.unit else ""  # amounts have parts that are amounts
        by_name = thing.ids[0].startswith("functional_") or thing.ids[0] == "vehicles_by_use"
        names = ("",) if by_name else thing.ids
        own = (f"{name}/{thing.detail}".strip("/") if thing.detail else name for name in names)
        return _Current(thing, tuple(f"{whole}/{name}" if whole else name for name in own))

    def _as_whole(self) -> tuple[str, str]:
        """Subject and unit of what was last stated, as the whole of the parts that follow."""
        if self._current is None or len(self._current.subjects) > 1:
            return "", ""
        subject = self._current.subjects[0]
        return (subject.rpartition("/")[2] if self._whole else subject), self._current.thing.unit

    def _open_list(self, text: str, opened: re.Match[str]) -> None:
        """其中 opens the parts of what was last stated."""
        if self._whole and opened.start() and text[opened.start() - 1] == ";":
            self._whole.pop()
        self._whole.append(self._as_whole())

    def _set_base(self, found: re.Match[str]) -> None:
        groups = found.groupdict()
        year = groups.get("year") or ""
        if year.startswith("20"):
            base_year = int(year[:4])
        else:
            base_year = self._year - 1 if self._year else None
        self._base = _Base(base_year, _phase_in(groups.get("phase") or ""), found.start())

    def _direction(self, found: re.Match[str]) -> int | None:
        """Sign of a change; 增加（减少） left standing tells nothing unless the figure is zero."""
        if found["up"]:
            return 1
        if found["down"]:
            return -1
        if not Decimal(found["value"].replace(",", "")):
            return 1
        return self._sign or None

    def _level_of(self, metric: str, subject: str) -> dict | None:
        current = self._current
        for level in current.levels:
            if level["metric"] == metric:
                return level
        return self._levels.get(_key(metric, current.thing.detail))


def _key(metric: str, detail: str) -> str:
    return f"{metric}/{detail}"


def _phase_in(words: str) -> str:
    words = _FUNDS.sub("", words)
    return next((phase for word, phase in _PHASES.items() if word in words), "")
