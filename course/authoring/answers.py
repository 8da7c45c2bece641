"""Check that the data tasks answer as they say: not yet without an answer, right to the solution, and to each wrong answer its own feedback."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path

from course.authoring.markdown import Cell, Page
from course.authoring.problem import Problem
from course.authoring.project import TASKS, line_of, notebooks, read_sound
from exercises.mistakes import explain
from exercises.tasks.feedback import judge
from exercises.tasks.schema import Task, TaskFile

RAN = "ipykernel_0"  # what ``explain`` knows a reader's own lines by


def check(root: Path) -> Iterator[Problem]:
    for notebook in notebooks(root):
        yield from check_page(root, notebook)


def check_page(root: Path, notebook: Page) -> Iterator[Problem]:
    """Run the tasks of one exercise page."""
    file = root / TASKS.format(notebook.path.stem)
    if told := read_sound(file, TaskFile):
        yield from _tasks(notebook, file, told.tasks)


def task_cells(notebook: Page) -> dict[str, dict[str, Cell]]:
    """Per task of a notebook: the cell that the reader writes in, and the one with the solution."""
    found: dict[str, dict[str, Cell]] = {}
    current: dict[str, Cell] = {}
    for cell in notebook.of(Cell):
        if "task" in cell.tags:
            current = {"task": cell}
        elif "check" in cell.tags and cell.code.count('"') > 1:
            found[cell.code.split('"')[1]] = current
        elif "solution" in cell.tags:
            current["solution"] = cell
    return found


def _tasks(notebook: Page, file: Path, tasks: list[Task]) -> Iterator[Problem]:
    space: dict[str, object] = {}
    for cell in notebook.of(Cell):
        if "setup" in cell.tags and (stopped := _run(cell.code, space)):
            yield Problem(notebook.path, cell.line, f"cellen stopper. {stopped}", "Ret koden.")
            return
    cells = task_cells(notebook)
    for task in tasks:
        for tag, cell in cells.get(task.id, {}).items():
            wanted, remedy = {"task": ("unsolved", "Giv variablerne ... i cellen."), "solution": ("right", "Ret løsningen, eller ret answer i opgaven.")}[tag]
            state, said = _answer(task, cell.code, space)
            if state != wanted:
                yield Problem(notebook.path, cell.line, f"{'løsningen til' if tag == 'solution' else 'den tomme celle til'} {task.id} får svaret: {said}", remedy)
        for wrong in task.wrong:
            _, said = _answer(task, wrong.code, space)
            if said != wrong.feedback:
                when = ", ".join(f"{name}: {value}" for name, value in wrong.when.items())
                yield Problem(file, line_of(file, f"id: {task.id}"), f"koden til det forkerte svar {{{when}}} får et andet svar end sit eget: {said}",
                              "Ret koden eller wrong.when, så koden giver det tal, der står dér.")


def _answer(task: Task, code: str, space: dict[str, object]) -> tuple[str, str]:
    """How the task judges what the code finds, and what it says; where the code stops, why."""
    variables = dict(space)
    if stopped := _run(code, variables):
        return "stopped", stopped
    verdict = judge(task, {part.id: variables.get(part.id) for part in task.parts})
    return verdict.state, verdict.text


def _run(code: str, space: dict[str, object]) -> str:
    """Run a piece of the course's own code; gives what stopped it, or nothing."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(code, RAN, "exec"), space)  # noqa: S102
    except Exception as error:  # whatever an author's code trips over
        return explain(error, error.__traceback__)
    return ""
