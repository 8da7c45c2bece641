"""More time for one student, kept where nbgrader keeps it, so that its own pages count from it too."""

from __future__ import annotations

from datetime import UTC

from course.grading.root import CourseRoot, GradingError
from course.grading.runner.run import require_assignment
from exercises.danish_dates import danish_time

LONGEST = 365


def extend(root: CourseRoot, assignment: str, student: str, days: float) -> str:
    """Let a student hand in so many days after the deadline; 0 takes an extension back. Gives what to tell.

    Raises
    ------
    GradingError
        The days are not between 0 and 365, there is no deadline, or the student has not handed in: nbgrader keeps an extension with the hand-in.
    """
    from nbgrader.api import MissingEntry

    if not 0 <= days <= LONGEST:
        raise GradingError(f"En udsættelse er fra 0 til {LONGEST} døgn.")
    require_assignment(root, assignment)
    with root.gradebook() as gradebook:
        if gradebook.find_assignment(assignment).duedate is None:
            raise GradingError(f"{assignment} har ingen frist at udsætte. Sæt den, når du samler ind: "
                               f"course grade collect {assignment} MAPPE --due TID.")
        try:
            gradebook.grant_extension(assignment, student, hours=24 * days)
            due = gradebook.find_submission(assignment, student).duedate
        except MissingEntry:
            raise GradingError(f"{student} har ingen aflevering af {assignment} i databasen endnu. "
                               "Saml ind og kør den først; så kan fristen udsættes.") from None
    return f"{student} har frist {danish_time(due.replace(tzinfo=UTC))} for {assignment}. Kør course grade publish {assignment}, så gælder det."
