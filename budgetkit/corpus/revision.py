"""Files read again once it is known which belong together, and what the user corrected in them."""

from __future__ import annotations

import json
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from budgetkit.corpus.inputs import Input
from budgetkit.corpus.merge import Member
from budgetkit.corpus.parts import REFUSED, Part
from budgetkit.corrections import Correction, CorrectionRefused, as_plain

CORRECTIONS = "data/corrections.yml"
"""Where the corrections stand unless told otherwise."""


def revise_members(
    members: Sequence[Member], corrections: Iterable[Correction], part_of: Callable[[Input], Part]
) -> None:
    """Let tables and text in two files be understood together, and corrected files with their corrections.

    Only these are: what is remembered of all other files stays good when a correction changes.

    Raises
    ------
    CorrectionRefused
        If a document no longer prints what was corrected; all such places are named.
    """
    wanted: dict[str, list[Correction]] = defaultdict(list)
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
