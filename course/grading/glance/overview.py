"""How far an assignment is: who is in, read, read by two and published; the time it took; and how the levels fall."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select

from course.grading import scoring
from course.grading.agreement.arrays import scale
from course.grading.publishing.plan import Planned, plan
from course.grading.publishing.publish import held
from course.grading.reading.people import on_roster
from course.grading.reading.questions import Question, questions
from course.grading.reading.scripts import scripts_of
from course.grading.root import CourseRoot
from course.grading.rubrics import Rubric
from course.grading.store import marks
from course.grading.store.database import Store
from course.grading.store.models import MarkRow, ScriptRow
from course.grading.store.publications import Publication, published
from course.grading.store.values import AGREED, FINAL, FIRST, SECOND, Mark, Script
from exercises.danish_order import danish_order

MISSING, WAITS, READY, CHANGED, PUBLISHED = "missing", "waits", "ready", "changed", "published"


@dataclass(frozen=True)
class State:
    """How far one answer is: missing, waits (and ``why``), ready to be published, changed since it was, or published."""

    state: str
    why: str = ""


@dataclass(frozen=True)
class Person:
    """A student, and how far each question is, in the order of the assignment."""

    student: str = field(repr=False)
    states: tuple[State, ...]

    @property
    def is_in(self) -> bool:
        return any(one.state != MISSING for one in self.states)


@dataclass(frozen=True)
class Time:
    """What a grader has spent on a question, in seconds, over so many scripts."""

    grader: str
    seconds: float
    scripts: int


@dataclass(frozen=True)
class Distribution:
    """How many people were given each level of a criterion."""

    criterion: str
    title: str
    levels: tuple[float, ...]
    people: tuple[int, ...]


@dataclass(frozen=True)
class QuestionGlance:
    """A question: how many are in, read to the end, read by two and published; ``version`` is the rubric's of the distributions."""

    cell: str
    name: str
    title: str
    handed_in: int
    ready: int
    read_twice: int
    published: int
    times: tuple[Time, ...]
    version: int
    distributions: tuple[Distribution, ...]
    other_versions: int


@dataclass(frozen=True)
class Glance:
    """An assignment; ``people`` are those on the roster and those who have handed in, in the order of their ids."""

    assignment: str
    people: tuple[Person, ...]
    questions: tuple[QuestionGlance, ...]


def glance(root: CourseRoot, store: Store, assignment: str) -> Glance:
    """Look at an assignment as it stands now.

    Raises
    ------
    GradingError
        There is no such assignment, or the roster or the store cannot be read.
    """
    asked, sent = questions(root, assignment), published(store, assignment)
    waiting = held([one for question in asked for one in plan(root, store, question)])
    planned = [{one.student: one for one in waiting if one.question == question} for question in asked]
    everybody = sorted({student.id for student in on_roster(root)}.union(*planned))
    people = tuple(Person(student, tuple(_state(each.get(student), sent) for each in planned)) for student in everybody)
    states = zip(*(person.states for person in people), strict=True) if people else [()] * len(asked)
    return Glance(assignment, people, tuple(_question(root, store, question, column) for question, column in zip(asked, states, strict=True)))


def _state(planned: Planned | None, sent: dict) -> State:
    if planned is None:
        return State(MISSING)
    arrived = [one for one in sent.get((planned.question.cell, planned.student), []) if one.done and one.points is not None]
    current = next((one for one in reversed(arrived) if one.submission == planned.submission), None)
    if planned.points is None:
        return State(WAITS, planned.waits)
    return State(READY if current is None else PUBLISHED if _same(planned, current) else CHANGED)


def _same(planned: Planned, arrived: Publication) -> bool:
    return abs(planned.points - arrived.points) < 0.005 and (planned.comment or "").strip() == (arrived.comment or "").strip()


def _question(root: CourseRoot, store: Store, question: Question, states: Sequence[State]) -> QuestionGlance:
    scripts = list(scripts_of(root, store, question).values())
    read = marks.readings(store, scripts)
    counted = Counter(one.state for one in states)
    rubric, given, others = _of_one_version(store, question, [mark for mark in map(_counts, read.values()) if mark])
    return QuestionGlance(
        question.cell.cell, question.name, question.title, len(states) - counted[MISSING], counted[READY] + counted[CHANGED] + counted[PUBLISHED],
        sum(all(one.get(reading) and one[reading].entry.state == FINAL for reading in (FIRST, SECOND)) for one in read.values()),
        counted[PUBLISHED], _times(store, scripts), rubric.version,
        tuple(_distribution(rubric, criterion.id, criterion.title.da, given) for criterion in scoring.counted(rubric, question.criteria)), others,
    )


def _counts(readings: dict[str, Mark]) -> Mark | None:
    """The mark that says which level a text was given: the agreed one, else the first."""
    return next((readings[one] for one in (AGREED, FIRST) if one in readings and readings[one].entry.state == FINAL), None)


def _of_one_version(store: Store, question: Question, given: list[Mark]) -> tuple[Rubric, list[Mark], int]:
    """The marks by the version that most were given by, its rubric, and how many were given by others."""
    by_version: dict[tuple[str, int], list[Mark]] = defaultdict(list)
    for mark in given:
        by_version[mark.rubric, mark.rubric_version].append(mark)
    if not by_version:
        return question.rubric, [], 0
    chosen = max(by_version.items(), key=lambda item: (len(item[1]), item[0]))[1]
    return marks.rubric_of(store, chosen[0]), chosen, len(given) - len(chosen)


def _distribution(rubric: Rubric, criterion: str, title: str, given: list[Mark]) -> Distribution:
    levels = scale(rubric)
    counted = Counter(level.level for mark in given if (level := mark.entry.levels.get(criterion)))
    return Distribution(criterion, title, levels, tuple(counted[level] for level in levels))


def _times(store: Store, scripts: Sequence[Script]) -> tuple[Time, ...]:
    """What each grader spent on a question, on every attempt and reading of it."""
    if not scripts:
        return ()
    cell = scripts[0].cell
    wanted = select(MarkRow.grader, func.sum(MarkRow.seconds), func.count(MarkRow.script_id.distinct())).join(ScriptRow).where(
        ScriptRow.course == store.course, ScriptRow.assignment == cell.assignment, ScriptRow.notebook == cell.notebook, ScriptRow.cell == cell.cell,
    ).group_by(MarkRow.grader)
    with store.reading() as session:
        return tuple(sorted((Time(*row) for row in session.execute(wanted)), key=lambda one: danish_order(one.grader)))
