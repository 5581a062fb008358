"""The user's corrections brought to the files that they correct."""

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


def apply_corrections(
    members: Sequence[Member], corrections: Iterable[Correction], part_of: Callable[[Input], Part]
) -> None:
    """Let the corrected files be understood anew, with their corrections.

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
        if own := wanted.pop(member.document_id, None):
            # the file itself goes by the id that it had before ids were made unlike
            name = member.document["document_id"]
            own = [replace(one, line=name + one.line[len(member.document_id) :]) for one in own]
            told = json.dumps(as_plain(own), ensure_ascii=False, sort_keys=True)
            member.entry = replace(member.entry, entry={**member.entry.entry, "corrections": told})
            part = part_of(member.entry)
            if part.status == REFUSED:
                refused.append(part.reason)
    if refused:
        raise CorrectionRefused("; ".join(refused))
    if wanted:
        names = ", ".join(wanted)
        warnings.warn(f"corrections of documents that are not among the inputs: {names}", stacklevel=2)
