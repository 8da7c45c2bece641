"""``course assign roster``: who is on the course, in nbgrader's gradebook, and each student's pseudonym, in ``roster.csv`` beside it.

``roster.csv`` is the one place where a pseudonym and a name stand together; it is never committed, and may be edited in Excel.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from course.grading.names import listed
from course.grading.root import CourseRoot, GradingError
from course.grading.roster import pseudonyms
from course.grading.roster.class_list import read_class_list, rows
from course.grading.roster.students import Student
from course.grading.saving import save

FILE = "roster.csv"
IN_GRADEBOOK = {"first_name": "first_name", "last_name": "last_name", "email": "email", "lms_id": "lms_user_id"}


@dataclass(frozen=True)
class Imported:
    """What the import of a list did; ``gone`` are those who are known but no longer on the list."""

    added: tuple[Student, ...]
    updated: tuple[Student, ...]
    unchanged: tuple[Student, ...]
    gone: tuple[Student, ...]
    problems: tuple[str, ...]


def read_roster(root: CourseRoot) -> tuple[Student, ...]:
    """Everybody on the course: the students in ``roster.csv`` in its order, then those whom only the gradebook knows.

    Raises
    ------
    GradingError
        ``roster.csv`` has a line that cannot be read, or a pseudonym twice.
    """
    known = {student.id: student for student in _own_file(root.folder / FILE)}
    with root.gradebook() as gradebook:
        for row in gradebook.students:
            values = {ours: getattr(row, theirs) for ours, theirs in IN_GRADEBOOK.items() if getattr(row, theirs)}
            known[row.id] = replace(known.get(row.id, Student(row.id)), **values)
    return tuple(known.values())


def import_list(root: CourseRoot, file: Path) -> Imported:
    """Add and update the students of a list, and give each who has none a pseudonym. Nobody is removed, and no pseudonym changed.

    Raises
    ------
    GradingError
        The list or ``roster.csv`` cannot be read.
    """
    found, before = read_class_list(file), read_roster(root)
    kept, problems = _paired(found.students, before)
    after = {student.id: student for student in before}
    for new, old in kept:
        after[old.id if old else new.id] = _merged(new, old)
    after = {student.id: student for student in _named(after.values())}
    listed_ids = {old.id if old else new.id for new, old in kept}
    former = {student.id: student for student in before}
    _save(root, tuple(after.values()))
    return Imported(
        added=tuple(after[new.id] for new, old in kept if not old),
        updated=tuple(after[old.id] for _, old in kept if old and after[old.id] != former[old.id]),
        unchanged=tuple(old for _, old in kept if old and after[old.id] == old),
        gone=tuple(student for student in before if student.id not in listed_ids),
        problems=found.problems + tuple(problems),
    )


def _own_file(path: Path) -> tuple[Student, ...]:
    if not path.exists():
        return ()
    found, names = read_class_list(path), defaultdict(list)
    for student in found.students:
        names[student.pseudonym].append(student.id)
    twice = next((f"Dæknavnet {name} er givet til både {listed(ids)}." for name, ids in names.items() if name and len(ids) > 1), None)
    if problem := twice or next(iter(found.problems), None):
        raise GradingError(f"Holdlisten {path} skal rettes først, så ingen mister sit dæknavn. {problem}")
    return found.students


def _paired(new: tuple[Student, ...], known: tuple[Student, ...]) -> tuple[list[tuple[Student, Student | None]], list[str]]:
    """Each student of the list with the one known before: by id, else by what only one of them has."""
    by_id = {student.id.casefold(): student for student in known}
    free = {student.id: student for student in known if student.id.casefold() not in {one.id.casefold() for one in new}}
    pairs, problems = [], []
    for student in new:
        old = by_id.get(student.id.casefold())
        if not old and (old := _same(student, free.values())):
            del free[old.id]
            problems.append(f"{student.name} står på listen med id'et {student.id}, men hedder {old.id} her og beholder det.")
        pairs.append((student, old))
    return pairs, problems


def _same(student: Student, known: Iterable[Student]) -> Student | None:
    found = [one for one in known if any(getattr(student, key) and getattr(student, key) == getattr(one, key) for key in ("email", "username", "lms_id"))]
    return found[0] if len(found) == 1 else None


def _merged(new: Student, old: Student | None) -> Student:
    """What the list says, over what was known; an empty field says nothing."""
    if not old:
        return new
    said = {column: value for column, value in asdict(new).items() if value and column not in ("id", "pseudonym")}
    return replace(old, **said, pseudonym=old.pseudonym or new.pseudonym)


def _named(students: Iterable[Student]) -> list[Student]:
    """The students, each with a pseudonym of her own; one that two would share is drawn anew for the second."""
    students, taken = list(students), set()
    for place, student in enumerate(students):
        if student.pseudonym in taken:
            student = replace(student, pseudonym="")
        students[place] = student
        taken.add(student.pseudonym)
    for place, student in enumerate(students):
        if not student.pseudonym:
            students[place] = replace(student, pseudonym=pseudonyms.draw(taken))
            taken.add(students[place].pseudonym)
    return students


def _save(root: CourseRoot, students: tuple[Student, ...]) -> None:
    """Write ``roster.csv``, for Danish Excel, then what differs in the gradebook."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows(students))
    save(root.folder / FILE, text.getvalue().encode("utf-8-sig"))
    with root.gradebook() as gradebook:
        there = {row.id: row for row in gradebook.students}
        for student in students:
            values = {theirs: getattr(student, ours) or None for ours, theirs in IN_GRADEBOOK.items()}
            row = there.get(student.id)
            if row is None or any((getattr(row, column) or None) != value for column, value in values.items()):
                gradebook.update_or_create_student(student.id, **values)


def told(imported: Imported) -> list[str]:
    """What the import did, in Danish; the names of those who are gone, for somebody must ask about them."""
    lines = list(imported.problems)
    counts = {"nye": imported.added, "ændrede": imported.updated, "som før": imported.unchanged}
    summary = ", ".join(f"{len(students)} {what}" for what, students in counts.items() if students)
    if not imported.added and not imported.updated:
        lines.append(f"Holdlisten er, som den var: {len(imported.unchanged)} deltagere, og intet er ændret.")
    else:
        lines.append(f"Holdlisten er hentet ind: {summary}.")
    if imported.gone:
        number = "1 deltager" if len(imported.gone) == 1 else f"{len(imported.gone)} deltagere"
        lines.append(f"{number} står ikke på listen, men er ikke slettet: {listed((one.shown for one in imported.gone), most=50)}.")
    return lines


def as_text(students: tuple[Student, ...], names: bool) -> list[str]:
    """How the roster stands; without ``names`` in numbers only, so that a screen can be shared."""
    if not students:
        return ["Der er ingen deltagere endnu. Hent holdlisten ind med: course assign roster FIL"]
    lacking = {"uden dæknavn": "pseudonym", "uden navn": "last_name", "uden e-mail": "email"}
    counts = [f"{number} {what}" for what, column in lacking.items() if (number := sum(not getattr(one, column) for one in students))]
    lines = [f"{len(students)} deltagere på holdet" + (f", {', '.join(counts)}." if counts else ".")]
    if names:
        width = max(len(one.shown) for one in students)
        lines += [f"{one.shown.ljust(width)}  {one.pseudonym}".rstrip() for one in students]
    return lines
