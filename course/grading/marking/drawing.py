"""The draw of a second reading: a share of every question by lot, and all that are near pass/fail as soon as they have been read."""

from __future__ import annotations

from collections.abc import Mapping

from course.grading import scoring
from course.grading.marking.settings import MarkingPolicy, read_marking
from course.grading.reading.answers import BLANK
from course.grading.reading.questions import Question
from course.grading.root import CourseRoot
from course.grading.rubrics import Rubric
from course.grading.store import marks
from course.grading.store.database import Store
from course.grading.store.draws import NEAR, RANDOM, drawn, keep_draws, lots
from course.grading.store.values import FINAL, Mark, Script


def draw(root: CourseRoot, store: Store, question: Question, scripts: Mapping[str, Script]) -> dict[int, str]:
    """Draw among a question's scripts (by student) those that have come or been read since last; gives all that are drawn, with the reason."""
    policy, already = read_marking(root.folder), drawn(store, question.cell)
    waiting = {student: script for student, script in scripts.items() if script.id not in already and script.attempt.answer != BLANK}
    lot = lots(store, question.cell, waiting) if policy.draw_percent and waiting else {}
    by_lot = [waiting[student] for student, number in lot.items() if 100 * number < policy.draw_percent]
    keep_draws(store, by_lot, RANDOM)
    rest = {script.id: script for script in waiting.values() if script not in by_lot}
    firsts = marks.latest(store, rest.values()) if rest else {}
    rubrics = marks.rubrics_of(store, firsts.values())
    near = [rest[id] for id, mark in firsts.items() if is_near(rubrics[mark.rubric, mark.rubric_version], mark, question.criteria, policy)]
    keep_draws(store, near, NEAR)
    return already | {script.id: RANDOM for script in by_lot} | {script.id: NEAR for script in near}


def is_near(rubric: Rubric, mark: Mark, criteria: tuple[str, ...], policy: MarkingPolicy) -> bool:
    """Whether a finished mark is so near pass/fail that another should read the text; never where a criterion cannot be assessed."""
    levels = {name: level.level for name, level in mark.entry.levels.items() if level.level is not None}
    whole = mark.entry.state == FINAL and all(one.id in levels for one in scoring.counted(rubric, criteria))
    return bool(whole and policy.near_percent) and abs(scoring.points(rubric, levels, 100, criteria) - policy.pass_percent) <= policy.near_percent
