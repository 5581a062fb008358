"""Random tables of any make read back as they were drawn."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("zhplot")

from hard.cases_of_rules import STYLES  # noqa: E402
from hard.sheet import Sheet  # noqa: E402
from hypothesis import HealthCheck, given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from test_readers_hard import seen  # noqa: E402

from tests.exploring import examples  # noqa: E402

LABELS = ["合计", "示例事务", "样本管理支出", "20101", "", "项目"]
BOXED = ["a stroke a side", "a box a cell"]


def drawing_of(chance: random.Random) -> str:
    """Random spans and texts; no rule parts nothing, and no column is the whole table."""
    rows, columns = chance.randint(2, 6), chance.randint(2, 6)
    texts = [["" for _ in range(columns)] for _ in range(rows)]
    for row in texts:
        for column in range(columns):
            number = f"{chance.randint(0, 9_999_999) / 100:,.2f}"
            row[column] = chance.choice([*LABELS, number, number])
    free = [[True] * columns for _ in range(rows)]
    for _ in range(chance.randint(0, 4)):
        top, left = chance.randrange(rows), chance.randrange(columns)
        height, width = chance.choice([(1, 2), (2, 1), (2, 2), (1, 3)])
        units = [(r, c) for r in range(top, top + height) for c in range(left, left + width)]
        if all(r < rows and c < columns and free[r][c] for r, c in units):
            for r, c in units:
                free[r][c] = False
                texts[r][c] = texts[top][left] if (r, c) == (top, left) else "<" if c > left else "^"
    return "\n".join(" | ".join(row) for row in texts)


def is_told_apart(tiles, rows: int, columns: int) -> bool:
    """Whether each row and column ends somewhere: a rule that nothing draws cannot be seen."""
    ends = {row for row, *_ in tiles} | {row + height for row, _, height, *_ in tiles}
    sides = {tile[1] for tile in tiles} | {tile[1] + tile[3] for tile in tiles}
    return len(ends) == rows + 1 and len(sides) == columns + 1


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(
    seed=st.integers(0, 10**9),
    rule=st.sampled_from([*STYLES, *BOXED]),
    rotation=st.sampled_from([0, 0, 90, 180, 270]),
    size=st.sampled_from([6, 7.5, 9, 10.5]),
    gap=st.sampled_from([-0.8, 0, 0.3, 0.9]),
    zebra=st.booleans(),
)
def test_any_table_of_any_make_reads_back(seed, rule, rotation, size, gap, zebra):
    from hard.cases_of_pages import _turn

    chance = random.Random(seed)
    drawing = drawing_of(chance)
    sheet = Sheet(700, 400)
    _turn(sheet, rotation)
    sheet.canvas.setLineWidth(0.5)
    tiles = sheet.expect(drawing)
    rows, columns = sheet.grids[0]["rows"], sheet.grids[0]["columns"]
    if not is_told_apart(tiles, rows, columns):
        return
    xs, ys = [30.0], [40.0]
    for _ in range(columns):
        xs.append(xs[-1] + chance.uniform(9 * size, 11 * size))
    for _ in range(rows):
        ys.append(ys[-1] + chance.uniform(2 * size, 4 * size))
    if zebra:
        for row in range(0, rows, 2):
            sheet.fill(xs[0], ys[row], xs[-1], ys[row + 1], 0.9)
    if rule in STYLES:
        sheet.rules(xs, ys, tiles, STYLES[rule])
    else:

        def draw(x0: float, y0: float, x1: float, y1: float) -> None:
            if rule == "a box a cell":
                sheet.box(x0 + abs(gap) / 2, y0 + abs(gap) / 2, x1 - abs(gap) / 2, y1 - abs(gap) / 2)
                return
            for y in (y0, y1):
                sheet.canvas.line(x0 + gap, sheet.up(y), x1 - gap, sheet.up(y))
            for x in (x0, x1):
                sheet.canvas.line(x, sheet.up(y0 + gap), x, sheet.up(y1 - gap))

        sheet.cells(xs, ys, tiles, draw)
    sheet.fill_in(xs, ys, tiles, size)
    content, truth = sheet.finish()
    assert seen(content) == truth
