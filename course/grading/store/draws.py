"""Which scripts are to be read twice. A secret of each question decides, so that late ones are drawn like the rest, and nobody can choose."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from course.grading.errors import GradingError
from course.grading.store.database import Store
from course.grading.store.models import DrawRow, LotteryRow, ScriptRow
from course.grading.store.values import Cell, Script

RANDOM, NEAR = "tilfældig", "nær grænsen"  # why a script is drawn


def lots(store: Store, cell: Cell, students: Iterable[str]) -> dict[str, float]:
    """Each student's lot in a question, from 0 to 1, the same every time and for every attempt."""
    seed = _seed(store, cell) or _make_seed(store, cell)
    return {student: int.from_bytes(hmac.digest(bytes.fromhex(seed), student.encode(), "sha256")[:8]) / 2**64 for student in students}


def drawn(store: Store, cell: Cell) -> dict[int, str]:
    """The scripts of a question that have been drawn, by id, each with the reason."""
    wanted = select(DrawRow.script_id, DrawRow.reason).join(ScriptRow).where(
        ScriptRow.course == store.course, ScriptRow.assignment == cell.assignment, ScriptRow.notebook == cell.notebook, ScriptRow.cell == cell.cell)
    with store.reading() as session:
        return dict(session.execute(wanted).all())


def keep_draws(store: Store, scripts: Iterable[Script], reason: str) -> None:
    """Write down that scripts of a question are drawn; one that has been stays as it was."""
    missing = list(scripts)
    while missing:
        known = drawn(store, missing[0].cell)
        missing = [script for script in missing if script.id not in known]
        try:
            with store.writing() as session:
                session.add_all([DrawRow(script_id=script.id, reason=reason) for script in missing])
            return
        except GradingError as error:
            if not isinstance(error.__cause__, IntegrityError):  # else somebody else was faster, with one of them at least
                raise


def _seed(store: Store, cell: Cell) -> str | None:
    with store.reading() as session:
        return session.scalar(select(LotteryRow.seed).where(
            LotteryRow.course == store.course, LotteryRow.assignment == cell.assignment, LotteryRow.notebook == cell.notebook, LotteryRow.cell == cell.cell))


def _make_seed(store: Store, cell: Cell) -> str:
    try:
        with store.writing() as session:
            session.add(LotteryRow(course=store.course, assignment=cell.assignment, notebook=cell.notebook, cell=cell.cell, seed=secrets.token_hex(32)))
    except GradingError as error:
        if not isinstance(error.__cause__, IntegrityError):
            raise
    return _seed(store, cell)
