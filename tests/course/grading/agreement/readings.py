"""A class whose answers two graders have read: marks as the desk saves them, with a disagreement that is known beforehand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

import numpy as np

from course.grading.reading.questions import Question
from course.grading.store import marks
from course.grading.store.database import Store
from course.grading.store.scripts import register
from course.grading.store.values import FINAL, FIRST, Entry, Level, Mark, Script


def scripts(store: Store, question: Question, students: Sequence[str], attempt: str = "første") -> dict[str, Script]:
    """An attempt of each student at a question; the store needs no file of it."""
    digest = {student: sha256(f"{student} {attempt}".encode()).hexdigest() for student in students}
    return register(store, question.cell, digest, lambda student: digest[student])


def read(store: Store, question: Question, script: Script, grader: str, levels: Sequence[float | None], reading: str = FIRST, **settings) -> Mark:
    """Save a final mark with a level for each of the question's criteria, in the rubric's order."""
    names = question.criteria or [criterion.id for criterion in question.rubric.criteria]
    entry = Entry(dict(zip(names, map(Level, levels), strict=True)), "Se selv.", state=settings.pop("state", FINAL), seconds=settings.pop("seconds", 60.0))
    return marks.save(store, script, grader, entry, settings.pop("based_on", 0), settings.pop("rubric", question.rubric), question.criteria, reading)


def noisy(seed: int = 1, criteria: int = 5, strict: float = 0.4) -> Callable[[], tuple[list[float], list[float]]]:
    """Gives levels of a first and a second reader; the second is one level stricter on a share of the criteria."""
    random = np.random.default_rng(seed)

    def draw() -> tuple[list[float], list[float]]:
        first = random.integers(1, 5, criteria)
        second = np.maximum(first - (random.random(criteria) < strict), 1)
        return first.astype(float).tolist(), second.astype(float).tolist()

    return draw
