"""A class that has handed in A1, as files only: what a desk needs, without nbgrader."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat import NotebookNode

from course.grading.root import DEFAULT, CourseRoot
from tests.course.grading.trip import cell

ANSWERS = ("a1-4", "a1-5")
STUB = "Skriv dit svar her."


def lay_out(folder: Path, db: str | None = None) -> CourseRoot:
    """A course root with the kit's own data, and A1 handed out."""
    (folder / "release/A1").mkdir(parents=True)
    (folder / "source").mkdir()
    for name in ("assignments.yaml", "rubrics", "phrases.yaml", "source/A1"):
        (folder / name).symlink_to(DEFAULT / name)
    (folder / "nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.course_id = "hold-1"\n', encoding="utf-8")
    notebook = nbformat.read(DEFAULT / "source/A1/A1.ipynb", 4)
    for grade_id in ANSWERS:
        cell(notebook, grade_id).source = STUB
    nbformat.write(notebook, folder / "release/A1/A1.ipynb")
    return CourseRoot(folder, db)


def handed_out(root: CourseRoot) -> NotebookNode:
    return nbformat.read(root.folder / "release/A1/A1.ipynb", 4)


def hand_in(root: CourseRoot, student: str, text: str = "", notebook: NotebookNode | None = None) -> None:
    """A student's notebook in ``submitted``, with a text in both answers, or one that was made beforehand."""
    notebook = notebook or handed_out(root)
    for grade_id in ANSWERS if text else ():
        cell(notebook, grade_id).source = f"{text} {grade_id}"
    path = root.folder / "submitted" / student / "A1/A1.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
