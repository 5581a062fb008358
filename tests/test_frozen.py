"""No row of any table of any document at hand moves without being meant to (`tests.frozen`)."""

from __future__ import annotations

import pytest

from tests.frozen import FOLDERS, moved

COUNTED_BY_ITS_OWN_TOOL = ("corpus",)
"""A hundred documents that take a minute: `python -m tests.frozen check corpus`."""


@pytest.mark.slow
@pytest.mark.parametrize("group", [name for name in FOLDERS if name not in COUNTED_BY_ITS_OWN_TOOL])
def test_nothing_moves_unmeant(group):
    if not FOLDERS[group].is_dir():
        pytest.skip(f"needs the folder ../shared/{group} beside the repository")
    assert moved(group) == [], "see `python -m tests.frozen`"
