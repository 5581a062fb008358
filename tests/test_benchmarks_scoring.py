"""The benchmark's scorer on tables made by hand."""

from __future__ import annotations

import pytest

from benchmarks.scoring import Score, Table, fold, make_table, score_page

TRUE = make_table(2, 3, [(0, 0, "科目"), (0, 1, "合 计"), (0, 2, ""), (1, 0, "工资"), (1, 1, "1,204.50")])


def shifted(table: Table, rows: int, columns: int) -> Table:
    cells = {(row + rows, column + columns): text for (row, column), text in table.cells.items()}
    return Table(table.rows + rows, table.columns + columns, cells)


def test_blank_cells_do_not_count_and_white_space_does_not_matter():
    assert TRUE.cells == {(0, 0): "科目", (0, 1): "合计", (1, 0): "工资", (1, 1): "1,204.50"}
    other = make_table(2, 3, [(0, 0, "科\n目"), (0, 1, "合计"), (1, 0, " 工资"), (1, 1, "1,204.50\u3000")])
    assert score_page([other], [TRUE]) == Score(hits=4, predicted=4, true=4, exact=1, tables=1)


def test_a_table_one_column_or_one_row_off_hits_nothing():
    for moved in (shifted(TRUE, 0, 1), shifted(TRUE, 1, 0)):
        score = score_page([moved], [TRUE])
        assert (score.hits, score.f1, score.exact) == (0, 0.0, 0)


def test_a_text_that_is_nearly_right_is_no_hit():
    near = Table(2, 3, TRUE.cells | {(1, 1): "1,204.5"})
    assert score_page([near], [TRUE]).hits == 3


def test_what_was_not_printed_lowers_precision_even_in_another_table():
    extra = Table(2, 3, TRUE.cells | {(1, 2): "x"})
    noise = Table(1, 2, {(0, 0): "a", (0, 1): "b"})
    assert score_page([extra], [TRUE]).precision == pytest.approx(4 / 5)
    score = score_page([noise, TRUE], [TRUE])
    assert (score.precision, score.recall, score.exact) == (pytest.approx(4 / 6), 1.0, 1)


def test_what_is_missing_lowers_recall():
    assert score_page([], [TRUE]) == Score(hits=0, predicted=0, true=4, exact=0, tables=1)
    half = Table(2, 3, {place: TRUE.cells[place] for place in [(0, 0), (0, 1)]})
    score = score_page([half], [TRUE])
    assert (score.precision, score.recall, score.f1) == (1.0, 0.5, pytest.approx(2 / 3))


def test_tables_are_set_against_one_another_for_the_most_hits_whatever_their_order():
    one, two = TRUE, Table(1, 2, {(0, 0): "科目", (0, 1): "2"})
    # The second true table alone would like the first predicted one too, for its first cell.
    assert score_page([two, one], [one, two]) == Score(hits=6, predicted=6, true=6, exact=2, tables=2)


def test_one_predicted_table_does_not_serve_two_true_ones():
    assert score_page([TRUE], [TRUE, TRUE]) == Score(hits=4, predicted=4, true=8, exact=1, tables=2)


def test_an_empty_table_is_exact_only_in_its_shape():
    empty = Table(3, 4)
    assert score_page([Table(3, 4)], [empty]).exact == 1
    assert score_page([Table(3, 5)], [empty]).exact == 0
    assert score_page([], []).f1 == 1.0


def test_the_right_texts_in_the_wrong_shape_are_hits_but_no_exact_table():
    wide = Table(2, 4, dict(TRUE.cells))
    assert score_page([wide], [TRUE]) == Score(hits=4, predicted=4, true=4, exact=0, tables=1)


def test_scores_add_up():
    assert Score(1, 2, 3, 0, 1) + Score(3, 3, 3, 1, 1) == Score(4, 5, 6, 1, 2)


def test_look_alike_radicals_fold_to_characters_and_nothing_else_changes():
    assert fold("项⽬⾃然１，") == "项目自然１，"
