"""The producers of the truth files, each a module with ``typeset(content, look)`` and ``version()``."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from importlib import import_module
from pathlib import Path

from tools.facsimile.fonts import font_file

NAMES = ("facsimile", "typst", "chromium", "weasyprint", "calc", "writer")


class Absent(Exception):
    """The producer is not installed here."""


def producer(name: str):
    """The module of a producer."""
    return import_module(f"benchmarks.typeset.producers.{name}")


def random_look(name: str, seed: int) -> dict:
    """Choices that all producers understand; each draws its own by the same seed."""
    draw = random.Random(f"look-{name}-{seed}")
    return {
        "size": draw.choice([8.0, 9.0, 9.0, 10.0]),
        "rule": draw.choice([0.4, 0.5, 0.75, 1.0]),
        "frame": draw.choice([0.0, 0.0, 1.5]),
        "shade": draw.choice(["", "", "#d9d9d9", "#eef3fa"]),
        "stripes": draw.random() < 0.3,
        "numbers": draw.choice(["right", "right", "center"]),
        "repeat_header": draw.random() < 0.5,
        "colour": draw.choice(["#000000", "#000000", "#444444"]),
        "padding": draw.choice([2.0, 3.0]),
        "variant": seed % 3,
        "bold": draw.random() < 0.4,
    }


def run_tool(command: list[str], folder: Path) -> str:
    """Run a producer's program with the font at hand, and give what it prints.

    Raises
    ------
    Absent
        If there is no such program.
    """
    program = shutil.which(command[0])
    if program is None:
        raise Absent(command[0])
    settings = folder / "fonts.conf"
    settings.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{font_file().parent}</dir><cachedir>{folder / 'font-cache'}</cachedir>"
        "<config/></fontconfig>",
        encoding="utf-8",
    )
    environment = {**os.environ, "FONTCONFIG_FILE": str(settings), "HOME": str(folder)}
    done = subprocess.run(
        [program, *command[1:]], capture_output=True, text=True, cwd=folder, env=environment, timeout=300
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr[-800:]}")
    return done.stdout
