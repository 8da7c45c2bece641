"""A rubric as Markdown, the same in the book and in the assignments: the signs of each criterion, its question and weight, the levels."""

from __future__ import annotations

from collections.abc import Iterable

from course.grading.rubrics import Criterion, Level, Rubric

Lines = list[str]


def signs(rubric: Rubric, criterion: Criterion) -> Lines:
    """What a text shows at each level of a criterion, with the points of the level where it has points."""
    has_points = rubric.levels[0].points is not None
    head = table(["Trin", "Tegn i teksten", *(["Point"] if has_points else [])], "ll" + "r" * has_points)
    return [*head, *(row([_step(level), sign.descriptor.da, *([level.points] if has_points else [])]) for level, sign in zip(rubric.levels, criterion.levels))]


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
    return f"{round(criterion.weight * 100)} pct."


def table(names: list[str], sides: str) -> Lines:
    """The head of a table; ``sides`` says of each column whether it keeps to the left (l) or the right (r)."""
    return [row(names), row(["--:" if side == "r" else "---" for side in sides])]


def row(cells: Iterable[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _step(level: Level) -> str:
    return f"{level.level} {level.name.da}"
