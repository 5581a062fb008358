"""Changes against a base that the sentence names, and the earlier figure that they give away."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from budgetkit.statements.grammar import EARLIER
from budgetkit.statements.recording import NEAR, Base, Recorder, phase_in
from budgetkit.statements.things import Thing


@dataclass(slots=True)
class Changes(Recorder):
    """Recorder of increases, decreases and of what stayed the same."""

    _changed: tuple[tuple[str, str], ...] = ()
    """Subject and phase of what last changed in the paragraph: a reason that follows speaks of it."""
    _paragraph_base: Base | None = None
    _change_end: int = -1
    """Place behind the change stated last; a percentage in brackets there is its rate."""

    def _take_change(self, found: re.Match[str], begin: int, thing: Thing | None) -> None:
        sign = self._direction(found)
        self._recall_base(thing)
        if self._base is None or sign is None:
            return
        self._sign = sign
        self._state_change(found, begin, sign)
        self._change_end = found.end()

    def _take_apart(self, found: re.Match[str], begin: int, thing: Thing | None) -> None:
        self._set_base(found)
        self._state_change(found, begin, 1 if found["up"] else -1)

    def _take_flat(self, found: re.Match[str], begin: int, thing: Thing | None) -> None:
        self._recall_base(thing)
        if self._base is not None and found["roughly"]:
            self._remember_changed()  # 基本持平 is no exact zero: nothing to state, but a cause may follow
        elif self._base is not None:
            self._state_change(found, begin, 0)

    def _recall_base(self, thing: Thing | None) -> None:
        """与上年相比 stands before the first of several: 公务接待费减少1万元 is told of that year too."""
        if self._base is None and thing is not None and self._paragraph_base:
            self._base = replace(self._paragraph_base, start=-NEAR - 1)

    def _take_earlier(self, text: str, base: re.Match[str], stop: int) -> int:
        """比上年1200万元增加: the earlier figure itself, where it is printed; the place behind it."""
        found = EARLIER.match(text, base.end(), stop)
        current = self._current
        if found is None or current is None or current.thing.unit or self._base.year is None:
            return base.end()
        for metric, subject in zip(current.thing.ids, current.subjects, strict=True):
            self.records.append(
                self._record(
                    metric,
                    subject,
                    found,
                    base.start(),
                    fiscal_year=self._base.year,
                    phase=self._base.phase,
                )
            )
        return found.end()

    def _take_prior(self, found: re.Match[str], begin: int, thing: Thing | None) -> None:
        """The earlier figure as a clause of its own (上年为12万元): the base of what follows."""
        self._set_base(found)
        for metric, subject in zip(self._current.thing.ids, self._current.subjects, strict=True):
            of = {"fiscal_year": self._base.year, "phase": self._base.phase}
            self.records.append(self._record(metric, subject, found, begin, **of))

    def _take_own_apart(self, found: re.Match[str], begin: int, thing: Thing | None) -> None:
        """决算数大于预算数5万元: the outcome against the budget of the same year."""
        self._set_own_budget(found)
        if self._base is not None:
            self._state_change(found, begin, 1 if found["up"] else -1)

    def _take_own_budget(self, text: str, found: re.Match[str], begin: int, stop: int) -> int:
        """比预算32万元少支出2万元, 等于预算数: the budget may be printed once more; the place behind it."""
        self._set_own_budget(found)
        base, current = self._base, self._current
        if base is None or current.thing.unit:
            return found.end()
        again = EARLIER.match(text, found.end(), stop)
        if found[0].startswith("等于") and not again:
            self._state_change(found, begin, 0)
        if again is None:
            return found.end()
        self._base = base = replace(base, phase=base.phase or "approved")
        for metric, subject in zip(current.thing.ids, current.subjects, strict=True):
            self.records.append(
                self._record(metric, subject, again, found.start(), fiscal_year=base.year, phase=base.phase)
            )
        return again.end()

    def _take_equals(self, found: re.Match[str], begin: int, thing: Thing | None) -> None:
        self._set_base(found)
        self._state_change(found, begin, 0)

    def _set_own_budget(self, found: re.Match[str]) -> None:
        """Compare with the budget of the same year, where the document tells the outcome."""
        self._base = None
        if self.phase == "executed":
            named = phase_in(found["phase"] or "")
            self._base = Base(self._year, named or self._current.budget, found.start(), own=True)

    def _state_change(self, found: re.Match[str], begin: int, sign: int) -> None:
        current, base = self._current, self._base
        if current.thing.unit:
            return
        for metric, subject in zip(current.thing.ids, current.subjects, strict=True):
            level = self._level_of(metric, subject)
            subject = level["subject"] if level else subject
            change = self._record(
                "change_from_budget" if base.own else "year_on_year_change",
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
            if not base.own:
                self._back_out(metric, level, change)
        self._remember_changed()

    def _remember_changed(self) -> None:
        """A cause that follows speaks of what has just been compared."""
        current, changed = self._current, []
        for metric, subject in zip(current.thing.ids, current.subjects, strict=True):
            level = self._level_of(metric, subject)
            changed.append((level["subject"], level["phase"]) if level else (subject, self.phase))
        self._changed, self._list_changed = tuple(changed), True

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
        if self._base is not None and sign is not None and not self._current.thing.unit:
            self._state_rate(found, begin, sign)

    def _state_rate(self, found: re.Match[str], begin: int, sign: int) -> None:
        self._remember_changed()
        for metric, subject in zip(self._current.thing.ids, self._current.subjects, strict=True):
            level = self._level_of(metric, subject)
            self.records.append(
                self._record(
                    "change_rate_from_budget" if self._base.own else "year_on_year_rate",
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

    def _take_bare_rate(self, found: re.Match[str], begin: int, thing: Thing | None) -> None:
        """减少2万元（10%）: the rate is of the change before the bracket."""
        self._state_rate(found, begin, self._sign)

    def _direction(self, found: re.Match[str]) -> int | None:
        """Sign of a change; 增加（减少） left standing tells nothing unless the figure is zero."""
        if found["up"]:
            return 1
        if found["down"]:
            return -1
        if not Decimal(found["value"].replace(",", "")):
            return 1
        return self._sign or None
