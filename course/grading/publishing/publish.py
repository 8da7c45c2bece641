"""``course grade publish``: marks to the gradebook. What formgrader changed meanwhile is told and left alone; done twice, it changes nothing."""

from __future__ import annotations

import getpass
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from course.grading.publishing import gradebook as books
from course.grading.publishing.gradebook import Key, Row
from course.grading.publishing.late import LatePolicy, penalty, read_policy
from course.grading.publishing.plan import Planned, plan
from course.grading.reading.questions import Question, questions
from course.grading.root import CourseRoot, GradingError
from course.grading.runner.run import require_assignment
from course.grading.store.database import Store
from course.grading.store.events import note_alone
from course.grading.store.publications import Publication, begin, finish, published

if TYPE_CHECKING:
    from nbgrader.api import Gradebook

NEW, CHANGED, SAME, READ, WITHDRAWN, WAITS, CONFLICT, MISSING = "new", "changed", "same", "read", "withdrawn", "waits", "conflict", "missing"
WRITES = (NEW, CHANGED, READ, WITHDRAWN)
BATCH = 100  # changes between two commits: formgrader waits no longer than that takes


@dataclass(frozen=True)
class Change:
    """What is done, or would be, with one answer.

    ``kind``: new, changed or same points; read, where only nbgrader's »needs grading« goes; withdrawn, where a newer attempt has come;
    waits, and ``why``; conflict, where somebody else has changed it in the gradebook; missing, where the gradebook has no such answer.
    """

    planned: Planned
    kind: str
    row: Row | None = field(default=None, repr=False)
    why: str = ""

    @property
    def before(self) -> float | None:
        return self.row.manual if self.row else None

    @property
    def after(self) -> float | None:
        return None if self.kind == WITHDRAWN else self.planned.points


@dataclass(frozen=True)
class Late:
    """What a late hand-in costs one student in one notebook."""

    student: str = field(repr=False)
    notebook: str
    seconds: float
    before: float
    after: float


@dataclass(frozen=True)
class Published:
    """Everything that was done, or in a dry run would have been."""

    changes: tuple[Change, ...]
    late: tuple[Late, ...]

    def of(self, *kinds: str) -> list[Change]:
        return [change for change in self.changes if change.kind in kinds]


def publish(root: CourseRoot, store: Store, assignment: str, dry_run: bool = False, overwrite: bool = False, without_second: bool = False) -> Published:
    """Publish the marks of an assignment that are final, and the points of answers that are blank.

    Parameters
    ----------
    overwrite : bool
        Put the marks over what somebody has changed in formgrader, instead of leaving it.
    without_second : bool
        Publish what is drawn for a second reading though nobody has given it. Who does so is written down.

    Raises
    ------
    GradingError
        The gradebook does not know the assignment, or gives other points for a cell than the assignment does. Nothing is written.
    """
    asked = questions(root, assignment)
    require_assignment(root, assignment)
    known = published(store, assignment)
    with root.gradebook() as gradebook:
        rows = books.read_rows(gradebook, assignment)
        _require_points(asked, rows)
        planned = held([one for question in asked for one in plan(root, store, question, without_second)])
        changes = [_change(one, rows.get(_key(one)), known.get((one.question.cell, one.student), []), overwrite) for one in planned]
        if not dry_run:
            changes = _write(gradebook, store, changes)
        late = tuple(_late(gradebook, assignment, changes, read_policy(root.folder), dry_run))
    if not dry_run:
        counts = {kind: sum(change.kind == kind for change in changes) for kind in (*WRITES, CONFLICT)}
        if alone := [change.planned.mark_id for change in changes if change.planned.alone and change.kind in WRITES]:
            note_alone(store, system_user(), "without_second", None, assignment=assignment, marks=alone)
        note_alone(store, system_user(), "publish", None, assignment=assignment, **counts)
    return Published(tuple(changes), late)


def held(planned: list[Planned]) -> list[Planned]:
    """All that a student has written waits together, where one of the answers waits for another reader, or for two to agree."""
    held = {one.student: one for one in planned if one.holds}
    return [
        replace(one, points=None, waits=f"{(first := held[one.student]).question.cell.cell} {first.waits}") if one.student in held and not one.waits else one
        for one in planned
    ]


