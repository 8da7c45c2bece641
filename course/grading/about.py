"""What there is to know about each assignment beside its notebook: what ``assignments/assignments.yaml`` may say, and how it is read."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator, model_validator

from course.grading.root import DEFAULT
from course.grading.rubrics import Rubric, rubrics
from exercises.content import Identifier, Part, Text, first_twin, like, read_yaml, require
from exercises.datasets import names
from exercises.errors import ContentError

FILE = "assignments.yaml"


AssignmentId = Annotated[str, like("A1", r"[A-Z]\d")]
GradeId = Annotated[str, like("a1-1", r"[a-z]\d-\d")]
Slug = Annotated[str, like("del-1-samlet", r"[a-z0-9]+(-[a-z0-9]+)*")]
Words = Annotated[list[Annotated[int, Field(ge=1)]], Field(min_length=2, max_length=2)]
"""From how many words to how many."""


class DataTask(Part):
    """A task that nbgrader marks: the cells ``ID-synlig`` and ``ID-skjult`` share its points. ``read`` are the pages it builds on, where not all do."""

    id: GradeId
    title: Text
    asks: Text
    points: int = Field(ge=1)
    datasets: list[Identifier] = []
    read: list[Slug] = []


class Marking(Part):
    """By what people mark an answer, and the points that it gives.

    ``criteria`` are those that count where not all do, ``cell`` the grade_id of the points where it is not the answer's own.
    """

    rubric: Identifier
    points: int = Field(ge=1)
    criteria: list[Identifier] = []
    cell: Text | None = None


class Reflection(Part):
    """An answer that people mark. ``parts`` are the words of each part where it has several."""

    id: GradeId
    title: Text
    asks: Text
    words: Words
    parts: list[Words] = []
    marked_by: list[Marking] = Field(min_length=1)

    @property
    def points(self) -> int:
        return sum(marking.points for marking in self.marked_by)

    @model_validator(mode="after")
    def _words_ascend(self):
        if not all(low < high for low, high in [self.words, *self.parts]):
            raise ValueError("words og parts skal gå fra det mindste til det største.")
        if self.parts and [sum(ends) for ends in zip(*self.parts)] != self.words:
            raise ValueError("parts giver ikke words, når de lægges sammen.")
        return self


class Assignment(Part):
    """One assignment: ``after`` and ``prepare`` are slugs of pages, ``share`` is per cent of a whole mark."""

    id: AssignmentId
    title: Text
    after: Slug
    prepare: list[Slug] = Field(min_length=1)
    whole_course: bool = False
    minutes: int = Field(ge=30, le=1200, multiple_of=30)
    share: int = Field(ge=1, le=100)
    tasks: list[DataTask] = Field(min_length=1)
    reflections: list[Reflection] = Field(min_length=1)

    @property
    def auto_points(self) -> int:
        return sum(task.points for task in self.tasks)

    @property
    def manual_points(self) -> int:
        return sum(reflection.points for reflection in self.reflections)

    @property
    def datasets(self) -> list[str]:
        """The names of the tables that its tasks use, each once."""
        return list(dict.fromkeys(name for task in self.tasks for name in task.datasets))

    @model_validator(mode="after")
    def _ids_belong(self):
        ids = [part.id for part in [*self.tasks, *self.reflections]]
        if strange := [name for name in ids if not name.startswith(f"{self.id.lower()}-")]:
            raise ValueError(f"'{strange[0]}' skal begynde med '{self.id.lower()}-'.")
        if twin := first_twin(ids):
            raise ValueError(f"'{twin}' står to gange.")
        return self


class AssignmentsFile(Part):
    assignments: list[Assignment] = Field(min_length=1)

    @field_validator("assignments")
    @classmethod
    def _differ_and_share_all(cls, assignments: list[Assignment]) -> list[Assignment]:
        if twin := first_twin(assignment.id for assignment in assignments):
            raise ValueError(f"opgaven '{twin}' står to gange.")
        if (total := sum(assignment.share for assignment in assignments)) != 100:
            raise ValueError(f"share er {total} tilsammen og skal være 100.")
        return assignments


@cache
def assignments(root: Path = DEFAULT) -> dict[str, Assignment]:
    """The assignments of a course root, by id, in order.

    Raises
    ------
    ContentError
        The file is missing, does not follow the schema, or names a table, a rubric or a criterion that is not there.
    """
    path = root / FILE
    if not path.is_file():
        raise ContentError(path, "hele filen", f"filen mangler i {root}.", "Skriv den, eller peg på en anden mappe med --course.")
    found = {assignment.id: assignment for assignment in read_yaml(path, AssignmentsFile).assignments}
    for assignment in found.values():
        for task in assignment.tasks:
            for name in task.datasets:
                require(name, names(), path, f"{task.id}, datasets, '{name}'", "intet datasæt")
        for reflection in assignment.reflections:
            for marking in reflection.marked_by:
                _require_criteria(marking, rubrics(root), path, f"{reflection.id}, marked_by")
    return found


def find_assignment(name: str, root: Path = DEFAULT) -> Assignment:
    """One assignment by its id; of an unknown one it is said where a new one is written."""
    known = assignments(root)
    if name not in known:
        raise ContentError(root / FILE, f"'{name}'", "der er ingen opgave med det navn.", f"Filen har {', '.join(known)}. En ny opgave skal skrives ind i den.")
    return known[name]


def _require_criteria(marking: Marking, known: dict[str, Rubric], path: Path, where: str) -> None:
    rubric = known[require(marking.rubric, known, path, f"{where}, '{marking.rubric}'", "ingen skala")]
    for name in marking.criteria:
        require(name, [criterion.id for criterion in rubric.criteria], path, f"{where}, '{name}'", f"intet kriterium i '{rubric.id}'")
