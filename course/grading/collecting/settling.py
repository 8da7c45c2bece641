"""One student's attempts settled: the newest repaired into ``submitted``, and what there is to tell of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from nbformat import NotebookNode

from course.grading.collecting import problems as tell
from course.grading.collecting.assignment import Assignment
from course.grading.collecting.choosing import NEVER, Choice, choose, is_late, is_untouched, newest_time, timestamp
from course.grading.collecting.kept import Kept, all_kept
from course.grading.collecting.problems import Problem
from course.grading.collecting.reading import Candidate, Remark, read_kept
from course.grading.collecting.submitting import REPAIRS, Desk, Prepared, adopt, differing, prepare, submit, was_written
from course.grading.names import loose, words
from course.grading.roster.students import Student
from exercises.errors import HandinError

IN, LATE, MISSING, UNREADABLE, ASIDE = "inde", "for sent", "mangler", "kan ikke læses", "lagt til side"


@dataclass(frozen=True)
class Row:
    """How a student stands.

    Parameters
    ----------
    time : datetime or None
        When what is graded was handed in, UTC; ``known`` when that is so, and not only when it was there at the latest.
    late : bool or None
        None where nobody can know.
    file : str
        Where it lay in what the LMS gave.
    answers : str
        The same for the same answers; empty for none.
    """

    student: Student
    status: str
    time: datetime | None = None
    known: bool = False
    late: bool | None = False
    attempts: int = 0
    file: str = ""
    answers: str = ""


@dataclass(frozen=True)
class Settled:
    """A student's row, and what is to be told."""

    row: Row
    problems: tuple[Problem, ...]


def settle(place: Desk, assignment: Assignment, may_replace: Callable[[Desk], bool], now: list[Kept], everybody: list[tuple[str, Student]]) -> Settled:
    """Choose, repair and submit; ``now`` is what this run was given, and ``everybody`` the students by full name (``by_name``)."""
    student, told = place.student, []
    adopt(place, assignment)
    files = all_kept(place.base)
    read = {kept.folder: read_kept(kept, assignment) for kept in files}
    choices = _choices([one for candidates, _ in read.values() for one in candidates], assignment)
    prepared = []
    for choice in choices.values():
        told += _of_choice(choice, student)
        if choice.chosen:
            ready, problem = _prepare(choice.chosen, student, assignment)
            prepared += ready
            told += problem
    told += _of_files(files, read, prepared, place, assignment)
    told += _submit(place, assignment, may_replace, prepared)
    new = {one.sha256 for kept in now for one in read[kept.folder][0]}
    if new and prepared and not new & {one.candidate.sha256 for one in prepared}:
        told.append(tell.of_older(prepared[-1].candidate, student))
    if prepared and (lacking := [name for name in assignment.originals if name not in choices]):
        told.append(tell.of_lacking(lacking, student))
    for one in prepared:
        told += _of_prepared(one, place, assignment, everybody)
    return Settled(_row(place, assignment, choices, prepared, files), tuple(told))


def by_name(students: Iterable[Student]) -> list[tuple[str, Student]]:
    """Everybody with a first and a last name, by it, spelled so that it can be found in a text."""
    return [(f" {_spelled(student.name)} ", student) for student in students if student.first_name and student.last_name]


def _choices(candidates: list[Candidate], assignment: Assignment) -> dict[str, Choice]:
    by_notebook = {name: [one for one in candidates if one.notebook == name] for name in assignment.originals}
    return {name: choose(found, assignment.originals[name]) for name, found in by_notebook.items() if found}


def _prepare(candidate: Candidate, student: Student, assignment: Assignment) -> tuple[list[Prepared], list[Problem]]:
    try:
        return [prepare(candidate, assignment)], []
    except HandinError as problem:
        said = str(problem)
    except Exception as problem:  # as in reading: a hostile notebook must not stop the class
        said = f"Den kunne ikke sættes i stand ({type(problem).__name__})."
    return [], [tell.about("unreadable", student, candidate.place, f"{candidate.place} kan ikke bruges. {said} Bed om {assignment.name} igen.")]


def _submit(place: Desk, assignment: Assignment, may_replace: Callable[[Desk], bool], prepared: list[Prepared]) -> list[Problem]:
    student = place.student
    if not prepared:
        return []
    changed = differing(place, prepared)
    replaced = [one for one in changed if (place.submitted / f"{one.candidate.notebook}.ipynb").exists()]
    if replaced and not may_replace(place):
        return [tell.of_marked(one.candidate, student) for one in replaced]
    told = [tell.of_replaced(one.candidate, student, place.autograded.is_dir()) for one in replaced if was_written(place, one.candidate.notebook)]
    submit(place, prepared, timestamp([one.candidate for one in prepared], assignment.due_for(student.id)))
    return told


