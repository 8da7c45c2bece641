"""A mark as the page gets it."""

from __future__ import annotations

from course.grading import scoring
from course.grading.desk.desk import Desk
from course.grading.desk.models import EntryView, LevelView, MarkView
from course.grading.marking.exemplars import Exemplars
from course.grading.reading.questions import Question
from course.grading.rubrics import Rubric
from course.grading.store import marks
from course.grading.store.values import Mark


def mark_view(desk: Desk, mark: Mark, question: Question | Exemplars) -> MarkView:
    """A mark as the page gets it, with its score by the rubric it was given by."""
    rubric = question.rubric if mark.rubric_version == question.rubric.version else marks.rubric_of(desk.store, mark)
    entry = EntryView(
        levels={name: LevelView(level=level.level, comment=level.comment) for name, level in mark.entry.levels.items()},
        comment=mark.entry.comment, next_step=mark.entry.next_step, state=mark.entry.state,
    )
    return MarkView(entry=entry, revision=mark.revision, grader=mark.grader, time=mark.time, rubric_version=mark.rubric_version,
                    score=_score(rubric, mark, question.criteria))


def _score(rubric: Rubric, mark: Mark, criteria: tuple[str, ...]) -> float | None:
    levels = {name: level.level for name, level in mark.entry.levels.items() if level.level is not None}
    whole = all(one.id in levels for one in scoring.counted(rubric, criteria))
    return scoring.mean_level(rubric, levels, criteria) if whole else None
