"""What has been published of each student's work, and who is not finished."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from course.grading.about import Assignment, assignments
from course.grading.collecting.kept import FOLDER, all_kept
from course.grading.feedback.marks import Marked, asked, marked
from course.grading.publishing.gradebook import seconds_late
from course.grading.root import CourseRoot, GradingError
from course.grading.roster.roster import read_roster
from course.grading.roster.students import Student
from course.grading.runner.run import require_assignment

if TYPE_CHECKING:
    from nbgrader.api import Grade, SubmittedAssignment

NOT_HANDED_IN, NOT_READ, NOT_PUBLISHED = "ikke afleveret", "ikke læst færdig", "ikke udgivet"


@dataclass(frozen=True)
class Result:
    """One student's published points: ``points`` is None where something is missing, and ``lacks`` says what.

    Parameters
    ----------
    points, most : float
        What was given, lateness taken off, and what can be given.
    cells : Mapping[str, float]
        The points of each of nbgrader's cells.
    marks : Mapping[str, Marked]
        What the grading store has of the answers, by grade_id.
    hours_late, penalty : float
        By how much it came too late, the student's own extension counted in, and what that cost.
    parts : Mapping[str, float]
        For the whole course: the share of each assignment, in per cent of the whole.
    """

    student: Student = field(repr=False)
    points: float | None
    most: float
    lacks: str = ""
    cells: Mapping[str, float] = field(default_factory=dict, repr=False)
    marks: Mapping[str, Marked] = field(default_factory=dict, repr=False)
    hours_late: float = 0.0
    penalty: float = 0.0
    attempts: int = 0
    parts: Mapping[str, float] = field(default_factory=dict, repr=False)


def results(root: CourseRoot, assignment: str) -> list[Result]:
    """Everybody on the roster, and whoever else has handed in, in order.

    Raises
    ------
    GradingError
        The gradebook does not know the assignment.
    """
    require_assignment(root, assignment)
    people, known = {one.id: one for one in read_roster(root)}, marked(root, assignment)
    questions = [one.cell.cell for one in asked(root, assignment)] if known else []
    with root.gradebook() as gradebook:
        most = float(gradebook.find_assignment(assignment).max_score)
        handed_in = {one.student_id: _result(root, one, people.get(one.student_id, Student(one.student_id)), known.get(one.student_id, {}), questions)
                     for one in gradebook.assignment_submissions(assignment)}
    rest = {name: Result(person, None, most, NOT_HANDED_IN) for name, person in people.items() if name not in handed_in}
    return sorted([*handed_in.values(), *rest.values()], key=lambda one: one.student.id)


def whole_course(root: CourseRoot) -> list[Result]:
    """Everybody's share of the whole course in per cent: each assignment's points by its ``share``.

    Raises
    ------
    GradingError
        The course's ``assignments.yaml`` does not say what each counts, or an assignment is not in the gradebook.
    """
    told = assignments(root.folder)
    by_student: dict[str, list[tuple[Assignment, Result]]] = {}
    for one in told.values():
        for result in results(root, one.id):
            by_student.setdefault(result.student.id, []).append((one, result))
    return [_whole(pairs, len(told)) for _, pairs in sorted(by_student.items())]


def _whole(pairs: Sequence[tuple[Assignment, Result]], expected: int) -> Result:
    lacking = [f"{one.id} {result.lacks}" for one, result in pairs if result.points is None]
    shares = {one.id: one.share * result.points / result.most for one, result in pairs if result.points is not None and result.most}
    if len(shares) + len(lacking) < expected:
        raise GradingError("En opgave giver ingen point i databasen, så hele kurset kan ikke regnes sammen. Gør den klar med course assign release.")
    return Result(pairs[0][1].student, None if lacking else sum(shares.values()), 100.0, ", ".join(lacking), parts=shares)


def _result(root: CourseRoot, submission: SubmittedAssignment, person: Student, known: Mapping[str, Marked], questions: Sequence[str]) -> Result:
    grades = {grade.name: grade for notebook in submission.notebooks for grade in notebook.grades}
    penalty = sum(float(notebook.late_submission_penalty or 0) for notebook in submission.notebooks)
    lacks = next(_lacking(submission, grades, known, questions), "")
    attempts = len(all_kept(root.folder / FOLDER / submission.name / person.id)) or 1
    return Result(
        person, None if lacks else max(float(submission.score) - penalty, 0.0), float(submission.max_score), lacks,
        {name: float(grade.score) for name, grade in grades.items()}, {} if lacks else known, seconds_late(submission) / 3600, penalty, attempts,
    )


def _lacking(submission: SubmittedAssignment, grades: Mapping[str, Grade], known: Mapping[str, Marked], questions: Sequence[str]) -> Iterator[str]:
    if submission.needs_manual_grade or any(one.waits for one in known.values()):
        yield NOT_READ
    if any(name in grades and grades[name].manual_score is None and not (name in known and known[name].publication) for name in questions):
        yield NOT_PUBLISHED
