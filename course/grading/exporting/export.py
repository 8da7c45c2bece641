"""``course grade export``: published points to a file. The file has names; what is told of it has pseudonyms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from course.grading.about import FILE as ABOUT
from course.grading.about import Assignment, assignments
from course.grading.exporting import targets
from course.grading.exporting.cells import as_csv, is_guarded, number
from course.grading.exporting.results import Result, results, whole_course
from course.grading.exporting.scales import POINTS, Scale, find_scale, mark, read_scales
from course.grading.exporting.template import fill
from course.grading.feedback.marks import asked
from course.grading.names import listed, safe
from course.grading.reading.people import called
from course.grading.root import CourseRoot, GradingError
from course.grading.roster.roster import read_roster
from course.grading.saving import save
from course.grading.store.database import has_store, opened_store
from exercises.danish_order import danish_order
from exercises.os_errors import reason

FOLDER = "exports"
COURSE = "kurset"  # in place of an assignment's name
Content = tuple[str, str, tuple[str, ...]]  # a file's text, its encoding, and what is to be told
MOODLE, CANVAS, BRIGHTSPACE, TABLE = "moodle", "canvas", "brightspace", "table"


@dataclass(frozen=True)
class Exported:
    """The file, who is in it with points, who is not finished and why, and what is to be told besides."""

    file: Path
    done: tuple[str, ...]
    lacking: Mapping[str, str] = field(repr=False)
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """What to export: the LMS or ``table``, the scale (``points`` for none), where to, and the LMS's own file to fill in."""

    to: str
    scale: str = POINTS
    out: Path | None = None
    template: Path | None = None
    column: str = ""


def export(root: CourseRoot, assignment: str, wanted: Wanted) -> Exported:
    """Write the published points of an assignment, or of the whole course (``kurset``) by the shares of its assignments.

    Raises
    ------
    GradingError
        The gradebook does not know the assignment, nothing has been published, or the template cannot be filled in.
    """
    everybody = whole_course(root) if assignment == COURSE else results(root, assignment)
    scale = None if wanted.scale == POINTS else find_scale(wanted.scale, root.folder)
    about = _about(root, assignment)
    title = f"{assignment} {about.title}" if about else "Hele kurset" if assignment == COURSE else assignment
    finished = [one for one in everybody if one.points is not None]
    if not finished and wanted.to != TABLE:
        raise GradingError(f"Der er ingen udgivne point for {title} endnu. Udgiv dem med course grade publish, og eksportér så.")
    content, encoding, remarks = (_filled(everybody, finished, assignment, title, wanted, scale) if wanted.template
                                  else _written(root, everybody, finished, assignment, title, wanted, scale))
    file = wanted.out or root.folder / FOLDER / f"{safe(assignment)}-{wanted.to}.csv"
    _save(file, content.encode(encoding))
    lacking = {one.student.id: one.lacks for one in everybody if one.points is None}
    return Exported(file, tuple(one.student.id for one in finished), lacking, (*remarks, *_remarks(root, finished, wanted, scale, content)))


def _about(root: CourseRoot, assignment: str) -> Assignment | None:
    return assignments(root.folder).get(assignment) if (root.folder / ABOUT).is_file() else None


def _given(one: Result, scale: Scale | None, decimal: str = ".") -> str:
    return number(one.points, decimal) if scale is None else mark(scale, one.points, one.most)


def _written(root: CourseRoot, everybody: Sequence[Result], finished: Sequence[Result], assignment: str, title: str, wanted: Wanted,
             scale: Scale | None) -> Content:
    def given(one: Result) -> str:
        return _given(one, scale)

    if wanted.to == TABLE:
        marks = (scale.title, given) if scale else None
        rows = (targets.course_table(everybody, list(assignments(root.folder)), marks) if assignment == COURSE
                else targets.table(everybody, _about(root, assignment), asked(root, assignment), marks))
        return as_csv(rows, ";"), "utf-8-sig", ()
    rows = {
        MOODLE: lambda: targets.moodle(finished, title, given), CANVAS: lambda: targets.canvas(finished, title, given, finished[0].most),
        BRIGHTSPACE: lambda: targets.brightspace(finished, title, given, scale is None),
    }[wanted.to]()
    return as_csv(rows), "utf-8", ()


