"""A list of students as LMSs, Excel and people write it: any of their encodings, separators and headings, line by line.

The headings are those of Moodle's participants and grades, Canvas' gradebook (whose »ID« is Canvas' own number), and
Brightspace's grade export (whose ids begin with »#«), and of nbgrader's own import, in English and Danish.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from course.grading.names import composed, is_safe, loose, safe, shown
from course.grading.root import GradingError
from course.grading.roster.students import Student
from exercises.os_errors import reason

HEADINGS = {
    "id": "id student_id studentid studienummer studienr studieid deltagerid kursistid kursistnummer id-number id-nummer orgdefinedid sis-user-id sis-id",
    "username": "username brugernavn login login-id sis-login-id initialer",
    "lms_id": "lms_user_id lms-id user-id bruger-id canvas-id",
    "email": "email email-address e-mail-adresse emailadresse mail mailadresse e-post external-email",
    "first_name": "first_name fornavn fornavne given-name",
    "last_name": "last_name surname efternavn efternavne family-name",
    "name": "name navn full-name fulde-navn fuldt-navn student studerende deltager kursist",
    "pseudonym": "pseudonym dæknavn",
}
COLUMNS = {loose(heading): column for column, headings in HEADINGS.items() for heading in headings.split()}
SEPARATORS = ";,\t"
LARGEST = 5_000_000  # bytes
LONGEST = 128  # letters, what nbgrader's database holds
NO_STUDENTS = ("pointspossible", "studenttest")  # Canvas' row of points, and the student it makes for trying out


@dataclass(frozen=True)
class ClassList:
    """The students of a list in its order, and what was wrong with it: one Danish sentence per line that was changed or skipped."""

    students: tuple[Student, ...]
    problems: tuple[str, ...]


class _Skip(Exception):
    """A line that holds no student; ``str()`` says why, and is empty where nobody needs to know."""


def read_class_list(file: Path) -> ClassList:
    """Read a list of students.

    Raises
    ------
    GradingError
        The file is not there, not text, or has no headings that tell who the students are.
    """
    lines = _lines(file)
    columns, separator, first = _headings(file, lines)
    students, problems, seen = [], [], {}
    for number, line in enumerate(lines[first:], first + 1):
        try:
            student, remarks = _student(_fields(line, separator), columns)
            if before := seen.get(student.id.casefold()):
                raise _Skip(f"{student.id} står også i linje {before}; den første gælder.")
        except _Skip as problem:
            problems += [f"{file.name}, linje {number}, er sprunget over: {problem}"] if str(problem) else []
            continue
        seen[student.id.casefold()] = number
        students.append(student)
        problems += [f"{file.name}, linje {number}: {remark}" for remark in remarks]
    return ClassList(tuple(students), tuple(problems))


def _lines(file: Path) -> list[str]:
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        raise GradingError(
            f"Listen {file} kan ikke læses ({reason(error)}). Se efter, om navnet er rigtigt, og om filen er åben i et andet program."
        ) from error
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise GradingError(f"{file.name} er et regneark. Åbn det, vælg »Gem som« og filtypen CSV, og hent den fil ind.")
    if len(data) > LARGEST:
        raise GradingError(f"{file.name} er over {LARGEST // 1_000_000} MB og kan ikke være en liste over deltagere. Peg på den rigtige fil.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # Excel's »Unicode-tekst«
        return data.decode("utf-16", "replace").splitlines()
    return [_decoded(line) for line in data.removeprefix(b"\xef\xbb\xbf").splitlines()]


def _decoded(line: bytes) -> str:
    """UTF-8, else Windows-1252; line by line, for some lists are pasted together."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _headings(file: Path, lines: list[str]) -> tuple[list[str], str, int]:
    """The column that each field of a line is for, the separator, and the number of lines that are not students."""
    for number, line in enumerate(lines[:20], 1):  # some exports begin with a title
        best = max(SEPARATORS, key=lambda separator: len(set(_columns(line, separator)) - {""}))
        columns = _columns(line, best)
        if set(columns) & {"id", "username", "email", "lms_id"}:
            return columns, best, number
    raise GradingError(
        f"{file.name} har ingen overskrifter, der viser, hvem deltagerne er. Den første linje skal navngive kolonnerne, fx id;fornavn;efternavn;e-mail."
    )


