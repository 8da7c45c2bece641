"""A course of one's own, as a reader has it installed: the environment is real, and borrows its packages from the one that runs the tests."""

from __future__ import annotations

import json
import os
import shutil
import sysconfig
import venv
from pathlib import Path

from course.bootstrap import LOCKS, STAMP, fingerprint
from course.site import build
from tests.conftest import ROOT

NEVER_COMMITTED = ("release", "submitted", "autograded", "feedback", "packages", "collected", "*.db*", ".ledelsesrum", "roster.csv")


def complete(small: Path) -> Path:
    """Give a built copy of the small course what it lacks beside pages: locks, assignments, start files."""
    for name in (*LOCKS.values(), "pyproject.toml", "LICENSE", "start.cmd", "start.command", ".gitignore"):
        shutil.copy(ROOT / name, small / name)
    shutil.copytree(ROOT / "assignments", small / "assignments", ignore=shutil.ignore_patterns(*NEVER_COMMITTED))
    (small / build.STAMP).write_text(json.dumps(build.sources_of(small)), encoding="utf-8")  # none of it changes a page
    return small


def install(root: Path) -> Path:
    """Make ``.venv`` as an install leaves it, each package a link; gives ``root``."""
    folder = root / ".venv"
    venv.EnvBuilder(symlinks=os.name != "nt").create(folder)
    for package in Path(sysconfig.get_path("purelib")).iterdir():
        if not (packages(root) / package.name).exists():
            (packages(root) / package.name).symlink_to(package)
    for script in Path(sysconfig.get_path("scripts")).glob("alembic*"):
        (folder / "bin" / script.name).symlink_to(script)
    (folder / STAMP).write_text(fingerprint(root / LOCKS["read"], folder), encoding="utf-8")
    return root


def packages(root: Path) -> Path:
    """Where the packages of a copy's environment lie."""
    return next((root / ".venv").glob("[Ll]ib/**/site-packages"))