def _filled(everybody: Sequence[Result], finished: Sequence[Result], assignment: str, title: str, wanted: Wanted, scale: Scale | None) -> Content:
    if wanted.to == TABLE:
        raise GradingError("--template er til et LMS' egen fil. Vælg --to moodle, canvas eller brightspace.")
    if wanted.out and wanted.out.exists() and wanted.template.exists() and wanted.out.samefile(wanted.template):
        raise GradingError("Filen fra jeres LMS bliver ikke overskrevet. Giv --out et andet navn.")
    done = fill(wanted.template, {one.student.id: _given(one, scale) for one in finished}, [one.student for one in everybody], assignment, title, wanted.column)
    remarks = []
    if done.unknown:
        remarks.append(f"Linje {listed(map(str, done.unknown), most=20)} i {wanted.template.name} er ikke udfyldt: Det kan ikke ses, hvem den hører til.")
    if absent := [one for one in finished if one.student.id not in done.students]:
        remarks.append(f"{len(absent)} med udgivne point står ikke i {wanted.template.name}.")
    return done.content, done.encoding, tuple(remarks)


def _remarks(root: CourseRoot, finished: Sequence[Result], wanted: Wanted, scale: Scale | None, content: str) -> list[str]:
    """What the instructor must know before the file is sent on."""
    said = []
    if scale and not read_scales(root.folder).set_by.strip():
        said.append("Grænserne mellem trinnene er et forslag, som ingen har taget stilling til. Reglerne om karakterer kender ingen procenter: "
                    "Den, der giver karakter hos jer, sætter grænserne i scales.yaml og skriver sit navn ved set_by.")
    if is_guarded(content):
        said.append("Et felt begynder med =, +, - eller @. Der er sat en apostrof foran, så et regneark ikke tager det for en formel.")
    if wanted.to == CANVAS and not wanted.template and any(not one.student.lms_id for one in finished):
        said.append("Holdlisten har ikke Canvas' eget nummer på alle. De bliver fundet ved SIS-id eller navn; "
                    "brug --template med en eksport fra Canvas, hvis det går galt.")
    if wanted.to == MOODLE and not wanted.template:
        said.append("Filen er til Karakterer, Importér, CSV. Til opgavens eget karakterark: Hent arket i Moodle, og giv det med --template.")
    return said


def _save(file: Path, content: bytes) -> None:
    try:
        save(file, content)
    except OSError as error:
        raise GradingError(f"{file} kan ikke skrives ({reason(error)}). Er den åben i et regneark? Luk den, eller vælg et andet navn med --out.") from error


def shown_as(root: CourseRoot, students: Iterable[str], names: bool) -> Mapping[str, str]:
    """What to call each student on a screen: the id where ``names`` are asked for, else the pseudonym; nobody gets a store for it."""
    if not names and has_store(root):
        with opened_store(root) as store:
            return called(root, store, students, names)
    known = {one.id: one.pseudonym for one in read_roster(root)}
    return {student: student if names else known.get(student) or "en uden dæknavn" for student in students}


def as_text(exported: Exported, names: Mapping[str, str]) -> list[str]:
    """What to tell; ``names`` are what the students are called here."""
    lines = [f"{len(exported.done)} med udgivne point ligger i {exported.file}. Der står navne i filen: Pas på den, og slet den, når den er brugt."]
    for why in dict.fromkeys(exported.lacking.values()):
        who = [names[student] for student, lacks in exported.lacking.items() if lacks == why]
        lines.append(f"Uden point, {why}: {listed(sorted(who, key=danish_order), most=50)}.")
    return [*lines, *exported.remarks]
