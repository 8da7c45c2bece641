"""One student's answers through nbgrader's autograder, with its own steps in their own order."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import nbformat
from nbclient import NotebookClient
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute, SaveAutoGrades

from course.grading.preprocessors.fairpoints import FairPoints
from course.grading.root import CourseRoot, GradingError
from course.grading.runner.execute import ShutIn, Unlocked
from course.grading.runner.journal import Outcome
from course.grading.runner.noticing import notice
from course.grading.runner.staging import Plan, stage
from course.grading.runner.wording import noticed, stop
from exercises.errors import LedelsesrumError

MOST_LOG = 200_000  # characters
PATTERN = "[]*?"


@dataclass(frozen=True)
class Run:
    """What the submissions of one run share: ``take`` gives a warm sandbox with some files in it, or is None where there is to be none."""

    root: CourseRoot
    plan: Plan
    staged: Path
    lock: Lock
    take: Callable | None


class Lines(logging.Handler):
    """Keep what is logged, up to a length."""

    def __init__(self):
        super().__init__()
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        self.lines, self.length = [], 0

    def emit(self, record: logging.LogRecord) -> None:
        if self.length < MOST_LOG:
            self.lines.append(self.format(record)[:MOST_LOG])
            self.length += len(self.lines[-1])

    def __str__(self) -> str:
        return "\n".join(self.lines)


def grade(run: Run, student: str) -> tuple[Outcome, str]:
    """Run one student's answers; the lock is held but while the code runs. Gives the outcome and nbgrader's log.

    It raises nothing on account of what was handed in.
    """
    if set(student) & set(PATTERN):
        return Outcome(student, "failed", (f"nbgrader læser {PATTERN} i et navn som et mønster. Giv mappen i submitted et andet navn.",)), ""
    lines = Lines()
    log = logging.Logger(f"grade {student}", logging.INFO)
    log.addHandler(lines)
    try:
        told, files = stage(run.root, run.plan, student, run.staged)
    except LedelsesrumError as error:
        return Outcome(student, "failed", (str(error),)), str(error)
    converter = _converter(run, student, log)
    execute, fair = _swap(converter, run, files)
    try:
        converter.start()
    except Exception as error:  # nbgrader has written what it was, or it is a surprise
        if str(error) not in str(lines):
            log.exception("%s", error)
        return Outcome(student, "failed", (str(error) if isinstance(error, GradingError) else stop(str(lines)),), told), str(lines)
    looks = [*execute.reasons, *fair.forged, *noticed(str(lines)), *_noticed_in_code(run, student)]
    return Outcome(student, "run", tuple(dict.fromkeys(looks)), (*told, *fair.told)), str(lines)


def _converter(run: Run, student: str, log: logging.Logger) -> Autograde:
    """nbgrader's converter, reading from the staged hand-in."""
    course = CourseDirectory(config=run.root.config)
    course.submitted_directory = str(run.staged)
    course.assignment_id, course.student_id = run.plan.assignment, student
    converter = Autograde(coursedir=course, config=run.root.config, log=log)
    converter.force, converter.create_student = True, True
    return converter


def _swap(converter: Autograde, run: Run, files: dict[str, Path]) -> tuple[Unlocked, FairPoints]:
    """Put the sandbox in the place of Execute and fair points before the points are saved; nothing else may run a student's code."""
    from traitlets.utils.importstring import import_item

    steps, before = ([import_item(step) if isinstance(step, str) else step for step in named]
                     for named in (converter.autograde_preprocessors, converter.sanitize_preprocessors))
    kinds = [step if isinstance(step, type) else type(step) for step in (*steps, *before)]
    others = [kind for kind in kinds if issubclass(kind, NotebookClient) and kind is not Execute]
    if others or Execute not in steps or SaveAutoGrades not in steps:
        raise GradingError(
            "nbgrader_config.py ændrer, hvad der kører de studerendes kode (Autograde.autograde_preprocessors). Execute og SaveAutoGrades skal stå der, "
            f"og intet andet må køre kode{': ' + ', '.join(step.__name__ for step in others) if others else ''}."
        )
    settings = {"parent": converter, "log": converter.log}
    execute = ShutIn(run.lock, lambda: run.take(files), **settings) if run.take else Unlocked(run.lock, **settings)
    fair = FairPoints(**settings)
    steps[steps.index(Execute)] = execute
    steps.insert(steps.index(execute) + 1, fair)
    converter.autograde_preprocessors = steps
    return execute, fair


def _noticed_in_code(run: Run, student: str) -> list[str]:
    found = []
    for name in run.plan.notebooks:
        path, original = run.staged / student / run.plan.assignment / f"{name}.ipynb", run.root.step("release", run.plan.assignment) / f"{name}.ipynb"
        if path.is_file():
            found += notice(nbformat.read(path, 4), nbformat.read(original, 4) if original.is_file() else None)
    return found
