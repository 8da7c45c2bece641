"""Build the wheel ``ledelsesrum-elev``: ``exercises`` as a student's package needs it, in this process and without a network."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[3]
PROJECT = Path(__file__).parent / "package" / "pyproject.toml"
STYLES = ("tokens.css", "widgets.css")
LEFT_OUT = ("__pycache__", ".ipynb_checkpoints", "*.pyc", ".DS_Store")


def build_wheel(into: Path) -> Path:
    """Build the wheel in the folder ``into``; its bytes are the same each time for the same files. Gives its path."""
    from hatchling.build import build_wheel as build

    with tempfile.TemporaryDirectory() as folder:
        lay_out(Path(folder))
        with contextlib.chdir(folder):
            return into / build(str(into.absolute()))


def lay_out(folder: Path) -> None:
    """Lay out in ``folder`` what the wheel is made of: no answers to the pages' own tasks, and the widgets' styles along."""
    shutil.copytree(ROOT / "exercises", folder / "exercises", ignore=shutil.ignore_patterns(*LEFT_OUT))
    for task in (folder / "exercises" / "tasks").glob("*.yaml"):
        task.unlink()
    for name in STYLES:
        shutil.copy(ROOT / "book" / "_static" / name, folder / "exercises" / "frontend" / name)
    for path in (PROJECT, ROOT / "LICENSE", ROOT / "LICENSE-content"):
        shutil.copy(path, folder / path.name)
