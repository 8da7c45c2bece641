"""Scripts: every attempt at a question that the store has been shown, under a token that says nothing of the student."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from course.grading.errors import GradingError, NotFound
from course.grading.roster import pseudonyms
from course.grading.store.database import Store
from course.grading.store.models import PseudonymRow, ScriptRow
from course.grading.store.values import Attempt, Cell, Script

TRIES = 5  # somebody else may add the same rows in the same moment


def register(store: Store, cell: Cell, submissions: Mapping[str, str], answer: Callable[[str], str]) -> dict[str, Script]:
    """The scripts of a question by student; those that are new are added.

    Parameters
    ----------
    submissions : Mapping[str, str]
        Student and the sha256 of what stands handed in now.
    answer : Callable[[str], str]
        Gives the sha256 of a student's answer alone; it is asked only for what is new.
    """
    for _ in range(TRIES):
        known = _known(store, cell, submissions)
        missing = [Attempt(student, digest, answer(student)) for student, digest in submissions.items() if student not in known]
        if not missing:
            return {student: known[student] for student in submissions}
        try:
            _add(store, cell, missing)
        except GradingError as error:
            if not isinstance(error.__cause__, IntegrityError):
                raise
    raise GradingError("Et andet program tilføjer de samme afleveringer. Prøv igen om lidt.")


def find_script(store: Store, token: str) -> Script:
    """The script of a token.

    Raises
    ------
    NotFound
        No script has it.
    """
    with store.reading() as session:
        row = session.scalar(select(ScriptRow).where(ScriptRow.token == token, ScriptRow.course == store.course))
        if row is None:
            raise NotFound("Den tekst findes ikke længere her. Åbn listen igen.")
        return as_script(row)


def scripts_in(store: Store, cell: Cell) -> list[Script]:
    """Every script of a question, the oldest first; earlier attempts too."""
    with store.reading() as session:
        return [as_script(row) for row in session.scalars(_of(store, cell).order_by(ScriptRow.id))]


def earlier(store: Store, script: Script) -> list[Script]:
    """The student's other attempts at the question, newest first."""
    with store.reading() as session:
        rows = session.scalars(_of(store, script.cell).where(ScriptRow.student == script.attempt.student, ScriptRow.id != script.id)
                               .order_by(ScriptRow.id.desc()))
        return [as_script(row) for row in rows]


def name_all(store: Store, students: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
    """A pseudonym for each student: the roster's (``known``), else one that is drawn now and kept."""
    lacking = sorted(student for student in students if not known.get(student))
    drawn: dict[str, str] = {}
    for _ in range(TRIES if lacking else 0):
        with store.reading() as session:
            kept = dict(session.execute(select(PseudonymRow.student, PseudonymRow.pseudonym).where(PseudonymRow.course == store.course)).all())
        drawn = {student: kept[student] for student in lacking if student in kept}
        if len(drawn) == len(lacking):
            break
        try:
            _draw(store, [student for student in lacking if student not in kept], {*kept.values(), *known.values()})
        except GradingError as error:
            if not isinstance(error.__cause__, IntegrityError):
                raise
    return {**drawn, **{student: name for student, name in known.items() if name}}


def _known(store: Store, cell: Cell, submissions: Mapping[str, str]) -> dict[str, Script]:
    with store.reading() as session:
        return {row.student: as_script(row) for row in session.scalars(_of(store, cell)) if submissions.get(row.student) == row.submission}


def _add(store: Store, cell: Cell, attempts: list[Attempt]) -> None:
    with store.writing() as session:
        session.execute(insert(ScriptRow), [
            {"token": secrets.token_hex(8), "course": store.course, "assignment": cell.assignment, "notebook": cell.notebook, "cell": cell.cell,
             "student": attempt.student, "submission": attempt.submission, "answer": attempt.answer}
            for attempt in attempts
        ])


def _draw(store: Store, students: list[str], taken: set[str]) -> None:
    with store.writing() as session:
        for student in students:
            taken.add(name := pseudonyms.draw(taken))
            session.add(PseudonymRow(course=store.course, student=student, pseudonym=name))


def _of(store: Store, cell: Cell):
    return select(ScriptRow).where(
        ScriptRow.course == store.course, ScriptRow.assignment == cell.assignment, ScriptRow.notebook == cell.notebook, ScriptRow.cell == cell.cell)


def as_script(row: ScriptRow) -> Script:
    return Script(row.id, row.token, Cell(row.assignment, row.notebook, row.cell), Attempt(row.student, row.submission, row.answer))
