"""What counts of a script's readings: the agreed mark, else the mean of two that are near each other, else the only one there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from course.grading import scoring
from course.grading.marking.settings import MarkingPolicy, read_marking
from course.grading.reading.questions import Question
from course.grading.root import CourseRoot
from course.grading.rubrics import Rubric
from course.grading.store import marks
from course.grading.store.database import Store
from course.grading.store.values import AGREED, FINAL, FIRST, SECOND, Entry, Level, Mark, Script

NONE = Level(None)


@dataclass(frozen=True)
class Apart:
    """How far two finished readings are from each other: the criteria (ids) and the totals that have to be settled; empty and None where near."""

    criteria: tuple[str, ...] = ()
    total: float | None = None
    other_rubric: bool = False

    def __bool__(self) -> bool:
        return bool(self.criteria or self.total is not None or self.other_rubric)


@dataclass(frozen=True)
class Outcome:
    """The marks that count, one or two by the same rubric, and what they come to together; ``apart`` is true where two wait for an agreed one."""

    marks: tuple[Mark, ...]
    rubric: Rubric
    entry: Entry
    apart: Apart = Apart()

    @property
    def is_double(self) -> bool:
        """Somebody has given a second mark, or an agreed one."""
        return self.marks[0].reading == AGREED or len(self.marks) > 1

    def points(self, out_of: float, criteria: Sequence[str] = ()) -> float:
        """The points; GradingError where a level is missing."""
        levels = [{name: level.level for name, level in mark.entry.levels.items()} for mark in self.marks]
        return scoring.mean_points(self.rubric, levels, out_of, criteria)


def outcomes(root: CourseRoot, store: Store, question: Question, scripts: Sequence[Script]) -> dict[int, Outcome]:
    """What counts of each script of a question that somebody has marked, drafts too, by the script's id."""
    policy, readings = read_marking(root.folder), marks.readings(store, scripts)
    rubrics = marks.rubrics_of(store, (mark for found in readings.values() for mark in found.values()))
    found = {id: outcome(of_script, rubrics, question.criteria, policy) for id, of_script in readings.items()}
    return {id: one for id, one in found.items() if one}


def outcome(readings: Mapping[str, Mark], rubrics: Mapping[tuple[str, int], Rubric], criteria: Sequence[str], policy: MarkingPolicy) -> Outcome | None:
    """What counts of a script's newest marks (by reading, none of them empty); None where it has no first one."""
    first, second, agreed = (readings.get(reading) for reading in (FIRST, SECOND, AGREED))
    if agreed and agreed.entry.state == FINAL:
        return Outcome((agreed,), rubrics[agreed.rubric, agreed.rubric_version], agreed.entry)
    if first is None:
        return None
    rubric = rubrics[first.rubric, first.rubric_version]
    if not (second and first.entry.state == second.entry.state == FINAL):
        return Outcome((first,), rubric, first.entry)
    if apart := compare(first, second, rubric, criteria, policy):
        return Outcome((first,), rubric, first.entry, apart)
    return Outcome((first, second), rubric, mean_entry(first.entry, second.entry))


def compare(first: Mark, second: Mark, rubric: Rubric, criteria: Sequence[str], policy: MarkingPolicy) -> Apart:
    """Where two finished readings are too far apart. Of one criterion alone there is no total: one level apart has a mean there too."""
    if (first.rubric, first.rubric_version) != (second.rubric, second.rubric_version):
        return Apart(other_rubric=True)
    pairs = {one.id: tuple(mark.entry.levels.get(one.id, NONE).level for mark in (first, second)) for one in scoring.counted(rubric, criteria)}
    wide = tuple(name for name, (one, other) in pairs.items() if _wide(one, other, policy.levels_apart))
    if len(pairs) == 1 or any(None in pair for pair in pairs.values()):
        return Apart(wide)
    totals = [scoring.mean_level(rubric, {name: pair[side] for name, pair in pairs.items()}, criteria) for side in (0, 1)]
    total = round(abs(totals[0] - totals[1]), 2)
    return Apart(wide, total if total > policy.total_apart else None)


def mean_entry(first: Entry, second: Entry) -> Entry:
    """Two readings as one: the mean of the levels, both readers' comments, and one next step."""
    levels = {
        name: Level(_mean(level.level, second.levels[name].level), _both(level.comment, second.levels[name].comment))
        for name, level in first.levels.items() if name in second.levels
    }
    return Entry(levels, _both(first.comment, second.comment), first.next_step if first.next_step.strip() else second.next_step, FINAL)


def _wide(one: float | None, other: float | None, most: float) -> bool:
    return (one is None) != (other is None) or (one is not None and abs(one - other) >= most)


def _mean(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else (one + other) / 2


def _both(one: str, other: str) -> str:
    said = [text.strip() for text in (one, other) if text.strip()]
    return "\n\n".join(dict.fromkeys(said))