def _of_choice(choice: Choice, student: Student) -> list[Problem]:
    if choice.rivals:
        return [tell.of_rivals(choice, student)]
    return [tell.of_attempts(choice, student)] if len(choice.attempts) > 1 else []


def _of_files(files: list[Kept], read: dict, prepared: list[Prepared], place: Desk, assignment: Assignment) -> Iterable[Problem]:
    """What to tell of the files: all of those that are graded, and of others only where they are as new."""
    chosen = {one.candidate.kept.folder: one.candidate for one in prepared}
    since = max((newest_time(candidate.kept.times) for candidate in chosen.values()), default=None)
    used = next((candidate.place for candidate in chosen.values()), "")
    for kept in files:
        if kept.folder in chosen or since is None or newest_time(kept.times) >= since:
            remarks: list[Remark] = read[kept.folder][1]
            for remark in remarks:
                if kept.folder in chosen or remark.kind != "large":
                    yield tell.of_remark(remark, place.student, used, assignment.name, "/".join(kept.folder.parts[-4:]))


def _of_prepared(prepared: Prepared, place: Desk, assignment: Assignment, everybody: list[tuple[str, Student]]) -> Iterable[Problem]:
    """What is odd about a notebook that is graded."""
    candidate, student = prepared.candidate, place.student
    due = assignment.due_for(student.id)
    if problem := tell.of_lateness(candidate, student, bool(is_late(candidate, due)), due):
        yield problem
    if problem := tell.of_release(candidate, student, assignment):
        yield problem
    if prepared.changes:
        yield tell.of_repairs(candidate, student, prepared.changes, _relative(candidate.kept, REPAIRS))
    original = assignment.originals[candidate.notebook]
    if is_untouched(prepared.notebook, original):
        yield tell.about("untouched", student, candidate.place, f"{candidate.place} er uden svar: Opgaven er, som den blev delt ud.")
    yield from tell.of_named(candidate, student, _others_named(prepared.notebook, original, student, everybody))


def _row(place: Desk, assignment: Assignment, choices: dict[str, Choice], prepared: list[Prepared], files: list[Kept]) -> Row:
    student = place.student
    attempts = max((len(choice.attempts) for choice in choices.values()), default=len(files))
    if not prepared:
        status = ASIDE if any(choice.rivals for choice in choices.values()) else UNREADABLE if files else MISSING
        return Row(student, status, attempts=attempts)
    lateness = [is_late(one.candidate, assignment.due_for(student.id)) for one in prepared]
    late = True if True in lateness else None if None in lateness else False
    last = max((one.candidate for one in prepared), key=lambda one: one.moment.time or NEVER)
    untouched = all(is_untouched(one.notebook, assignment.originals[one.candidate.notebook]) for one in prepared)
    answers = "" if untouched else _digest((one.notebook, assignment.originals[one.candidate.notebook]) for one in prepared)
    return Row(student, LATE if late else IN, last.moment.time, last.moment.known, late, attempts, last.handed_in.place, answers)


def _digest(notebooks: Iterable[tuple[NotebookNode, NotebookNode]]) -> str:
    """The same for the same words in every cell that is not as it was handed out."""
    given = []
    for notebook, original in notebooks:
        known = {cell.source for cell in original.cells}
        given += [" ".join(cell.source.split()) for cell in notebook.cells if cell.source not in known]
    return hashlib.sha256(repr(given).encode("utf-8", "replace")).hexdigest()


def _others_named(notebook: NotebookNode, original: NotebookNode, student: Student, everybody: list[tuple[str, Student]]) -> list[tuple[Student, str]]:
    """Other students whose full names stand in the metadata or in a cell that is not as it was handed out, and where."""
    known = {cell.source for cell in original.cells}
    texts = [(f"i celle {number}", cell.source) for number, cell in enumerate(notebook.cells, 1) if cell.source not in known]
    spelled = [(where, f" {_spelled(text)} ") for where, text in texts]
    own = f" {_spelled(student.name)} "
    found = {}
    for name, other in everybody:
        if other.id != student.id and name != own and (where := next((where for where, text in spelled if name in text), None)):
            found[other.id] = (other, where)
    return list(found.values())


def _spelled(text: str) -> str:
    return " ".join(loose(word) for word in words(text))


def _relative(kept: Kept, name: str):
    return (kept.folder / name).relative_to(kept.folder.parents[3])
