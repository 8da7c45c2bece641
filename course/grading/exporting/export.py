"""``course grade export``: published points to a file. The file has names; what is told of it has pseudonyms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from course.grading.about import FILE as ABOUT
from course.grading.about import Assignment, assignments
from course.grading.exporting import targets
from course.grading.exporting.cells import as_csv, guard, number
from course.grading.exporting.results import Result, results, whole_course
from course.grading.exporting.scales import POINTS, Scale, find_scale, mark, read_scales
from course.grading.exporting.template import fill
from course.grading.feedback.marks import asked
from course.grading.names import listed, safe
from course.grading.root import CourseRoot, GradingError
from course.grading.saving import save

FOLDER = "exports"
COURSE = "kurset"  # in place of an assignment's name
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
    told = assignments(root.folder) if (root.folder / ABOUT).is_file() else {}
    everybody = whole_course(root) if assignment == COURSE else results(root, assignment)
    scale = None if wanted.scale == POINTS else find_scale(wanted.scale, root.folder)
    about = told.get(assignment)
    title = f"{assignment} {about.title}" if about else "Hele kurset" if assignment == COURSE else assignment
    finished = [one for one in everybody if one.points is not None]
    if not finished and wanted.to != TABLE:
        raise GradingError(f"Der er ingen udgivne point for {title} endnu. Udgiv dem med course grade publish, og eksportér så.")
    content, remarks = _filled(root, everybody, finished, assignment, title, wanted, scale) if wanted.template else (
        _written(root, everybody, finished, assignment, title, wanted, scale, about), ())
    file = wanted.out or root.folder / FOLDER / f"{safe(assignment)}-{wanted.to}.csv"
    _save(file, content)
    lacking = {one.student.id: one.lacks for one in everybody if one.points is None}
    return Exported(file, tuple(one.student.id for one in finished), lacking, (*remarks, *_remarks(root, finished, wanted, scale)))


def _given(one: Result, scale: Scale | None, decimal: str = ".") -> str:
    return number(one.points, decimal) if scale is None else mark(scale, one.points, one.most)


def _written(root: CourseRoot, everybody: Sequence[Result], finished: Sequence[Result], assignment: str, title: str, wanted: Wanted,
             scale: Scale | None, about: Assignment | None) -> bytes:
    def given(one: Result) -> str:
        return _given(one, scale)

    if wanted.to == TABLE:
        marks = (scale.title, given) if scale else None
        rows = (targets.course_table(everybody, list(assignments(root.folder)), marks) if assignment == COURSE
                else targets.table(everybody, about, asked(root, assignment), marks))
        return as_csv(rows, ";").encode("utf-8-sig")
    rows = {
        MOODLE: lambda: targets.moodle(finished, title, given), CANVAS: lambda: targets.canvas(finished, title, given, finished[0].most),
        BRIGHTSPACE: lambda: targets.brightspace(finished, title, given, scale is None),
    }[wanted.to]()
    return as_csv(rows).encode("utf-8")


def _filled(root: CourseRoot, everybody: Sequence[Result], finished: Sequence[Result], assignment: str, title: str, wanted: Wanted,
            scale: Scale | None) -> tuple[bytes, tuple[str, ...]]:
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
    return done.content, tuple(remarks)


def _remarks(root: CourseRoot, finished: Sequence[Result], wanted: Wanted, scale: Scale | None) -> list[str]:
    """What the instructor must know before the file is sent on."""
    said = []
    if scale and not read_scales(root.folder).set_by.strip():
        said.append("Grænserne mellem trinnene er et forslag, som ingen har taget stilling til. Reglerne om karakterer kender ingen procenter: "
                    "Den, der giver karakter hos jer, sætter grænserne i scales.yaml og skriver sit navn ved set_by.")
    fields = (text for one in finished for text in (one.student.id, one.student.first_name, one.student.last_name, one.student.email))
    if any(guard(text) != text for text in fields):
        said.append("Et navn eller et id begynder med =, +, - eller @. Der er sat en apostrof foran, så et regneark ikke tager det for en formel.")
    if wanted.to == CANVAS and not wanted.template and any(not one.student.lms_id for one in finished):
        said.append("Holdlisten har ikke Canvas' eget nummer på alle. De bliver fundet ved SIS-id eller navn; brug --template med en eksport fra Canvas, hvis det går galt.")
    if wanted.to == MOODLE and not wanted.template:
        said.append("Filen er til Karakterer, Importér, CSV. Til opgavens eget karakterark: Hent arket i Moodle, og giv det med --template.")
    return said


def _save(file: Path, content: bytes) -> None:
    try:
        save(file, content)
    except OSError as error:
        raise GradingError(f"{file} kan ikke skrives ({error.strerror}). Er den åben i et regneark? Luk den, eller vælg et andet navn med --out.") from error


def as_text(exported: Exported, names: Mapping[str, str]) -> list[str]:
    """What to tell; ``names`` are what the students are called here."""
    lines = [f"{len(exported.done)} med udgivne point ligger i {exported.file}. Filen har navne på: Pas på den, og slet den, når den er brugt."]
    for why in dict.fromkeys(exported.lacking.values()):
        who = [names[student] for student, lacks in exported.lacking.items() if lacks == why]
        lines.append(f"Uden point, fordi {'de' if len(who) > 1 else 'den'} {why}: {listed(sorted(who), most=50)}.")
    return [*lines, *exported.remarks]
