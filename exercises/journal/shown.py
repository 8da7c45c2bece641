"""The reader's answers beside their questions, in the course's order and words."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from exercises.errors import ContentError
from exercises.journal.definitions import find, kind_of
from exercises.journal.log import Answer
from exercises.journal.words import in_words, with_rows_named


@dataclass(frozen=True)
class Shown:
    """An answer in the course's words."""

    answer: Answer
    order: tuple
    title: str
    prompt: str
    lines: list[str]


def shown(answers: Sequence[Answer]) -> list[Shown]:
    """Every answer in words, exercise by exercise in the course's order; by their ids where the course no longer has the question."""
    return sorted((_in_words(answer, answers) for answer in answers), key=lambda one: one.order)


def _in_words(answer: Answer, answers: Sequence[Answer]) -> Shown:
    with suppress(ContentError, StopIteration):
        reflection = find(answer.exercise)
        exercise = reflection.exercise
        place, item = next((place, item) for place, item in enumerate(exercise.items) if item.id == answer.item)
        occasions = {one.id: one.label for one in reflection.occasions(item)}
        occasion = occasions.get(answer.occasion, answer.occasion)
        order = (answer.exercise, place, [*occasions, answer.occasion].index(answer.occasion))
        said = in_words(kind_of(item), with_rows_named(kind_of(item), answer.value, answers))
        return Shown(answer, order, exercise.title, _with(reflection.prompt(item, answer.occasion), occasion), said)
    order = (answer.exercise, sys.maxsize, answer.revision)
    return Shown(answer, order, answer.exercise, _with(answer.item, answer.occasion), [str(answer.value)])


def _with(prompt: str, occasion: str) -> str:
    return f"{prompt} ({occasion})" if occasion else prompt
