"""The newest of a student's attempts, and whether it came too late. Where that cannot be seen, nothing is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from nbformat import NotebookNode

from course.grading.collecting.kept import HandedIn
from course.grading.collecting.reading import Candidate
from exercises.handin.notebook import graded
from exercises.handin.wording import same

OWN = "submitted"  # what lay in nbgrader's folder, written by others than us: it stands in for an LMS
NEVER = datetime.min.replace(tzinfo=UTC)
AT_ONCE = timedelta(minutes=1)  # an LMS packs all its files with the time of the download


@dataclass(frozen=True)
class Choice:
    """The attempts at one notebook, oldest first, each content once in a row; the last is chosen, unless ``rivals`` may be newer."""

    attempts: tuple[Candidate, ...]
    rivals: tuple[Candidate, ...] = ()

    @property
    def chosen(self) -> Candidate | None:
        return None if self.rivals else self.attempts[-1]


def choose(candidates: list[Candidate], original: NotebookNode) -> Choice:
    """Choose the newest. What the instructor has picked is as new as that; an untouched assignment gives way where time cannot tell."""
    attempts: list[Candidate] = []
    for one in sorted(candidates, key=_order):
        if not attempts or attempts[-1].sha256 != one.sha256:  # handed in again unchanged, it came the first time
            attempts.append(one)
    newest = attempts[-1]
    rivals = {one.sha256: one for one in attempts if one.sha256 != newest.sha256 and _may_be_newer(one, newest)} | {newest.sha256: newest}
    answered = [one for one in rivals.values() if not is_untouched(one.content, original)] or list(rivals.values())
    if len(answered) > 1:
        return Choice(tuple(attempts), tuple(answered))
    return Choice((*(one for one in attempts if one is not answered[0]), answered[0]))


def is_untouched(notebook: NotebookNode, original: NotebookNode) -> bool:
    """Whether no answer is another than it was handed out."""
    asked = {found.grade_id: cell.source for cell in original.cells if (found := graded(cell)) and found.is_answer}
    given = [(found.grade_id, cell.source) for cell in notebook.cells if (found := graded(cell)) and found.grade_id in asked]
    return bool(given) and all(same(text, asked[name]) for name, text in given)


def is_late(candidate: Candidate, due: datetime | None) -> bool | None:
    """Whether it came too late; None where nobody can know."""
    if candidate.handed_in.late:
        return True
    moment = candidate.moment
    if due is None or (moment.time and moment.time <= due):
        return False
    if moment.time and moment.known:
        return True
    return candidate.handed_in.late  # an LMS that marks what is late has not marked it


def timestamp(candidates: list[Candidate], due: datetime | None) -> datetime | None:
    """The time that nbgrader is to count from: of the last of the assignment's notebooks; None where one is not known well enough."""
    times = [one.moment.time for one in candidates if one.moment.time and (one.moment.known or (due and one.moment.time <= due))]
    return max(times) if times and len(times) == len(candidates) else None


def newest_time(times: tuple[HandedIn, ...]) -> datetime:
    """When a file was last handed in, as well as it is known."""
    return max(one.picked or one.time or one.seen or NEVER for one in times)


def _order(candidate: Candidate) -> tuple:
    handed_in = candidate.handed_in
    return max(handed_in.picked or NEVER, candidate.moment.time or NEVER), handed_in.lms == OWN, candidate.copy


def _may_be_newer(one: Candidate, newest: Candidate) -> bool:
    """Whether a file that sorts before another can be the newer all the same: both have only the time of a download, the same one."""
    if one.handed_in.picked or newest.handed_in.picked or one.copy != newest.copy or newest.handed_in.lms == OWN:
        return False
    if one.moment.known and newest.moment.known:
        return one.moment.time == newest.moment.time
    if one.moment.known != newest.moment.known:
        return False
    return abs((one.moment.time or NEVER) - (newest.moment.time or NEVER)) <= AT_ONCE
