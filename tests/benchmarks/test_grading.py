"""How long a class takes to run, beside stock ``nbgrader autograde`` on the very same hand-ins, and that both give the same points."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import threading
import time
from pathlib import Path

import nbformat
import psutil
import pytest

from course.grading.root import DEFAULT, CourseRoot
from tests.benchmarks.report import KEPT
from tests.conftest import ROOT
from tests.course.conftest import RUN
from tests.course.grading.trip import Course, perfect

pytestmark = [pytest.mark.skipif(not sys.platform.startswith("linux"), reason="bubblewrap findes kun til Linux"), pytest.mark.timeout(3600)]
SAMPLE = Path(importlib.util.find_spec("nbgrader").submodule_search_locations[0]) / "docs" / "source" / "user_guide"
SIZES = [int(size) for size in os.environ.get("LEDELSESRUM_CLASS_SIZES", "10" if KEPT else "4").split(",")]  # 20 and 40 take a quarter of an hour


def ours(folder: Path, copies: int) -> None:
    """A1 with its solutions, handed in by so many."""
    course = Course.make(folder)
    shutil.copytree(DEFAULT / "source" / "A1", folder / "source" / "A1")
    assert course.root.api.generate_assignment("A1")["success"]
    notebook = course.read("release", "A1")
    perfect(notebook, course.read("source", "A1"))
    for number in range(copies):
        target = folder / "submitted" / f"elev{number:02}" / "A1"
        target.mkdir(parents=True)
        nbformat.write(notebook, target / "A1.ipynb")


def nbgraders(folder: Path, copies: int) -> None:
    """nbgrader's own sample, ps1, as the student of its guide handed it in; the settings are nbgrader's."""
    shutil.copytree(SAMPLE / "source" / "ps1", folder / "source" / "ps1")
    (folder / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    assert CourseRoot(folder).api.generate_assignment("ps1")["success"]
    for number in range(copies):
        shutil.copytree(SAMPLE / "submitted" / "bitdiddle" / "ps1", folder / "submitted" / f"elev{number:02}" / "ps1")


CLASSES = {"A1": ours, "ps1": nbgraders}


def timed(command: list[str], folder: Path) -> tuple[float, float]:
    """Run a command in a folder; gives seconds, and the most memory that it and all below it held, in MB."""
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "LEDELSESRUM_DB")}
    environment["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), environment["PATH"]])
    began, most = time.monotonic(), 0.0
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    ended = threading.Event()

    def watch() -> None:
        nonlocal most
        while not ended.wait(0.5):
            most = max(most, _memory(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, said = process.communicate()
    took = time.monotonic() - began
    ended.set()
    watcher.join()
    assert process.returncode == 0, said.decode(errors="replace")[-2000:]
    return took, most / 1e6


def _memory(pid: int) -> int:
    try:
        top = psutil.Process(pid)
        return sum(one.memory_info().rss for one in (top, *top.children(recursive=True)))
    except psutil.Error:
        return 0


@pytest.mark.parametrize("copies", SIZES)
@pytest.mark.parametrize("assignment", CLASSES)
def test_a_class_is_run(tmp_path, measured, assignment, copies):
    stock, kit = tmp_path / "nbgrader", tmp_path / "kit"
    CLASSES[assignment](stock, copies)
    shutil.copytree(stock, kit, symlinks=True)
    theirs = timed([str(Path(sysconfig.get_path("scripts")) / "nbgrader"), "autograde", assignment], stock)
    mine = timed([sys.executable, "-c", RUN, "grade", "run", assignment, "--jobs", "auto", "--course", str(kit)], ROOT)
    points = Course(kit).scores(assignment)
    assert points == Course(stock).scores(assignment) and len(points) == copies and sum(points["elev00"].values()) > 0
    heading = f"A class is run: {assignment}, {copies} hand-ins"
    for name, (seconds, memory) in (("nbgrader autograde", theirs), ("course grade run", mine)):
        measured(heading, f"{name}, in all", "s", seconds)
        measured(heading, f"{name}, for each", "s", seconds / copies)
        measured(heading, f"{name}, memory at most", "MB", memory)
    measured(heading, "times as fast", "×", theirs[0] / mine[0])
