"""What people give points for in an assignment: each question with its prompt, the guide for the one who reads, and the rubric."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from course.grading.about import FILE, Marking, Reflection, assignments
from course.grading.reading.answers import answer_cells
from course.grading.reading.folders import step_folder
from course.grading.root import DEFAULT, CourseRoot, GradingError
from course.grading.rubrics import FOLDER, Rubric, find_rubric
from course.grading.store.values import Cell
from exercises.handin.answers import word_range
from exercises.handin.naming import HEADING, task_number
from exercises.handin.notebook import Graded, graded, read

RUBRIC = "refleksion"  # by which is marked what nobody has said anything about
SCHEME = re.compile(r"^=== BEGIN MARK SCHEME ===\s*$(.*?)(?:^=== END MARK SCHEME ===\s*$|\Z)", re.MULTILINE | re.DOTALL)
REGION = re.compile(r"^### BEGIN SOLUTION.*?^### END SOLUTION[^\n]*\n?", re.MULTILINE | re.DOTALL)
SOLUTION = re.compile(r"^### (?:BEGIN|END) SOLUTION[^\n]*\n?", re.MULTILINE)


@dataclass(frozen=True)
class Question:
    """A cell that people give points for.

    Parameters
    ----------
    prompt, guide : str
        Markdown: what the student was asked, and what the author tells the one who reads.
    criteria : tuple[str, ...]
        Those of the rubric that count; empty means all.
    words, parts : tuple
        How many words are asked for, from and to, and of each part where it has several.
    is_task : bool
        The answer stands in the cells below the question's own.
    given : str
        What stood in the answer when it was handed out.
    """

    cell: Cell
    name: str
    title: str
    prompt: str
    guide: str
    rubric: Rubric
    criteria: tuple[str, ...]
    points: float
    words: tuple[int, int] | None
    parts: tuple[tuple[int, int], ...]
    is_task: bool
    given: str


def questions(root: CourseRoot, assignment: str) -> tuple[Question, ...]:
    """The questions of an assignment, in its order.

    Raises
    ------
    GradingError
        There is no such assignment, nothing in it that people mark, or ``assignments.yaml`` does not agree with the notebook.
    """
    marked_by, found = _marked_by(root, assignment), []
    for released, source in _notebooks(root, assignment):
        given = read(released)
        full = given if source == released else read(source) if source else NotebookNode(cells=[])
        for cell in given.cells:
            mark = graded(cell)
            if mark and (mark.task or (mark.grade and mark.solution)):
                found.append(_question(root, Cell(assignment, released.stem, mark.grade_id), given, full, cell, mark, marked_by.get(mark.grade_id)))
    if lacking := marked_by.keys() - {one.cell.cell for one in found}:
        raise GradingError(f"{FILE} siger, at cellen {min(lacking)} bliver læst af mennesker, men den er ikke i {assignment}. "
                           "Ret filen, eller del opgaven ud igen.")
    if not found:
        raise GradingError(f"Der er intet i {assignment}, som mennesker skal læse. Programmet giver point for det hele.")
    return tuple(found)


def find_question(root: CourseRoot, assignment: str, cell: str) -> Question:
    """One question by its grade_id; GradingError where it is none."""
    known = {question.cell.cell: question for question in questions(root, assignment)}
    if cell not in known:
        raise GradingError(f"{assignment} har ikke et spørgsmål, der hedder {cell}. Der er: {', '.join(known)}.")
    return known[cell]


def _notebooks(root: CourseRoot, assignment: str) -> list[tuple[Path, Path | None]]:
    """The notebooks as they were handed out, each with its source; the source itself where nothing has been handed out."""
    sources = {path.name: path for path in sorted(step_folder(root, "source", assignment).glob("*.ipynb"))}
    released = sorted(step_folder(root, "release", assignment).glob("*.ipynb"))
    if not (released or sources):
        raise GradingError(f"Opgaven {assignment} findes ikke i {root.folder}. Se efter, om navnet er rigtigt.")
    return [(path, sources.get(path.name)) for path in released] or [(path, path) for path in sources.values()]


def _marked_by(root: CourseRoot, assignment: str) -> dict[str, tuple[Reflection, Marking]]:
    if not (root.folder / FILE).is_file():
        return {}
    told = assignments(root.folder).get(assignment)
    return {marking.cell or one.id: (one, marking) for one in (told.reflections if told else ()) for marking in one.marked_by}


def _question(root: CourseRoot, cell: Cell, released: NotebookNode, source: NotebookNode, own: NotebookNode, mark: Graded,
              said: tuple[Reflection, Marking] | None) -> Question:
    points = own.metadata.nbgrader.get("points")
    if not isinstance(points, (int, float)) or isinstance(points, bool) or points < 0:
        raise GradingError(f"Cellen {cell.cell} i {cell.assignment} siger ikke, hvor mange point den giver. Ret den i source, og del opgaven ud igen.")
    reflection, marking = said or (None, None)
    if marking and marking.points != points:
        raise GradingError(f"{FILE} giver {marking.points} point for {cell.cell}, og notesbogen {points:g}. Ret den ene, så de er enige.")
    rubric = _rubric(root, marking.rubric if marking else RUBRIC)
    name = task_number(mark.grade_id) or mark.grade_id
    prompt = _prompt(released, own, mark)
    title = reflection.title if reflection else next(iter(HEADING.findall(prompt)), name)
    if reflection and len(reflection.marked_by) > 1:
        title = f"{title}: {rubric.title.da[:1].lower()}{rubric.title.da[1:]}"
    return Question(
        cell, name, title, prompt, _guide(source, mark), rubric, tuple(marking.criteria) if marking else (), float(points),
        tuple(reflection.words) if reflection else word_range(own), tuple(map(tuple, reflection.parts)) if reflection else (), mark.task,
        "\n".join(_given(one) if released is source else one.source for one in answer_cells(released, mark.grade_id, mark.task)),
    )


def _rubric(root: CourseRoot, name: str) -> Rubric:
    return find_rubric(name, root.folder if (root.folder / FOLDER / f"{name}.yaml").is_file() else DEFAULT)


def _prompt(notebook: NotebookNode, own: NotebookNode, mark: Graded) -> str:
    """A task's own text; for an answer the text above it that the student does not write in."""
    if mark.task:
        return SCHEME.sub("", own.source).strip()
    above = notebook.cells[: notebook.cells.index(own)]
    texts = (cell for cell in reversed(above) if cell.cell_type == "markdown" and not ((about := graded(cell)) and about.solution))
    return SCHEME.sub("", next(texts, {"source": ""})["source"]).strip()


def _given(cell: NotebookNode) -> str:
    """What stands in an answer when it is handed out. In a source, nbgrader takes the regions out, or all where there is none."""
    mark = graded(cell)
    return REGION.sub("", cell.source) if REGION.search(cell.source) or not (mark and mark.solution) else ""


def _guide(source: NotebookNode, mark: Graded) -> str:
    """The mark scheme of the task, or of the one that the answer belongs to, and what the author wrote in place of an answer."""
    place = next((number for number, cell in enumerate(source.cells) if (found := graded(cell)) and found.grade_id == mark.grade_id), None)
    if place is None:
        return ""
    schemes = [text for cell in source.cells[max(place - 1, 0) : place + 1] for text in SCHEME.findall(cell.source)]
    own = [] if mark.task or source.cells[place].cell_type == "code" else [SOLUTION.sub("", source.cells[place].source)]
    return "\n\n".join(text.strip() for text in [*schemes, *own])
