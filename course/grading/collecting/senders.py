"""Who handed in a file: by what the LMS wrote on it or on a folder around it, else by the names that somebody gave them."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, replace

from course.grading.collecting.archives import BadZip, Found, Refused, is_zip, unpack_class
from course.grading.collecting.lms import Label, read_label
from course.grading.names import listed, shown
from course.grading.roster.students import Finder, Student
from exercises.danish_order import danish_order


@dataclass(frozen=True)
class Sent:
    """A file and whom it is from.

    Parameters
    ----------
    found : Found
    students : frozenset of Student
        Those it can be from: one is known, none or more is put aside.
    label : Label or None
        What an LMS wrote.
    own : str
        The name that the student gave the file.
    disagree : str
        Why several are possible, when that is because two names contradict each other; a Danish clause.
    """

    found: Found
    students: frozenset[Student]
    label: Label | None = None
    own: str = ""
    disagree: str = ""

    @property
    def student(self) -> Student | None:
        """The one it is from, if that is known."""
        return next(iter(self.students)) if len(self.students) == 1 else None

    @property
    def place(self) -> str:
        """Where it lay, to be shown."""
        return shown("/".join(self.found.place))


def sender(found: Found | Refused, finder: Finder) -> Sent:
    """Find out whom a file is from; an LMS knows who was logged in, so what it wrote outranks every other name."""
    for part in found.place:
        if label := read_label(part):
            own = label.file if part == found.name else found.name
            return Sent(found, frozenset(finder.by_lms(label.name, label.user)), label, own or found.name)
    students, said = set(), ""
    for part in found.place:
        here = finder.by_file(part)
        if here and students and not here & students:
            return Sent(found, frozenset(here | students), own=found.name, disagree=f"»{said}« og »{shown(part)}« tyder på hver sin")
        if here:
            students, said = (here & students or here), shown(part)
    return Sent(found, frozenset(students), own=found.name)


def senders(everything: Iterable[Found | Refused], finder: Finder, stack: ExitStack) -> tuple[list[Sent], list[Refused]]:
    """Whom each file is from; the zips of a whole class that lie among them are opened."""
    sent, refused = [], []
    for one in everything:
        if isinstance(one, Refused):
            refused.append(one)
            continue
        first = sender(one, finder)
        inside = _class_in(one, finder, stack) if is_zip(one.name) and not first.students and not first.label else []
        sent += [sender(found, finder) for found in inside if isinstance(found, Found)] or [first]
        refused += [found for found in inside if isinstance(found, Refused)]
    return sent, refused


def from_one(everything: Iterable[Found | Refused], student: Student) -> tuple[list[Sent], list[Refused]]:
    """Everything is from the one student, because the instructor says so."""
    everything = list(everything)
    labels = {one.place: next(filter(None, map(read_label, one.place)), None) for one in everything}
    sent = [Sent(one, frozenset([student]), label=_timed(labels[one.place]), own=one.name) for one in everything if isinstance(one, Found)]
    return sent, [one for one in everything if isinstance(one, Refused)]


def named_inside(sent: Sent, finder: Finder) -> Student | None:
    """Another student whom the student's own name for the file names."""
    others = finder.by_file(sent.own) - sent.students
    return next(iter(others)) if len(others) == 1 and sent.label and not finder.by_file(sent.own) & sent.students else None


def why_unknown(sent: Sent) -> str:
    """The Danish sentence on a file that nobody can be found for, without what was done about it."""
    if sent.disagree:
        return f"{sent.place}: {sent.disagree} deltager: {listed(sorted((student.shown for student in sent.students), key=danish_order))}."
    if sent.students:
        return f"{sent.place} kan være fra {_either(student.shown for student in sent.students)}."
    if sent.label and not sent.label.name:
        return f"{sent.place} er hentet fra {sent.label.lms}, uden at det står, hvem den er fra."
    who = f"{shown(sent.label.name)}, som {sent.label.lms} nævner, er ikke på holdlisten" if sent.label else "Det kan ikke ses af navnet, hvem den er fra"
    return f"{sent.place} kan ikke fordeles: {who}."


def _timed(label: Label | None) -> Label | None:
    return replace(label, name="", user="") if label else None


def _class_in(found: Found, finder: Finder, stack: ExitStack) -> list[Found | Refused]:
    """What is in a zip, if students can be found for any of it."""
    try:
        inside = unpack_class(found, stack)
    except BadZip:
        return []
    return inside if any(isinstance(one, Found) and sender(one, finder).students for one in inside) else []


def _either(names: Iterable[str]) -> str:
    return " eller ".join(sorted(names, key=danish_order))
