"""From levels to points: pure functions. Nothing here rounds before the end, or guesses a level that nobody gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from course.grading.errors import GradingError
from course.grading.rubrics import Criterion, Rubric

if TYPE_CHECKING:
    from course.grading.store.values import Entry, Level

DECIMALS = Decimal("0.01")


def counted(rubric: Rubric, criteria: Sequence[str] = ()) -> list[Criterion]:
    """The criteria that count, in the rubric's order; empty means all of them."""
    return [criterion for criterion in rubric.criteria if not criteria or criterion.id in criteria]


def points(rubric: Rubric, levels: Mapping[str, float], out_of: float, criteria: Sequence[str] = ()) -> float:
    """The points of a text: the weighted mean of its levels over the highest, of ``out_of``, in hundredths, halves up.

    Where only some criteria count, their weights are taken to sum to one. Where levels have points of their own, those are
    counted instead of the levels.

    Raises
    ------
    GradingError
        A criterion that counts has no level, or one that the rubric does not have.
    """
    return rounded(_exact(out_of) * _share(rubric, levels, criteria))


def mean_points(rubric: Rubric, readings: Sequence[Mapping[str, float]], out_of: float, criteria: Sequence[str] = ()) -> float:
    """The points of a text that several have read: the mean of what each reading gives, rounded once. Arguments and errors as for ``points``."""
    return rounded(_exact(out_of) * sum(_share(rubric, levels, criteria) for levels in readings) / len(readings))


def mean_level(rubric: Rubric, levels: Mapping[str, float], criteria: Sequence[str] = ()) -> float:
    """The weighted mean of the levels themselves, as the rubric's score is told (1.00-4.00)."""
    chosen = counted(rubric, criteria)
    return rounded(sum(_weight(one) * _exact(levels[one.id]) for one in chosen) / sum(map(_weight, chosen)))


def blank(rubric: Rubric, out_of: float) -> float:
    """The points of an answer that is not there."""
    return min(float(rubric.blank), out_of)


def missing(rubric: Rubric, levels: Mapping[str, Level], criteria: Sequence[str] = ()) -> list[str]:
    """The titles of the criteria that have neither a level nor »cannot be assessed«."""
    return [criterion.title.da for criterion in counted(rubric, criteria) if criterion.id not in levels]


def not_assessable(rubric: Rubric, levels: Mapping[str, Level], criteria: Sequence[str] = ()) -> list[str]:
    """The titles of the criteria that cannot be assessed: no points are given until somebody has settled them."""
    return [one.title.da for one in counted(rubric, criteria) if one.id in levels and levels[one.id].level is None]


def require_valid(rubric: Rubric, entry: Entry, criteria: Sequence[str] = ()) -> None:
    """Raise GradingError unless every level is one of the rubric's, and a final mark has them all, with a reason where there is none."""
    if entry.state not in ("draft", "final"):
        raise GradingError("En bedømmelse er enten en kladde eller færdig.")
    known = {criterion.id: criterion for criterion in counted(rubric, criteria)}
    for name, level in entry.levels.items():
        if name not in known:
            raise GradingError(f"Kriteriet »{name}« tæller ikke her. De, der tæller, er: {', '.join(one.title.da for one in known.values())}.")
        if level.level is not None:
            _worth(rubric, level.level, known[name])
    if entry.state == "final":
        if lacking := missing(rubric, entry.levels, criteria):
            raise GradingError(f"Teksten er ikke læst færdig: Der mangler et trin ved {', '.join(lacking)}.")
        unexplained = [name for name in known if entry.levels[name].level is None and not (entry.levels[name].comment.strip() or entry.comment.strip())]
        if unexplained:
            raise GradingError(f"Skriv, hvorfor det ikke kan vurderes: {', '.join(known[name].title.da for name in unexplained)}.")


def rounded(value: Fraction) -> float:
    """In hundredths; a half goes up, as people count."""
    return float((Decimal(value.numerator) / Decimal(value.denominator)).quantize(DECIMALS, ROUND_HALF_UP))


def _share(rubric: Rubric, levels: Mapping[str, float], criteria: Sequence[str]) -> Fraction:
    found = Fraction(0)
    chosen = counted(rubric, criteria)
    for criterion in chosen:
        if criterion.id not in levels:
            raise GradingError(f"Der mangler et trin: {criterion.title.da}.")
        found += _weight(criterion) * _worth(rubric, levels[criterion.id], criterion)
    return found / (sum(map(_weight, chosen)) * _worth(rubric, rubric.levels[-1].level, chosen[-1]))


def _worth(rubric: Rubric, level: float, criterion: Criterion) -> Fraction:
    """What a level counts: itself, or its points."""
    top = rubric.levels[-1].level
    steps = 2 if rubric.half_levels else 1
    if isinstance(level, bool) or not 1 <= level <= top or (level * steps) % 1:
        raise GradingError(f"{f'{level:g}'.replace('.', ',')} er ikke et trin ved {criterion.title.da}. Trinnene går fra 1 til {top}"
                           f"{', også halve' if rubric.half_levels else ''}.")
    own = rubric.levels[int(level) - 1].points
    return _exact(level) if own is None else Fraction(own)


def _weight(criterion: Criterion) -> Fraction:
    return _exact(criterion.weight)


def _exact(number: float) -> Fraction:
    """The number that was written: 0.15 is 15 hundredths."""
    return Fraction(str(number))
