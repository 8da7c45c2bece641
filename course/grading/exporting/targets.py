"""The files that each LMS imports, and the table, as rows of text.

Where the formats are known from:

- Moodle, Grades › Import › CSV file: free headings, mapped by hand on the import page to an e-mail address, an ID number or a user name
  (``grade/import/csv/classes/load_data.php``). The other way, the grading worksheet of one assignment, needs Moodle's own file: its
  ``Identifier`` (»Participant 1234«) is a number that only Moodle knows, and it refuses a file without the columns Identifier, Grade and Last
  modified (grade), each named in the language of the page (``mod/assign/feedback/offline/importgradeslib.php``): see ``template.py``.
- Canvas, ``lib/gradebook_importer.rb``: Student, ID, SIS User ID, SIS Login ID, Section, then the assignment, »Title (number)« where it is to be one
  that exists; a second row whose first cell holds »Points Possible«. A student is found by ID, else by the SIS columns, else by name.
- Brightspace, »Importing grades« (community.d2l.com): OrgDefinedId and/or Username, »NAME Points Grade« for numbers and »NAME Grade Symbol«
  for marks of a scheme, and an End-of-Line Indicator ``#`` last. Its own exports put ``#`` before ids so that Excel leaves their zeros, and it takes
  them back (read in others' converters and their tests).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from course.grading.about import Assignment
from course.grading.exporting.cells import number
from course.grading.exporting.results import Result
from course.grading.reading.questions import Question
from course.grading.scoring import counted

Rows = list[list[str]]
Given = Callable[[Result], str]  # the mark or the points of a student who has some
POINTS_POSSIBLE = "    Points Possible"  # Canvas' own spelling


def moodle(results: Iterable[Result], title: str, given: Given) -> Rows:
    """For Moodle's CSV import; a student without an e-mail address or an id of the LMS is found by the id alone."""
    rows = [[one.student.first_name, one.student.last_name, one.student.id, one.student.username, one.student.email, given(one)] for one in results]
    return [["First name", "Last name", "ID number", "Username", "Email address", title], *rows]


def canvas(results: Iterable[Result], title: str, given: Given, most: float) -> Rows:
    """For Canvas' gradebook import. ID stays empty where the roster has no number of Canvas'."""
    rows = [[_sortable(one), one.student.lms_id, one.student.id, one.student.username or one.student.email, "", given(one)] for one in results]
    return [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", title], [POINTS_POSSIBLE, "", "", "", "", number(most)], *rows]


def brightspace(results: Iterable[Result], title: str, given: Given, numeric: bool) -> Rows:
    """For Brightspace's grade import."""
    kind = "Points Grade" if numeric else "Grade Symbol"
    rows = [[f"#{one.student.id}", f"#{one.student.username}" if one.student.username else "", given(one), "#"] for one in results]
    return [["OrgDefinedId", "Username", f"{title} {kind}", "End-of-Line Indicator"], *rows]


def table(results: Sequence[Result], about: Assignment | None, questions: Sequence[Question], scale: tuple[str, Given] | None) -> Rows:
    """Everything that was published, a row for each student, with decimal commas for Danish Excel."""
    tasks = {task.id: task.title for task in (about.tasks if about else ())}
    known = {question.cell.cell for question in questions}
    rest = sorted({name for one in results for name in one.cells if name not in known and not _task_of(name, tasks)})
    head = ["Id", "Fornavn", "Efternavn", "E-mail", "Status", *(f"{title}: point" for title in tasks.values()), *(f"{name}: point" for name in rest)]
    for question in questions:
        head += [heading for one in counted(question.rubric, question.criteria) for heading in _headings(question, one.title.da)]
        head += [f"{question.title}: {what}" for what in ("bemærkning", "næste skridt", "point")]
    head += ["Timer efter fristen", "Fradrag", "Forsøg", "Point i alt", "Point højst", *([scale[0]] if scale else [])]
    return [head, *(_row(one, tasks, rest, questions, scale) for one in results)]


def course_table(results: Sequence[Result], names: Sequence[str], scale: tuple[str, Given] | None) -> Rows:
    """The whole course, each assignment by its share of it."""
    head = ["Id", "Fornavn", "Efternavn", "E-mail", "Status", *(f"{name}: andel af 100" for name in names), "I alt af 100", *([scale[0]] if scale else [])]
    return [head, *([*_person(one), *(_number(one.parts.get(name)) for name in names), _number(one.points), *_marks(one, scale)] for one in results)]


def _row(one: Result, tasks: dict[str, str], rest: Sequence[str], questions: Sequence[Question], scale: tuple[str, Given] | None) -> list[str]:
    done = one.points is not None
    row = _person(one)
    row += [_number(sum(points for name, points in one.cells.items() if _task_of(name, [task])) if done else None) for task in tasks]
    row += [_number(one.cells.get(name) if done else None) for name in rest]
    for question in questions:
        row += _answer(one, question)
    late = _number(one.hours_late) if one.attempts else ""
    return [*row, late, _number(one.penalty if done else None), str(one.attempts or ""), _number(one.points), _number(one.most), *_marks(one, scale)]


def _answer(one: Result, question: Question) -> Iterator[str]:
    known = one.marks.get(question.cell.cell)
    entry = known.entry if known else None
    for criterion in counted(question.rubric, question.criteria):
        level = entry.levels.get(criterion.id) if entry else None
        yield _number(level.level if level else None)
        yield level.comment if level else ""
    yield entry.comment if entry else ""
    yield entry.next_step if entry else ""
    yield _number(one.cells.get(question.cell.cell) if one.points is not None else None)


def _person(one: Result) -> list[str]:
    return [one.student.id, one.student.first_name, one.student.last_name, one.student.email, one.lacks or "udgivet"]


def _marks(one: Result, scale: tuple[str, Given] | None) -> list[str]:
    return [] if scale is None else [scale[1](one) if one.points is not None else ""]


def _headings(question: Question, criterion: str) -> tuple[str, str]:
    return f"{question.title}: {criterion}, trin", f"{question.title}: {criterion}, bemærkning"


def _task_of(name: str, tasks: Iterable[str]) -> bool:
    return name.startswith(tuple(f"{task}-" for task in tasks))


def _number(value: float | None) -> str:
    return "" if value is None else number(value, ",")


def _sortable(one: Result) -> str:
    return f"{one.student.last_name}, {one.student.first_name}" if one.student.last_name else one.student.name
