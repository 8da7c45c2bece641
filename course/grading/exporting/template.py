"""Fill in the LMS's own file: Moodle's grading worksheet, an export of Canvas' or Brightspace's gradebook. Every column stays, in its order.

Only the cells of the one column are changed, and only of students who have published points. Whose row it is is told by what the file has of
ids, user names and e-mail addresses, else by the name; a row that fits two is left alone and told of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from course.grading.errors import GradingError
from course.grading.exporting.cells import as_csv, read_rows, unguard
from course.grading.names import listed, loose, shown
from course.grading.roster.class_list import COLUMNS, NO_STUDENTS
from course.grading.roster.students import Finder, Student
from exercises.os_errors import reason

LARGEST = 20_000_000  # bytes
GRADES = {"grade", "karakter", "bedømmelse", "vurdering"}  # what Moodle calls the column, by language
IDS = ("id", "username", "email", "lms_id")


@dataclass(frozen=True)
class Filled:
    """The file with the points in it, whose are in it, and the rows that nobody could be found for, by number."""

    content: str = field(repr=False)
    encoding: str
    students: frozenset[str]
    unknown: tuple[int, ...]


def fill(file: Path, given: Mapping[str, str], students: Sequence[Student], assignment: str, title: str, column: str = "") -> Filled:
    """Put what each student was ``given`` (by id) into an LMS's file.

    Parameters
    ----------
    column : str
        The heading of the column to fill, where it cannot be told from the assignment's name.

    Raises
    ------
    GradingError
        The file cannot be read, or it cannot be told which column to fill.
    """
    text, encoding = _read(file)
    separator = max(",;\t", key=text.split("\n", 1)[0].count)
    rows = [[unguard(cell) for cell in row] for row in read_rows(text, separator, file.name)]
    if not rows:
        raise GradingError(f"{file.name} er tom. Hent den igen fra jeres LMS.")
    place, kinds = _column(rows[0], assignment, title, column, file.name), _kinds(rows[0])
    finder, done, unknown = Finder(students), set(), []
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row) or _is_nobody(row):
            continue
        found = _whose(row, kinds, finder)
        if len(found) != 1 or len(row) <= place:
            unknown.append(number)
        elif (student := next(iter(found)).id) in given:
            row[place] = given[student]
            done.add(student)
    newline = "\r\n" if "\r\n" in text else "\n"
    return Filled(as_csv(rows, separator, newline), encoding, frozenset(done), tuple(unknown))


def _read(file: Path) -> tuple[str, str]:
    try:
        data = file.read_bytes() if file.stat().st_size <= LARGEST else b""
    except OSError as error:
        raise GradingError(f"{file} kan ikke læses ({reason(error)}). Se efter, om navnet er rigtigt.") from error
    first = "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    for encoding in (first, "cp1252"):
        try:
            return data.decode(encoding), encoding
        except UnicodeError:
            continue
    raise GradingError(f"{file.name} er ikke tekst. Hent den igen fra jeres LMS som CSV.")


def _column(headings: Sequence[str], assignment: str, title: str, column: str, name: str) -> int:
    """Where to write: the column that is asked for, else the one of the assignment, else the one that Moodle's worksheet has."""
    wanted = [number for number, heading in enumerate(headings) if column and heading.strip() == column.strip()]
    if not column:
        ours = re.compile(rf"({re.escape(title)}|{re.escape(assignment)})(?!\w)", re.IGNORECASE)
        named = [number for number, heading in enumerate(headings) if ours.match(heading.strip())]
        wanted = named or [number for number, heading in enumerate(headings) if heading.strip().casefold() in GRADES]
    if len(wanted) == 1:
        return wanted[0]
    why = "Der er ingen kolonne" if not wanted else "Der er flere kolonner"
    raise GradingError(f"{why} i {name}, der kan være {column or assignment}. Skriv, hvilken det er, med --column. Filen har: "
                       f"{listed((f'»{shown(one)}«' for one in headings), most=30)}.")


def _kinds(headings: Sequence[str]) -> dict[int, str]:
    """What each column tells of a student. In Canvas' file »ID« is its own number."""
    kinds = {number: COLUMNS.get(loose(heading), "") for number, heading in enumerate(headings)}
    if headings[0].strip("\ufeff ").casefold() == "student" and len(headings) > 1 and headings[1].strip() == "ID":
        kinds[1] = "lms_id"
    return kinds


def _is_nobody(row: Sequence[str]) -> bool:
    """Canvas' row of points, its row of »Manual Posting«, and the student that it makes for trying out."""
    return loose(row[0]).startswith(NO_STUDENTS) or not row[0].strip() and not any(row[1:4])


def _whose(row: Sequence[str], kinds: Mapping[int, str], finder: Finder) -> set[Student]:
    found: set[Student] = set()
    for number, cell in enumerate(row):
        cell = cell.strip().removeprefix("#")
        if cell and kinds.get(number) in IDS:
            found |= finder.by_lms("", cell) if kinds[number] == "lms_id" else finder.by_id(cell)
    first, last = (next((row[number] for number, kind in kinds.items() if kind == wanted and number < len(row)), "") for wanted in ("first_name", "last_name"))
    names = [row[number] for number, kind in kinds.items() if kind == "name" and number < len(row)] or [f"{first} {last}"]
    return found or {student for name in names for student in finder.by_name(name)}
