"""Copies of the project to break and to write in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

RUN = "import sys; from course.cli import main; sys.exit(main())"


@pytest.fixture
def sources(tmp_path) -> Path:
    """A copy of the project that has never been built."""
    target = tmp_path / "kursus med æøå"
    target.mkdir()
    for name in ("_config.yml", "_toc.yml", "requirements.txt", "README.md"):
        shutil.copy(ROOT / name, target / name)
    for name in ("book", "notebooks", "exercises", "course"):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    return target


@pytest.fixture
def copy(book, sources) -> Path:
    """A built copy of the project."""
    shutil.copytree(ROOT / "_build", sources / "_build")
    return sources


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def run_course(root: Path, *arguments: object, **environment: str) -> subprocess.CompletedProcess:
    """Run a command of the course that lies in ``root``, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", RUN, *map(str, arguments)], cwd=root, env=os.environ | {"PYTHONPATH": str(root)} | environment,
        capture_output=True, text=True, encoding="utf-8", timeout=250,
    )
