"""Who has handed in, as graders may know them: under pseudonyms, the roster's where it gives one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from course.grading.reading.masking import Masks
from course.grading.root import CourseRoot
from course.grading.roster.class_list import read_class_list
from course.grading.roster.roster import FILE, read_roster
from course.grading.roster.students import Student
from course.grading.store.database import Store
from course.grading.store.scripts import name_all


def masks(root: CourseRoot, store: Store, students: Iterable[str]) -> Masks:
    """What hides the names of everybody on the roster, with a pseudonym for each of ``students``."""
    known = on_roster(root)
    given = {student.id: student.pseudonym for student in known}
    return Masks(known, name_all(store, students, given))


def called(root: CourseRoot, store: Store, students: Iterable[str], names: bool) -> Mapping[str, str]:
    """What to call each student on a screen: the pseudonym, or the id where ``names`` are asked for."""
    return {student: student for student in students} if names else name_all(store, students, {one.id: one.pseudonym for one in on_roster(root)})


def roster_state(root: CourseRoot) -> tuple[int, int] | None:
    """Something that changes when the roster's file does."""
    path = root.folder / FILE
    return ((state := path.stat()).st_mtime_ns, state.st_size) if path.is_file() else None


def on_roster(root: CourseRoot) -> tuple[Student, ...]:
    """Everybody on the roster; from its own file where there is one, since nbgrader takes seconds to import."""
    path = root.folder / FILE
    return read_class_list(path).students if path.is_file() else read_roster(root)
