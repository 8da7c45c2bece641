"""What it costs to hand in late: a policy as data, applied when points are published and at no other time."""

from __future__ import annotations

import math
from fractions import Fraction
from pathlib import Path
from typing import Annotated

from pydantic import Field

from course.grading.scoring import rounded
from exercises.content import Part, read_yaml

FILE = "late.yaml"
DAY = 24 * 60 * 60


class LatePolicy(Part):
    """How many minutes are forgiven, what share of the points each day begun costs after that, and the most it can cost."""

    grace_minutes: int = Field(ge=0)
    percent_per_day: Annotated[float, Field(ge=0, le=100)]
    percent_at_most: Annotated[float, Field(ge=0, le=100)] = 100
    nothing_after_days: Annotated[int, Field(ge=1)] | None = None


def read_policy(folder: Path) -> LatePolicy | None:
    """A course root's policy; None where it has none, and then the penalties are whatever nbgrader's own plugin makes them.

    Raises
    ------
    ContentError
        The file does not follow the schema.
    """
    path = folder / FILE
    return read_yaml(path, LatePolicy) if path.is_file() else None


def penalty(policy: LatePolicy, score: float, seconds_late: float) -> float:
    """The points that are taken from a score, never more than all of it; a day that has begun counts, and so does one second."""
    late = seconds_late - 60 * policy.grace_minutes
    if late <= 0 or score <= 0:
        return 0.0
    days = math.ceil(late / DAY)
    if policy.nothing_after_days is not None and days > policy.nothing_after_days:
        return rounded(Fraction(str(score)))
    share = min(Fraction(str(policy.percent_per_day)) * days, Fraction(str(policy.percent_at_most))) / 100
    return rounded(Fraction(str(score)) * share)
