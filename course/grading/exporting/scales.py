"""From points to a mark, by thresholds that are the institution's own: what ``scales.yaml`` may say, and how it is used.

The 7-step scale's marks and their names (12, 10, 7, 4, 02, 00, -3: den fremragende … den ringe præstation; passed from 02) are those on the
ministry's page on grading scales (ufm.dk, »Karakterskalaer«), after bekendtgørelse om karakterskala og anden bedømmelse (nr. 262 of 20 March
2007, and nr. 114 of 3 February 2015 for the ministry's own area). They describe how far the aims are met; no share of any points stands in them.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator

from course.grading.root import DEFAULT
from exercises.content import Part, Text, first_twin, read_yaml, require

FILE = "scales.yaml"
POINTS = "points"


class Threshold(Part):
    """A mark, what it is called, and the per cent of the points from which it is given."""

    mark: Text
    name: Text
    at_least: Annotated[float, Field(ge=0, le=100)]


class Scale(Part):
    """Marks from the highest to the lowest; the lowest is given from 0 per cent."""

    id: Text
    title: Text
    marks: list[Threshold] = Field(min_length=2)

    @field_validator("marks")
    @classmethod
    def _fall_to_nothing(cls, marks: list[Threshold]) -> list[Threshold]:
        limits = [one.at_least for one in marks]
        if limits != sorted(set(limits), reverse=True) or limits[-1] != 0:
            raise ValueError("at_least skal falde fra trin til trin og ende med 0, så alle får en karakter.")
        if len({one.mark for one in marks}) < len(marks):
            raise ValueError("den samme karakter står to gange.")
        return marks


class ScalesFile(Part):
    set_by: str = ""
    scales: list[Scale] = Field(min_length=1)

    @field_validator("scales")
    @classmethod
    def _differ(cls, scales: list[Scale]) -> list[Scale]:
        if twin := first_twin([POINTS, *(scale.id for scale in scales)]):
            raise ValueError(f"skalaen '{twin}' står to gange, eller navnet er optaget.")
        return scales


def read_scales(folder: Path) -> ScalesFile:
    """A course root's scales, the kit's own where it has none.

    Raises
    ------
    ContentError
        The file does not follow the schema.
    """
    path = folder / FILE
    return read_yaml(path if path.is_file() else DEFAULT / FILE, ScalesFile)


def find_scale(name: str, folder: Path) -> Scale:
    """One scale by its id; an unknown id names its nearest neighbours."""
    known = {scale.id: scale for scale in read_scales(folder).scales}
    return known[require(name, known, folder / FILE, f"'{name}'", "ingen skala")]


def mark(scale: Scale, points: float, most: float) -> str:
    """The mark of so many points of so many; exactly on a threshold counts as reached.

    Raises
    ------
    ValueError
        Nothing can be given: there are no points to take a share of.
    """
    if most <= 0:
        raise ValueError("der er ingen point at give")
    share = Fraction(str(points)) / Fraction(str(most)) * 100
    return next(one.mark for one in scale.marks if share >= Fraction(str(one.at_least)))
