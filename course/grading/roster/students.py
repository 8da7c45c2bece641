"""Students, and the one student that a name, an id or an address belongs to; never guessed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from course.grading.names import exact, loose, words

ENDINGS = re.compile(r"(\.(ipynb|zip|txt|json|md|docx?|odt|rtf|pages|pdf|html?|py|xlsx?|pptx?|csv|rar|7z|gz|png|jpe?g|heic))+$", re.IGNORECASE)


@dataclass(frozen=True)
class Student:
    """A student as the roster knows her; only the id is always there.

    Parameters
    ----------
    id : str
        nbgrader's id: the name of her folder in ``submitted``.
    pseudonym : str
        What graders see instead of the name.
    username, lms_id : str
        The name she logs in with, and the LMS's own number for her.
    """

    id: str
    pseudonym: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    username: str = ""
    lms_id: str = ""

    @property
    def name(self) -> str:
        """First and last name; the id where there is none."""
        return f"{self.first_name} {self.last_name}".strip() or self.id

    @property
    def shown(self) -> str:
        """Name and id, so that two of the same name can be told apart."""
        return self.id if self.name == self.id else f"{self.name} ({self.id})"


class Finder:
    """Finds students by what stands on a file. Every search gives all that fit: none is unknown, more than one ambiguous."""

    def __init__(self, students: Iterable[Student]):
        self.students = tuple(students)
        self._ids, self._lms = defaultdict(set), defaultdict(set)
        self._exact, self._loose = defaultdict(set), defaultdict(set)
        for student in self.students:
            for key in _ids(student):
                self._ids[key].add(student)
            self._lms[student.lms_id].add(student)
            for name in _turned(student):
                self._exact[exact(name)].add(student)
                self._loose[loose(name)].add(student)
        self._patterns = [(re.compile(rf"(?<![^\W_]){re.escape(key)}(?![^\W_])"), found) for key, found in self._ids.items() if _is_telling(key)]
        self._sequences = [([loose(word) for word in words(name)], student) for student in self.students for name in _names(student)]

    def by_id(self, text: str) -> set[Student]:
        """By id, user name or e-mail address, whole."""
        return set(self._ids.get(text.strip().casefold(), ()))

    def by_name(self, text: str) -> set[Student]:
        """By the whole name in either order: spelled the same if anybody is, else spelled alike."""
        return set(self._exact.get(exact(text), ()) or self._loose.get(loose(text), ())) if exact(text) else set()

    def by_lms(self, name: str, number: str) -> set[Student]:
        """By what an LMS wrote itself: its own number for the student, and the name or user name."""
        numbered = set(self._lms.get(number, ())) if number else set()
        named = self.by_id(name) or self.by_name(name)
        return numbered & named or numbered | named  # a number and a name of two students are ambiguous

    def by_file(self, name: str) -> set[Student]:
        """By the name of a file or a folder that somebody chose: all of it, else an id or a full name that is part of it."""
        stem = ENDINGS.sub("", name)
        return self.by_id(stem) or self.by_name(stem) or self._within(stem)

    def _within(self, stem: str) -> set[Student]:
        plain = stem.casefold()
        found = {student for pattern, students in self._patterns if pattern.search(plain) for student in students}
        spelled = [loose(word) for word in words(stem)]
        named = [(sequence, student) for sequence, student in self._sequences if len(sequence) > 1 and _holds(spelled, sequence)]
        longest = max((len(sequence) for sequence, _ in named), default=0)  # »Anne Jensen Holm« is not »Anne Jensen«
        return found | {student for sequence, student in named if len(sequence) == longest}


def _ids(student: Student) -> set[str]:
    return {key.casefold() for key in (student.id, student.username, student.email, student.email.partition("@")[0]) if key}


def _names(student: Student) -> tuple[str, ...]:
    if not (student.first_name or student.last_name):
        return ()
    return f"{student.first_name} {student.last_name}", f"{student.last_name} {student.first_name}"


def _turned(student: Student) -> Iterator[str]:
    """The name with every number of its last words put first: lists do not agree on which are the surname."""
    parts = words(f"{student.first_name} {student.last_name}")
    for first in range(len(parts)):
        yield " ".join(parts[first:] + parts[:first])


def _is_telling(key: str) -> bool:
    """Whether an id inside a longer name is no accident: »7« is in any date."""
    return len(key) >= 5 or (len(key) >= 3 and any(sign.isdigit() for sign in key) and any(sign.isalpha() for sign in key))


def _holds(spelled: list[str], sequence: list[str]) -> bool:
    return any(spelled[start : start + len(sequence)] == sequence for start in range(len(spelled) - len(sequence) + 1))
