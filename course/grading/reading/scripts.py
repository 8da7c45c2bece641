"""The scripts of a question: what stands handed in now, made known to the store under tokens."""

from __future__ import annotations

from pathlib import Path

from course.grading.reading.answers import UNREADABLE, Answer, read_answer
from course.grading.reading.folders import digest, step_folder, students
from course.grading.reading.questions import Question
from course.grading.root import CourseRoot
from course.grading.store.database import Store
from course.grading.store.scripts import register
from course.grading.store.values import Cell, Script
from exercises.errors import HandinError
from exercises.handin.notebook import read


def scripts_of(root: CourseRoot, store: Store, question: Question) -> dict[str, Script]:
    """Everybody's script of a question, by student, in the order of their ids."""
    handed_in = students(root, question.cell.assignment, question.cell.notebook)
    return register(store, question.cell, {student: digest(path) for student, path in handed_in.items()},
                    lambda student: _answer_digest(root, question, student))


def answer_of(root: CourseRoot, question: Question, student: str) -> Answer:
    """A student's answer, read from what was handed in.

    Raises
    ------
    HandinError
        The notebook cannot be read.
    """
    return read_answer(read(_path(root, question.cell, student)), question.cell.cell, question.is_task, question.given)


def is_newest(root: CourseRoot, script: Script) -> bool:
    """Whether a script is still what stands handed in."""
    path = _path(root, script.cell, script.attempt.student)
    return path.is_file() and digest(path) == script.attempt.submission


def _path(root: CourseRoot, cell: Cell, student: str) -> Path:
    return step_folder(root, "submitted", cell.assignment, student) / f"{cell.notebook}.ipynb"


def _answer_digest(root: CourseRoot, question: Question, student: str) -> str:
    try:
        return answer_of(root, question, student).digest
    except HandinError:  # whoever reads it is told; the attempt is one all the same
        return UNREADABLE
