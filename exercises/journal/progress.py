"""How far a reader is, section by section: which of the reflections' items have an answer."""

from __future__ import annotations

from exercises.journal.definitions import reflections
from exercises.journal.log import Log


def items_by_section() -> dict[str, list[tuple[str, str]]]:
    """Every item of the course as (exercise, item), by section."""
    found: dict[str, list[tuple[str, str]]] = {}
    for reflection in reflections().values():
        found.setdefault(reflection.section, []).extend((reflection.exercise.id, item.id) for item in reflection.exercise.items)
    return found


def progress(log: Log) -> dict[str, dict[str, int]]:
    """By section, how many items there are and how many have an answer, on whichever occasion."""
    answered = {(answer.exercise, answer.item) for answer in log.current()}
    return {
        section: {"items": len(items), "answered": len(answered.intersection(items))} for section, items in items_by_section().items()
    }
