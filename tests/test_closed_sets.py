"""Words that rules may use are those that the code knows to do something with, neither more nor fewer."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from string import Formatter
from typing import get_args

import attrs
import pytest

import budgetkit
from budgetkit.checks.conditions import _CONDITIONS
from budgetkit.checks.lookup import _DERIVED
from budgetkit.completeness.evidence import _TESTS
from budgetkit.records import Line
from budgetkit.rules.active import active
from budgetkit.rules.declared.completeness import ItemTest
from budgetkit.rules.declared.identities import Operand, PurchaseFile
from budgetkit.rules.declared.kinds import KindFile
from budgetkit.rules.declared.notices import CodeRuleFile, FindingFile, NoticeFile, ProseNoticeFile
from budgetkit.rules.notices import notices
from budgetkit.rules.vocabulary import Attribute, Condition


@pytest.mark.parametrize(("said", "done"), [(Condition, _CONDITIONS), (ItemTest, _TESTS)])
def test_what_a_rule_may_ask_is_what_is_answered(said, done):
    assert set(get_args(said)) == set(done)


def test_figures_are_compared_by_what_a_line_has_or_what_is_derived():
    asked = {*get_args(Attribute), *(field.name for field in attrs.fields(Operand))}
    known = {*dir(Line), *Line.__dataclass_fields__, *_DERIVED, "sign", "topmost", "where"}
    assert asked <= known and set(_DERIVED) <= asked


def test_every_feature_of_headers_is_told_by_a_module_of_tables():
    modules = (Path(budgetkit.__file__).parent / "tables").rglob("*.py")
    text = "".join(path.read_text(encoding="utf-8") for path in modules)
    assert not [name for name in active().of(KindFile).features if f'"{name}"' not in text]


def test_no_two_notices_share_an_id_whatever_file_they_stand_in():
    files = (FindingFile, CodeRuleFile, ProseNoticeFile, NoticeFile, PurchaseFile)
    counts = Counter(notice.id for file in files for notice in active().of(file).notice)
    assert counts == Counter(dict.fromkeys(notices(), 1))


def test_a_notice_asks_for_the_same_words_in_both_languages():
    def words(sentence: str) -> set[str]:
        # what a share is of, English must say and Chinese need not
        return {name for _, name, _, _ in Formatter().parse(sentence) if name} - {"what"}

    assert not {name for name, notice in notices().items() if words(notice.zh) != words(notice.en)}
