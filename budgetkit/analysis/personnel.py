"""Personnel against public expense: how much of basic expenditure is for people.

Personnel share = 人员经费 / (人员经费 + 公用经费), on basic expenditure only. Wages and payments to
people inside projects are no part of it.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from budgetkit.analysis.basic import BY_ECONOMIC, BY_FUNCTION, OPERATING, PERSONNEL, BasicTable, basic_table
from budgetkit.analysis.evidence import Doubts, by_document, join_ids, share, yuan
from budgetkit.analysis.grain import with_grain
from budgetkit.dataset import Dataset
from budgetkit.errors import WrongUsage

RETIREE_ECONOMIC_CODES = ("30301", "30302", "30303")
"""离休费, 退休费, 退职（役）费 of the department economic classification."""

RETIREE_FUNCTIONAL_CODES = ("2080501", "2080502", "2080504")
"""离退休 of administrative units, of institutions, and of units not centrally managed (until 2019)."""

_PAYER_OF_CODE = {
    "501": "organ", "502": "organ", "503": "organ", "504": "organ",
    "505": "institution", "506": "institution", "509": "households",
}  # fmt: skip
_PAYERS = [*dict.fromkeys(_PAYER_OF_CODE.values()), "other"]

_DOCUMENT = ("document_id", "department_name", "scope", "fiscal_year", "phase")
_KEYS = {
    "document": [],
    "function": ["functional_code", "functional_name"],
    "economic": ["department_economic_code", "department_economic_name"],
    "payer": ["payer"],
}
_GRAINS = {
    "document": "document",
    "function": "document and functional item",
    "economic": "document and economic class",
    "payer": "document and payer",
    "variant": "document and variant",
}


def personnel_and_operating(dataset: Dataset, by: str = "document", document: str = "") -> pd.DataFrame:
    """Compare personnel with operating expenditure.

    Parameters
    ----------
    dataset : Dataset
        From ``budgetkit.load``.
    by : {"document", "function", "economic", "payer"}
        One row per document; per functional 项; per economic 款; or per payer after the government
        economic classification (``organ`` 501 to 504, ``institution`` 505 and 506, ``households`` 509).
    document : str
        One ``document_id``; empty for all.

    Returns
    -------
    DataFrame
        ``personnel_yuan``, ``operating_yuan`` and ``basic_yuan`` (exact), ``personnel_share`` (0 to 1),
        ``personnel_to_operating``; beside them ``kind``, ``table_id``, ``fund``, ``basis``
        (``printed_total``, ``printed_columns``, or ``code_group`` when only the economic codes tell the
        two apart), ``coverage`` (sum of the leaves divided by the printed total), ``line_ids``,
        ``finding_ids``, ``worst_severity``, and ``reason`` where an amount or ratio is missing. A missing
        amount is never zero: a blank counts as zero only where the printed whole leaves no room for another
        value. No ratio is told where the rows miss more than 5 % of the printed total.
        By economic 款 there are also ``side`` (``personnel`` or ``operating``) and ``share_of_basic``.

    Raises
    ------
    WrongUsage
        If ``by`` or ``document`` is not known.

    Notes
    -----
    部门预算支出经济分类: 301 and 303 are personnel; 302, 307, 310 and 399 within basic expenditure are
    operating (财预〔2017〕98号).
    """
    if by not in _KEYS:
        raise WrongUsage(f"cannot compare by {by!r}", advice=f"take one of: {', '.join(_KEYS)}")
    sources = {"function": BY_FUNCTION, "document": BY_ECONOMIC + BY_FUNCTION}.get(by, BY_ECONOMIC)
    doubts = Doubts(dataset)
    rows: list[dict] = []
    for entry, own in by_document(dataset, document):
        table = basic_table(own, entry, sources)
        head = _head(entry, table)
        reason = _why_not(table, by)
        if reason:
            rows.append({**head, **dict.fromkeys(_KEYS[by], ""), "reason": reason})
        elif by == "document":
            rows.append({**head, **_of_document(table, doubts)})
        else:
            rows += [{**head, **row} for row in _of_groups(table, by, doubts)]
    return _frame(rows, _KEYS[by], by)


def personnel_variants(dataset: Dataset, document: str = "") -> pd.DataFrame:
    """Tell how the personnel share changes with what counts as personnel.

    Retirees by economic code and retirees by function are two different figures: the first is the
    pensions proper, the second everything booked under the 离退休 items, running costs too.

    Parameters
    ----------
    dataset, document
        As in `personnel_and_operating`.

    Returns
    -------
    DataFrame
        One row per document and ``variant``: ``all``; ``wages_only`` (301 against operating);
        ``without_retirees_economic`` (less 30301 to 30303); ``without_retirees_function`` (less the items
        2080501, 2080502 and 2080504, from the table by function). Columns as in
        `personnel_and_operating`, with ``removed_yuan`` and ``removed_share`` (of all personnel).
    """
    doubts = Doubts(dataset)
    rows: list[dict] = []
    for entry, own in by_document(dataset, document):
        economic = basic_table(own, entry, BY_ECONOMIC)
        function = basic_table(own, entry, BY_FUNCTION)
        first = economic if economic is not None and economic.split else function
        variants: list[tuple[str, BasicTable | None, str, Callable[[pd.DataFrame], pd.Series]]] = [
            ("all", first, "", lambda leaves: leaves["fen"].notna()),
            ("wages_only", first, "", _is_wages),
            ("without_retirees_economic", economic, "economic", _is_no_retiree_code),
            ("without_retirees_function", function, "function", _is_no_retiree_item),
        ]
        for variant, table, by, keep in variants:
            head = {**_head(entry, table), "variant": variant}
            reason = _why_not(table, by or "document")
            row = {"reason": reason} if reason else _without(table, keep(table.leaves), doubts)
            rows.append({**head, **row})
    return _frame(rows, ["variant"], "variant")


def document_to_detail(frame: pd.DataFrame, document: str = "") -> str:
    """Choose the document that is looked at closely.

    Parameters
    ----------
    frame : DataFrame
        From ``personnel_and_operating(dataset)``.
    document : str
        The reader's choice; it wins.

    Returns
    -------
    str
        The first document with a personnel share, else the first of all; empty when there is none.
    """
    known = frame[frame["personnel_share"].notna()]
    return document or next(iter([*known["document_id"], *frame["document_id"]]), "")


def _is_wages(leaves: pd.DataFrame) -> pd.Series:
    code = leaves["department_economic_code"].str.startswith("301")
    nature = leaves["nature"].str.startswith("basic/personnel/wages")
    return (leaves["group"] == OPERATING) | code | nature


def _is_no_retiree_code(leaves: pd.DataFrame) -> pd.Series:
    return ~leaves["department_economic_code"].isin(RETIREE_ECONOMIC_CODES)


def _is_no_retiree_item(leaves: pd.DataFrame) -> pd.Series:
    return ~leaves["functional_code"].isin(RETIREE_FUNCTIONAL_CODES)


def _head(entry: pd.Series, table: BasicTable | None) -> dict:
    head = {name: entry[name] for name in _DOCUMENT}
    found = table is not None
    return {
        **head,
        "kind": table.kind if found else "",
        "table_id": table.table_id if found else "",
        "fund": table.fund if found else "",
        "reason": "",
    }


def _why_not(table: BasicTable | None, by: str) -> str:
    """Reason why a table cannot answer, empty if it can."""
    if table is None:
        return "no_table"
    if not table.split:
        return "no_split_printed"
    if by == "payer" and (table.leaves["government_economic_code"] == "").all():
        return "no_government_codes"
    if by == "economic" and (table.leaves["department_economic_code"] == "").all():
        return "no_economic_codes"
    return ""


def _of_document(table: BasicTable, doubts: Doubts) -> dict:
    printed = {group: table.printed_total(group) for group in (PERSONNEL, OPERATING)}
    if all(len(lines) for lines in printed.values()):
        amounts = {group: int(lines["fen"].sum()) for group, lines in printed.items()}
        line_ids = [line_id for lines in printed.values() for line_id in lines["line_id"]]
        basis = "printed_total"
    else:
        amounts = _complete({group: table.amount(group) for group in printed}, table.is_complete())
        line_ids = table.leaves.loc[table.leaves["group"] != "", "line_id"].tolist()
        basis = "printed_columns" if table.split == "printed" else "code_group"
    row = {**_measures(amounts), "basis": basis, **_companions(table, line_ids, doubts)}
    return row if basis == "printed_total" else _withhold(table, row)


def _of_groups(table: BasicTable, by: str, doubts: Doubts) -> list[dict]:
    leaves = table.leaves
    if by == "payer":
        classes = leaves["government_economic_code"].str[:3].map(_PAYER_OF_CODE)
        leaves = leaves.assign(payer=pd.Categorical(classes.fillna("other"), categories=_PAYERS))
    whole = table.printed_whole() or leaves["fen"].sum()
    groups = leaves.groupby(_KEYS[by][0], sort=True, dropna=False, observed=True)
    return [_of_group(table, by, value, part, whole, doubts) for value, part in groups]


def _of_group(table: BasicTable, by: str, value: str, part: pd.DataFrame, whole: int, doubts: Doubts) -> dict:
    """The row of one code or payer."""
    code, *names = _KEYS[by]
    households, undivided = by == "payer" and value == "households", bool((part["group"] == "").any())
    amounts = dict.fromkeys((PERSONNEL, OPERATING))
    if not undivided:
        amounts = _complete(_by_side(part), _is_filled(table, by, part, households))
    # One code may be printed under several spellings; its first name stands for all.
    named = {code: value, **{name: part[name].iloc[0] for name in names}}
    row = {**named, **_measures(amounts), **_companions(table, part["line_id"], doubts)}
    row["basis"] = "printed_columns" if table.split == "printed" else "code_group"
    if by == "economic":
        # A class belongs to one side; that the other is missing needs no reason.
        row |= {"share_of_basic": share(part["fen"].sum(), whole), "reason": ""}
        row["side"] = _side(part)
    if households or by == "economic":
        row["basic_fen"] = int(part["fen"].sum())
    if undivided:
        return row | {"reason": "parts_do_not_add_up"}
    row["reason"] = "payments_to_people_only" if households else row["reason"]
    return _withhold(table, row) if by == "payer" else row


def _side(part: pd.DataFrame) -> str:
    return "" if part["group"].nunique() > 1 else part["group"].iloc[0]


def _by_side(part: pd.DataFrame) -> dict[str, int | None]:
    found = {group: part.loc[part["group"] == group, "fen"] for group in (PERSONNEL, OPERATING)}
    return {group: int(amounts.sum()) if len(amounts) else None for group, amounts in found.items()}


def _is_filled(table: BasicTable, by: str, part: pd.DataFrame, households: bool) -> bool:
    """Whether a side that some rows leave blank is zero."""
    if by == "function":
        return _fills_its_whole(table, part)
    return by == "payer" and not households and table.is_complete()


def _fills_its_whole(table: BasicTable, part: pd.DataFrame) -> bool:
    """Whether the leaves of some rows already make up the basic expenditure printed in these rows."""
    wholes = table.wholes[table.wholes["row"].isin(part["row"])]
    return set(wholes["row"]) == set(part["row"]) and wholes["fen"].sum() == part["fen"].sum()


def _complete(amounts: dict[str, int | None], filled: bool) -> dict[str, int | None]:
    """Count a blank group as zero where the printed whole is already filled by the other."""
    return {group: 0 if amount is None and filled else amount for group, amount in amounts.items()}


def _without(table: BasicTable, kept: pd.Series, doubts: Doubts) -> dict:
    leaves = table.leaves[table.leaves["group"] != ""]
    kept = kept.reindex(leaves.index).astype(bool)
    everything = _complete(
        {group: table.amount(group) for group in (PERSONNEL, OPERATING)}, table.is_complete()
    )
    removed = leaves[~kept & (leaves["group"] == PERSONNEL)]["fen"].sum()
    chosen = leaves[kept]
    amounts = {
        group: None if whole is None else int(chosen.loc[chosen["group"] == group, "fen"].sum())
        for group, whole in everything.items()
    }
    row = {
        **_measures(amounts),
        "basis": "printed_columns" if table.split == "printed" else "code_group",
        "removed_fen": int(removed),
        "removed_share": share(removed, everything[PERSONNEL]),
        **_companions(table, chosen["line_id"], doubts),
    }
    return _withhold(table, row)


def _measures(amounts: dict[str, int | None]) -> dict:
    personnel, operating = amounts[PERSONNEL], amounts[OPERATING]
    missing = [group for group, amount in amounts.items() if amount is None]
    both = None if missing else personnel + operating
    return {
        "personnel_fen": personnel,
        "operating_fen": operating,
        "basic_fen": both,
        "personnel_share": share(personnel, both),
        "personnel_to_operating": None if missing else share(personnel, operating),
        "reason": f"{missing[0]}_not_printed" if len(missing) == 1 else "",
    }


def _withhold(table: BasicTable, row: dict) -> dict:
    """Take back ratios that would mislead, because rows of the table are known to be missing."""
    if table.lacks_rows():
        row |= dict.fromkeys(("personnel_share", "personnel_to_operating", "removed_share"))
        row["reason"] = row["reason"] or "rows_missing"
    return row


def _companions(table: BasicTable, line_ids, doubts: Doubts) -> dict:
    line_ids = list(line_ids)
    return {
        "coverage": table.coverage(),
        "line_ids": join_ids(line_ids),
        **doubts.about(line_ids),
    }


def _frame(rows: list[dict], keys: list[str], by: str) -> pd.DataFrame:
    frame = pd.DataFrame(rows)
    columns = [*_DOCUMENT, *keys]
    amounts = ["personnel", "operating", "basic"] + (["removed"] if by == "variant" else [])
    for name in amounts:
        values = frame[f"{name}_fen"] if f"{name}_fen" in frame else [None] * len(frame)
        frame[f"{name}_yuan"] = yuan(values, index=frame.index)
    columns += [f"{name}_yuan" for name in amounts] + ["personnel_share", "personnel_to_operating"]
    columns += {"economic": ["side", "share_of_basic"], "variant": ["removed_share"]}.get(by, [])
    columns += ["basis", "kind", "table_id", "fund", "coverage", "line_ids", "finding_ids"]
    columns += ["worst_severity", "reason"]
    frame = frame.reindex(columns=columns)
    numbers = ["personnel_share", "personnel_to_operating", "share_of_basic", "removed_share", "coverage"]
    for name in columns:
        if name in numbers:
            frame[name] = frame[name].astype("Float64")
        elif name not in ("fiscal_year", *(f"{amount}_yuan" for amount in amounts)):
            frame[name] = frame[name].astype(object).fillna("").astype("str")
    return with_grain(frame, _GRAINS[by])
