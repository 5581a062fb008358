"""What dev.py installs: one set of ranges, one lock, pip's settings honoured, nothing done twice."""

from __future__ import annotations

import ast
import importlib.metadata
import importlib.util
import json
import re
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (REPOSITORY / "requirements.lock").read_text(encoding="utf-8")


def load_dev():
    """Load dev.py, which stands outside of any package."""
    specification = importlib.util.spec_from_file_location("dev", REPOSITORY / "dev.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture
def dev():
    return load_dev()


def ranges(requirements: list[str]) -> dict[str, str]:
    """Requirements as name to range, names spelt alike."""
    parted = [re.match(r"([\w.-]+)(.*)", text.replace(" ", "")) for text in requirements]
    return {match[1].lower().replace("_", "-"): match[2] for match in parted}


def conda_requirements() -> list[str]:
    """All packages that environment.yml names, conda's and pip's."""
    environment = yaml.safe_load((REPOSITORY / "environment.yml").read_text(encoding="utf-8"))
    names = [entry for entry in environment["dependencies"] if isinstance(entry, str)]
    inner = [entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict)]
    return names + [entry for entries in inner for entry in entries if not entry.startswith("-")]


def test_conda_and_pip_users_get_the_same_ranges():
    conda = ranges(conda_requirements())
    assert conda.pop("python") == PROJECT["project"]["requires-python"]
    assert conda.pop("pip") == ""
    assert conda == ranges(PROJECT["project"]["dependencies"])


def foreign_imports(folder: Path) -> set[str]:
    """Top-level names that the Python files of a folder import, the standard library and our own left out."""
    names = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add(node.module.split(".")[0])
    return names - set(sys.stdlib_module_names) - {"budgetkit", "tools", "benchmarks", "tests"}


@pytest.mark.parametrize(
    ("folder", "groups"), [("budgetkit", ["ocr", "export"]), ("benchmarks", ["bench", "dev"])]
)
def test_what_is_imported_is_declared(folder, groups):
    extras = PROJECT["project"]["optional-dependencies"]
    declared = set(PROJECT["project"]["dependencies"]).union(*(extras[group] for group in groups))
    owners = importlib.metadata.packages_distributions()
    for name in foreign_imports(REPOSITORY / folder):
        assert set(ranges(owners.get(name, [name]))) & set(ranges(declared)), f"{folder} imports {name}"


def test_the_build_backend_comes_from_the_lock():
    extras = PROJECT["project"]["optional-dependencies"]
    assert set(PROJECT["build-system"]["requires"]) <= set(extras["dev"])


def test_the_lock_names_every_direct_requirement(dev):
    extras = PROJECT["project"]["optional-dependencies"]
    wanted = sum((extras[group] for group in dev.LOCKED_EXTRAS), PROJECT["project"]["dependencies"])
    assert not set(ranges(wanted)) - set(ranges(re.findall(r"^\S+", LOCK, flags=re.MULTILINE)))


def test_every_entry_of_the_lock_is_pinned_and_hashed():
    entries = re.split(r"^(?=\S)", LOCK, flags=re.MULTILINE)[1:]
    assert len(entries) > 50
    assert not [entry for entry in entries if "==" not in entry.splitlines()[0]]
    assert not [entry for entry in entries if "--hash=sha256:" not in entry]


def test_the_lock_says_nothing_about_where_packages_come_from():
    assert not re.search(r"://|index-url|find-links|trusted-host", LOCK)


def test_the_version_stands_once():
    import budgetkit

    citation = yaml.safe_load((REPOSITORY / "CITATION.cff").read_text(encoding="utf-8"))
    assert PROJECT["project"]["version"] == budgetkit.__version__ == citation["version"]


def test_nothing_installed_forbids_a_free_use_of_budgetkit():
    locked = set(ranges(re.findall(r"^\S+", LOCK, flags=re.MULTILINE)))
    for distribution in importlib.metadata.distributions():
        if not locked & set(ranges([distribution.metadata["Name"]])):
            continue
        terms = [distribution.metadata.get("License-Expression") or ""]
        terms += [line for line in distribution.metadata.get_all("Classifier") or [] if "License" in line]
        assert "GPL" not in " ".join(terms), distribution.metadata["Name"]


def test_split_lock_gives_uv_to_pip_and_all_else_to_uv(dev):
    tool, packages = dev.split_lock(LOCK)
    assert tool.startswith("uv==") and tool.count("==") == 1 and "--hash" in tool
    assert "\nuv==" not in packages and len(tool) + len(packages) == len(LOCK)


def test_pip_settings_follow_the_rank_of_their_place(dev):
    listing = "\n".join(
        [
            ":env:.cert='/certificates/environment.pem'",
            "global.cert='/certificates/file.pem'",
            "install.index-url='https://install.example/simple'",
            "global.index-url='https://global.example/simple'",
            "global.extra-index-url='https://one.example\\nhttps://two.example'",
            "download.index-url='https://elsewhere.example/simple'",
            "global.disable-pip-version-check='1'",
        ]
    )
    assert dev.pip_settings(listing) == {
        "cert": "/certificates/environment.pem",
        "index-url": "https://install.example/simple",
        "extra-index-url": "https://one.example\nhttps://two.example",
    }


