"""Set up budgetkit, make its report, test it, measure it, check its style, renew its lock.

    python3 dev.py setup | report | test | bench | lint | lock

Needs Python 3.11 or newer with pip, and nothing else: neither the ``venv`` module nor the right to
install anything outside of this folder. ``.cache`` gets a pinned uv, ``.venv`` every package of
``requirements.lock`` by its hash. pip's own settings (index, certificates, proxies) hold for both.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
PROJECT = ROOT / "pyproject.toml"
CACHE = ROOT / ".cache"
VENV = ROOT / ".venv"
STAMP = VENV / "setup.json"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
SUFFIX = ".exe" if os.name == "nt" else ""
LIBRARY = "Lib" if os.name == "nt" else f"lib/python{sys.version_info[0]}.{sys.version_info[1]}"
# A script that runs inside .venv must not build the next .venv from the one it replaces.
BASE_PYTHON = getattr(sys, "_base_executable", None) or sys.executable

# Where uv looks for what pip's configuration calls by another name, and how it separates several values.
UV_SETTINGS = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "cert": ("SSL_CERT_FILE", " "),
    "client-cert": ("SSL_CLIENT_CERT", " "),
    "proxy": ("ALL_PROXY", " "),
    "timeout": ("UV_HTTP_TIMEOUT", " "),
}

# The optional groups of pyproject.toml that the lock covers: all but the large one for scanned pages.
LOCKED_EXTRAS = ("export", "dev", "bench")


class SetupError(Exception):
    """What keeps this folder from being set up, in a sentence for the user."""


def run(*command: str | Path, **options) -> int:
    """Run a command in the project's folder and return its exit status."""
    environment = {"PYTHONUTF8": "1", **os.environ, **options.pop("env", {})}
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, **options).returncode


def python_identity() -> str:
    """What a set-up depends on besides the files: interpreter, machine, and the place of this folder."""
    version = ".".join(map(str, sys.version_info[:2]))
    return f"{sys.implementation.name} {version} of {Path(BASE_PYTHON).resolve()} in {ROOT}"


def fingerprint() -> dict[str, str]:
    """What must be unchanged for a set-up to be current."""
    content = hashlib.sha256()
    for path in (LOCK, PROJECT, Path(__file__)):
        content.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return {"python": python_identity(), "content": content.hexdigest()}


def read_stamp() -> dict[str, str]:
    """The fingerprint of the last finished set-up, empty when there is none."""
    try:
        return json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def split_lock(text: str) -> tuple[str, str]:
    """Part the lock into uv's own entry, which pip installs, and the others, which uv installs."""
    entries = re.split(r"^(?=\S)", text, flags=re.MULTILINE)
    tool = [entry for entry in entries if entry.startswith("uv==")]
    return "".join(tool), "".join(entry for entry in entries if entry not in tool)


def pip_settings(listing: str) -> dict[str, str]:
    """Read the output of ``pip config list``; the environment outranks [install], that outranks [global]."""
    ranks = {"global": 0, "install": 1, ":env:": 2}
    found: dict[str, tuple[int, str]] = {}
    for line in listing.splitlines():
        key, _, value = line.partition("=")
        section, _, name = key.rpartition(".")
        known = name in UV_SETTINGS or name == "no-index"
        if section in ranks and known and ranks[section] >= found.get(name, (0,))[0]:
            found[name] = ranks[section], str(ast.literal_eval(value))
    return {name: value for name, (_, value) in found.items() if value.strip()}


