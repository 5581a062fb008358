"""Every key and every referring word of the rules, misspelt once, is refused with file, entry and key."""

from __future__ import annotations

import copy
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Any, Literal, NewType, Union, get_args, get_origin

import attrs
import pytest

from budgetkit.errors import WrongRule
from budgetkit.rules import compiled
from budgetkit.rules.active import active, read_rules
from budgetkit.rules.compiled import write_compiled
from budgetkit.rules.files import Source, declared_as, read_sources
from budgetkit.rules.loading import read_records, structure_rows, structure_source, structurer_of

SOURCES = {source.name: source for source in read_sources()}
STRUCTURER = structurer_of([*SOURCES.values()])


def places(raw: Any, kind: Any, path: tuple = ()) -> Iterator[tuple[tuple, bool]]:
    """Paths to keys (true) and to words that refer to something (false) in what a file holds."""
    if get_origin(kind) in (UnionType, Union):
        kind = next(one for one in get_args(kind) if one is not type(None))
    if attrs.has(kind) and isinstance(raw, dict):
        types = {field.name: field.type for field in attrs.fields(kind)}
        for key, value in raw.items():
            yield (*path, key), True
            yield from places(value, types[key], (*path, key))
    elif get_origin(kind) is dict:
        for key, value in raw.items():
            if refers(get_args(kind)[0]):
                yield (*path, key), True
            yield from places(value, get_args(kind)[1], (*path, key))
    elif isinstance(raw, list):
        for number, value in enumerate(raw):
            yield from places(value, get_args(kind)[0], (*path, number))
    elif get_origin(kind) in (tuple, frozenset):
        yield from places(raw, get_args(kind)[0], path)
    elif refers(kind) and raw:
        yield path, False


def refers(kind: Any) -> bool:
    return isinstance(kind, NewType) or get_origin(kind) is Literal


def misspelt(raw: Any, path: tuple, is_key: bool) -> tuple[Any, str]:
    """What a file holds with one key or word misspelt, all other entries of its list left out."""
    first, *rest = path
    whole = raw[first]
    if rest and isinstance(whole, list) and isinstance(rest[0], int):
        whole, rest = [whole[rest[0]]], [0, *rest[1:]]
    elif rest and isinstance(whole, dict):
        whole = {rest[0]: whole[rest[0]]}
    content = copy.deepcopy({first: whole})
    holder = content
    for step in [first, *rest][:-1]:
        holder = holder[step]
    last = [first, *rest][-1]
    word = str(last) if is_key else holder[last]
    wrong = f"{word}x"
    if is_key:
        holder[wrong] = holder.pop(last)
    else:
        holder[last] = wrong
    return content, wrong


def refusal(source: Source, content: Any) -> WrongRule:
    file = declared_as(source)
    structure = structure_rows if file.has_rows else structure_source
    with pytest.raises(WrongRule) as caught:
        structure(attrs.evolve(source, content=content), file.record, STRUCTURER)
    return caught.value


@pytest.mark.parametrize("name", [name for name in SOURCES if name.endswith(".toml")])
def test_every_key_and_every_word_of_a_file_is_refused_when_misspelt(name):
    source = SOURCES[name]
    tried = 0
    for path, is_key in places(source.content, declared_as(source).record):
        content, wrong = misspelt(source.content, path, is_key)
        error = refusal(source, content)
        assert error.file == name and wrong.split(", ")[-1] in str(error)
        named = [step for step in path if isinstance(step, str)]
        assert error.key and (is_key or len(path) == 1 or error.key.split(".")[-1] in named), str(error)
        assert error.entry or len(named) == 1, str(error)
        assert re.search(r"did you mean “.+”|known are ", error.advice), str(error)
        tried += 1
    assert tried > 0


