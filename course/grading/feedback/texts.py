"""The answers that people read, as their writer is told about them: levels where the store has them, else points and nbgrader's comment."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping

from nbformat import NotebookNode

from course.grading.feedback.marks import Marked
from course.grading.feedback.values import BLANK, READ, UNREAD, Reached, Score, Step, Text
from course.grading.publishing.comment import BLANK as NOTHING_WRITTEN
from course.grading.publishing.comment import level_name
from course.grading.rubrics import Criterion, Rubric
from course.grading.scoring import counted
from course.grading.store.values import Level

Clean = Callable[[str], str]


def texts(cells: Iterable[NotebookNode], marked: Mapping[str, Marked], clean: Clean) -> Iterator[Text]:
    """One for each answer that people give points for, in the notebook's order. ``clean`` takes other people's names out of a grader's text."""
    for cell in cells:
        about = cell.metadata.get("nbgrader") or {}
        if about.get("task") or about.get("grade") and about.get("solution"):
            name = about["grade_id"]
            yield _text(about, marked.get(name), name, clean)


def steps(texts: Iterable[Text], marked: Iterable[Marked]) -> tuple[Step, ...]:
    """What the readers set as the next step, text by text; where they set none, the one step up that the rubric's weights make worth most."""
    own = tuple(Step(text.title, text.next_step) for text in texts if text.next_step)
    candidates = [] if own else [found for one in marked if one.entry and not one.waits for found in _steps_up(one)]
    return own or tuple(step for *_, step in sorted(candidates, key=lambda found: found[:2])[:1])


def _text(about: Mapping, known: Marked | None, name: str, clean: Clean) -> Text:
    title, most, comment = known.question.title if known else name, float(about.get("points") or 0), (about.get("comment") or "").strip()
    if about.get("unread") or known and known.waits:
        return Text(title, UNREAD, Score(None, most))
    score = Score(float(about.get("score") or 0), most)
    if comment == NOTHING_WRITTEN:
        return Text(title, BLANK, score)
    if known is None or known.entry is None or comment != (known.publication.comment or "").strip():
        return Text(title, READ, score, comment=clean(comment))  # formgrader's own words stand over the store's
    entry = known.entry
    levels = tuple(_reached(known.rubric, one, entry.levels[one.id], clean)
                   for one in counted(known.rubric, known.question.criteria) if one.id in entry.levels)
    return Text(title, READ, score, levels, clean(entry.comment.strip()), clean(entry.next_step.strip()))


def _reached(rubric: Rubric, criterion: Criterion, level: Level, clean: Clean) -> Reached:
    shown = "" if level.level is None else criterion.levels[math.floor(level.level) - 1].descriptor.da
    return Reached(criterion.title.da, level_name(rubric, level.level), shown, level.level, rubric.levels[-1].level, clean(level.comment.strip()))


def _steps_up(known: Marked) -> Iterator[tuple[float, float, Step]]:
    """The steps up that a text has left, with the level it is at and its weight, by which they are ordered."""
    for criterion in counted(known.rubric, known.question.criteria):
        level = known.entry.levels.get(criterion.id, Level(None)).level
        if level is not None and level < known.rubric.levels[-1].level:
            above = known.rubric.levels[math.floor(level)]
            what = f"**{criterion.title.da}.** På trin {above.level}, {above.name.da}, ser det sådan ud: {criterion.levels[above.level - 1].descriptor.da}"
            yield level, -criterion.weight, Step(known.question.title, what, is_readers=False)
