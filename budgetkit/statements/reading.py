"""Walk the clauses of the prose: what is spoken of, where reasons start, which lists are open."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from budgetkit.statements import grammar
from budgetkit.statements.grammar import Thing
from budgetkit.statements.prose import Sentence
from budgetkit.statements.recording import NEAR, Recorder

_ENUMERATOR = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)、?|\d{1,2}[.、](?!\d)|[①-⑳]|此外|"
    r"按[\u4e00-\u9fff]{2,10}(?:分类|划分|分))+"
)
_FIGURE = re.compile(r"\d(?:(?:万|亿)?元|%)")


@dataclass(slots=True)
class Reader(Recorder):
    """Reads sentences one after another; ``records`` collects the statements."""

    def read(self, sentence: Sentence) -> None:
        """Read one sentence and append what it states."""
        text = sentence.text
        if sentence.section != self._section:
            self._section, self._levels = sentence.section, {}
        if sentence.paragraph != self._paragraph:
            self._paragraph, self._current, self._listed = sentence.paragraph, None, 0
        inherits = sentence.text.startswith("其中") and self._current is not None
        self._sentence, self._year, self._sign = sentence, self.fiscal_year, 0
        self._base = replace(self._base, start=-NEAR - 1) if inherits and self._base else None
        self._whole = []
        if not re.search(r"\d|持平|一致|相等|相同|没有|未|无", text):
            # A sentence without a figure may still name what the next one speaks of.
            self._name_only(text)
            return
        self._read_phrases(sentence, text)
        if self._listed > 1 and not inherits:
            self._current = None  # after a list it is not certain what 与上年相比 speaks of
        self._listed = 0
        self._read_clauses(text)

    def _name_only(self, text: str) -> None:
        thing = grammar.find_thing(text, _skip(text, 0), len(text))
        if thing is not None and thing.ids[0].startswith("functional_") and thing.stop == len(text):
            self._current = self._make_current(thing)

    def _read_clauses(self, text: str) -> None:
        start, wholes = 0, []
        reason = listed_reason = False
        while start < len(text):
            found = grammar.CLAUSE_END.search(text, start)
            stop = found.start() if found else len(text)
            ending = found[0] if found else ""
            if reason and text[start - 1 : start] in (";", ")"):
                reason = not self._resumes(text, start, stop, listed_reason)
            if not reason:
                cut = grammar.REASON.search(text, start, stop)
                reason = cut is not None
                self._read_clause(text, start, cut.start() if cut else stop)
            if reason and grammar.LISTED.search(text, start, stop):
                listed_reason = True
            if ending == "(":
                wholes.append((list(self._whole), self._current))
                self._whole.append(self._as_whole())
            elif ending == ")" and wholes:
                self._whole, self._current = wholes.pop()
                reason = False
            elif ending == ";" and (len(self._whole) > 1 or (self._whole and self._whole[-1][1])):
                self._whole.pop()  # a semicolon ends the inner list, and any list of counts
            start = found.end() if found else len(text)

    def _resumes(self, text: str, start: int, stop: int, listed_reason: bool) -> bool:
        """Whether a clause after a reason speaks of the budget again, not of the next reason."""
        place = start if listed_reason else _skip(text, start)
        thing = grammar.find_thing(text, place, stop)
        if thing is None or thing.start != place:
            return False
        own_figure = grammar.BASE.search(text, place, stop) or grammar.LEVEL.match(text, thing.stop, stop)
        return bool(own_figure or thing.unit or self._whole)

    def _read_clause(self, text: str, start: int, stop: int) -> None:
        if stop <= start:
            return
        place = _skip(text, start)
        opened = grammar.OF_WHICH.match(text, place, stop)
        while opened:
            self._open_list(text, opened)
            place = _skip(text, opened.end())
            opened = grammar.OF_WHICH.match(text, place, stop)
        if place >= stop:
            return
        begin = place
        base = grammar.BASE.search(text, place, stop)
        year = grammar.YEAR.search(text, place, base.start() if base else stop)
        if year:
            self._year = int(year[1])
        if base and base.start() == place:
            self._set_base(base)
            place = base.end()
        thing = grammar.find_thing(text, place, stop)
        if thing is not None and base and place <= base.start() < thing.start:
            if not re.fullmatch(rf"相?{grammar.FILLER}", text[place : base.start()]):
                self._current = None  # something unknown is compared with last year, not this metric
                return
        if thing is not None:
            self._current = self._make_current(thing)
            place = thing.stop
            if re.fullmatch(r"(?:预算|支出|决算)*中", text[place:stop]):
                self._whole = [self._as_whole()]
                return
            opened = grammar.OF_WHICH.match(text, place, stop)
            if opened:
                self._open_list(text, opened)
                place = opened.end()
        self._read_events(text, begin, place, stop, thing)

    def _read_events(self, text: str, begin: int, place: int, stop: int, thing: Thing | None) -> None:
        while place < stop:
            end = self._read_event(text, begin, place, stop, thing)
            if not end:
                break
            place = end
        if _FIGURE.search(text, place, stop):
            self._current = None  # a figure of something unknown: what follows may be about it

    def _read_event(self, text: str, begin: int, place: int, stop: int, thing: Thing | None) -> int:
        """Read the event at ``place``; its end, or 0 where nothing is understood."""
        lead = grammar.LEAD.match(text, place, stop)
        base = grammar.BASE.match(text, lead.end() if lead else place, stop)
        if base:
            self._set_base(base)
            return base.end()
        own = grammar.OWN_BUDGET.match(text, lead.end() if lead else place, stop)
        if own:
            self._base = None
            return 0
        if self._current is None:
            return 0
        for pattern, take in (
            (grammar.COMPLETION, self._take_completion),
            (grammar.SHARE, self._take_share),
            (grammar.APART, self._take_apart),
            (grammar.FLAT, self._take_flat),
            (grammar.RATE, self._take_rate),
            (grammar.CHANGE, self._take_change),
            (grammar.COUNT, self._take_count),
            (grammar.LEVEL, self._take_level),
        ):
            found = pattern.match(text, place, stop)
            if found:
                take(found, begin, thing)
                return found.end()
        return 0

    def _read_phrases(self, sentence: Sentence, text: str) -> None:
        year = grammar.YEAR.search(text)
        self._year = int(year[1]) if year else self.fiscal_year
        counted: list[tuple[int, str, str]] = []
        for metric, follows, pattern in grammar.phrases():
            for found in pattern.finditer(text):
                detail = found.groupdict().get("detail") or ""
                if follows:
                    near = [one for one in counted if one[1] == follows and abs(found.start() - one[0]) <= 12]
                    if not near:
                        continue
                    detail = near[-1][2]
                elif any(abs(found.end("value") - place) < 2 for place, _, _ in counted):
                    continue
                else:
                    counted.append((found.end("unit"), metric, detail))
                subject = f"{metric}/绩效{detail}" if detail else metric
                phase = "" if metric == "subordinate_units" else self.phase
                self.records.append(
                    self._record(metric, subject, found, found.start(), fiscal_year=self._year, phase=phase)
                )
        for found in grammar.absences().finditer(text):
            subject = (found.lastgroup or "")[2:]
            record = self._record(
                "no_such_budget", subject, found, found.start(), fiscal_year=self._year, phase=self.phase
            )
            rest = re.compile("[，,;:)]").search(text, found.end())
            record["quote"] = sentence.quote(found.start(), rest.start() if rest else len(text))
            self.records.append(record)
        self._year = self.fiscal_year


def _skip(text: str, start: int) -> int:
    found = _ENUMERATOR.match(text, start)
    return found.end() if found else start
