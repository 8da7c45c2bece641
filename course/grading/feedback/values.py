"""What a student is told about one hand-in, before it becomes a page or a Word file. Every text is Markdown, and still to be made safe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

READ, UNREAD, BLANK = "read", "unread", "blank"
RIGHT, PARTLY, NOT_YET = "right", "partly", "not yet"


@dataclass(frozen=True)
class Reached:
    """The level of a text on one criterion: ``name`` and ``descriptor`` are the rubric's words, ``number`` is of ``top``, None where it has none."""

    criterion: str
    name: str
    descriptor: str
    number: float | None
    top: int
    comment: str = ""


@dataclass(frozen=True)
class Score:
    """Points of what can be given; ``points`` is None where nobody has read the answer yet."""

    points: float | None
    most: float


@dataclass(frozen=True)
class Text:
    """An answer that people read. Without levels where the course has no marks for it, only points and a comment."""

    title: str
    state: str
    score: Score
    levels: tuple[Reached, ...] = ()
    comment: str = ""
    next_step: str = ""


@dataclass(frozen=True)
class Step:
    """The one thing to do next with a text; ``is_readers`` unless nobody wrote one and it is taken from the rubric's words."""

    text: str
    what: str
    is_readers: bool = True


@dataclass(frozen=True)
class Task:
    """A data task: whether it is right, what the tests said, a comment, and the titles of the pages to read on in."""

    title: str
    state: str
    told: str
    score: Score
    comment: str = ""
    read_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feedback:
    """Everything a student is told about one notebook.

    Parameters
    ----------
    student : str
        The name of the one it is for; no other name stands in it.
    handed_in : datetime or None
        When, in the clock of this machine.
    formative : bool
        Points are not to be shown.
    """

    title: str
    student: str
    handed_in: datetime | None
    texts: tuple[Text, ...]
    steps: tuple[Step, ...]
    tasks: tuple[Task, ...]
    penalty: float = 0.0
    formative: bool = False

    @property
    def parts(self) -> tuple[Task | Text, ...]:
        """What gives points, in the order it is told."""
        return tuple(one for one in (*self.tasks, *self.texts) if one.score.most)

    @property
    def unread(self) -> float:
        """The points that nobody has given or kept back yet."""
        return sum(one.score.most for one in self.parts if one.score.points is None)

    @property
    def total(self) -> Score:
        """The points so far, less what lateness costs."""
        given = sum(one.score.points or 0 for one in self.parts)
        return Score(max(given - self.penalty, 0.0), sum(one.score.most for one in self.parts))


def danish_points(points: float | None) -> str:
    """Points as Danes write them, without needless decimals."""
    return f"{points or 0:.2f}".rstrip("0").rstrip(".").replace(".", ",")
