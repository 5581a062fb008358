"""Whole disclosures of made-up offices in forms that no sample shows: written as data, then typeset.

`paper` draws tables and knows what it drew, `office` holds a consistent budget and its rows; each module of
forms follows the printed templates of one kind of publisher. What must be read comes from the data alone.
"""
