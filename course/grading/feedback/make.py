"""``course grade feedback``: a page and a Word file for every student whose answers have been run, by nbgrader's own generate_feedback.

What is newest lies where nbgrader's release_feedback expects it. A copy of every one, attempt by attempt, lies in ``feedback_kept``:
``feedback_kept/<assignment>/<student>/<time>-<hash>/``, where time and hash are those of the hand-in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from course.grading.names import safe
from course.grading.root import CourseRoot, GradingError
from course.grading.runner.run import require_assignment
from exercises.files import write_new

KEPT = "feedback_kept"
KINDS = (".html", ".docx")


@dataclass(frozen=True)
class Pages:
    """The pages made, whom none could be made for, and whose texts nobody has read yet."""

    made: tuple[Path, ...]
    failed: tuple[str, ...]
    unread: tuple[str, ...]


def make_feedback(root: CourseRoot, assignment: str, student: str | None = None, formative: bool = False) -> Pages:
    """Make the pages again, from the levels, points and comments that have been published.

    Parameters
    ----------
    formative : bool
        Leave the points out.

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
    root.config.AssembleFeedback.formative = formative
    made, failed = [], []
    for one in [student] if student is not None else students:
        result = _completed(root.api.generate_feedback(assignment, one, force=True))
        made += _keep(root, assignment, one) if result["success"] else []
        failed += [] if result["success"] else [one]
    return Pages(tuple(made), tuple(failed), tuple(one for one in students if _is_unread(root, assignment, one)))


def _completed(result: dict) -> dict:
    """What nbgrader's API gave; it takes Ctrl-C for one more error of the student's, and here it stops the command."""
    if result.get("error", "").rstrip().endswith("KeyboardInterrupt"):
        raise KeyboardInterrupt
    return result


def _keep(root: CourseRoot, assignment: str, student: str) -> Iterator[Path]:
    """Put a copy of each page that says something new beside the earlier ones of the same attempt; gives the pages."""
    folder = root.folder / KEPT / safe(assignment) / safe(student) / _attempt(root, assignment, student)
    for page in sorted(root.step("feedback", assignment, student).glob("*.html")):
        content = page.read_bytes()
        if not any(earlier.read_bytes() == content for earlier in folder.glob("*.html")):
            copy = write_new(folder / page.name, content)
            write_new(copy.with_suffix(".docx"), page.with_suffix(".docx").read_bytes())
        yield page


def _attempt(root: CourseRoot, assignment: str, student: str) -> str:
    """A name for what stands handed in: when it came, and the first of the sha256 of its notebooks, as in ``collected``."""
    with root.gradebook() as gradebook:
        time = gradebook.find_submission(assignment, student).timestamp
    digest = sha256(b"".join(path.read_bytes() for path in sorted(root.step("submitted", assignment, student).glob("*.ipynb"))))
    return f"{f'{time:%Y%m%d-%H%M%S}' if time else 'uden-tid'}-{digest.hexdigest()[:8]}"


def _is_unread(root: CourseRoot, assignment: str, student: str) -> bool:
    with root.gradebook() as gradebook:
        return gradebook.find_submission(assignment, student).needs_manual_grade
