"""What goes between the desk and its page. A script is known by its token, a student by her pseudonym, and HTML is always sanitized."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from course.grading.rubrics import Rubric

Token = str
Reading = Literal["first", "second", "agreed"]
Status = Literal["unread", "draft", "final", "unsettled", "blank", "unreadable"]


class Model(BaseModel):
    """Base of all of them: unknown keys are refused, numbers are numbers, and nothing can be changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


Words = Annotated[str, Field(max_length=10_000, pattern=r"^[^\x00]*$")]
"""What a grader writes; a database keeps no NUL."""


class LevelView(Model):
    """A criterion's level; null is »cannot be assessed«."""

    level: float | None
    comment: Words = ""


class EntryView(Model):
    """What a grader has put down: levels by criterion, comment, next step, and whether it is finished."""

    levels: dict[str, LevelView] = Field({}, max_length=50)
    comment: Words = ""
    next_step: Words = ""
    state: Literal["draft", "final"] = "draft"


class MarkView(Model):
    """A saved entry, and the revision that the next save is to be based on."""

    entry: EntryView
    revision: int
    grader: str
    time: datetime
    rubric_version: int
    score: float | None = None
    """The weighted mean of the levels, for the end of the page; None until all are given."""


class SaveRequest(Model):
    """A save: ``based_on`` is the revision the page shows, 0 where there was none; ``seconds`` the time spent since the last save."""

    entry: EntryView
    based_on: int = Field(ge=0)
    seconds: float = Field(0, ge=0, le=86_400)


class TagRequest(Model):
    """A flag or a skip, put on a script or taken off."""

    raised: bool
    reason: Words = ""


class KeepPhrase(Model):
    """A phrase of one's own for the comment bank."""

    text: Words
    criterion: str = Field("", max_length=64)


class Saved(Model):
    """The store has it on the disk: now the page may say so."""

    saved: Literal[True] = True
    mark: MarkView


class Refused(Model):
    """Somebody saved first: ``theirs`` is what stands now, and nothing was overwritten."""

    saved: Literal[False] = False
    message: str
    theirs: MarkView | None


class FlagView(Model):
    grader: str
    reason: str


class ScriptLine(Model):
    """A script in the list of a question."""

    token: Token
    pseudonym: str
    status: Status
    flagged: bool
    skipped: bool
    marked_by: str | None = None


class QuestionLine(Model):
    """A question in the overview of an assignment; ``left`` still have to be read."""

    cell: str
    name: str
    title: str
    rubric: str
    total: int
    finished: int
    left: int
    flagged: int


class StartView(Model):
    """Who is at the desk, the assignment it was opened at, and the course's others."""

    assignment: str
    grader: str
    assignments: list[str]


class Overview(Model):
    """An assignment, question by question, and the question that the grader was last in."""

    assignment: str
    grader: str
    questions: list[QuestionLine]
    resume: str | None


class QuestionView(Model):
    """All that is on the desk beside the text: the question, the guide, the rubric, and the scripts in this grader's own order."""

    assignment: str
    cell: str
    name: str
    title: str
    prompt_html: str
    guide_html: str
    rubric: Rubric
    criteria: list[str]
    points: float
    words: tuple[int, int] | None
    scripts: list[ScriptLine]
    open_now: Token | None
    """Where the grader was, else the first that is left; None where all is done."""


class PartView(Model):
    """One cell of an answer, and how many words it has of how many that were asked for."""

    kind: str
    html: str
    words: int
    asked: tuple[int, int] | None = None


class TouchedView(Model):
    sentence: str
    share: float


class AidsView(Model):
    """Counts for the one who reads; they say nothing of how good a text is."""

    words: int
    asked: tuple[int, int] | None
    coverage: list[TouchedView]
    copied_share: float


class EarlierView(Model):
    """The newest mark of an earlier attempt; never in force for this one, but it can be looked at, and taken over where the text is the same."""

    same_text: bool
    mark: MarkView


class AgreeingView(Model):
    """Two readings side by side, and where they have to be settled: the criteria (ids), and the difference of the totals where it is too large."""

    first: MarkView
    second: MarkView
    apart: list[str]
    total: float | None
    other_rubric: bool
    """They were given by two versions of the rubric."""


class AgreeingLine(Model):
    """A script that two have read too differently; ``final`` when they have agreed."""

    cell: str
    token: Token
    pseudonym: str
    status: Status
    graders: tuple[str, str]
    apart: list[str]
    total: float | None


class Agreeing(Model):
    """All of an assignment that two have to agree on, what is left first."""

    assignment: str
    left: int
    scripts: list[AgreeingLine]


class ScriptView(Model):
    """One text to read, with the mark that it has in this reading."""

    token: Token
    pseudonym: str
    status: Status
    number: int
    total: int
    parts: list[PartView]
    problem: str | None = None
    aids: AidsView
    mark: MarkView | None
    earlier: EarlierView | None
    flag: FlagView | None
    """In a second reading a flag that another has put says only that it is there."""
    skipped: bool
    agreeing: AgreeingView | None = None
    """Only where two are to agree: then ``mark`` is what they have agreed on."""


class UndoneView(Model):
    """What was undone, and on which script."""

    what: Literal["mark", "flag", "skip"]
    token: Token


class PhraseView(Model):
    """A phrase of the comment bank."""

    id: str
    criterion: str
    text: str
    own: bool
    used: int
