"""Hold an assignment against what ``assignments.yaml`` tells of it: its cells, points, words, tables, and the rubric in its footer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nbformat import NotebookNode

from course.grading.about import FILE, DataTask, Reflection, find_assignment
from course.grading.footer import FILE as FOOTER
from course.grading.footer import RUBRIC, footer
from course.grading.releasing.findings import Finding, grade_id_of
from course.grading.releasing.packing import Contents, datasets
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
        text = "\n".join(text for name, text in texts.items() if _belongs(name, reflection.id))
        yield from (Finding(file, reflection.id, what) for what in _about_reflection(reflection, cells, text))
    known = [part.id for part in [*told.tasks, *told.reflections]]
    for name in sorted(name for name in _points(cells) if not _belongs(name, *known)):
        yield Finding(file, name, f"Cellen giver {_points(cells)[name]:g} point, som {FILE} ikke kender.")
    if missing := sorted(set(told.datasets) - set(datasets(contents.notebooks.values()))):
        yield Finding(file, "", f"{FILE} nævner tabellen {missing[0]}, som ingen celle i de studerendes udgave henter med load(\"{missing[0]}\"), så den ikke er i pakken.")
    if (root.folder / FOOTER).is_file() and footer(find_rubric(RUBRIC, root.folder)).cells[0].source not in [cell.source for cell in cells.values()]:
        yield Finding(file, "sidefoden", "Kriterierne er ikke dem, der står i skalaen. Lav sidefoden igen: python -m course.grading.footer")


def _belongs(name: str, *tasks: str) -> bool:
    """Whether a cell is a task's: ``a3-1``, ``a3-1-synlig`` and ``a3-1-skjult-plads`` are a3-1's."""
    return any(name == task or name.startswith(f"{task}-") for task in tasks)


def _points(cells: dict[str, NotebookNode]) -> dict[str, float]:
    """The points of the cells that give any, by grade_id."""
    return {name: cell.metadata.nbgrader["points"] for name, cell in cells.items() if cell.metadata.nbgrader.get("grade") or cell.metadata.nbgrader.get("task")}


def _about_task(task: DataTask, cells: dict[str, NotebookNode]) -> Iterator[str]:
    if task.id not in cells:
        yield "Der er ingen svarcelle med det navn."
    points = sum(points for name, points in _points(cells).items() if _belongs(name, task.id))
    if points != task.points:
        yield f"Prøverne giver {points:g} point, og {FILE} siger {task.points}."


def _about_reflection(reflection: Reflection, cells: dict[str, NotebookNode], text: str) -> Iterator[str]:
    points = sum(points for name, points in _points(cells).items() if _belongs(name, reflection.id))
    if reflection.id not in cells:
        yield "Der er ingen svarcelle med det navn."
    elif points != reflection.points:
        yield f"Svaret giver {points:g} point, og {FILE} siger {reflection.points}."
    for low, high in reflection.parts or [reflection.words]:
        if not re.search(rf"\b{low}\s*[–-]\s*{high} ord\b", text):
            yield f"Teksten siger ikke {low}–{high} ord, som {FILE} gør."
    own = cells.get(reflection.id, NotebookNode(metadata={})).metadata.get("ledelsesrum", {}).get("words", reflection.words)
    if list(own) != list(reflection.words):
        yield f"Cellen venter {own[0]}–{own[1]} ord, og {FILE} siger {reflection.words[0]}–{reflection.words[1]}."


def _task_texts(notebooks: Iterable[NotebookNode]) -> dict[str, str]:
    """What students read before and in each cell that gives points, from the one before it on."""
    found, since = {}, []
    for notebook in notebooks:
        for cell in notebook.cells:
            since.append(cell.source)
            meta = cell.metadata.get("nbgrader", {})
            if meta.get("grade") or meta.get("task"):
                found[grade_id_of(cell)], since = "\n".join(since), []
    return found
