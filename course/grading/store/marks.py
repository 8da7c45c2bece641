"""Marks: saved one after another, never changed; a save that was not based on the newest is refused with what the other wrote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.grading.errors import GradingError
from course.grading.rubrics import Rubric
from course.grading.scoring import require_valid
from course.grading.store.database import Store
from course.grading.store.events import note
from course.grading.store.models import LevelRow, MarkRow, RubricRow, ScriptRow
from course.grading.store.values import AGREED, FIRST, READINGS, Cell, Conflict, Entry, Level, Mark, Script

LONGEST = 10_000  # letters of a comment


def save(store: Store, script: Script, grader: str, entry: Entry, based_on: int, rubric: Rubric, criteria: Sequence[str] = (),
         reading: str = FIRST) -> Mark:
    """Save what a grader has put down; when this returns it is on the disk.

    Parameters
    ----------
    based_on : int
        The revision that the grader saw, 0 where there was none. Sent again after an answer that was lost, it is the same save.
    criteria : Sequence[str]
        Those of the rubric that count here; empty means all.

    Raises
    ------
    Conflict
        Another save came first. Nothing is written.
    GradingError
        A level is not the rubric's, a final mark lacks one, the rubric was changed without a new version, an agreed mark stands over
        this one, or the store cannot be written.
    """
    require_valid(rubric, entry, criteria)
    if max(map(len, (entry.comment, entry.next_step, *(level.comment for level in entry.levels.values())))) > LONGEST:
        raise GradingError(f"En bemærkning er for lang. Der er plads til {LONGEST} tegn.")
    try:
        with store.writing() as session:
            current = _current(session, script, reading)
            if current and current.revision == based_on + 1 and current.grader == grader and _says(current, entry, rubric):
                return current
            if (current.revision if current else 0) != based_on:
                raise Conflict(current)
            require_unsettled(session, script, reading)
            row = add(session, script, grader, entry, based_on + 1, keep_rubric(session, store, rubric), reading)
            note(session, store, grader, "mark", script.id, reading=reading, revision=row.revision, state=entry.state)
            return as_mark(row)
    except GradingError as error:
        if isinstance(error.__cause__, IntegrityError):  # the other was a moment faster
            raise Conflict(latest(store, [script], reading).get(script.id)) from error
        raise


def latest(store: Store, scripts: Iterable[Script], reading: str = FIRST) -> dict[int, Mark]:
    """The newest mark of each script that has one, by the script's id."""
    with store.reading() as session:
        return _newest(session, {script.id for script in scripts}, reading)


def readings(store: Store, scripts: Sequence[Script]) -> dict[int, dict[str, Mark]]:
    """The newest mark of every reading (``first``, ``second``, ``agreed``), by the script's id; those that have been undone whole are left out."""
    found: dict[int, dict[str, Mark]] = {script.id: {} for script in scripts}
    for reading in READINGS:
        for script_id, mark in latest(store, scripts, reading).items():
            if not mark.is_empty:
                found[script_id][reading] = mark
    return found


@dataclass(frozen=True)
class Standing:
    """How far a script's mark is: ``unsettled`` where a criterion cannot be assessed, ``is_empty`` where all of it was undone."""

    grader: str
    state: str
    unsettled: bool
    is_empty: bool


def standings(store: Store, cell: Cell, reading: str = FIRST) -> dict[int, Standing]:
    """How far the mark of a reading is, for every script of a question that has one, by the script's id."""
    newest = select(MarkRow.script_id, func.max(MarkRow.revision).label("revision")).join(ScriptRow).where(
        ScriptRow.course == store.course, ScriptRow.assignment == cell.assignment, ScriptRow.notebook == cell.notebook, ScriptRow.cell == cell.cell,
        MarkRow.reading == reading).group_by(MarkRow.script_id).subquery()
    said = (MarkRow.comment != "") | (MarkRow.next_step != "")
    wanted = select(MarkRow.script_id, MarkRow.grader, MarkRow.state, said, func.count(LevelRow.criterion), func.count(LevelRow.level)).join(
        newest, (MarkRow.script_id == newest.c.script_id) & (MarkRow.revision == newest.c.revision)
    ).outerjoin(LevelRow, LevelRow.mark_id == MarkRow.id).where(MarkRow.reading == reading).group_by(MarkRow.id)
    with store.reading() as session:
        return {
            script_id: Standing(grader, state, given < named, not (has_words or named))
            for script_id, grader, state, has_words, named, given in session.execute(wanted)
        }


