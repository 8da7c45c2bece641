"""The rubrics as data: what ``assignments/rubrics/*.yaml`` may say, and how it is read."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from course.grading.root import DEFAULT
from exercises.content import Identifier, Part, Text, first_twin, read_yaml, require
from exercises.errors import ContentError

FOLDER = "rubrics"


class Wording(Part):
    """A text in both languages."""

    da: Text
    en: Text


class Level(Part):
    """A step of the scale, the same for every criterion. ``points`` is what it gives where levels are not simply counted."""

    level: int
    name: Wording
    short: Wording | None = None
    points: Annotated[int, Field(ge=0)] | None = None


class Descriptor(Part):
    """What a text that reaches a level on one criterion shows."""

    level: int
    descriptor: Wording


class Criterion(Part):
    id: Identifier
    title: Wording
    weight: float = Field(gt=0, le=1)
    question: Wording
    levels: list[Descriptor]


class Rubric(Part):
    """Criteria × levels. A mark remembers ``version``; ``blank`` is the points of an answer that is not there.

    A text's points are the weighted mean of its levels over the highest level, of what the answer can give; where the levels
    have points of their own they are those, of the highest level's.
    """

    id: Identifier
    version: int = Field(ge=1)
    title: Wording
    sources: list[Text] = Field(min_length=1)
    half_levels: bool
    blank: int = Field(ge=0)
    levels: list[Level] = Field(min_length=2)
    criteria: list[Criterion] = Field(min_length=1)
    borderline: list[Wording] = Field(min_length=1)

    def criterion(self, name: str) -> Criterion | None:
        return next((criterion for criterion in self.criteria if criterion.id == name), None)

    @field_validator("levels")
    @classmethod
    def _levels_ascend(cls, levels: list[Level], info: ValidationInfo) -> list[Level]:
        if [level.level for level in levels] != list(range(1, len(levels) + 1)):
            raise ValueError("trinnene skal stå i orden: 1, 2, 3 og så videre.")
        points = [level.points for level in levels if level.points is not None]
        if points and (len(points) < len(levels) or sorted(set(points)) != points):
            raise ValueError("points skal stå ved alle trin eller ingen og vokse fra trin til trin.")
        if points and info.data.get("half_levels"):
            raise ValueError("et halvt trin har ingen points, og half_levels er true.")
        return levels

    @field_validator("criteria")
    @classmethod
    def _criteria_differ_and_weigh_one(cls, criteria: list[Criterion]) -> list[Criterion]:
        if twin := first_twin(criterion.id for criterion in criteria):
            raise ValueError(f"kriteriet '{twin}' står to gange.")
        total = sum(criterion.weight for criterion in criteria)
        if abs(total - 1) > 1e-9:
            raise ValueError(f"vægtene er {f'{total:g}'.replace('.', ',')} tilsammen og skal være 1.")
        return criteria

    @field_validator("criteria")
    @classmethod
    def _every_criterion_has_every_level(cls, criteria: list[Criterion], info: ValidationInfo) -> list[Criterion]:
        wanted = [level.level for level in info.data.get("levels", [])]
        for criterion in criteria if wanted else []:
            if (found := [level.level for level in criterion.levels]) != wanted:
                raise ValueError(f"'{criterion.id}' har trinnene {_listed(found)} og skal have {_listed(wanted)} i den orden.")
        return criteria


@cache
def rubrics(root: Path = DEFAULT) -> dict[str, Rubric]:
    """The rubrics of a course root, by id.

    Raises
    ------
    ContentError
        A file does not follow the schema, or is not named after the rubric in it.
    """
    found = {}
    for path in sorted((root / FOLDER).glob("*.yaml")):
        rubric = read_yaml(path, Rubric)
        if rubric.id != path.stem:
            raise ContentError(path, "id", f"filen hedder {path.stem}, og id er '{rubric.id}'.", "Giv dem samme navn.")
        found[rubric.id] = rubric
    return found


def find_rubric(name: str, root: Path = DEFAULT) -> Rubric:
    """One rubric by its id; an unknown id names its nearest neighbours."""
    known = rubrics(root)
    return known[require(name, known, root / FOLDER, f"'{name}'", "ingen skala")]


def _listed(levels: list[int]) -> str:
    return ", ".join(map(str, levels)) or "ingen"