def uv_environment(settings: dict[str, str]) -> dict[str, str]:
    """Say pip's settings in uv's words; what the user already says to uv stands."""
    translated = {}
    for name, (variable, separator) in UV_SETTINGS.items():
        values = settings.get(name, "").split()
        if name == "find-links":
            # pip passes over a folder that is not there; uv would stop
            values = [value for value in values if "://" in value or Path(value).exists()]
        if values:
            translated[variable] = separator.join(values)
    # pip weighs all indexes alike. The lock's hashes decide what may be installed, so uv may do the same.
    translated["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    # pip trusts the authorities that the system trusts, among them a company's own; uv would not.
    translated["UV_SYSTEM_CERTS"] = "1"
    return {variable: value for variable, value in translated.items() if variable not in os.environ}


def pip(*arguments: str | Path, **options) -> subprocess.CompletedProcess:
    """Run this Python's pip, free of settings that contradict installing into a folder."""
    environment = {**os.environ, "PIP_REQUIRE_VIRTUALENV": "0", "PIP_USER": "0", "PIP_NO_INPUT": "1"}
    environment.update(PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_ROOT_USER_ACTION="ignore")
    command = [sys.executable, "-m", "pip", *map(str, arguments)]
    options.update(text=True, encoding="utf-8", errors="replace")
    return subprocess.run(command, cwd=ROOT, env=environment, **options)


def read_pip_settings() -> dict[str, str]:
    """pip's settings on this machine, from its configuration files and its environment variables."""
    listing = pip("config", "list", capture_output=True)
    return pip_settings(listing.stdout if listing.returncode == 0 else "")


def find_uv() -> Path:
    """Return the pinned uv, installed by pip into a folder of its own when it is not there yet.

    Without pip any uv on the path will do: what it installs is decided by the hashes of the lock.
    """
    entry, _ = split_lock(LOCK.read_text(encoding="utf-8"))
    version = re.match(r"uv==([\w.]+)", entry)
    if not version:
        raise SetupError("requirements.lock names no version of uv; take the file from the repository again.")
    home = CACHE / f"uv-{version[1]}"
    program = home / "bin" / f"uv{SUFFIX}"
    if program.is_file():
        return program
    if pip("--version", capture_output=True).returncode:
        if other := shutil.which("uv"):
            return Path(other)
        raise SetupError(
            f"pip is missing from {sys.executable}. Install it (Debian and Ubuntu: "
            "`apt install python3-pip`; elsewhere: `python3 -m ensurepip --user`), then run this again."
        )
    fresh = CACHE / "uv-unfinished"
    shutil.rmtree(fresh, ignore_errors=True)
    CACHE.mkdir(exist_ok=True)
    wanted = CACHE / "uv-requirement.txt"
    wanted.write_text(entry, encoding="utf-8")
    print(f"Installing uv {version[1]} into {home.relative_to(ROOT)} ...", flush=True)
    options = ["--quiet", "--no-deps", "--only-binary=:all:", "--require-hashes"]
    if pip("install", *options, "--target", fresh, "-r", wanted).returncode:
        raise SetupError("pip could not install uv; its message above says why. Mend that and run again.")
    shutil.rmtree(home, ignore_errors=True)
    fresh.rename(home)
    if not program.is_file():
        raise SetupError(f"uv was installed, but {program.relative_to(ROOT)} is not there; delete .cache.")
    return program


def link_relatively(link: Path) -> None:
    """Let .venv find the project by a relative path.

    Python before 3.13 reads the file in the encoding of the locale, and stops at its very start when that
    cannot say a folder's name: a Chinese one under the C locale, or on a Windows set to another language.
    """
    link.write_text(Path(os.path.relpath(ROOT, link.parent)).as_posix() + "\n", encoding="ascii")


def setup() -> None:
    """Make .venv hold exactly what the lock says, and this project; nothing to do when nothing changed."""
    current, done = fingerprint(), read_stamp()
    if done == current and (SCRIPTS / f"budgetkit{SUFFIX}").exists():
        print("Set-up is up to date.", flush=True)
        return
    uv = find_uv()
    settings = read_pip_settings()
    environment = uv_environment(settings)
    python = SCRIPTS / f"python{SUFFIX}"
    _, packages = split_lock(LOCK.read_text(encoding="utf-8"))

    def step(*arguments: str | Path, **options) -> None:
        if run(uv, *arguments, env=environment, **options):
            raise SetupError(f"`uv {arguments[0]}` failed; its message above says why.")

    STAMP.unlink(missing_ok=True)
    if done.get("python") != current["python"] or not python.exists():
        step("venv", "--quiet", "--clear", "--no-project", "--python", BASE_PYTHON, VENV)
    print("Installing the packages of requirements.lock into .venv ...", flush=True)
    into = ["--python", python]
    sync = ["--require-hashes", "--compile-bytecode"]
    if settings.get("no-index", "").lower() in ("1", "yes", "true", "on"):
        sync.append("--no-index")
    step("pip", "sync", *into, *sync, "-", input=packages.encode())
    step("pip", "install", "--quiet", *into, "--no-deps", "--no-build-isolation", "--editable", ".")
    link_relatively(VENV / LIBRARY / "site-packages" / "budgetkit.pth")
    STAMP.write_text(json.dumps(current, indent=1), encoding="utf-8")
    print("Set-up is done.", flush=True)


def report(extra: list[str]) -> int:
    """Build the dataset from data/raw, audit it, write the report, and say where it is."""
    budgetkit = SCRIPTS / f"budgetkit{SUFFIX}"
    worst = 0
    for command in (["build"], ["audit"], ["report", *extra]):
        status = run(budgetkit, *command)
        if status not in (0, 3):  # 3: done, some files were set aside and named
            return status
        worst = max(worst, status)
    print(f"Report: {ROOT / 'reports' / 'index.html'}")
    return worst


def test(extra: list[str]) -> int:
    """Run the whole test suite, or what the extra arguments select."""
    return run(SCRIPTS / f"python{SUFFIX}", "-m", "pytest", "-q", "-n", "2", *extra)


def bench(extra: list[str]) -> int:
    """Run the benchmarks."""
    return run(SCRIPTS / f"python{SUFFIX}", "-m", "benchmarks", *extra)


def lint(_: list[str]) -> int:
    """Check style and format, and that the generated pages of docs/ are fresh."""
    ruff, python = SCRIPTS / f"ruff{SUFFIX}", SCRIPTS / f"python{SUFFIX}"
    fresh = (python, "-m", "pytest", "-q", "-m", "generated", "tests/test_house.py")
    return max(run(ruff, "check"), run(ruff, "format", "--check"), run(*fresh))


def lock(extra: list[str]) -> int:
    """Write requirements.lock anew from pyproject.toml; ``--upgrade`` takes newer versions."""
    environment = uv_environment(read_pip_settings())
    options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate"]
    options += [f"--extra={group}" for group in LOCKED_EXTRAS]
    options += ["--quiet", "--output-file", LOCK.name]
    return run(find_uv(), "pip", "compile", PROJECT.name, *options, *extra, env=environment)


def main() -> int:
    """Understand the command line and carry it out."""
    commands = {"setup": None, "report": report, "test": test, "bench": bench, "lint": lint, "lock": lock}
    parser = argparse.ArgumentParser(
        prog="dev.py",
        description="Set up budgetkit here, then run what is asked. Further arguments are passed on.",
    )
    parser.add_argument("command", choices=commands)
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="for what is run, e.g. pytest")
    chosen = parser.parse_args()
    if sys.version_info < (3, 11):  # noqa: UP036 - this file runs before any requirement is checked
        found = ".".join(map(str, sys.version_info[:3]))
        print(f"budgetkit needs Python 3.11 or newer; {sys.executable} is {found}.", file=sys.stderr)
        return 2
    if chosen.arguments and chosen.command in ("setup", "lint"):
        parser.error(f"{chosen.command} takes no further arguments")
    action = commands[chosen.command]
    try:
        if action is not lock:
            setup()
        return action(chosen.arguments) if action else 0
    except (SetupError, OSError) as problem:
        print(f"Set-up stopped: {problem}", file=sys.stderr)
        return 4
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
