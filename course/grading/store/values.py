"""What the grading store gives and takes: values that cannot be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from course.grading.errors import GradingError

DRAFT, FINAL = "draft", "final"
FIRST, SECOND, AGREED = "first", "second", "agreed"  # readings; what is published is the agreed one, else the mean of the two, else the first
READINGS = (FIRST, SECOND, AGREED)
FLAG, SKIP = "flag", "skip"


@dataclass(frozen=True)
class Cell:
    """A question: what nbgrader gives points for, across all students."""

    assignment: str
    notebook: str
    cell: str


@dataclass(frozen=True)
class Attempt:
    """A student's answer to one question: the sha256 of the notebook as handed in, and of the answer's text alone."""

    student: str = field(repr=False)
    submission: str
    answer: str


@dataclass(frozen=True)
class Script:
    """An attempt at a question; the token is all that may be sent to a page."""

    id: int
    token: str
    cell: Cell
    attempt: Attempt


@dataclass(frozen=True)
class Level:
    """What a criterion was given: None is »cannot be assessed«."""

    level: float | None
    comment: str = ""


@dataclass(frozen=True)
class Entry:
    """What a grader has put down about a script so far; ``seconds`` is the time spent since the save before."""

    levels: Mapping[str, Level] = field(default_factory=dict)
    comment: str = ""
    next_step: str = ""
    state: str = DRAFT
    seconds: float = 0.0


@dataclass(frozen=True)
class Mark:
    """A saved entry: who, when, by which rubric, and which save of the script it is."""

    id: int
    script_id: int
    reading: str
    revision: int
    grader: str
    entry: Entry
    rubric: str
    rubric_version: int
    time: datetime

    @property
    def is_empty(self) -> bool:
        """Nothing stands in it, as when everything has been undone."""
        return not (self.entry.levels or self.entry.comment or self.entry.next_step)


@dataclass(frozen=True)
class Tag:
    """A flag or a skip that stands on a script."""

    kind: str
    grader: str
    reason: str
    time: datetime


class Conflict(GradingError):
    """Somebody saved the script meanwhile; ``theirs`` is what stands now, None where nothing does. Nothing was written."""

    def __init__(self, theirs: Mark | None):
        self.theirs = theirs
        who = f"{theirs.grader} har gemt den kl. {theirs.time.astimezone():%H.%M}" if theirs else "Den er ændret"
        super().__init__(f"{who}, efter at du åbnede den. Intet er overskrevet: Se, hvad der står nu, og gem igen, hvis dit skal gælde.")
