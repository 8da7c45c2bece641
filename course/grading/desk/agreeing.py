"""Who reads what beside the first reading: those drawn, to one who does not know the first mark; and those where two have to agree."""

from __future__ import annotations

from collections.abc import Mapping

from course.grading.desk.models import Reading
from course.grading.marking.drawing import draw
from course.grading.marking.outcome import Apart, compare
from course.grading.marking.settings import read_marking
from course.grading.reading.questions import Question
from course.grading.root import CourseRoot, GradingError
from course.grading.store import marks
from course.grading.store.database import Store
from course.grading.store.knowing import known
from course.grading.store.values import AGREED, FINAL, FIRST, SECOND, Mark, Script

REFUSED = {
    FIRST: "Der er kommet et nyere forsøg i stedet for den tekst. Åbn listen igen.",
    SECOND: "Den tekst kan du ikke læse som anden læser: Enten er den ikke trukket ud eller ikke læst færdig første gang, eller også kender du "
            "det trin, den fik. Åbn listen igen.",
    AGREED: "Her er ikke noget at blive enige om: De to læsninger er ikke færdige, eller de ligger tæt nok på hinanden. Åbn listen igen.",
}


def of_reading(root: CourseRoot, store: Store, grader: str, question: Question, scripts: Mapping[str, Script], reading: Reading) -> dict[str, Script]:
    """The scripts of a question (by student) that a grader may meet in a reading."""
    if reading == FIRST:
        return dict(scripts)
    if reading == AGREED:
        settled = to_settle(root, store, question, list(scripts.values()))
        return {student: script for student, script in scripts.items() if script.id in settled}
    due, knows = draw(root, store, question, scripts), known(store, question.cell, grader)
    read = {id for id, standing in marks.standings(store, question.cell).items() if standing.state == FINAL and not standing.is_empty}
    return {student: script for student, script in scripts.items() if script.id in due and script.id in read and script.id not in knows}


def to_settle(root: CourseRoot, store: Store, question: Question, scripts: list[Script]) -> dict[int, tuple[Mark, Mark, Apart]]:
    """The scripts of which two readings are too far apart, also those that have been settled: both marks and where they differ, by the script's id."""
    twice = marks.standings(store, question.cell, SECOND)
    readings = marks.readings(store, [script for script in scripts if script.id in twice])
    both = {id: (found[FIRST], found[SECOND]) for id, found in readings.items() if FIRST in found and SECOND in found}
    rubrics, policy = marks.rubrics_of(store, (first for first, _ in both.values())), read_marking(root.folder)
    found = {
        id: (first, second, compare(first, second, rubrics[first.rubric, first.rubric_version], question.criteria, policy))
        for id, (first, second) in both.items() if first.entry.state == second.entry.state == FINAL
    }
    return {id: pair for id, pair in found.items() if pair[2] or AGREED in readings[id]}


def require_reader(root: CourseRoot, store: Store, grader: str, question: Question, script: Script, reading: Reading) -> None:
    """Raise GradingError unless the grader may read the script in that reading."""
    if not of_reading(root, store, grader, question, {script.attempt.student: script}, reading):
        raise GradingError(REFUSED[reading])
