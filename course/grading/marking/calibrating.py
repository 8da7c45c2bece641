"""Calibration in the store: what each grader gave the exemplars blind, what they have agreed the key to be, and how near somebody is to it.

An exemplar is kept as a question, and a grader's marking of it as that grader's own script, so that marks are saved as all others are.
The first reading is the blind one; the agreed reading is the key that the grader stands by, when all have been read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from course.grading.marking.exemplars import Exemplar, Exemplars
from course.grading.store import marks
from course.grading.store.database import Store
from course.grading.store.scripts import register, scripts_in
from course.grading.store.values import AGREED, FINAL, FIRST, Mark, Script

Levels = dict[str, float | None]
PROPOSED, KEY_AGREED = "proposed", "agreed"


@dataclass(frozen=True)
class Key:
    """The levels of an exemplar: the file's proposal, or what two graders (``names``) stand by, since ``time``."""

    levels: Levels
    status: str = PROPOSED
    names: tuple[str, ...] = ()
    time: datetime | None = None


@dataclass(frozen=True)
class GateResult:
    """How near the key: levels exact, of how many, and how many are further off than the gate allows; ``advisory`` until every key is agreed."""

    exact: int
    of: int
    too_far: int
    passed: bool
    advisory: bool


def script_of(store: Store, exemplars: Exemplars, exemplar: Exemplar, grader: str) -> Script:
    """The grader's own script of an exemplar; it is made the first time."""
    return register(store, exemplars.cell(exemplar), {grader: exemplar.digest}, lambda _: exemplar.digest)[grader]


def given(store: Store, exemplars: Exemplars, reading: str = FIRST) -> dict[str, dict[str, Mark]]:
    """What every grader has given, drafts too, by grader and exemplar; only for the texts and the rubric as they are now."""
    found: dict[str, dict[str, Mark]] = {}
    for exemplar in exemplars.texts:
        scripts = {script.id: script for script in scripts_in(store, exemplars.cell(exemplar)) if script.attempt.submission == exemplar.digest}
        for id, mark in marks.latest(store, scripts.values(), reading).items():
            if not mark.is_empty and mark.rubric_version == exemplars.rubric.version:
                found.setdefault(scripts[id].attempt.student, {})[exemplar.id] = mark
    return found


def finished(exemplars: Exemplars, found: Mapping[str, Mapping[str, Mark]]) -> dict[str, dict[str, Levels]]:
    """The levels of those who have finished every exemplar, by grader and exemplar."""
    return {
        grader: {name: levels_of(mark) for name, mark in own.items()} for grader, own in sorted(found.items())
        if len(own) == len(exemplars.texts) and all(mark.entry.state == FINAL for mark in own.values())
    }


def keys(store: Store, exemplars: Exemplars) -> dict[str, Key]:
    """The key of each exemplar, by its id: agreed when two or more stand by the same levels, else the file's proposal."""
    stood_by = given(store, exemplars, AGREED)
    return {one.id: _agreed({grader: own[one.id] for grader, own in stood_by.items() if one.id in own}) or Key(dict(one.key)) for one in exemplars.texts}


def gate(exemplars: Exemplars, own: Mapping[str, Levels], key: Mapping[str, Key]) -> GateResult:
    """How a grader who has finished stands to the key."""
    pairs = [(own[name][criterion], level) for name, one in key.items() for criterion, level in one.levels.items()]
    exact = sum(mine == level for mine, level in pairs)
    too_far = sum((mine is None) != (level is None) or (mine is not None and abs(mine - level) > exemplars.gate.most_apart) for mine, level in pairs)
    passed = exact >= exemplars.gate.exact and not too_far
    return GateResult(exact, len(pairs), too_far, passed, any(one.status == PROPOSED for one in key.values()))


def levels_of(mark: Mark) -> Levels:
    return {name: level.level for name, level in mark.entry.levels.items()}


def _agreed(stood_by: Mapping[str, Mark]) -> Key | None:
    """What most stand by, two at least; of as many, what was settled last."""
    groups: list[list[Mark]] = []
    for mark in sorted(stood_by.values(), key=lambda mark: mark.id):
        group = next((group for group in groups if levels_of(group[0]) == levels_of(mark)), None)
        if group is None:
            groups.append(group := [])
        group.append(mark)
    best = max((group for group in groups if len(group) > 1), key=lambda group: (len(group), group[1].id), default=None)
    return best and Key(levels_of(best[0]), KEY_AGREED, tuple(sorted(mark.grader for mark in best)), best[1].time)
