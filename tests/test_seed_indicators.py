"""Indicators of two real disclosures kept as text, against lists made by hand from their forms."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

import budgetkit
from budgetkit.indicators import read_indicators
from budgetkit.readers import read_document
from budgetkit.tables import recognise
from budgetkit.targets import read_target

EXPECTED = Path(__file__).parent / "expected"
PREFIX = 12
"""The lists keep so many characters of a name that is longer than ``LONGEST``."""
LONGEST = 24
SHOWN = ("level1", "level2", "printed", "comparator", "value", "unit", "value_type")
TARGET = ("printed", "comparator", "value", "unit", "value_type")


def expected(name: str) -> list[dict[str, str]]:
    """Rows of a list made by hand."""
    with (EXPECTED / f"{name}-indicators.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def plain_value(value) -> str:
    """A figure without trailing zeros, as the lists print it; nothing where there is none."""
    return format(Decimal(value).normalize(), "f") if isinstance(value, Decimal) else ""


def found(disclosure) -> list[dict[str, str]]:
    """Indicators of a disclosure in the columns of the lists; forms count from 1 in printing order."""
    frame = disclosure.indicators
    forms = {table: str(number) for number, table in enumerate(dict.fromkeys(frame["table_id"]), start=1)}
    return [
        {
            "form": forms[row["table_id"]],
            "level3": row["level3"],
            **{name: str(row[name]) for name in SHOWN if name != "value"},
            "value": plain_value(row["value"]),
        }
        for row in frame.to_dict("records")
    ]


def same_name(listed: str, read: str) -> bool:
    return read == listed or (len(read) > LONGEST and len(listed) == PREFIX and read.startswith(listed))


@pytest.fixture(
    scope="module", params=[("zhumadian", "000", 80), ("zhengzhou", "003", 351)], ids=lambda p: p[0]
)
def pair(request, seeds):
    """Name, path and length of a list."""
    name, start, length = request.param
    (path,) = seeds.glob(start + "*.txt")
    return name, path, length


def test_the_indicators_of_a_text_are_those_of_its_forms(pair):
    name, path, length = pair
    listed, read = expected(name), found(budgetkit.read(path))
    assert len(listed) == length == len(read)
    for number, (wanted, got) in enumerate(zip(listed, read, strict=True), start=2):
        for column in ("form", *SHOWN):
            assert got[column] == wanted[column], f"line {number} of the list, {column}"
        assert same_name(wanted["level3"], got["level3"]), f"line {number} of the list"


def test_each_form_belongs_to_the_project_named_in_its_head(pair):
    name, path, _ = pair
    records, _ = read_indicators(recognise(read_document(path)))
    listed = [row["project"] for row in expected(name)]
    assert [record.get("project_name") or "" for record in records] == listed


def test_the_typeset_tables_give_the_same_targets(repository):
    pdf = repository / "data" / "raw" / "henan-zhumadian-commerce-2024-approved.pdf"
    listed, read = expected("zhumadian"), found(budgetkit.read(pdf))
    # Long names are shortened in print there; what is asked for is not.
    pick = ("form", "level1", "level2", *TARGET)
    assert [[row[c] for c in pick] for row in read] == [[row[c] for c in pick] for row in listed]


@pytest.mark.parametrize("name", ["zhumadian", "zhengzhou"])
def test_the_printed_targets_alone_read_as_listed(name):
    for row in expected(name):
        target = read_target(row["printed"])
        value = plain_value(target.value)
        assert [target.comparator, value, target.unit, target.value_type] == [row[c] for c in TARGET[1:]]


def test_the_lists_hold_no_prose():
    for path in EXPECTED.glob("*-indicators.tsv"):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert max(map(len, line.split("\t"))) <= LONGEST + 1


def form(project, *rows):
    """A small performance form as text."""
    head = [
        "山林局支出项目绩效目标表",
        "(2031年)",
        "",
        f"项目名称\t{project}\t\t",
        "一级指标\t二级指标\t三级指标\t目标值",
    ]
    return "\n".join([*head, *rows, ""])


@pytest.mark.parametrize("second", ["护林员满意度", "服务对象满意度"])
def test_a_label_seen_at_level_two_only_is_no_first_level(tmp_path, second):
    proof = form("护林经费", "效果目标\t社会效益\t受益户数\t≥90户", "\t满意度\t村民满意度\t≥95%")
    slid = form("防火经费", "效果目标\t社会效益\t受益户数\t≥80户", f"满意度\t{second}\t≥90%\t")
    path = tmp_path / "forms.txt"
    path.write_text("2031年山林局部门预算\n\n" + proof + "\n" + slid, encoding="utf-8")
    rows = found(budgetkit.read(path))
    assert [row["form"] for row in rows] == ["1", "1", "2", "2"]
    last = rows[-1]
    assert [last[c] for c in ("level1", "level2", "level3", "printed")] == [
        "效果目标",
        "满意度",
        second,
        "≥90%",
    ]
    assert (last["comparator"], last["value"], last["unit"]) == ("at_least", "90", "%")


def test_a_currency_without_yuan_is_a_unit_of_its_own():
    assert read_target("≥4160 亿人民币").unit == "亿人民币"
    assert read_target("≥30人次").unit == "人次" and read_target("≥30人").unit == "人"
