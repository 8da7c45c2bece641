"""What a desk has at hand: the course, the store, one grader, and, for a question, everybody's script with how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from time import monotonic

from course.grading.desk.agreeing import of_reading
from course.grading.desk.models import Reading, Status
from course.grading.desk.order import shuffled
from course.grading.errors import NotFound
from course.grading.reading.answers import BLANK, UNREADABLE
from course.grading.reading.folders import assignment_names
from course.grading.reading.masking import Masks
from course.grading.reading.people import masks, roster_state
from course.grading.reading.questions import RUBRIC, Question, questions
from course.grading.reading.scripts import scripts_of
from course.grading.root import CourseRoot
from course.grading.store import marks, tags
from course.grading.store.database import Store
from course.grading.store.marks import Standing
from course.grading.store.values import DRAFT, FIRST, FLAG, SKIP, Script, Tag

SECONDS = 30  # that the list of hand-ins may be old while texts are read; a script itself is always looked at


@dataclass(frozen=True)
class Desk:
    """One grader at work in a course, who opened the desk at ``assignment``; ``rubric`` is that of the exemplars. Questions and masks are kept for as long as the desk is open."""

    root: CourseRoot
    store: Store
    grader: str
    assignment: str = ""
    rubric: str = RUBRIC
    _kept: dict = field(default_factory=dict, repr=False, compare=False)

    def questions(self, assignment: str) -> tuple[Question, ...]:
        """The questions of an assignment, read once; NotFound where there is no such assignment."""
        key = "questions", assignment
        if key not in self._kept:
            require_known(self.root, assignment)
            self._kept[key] = questions(self.root, assignment)
        return self._kept[key]

    def scripts(self, question: Question, fresh: bool) -> dict[str, Script]:
        """Everybody's script of a question; unless it is to be ``fresh``, as it was at most half a minute ago."""
        key = "scripts", question.cell
        since, found = self._kept.get(key, (0.0, None))
        if fresh or found is None or monotonic() - since > SECONDS:
            found = scripts_of(self.root, self.store, question)
            self._kept[key] = monotonic(), found
        return found

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
    marks: Mapping[int, Standing]
    flags: Mapping[int, Tag]
    skips: Mapping[int, Tag]

    def status(self, script: Script) -> Status:
        """How far a script is."""
        mark = self.marks.get(script.id)
        if mark is None or mark.is_empty:
            return {BLANK: "blank", UNREADABLE: "unreadable"}.get(script.attempt.answer, "unread")
        if mark.state == DRAFT:
            return "draft"
        return "unsettled" if mark.unsettled else "final"

    def left(self) -> set[str]:
        """The tokens of those that still have to be read, or read to the end."""
        return {script.token for script in self.scripts if self.status(script) in ("unread", "draft", "unreadable")}

    def pseudonym(self, script: Script) -> str:
        return self.masks.pseudonym(script.attempt.student)


def require_known(root: CourseRoot, assignment: str) -> None:
    """NotFound where it is no assignment, but perhaps a path to something else."""
    if assignment not in (known := assignment_names(root)):
        has = f"Kurset har {', '.join(known)}." if known else "Der er ingen opgaver i mappen."
        raise NotFound(f"Opgaven {assignment[:64]} findes ikke. {has}")


def pile(desk: Desk, question: Question, fresh: bool = False, reading: Reading = FIRST) -> Pile:
    """Everybody's script of a question, or those of a second reading or to agree on, with that reading's marks as they are now."""
    scripts = desk.scripts(question, fresh)
    masks_now, wanted = desk.masks(frozenset(scripts)), of_reading(desk.root, desk.store, desk.grader, question, scripts, reading)
    named = {masks_now.pseudonym(student): script for student, script in wanted.items()}
    ordered = tuple(named[name] for name in shuffled(named, desk.grader, question.cell))
    standing = tags.tags(desk.store, ordered, desk.grader)
    return Pile(question, ordered, masks_now, marks.standings(desk.store, question.cell, reading), standing[FLAG], standing[SKIP])
