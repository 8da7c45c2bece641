"""``course grade feedback``: a page for every student whose answers have been run, by nbgrader's own generate_feedback."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from course.grading.root import CourseRoot, GradingError
from course.grading.run import require_assignment


@dataclass(frozen=True)
class Pages:
    """The pages made, whom none could be made for, and whose texts nobody has read yet."""

    made: tuple[Path, ...]
    failed: tuple[str, ...]
    unread: tuple[str, ...]


def make_feedback(root: CourseRoot, assignment: str, student: str | None = None) -> Pages:
    """Make the pages again, from the points and comments as they stand.

    Raises
    ------
    GradingError
        The assignment is not in the gradebook, or nobody's answers have been run.
    """
    require_assignment(root, assignment)
    students = sorted(root.api.get_autograded_students(assignment))
    if not students or student is not None and student not in students:
        who = f"{student} har ikke en aflevering" if student is not None else "Der er ingen afleveringer"
        raise GradingError(f"{who} af {assignment}, der er rettet. Ret med course grade run {assignment}.")
    made, failed = [], []
    for one in [student] if student is not None else students:
        result = _completed(root.api.generate_feedback(assignment, one, force=True))
        made += sorted(root.step("feedback", assignment, one).glob("*.html")) if result["success"] else []
        failed += [] if result["success"] else [one]
    return Pages(tuple(made), tuple(failed), tuple(one for one in students if _is_unread(root, assignment, one)))


def _completed(result: dict) -> dict:
    """What nbgrader's API gave; it takes Ctrl-C for one more error of the student's, and here it stops the command."""
    if result.get("error", "").rstrip().endswith("KeyboardInterrupt"):
        raise KeyboardInterrupt
    return result


def _is_unread(root: CourseRoot, assignment: str, student: str) -> bool:
    with root.gradebook() as gradebook:
        return gradebook.find_submission(assignment, student).needs_manual_grade


def danish_points(points: float | None) -> str:
    """Points as Danes write them, without needless decimals."""
    return f"{points or 0:.2f}".rstrip("0").rstrip(".").replace(".", ",")