def marked(store: Store, assignment: str) -> set[tuple[str, str]]:
    """The hand-ins that somebody has marked, if only in a draft: student and sha256. What was undone does not count."""
    newest = select(MarkRow.script_id, MarkRow.reading, func.max(MarkRow.revision).label("revision")).join(ScriptRow).where(
        ScriptRow.course == store.course, ScriptRow.assignment == assignment).group_by(MarkRow.script_id, MarkRow.reading).subquery()
    says_something = (MarkRow.comment != "") | (MarkRow.next_step != "") | MarkRow.levels.any()
    wanted = select(ScriptRow.student, ScriptRow.submission).join(MarkRow).join(
        newest, (MarkRow.script_id == newest.c.script_id) & (MarkRow.reading == newest.c.reading) & (MarkRow.revision == newest.c.revision)
    ).where(says_something)
    with store.reading() as session:
        return {(student, submission) for student, submission in session.execute(wanted)}


def history(store: Store, script: Script) -> list[Mark]:
    """Every save of a script, oldest first."""
    with store.reading() as session:
        return [as_mark(row) for row in session.scalars(select(MarkRow).where(MarkRow.script_id == script.id).order_by(MarkRow.id))]


def rubric_of(store: Store, mark: Mark) -> Rubric:
    """The rubric as it was when the mark was given."""
    with store.reading() as session:
        content = session.scalar(_rubric(store, mark.rubric, mark.rubric_version).with_only_columns(RubricRow.content))
        return Rubric.model_validate_json(content)


def rubrics_of(store: Store, found: Iterable[Mark]) -> dict[tuple[str, int], Rubric]:
    """The rubrics that marks were given by, by id and version."""
    return {version: rubric_of(store, mark) for version, mark in {(mark.rubric, mark.rubric_version): mark for mark in found}.items()}


def keep_rubric(session: Session, store: Store, rubric: Rubric) -> RubricRow:
    """The row of a rubric, made the first time; GradingError where the same version says something else by now."""
    content, row = rubric.model_dump_json(), session.scalar(_rubric(store, rubric.id, rubric.version))
    if row is None:
        row = RubricRow(course=store.course, name=rubric.id, version=rubric.version, content=content)
        session.add(row)
        session.flush()
    elif Rubric.model_validate_json(row.content) != rubric:
        raise GradingError(f"Skalaen {rubric.id}.yaml er ændret, men hedder stadig version {rubric.version}, og der er givet trin efter den gamle. "
                           f"Skriv version: {rubric.version + 1} i filen. De gamle trin bliver stående efter den gamle ordlyd.")
    return row


def require_unsettled(session: Session, script: Script, reading: str) -> None:
    """Raise GradingError where an agreed mark has been given: the two that led to it stay as they are."""
    agreed = _current(session, script, AGREED) if reading != AGREED else None
    if agreed and not agreed.is_empty:
        raise GradingError(f"{agreed.grader} har skrevet, hvad I er enige om, og de to læsninger bliver stående, som de er. "
                           "Ret det, I er enige om, i stedet.")


def add(session: Session, script: Script, grader: str, entry: Entry, revision: int, rubric: RubricRow, reading: str) -> MarkRow:
    """Add one revision; the caller has looked at the one before."""
    levels = [LevelRow(criterion=name, level=level.level, comment=level.comment) for name, level in entry.levels.items()]
    row = MarkRow(script_id=script.id, reading=reading, revision=revision, grader=grader, state=entry.state, rubric=rubric, comment=entry.comment,
                  next_step=entry.next_step, seconds=entry.seconds, levels=levels)
    session.add(row)
    session.flush()
    return row


def _rubric(store: Store, name: str, version: int):
    return select(RubricRow).where(RubricRow.course == store.course, RubricRow.name == name, RubricRow.version == version)


def _current(session: Session, script: Script, reading: str) -> Mark | None:
    return _newest(session, {script.id}, reading).get(script.id)


def _newest(session: Session, ids: set[int], reading: str) -> dict[int, Mark]:
    newest = select(MarkRow.script_id, func.max(MarkRow.revision).label("revision")).where(MarkRow.reading == reading)
    if len(ids) < 50:  # else all are read, and the others left out below: databases limit how many values a question may have
        newest = newest.where(MarkRow.script_id.in_(ids))
    newest = newest.group_by(MarkRow.script_id).subquery()
    rows = session.scalars(select(MarkRow).where(MarkRow.reading == reading).join(
        newest, (MarkRow.script_id == newest.c.script_id) & (MarkRow.revision == newest.c.revision)))
    return {row.script_id: as_mark(row) for row in rows if row.script_id in ids}


def _says(mark: Mark, entry: Entry, rubric: Rubric) -> bool:
    said = (mark.entry.levels, mark.entry.comment, mark.entry.next_step, mark.entry.state, mark.rubric, mark.rubric_version)
    return said == (dict(entry.levels), entry.comment, entry.next_step, entry.state, rubric.id, rubric.version)


def as_mark(row: MarkRow) -> Mark:
    levels = {level.criterion: Level(level.level, level.comment) for level in row.levels}
    entry = Entry(levels, row.comment, row.next_step, row.state, row.seconds)
    return Mark(row.id, row.script_id, row.reading, row.revision, row.grader, entry, row.rubric.name, row.rubric.version, row.time.replace(tzinfo=UTC))
