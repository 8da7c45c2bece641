"""Pseudonyms in place of names, in whatever a grader is shown.

Of the one who wrote, every name goes, alone or together, and the id, user name and e-mail too. Of the others on the course the
full name goes, and what only they are called; a first name alone stays: »Mette« in somebody's story is seldom the one on the course.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from html import escape, unescape
from urllib.parse import unquote

from course.grading.names import composed, loose
from course.grading.roster.students import Student
from exercises.models.readability import INVISIBLE

WORD = re.compile(r"[^\W_]+")
APART = 3  # signs between the words of a name: »Søren_-_Holm«
TAG = re.compile(r"""(<(?:[^<>"]|"[^"]*")*>)""")
SHOWN = re.compile(r"""((?:alt|title|href|lang)=")([^"]*)""")
ORDINARY = {"hans", "per", "bo", "my", "bent", "sten", "bro", "holm", "lund", "skov", "krog", "toft", "mark", "storm", "vinter", "winther",
            "kort", "lind", "dam", "bak", "hede"}
"""Names that are words too; in small letters they are only the words."""

Sequences = Mapping[str, list[tuple[list[str], str]]]  # by their first word: the words of a name, and what is put in their place


class Masks:
    """The pseudonyms of a class, ready to be put into texts."""

    def __init__(self, students: Iterable[Student], pseudonyms: Mapping[str, str]):
        self._students = {student.id: student for student in students}
        self._pseudonyms = pseudonyms
        self._others = _by_first(pair for student in self._students.values() for pair in _telling(student, pseudonyms.get(student.id, "en deltager")))

    def pseudonym(self, student: str) -> str:
        return self._pseudonyms[student]

    def text(self, text: str, writer: str) -> str:
        """A text that ``writer`` (a student's id) has written, without names."""
        own = _by_first((sequence, self._pseudonyms[writer]) for sequence in _own(self._students.get(writer, Student(writer))))
        text, pieces, done = INVISIBLE.sub("", composed(text)), [], 0
        found = list(WORD.finditer(text))
        words = [loose(word.group()) for word in found]
        for number, word in enumerate(found):
            if word.start() >= done and (hit := _hit(own, found, words, number) or _hit(self._others, found, words, number)):
                length, shown = hit
                pieces += [text[done : word.start()], shown]
                done = found[number + length - 1].end()
        return "".join([*pieces, text[done:]])

    def html(self, html: str, writer: str) -> str:
        """Sanitized HTML of what ``writer`` has written, without names; in descriptions and addresses too."""
        return "".join(self._tag(piece, writer) if number % 2 else self._words(piece, writer) for number, piece in enumerate(TAG.split(html)))

    def _words(self, text: str, writer: str) -> str:
        return escape(self.text(unescape(text), writer), quote=False)

    def _tag(self, tag: str, writer: str) -> str:
        return SHOWN.sub(lambda found: f"{found[1]}{self._value(found[2], writer)}", tag)

    def _value(self, value: str, writer: str) -> str:
        plain = unquote(unescape(value))
        masked = self.text(plain, writer)
        return value if masked == composed(plain) else escape(masked)


def _by_first(pairs: Iterable[tuple[list[str], str]]) -> Sequences:
    found: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
    for sequence, shown in pairs:
        found[sequence[0]].append((sequence, shown))
    for group in found.values():
        group.sort(key=lambda pair: -len(pair[0]))
    return found


def _telling(student: Student, pseudonym: str) -> Iterator[tuple[list[str], str]]:
    """What nobody else is called."""
    for name in _whole(student):
        sequence = _sequence(name)
        if len(sequence) > 1 or (sequence and (len(name) >= 5 or any(sign.isdigit() for sign in name) and any(sign.isalpha() for sign in name))):
            yield sequence, pseudonym


def _own(student: Student) -> Iterator[list[str]]:
    """Everything that a student is called, whole, and word by word."""
    for name in _whole(student):
        if sequence := _sequence(name):
            yield sequence
    for name in (student.first_name, student.last_name, student.id, student.username, student.email.partition("@")[0]):
        yield from ([word] for word in _sequence(name) if len(word) > 1 and not word.isdigit())


def _whole(student: Student) -> tuple[str, ...]:
    first, last = student.first_name, student.last_name
    names = (f"{first} {last}", f"{last} {first}") if first and last else ()
    return tuple(filter(None, (*names, student.email, student.id, student.username, student.email.partition("@")[0], student.lms_id)))


def _sequence(name: str) -> list[str]:
    return [loose(word) for word in WORD.findall(composed(name))]


def _hit(known: Sequences, found: list[re.Match], words: list[str], number: int) -> tuple[int, str] | None:
    """How many words from here are a name, and what to write instead; a possessive s goes along."""
    first = words[number]
    for sequence, shown in (*known.get(first, ()), *(known.get(first[:-1], ()) if first.endswith("s") else ())):
        last = number + len(sequence) - 1
        if last >= len(words) or words[number:last] != sequence[:-1] or words[last] not in (sequence[-1], f"{sequence[-1]}s"):
            continue
        if any(found[one + 1].start() - found[one].end() > APART for one in range(number, last)):
            continue
        if len(sequence) == 1 and sequence[0] in ORDINARY and found[number].group()[0].islower():
            continue
        return len(sequence), shown + ("s" if words[last] != sequence[-1] else "")
    return None
