"""The data tasks, as the student is told about them: what is right, what the visible test said, and where to read on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from nbformat import NotebookNode

from course.grading.about import FILE, Assignment, DataTask, assignments
from course.grading.feedback.texts import Clean
from course.grading.feedback.values import NOT_YET, PARTLY, RIGHT, Score, Task
from course.grading.preprocessors.hidetests import HIDDEN_FAILED
from course.grading.publishing.comment import BLANK
from course.grading.root import DEFAULT, CourseRoot
from course.site.sections import paper_parts
from exercises.errors import ContentError

VISIBLE, HIDDEN = "synlig", "skjult"
LONGEST = 400  # characters of what a test says
ALL = "Alt er på plads, både det, du selv kunne prøve af, og det, der først bliver set ved rettelsen."
VISIBLE_RIGHT = "Det, du selv kunne prøve af, er på plads."
HIDDEN_RIGHT = "Det, der først bliver set ved rettelsen, er på plads."
HIDDEN_TOO = "Det, der først bliver set ved rettelsen, er heller ikke på plads."
HEADING = "# "


def tasks(root: CourseRoot, assignment: str, cells: Iterable[NotebookNode], clean: Clean) -> Iterator[Task]:
    """Those of ``assignments.yaml`` with their two tests each, in order; then any other test on its own, as in a course of another make."""
    cells = list(cells)
    tests, said = _tests(cells), _comments(cells, clean)
    for told in (known.tasks if (known := _known(root, assignment)) else ()):
        own = {name: tests.pop(name) for name in list(tests) if name.startswith((f"{told.id}-{VISIBLE}", f"{told.id}-{HIDDEN}"))}
        if own:
            yield _task(told, own, said.pop(told.id, ""), read_on(known, told))
    for name, cell in tests.items():
        yield Task(f"Prøve {name}", _state(_score([cell])), _said([cell]), _score([cell]))
    yield from (Task(name, "", "", Score(0, 0), comment) for name, comment in said.items())


def read_on(known: Assignment, told: DataTask) -> tuple[str, ...]:
    """The titles of the pages that a task builds on: its own, else those that prepare for the assignment."""
    return tuple(filter(None, map(page_title, told.read or known.prepare)))


@cache
def page_title(slug: str, project: Path = DEFAULT.parent) -> str:
    """What a page of the book is called, with the section's number; '' where there is no such page."""
    number = ".".join(slug.split("-")[:2])
    for part in paper_parts(project):
        for section in part.sections:
            if section.number == number:
                return f"{number} {section.title}"
    page = next((found for folder in ("book", "notebooks") if (found := project / folder / f"{slug}.md").is_file()), None)
    lines = page.read_text(encoding="utf-8").splitlines() if page else []
    return next((line.removeprefix(HEADING).strip() for line in lines if line.startswith(HEADING)), "")


def _known(root: CourseRoot, assignment: str) -> Assignment | None:
    try:
        return assignments(root.folder).get(assignment) if (root.folder / FILE).is_file() else None
    except ContentError:
        return None


def _tests(cells: Iterable[NotebookNode]) -> dict[str, NotebookNode]:
    found = {}
    for cell in cells:
        about = cell.metadata.get("nbgrader") or {}
        if cell.cell_type == "code" and about.get("grade") and not about.get("solution"):
            found[about["grade_id"]] = cell
    return found


def _comments(cells: Iterable[NotebookNode], clean: Clean) -> dict[str, str]:
    """What graders wrote to answers that give no points of their own."""
    abouts = [cell.metadata.get("nbgrader") or {} for cell in cells]
    said = {one["grade_id"]: (one.get("comment") or "").strip() for one in abouts if one.get("solution") and not one.get("grade") and not one.get("task")}
    return {name: clean(comment) for name, comment in said.items() if comment and comment != BLANK}


def _task(told: DataTask, tests: Mapping[str, NotebookNode], comment: str, pages: tuple[str, ...]) -> Task:
    hidden = [cell for name, cell in tests.items() if name.startswith(f"{told.id}-{HIDDEN}")]
    visible = [cell for cell in tests.values() if cell not in hidden]
    score = _score(tests.values())
    return Task(told.title, _state(score), _told(visible, hidden), score, comment, pages)


def _told(visible: list[NotebookNode], hidden: list[NotebookNode]) -> str:
    """What is right and what is not; of the visible tests in their own words, of the hidden ones only whether they are passed."""
    if not (visible and hidden):
        return _said(visible or hidden)
    match (_is_full(_score(visible)), _is_full(_score(hidden))):
        case (True, True):
            return ALL
        case (True, False):
            return f"{VISIBLE_RIGHT} {HIDDEN_FAILED}"
        case (False, right):
            return f"{_said(visible)} {HIDDEN_RIGHT if right else HIDDEN_TOO}"


def _said(tests: list[NotebookNode]) -> str:
    """What the tests that are not passed had to say, else the first; HideTests has put it in the place of all their outputs, in safe sentences."""
    failed = [test for test in tests if not _is_full(_score([test]))] or tests[:1]
    said = dict.fromkeys(" ".join("".join(output.get("text", "") for output in test.outputs).split()) for test in failed)
    told = " ".join(said)
    return told if len(told) <= LONGEST else f"{told[:LONGEST].rsplit(' ', 1)[0]} …"


def _score(tests: Iterable[NotebookNode]) -> Score:
    abouts = [test.metadata.nbgrader for test in tests]
    return Score(sum(float(one.get("score") or 0) for one in abouts), sum(float(one.get("points") or 0) for one in abouts))


def _is_full(score: Score) -> bool:
    return score.points >= score.most


def _state(score: Score) -> str:
    return RIGHT if _is_full(score) else PARTLY if score.points else NOT_YET
