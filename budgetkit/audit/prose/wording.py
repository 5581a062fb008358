"""Wording that betrays a slip: words of a template, numbers of rules, words that figures contradict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from budgetkit.audit.case import Case, listed, quoted, stated_fen
from budgetkit.audit.passages import AROUND
from budgetkit.records import Finding
from budgetkit.rules.active import active, remembers
from budgetkit.rules.declared.words import SlipFile

_LAW_WINDOW = 60
_ABOVE, _BELOW = ("大于", "高于", "多于", "超过"), ("小于", "低于", "少于")
_SINCE = re.compile(r"从?(20\d\d)年(?:1月1日)?起")


def find_wording(case: Case) -> list[Finding]:
    """Slips of wording in prose and cells."""
    if not case.paragraphs:
        return []
    return [*_placeholders(case), *_left_out(case), *_laws(case), *_verdicts(case)]


def _placeholders(case: Case) -> Iterator[Finding]:
    text, places = case.text, []
    for entry in active().of(SlipFile).placeholder:
        places += [text.place(*found.span()) for found in entry.pattern.finditer(text.whole)]
    in_cells = _any_in_cells()
    # A template row without a target is told with the other targets that are missing.
    blank = {(one["table_id"], one["row"]) for one in case.indicators if one["value_type"] == "blank"}
    for table in case.tables.values():
        for number, row in enumerate(table.rows):
            if (table.table_id, number) in blank:
                continue
            for cell in row:
                if cell is not None and len(cell.text) > 2 and (found := in_cells.search(cell.text)):
                    start, stop = found.span()
                    quote = cell.text[max(0, start - AROUND) : stop + AROUND].replace("\n", "")
                    place = case.place((table.table_id, number, cell.column))
                    places.append(place | {"page": cell.page, "quote": quote})
    yield from _tell_all(case, "text-placeholder", places)


def _tell_all(case: Case, notice: str, places: list[dict]) -> Iterator[Finding]:
    """One finding for all places where words stand, if any."""
    if places:
        shown = listed(quoted(place["quote"] for place in places))
        yield case.tell(notice, places, count=len(places), list=shown)


def _left_out(case: Case) -> Iterator[Finding]:
    """Figures without unit or percent sign in sentences whose other figures have one."""
    places = []
    for entry in active().of(SlipFile).left_out:
        for found, place in case.text.find(entry.pattern):
            sentence = case.text.sentence(*found.span(), marks="。")
            if entry.printed_with.search(sentence.replace(found[0], "")):
                places.append(place)
    yield from _tell_all(case, "text-unit-left-out", places)


@remembers
@cache
def _any_in_cells() -> re.Pattern[str]:
    """All patterns in one: most cells hold nothing of the kind, and one look is enough to know."""
    own = (entry.pattern.pattern for entry in active().of(SlipFile).placeholder if entry.cells)
    return re.compile("|".join(own))


def _laws(case: Case) -> Iterator[Finding]:
    text = case.text
    for law in active().of(SlipFile).law:
        head = re.split(r"20\d\d", law.number)[0]
        numbered = re.compile(rf"{head[:-1]}[〔\[【(（]20\d\d[〕\]】)）]第?\d+号")
        for found in law.words.finditer(text.whole):
            window = text.whole[found.start() : found.end() + _LAW_WINDOW]
            number = numbered.search(window)
            if not number:
                continue
            wrong, said = number, ("", "")
            if re.findall(r"\d+", number[0]) == re.findall(r"\d+", law.number):
                wrong = _SINCE.search(window, number.end())
                if not wrong or not law.since or int(wrong[1]) == law.since:
                    continue
                said = f"，自 {law.since} 年起施行", f", in force since {law.since}"
            place = text.place(*(found.start() + at for at in wrong.span()))
            words = {"words": law.words.pattern.strip("《》"), "right": law.number, "since": said}
            yield case.tell("text-law", [place], **words)


def _verdicts(case: Case) -> Iterator[Finding]:
    """决算数小于预算数 right behind a budget and an outcome; 减少为0万元，与上年持平."""
    rules = active().of(SlipFile).contradiction
    for found, place in case.text.find(rules.verdict):
        if found["of"] and found["phase"] and found["of"] != found["phase"]:
            continue  # the verdict is of another budget than the one printed last
        budget, outcome = (stated_fen(found[one], found[f"{one}_unit"]) for one in ("budget", "outcome"))
        word = found["word"]
        wrong = (word in _ABOVE and outcome < budget) or (word in _BELOW and outcome > budget)
        if wrong or (word not in (*_ABOVE, *_BELOW) and outcome != budget):
            yield case.tell("text-verdict", [place])
    for _, place in case.text.find(rules.changed_and_level):
        yield case.tell("text-changed-and-level", [place])