def test_pip_settings_of_an_untouched_machine_are_none(dev):
    assert dev.pip_settings("") == {}


def test_uv_hears_what_pip_was_told_unless_it_was_told_itself(dev, monkeypatch):
    for variable, _ in dev.UV_SETTINGS.values():
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://mine.example/simple")
    for variable in ("UV_INDEX_STRATEGY", "UV_SYSTEM_CERTS"):
        monkeypatch.delenv(variable, raising=False)
    said = {
        "index-url": "https://pip.example/simple",
        "extra-index-url": "https://one.example\nhttps://two.example",
        "find-links": "https://wheels.example https://more.example",
    }
    assert dev.uv_environment(said) == {
        "UV_INDEX": "https://one.example https://two.example",
        "UV_FIND_LINKS": "https://wheels.example,https://more.example",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_SYSTEM_CERTS": "1",
    }


def test_a_project_in_a_folder_with_a_chinese_name_is_found_in_any_locale(dev, tmp_path, monkeypatch):
    link = tmp_path / "预算" / ".venv" / "lib" / "site-packages" / "budgetkit.pth"
    link.parent.mkdir(parents=True)
    monkeypatch.setattr(dev, "ROOT", tmp_path / "预算")
    dev.link_relatively(link)
    assert link.read_bytes().isascii()
    assert (link.parent / link.read_text().strip()).resolve() == (tmp_path / "预算").resolve()


@pytest.fixture
def finished(dev, tmp_path, monkeypatch):
    """A folder whose set-up is done, where any further step would fail the test."""
    for name in ("LOCK", "PROJECT"):
        path = tmp_path / getattr(dev, name).name
        path.write_text("x==1\n", encoding="utf-8")
        monkeypatch.setattr(dev, name, path)
    for name, path in {"VENV": ".venv", "STAMP": ".venv/setup.json", "SCRIPTS": ".venv/bin"}.items():
        monkeypatch.setattr(dev, name, tmp_path / path)
    dev.SCRIPTS.mkdir(parents=True)
    (dev.SCRIPTS / f"budgetkit{dev.SUFFIX}").touch()
    dev.STAMP.write_text(json.dumps(dev.fingerprint()), encoding="utf-8")

    def started():
        raise dev.SetupError("set-up started")

    monkeypatch.setattr(dev, "find_uv", started)
    return dev


def test_set_up_does_nothing_when_nothing_changed(finished, capsys):
    finished.setup()
    assert "up to date" in capsys.readouterr().out


@pytest.mark.parametrize("change", ["lock", "project", "stamp", "script", "python"])
def test_set_up_starts_again_when_anything_it_rests_on_changed(finished, change, monkeypatch):
    if change in ("lock", "project"):
        getattr(finished, change.upper()).write_text("x==2\n", encoding="utf-8")
    elif change == "stamp":
        finished.STAMP.write_text("{half", encoding="utf-8")
    elif change == "script":
        (finished.SCRIPTS / f"budgetkit{finished.SUFFIX}").unlink()
    else:
        monkeypatch.setattr(finished, "BASE_PYTHON", str(Path(sys.executable).parent / "another-python"))
    with pytest.raises(finished.SetupError, match="set-up started"):
        finished.setup()


def test_without_pip_the_message_says_what_to_install(dev, tmp_path, monkeypatch):
    monkeypatch.setattr(dev, "CACHE", tmp_path)
    monkeypatch.setattr(dev, "pip", lambda *_, **__: dev.subprocess.CompletedProcess([], 1))
    monkeypatch.setattr(dev.shutil, "which", lambda _: None)
    with pytest.raises(dev.SetupError, match="python3-pip"):
        dev.find_uv()


@pytest.mark.parametrize(
    ("statuses", "ran", "answer"),
    [
        ([0, 0, 0], ["build", "audit", "report"], 0),
        ([3, 0, 0], ["build", "audit", "report"], 3),
        ([4, 0, 0], ["build"], 4),
    ],
)
def test_the_report_goes_on_past_files_set_aside_and_says_so(dev, monkeypatch, statuses, ran, answer):
    begun = []

    def run(_, command, *arguments):
        begun.append(command)
        return statuses[len(begun) - 1]

    monkeypatch.setattr(dev, "run", run)
    assert dev.report([]) == answer
    assert begun == ran


def test_a_folder_of_wheels_that_is_not_there_is_passed_over(dev, tmp_path, monkeypatch):
    monkeypatch.delenv("UV_FIND_LINKS", raising=False)
    missing = tmp_path / "gone"
    assert "UV_FIND_LINKS" not in dev.uv_environment({"find-links": str(missing)})
    assert dev.uv_environment({"find-links": f"{missing} {tmp_path}"})["UV_FIND_LINKS"] == str(tmp_path)