def _change(planned: Planned, row: Row | None, ours: list[Publication], overwrite: bool) -> Change:
    if row is None:
        return Change(planned, MISSING, why="er ikke kørt endnu: course grade run")
    untouched = not any(one.done for one in ours) and row.manual is None and not row.comment
    is_ours = untouched or any(_equal(row, one.points, one.comment) for one in ours)
    if planned.points is None:
        stale = bool(ours) and row.manual is not None and ours[-1].submission != planned.submission
        return Change(planned, WITHDRAWN, row, "der er kommet et nyere forsøg") if stale and is_ours else Change(planned, WAITS, row, planned.waits)
    if _equal(row, planned.points, planned.comment):
        return Change(planned, READ if row.needs_reading else SAME, row)
    if not is_ours and not overwrite:
        return Change(planned, CONFLICT, row, "er ændret i formgrader")
    return Change(planned, NEW if row.manual is None else CHANGED, row)


def _write(gradebook: Gradebook, store: Store, changes: list[Change]) -> list[Change]:
    """Write what is to be written, a batch at a time; gives what came of each change."""
    done = [change for change in changes if change.kind not in WRITES]
    writes = [change for change in changes if change.kind in WRITES]
    for start in range(0, len(writes), BATCH):
        batch = writes[start : start + BATCH]
        ids = begin(store, map(_publication, batch), system_user())
        try:
            taken = [books.write(gradebook, change.row, change.after, _comment(change)) for change in batch]
            gradebook.db.commit()
        except BaseException:
            gradebook.db.rollback()
            raise
        finish(store, [id for id, is_taken in zip(ids, taken, strict=True) if is_taken])
        done += [change if is_taken else replace(change, kind=CONFLICT, why="blev ændret i formgrader i samme øjeblik")
                 for change, is_taken in zip(batch, taken, strict=True)]
    order = {id(change.planned): number for number, change in enumerate(changes)}
    return sorted(done, key=lambda change: order[id(change.planned)])


def _late(gradebook: Gradebook, assignment: str, changes: Sequence[Change], policy: LatePolicy | None, dry_run: bool) -> Iterator[Late]:
    """What lateness costs by the points as they are now, or in a dry run would be; only where that is not what stands already."""
    if policy is None:
        return
    coming: dict[tuple[str, str], float] = defaultdict(float)
    for change in changes if dry_run else ():
        if change.kind in WRITES:
            coming[change.planned.student, change.planned.question.cell.notebook] += _score_after(change) - change.row.score
    gradebook.db.expire_all()
    for submission in books.submissions(gradebook, assignment):
        seconds = books.seconds_late(submission)
        for notebook in submission.notebooks:
            before = float(notebook.late_submission_penalty or 0)
            after = penalty(policy, float(notebook.score) + coming[submission.student_id, notebook.name], seconds)
            if abs(after - before) > 0.005:
                if not dry_run:
                    notebook.late_submission_penalty = after
                yield Late(submission.student_id, notebook.name, seconds, before, after)
    if not dry_run:
        gradebook.db.commit()


def _score_after(change: Change) -> float:
    return change.after if change.after is not None else change.row.auto or 0.0


def _require_points(asked: Sequence[Question], rows: dict[Key, Row]) -> None:
    worth = {(notebook, cell): row.max_points for (notebook, cell, _), row in rows.items()}
    for question in asked:
        known = worth.get((question.cell.notebook, question.cell.cell), question.points)
        if known != question.points:
            raise GradingError(f"{question.cell.cell} giver {question.points:g} point i opgaven og {known:g} i databasen. "
                               "Gør opgaven klar igen med course assign release.")


def _publication(change: Change) -> Publication:
    planned = change.planned
    return Publication(planned.question.cell, planned.student, planned.submission, planned.mark_id, change.after, _comment(change))


def _comment(change: Change) -> str | None:
    return None if change.kind == WITHDRAWN else change.planned.comment


def _equal(row: Row, points: float | None, comment: str | None) -> bool:
    same = row.manual is None if points is None else row.manual is not None and abs(row.manual - points) < 0.005
    return same and (row.comment or "").strip() == (comment or "").strip()


def _key(planned: Planned) -> Key:
    return planned.question.cell.notebook, planned.question.cell.cell, planned.student


def system_user() -> str:
    """Who is at the machine, as it says itself."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "ukendt"
