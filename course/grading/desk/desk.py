"""What a desk has at hand: the course, the store, one grader, and, for a question, everybody's script with how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from course.grading import scoring
from course.grading.desk.models import Status
from course.grading.desk.order import shuffled
from course.grading.reading.answers import BLANK, UNREADABLE
from course.grading.reading.masking import Masks
from course.grading.reading.people import masks, roster_state
from course.grading.reading.questions import Question, questions
from course.grading.reading.scripts import scripts_of
from course.grading.root import CourseRoot
from course.grading.store import marks, tags
from course.grading.store.database import Store
from course.grading.store.values import DRAFT, FLAG, SKIP, Mark, Script, Tag


@dataclass(frozen=True)
class Desk:
    """One grader at work in a course. Questions and masks are kept between calls, for as long as the desk is open."""

    root: CourseRoot
    store: Store
    grader: str
    _kept: dict = field(default_factory=dict, repr=False, compare=False)

    def questions(self, assignment: str) -> tuple[Question, ...]:
        """The questions of an assignment, read once."""
        key = "questions", assignment
        if key not in self._kept:
            self._kept[key] = questions(self.root, assignment)
        return self._kept[key]

    def masks(self, students: frozenset[str]) -> Masks:
        """The masks of a class; made anew when somebody comes, or the roster is changed."""
        state = students, roster_state(self.root)
        if self._kept.get("state") != state:
            self._kept["masks"], self._kept["state"] = masks(self.root, self.store, students), state
        return self._kept["masks"]


@dataclass(frozen=True)
class Pile:
    """The scripts of a question in the grader's order, with the newest marks and tags."""

    question: Question
    scripts: tuple[Script, ...]
    masks: Masks
    marks: Mapping[int, Mark]
    flags: Mapping[int, Tag]
    skips: Mapping[int, Tag]

    def status(self, script: Script) -> Status:
        """How far a script is."""
        mark = self.marks.get(script.id)
        if mark is None or mark.is_empty:
            return {BLANK: "blank", UNREADABLE: "unreadable"}.get(script.attempt.answer, "unread")
        if mark.entry.state == DRAFT:
            return "draft"
        return "unsettled" if scoring.not_assessable(self.question.rubric, mark.entry.levels, self.question.criteria) else "final"

    def left(self) -> set[str]:
        """The tokens of those that still have to be read, or read to the end."""
        return {script.token for script in self.scripts if self.status(script) in ("unread", "draft", "unreadable")}

    def pseudonym(self, script: Script) -> str:
        return self.masks.pseudonym(script.attempt.student)


def pile(desk: Desk, question: Question) -> Pile:
    """Everybody's script of a question, as it is now."""
    scripts = scripts_of(desk.root, desk.store, question)
    masks_now = desk.masks(frozenset(scripts))
    named = {masks_now.pseudonym(student): script for student, script in scripts.items()}
    ordered = tuple(named[name] for name in shuffled(named, desk.grader, question.cell))
    standing = tags.tags(desk.store, ordered, desk.grader)
    return Pile(question, ordered, masks_now, marks.valid(desk.store, ordered), standing[FLAG], standing[SKIP])
