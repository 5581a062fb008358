"""Many parts to one dataset: which files are one disclosure, with what corrections, every id once."""

from __future__ import annotations

import json
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc

from budgetkit.corpus.inputs import Input
from budgetkit.corpus.parts import DOCUMENT_TABLES, REFUSED, Part, unpack
from budgetkit.corrections import CorrectionRefused, Decision, as_plain
from budgetkit.dataset.writing import DatasetWriter
from budgetkit.schema.frames import arrow_table

CORRECTIONS = "data/corrections.yml"
"""Where the corrections stand unless told otherwise."""
_ID_COLUMNS = ("document_id", "line_id", "project_id", "statement_id", "finding_id")


@dataclass(slots=True)
class Member:
    """One file that was understood, and the id it gets in the dataset."""

    entry: Input
    document: dict
    kinds: frozenset[str]
    document_id: str = ""
    joins: list[Member] = field(default_factory=list)


def plan(entries: Sequence[Input], parts: Callable[[Input], Part]) -> list[Member]:
    """Decide which files form one disclosure, and give every disclosure an id of its own.

    Files of one department, year, phase and scope, one with tables and one of prose, form one disclosure,
    which takes the id of the file that holds the tables. Of several disclosures with one id, the first
    keeps it and the others get the beginning of their digest behind it.
    """
    members = [_member(entry, parts) for entry in entries]
    groups: dict[tuple, list[Member]] = defaultdict(list)
    for member in members:
        groups[_who(member)].append(member)
    joined = {text.entry.name for group in groups.values() if (text := _join(group)) is not None}
    kept = [member for member in members if member.entry.name not in joined]
    taken: set[str] = set()
    for member in kept:
        name = member.document["document_id"]
        if name in taken:
            name = f"{name}-{member.entry.sha256[:8]}"
        taken.add(name)
        for part in (member, *member.joins):
            part.document_id = name
    return kept


def _member(entry: Input, parts: Callable[[Input], Part]) -> Member:
    tables = unpack(parts(entry).tables, ("documents", "tables"))
    shown = tables["tables"].filter(pc.not_equal(tables["tables"]["state"], "absent"))
    return Member(entry, tables["documents"].to_pylist()[0], frozenset(shown["kind"].to_pylist()))


def _join(group: list[Member]) -> Member | None:
    """The one text of a group, once it is joined to the one file with tables."""
    texts = [member for member in group if not member.kinds]
    forms = [member for member in group if member.kinds]
    scopes = {member.document["scope"] for member in group} - {""}
    if len(texts) != 1 or len(forms) != 1 or len(scopes) > 1:
        return None
    forms[0].joins.append(texts[0])
    return texts[0]


def _who(member: Member) -> tuple:
    """What two files of one disclosure have in common; a file that does not tell stands alone."""
    document = member.document
    who = tuple(document[name] for name in ("department_name", "fiscal_year", "phase"))
    return (document["region_code"], document["entity_id"], *who) if all(who) else (member.entry.name,)


def revise_members(
    members: Sequence[Member], corrections: Iterable[Decision], part_of: Callable[[Input], Part]
) -> None:
    """Let tables and text in two files be understood together, and corrected files with their corrections.

    Only these are: what is remembered of all other files stays good when a correction changes.

    Raises
    ------
    CorrectionRefused
        If a document no longer prints what was corrected; all such places are named.
    """
    wanted: dict[str, list[Decision]] = defaultdict(list)
    for correction in corrections:
        wanted[correction.document_id].append(correction)
    refused = []
    for member in members:
        entry = member.entry
        for other in member.joins:
            entry = replace(entry, prose=(str(other.entry.path), other.entry.name, other.entry.sha256))
        if own := wanted.pop(member.document_id, None):
            # the file itself goes by the id that it had before ids were made unlike
            name = member.document["document_id"]
            own = [one.move_to(name) for one in own]
            told = json.dumps(as_plain(own), ensure_ascii=False, sort_keys=True)
            entry = replace(entry, entry={**entry.entry, "corrections": told})
        if entry is not member.entry:
            part = part_of(entry)
            if part.status == REFUSED:
                refused.append(part.reason)
            member.entry = entry
    if refused:
        raise CorrectionRefused("; ".join(refused))
    if wanted:
        names = ", ".join(wanted)
        warnings.warn(f"corrections of documents that are not among the inputs: {names}", stacklevel=2)


def write(
    writer: DatasetWriter,
    files: Iterable[dict],
    members: Iterable[Member],
    parts: Callable[[Input], Part],
    across: Mapping[str, list[dict]] = MappingProxyType({}),
) -> None:
    """Write every row, one document in memory at a time; ``across``: its findings beside other documents."""
    writer.add("files", arrow_table("files", files))
    for member in members:
        tables = _renamed(member, parts)
        if more := across.get(member.document_id):
            tables["findings"] = _with_more(tables["findings"], more)
        for table in DOCUMENT_TABLES:
            writer.add(table, tables[table])


def _with_more(own: pa.Table, more: Iterable[dict]) -> pa.Table:
    """Findings of a document alone, then those beside others, numbered on."""
    numbered = enumerate(more, own.num_rows + 1)
    rows = [{"finding_id": f"{row['document_id']}/f{number:03d}", **row} for number, row in numbered]
    return pa.concat_tables([own, arrow_table("findings", rows)])


def _renamed(member: Member, parts: Callable[[Input], Part]) -> dict[str, pa.Table]:
    """Tables of a file under the id that it has in the dataset."""
    tables = unpack(parts(member.entry).tables)
    old, new = member.document["document_id"], member.document_id
    if old == new:
        return tables
    return {name: _rename(table, old, new) for name, table in tables.items()}


def _rename(table: pa.Table, old: str, new: str) -> pa.Table:
    for place, column in enumerate(table.schema):
        if column.name in _ID_COLUMNS:
            values = [_with(new, old, value) for value in table.column(place).to_pylist()]
        elif column.name == "line_ids":
            values = [[_with(new, old, value) for value in cell] for cell in table.column(place).to_pylist()]
        else:
            continue
        table = table.set_column(place, column, pa.array(values, column.type))
    return table


def _with(new: str, old: str, value: str) -> str:
    return new + value[len(old) :] if value == old or value.startswith(old + "/") else value
