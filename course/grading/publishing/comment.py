"""What a student is told of a mark, as Markdown: the levels first and in their words, then what the reader wrote. No number of points."""

from __future__ import annotations

import math
from collections.abc import Sequence

from course.grading.rubrics import Criterion, Rubric
from course.grading.scoring import counted
from course.grading.store.values import Entry, Level

BLANK = "Ikke besvaret."


def as_markdown(rubric: Rubric, entry: Entry, criteria: Sequence[str] = ()) -> str:
    """A table of the criteria, what was said of each, the comment, and the next step."""
    chosen = [(criterion, entry.levels[criterion.id]) for criterion in counted(rubric, criteria) if criterion.id in entry.levels]
    table = ["| Kriterium | Trin | Det viser teksten |", "|---|---|---|", *(_row(rubric, criterion, level) for criterion, level in chosen)]
    said = [f"**{criterion.title.da}:** {level.comment.strip()}" for criterion, level in chosen if level.comment.strip()]
    next_step = [f"**Næste skridt:** {entry.next_step.strip()}"] if entry.next_step.strip() else []
    return "\n\n".join(filter(None, ["\n".join(table), *said, entry.comment.strip(), *next_step]))


def level_name(rubric: Rubric, level: float | None) -> str:
    """A level in the rubric's words: »3 · Undersøger«."""
    if level is None:
        return "Kan ikke vurderes"
    below = rubric.levels[math.floor(level) - 1].name.da
    number = f"{level:g}".replace(".", ",")
    return f"{number} · {below}" if level == math.floor(level) else f"{number} · mellem {below} og {rubric.levels[math.floor(level)].name.da}"


def _row(rubric: Rubric, criterion: Criterion, level: Level) -> str:
    shown = "" if level.level is None else criterion.levels[math.floor(level.level) - 1].descriptor.da
    return f"| {' | '.join(_cell(text) for text in (criterion.title.da, level_name(rubric, level.level), shown))} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
