"""What goes between the desk and its page in calibration; like ``models``, of which it uses some."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from course.grading.desk.models import MarkView, Model
from course.grading.rubrics import Rubric

Given = dict[str, float | None]
"""Levels by criterion; null is »cannot be assessed«."""


class ExemplarLine(Model):
    id: str
    title: str
    status: Literal["unread", "draft", "final"]


class CalibrationView(Model):
    """The exemplars in this grader's own order; ``finished`` when all are final, and then there is a comparison to show."""

    grader: str
    rubric: Rubric
    criteria: list[str]
    exemplars: list[ExemplarLine]
    left: int
    finished: bool
    open_now: str | None


class ExemplarView(Model):
    """One text to read, with what this grader has given it; nothing of the key or of anybody else."""

    id: str
    title: str
    number: int
    total: int
    constructed: bool
    html: str
    words: int
    mark: MarkView | None


class KeyView(Model):
    """An exemplar's key: »proposed«, or »agreed« by ``names`` at ``time``; ``stood_by`` is what each grader holds it should be."""

    levels: Given
    status: Literal["proposed", "agreed"]
    names: list[str]
    time: datetime | None
    stood_by: dict[str, Given]
    own_revision: int
    """On which the grader's own next proposal is to be based."""


class ExemplarCompared(Model):
    """What this grader, the key and the colleagues gave, by criterion; ``notes`` say why the file's key is as it is."""

    id: str
    title: str
    own: Given
    colleagues: dict[str, Given]
    key: KeyView
    notes: list[str]


class CriterionCompared(Model):
    """On one criterion: how many levels are exact and how many at most one off, of how many, and how much higher (+) or lower this grader is."""

    id: str
    title: str
    exact: int
    near: int
    of: int
    higher: float


class GateView(Model):
    """The gate; ``advisory`` until the whole key is agreed. Where it lies is our choice and has not been validated."""

    exact: int
    of: int
    wanted: int
    too_far: int
    passed: bool
    advisory: bool


class ComparisonView(Model):
    """Everything side by side, once this grader has finished; colleagues are those who have finished too."""

    key_name: Literal["nøgle (forslag)", "nøgle"]
    exemplars: list[ExemplarCompared]
    criteria: list[CriterionCompared]
    gate: GateView
