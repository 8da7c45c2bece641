"""``course grade run``: run what was handed in through nbgrader's autograder, several at a time, each shut in.

An answer that stops its run costs that student's grading and nobody else's, and a run that is cut off goes on where it was.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace

from course.bootstrap import only_one
from course.grading.root import CourseRoot, GradingError
from course.grading.runner.journal import FOLDER, Journal, Outcome, fingerprint
from course.grading.runner.wording import STATES, summary
from course.grading.sandbox.limits import Limits
from course.grading.sandbox.proof import proving

WARNING = "De studerendes kode kører nu med dine egne rettigheder."
WAITING = "Et andet vindue retter den samme mappe. Venter på det …"
__all__ = ["WARNING", "Outcome", "require_assignment", "run", "summary"]


def run(
    root: CourseRoot, assignment: str, student: str | None = None, say: Callable[[str], object] = print, *,
    jobs: int = 0, shut_in: bool = True, limits: Limits = Limits(), done: Callable[[Outcome, int], object] | None = None,
) -> list[Outcome]:
    """Run the answers that are new, or those of ``student`` again, and keep their points; a gradebook's marks by hand are not touched.

    Parameters
    ----------
    jobs : int
        How many at a time; 0 is one for each processor.
    shut_in : bool
        Whether the code runs in a sandbox; without one it runs with the instructor's own rights.
    done : callable or None
        Told of each outcome, and how many there will be; otherwise ``say`` is.

    Raises
    ------
    GradingError
        The assignment is not in the gradebook, there is nothing to run, or the sandbox does not hold.
    """
    tell = done or _line(say)
    with proving(limits, root.folder) if shut_in else nullcontext(lambda: None) as kind:  # it mostly waits, and nbgrader takes its time to import
        from course.grading.runner.crew import Crew
        from course.grading.runner.staging import plan

        students = _handed_in(root, assignment, student)
        journal = Journal(root.folder, assignment)
        with only_one(root.folder / FOLDER / "lock", WAITING):
            about = plan(root, assignment)
            waiting, outcomes = _sorted_out(root, journal, about.notebooks, students, again=student is not None)
            for outcome in outcomes:
                tell(outcome, len(students))
            if waiting:
                crew = Crew(root, about, journal, max(1, min(jobs or _processors(), len(waiting))))
                for outcome in crew.run(waiting, limits, kind()):
                    tell(outcome, len(students))
                    outcomes.append(outcome)
    return sorted(outcomes, key=lambda one: one.student)


def _line(say: Callable[[str], object]) -> Callable[[Outcome, int], object]:
    count = iter(range(1, 10**9))
    return lambda outcome, total: say(f"{next(count)} af {total}: {outcome.student}, {STATES[outcome.state]}")


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _sorted_out(root: CourseRoot, journal: Journal, notebooks: tuple[str, ...], students: list[str], again: bool) -> tuple[list[Outcome], list[Outcome]]:
    """Those to run, as begun, and those that have been run."""
    waiting, kept = [], []
    for student in students:
        handed_in = root.step("submitted", journal.folder.name, student)
        found = fingerprint(handed_in, list(notebooks), root.api.coursedir.db_url)
        known = journal.read(student)
        if not again and known and known.state == "run" and known.hand_in == found and root.step("autograded", journal.folder.name, student).is_dir():
            kept.append(replace(known, state="kept"))
        elif not again and known is None and _run_by_nbgrader(root, journal.folder.name, student):
            kept.append(Outcome(student, "kept"))
        else:
            waiting.append(Outcome(student, "begun", hand_in=found))
    return waiting, kept


def _run_by_nbgrader(root: CourseRoot, assignment: str, student: str) -> bool:
    """Whether nbgrader itself has run this hand-in, and nothing newer has come."""
    course = root.api.coursedir
    before, now = (course.get_existing_timestamp(str(root.step(step, assignment, student))) for step in ("autograded", "submitted"))
    return root.step("autograded", assignment, student).is_dir() and not (before and now and now > before)


def _handed_in(root: CourseRoot, assignment: str, student: str | None) -> list[str]:
    require_assignment(root, assignment)
    students = sorted(root.api.get_submitted_students(assignment))
    if student is None and not students:
        raise GradingError(f"Der er ingen afleveringer af {assignment} i {root.step('submitted').parent}. Hent dem med course grade collect.")
    if student is not None and student not in students:
        near = difflib.get_close_matches(student, students, 3)
        raise GradingError(f"{student} har ikke en aflevering af {assignment}. {'Mente du ' + ' eller '.join(near) + '?' if near else ''}".strip())
    return [student] if student is not None else students


def require_assignment(root: CourseRoot, assignment: str) -> None:
    """Raise GradingError where the gradebook does not know the assignment."""
    from nbgrader.api import MissingEntry

    with root.gradebook() as gradebook:
        try:
            gradebook.find_assignment(assignment)
        except MissingEntry:
            known = ", ".join(sorted(one.name for one in gradebook.assignments)) or "ingen endnu"
            raise GradingError(
                f"Opgaven {assignment} er ikke gjort klar i denne database. Opgaver her: {known}. Gør den klar med course assign release {assignment}."
            ) from None
