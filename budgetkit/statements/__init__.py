"""Statements: what the prose of a disclosure says in figures, with the words that say it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from budgetkit.model import Document
from budgetkit.records import Unread
from budgetkit.statements.claims import Announced, plain_claims
from budgetkit.statements.context import Memory
from budgetkit.statements.listed_units import with_list_units
from budgetkit.statements.money import is_whole
from budgetkit.statements.reading_order import order_lines
from budgetkit.statements.remainder import (
    OTHER_AMOUNT,
    read_cells,
    read_remainder,
    without_remainder,
)
from budgetkit.statements.resolution import resolve_sentence
from budgetkit.statements.sentence import Statement, read_sentences, record_statements
from budgetkit.tables import Table
from budgetkit.text import normalise

__all__ = ["OTHER_AMOUNT", "Prose", "read_cells", "read_prose", "read_statements", "without_remainder"]

_PERIOD = re.compile(r"(20\d\d)年度?[^。,;]{0,30}?(预算|决算)")


class Prose(NamedTuple):
    """What the sentences of a document state, and the figures of money in them that are not certain."""

    statements: list[dict]
    unread: list[Unread]


def read_statements(
    document: Document,
    tables: Iterable[Table] = (),
    *,
    fiscal_year: int | None = None,
    phase: str = "",
) -> list[dict]:
    """Read the figures that the prose states.

    Parameters
    ----------
    document : Document
        As returned by `budgetkit.readers.read_document`; only its printed lines are read.
    tables : iterable of Table
        Tables of the document; their year and phase are those of the document.
    fiscal_year, phase
        Year and phase of the document where the caller knows them better.

    Returns
    -------
    list of dict
        In reading order, with ``section`` (printed heading), ``metric``, ``subject``, ``fiscal_year``,
        ``phase``, ``base_year``, ``base_phase``, ``value`` (exact decimal string in ``unit``; a decrease
        is negative), ``unit`` (as printed; 万 alone is 万元), ``decimals``,
        ``derived``, ``quote`` (printed words) and ``page``.

        ``metric`` names an amount or count (``basic_expenditure``, ``functional_class``, ``vehicles``), or is

        - ``share``, ``year_on_year_change``, ``year_on_year_rate`` (in %, or 倍 of the earlier figure);
        - ``execution_rate``, ``change_from_budget``, ``change_rate_from_budget``: the outcome against the
          budget of the same year, with ``base_phase`` where the sentence tells which budget;
        - ``reason``: ``quote`` keeps the words that tell why the subject changed;
        - ``claim_only``: the first part of ``subject`` consists of the last (全部为…);
        - ``no_such_budget`` (value 0) and ``empty_table`` (``subject`` is the kind of table);
        - ``unit_name``: ``subject`` is the printed name of a unit.

        Those without a figure have an empty ``value``.

        ``subject`` says of what: the identifier or printed class name, behind the whole it is part of where
        the sentence names one (``expenditure_total/basic_expenditure``). ``derived`` marks the figure of the
        earlier year, backed out from this year's and the stated change, against the base that the sentence
        names and no other.

    Notes
    -----
    A sentence that the grammar does not understand in full is passed over: a missing statement is
    better than a wrong one. The glossary of terms is not read, and nothing is quoted that says whom to call.
    The amounts that are passed over so are told by `read_prose` as ``other_amount``.
    """
    return without_remainder(read_prose(document, tables, fiscal_year=fiscal_year, phase=phase).statements)


def read_prose(
    document: Document,
    tables: Iterable[Table] = (),
    *,
    fiscal_year: int | None = None,
    phase: str = "",
) -> Prose:
    """Read the figures that the prose states, and every other amount of money that it prints.

    Parameters
    ----------
    document, tables, fiscal_year, phase
        As for `read_statements`.

    Returns
    -------
    Prose
        ``statements`` as `read_statements` gives them, with the other amounts of each sentence behind them:
        ``metric`` is ``other_amount``, ``value`` and ``unit`` are as printed, ``quote`` is the sentence;
        ``subject``, years and phases are empty. Nothing rests on them: they stand in no identity, fact or
        measure. A price (35元/人) is one too. Amounts of the glossary, of captions and notes are among them;
        figures that can be read in several ways are in ``unread``.
    """
    stated_year, stated_phase = _period(document, tables)
    memory, announced = Memory(fiscal_year or stated_year, phase or stated_phase), Announced()
    prose = Prose([], [])
    for sentence in read_sentences(with_list_units(order_lines(document))):
        stated: list[Statement] = []
        if sentence.understood:
            if sentence.paragraph != memory.paragraph:
                announced = announced._replace(title="")
            claims, announced = plain_claims(sentence.text, announced)
            memory, told = resolve_sentence(sentence, memory, claims)
            stated = [one for one in told if is_whole(sentence, one.place)]
            if len(stated) < len(told):  # what was backed out from a piece of a figure is wrong, too
                stated = [one for one in stated if not one.derived]
                memory.levels = {key: one for key, one in memory.levels.items() if one not in told}
        others, unread = read_remainder(sentence, stated)
        prose.statements.extend([*record_statements(sentence, stated), *others])
        prose.unread.extend(unread)
    return prose


def _period(document: Document, tables: Iterable[Table]) -> tuple[int | None, str]:
    """Year and phase that most tables carry, else those that the prose names most often."""
    known = Counter((table.fiscal_year, table.phase) for table in tables if table.fiscal_year and table.phase)
    if known:
        return known.most_common(1)[0][0]
    lines = (normalise(line.text) for line in document.paragraphs)
    named = Counter(found.groups() for line in lines for found in _PERIOD.finditer(line))
    if not named:
        return None, ""
    (year, word), _ = named.most_common(1)[0]
    return int(year), "executed" if word == "决算" else "approved"
