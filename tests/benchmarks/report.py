"""Figures as a table to read, and as lines for a program."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

import psutil

from tests.conftest import ROOT

DECIMALS = {"s": 2, "×": 2, "ms": 0, "kB": 1, "MB": 0, "": 0}
PACKAGES = ["jupyter-book", "jupyter-server", "ipykernel", "ipywidgets", "anywidget", "teachbooks-sphinx-thebe", "pandas", "matplotlib", "nbgrader"]
KEPT = os.environ.get("LEDELSESRUM_RESULTS", "")  # where the figures are written
LOAD = psutil.getloadavg()[0]  # of the minute before anything was measured
INTRODUCTION = """# Benchmarks

Written by `LEDELSESRUM_RESULTS=tests/benchmarks/RESULTS.md python3 -m course test --all tests/benchmarks`, not by hand; a run of one file of
them writes its own tables anew. An aim is for the median, on 2 cores with nothing else to do. kB and MB are thousands and millions of bytes."""


def repeats(wanted: int) -> int:
    """How many times to measure: as many as figures that are kept need, once where it only has to be seen to work."""
    return wanted if KEPT else 1


@dataclass(frozen=True)
class Figure:
    """What was measured under one heading: its values, their unit, and what the median should stay below."""

    heading: str
    what: str
    unit: str
    values: list[float]
    aim: float | None = None

    def row(self) -> list[str]:
        lowest, middle, highest = (f"{value:z.{DECIMALS[self.unit]}f}" for value in (min(self.values), median(self.values), max(self.values)))
        ends = (lowest, highest) if len(self.values) > 1 else ("", "")
        return [self.what, self.unit, ends[0], middle, ends[1], str(len(self.values)), "" if self.aim is None else f"< {self.aim:g}"]


def tables(figures: list[Figure]) -> str:
    """A Markdown table under each heading, aligned so that it can be read in a terminal too."""
    return "\n\n".join(f"### {heading}\n\n{table}" for heading, table in by_heading(figures).items())


def by_heading(figures: list[Figure]) -> dict[str, str]:
    """The table of each heading."""
    found = {}
    for heading in dict.fromkeys(figure.heading for figure in figures):
        rows = [["", "unit", "min", "median", "max", "n", "aim"], *(figure.row() for figure in figures if figure.heading == heading)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = [f"| {' | '.join(map(_justified, row, widths, range(len(row))))} |" for row in rows]
        rule = f"|{'|'.join('-' * (width + 1) + ('-' if i < 2 else ':') for i, width in enumerate(widths))}|"
        found[heading] = "\n".join([lines[0], rule, *lines[1:]])
    return found


def write(path: Path, figures: list[Figure], about: dict[str, str]) -> None:
    """Write a report to ``path`` when it ends with ``.md``, where what was not measured this time keeps its table; else append one line of JSON."""
    if path.suffix == ".md":
        when = f"{about['date']}, commit {about['commit']}, {about['machine']}, {about['load']}"
        measured = {heading: f"{when}\n\n{table}" for heading, table in by_heading(figures).items()}
        parts = "\n\n".join(f"### {heading}\n\n{text}" for heading, text in (_kept(path) | measured).items())
        path.write_text(f"{INTRODUCTION}\n\nVersions of the last run: {about['versions']}.\n\n{parts}\n", encoding="utf-8")
        return
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(about | {"figures": [asdict(figure) for figure in figures]}, ensure_ascii=False) + "\n")


def _kept(path: Path) -> dict[str, str]:
    """What a report that is there already says under each heading."""
    parts = path.read_text(encoding="utf-8").split("\n### ")[1:] if path.exists() else []
    return {heading: text.strip() for heading, _, text in (part.partition("\n") for part in parts)}


def about(chromium: str) -> dict[str, str]:
    """What was measured, on what, and when; ``chromium`` is the browser's version, empty where none was used."""
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": _commit(),
        "machine": f"{os.cpu_count()} cores ({_processor()}), {psutil.virtual_memory().total / 1e9:.0f} GB memory, {platform.system()} {platform.machine()}",
        "load": f"{LOAD:.1f} processes in the minute before",
        "versions": ", ".join([f"Python {platform.python_version()}", *([f"Chromium {chromium}"] if chromium else []), *(f"{name} {version(name)}" for name in PACKAGES)]),
    }


def _justified(cell: str, width: int, column: int) -> str:
    return cell.ljust(width) if column < 2 else cell.rjust(width)


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty= and changes", "--exclude", "*"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip() or "unknown"


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text(encoding="utf-8").splitlines() if known.exists() else []
    return next((line.split(": ")[1] for line in lines if line.startswith("model name")), platform.processor() or "unknown")
