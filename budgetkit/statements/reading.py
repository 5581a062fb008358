"""Walk the clauses of the prose: what is spoken of, where reasons start, which lists are open."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from budgetkit.statements import grammar
from budgetkit.statements.claims import CLAIMS, Claims
from budgetkit.statements.lists import find_distributed
from budgetkit.statements.phrases import find_told
from budgetkit.statements.prose import Sentence
from budgetkit.statements.recording import NEAR
from budgetkit.statements.things import Thing, find_thing, read_rules

_ENUMERATOR = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)、?|\d{1,2}[.、](?!\d(?!\d{6}[^\d.]))|[①-⑳]|此外|"
    r"\d{1,2}(?=[\u4e00-\u9fff、]{2,24}\((?:\d{3})?类\))|"
    r"按[\u4e00-\u9fff]{2,10}(?:分类|划分|分))+"
)
_FIGURE = re.compile(r"\d(?:(?:万|亿)?元|%)")
_LONGEST = 4000  # characters; what runs on without a full stop is no prose, and reading it would take long
_AS_A_WHOLE = re.compile("总体|整体|总额|总量|总计|合计")
# Whom to call: no such words may stand in a quotation.
_PERSONAL = re.compile(
    r"(?:联系人|负责人|经办人|审核人|填报人|填表人|责任人|联系电话|办公电话|电话|手机|传真|邮箱)\s*(?:[:：为是]|\d)|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}[-—]\d{7,8}"
)


_AS_OF = re.compile(r"截[至止]到?(20\d\d)年")


@dataclass(slots=True)
class Reader(Claims):
    """Reads sentences one after another; ``records`` collects the statements."""

    _topic: Thing | None = None
    """What the heading, or the head of the paragraph, names."""
    _named: bool = False
    """Whether the sentence has named anything yet."""
    _spoken_of: bool = False
    """Whether the paragraph has: then 年初预算为5万元 is of that, no longer of what the heading names."""
    _joined: bool = False
    """Whether the clause before ended a list whose items are joined by 、."""
    _going_on: Thing | None = None

    def read(self, sentence: Sentence) -> None:
        """Read one sentence and append what it states."""
        text = sentence.text
        if len(text) > _LONGEST:
            return
        before = len(self.records)
        inherits = self._enter(sentence)
        self._read_empty_table(text)
        self._read_units(text)
        self._read_further_reason(text)
        if re.search(r"\d", text) or CLAIMS.search(text):
            self._read_phrases(text)
            self._read_absences(sentence)
            if len(self._listed) > 1 and not inherits:
                # After a list it is not certain what 与上年相比 speaks of, unless it says so.
                self._current = self._lead if _AS_A_WHOLE.search(text, 0, 16) else None
            self._listed, self._lead = set(), None
            self._remember_date(text)
            self._read_clauses(text)
            self._paragraph_base = self._base or self._paragraph_base
        else:
            # A sentence without a figure may still name what the next one speaks of.
            self._name_only(text)
        self._remember_head(text)
        self.records[before:] = [one for one in self.records[before:] if not _PERSONAL.search(one["quote"])]

    def _enter(self, sentence: Sentence) -> bool:
        """Forget what the sentence cannot speak of; whether it goes on with the list of the one before."""
        if sentence.section != self._section:
            self._section, self._levels, self._first = sentence.section, {}, ""
        if sentence.paragraph != self._paragraph:
            self._paragraph, self._current, self._listed, self._lead = sentence.paragraph, None, set(), None
            self._changed, self._paragraph_base, self._title, self._explained = (), None, "", ()
            self._spoken_of = False
            self._as_of, self._topic = None, _named_by(sentence.section.rpartition(" / ")[2])
        inherits = sentence.text.startswith("其中") and self._current is not None
        self._sentence, self._year, self._sign, self._whole = sentence, self.fiscal_year, 0, []
        self._base = replace(self._base, start=-NEAR - 1) if inherits and self._base else None
        self._stated, self._opened, self._change_end, self._joined = [], {}, -1, False
        self._named = self._bare = False
        self._going_on, self._items, self._list_changed = None, 0, False
        return inherits

    def _remember_date(self, text: str) -> None:
        """截至2030年底 tells of which year the counts are, until another year is named."""
        found = _AS_OF.search(text)
        if found or grammar.YEAR.search(text):
            self._as_of = int(found[1]) if found else None

    def _remember_head(self, text: str) -> None:
        """收入预算：包括…: what the head of a paragraph names, the sentences behind it may leave out."""
        place = _skip(text, 0)
        thing = find_thing(text, place, len(text))
        if thing is not None and thing.start == place and text[thing.stop : thing.stop + 1] in (":", ""):
            self._topic, self._spoken_of = thing, False

    def _name_only(self, text: str) -> None:
        thing = find_thing(text, _skip(text, 0), len(text))
        if thing is not None and thing.stop == len(text):
            self._current = self._make_current(thing)

    def _read_clauses(self, text: str) -> None:
        start, wholes = 0, []
        reason: re.Match[str] | None = None
        clause = 0  # where the clause of the reason starts
        listed_reason = False
        told = find_distributed(text)
        while start < len(text):
            found = grammar.CLAUSE_END.search(text, start)
            stop = found.start() if found else len(text)
            ending = found[0] if found else ""
            if told and told[0].start < stop:
                self._read_clause(text, start, told[0].start)
                self._state_distributed(told[0])
                self._joined = False
                start = told.pop(0).stop
                continue
            if reason and self._leaves(text, start, stop, listed_reason, reason):
                self._end_reason(text, clause, reason, start)
                reason = None
            if not reason:
                reason = grammar.REASON.search(text, start, stop)
                clause = start
                self._read_clause(text, start, reason.start() if reason else stop)
            if reason and grammar.LISTED.search(text, start, stop):
                listed_reason = True
            self._joined = ending == "、" or (self._joined and ending in (",", "，"))
            if ending == "(":
                wholes.append((list(self._whole), self._current))
                self._whole.append(self._as_whole())
            elif ending == ")" and wholes:
                if reason:
                    self._end_reason(text, clause, reason, stop)
                self._whole, self._current = wholes.pop()
                reason = None
            elif ending == ";" and (len(self._whole) > 1 or (self._whole and self._whole[-1][1])):
                self._whole.pop()  # a semicolon ends the inner list, and any list of counts
            if ending == ";":
                self._items = 0
            elif ending == ":" and text.endswith("如下", start, stop):
                self._listed, self._lead = set(), None  # the total is told; what follows is a list of its own
            start = found.end() if found else len(text)
        if reason:
            self._end_reason(text, clause, reason, len(text))

    def _end_reason(self, text: str, clause: int, found: re.Match[str], stop: int) -> None:
        if found["cause"]:
            self._take_reason(text, clause, found, stop)

    def _leaves(self, text: str, start: int, stop: int, listed: bool, reason: re.Match[str]) -> bool:
        """Whether the clause at ``start`` no longer belongs to the reason, or purpose, that stands before."""
        if not reason["cause"] and grammar.OF_WHICH.match(text, start, stop):
            return True  # 主要用于…，其中: the parts of the amount
        return text[start - 1 : start] in (";", ")") and self._resumes(text, start, stop, listed)

    def _state_distributed(self, one) -> None:
        if not one.things:
            self._state_shares(one.figures)
            return
        for thing, found in zip(one.things, one.figures, strict=True):
            self._current = self._make_current(thing)
            self._state_levels(found, found.start(), self.phase)
            if not found["unit"]:
                self.records[-1]["unit"] = one.unit

    def _state_shares(self, figures: tuple[re.Match[str], ...]) -> None:
        """分别占…的40%和60%: of the amounts that the sentence stated last, as many as there are shares."""
        if len(self._stated) < len(figures):
            return
        for level, found in zip(self._stated[-len(figures) :], figures, strict=True):
            of = {"fiscal_year": self._year, "phase": level["phase"]}
            record = self._record("share", level["subject"], found, found.start(), **of)
            self.records.append(record | {"unit": "%"})

    def _resumes(self, text: str, start: int, stop: int, listed_reason: bool) -> bool:
        """Whether a clause after a reason speaks of the budget again, not of the next reason."""
        place = start if listed_reason else _skip(text, start)
        if not listed_reason:
            place = grammar.PREFIX.match(text, place, stop).end()
        base = grammar.BASE.match(text, place, stop)
        if base and self._current is not None and not listed_reason:
            return bool(grammar.CHANGE.match(text, base.end(), stop))
        thing = find_thing(text, place, stop)
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
            place = self._take_earlier(text, base, stop)
        self._read_only(text, place, stop)
        self._read_no_such_item(text, place, stop)
        thing = self._thing_of(text, place, stop)
        if thing is not None and base and place <= base.start() < thing.start:
            if not re.fullmatch(rf"相?{grammar.FILLER}", text[place : base.start()]):
                self._current = None  # something unknown is compared with last year, not this metric
                return
        if thing is None and base and base.start() == begin and self._whole and self._items > 1:
            if self._joined:  # 其中A1万元、B2万元，较上年增加: the list is over, the whole is spoken of again
                self._current = self._opened.get(self._whole.pop())
            elif not self._list_changed:
                self._current = None  # 其中A1万元，B2万元，较上年增加: of B, or of both?
        if thing is None and grammar.BARE_YEAR.match(text, begin, stop):
            if self._topic and not self._spoken_of and not self._stated:
                self._current = self._make_current(self._topic)
            self._bare = self._current is not None and not self._current.levels
        if thing is not None:
            self._named = self._spoken_of = True
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
        self._bare = False

    def _thing_of(self, text: str, place: int, stop: int) -> Thing | None:
        """What a clause names, read in the light of what the sentence has spoken of."""
        thing = find_thing(text, place, stop) or self._other_side(text, place, stop)
        if thing is None:
            return None
        name, words = thing.ids[0], text[thing.start : thing.stop]
        whole = self._whole[-1][0].rpartition("/")[2] if self._whole else ""
        rules = read_rules()
        if name == "functional_class" and whole in rules["not_by_function"]["wholes"]:
            return None
        lead = self._lead.thing if self._lead else None
        partner = rules["counterpart"].get(lead.ids[0]) if lead and len(lead.ids) == 1 else None
        if partner and thing.start == place and grammar.PLAIN_USES.fullmatch(words):
            if re.match("总计|合计|总额", text[lead.stop : lead.stop + 2]):
                return thing._replace(ids=(partner,))
        if grammar.OUTCOME.fullmatch(words) and (self._outcome_due() or self._named_before(text, thing)):
            return None
        if self._going_on and name in self._going_on.goes_on:
            return thing._replace(ids=self._going_on.ids)
        self._going_on = thing if thing.goes_on else None
        return thing

    def _other_side(self, text: str, place: int, stop: int) -> Thing | None:
        """财政拨款收入5万元，支出5万元: bare 支出 right behind the revenue of a fund is of that fund."""
        partner = read_rules()["counterpart"].get(self._lead.thing.ids[0]) if self._lead else None
        if partner is None or len(self._stated) != 1 or not re.match(r"支出\d", text[place:stop]):
            return None
        return Thing((partner,), "", "", False, place, place + 2)

    def _named_before(self, text: str, thing: Thing) -> bool:
        """检察支出：预算支出5万元: what stands before the colon, or in a sentence before, is spoken of."""
        after_colon = re.search(r":(?:20\d\d年度?|本年度?|当年)?$", text[: thing.start])
        alone = after_colon or not (self._named or self._stated)
        return bool(alone and self._current and not self._current.levels)

    def _outcome_due(self) -> bool:
        """Whether only the budget of what is being spoken of has been told in the sentence."""
        if self.phase != "executed" or self._current is None or not self._stated:
            return False
        last = self._stated[-1]
        return last in self._current.levels and last["phase"] in ("approved", "adjusted")

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
            return self._take_earlier(text, base, stop)
        apart = grammar.OWN_APART.match(text, lead.end() if lead else place, stop)
        if apart and self._current is not None:
            self._take_own_apart(apart, begin, thing)
            return apart.end()
        own = grammar.OWN_BUDGET.match(text, lead.end() if lead else place, stop)
        if own and self._current is not None:
            return self._take_own_budget(text, own, begin, stop)
        if self._current is None:
            return 0
        prior = grammar.PRIOR.match(text, place, stop)
        if prior and place == begin and self._current.levels and not self._current.thing.unit:
            self._take_prior(prior, begin, thing)
            return prior.end()
        bare = grammar.BARE_RATE.match(text, place)
        if bare and place - 1 == self._change_end and text[place - 1] == "(" and self._base:
            self._take_bare_rate(bare, begin, thing)
            return bare.end()
        for pattern, take in (
            (grammar.COMPLETION, self._take_completion),
            (grammar.COMPLETION_RATE, self._take_completion),
            (grammar.SHARE, self._take_share),
            (grammar.APART, self._take_apart),
            (grammar.EQUALS, self._take_equals),
            (grammar.FLAT, self._take_flat),
            (grammar.RATE, self._take_rate),
            (grammar.CHANGE, self._take_change),
            (grammar.COUNT, self._take_count),
            (grammar.LEVEL, self._take_level),
            (grammar.NOTHING, self._take_level),
        ):
            found = pattern.match(text, place, stop)
            if found:
                if len(self._current.subjects) > 1 and grammar.SECOND_FIGURE.match(text, found.end()):
                    self._current = None  # one figure each, in an order that only the reader knows
                    return 0
                take(found, begin, thing)
                return found.end()
        return 0

    def _read_phrases(self, text: str) -> None:
        year = grammar.YEAR.search(text)
        self._year = int(year[1]) if year else self.fiscal_year
        for one in find_told(text):
            phase = "" if one.stock else self.phase
            record = self._record(
                one.metric, one.subject, one.found, one.found.start(), fiscal_year=self._year, phase=phase
            )
            self.records.append(record)
        self._year = self.fiscal_year


def _named_by(heading: str) -> Thing | None:
    """What a heading names that consists of little else."""
    thing = find_thing(heading, 0, len(heading)) if heading else None
    if thing is None or thing.start or thing.unit:
        return None
    return (
        thing if re.fullmatch(r"(?:支出|预算|决算|安排|经费|情况|说明|的)*", heading[thing.stop :]) else None
    )


def _skip(text: str, start: int) -> int:
    found = _ENUMERATOR.match(text, start)
    return found.end() if found else start