def _columns(line: str, separator: str) -> list[str]:
    try:
        fields = _fields(line, separator)
    except _Skip:
        return []
    columns = [COLUMNS.get(loose(field), "") for field in fields]
    if any(loose(field) in ("sisloginid", "sisuserid") for field in fields):
        columns = ["lms_id" if loose(field) == "id" else column for field, column in zip(fields, columns, strict=True)]
    return [column if column not in columns[:place] else "" for place, column in enumerate(columns)]


def _fields(line: str, separator: str) -> list[str]:
    if line.count('"') % 2:
        raise _Skip("Et anførselstegn er ikke lukket.")
    return next(csv.reader([line], delimiter=separator), [])


def _student(fields: list[str], columns: list[str]) -> tuple[Student, list[str]]:
    """The student of a line, and what was changed to make it so."""
    if not any(field.strip() for field in fields):
        raise _Skip("")
    if any(field.strip() for field in fields[len(columns) :]):
        raise _Skip("Der er flere felter end overskrifter. Skal et navn med komma stå i anførselstegn?")
    raw = {column: field for column, field in zip(columns, fields, strict=False) if column}
    if loose(raw.get("name", "")) in NO_STUDENTS:
        raise _Skip("")
    if any("\ufffd" in field for field in raw.values()):
        raise _Skip("Den har tegn, der ikke kan læses. Gem listen som CSV UTF-8.")
    values = {column: _harmless(field) for column, field in raw.items()}
    if long := next((column for column, value in values.items() if len(value) > LONGEST), None):
        raise _Skip(f"Et felt er længere end {LONGEST} tegn: {shown(values[long])}.")
    remarks = [f"Navnet begyndte med et tegn, som regneark regner på. Det er fjernet: {values[column]}." for column in ("first_name", "last_name", "name")
               if raw.get(column, "").strip()[:1] in tuple("=+-@")]
    return _identified(values, remarks)


def _identified(values: dict[str, str], remarks: list[str]) -> tuple[Student, list[str]]:
    """Choose the id that names the student's folder, and split a name that stands in one column."""
    if name := values.pop("name", ""):
        last, comma, first = name.partition(",")  # Canvas writes »Efternavn, Fornavn«
        first, last = (first, last) if comma else (name.rpartition(" ")[0] or name, name.rpartition(" ")[2] if " " in name else "")
        values = {"first_name": first.strip(), "last_name": last.strip()} | {column: value for column, value in values.items() if value}
    values["email"] = values.get("email", "").lower()
    wanted = values.get("id") or values.get("username") or values["email"] or values.get("lms_id")
    if not wanted:
        raise _Skip("Der er hverken id, brugernavn eller e-mail.")
    id = wanted.lstrip("#")
    if not is_folder(id):
        plain = re.sub(r"[\[\],+\s]", "-", safe(id)).strip("-_.")
        id = next((one for one in (plain, f"{plain}-1") if is_folder(one)), "")
        if not id:
            raise _Skip(f"Id'et {shown(wanted)} kan ikke være navnet på en mappe.")
        remarks = [*remarks, f"Id'et {shown(wanted)} kan ikke være navnet på en mappe og er blevet til {id}."]
        values["username"] = values.get("username") or wanted
    return replace(Student(id), **{column: value for column, value in values.items() if column != "id"}), remarks


def is_folder(id: str) -> bool:
    """Whether an id can be a folder's name everywhere, and means itself alone where nbgrader looks for folders."""
    return is_safe(id) and id[:1].isalnum() and not re.search(r"[\[\],+\s]", id)


def _harmless(field: str) -> str:
    """One line of printable letters that no spreadsheet takes for a formula."""
    text = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in composed(field))
    return " ".join(text.split()).lstrip("=+-@ ")


def rows(students: tuple[Student, ...]) -> Iterator[list[str]]:
    """The students as this module reads them, headings first."""
    yield ["id", "dæknavn", "fornavn", "efternavn", "e-mail", "brugernavn", "lms-id"]
    for student in students:
        yield [student.id, student.pseudonym, student.first_name, student.last_name, student.email, student.username, student.lms_id]
