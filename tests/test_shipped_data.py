"""The committed data is what the committed code makes of the committed raw files."""

from __future__ import annotations

import pytest

from budgetkit.corpus import build
from budgetkit.dataset import load


@pytest.fixture
def shipped(repository):
    """The clean dataset of the repository, or a skip where it is not built yet."""
    folder = repository / "data" / "clean"
    if not (folder / "datapackage.json").is_file():
        pytest.skip("data/clean holds no dataset yet; make it with `budgetkit build`")
    return folder


def test_shipped_data_is_fresh(shipped, repository, tmp_path):
    build(repository / "data" / "raw", out=tmp_path / "clean", cache=tmp_path / "cache")
    names = {path.name for path in shipped.iterdir() if path.suffix in (".csv", ".json", ".md")}
    fresh = {path.name for path in (tmp_path / "clean").iterdir() if path.suffix in (".csv", ".json", ".md")}
    assert names == fresh
    stale = [
        name
        for name in sorted(names)
        if (shipped / name).read_bytes() != (tmp_path / "clean" / name).read_bytes()
    ]
    assert not stale, "data/clean is stale; run `budgetkit build` and look at the difference"


def test_shipped_data_is_whole(shipped):
    dataset = load(shipped)
    assert set(dataset.files["status"]) <= {"ok", "partial", "duplicate"}
    assert len(dataset.lines) > 0


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_readme_counts_what_ships(repository, page):
    import budgetkit

    data = budgetkit.load(repository / "data/clean")
    counts = f"{len(data.documents)} documents, {len(data.lines):,} lines, {len(data.findings)} findings"
    assert counts in (repository / page).read_text(encoding="utf-8")
