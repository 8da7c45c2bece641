"""``course grade run``: run what was handed in through nbgrader's autograder, one student after another.

One at a time, so that an answer which makes nbgrader give up costs that student's grading and nobody else's.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass

from course.grading.root import CourseRoot, GradingError

NO_SANDBOX = (
    "De studerendes kode kan endnu ikke køres lukket inde. Uden det kører den med dine egne rettigheder på denne maskine: Den kan læse og slette "
    "dine filer, ændre point for hele holdet og bruge nettet. Stoler du på dem, der har afleveret, så skriv --no-sandbox efter kommandoen. "
    "Ellers kør den på en maskine eller med en bruger, hvor der ikke er andet."
)
WARNING = "De studerendes kode kører nu med dine egne rettigheder."

PATTERN = "[]*?"

# What nbgrader's log says, in English, and what it means to the instructor. The first stop it, the others do not.
STOPS = {
    r"kernel became unresponsive|Kernel died|DeadKernelError": "Koden fik Python til at gå i stå eller lukke ned. Se notesbogen efter for en løkke uden ende eller meget store data.",
    r"OutputSent|Timeout waiting for IOPub|IOPub": "Koden skrev så meget, at det ikke kunne følges. Se notesbogen efter for en løkke, der skriver uden ende.",
    r"old version\s+of the nbgrader metadata|SchemaTooOldError": "En af opgavens celler er kopieret eller delt, så den står der to gange. Saml afleveringen ind igen med course grade collect, som retter det op.",
    r"SchemaTooNewError": "Notesbogen er gemt med en nyere nbgrader end den, Ledelsesrum har.",
    r"Inconsistent checksums|metadata may be corrupted": "Mærkerne på opgavens celler er ændret. Saml afleveringen ind igen med course grade collect, som retter det op.",
    r"NotJSONError|does not appear to be JSON|JSONDecodeError|UnicodeDecodeError": "Filen er ikke en notesbog, der kan læses. Bed om den igen.",
    r"NotebookValidationError|is not valid under any|RecursionError": "Notesbogen er bygget på en måde, der ikke kan læses. Bed om den igen.",
    r"No notebooks found|No notebooks were matched": "Der er ingen notesbog med opgavens navn i afleveringen. Se i mappen, hvad der ligger.",
    r"No such kernel|NoSuchKernel": "Notesbogen skal køre i et andet program end Python. Bed om den igen, gemt med Python 3.",
    r"No space left|Errno 28": "Disken er fuld.",
    r"sqlalchemy\.exc|psycopg": "Databasen svarede ikke, som den skulle. Prøv igen.",
}
LOOKS = {
    r"Timeout waiting for execute reply": "En celle blev ikke færdig og blev afbrudt.",
    r"Attribute '(?:points|cell_type|locked)' for cell (\S+) has changed": "Cellen {} var ændret og er sat tilbage.",
    r"is [\d.]+ seconds late": "Afleveret efter fristen.",
    r"No submitted file": "Notesbogen mangler i afleveringen og gav 0 point.",
    r"Skipping unknown notebook: .*?([^\\/\n]+)\n": "En notesbog hører ikke til opgaven og er ikke rettet: {}.",
    r"partial credit cannot be greater": "En test gav flere point, end den kan. Det er en fejl i opgaven.",
}


@dataclass(frozen=True)
class Outcome:
    """What became of one student's answers: ``state`` is run, kept (run before, and nothing newer has come) or failed; ``looks`` are Danish sentences."""

    student: str
    state: str
    looks: tuple[str, ...] = ()


def run(root: CourseRoot, assignment: str, student: str | None = None, say: Callable[[str], object] = print) -> list[Outcome]:
    """Run the answers that are new, or those of ``student`` again, and keep their points; a gradebook's marks by hand are not touched.

    Raises
    ------
    GradingError
        The assignment is not in the gradebook, or there is nothing to run.
    """
    students = _handed_in(root, assignment, student)
    os.environ.pop("LEDELSESRUM_DB", None)  # it may hold a password, and students' code inherits the environment
    outcomes = []
    for number, one in enumerate(students, 1):
        outcomes.append(_run_one(root, assignment, one, again=student is not None))
        say(f"{number} af {len(students)}: {one}, {STATES[outcomes[-1].state]}")
    return outcomes


