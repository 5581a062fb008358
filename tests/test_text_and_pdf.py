"""The same disclosure kept as text and as a PDF reads to the same lines."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from small_disclosure import NATURES, TOTAL, amount_columns, item, make_table

import budgetkit
from budgetkit.repair import repair_tables

pytest.importorskip("reportlab")

from tests.exploring import examples  # noqa: E402
from tools.facsimile import random_disclosure, random_style, typeset  # noqa: E402

ABOUT = [
    "table_id", "kind", "row", "column", "item", "functional_code", "functional_name",
    "department_economic_code", "government_economic_code", "unit_code", "unit_name",
    "column_label", "direction", "fund", "nature", "fiscal_year", "phase", "row_kind", "column_kind",
    "amount_yuan", "printed", "printed_unit", "repaired",
]  # fmt: skip
PAIRS = {
    "000": "henan-zhumadian-commerce-2024-approved",
    "003": "henan-zhengzhou-commerce-2020-approved",
}


def rows_of(disclosure, names=ABOUT):
    """Lines of a disclosure in reading order, as plain texts."""
    frame = disclosure.lines
    return [tuple(str(value) for value in row) for row in frame[names].itertuples(index=False)]


def assert_same(text, pdf, names=ABOUT):
    """The first line that differs is told, with the columns in which it does."""
    read, typed = rows_of(text, names), rows_of(pdf, names)
    for number, (one, two) in enumerate(zip(read, typed, strict=False)):
        differs = {name: (a, b) for name, a, b in zip(names, one, two, strict=True) if a != b}
        assert not differs, f"line {number}, {one[:5]}: text and PDF differ in {differs}"
    assert len(read) == len(typed)


@pytest.mark.parametrize("start", PAIRS)
def test_a_real_disclosure_gives_the_same_lines_from_text_and_pdf(seeds, repository, start):
    pdf = repository / "data" / "raw" / f"{PAIRS[start]}.pdf"
    if not pdf.is_file():
        pytest.skip(f"needs data/raw/{pdf.name}")
    (path,) = seeds.glob(start + "*.txt")
    assert_same(budgetkit.read(path), budgetkit.read(pdf))


@pytest.mark.parametrize("start", PAIRS)
def test_a_real_disclosure_gives_the_same_columns_put_right(seeds, repository, start):
    pdf = repository / "data" / "raw" / f"{PAIRS[start]}.pdf"
    if not pdf.is_file():
        pytest.skip(f"needs data/raw/{pdf.name}")
    (path,) = seeds.glob(start + "*.txt")
    shifts = []
    for disclosure in (budgetkit.read(path), budgetkit.read(pdf)):
        repairs = disclosure.repairs
        chosen = repairs[repairs["kind"] == "column_shift"]
        shifts.append(list(chosen[["table_id", "row", "before", "after"]].itertuples(index=False, name=None)))
    assert shifts[0] == shifts[1] and shifts[0]


def as_text(disclosure: dict) -> str:
    """The blocks of a typeset disclosure as lines; a table line has a tab between any two cells."""
    lines: list[str] = []
    for block in disclosure["blocks"]:
        if "cover" in block:
            lines += [*block["cover"]["title"], *block["cover"]["note"]]
        elif "part" in block:
            lines += block["part"]
        elif "table" in block:
            table = block["table"]
            lines += [table["title"], table["left"], table["right"], ""]
            # A row in which nothing begins has no height in print.
            rows = [row for row in table["rows"] if not set(row) <= {"<", "^"}]
            rows = [["" if cell in ("<", "^") else cell for cell in row] for row in rows]
            lines += ["\t".join(row) for row in rows]
            lines += ["", table["note"]] if table.get("note") else []
        else:
            lines += [block[name] for name in ("heading", "paragraph") if name in block]
        lines.append("")
    return "\n".join(lines)


def both(folder, seed: int, look: int, items: int):
    """An invented disclosure read from its text and from its PDF."""
    made = random_disclosure(seed, items=items)
    (folder / "made.txt").write_text(as_text(made), encoding="utf-8")
    (folder / "made.pdf").write_bytes(typeset(made, random_style(look)))
    return made, budgetkit.read(folder / "made.txt"), budgetkit.read(folder / "made.pdf")


@settings(
    max_examples=examples(6),
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(seed=st.integers(0, 10**6), look=st.integers(0, 10**6), items=st.integers(3, 20))
def test_an_invented_disclosure_gives_the_same_lines_from_text_and_pdf(tmp_path_factory, seed, look, items):
    made, text, pdf = both(tmp_path_factory.mktemp("both"), seed, look, items)
    assert len(text.lines) == len(made["expected"])
    assert_same(text, pdf)
    assert list(text.findings["identity"]) == list(pdf.findings["identity"]) == []


def test_a_text_with_lost_blanks_gives_the_lines_of_the_whole_pdf(tmp_path):
    made, _, pdf = both(tmp_path, 7, 3, 8)
    names = [name for name in ABOUT if name != "repaired"]
    lines = as_text(made).split("\n")
    lost = 0
    for number, line in enumerate(lines):
        cells = line.split("\t")
        # The blank between goods and projects is lost, and one stands at the end of the line instead.
        if len(cells) > 9 and cells[0][:1].isdigit() and cells[-3] and not cells[-4]:
            lines[number] = "\t".join([*cells[:-4], *cells[-3:], ""])
            lost += 1
    assert lost
    (tmp_path / "lost.txt").write_text("\n".join(lines), encoding="utf-8")
    text = budgetkit.read(tmp_path / "lost.txt")
    assert_same(text, pdf, names)
    assert (text.repairs["kind"] == "column_shift").sum() == lost


def test_between_rulings_a_row_above_its_total_is_put_right_though_other_rows_are_lost():
    rows = [
        (TOTAL, ["900.00", "500.00", "300.00", "", "200.00", "", "400.00", "400.00", ""]),
        (item("2011301", "行政运行"), ["100.00", "100.00", "60.00", "", "40.00", "", "", "", ""]),
        (item("2011302", "一般行政管理事务"), ["370.00", "", "", "", "", "370.00", "370.00", "", ""]),
    ]
    kind = "general_public_expenditure_by_function"
    table, _ = make_table("t01", kind, amount_columns(NATURES), rows, engine="ruled")
    _, repairs = repair_tables([table])
    assert [repair.row for repair in repairs] == [3]
    assert repairs[0].proof.endswith("no column exceeds its total")
    # Where the placed row would exceed the total as well, nothing is proven.
    rows[0] = (TOTAL, ["900.00", "800.00", "300.00", "", "500.00", "", "100.00", "100.00", ""])
    table, _ = make_table("t01", kind, amount_columns(NATURES), rows, engine="ruled")
    assert repair_tables([table])[1] == []