def test_every_column_and_every_referring_cell_is_refused_when_misspelt():
    tried = 0
    for name, source in SOURCES.items():
        file = declared_as(source)
        if not file.has_rows:
            continue
        for column in source.content[0]:
            renamed = {f"{key}x" if key == column else key: cell for key, cell in source.content[0].items()}
            error = refusal(source, [renamed])
            assert (error.file, error.entry, error.key) == (name, "header", f"{column}x")
            assert f"“{column}”" in error.advice
            tried += 1
        referring = {field.name for field in attrs.fields(file.record) if refers(field.type)}
        words = {
            (column, row[column]): row for row in source.content for column in referring if row.get(column)
        }
        for (column, word), row in words.items():
            error = refusal(source, [row | {column: f"{word}x"}])
            assert (error.file, error.entry, error.key) == (name, "row 2", column)
            assert error.advice
            tried += 1
    assert tried > 500


def test_thousands_of_misspellings_are_tried():
    counted = [
        places(one.content, declared_as(one).record) for one in SOURCES.values() if ".toml" in one.name
    ]
    assert sum(1 for found in counted for _ in found) > 3000


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("words/sections.toml", "[[section]\n", "sections.toml.*is no TOML"),
        ("words/sections.toml", '[[section]]\nid = "x"\nsays = "("\nlabel_zh = "一"\nlabel_en = "one"\n',
         "section “x”, says: .* no regular expression"),
        ("words/sections.toml", '[[section]]\nid = "duties"\nsays = "a"\nlabel_zh = "一"\nlabel_en = "one"\n',
         "section “duties”.*stands already in words/sections.toml; say replaces = true"),
        ("words/sectoins.toml", "", "is no file of rules; did you mean “words/sections.toml”"),
        ("completeness.toml", '[[item]]\nid = "x"\nweight = "much"\ngroup = "tables"\ntest = "table"\n'
         'label_zh = "一"\nlabel_en = "one"\n', "item “x”, weight: 'much' is no whole number"),
        ("completeness.toml", '[[item]]\nid = "x"\n', "item “x”.*“group” is missing"),
        ("codes/functional.csv", "code,name\n299,一\n", "header, .*“level” is missing"),
        ("codes/functional.csv", "code,name,level,confidence\n299,一,类\n", "row 2: has 3 cells"),
    ],
)  # fmt: skip
def test_files_of_the_user_are_refused_by_their_path(tmp_path: Path, name, text, says):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WrongRule, match=says) as caught:
        read_rules(tmp_path)
    assert str(tmp_path) in str(caught.value)


def test_an_entry_that_says_so_replaces_ours(tmp_path: Path):
    path = tmp_path / "words" / "sections.toml"
    path.parent.mkdir()
    path.write_text(
        '[[section]]\nid = "duties"\nreplaces = true\nsays = "自定"\nlabel_zh = "一"\nlabel_en = "one"\n',
        encoding="utf-8",
    )
    from budgetkit.rules.declared.words import SectionFile

    own, *others = read_rules(tmp_path).of(SectionFile).section
    assert own.label_en == "one" and "duties" not in {one.id for one in others}


def test_compiled_rules_are_those_that_were_checked():
    checked = read_records()
    assert write_compiled({of: active().of(of) for of in checked}) == write_compiled(checked)


def test_rules_of_which_a_byte_has_changed_are_not_taken_from_the_compiled_form(tmp_path, monkeypatch):
    package = tmp_path / "rules"
    shutil.copytree(compiled._PACKAGE, package)
    monkeypatch.setattr(compiled, "_PACKAGE", package)
    assert compiled.read_compiled() is not None
    for name in ("data/terms.tsv", "vocabulary.py"):
        before = (package / name).read_bytes()
        (package / name).write_bytes(before + b"\n")
        assert compiled.read_compiled() is None
        (package / name).write_bytes(before)
    (package / "compiled.json").unlink()
    assert compiled.read_compiled() is None


def test_a_warm_start_checks_nothing():
    program = "from budgetkit.rules.kinds import kinds; kinds(); import sys; print('cattrs' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


def test_no_other_module_parses_rules():
    package = Path(__file__).parents[1] / "budgetkit"
    reading = {path for path in package.rglob("*.py") if "tomllib" in path.read_text(encoding="utf-8")}
    assert reading == {package / "rules" / "files.py"}
