"""Hold an assignment against what ``assignments.yaml`` tells of it: its cells, points, words, tables, and the rubric in its footer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nbformat import NotebookNode

from course.grading.about import FILE, Assignment, DataTask, Reflection, find_assignment
from course.grading.findings import Finding, grade_id_of
from course.grading.footer import FILE as FOOTER
from course.grading.footer import RUBRIC, footer
from course.grading.packing import Contents, datasets
from course.grading.root import CourseRoot
from course.grading.rubrics import find_rubric


def find_untold(root: CourseRoot, contents: Contents) -> Iterator[Finding]:
    """Where the students' edition is not as the file says; raises ContentError where the file does not tell of the assignment."""
    told = find_assignment(contents.assignment, root.folder)
    file = min(contents.notebooks)
    cells = {grade_id_of(cell): cell for notebook in contents.notebooks.values() for cell in notebook.cells if grade_id_of(cell)}
    texts = _task_texts(contents.notebooks.values())
    for task in told.tasks:
        yield from (Finding(file, task.id, what) for what in _about_task(task, cells))
    for reflection in told.reflections:
        yield from (Finding(file, reflection.id, what) for what in _about_reflection(reflection, cells, texts.get(reflection.id, "")))
    for name in sorted(set(_points(cells)) - set(_known(told))):
        yield Finding(file, name, f"Cellen giver {_points(cells)[name]:g} point, som {FILE} ikke kender.")
    if missing := sorted(set(told.datasets) - set(datasets(contents.notebooks.values()))):
        yield Finding(file, "", f"{FILE} nævner tabellen {missing[0]}, som opgaven ikke bruger.")
    if (root.folder / FOOTER).is_file() and footer(find_rubric(RUBRIC, root.folder)).cells[0].source not in [cell.source for cell in cells.values()]:
        yield Finding(file, "sidefoden", "Kriterierne er ikke dem, der står i skalaen. Lav sidefoden igen: python -m course.grading.footer")


def _known(told: Assignment) -> Iterator[str]:
    """The cells that may give points."""
    yield from (f"{task.id}-{seen}" for task in told.tasks for seen in ("synlig", "skjult"))
    yield from (reflection.id for reflection in told.reflections)


def _points(cells: dict[str, NotebookNode]) -> dict[str, float]:
    """The points of the cells that give any, by grade_id."""
    return {name: cell.metadata.nbgrader["points"] for name, cell in cells.items() if cell.metadata.nbgrader.get("grade") or cell.metadata.nbgrader.get("task")}


def _about_task(task: DataTask, cells: dict[str, NotebookNode]) -> Iterator[str]:
    if task.id not in cells:
        yield "Der er ingen svarcelle med det navn."
    points = sum(_points(cells).get(f"{task.id}-{seen}", 0) for seen in ("synlig", "skjult"))
    if points != task.points:
        yield f"Testene giver {points:g} point, og {FILE} siger {task.points}."


def _about_reflection(reflection: Reflection, cells: dict[str, NotebookNode], text: str) -> Iterator[str]:
    points = _points(cells).get(reflection.id)
    if points is None:
        yield "Der er ingen svarcelle med det navn."
    elif points != reflection.points:
        yield f"Svaret giver {points:g} point, og {FILE} siger {reflection.points}."
    for low, high in reflection.parts or [reflection.words]:
        if not re.search(rf"\b{low}\s*[–-]\s*{high} ord\b", text):
            yield f"Teksten siger ikke {low}–{high} ord, som {FILE} gør."
    own = cells.get(reflection.id, NotebookNode(metadata={})).metadata.get("ledelsesrum", {}).get("words", reflection.words)
    if list(own) != list(reflection.words):
        yield f"Cellen venter {own[0]}–{own[1]} ord, og {FILE} siger {reflection.words[0]}–{reflection.words[1]}."


def _task_texts(notebooks) -> dict[str, str]:
    """What students read before and in each cell that gives points, from the one before it on."""
    found, since = {}, []
    for notebook in notebooks:
        for cell in notebook.cells:
            since.append(cell.source)
            meta = cell.metadata.get("nbgrader", {})
            if meta.get("grade") or meta.get("task"):
                found[grade_id_of(cell)], since = "\n".join(since), []
    return found
