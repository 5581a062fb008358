"""Statements of every real document that has prose against lists made by reading its text.

A list holds figures, names of metrics and of official classes, no sentence. ``subject`` is the end of the
subject's path; ``*`` stands for the name of a unit. A reason, a claim and an empty table have no value.
Quotations are compared by no list.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from budgetkit.readers import read_document
from budgetkit.statements import read_statements
from budgetkit.statements.sentence import read_sentences
from budgetkit.tables import recognise

EXPECTED = sorted((Path(__file__).parent / "expected").glob("*-statements.tsv"))
SEEDS = {"zhumadian": "000_3d4e5118cf9b163f.txt", "zhengzhou": "003_8caa17006cf83113.txt"}
RECALL, PRECISION = 0.98, 0.99
COMPARED = "page metric fiscal_year phase base_year base_phase value unit derived".split()


def _name(path):
    return path.stem.removesuffix("-statements")


def _rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.fixture(scope="module")
def read(request):
    """Document and statements of a name, read once."""
    known = {}

    def one(name):
        if name not in known:
            folder = request.getfixturevalue("seeds" if name in SEEDS else "samples")
            document = read_document(folder / SEEDS.get(name, f"{name}.pdf"))
            known[name] = document, read_statements(document, recognise(document))
        return known[name]

    return one


def _key(row):
    filled = row | {"base_year": row["base_year"] or "", "derived": "derived" if row["derived"] else ""}
    return tuple(str(filled[name]) for name in COMPARED)


def _ends(subject, expected):
    return expected == "*" or subject == expected or subject.endswith(f"/{expected}")


@pytest.mark.parametrize("path", EXPECTED, ids=_name)
def test_recall_and_precision_against_the_list(path, read):
    expected, (_, found) = _rows(path), read(_name(path))
    by_key = defaultdict(list)
    for record in found:
        by_key[_key(record)].append(record)
    missed = []
    for row in expected:
        rest = by_key[_key(row)]
        fit = next((one for one in rest if _ends(one["subject"], row["subject"])), None)
        if fit is None:
            missed.append(row)
        else:
            rest.remove(fit)
    hits = len(expected) - len(missed)
    for row in missed:
        print("missed", *row.values())
    for record in (one for rest in by_key.values() for one in rest):
        print("not in the list", record["subject"], *_key(record))
    print(f"recall {hits}/{len(expected)}, precision {hits}/{len(found)}")
    assert hits >= RECALL * len(expected)
    assert hits >= PRECISION * len(found)


TOKEN = re.compile(
    r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)((?:万|亿)?元|万(?!元)|%|倍|台\(套\)|台|套|辆|人次|名(?!义)|批次)"
)
# Figures that are no statement of a budget, by the words before them, with what they are.
NO_STATEMENT = {
    "a unit price that defines a kind of equipment": r"单(?:价|位价值)$",
    "a share that the law on procurement asks for": r"预算总额的$",
    "a part of the budget of a project, named freely": r"项目总预算.*$",
    "the profile of a school": r"(?:校舍面积|绿地率达|在校学生|本科生近|人才|经费总量达到)$",
    "a label of a chart": r"(?:构成情况|构成表).*$",
    "last year's amount told in brackets behind a change": r"\(上年[^)]*$",
}


@pytest.mark.parametrize("path", EXPECTED, ids=_name)
def test_every_figure_of_the_prose_is_in_the_list_or_no_statement(path, read):
    """Independent of the reader's grammar: figures with a unit are counted in the text itself."""
    document, found = read(_name(path))
    listed = Counter(row["value"].lstrip("-") for row in _rows(path) if row["derived"] == "")
    reasons = [re.sub(r"\s|[“”\"‘’']", "", one["quote"]) for one in found if one["metric"] == "reason"]
    unexplained = []
    for sentence in read_sentences(document.paragraphs):
        for token in TOKEN.finditer(sentence.text):
            before = sentence.text[: token.start()]
            if (
                listed[token[1].replace(",", "")]
                or any(re.search(words, before) for words in NO_STATEMENT.values())
                or any(token[0].rstrip("()套") in reason for reason in reasons)
            ):
                continue
            unexplained.append((sentence.page(token.start()), token[0]))
    assert unexplained == []