STATES = {"run": "rettet", "kept": "rettet i forvejen", "failed": "IKKE rettet"}


def summary(outcomes: list[Outcome]) -> list[str]:
    """How it went, and who needs a look and why."""
    counted = (f"{word}: {number}" for state, word in STATES.items() if (number := sum(one.state == state for one in outcomes)))
    named = [f"  {one.student}: {' '.join(one.looks)}" for one in outcomes if one.looks]
    return [f"{', '.join(counted).capitalize()}.", *(["Se på disse:", *named] if named else [])]


def _handed_in(root: CourseRoot, assignment: str, student: str | None) -> list[str]:
    require_assignment(root, assignment)
    students = sorted(root.api.get_submitted_students(assignment))
    if student is None and not students:
        raise GradingError(f"Der er ingen afleveringer af {assignment} i {root.step('submitted').parent}. Hent dem med course grade collect.")
    if student is not None and student not in students:
        near = difflib.get_close_matches(student, students, 3)
        raise GradingError(f"{student} har ikke en aflevering af {assignment}. {'Mente du ' + ' eller '.join(near) + '?' if near else ''}".strip())
    return [student] if student is not None else students


def require_assignment(root: CourseRoot, assignment: str) -> None:
    """Raise GradingError where the gradebook does not know the assignment."""
    from nbgrader.api import MissingEntry

    with root.gradebook() as gradebook:
        try:
            gradebook.find_assignment(assignment)
        except MissingEntry:
            known = ", ".join(sorted(one.name for one in gradebook.assignments)) or "ingen endnu"
            raise GradingError(
                f"Opgaven {assignment} er ikke gjort klar i denne database. Opgaver her: {known}. Gør den klar med course assign release {assignment}."
            ) from None


def _run_one(root: CourseRoot, assignment: str, student: str, again: bool) -> Outcome:
    if set(student) & set(PATTERN):
        return Outcome(student, "failed", (f"nbgrader læser {PATTERN} i et navn som et mønster. Giv mappen i submitted et andet navn.",))
    result = root.api.autograde(assignment, student, force=again)
    log = f"{result.get('log', '')}\n{result.get('error', '')}"
    if not result["success"]:
        return Outcome(student, "failed", (_stop(log),))
    if "Skipping existing assignment" in log:
        return Outcome(student, "kept")
    return Outcome(student, "run", (*_noticed(log), *_missing(root, assignment, student)))


def _stop(log: str) -> str:
    """Why nbgrader gave up; what nobody foresaw is shown in its own last words."""
    known = next((danish for english, danish in STOPS.items() if re.search(english, log)), None)
    errors = re.findall(r"^(?:\w+\.)*\w*(?:Error|Exception|Entry)\b.*", log, re.MULTILINE)
    return known or f"nbgrader gav op. Den skrev: {errors[-1 if 'NbGraderException' not in errors[-1] else 0][:300] if errors else log.strip()[-300:]}"


def _noticed(log: str) -> list[str]:
    found = ((danish, match) for english, danish in LOOKS.items() for match in re.finditer(english, log))
    return list(dict.fromkeys(danish.format(*match.groups()) for danish, match in found))


def _missing(root: CourseRoot, assignment: str, student: str) -> list[str]:
    """The tests that were not among what was handed in; nbgrader leaves them without points, waiting for ever for a person."""
    with root.gradebook() as gradebook:
        written = {cell.name for notebook in gradebook.find_assignment(assignment).notebooks for cell in notebook.solution_cells}
        grades = [grade for notebook in gradebook.find_submission(assignment, student).notebooks for grade in notebook.grades]
        missing = [grade.name for grade in grades if grade.auto_score is None and grade.cell_type == "code" and grade.name not in written]
    return [f"Testen {name} mangler i afleveringen og gav 0 point." for name in sorted(missing)]
