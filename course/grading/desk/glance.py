"""The course at a glance as the desk's page gets it: under pseudonyms, and with every distribution, for the desk is for those who read the texts."""

from __future__ import annotations

from course.grading.desk.desk import Desk, require_known
from course.grading.desk.models import Model
from course.grading.glance.overview import Distribution, QuestionGlance, glance
from course.grading.glance.summary import each, said, spent
from exercises.danish_order import danish_order


class TimeView(Model):
    """What a grader has spent on a question, in seconds and in words."""

    grader: str
    seconds: float
    spent: str
    each: str


class LevelsView(Model):
    """How many people were given each level of a criterion."""

    criterion: str
    title: str
    levels: list[float]
    people: list[int]


class QuestionGlanceView(Model):
    """A question: how many are in, read to the end, read by two, published; the time; the levels by one version of the rubric."""

    cell: str
    name: str
    title: str
    handed_in: int
    ready: int
    read_twice: int
    published: int
    times: list[TimeView]
    version: int
    levels: list[LevelsView]
    other_versions: int


class PersonView(Model):
    """A student under her pseudonym, and how far each question is: a state for programs and the same in words."""

    pseudonym: str
    is_in: bool
    states: list[str]
    said: list[str]


class GlanceView(Model):
    assignment: str
    people: list[PersonView]
    questions: list[QuestionGlanceView]


def show_glance(desk: Desk, assignment: str) -> GlanceView:
    """Look at an assignment as it stands now; NotFound where there is none such."""
    require_known(desk.root, assignment)
    seen = glance(desk.root, desk.store, assignment)
    masks = desk.masks(frozenset(person.student for person in seen.people))
    people = [PersonView(pseudonym=masks.pseudonym(person.student), is_in=person.is_in, states=[one.state for one in person.states],
                         said=[said(one) for one in person.states]) for person in seen.people]
    return GlanceView(assignment=assignment, people=sorted(people, key=lambda one: danish_order(one.pseudonym)), questions=list(map(_question, seen.questions)))


def _question(one: QuestionGlance) -> QuestionGlanceView:
    times = [TimeView(grader=time.grader, seconds=time.seconds, spent=spent(time.seconds), each=each(time)) for time in one.times]
    return QuestionGlanceView(
        cell=one.cell, name=one.name, title=one.title, handed_in=one.handed_in, ready=one.ready, read_twice=one.read_twice, published=one.published,
        times=times, version=one.version, levels=list(map(_levels, one.distributions)), other_versions=one.other_versions,
    )


def _levels(one: Distribution) -> LevelsView:
    return LevelsView(criterion=one.criterion, title=one.title, levels=list(one.levels), people=list(one.people))
