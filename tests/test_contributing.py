"""The examples of CONTRIBUTING.md: copied from the data, or understood by what they are written for."""

from __future__ import annotations

import re
import tomllib

import pytest

from budgetkit.corrections import load_corrections
from budgetkit.rules.identities import Identity

EXAMPLE = re.compile(r"<!-- (from|read by) (\S+) -->\n```\w+\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def guide(repository) -> str:
    return (repository / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_every_example_from_the_data_stands_in_its_file(guide, repository):
    examples = [(path, text) for how, path, text in EXAMPLE.findall(guide) if how == "from"]
    assert len({path for path, _ in examples}) == 4
    for path, text in examples:
        ((kind, (entry,)),) = tomllib.loads(text).items()
        stored = tomllib.loads((repository / path).read_text(encoding="utf-8"))[kind]
        assert entry in stored, f"the example from {path} is no longer there"


def test_the_example_of_an_identity_names_fields_that_there_are(guide):
    text = guide.split("### Add an identity")[1].split("```toml\n")[1].split("```")[0]
    (entry,) = tomllib.loads(text)["identity"]
    assert set(entry) <= set(Identity.__slots__)


def test_the_example_of_a_correction_is_understood(guide, tmp_path):
    texts = [text for how, _, text in EXAMPLE.findall(guide) if how == "read by"]
    (tmp_path / "corrections.yml").write_text("\n".join(texts), encoding="utf-8")
    one, given = load_corrections(tmp_path / "corrections.yml")
    assert (given.printed, given.amount, given.unit) == ("########", "1,204.50", "万元")
    assert (one.printed, one.corrected, one.field) == ("9,645.51", "9,646.01", "amount")
    assert one.document_id == "southwest-university-2023-approved"
