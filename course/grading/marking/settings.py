"""How a course double-marks, as data: ``marking.yaml`` in the course root."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from exercises.content import Part, read_yaml

FILE = "marking.yaml"
Percent = Annotated[float, Field(ge=0, le=100)]


class MarkingPolicy(Part):
    """Which share of each question's texts is drawn for a second reading, what is near pass/fail, and when two readings have to be settled.

    ``pass_percent`` and ``near_percent`` are of a text's points; near 0 means that none is near. ``levels_apart`` is on one criterion,
    ``total_apart`` the most that the weighted mean of the levels may differ, where several criteria count.
    """

    draw_percent: Percent = 20
    pass_percent: Percent = 60
    near_percent: Percent = 6
    levels_apart: Annotated[float, Field(gt=0)] = 2
    total_apart: Annotated[float, Field(ge=0)] = 0.5


@cache
def read_marking(folder: Path) -> MarkingPolicy:
    """A course root's policy, read once; the defaults where it has none.

    Raises
    ------
    ContentError
        The file does not follow the schema.
    """
    path = folder / FILE
    return read_yaml(path, MarkingPolicy) if path.is_file() else MarkingPolicy()
