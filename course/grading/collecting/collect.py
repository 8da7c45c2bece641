"""``course grade collect``: what an LMS gives, or a folder, into nbgrader's ``submitted``; nobody's mistake stops the class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from course.grading.collecting.archives import BadZip, look_in
from course.grading.collecting.assignment import read_assignment
from course.grading.collecting.kept import FOLDER
from course.grading.collecting.problems import Problem, about, of_gradebook, of_trouble, of_twins, of_unknown_times
from course.grading.collecting.senders import from_one, sender, senders
from course.grading.collecting.settling import ASIDE, Row, Settled, by_name, settle
from course.grading.collecting.submitting import Desk, desk, is_marked, lies_in
from course.grading.collecting.taking import Taker
from course.grading.names import is_safe, shown
from course.grading.root import CourseRoot, GradingError
from course.grading.roster.roster import read_roster
from course.grading.roster.students import Finder, Student

if TYPE_CHECKING:
    from nbgrader.api import Gradebook


@dataclass(frozen=True)
class Collected:
    """The class after collecting: a row per student in the roster's order, what is to be told, and how many files are put aside."""

    assignment: str
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    aside: int


def collect(root: CourseRoot, name: str, source: Path, due: datetime | None = None, student: str = "", replace_marked: bool = False) -> Collected:
    """Collect an assignment; collecting again changes nothing unless something new was handed in.

    Parameters
    ----------
    source : Path
        A folder or a zip from an LMS, or one student's file.
    due : datetime or None
        Kept in the gradebook, so that nbgrader counts from it too; None means what the gradebook says.
    student : str
        The id of the one student whom everything is from.
    replace_marked : bool
        Let a newer attempt replace one that a person has marked.

    Raises
    ------
    GradingError
        Nothing could be collected at all.
    """
    assignment = read_assignment(root, name, due)
    students, problems = _students(root)
    finder, base = Finder(students), root.folder / FOLDER / name
    taker = Taker(base, assignment, finder, picked=bool(student))
    with ExitStack() as stack:
        try:
            everything = look_in(_existing(source), stack)
        except BadZip as problem:
            raise GradingError(f"{source.name} {problem}. Hent den igen, og prøv så.") from problem
        if not everything:
            raise GradingError(f"Der er ingen filer i {source}. Peg på den mappe eller zip-fil, som jeres LMS gav.")
        only = _only(finder, student) if student else None
        sent, refused = from_one(everything, only) if only else senders(everything, finder, stack)
        taker.take(sent)
        taker.refuse(refused, partial(sender, finder=finder))
    rows, told = _settle(root, assignment, students, taker, replace_marked)
    problems += [] if assignment.in_gradebook else [of_gradebook(name)]
    return Collected(name, tuple(rows), tuple(problems + taker.problems + told + _of_all(rows)), taker.aside)


def _settle(root: CourseRoot, assignment, students: list[Student], taker: Taker, replace_marked: bool) -> tuple[list[Row], list[Problem]]:
    rows, told, everybody = [], [], by_name(students)
    with root.gradebook() as gradebook:
        may_replace = partial(_may_replace, cache(partial(_in_store, root, assignment.name)), gradebook, assignment.name, replace_marked)
        for student in students:
            place = desk(root, assignment.name, student, taker.base / student.id)
            try:
                settled = settle(place, assignment, may_replace, taker.kept.get(student.id, []), everybody)
            except OSError as error:  # a file that is open in Word, or a folder that somebody has put in its place
                settled = Settled(Row(student, ASIDE), (of_trouble(student, error),))
            rows.append(settled.row)
            told += settled.problems
    return rows, told


def _may_replace(in_store: Callable[[], set[tuple[str, str]]], gradebook: Gradebook, assignment: str, replace_marked: bool, place: Desk) -> bool:
    """Whether nobody has marked what lies there, at the desk or in the gradebook, or it may be replaced all the same."""
    student = place.student.id
    return replace_marked or not (is_marked(gradebook, assignment, student) or any((student, digest) in in_store() for digest in lies_in(place)))


def _in_store(root: CourseRoot, assignment: str) -> set[tuple[str, str]]:
    from course.grading.store.database import has_store, opened_store
    from course.grading.store.marks import marked

    if not has_store(root):
        return set()
    with opened_store(root) as store:
        return marked(store, assignment)


def _students(root: CourseRoot) -> tuple[list[Student], list[Problem]]:
    """Everybody who can have a folder."""
    students = read_roster(root)
    if not students:
        raise GradingError("Der er ingen deltagere i databasen. Hent holdlisten ind først med: course assign roster FIL.")
    odd = [student for student in students if not is_safe(student.id) or student.id.startswith("_")]
    text = "Id'et {} kan ikke være navnet på en mappe. Deltageren er sprunget over; giv et andet id."
    return [student for student in students if student not in odd], [about("id", None, "", text.format(shown(one.id))) for one in odd]


def _existing(source: Path) -> Path:
    if not source.exists():
        raise GradingError(f"{source} findes ikke. Se efter, om navnet er rigtigt, og om du står i den rigtige mappe.")
    return source


def _only(finder: Finder, student: str) -> Student:
    found = finder.by_id(student) or finder.by_name(student)
    if len(found) != 1:
        number = "flere" if found else "ingen"
        raise GradingError(f"Der er {number} på holdlisten, der hedder {shown(student)}. Skriv deltagerens id; se dem med: course assign roster --names.")
    return next(iter(found))


def _of_all(rows: list[Row]) -> list[Problem]:
    """What can only be seen of all together."""
    same = defaultdict(list)
    for row in rows:
        if row.answers:
            same[row.answers].append(row.student)
    return [*of_unknown_times(row.student for row in rows if row.late is None), *(of_twins(students) for students in same.values() if len(students) > 1)]
