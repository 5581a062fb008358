"""What many tests share: the places of the project, real documents where they are at hand, still plots."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Before anything imports matplotlib, in this process and in those that tests start.
os.environ["MPLBACKEND"] = "Agg"

# A busy machine must not fail a property: time is no part of any assertion. The suite tries the same examples
# on every run, so that a change fails for what it changed; `--hypothesis-profile=explore` looks for new ones.
settings.register_profile("budgetkit", deadline=None, derandomize=True, database=None)
settings.register_profile("explore", deadline=None, derandomize=False, print_blob=True)
settings.load_profile("budgetkit")

REPOSITORY = Path(__file__).resolve().parents[1]


def shared_folder(name: str) -> Path:
    """Return a folder of material that is not part of the repository, or skip the test that asks for it."""
    folder = REPOSITORY.parent / "shared" / name
    if not folder.is_dir():
        pytest.skip(f"needs the folder ../shared/{name} beside the repository")
    return folder


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository."""
    return REPOSITORY


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real published PDFs."""
    return shared_folder("samples")


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of real disclosures as text."""
    return shared_folder("seeds")
