"""A small assignment of its own, A0, made by nbgrader itself: for tests of what a student does with any assignment."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from traitlets.config import Config

from course.grading.root import CourseRoot

NAME = "A0"
RELEASE = {"assignment": NAME, "release": "0123456789ab"}
TEXTS = {"ClearSolutions": {"text_stub": "Skriv din refleksion her.", "code_stub": {"python": "fald = ...  # Skriv dit tal her"}}}


def make_small_assignment(course: Path) -> Path:
    """Make a course root in ``course`` with the assignment in ``source``, and release it; gives the folder a student gets."""
    source = course / "source" / NAME / f"{NAME}.ipynb"
    source.parent.mkdir(parents=True)
    nbformat.write(_source(), source)
    root = CourseRoot(course)
    root.config.merge(Config(TEXTS))
    result = root.api.generate_assignment(NAME)
    assert result["success"], result["log"]
    return _package(course / "release" / NAME / f"{NAME}.ipynb", course / "package" / NAME)


def copy_of(package: Path, folder: Path) -> Path:
    """A student's own copy of the package; gives its notebook."""
    return shutil.copytree(package, folder / NAME) / f"{NAME}.ipynb"


def _source():
    return new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}, cells=[
        new_markdown_cell("# A0 · Prøveopgave\n\nLæs hver opgave, og svar i cellen under den.", metadata=_nbgrader("a0-start", locked=True)),
        new_markdown_cell("## A0.1 Fald\n\nDækningen faldt fra 86 til 47 pct. Sæt `fald` til faldet i procentpoint.",
                          metadata=_nbgrader("a0-1-tekst", locked=True)),
        new_code_cell("### BEGIN SOLUTION\nfald = 86 - 47\n### END SOLUTION", metadata=_nbgrader("a0-1", solution=True)),
        new_code_cell(
            'assert fald is not ..., "Sæt fald til et tal."\n'
            'assert round(fald) != 45, "45 er faldet i procent. Opgaven spørger om procentpoint: 86 minus 47."\n'
            '### BEGIN HIDDEN TESTS\nassert fald == 39, "Træk de to tal fra hinanden."\n### END HIDDEN TESTS',
            metadata=_nbgrader("a0-1-synlig", grade=True, locked=True, points=1)),
        new_markdown_cell("## A0.2 Refleksion\n\nBeskriv en situation, hvor du ikke blev troet.", metadata=_nbgrader("a0-2-tekst", locked=True)),
        new_markdown_cell("### BEGIN SOLUTION\nEn situation.\n### END SOLUTION",
                          metadata=_nbgrader("a0-2", grade=True, solution=True, points=16) | {"ledelsesrum": {"words": [10, 40]}}),
    ])


def _nbgrader(grade_id: str, *, grade: bool = False, solution: bool = False, locked: bool = False, points: int | None = None) -> dict:
    marks = {"schema_version": 3, "grade_id": grade_id, "grade": grade, "solution": solution, "locked": locked, "task": False}
    return {"nbgrader": marks | ({"points": points} if points is not None else {})}


def _package(released: Path, folder: Path) -> Path:
    notebook = nbformat.read(released, 4)
    notebook.metadata["ledelsesrum"] = RELEASE
    for place in (folder / "original", folder):
        place.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, place / released.name)
    return folder
