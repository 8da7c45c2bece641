"""A rubric as Markdown, the same in the book and in the assignments: the signs of each criterion, its question and weight, the levels."""

from __future__ import annotations

from collections.abc import Iterable

from course.grading.rubrics import Criterion, Level, Rubric

Lines = list[str]


def signs(rubric: Rubric, criterion: Criterion) -> Lines:
    """What a text shows at each level of a criterion."""
    return [*table(["Trin", "Tegn i teksten"], "ll"), *(row([_step(level), sign.descriptor.da]) for level, sign in zip(rubric.levels, criterion.levels))]


def criteria(rubric: Rubric) -> Lines:
    """The criteria with their weights and the question behind each."""
    return [*table(["Kriterium", "Vægt", "Spørgsmålet bag"], "lrl"), *(row([one.title.da, percent(one), one.question.da]) for one in rubric.criteria)]


def levels(rubric: Rubric) -> Lines:
    """The levels, each in a few words."""
    return [*table(["Trin", "Kort sagt"], "ll"), *(row([_step(level), level.short.da]) for level in rubric.levels if level.short)]


def borderline(rubric: Rubric) -> Lines:
    """The rules for a reader in doubt, numbered."""
    return [f"{number}. {rule.da}" for number, rule in enumerate(rubric.borderline, 1)]


def percent(criterion: Criterion) -> str:
    """Its weight, with a space at which no line is broken."""
    return f"{round(criterion.weight * 100)}\u00a0pct."


def table(names: list[str], sides: str) -> Lines:
    """The head of a table; ``sides`` says of each column whether it keeps to the left (l) or the right (r)."""
    return [row(names), row(["--:" if side == "r" else "---" for side in sides])]


def row(cells: Iterable[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _step(level: Level) -> str:
    """A level's number and name, and its points where it has some of its own."""
    return f"{level.level} {level.name.da}" + (f"<br>{level.points} point" if level.points is not None else "")
