"""From a notebook that nbgrader has given points for to what its student is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from nbformat import NotebookNode

from course.grading.about import FILE, assignments
from course.grading.feedback.marks import Marked, asked, marked
from course.grading.feedback.tasks import tasks
from course.grading.feedback.texts import Clean, steps, texts
from course.grading.feedback.values import Feedback
from course.grading.reading.masking import Masks
from course.grading.root import CourseRoot
from course.grading.roster.roster import read_roster
from course.grading.roster.students import Student
from exercises.errors import ContentError

SOMEBODY = ""  # who writes: nobody whose own name is to be hidden


def gather(root: CourseRoot, notebook: NotebookNode, about: Mapping, formative: bool) -> Feedback:
    """What the student of a notebook is told.

    Parameters
    ----------
    notebook : NotebookNode
        Autograded, with points and comments in the cells' metadata and each test's message in its place.
    about : Mapping
        nbgrader's resources: assignment, student and notebook by name, and what lateness costs.
    formative : bool
        Leave the points out.
    """
    assignment, student, name = (str(about[key]) for key in ("assignment", "student", "notebook"))
    known = {one.id: one for one in read_roster(root)}
    clean = _without_others(known, student)
    found = _known(root, assignment, student, name)
    read = tuple(texts(notebook.cells, found, clean))
    return Feedback(
        _title(root, assignment, name), known.get(student, Student(student)).name, _handed_in(root, assignment, student), read,
        steps(read, found.values()), tuple(tasks(root, assignment, notebook.cells, clean)), float(about.get("late_penalty") or 0), formative,
    )


def _known(root: CourseRoot, assignment: str, student: str, notebook: str) -> dict[str, Marked]:
    """The questions of a notebook by grade_id, with what the store has of the student's answers."""
    known = marked(root, assignment, student).get(student, {})
    return {one.cell.cell: known.get(one.cell.cell, Marked(one)) for one in asked(root, assignment) if one.cell.notebook == notebook}


def _without_others(known: Mapping[str, Student], student: str) -> Clean:
    """What takes the names of everybody else on the course out of a grader's text."""
    others = [one for one in known.values() if one.id != student]
    masks = Masks(others, {SOMEBODY: "", **{one.id: "[en anden deltager]" for one in others}})
    return lambda text: masks.text(text, SOMEBODY)


def _title(root: CourseRoot, assignment: str, notebook: str) -> str:
    try:
        told = assignments(root.folder).get(assignment) if (root.folder / FILE).is_file() else None
    except ContentError:
        told = None
    return f"{assignment} · {told.title}" if told else notebook


def _handed_in(root: CourseRoot, assignment: str, student: str) -> datetime | None:
    with root.gradebook() as gradebook:
        time = gradebook.find_submission(assignment, student).timestamp
    return time.replace(tzinfo=UTC) if time else None
