"""Codes as spreadsheets print them are read as codes where exactly one fits, and told as repairs."""

from __future__ import annotations

from pathlib import Path

import pytest

import budgetkit
from tests.conftest import shared_folder

HEAD = "# 某某中心2024年单位预算\n\n{title}\n\n编制单位：某某中心 单位：万元\n\n"
FATES = Path(__file__).parent / "fates" / "cases"


def read_table(tmp_path, header: str, *rows: str, title: str = "2024年支出预算总表"):
    path = tmp_path / "table.md"
    rule = "|" + " --- |" * (header.count("|") - 1)
    path.write_text(HEAD.format(title=title) + "\n".join([header, rule, *rows]) + "\n", encoding="utf-8")
    return budgetkit.read(path)


def codes_of(found) -> list[str]:
    return list(found.lines.drop_duplicates("row")["functional_code"])


@pytest.mark.parametrize(
    ("printed", "codes"),
    [
        (("208.0", "20805.0", "2080505.0"), ("208", "20805", "2080505")),
        (("208", "208-05", "208-05-05"), ("208", "20805", "2080505")),
        (("208.00", "208.05", "208.05.05"), ("208", "20805", "2080505")),
        (("208", "208-5", "208-5-5"), ("208", "20805", "2080505")),
        (("'208", "'20805", "'2080505"), ("208", "20805", "2080505")),
        (("208", "20,805", "2,080,505"), ("208", "20805", "2080505")),
        (("208.0", "20,805.00", "２，０８０，５０５"), ("208", "20805", "2080505")),
        (("[208]", "【20805】", "（2080505）"), ("208", "20805", "2080505")),
        (("208", "208 05", "208 05 05"), ("208", "20805", "2080505")),
        (("2.08E+02", "2.0805E+04", "2.080505E6"), ("208", "20805", "2080505")),
        (("2.08E+02", "2.08E+04", "2.08E+06"), ("208", "20805", "2080505")),  # the name tells which
    ],
    ids=[
        "number",
        "dash",
        "points",
        "one",
        "apostrophe",
        "thousands",
        "full_width",
        "brackets",
        "blanks",
        "exponent",
        "rounded",
    ],
)
def test_a_code_in_another_dress_is_read_and_told(tmp_path, printed, codes):
    names = ("社会保障和就业支出", "行政事业单位养老支出", "机关事业单位基本养老保险缴费支出")
    rows = [f"| {code} | {name} | 80.00 | 80.00 |" for code, name in zip(printed, names, strict=True)]
    found = read_table(
        tmp_path, "| 科目编码 | 科目名称 | 合计 | 基本支出 |", *rows, "|  | 合计 | 80.00 | 80.00 |"
    )
    assert codes_of(found) == [*codes, ""]
    told = {row.before: row.after for row in found.repairs.itertuples() if row.kind == "code"}
    assert told == {before: after for before, after in zip(printed, codes, strict=True) if before != after}
    assert found.lines["verified"].all()


def test_a_code_in_full_width_needs_no_repair(tmp_path):
    rows = ["| ２０８ | 社会保障和就业支出 | 80.00 | 80.00 |", "|  | 合计 | 80.00 | 80.00 |"]
    found = read_table(tmp_path, "| 科目编码 | 科目名称 | 合计 | 基本支出 |", *rows)
    assert codes_of(found) == ["208", ""]
    assert not len(found.repairs)


def test_an_exponent_that_many_codes_round_to_stays_as_printed(tmp_path):
    rows = ["| 2.08E+06 | 某项支出 | 80.00 | 80.00 |", "|  | 合计 | 80.00 | 80.00 |"]
    found = read_table(tmp_path, "| 科目编码 | 科目名称 | 合计 | 基本支出 |", *rows)
    assert codes_of(found) == ["", ""]
    assert not len(found.repairs)


def test_figures_that_look_like_codes_stay_figures(tmp_path):
    rows = ["| 某项目 | 201.00 | 208.00 |", "| 另一项目 | 301.00 | 302.00 |", "| 合计 | 502.00 | 510.00 |"]
    found = read_table(tmp_path, "| 项目 |  | 基本支出 |", *rows, title="2024年支出表")
    assert "code" not in set(found.repairs["kind"])
    assert len(found.lines) + len(found.unread) == 6


def test_figures_with_separators_that_look_like_codes_stay_figures(tmp_path):
    rows = ["| 办公费 | 30,101 | 2,080,505 |", "| 水费 | 30,205 | 20,805 |", "| 合计 | 60,306 | 2,101,310 |"]
    found = read_table(tmp_path, "| 项目 |  | 基本支出 |", *rows, title="2024年支出表")
    assert "code" not in set(found.repairs["kind"])
    assert len(found.lines) + len(found.unread) == 6


def test_levels_of_one_digit_are_completed(tmp_path):
    found = budgetkit.read(shared_folder("cases") / "economic-code-one-digit.md")
    assert "30102" in set(found.lines["department_economic_code"])
    assert found.lines["verified"].all()
    assert [tuple(row) for row in found.repairs[["kind", "before", "after"]].to_numpy()] == [
        ("code", "2", "02")
    ]


@pytest.mark.parametrize("name", ["code_as_float", "code_dash", "fullwidth_digits"])
def test_the_shared_cases_have_their_codes(name):
    found = budgetkit.read(shared_folder("cases") / f"{name}.pdf")
    codes = set(found.lines["functional_code"])
    assert {"201", "20113", "2011301", "2080505", "22102"} <= codes
    assert found.lines["verified"].all()


@pytest.mark.parametrize("path", sorted(FATES.glob("code_*.[pm]d*")), ids=lambda path: path.stem)
def test_no_publisher_is_accused_for_the_dress_of_a_code(path):
    found = budgetkit.read(path)
    assert not (found.findings["severity"] == "error").any()
    assert found.lines["verified"].all()
