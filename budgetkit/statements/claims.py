"""What a sentence claims without a figure: why something changed, that it is all of a kind, or not there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from budgetkit.statements import things, units
from budgetkit.statements.changes import Changes
from budgetkit.statements.grammar import ONLY, REASON_LEAD
from budgetkit.statements.prose import Sentence
from budgetkit.tables.kind import kind_of_title

CLAIMS = re.compile(
    r"持平|一致|相等|相同|等于|没有|未|无|原因|由于|因为|主要是|全部|均|只|仅|空表|为空|不涉及"
)
_TITLE = re.compile(r"[\u4e00-\u9fff、\d()《]{4,40}?(?<![本故该空附])表")
_EMPTY = re.compile(
    r"本表(?:为|是)?(?:空表?|无数据|无内容|没有数据)|(?:为|是|系)空表|空表(?:的)?(?:主要)?原因|无相关收支"
)
_NOTHING = re.compile(
    r"(?:本?(?:部门|单位)?(?:无|没有|不涉及|未安排)(?:此项|该项)?(?:内容|情况|支出|预算)?|不适用)"
)
_NO_SUCH_ITEM = re.compile(
    r"(?P<year>(?:上年|去年|以前年度|20\d\d年度?)(?:度|均)?)?(?:没有|无|未)(?:安排)?(?:此|该|这)(?:项|类|部分)(?:预算|收支|收入|支出|结转|资金|经费|内容|业务)+"
)
_FUND_OF_TABLE = (("政府性基金", "government_managed_funds"), ("国有资本经营", "state_capital_operations"))
_FURTHER = re.compile(r"(?:同时|另外|[二三四五六]是)，?")
_CLAUSE = re.compile("[，,;:)]")


@cache
def _absences() -> re.Pattern[str]:
    """Claims that a budget does not exist, one named group for each subject."""
    subjects = "|".join(
        f"(?P<{{side}}{rule['id']}>{rule['pattern']})" for rule in things.read_rules()["absence"]
    )
    before = subjects.replace("{side}", "a_")
    after = subjects.replace("{side}", "b_")
    return re.compile(
        rf"(?:没有|未|无|不存在|不涉及)(?:使用|安排|涉及|发生|有|负责|参与|管理|组织|财政拨款|的)*(?:{before})"
        r"(?![^，,;]{0,12}(?:变化|增减))(?![\u4e00-\u9fff]{0,20}的[，,])"
        rf"|(?:{after})[\u4e00-\u9fff]{{0,8}}?(?:没有安排|未安排|无安排|无预算)"
    )


@cache
def _parts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((rule["id"], re.compile(rule["pattern"])) for rule in things.read_rules()["part"])


@dataclass(slots=True)
class Claims(Changes):
    """Recorder of claims: each is a statement without a value, told by its quotation."""

    _title: str = ""
    _explained: tuple[str, ...] = ()
    _units_follow: bool = False

    def _read_absences(self, sentence: Sentence) -> None:
        text = sentence.text
        if _NOTHING.fullmatch(text):
            named = next((one for one in reversed(list(_absences().finditer("无" + sentence.section)))), None)
            if named:
                self._claim("no_such_budget", (named.lastgroup or "")[2:], 0, len(text), value="0")
            return
        for found in _absences().finditer(text):
            rest = _CLAUSE.search(text, found.end())
            stop = rest.start() if rest else len(text)
            self._claim("no_such_budget", (found.lastgroup or "")[2:], found.start(), stop, value="0")

    def _read_empty_table(self, text: str) -> None:
        """本表为空表: of the table whose title was printed last."""
        seen: set[str] = set()
        for found in _EMPTY.finditer(text):
            titles = _TITLE.findall(text, 0, found.start())
            title = titles[-1] if titles else self._title
            fund = next((fund for words, fund in _FUND_OF_TABLE if words in title), "")
            subject = f"{fund}_expenditure" if fund else _kind(title)
            if subject and subject not in seen:
                seen.add(subject)
                self._claim("empty_table", subject, found.start(), found.end())
        self._title = next(reversed(_TITLE.findall(text)), self._title)

    def _read_no_such_item(self, text: str, start: int, stop: int) -> None:
        """无此项收入 speaks of what was last named."""
        found = _NO_SUCH_ITEM.search(text, start, stop)
        if found and self._current is not None and not self._of_another_year(found):
            for subject in self._current.subjects:
                self._claim("no_such_budget", subject, found.start(), found.end(), value="0")

    def _of_another_year(self, found: re.Match[str]) -> bool:
        """上年无此项支出 tells nothing of this year."""
        return bool(found["year"]) and not found["year"].startswith(str(self.fiscal_year))

    def _read_units(self, text: str) -> None:
        """Names of the budget units, in the sentence or in the numbered lines behind it."""
        places = units.names_inside(text)
        line = units.name_of_line(text) if self._units_follow else None
        for start, stop in [line] if line else places:
            self._claim("unit_name", text[start:stop], start, stop, phase="")
        self._units_follow = bool(line) or units.opens_list(text)

    def _read_only(self, text: str, place: int, stop: int) -> None:
        """全部为财政拨款: the whole that was last stated consists of one part."""
        found = ONLY.match(text, place, stop)
        whole = self._current.subjects if self._current else (self._first,)
        if found is None or len(whole) > 1 or not whole[0]:
            return
        part = _part_at(text, found.end(), stop)
        if part and part != whole[0].rpartition("/")[2]:
            self._claim("claim_only", f"{whole[0]}/{part}", place, stop)

    def _take_reason(self, text: str, clause: int, found: re.Match[str], stop: int) -> None:
        """Keep the words that tell why something changed, with what they speak of."""
        strong = "原因" in found[0] or "原因" in text[found.end() : found.end() + 4]
        own = things.find_thing(text, clause, found.start())
        if own is not None and strong:
            current = self._make_current(own)
            pairs = [(subject, self.phase) for subject in current.subjects]
        elif self._changed and not (strong and self._is_another()):
            pairs = list(self._changed)
        elif strong and self._current is not None:
            pairs = [(subject, self.phase) for subject in self._current.subjects]
        else:
            return
        start = REASON_LEAD.match(text, found.end(), stop).end()
        words = text[start:stop].rstrip("，;")
        if len(words) < 2:
            return
        self._explained = tuple(subject for subject, _ in pairs)
        self._explain(start, start + len(words))

    def _is_another(self) -> bool:
        """因公出国费用没有，原因是…: what was named since the last change, and has no amount, is meant."""
        current = self._current
        if current is None or current.levels:
            return False
        leaf = current.subjects[0].rpartition("/")[2]
        return leaf not in {subject.rpartition("/")[2] for subject, _ in self._changed}

    def _read_further_reason(self, text: str) -> None:
        """同时… and 二是… as sentences of their own go on with the reason of the sentence before."""
        found = _FURTHER.match(text)
        if found and self._explained:
            self._explain(found.end(), len(text))

    def _explain(self, start: int, stop: int) -> None:
        absent = _NO_SUCH_ITEM.search(self._sentence.text, start, stop)
        if absent and self._of_another_year(absent):
            absent = None
        for subject in self._explained:
            self._claim("reason", subject, start, stop)
            if absent:
                self._claim("no_such_budget", subject, start, stop, value="0")

    def _claim(
        self, metric: str, subject: str, start: int, stop: int, value: str = "", phase: str | None = None
    ) -> None:
        self.records.append(
            {
                "section": self._sentence.section,
                "metric": metric,
                "subject": subject,
                "fiscal_year": self._year,
                "phase": self.phase if phase is None else phase,
                "base_year": None,
                "base_phase": "",
                "value": value,
                "unit": "",
                "decimals": 0,
                "derived": False,
                "quote": self._sentence.quote(start, stop),
                "page": self._sentence.page(start),
            }
        )


def _part_at(text: str, place: int, stop: int) -> str:
    for identifier, pattern in _parts():
        if pattern.match(text, place, stop):
            return identifier
    thing = things.find_thing(text, place, stop)
    if thing is not None and thing.start == place and len(thing.ids) == 1:
        return thing.detail if thing.ids[0].startswith("functional_") else thing.ids[0]
    return ""


def _kind(title: str) -> str:
    kind = kind_of_title(title) if title else ""
    return "" if kind == "other" else kind
