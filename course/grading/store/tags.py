"""Flags, which all graders see and which hold a script's points back, and skips, which are each grader's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.grading.errors import GradingError
from course.grading.store.database import Store
from course.grading.store.events import note
from course.grading.store.models import ScriptRow, TagRow
from course.grading.store.values import FIRST, FLAG, SKIP, Script, Tag

LONGEST = 1_000


def put(store: Store, script: Script, grader: str, kind: str, raised: bool, reason: str = "", reading: str = FIRST) -> None:
    """Put a flag or a skip on a script, or take it off; as it stands already, nothing is written. ``reading`` is the one it was done in."""
    if kind not in (FLAG, SKIP) or len(reason) > LONGEST:
        raise GradingError(f"Et mærke er »{FLAG}« eller »{SKIP}«, med højst {LONGEST} tegn om hvorfor.")
    with store.writing() as session:
        current = standing(session, [script], grader)[kind].get(script.id)
        if (current is not None) == raised and (not raised or current.reason == reason):
            return
        add(session, script, grader, kind, raised, reason)
        note(session, store, grader, kind, script.id, raised=raised, before=current is not None, reason=current.reason if current else "", reading=reading)


def add(session: Session, script: Script, grader: str, kind: str, raised: bool, reason: str) -> None:
    session.add(TagRow(script_id=script.id, kind=kind, raised=raised, reason=reason, grader=grader))


def tags(store: Store, scripts: Sequence[Script], grader: str) -> dict[str, dict[int, Tag]]:
    """The flags and the grader's own skips that stand, by kind and script id."""
    with store.reading() as session:
        return standing(session, scripts, grader)


def flags(store: Store, scripts: Sequence[Script]) -> dict[int, Tag]:
    """The flags that stand, by script id."""
    return tags(store, scripts, "")[FLAG]


def standing(session: Session, scripts: Sequence[Script], grader: str) -> dict[str, dict[int, Tag]]:
    ids = {script.id for script in scripts}
    newest = select(func.max(TagRow.id)).join(ScriptRow)
    if scripts:
        cell = scripts[0].cell
        newest = newest.where(ScriptRow.assignment == cell.assignment, ScriptRow.notebook == cell.notebook, ScriptRow.cell == cell.cell)
    newest = newest.where((TagRow.kind == FLAG) | (TagRow.grader == grader)).group_by(TagRow.script_id, TagRow.kind)
    found: dict[str, dict[int, Tag]] = {FLAG: {}, SKIP: {}}
    for row in session.scalars(select(TagRow).where(TagRow.id.in_(newest))):
        if row.raised and row.script_id in ids:
            found[row.kind][row.script_id] = Tag(row.kind, row.grader, row.reason, row.time.replace(tzinfo=UTC))
    return found
