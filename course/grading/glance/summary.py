"""The course at a glance in the terminal and in files: under pseudonyms unless names are asked for, and no distribution of fewer than five people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict

from course.grading.aligned import aligned
from course.grading.glance.overview import CHANGED, MISSING, PUBLISHED, READY, WAITS, Distribution, Glance, QuestionGlance, State, Time
from course.grading.spreadsheet import for_excel
from exercises.danish_order import danish_order
from exercises.tables import danish

FEWEST = 5  # people behind a distribution, outside the desk
WITHHELD = f"Vises ikke: Færre end {FEWEST} har fået trin, og så kunne man regne ud, hvem der fik hvad."
WORDS = {MISSING: "ikke afleveret", WAITS: "venter", READY: "læst", CHANGED: "ændret siden udgivelsen", PUBLISHED: "udgivet"}
QUESTIONS = ("Spørgsmål", "Afleveret", "Læst færdig", "Læst af to", "Udgivet")


def as_text(seen: Glance, names: Mapping[str, str]) -> list[str]:
    """Counts, time, levels, and a line for each student; ``names`` are what the students are called here."""
    inside = sum(person.is_in for person in seen.people)
    lines = [f"{seen.assignment}: {inside} af {len(seen.people)} har afleveret.", "", *aligned([QUESTIONS, *map(_counts, seen.questions)], right=range(1, 5))]
    times = [(question.name, time.grader, spent(time.seconds), each(time)) for question in seen.questions for time in question.times]
    if times:
        lines += ["", *aligned([("Spørgsmål", "Læser", "Tid", "Pr. tekst"), *times], right=(2, 3))]
    for question in seen.questions:
        lines += ["", *_levels(question)]
    rows = _in_order((names[person.student], *map(said, person.states)) for person in seen.people)
    return [*lines, "", *aligned([("Deltager", *(question.name for question in seen.questions)), *rows])]


def as_csv(seen: Glance, names: Mapping[str, str]) -> bytes:
    """A row per student, for Danish Excel."""
    heading = ["deltager", *(question.cell for question in seen.questions)]
    return for_excel([heading, *_in_order((names[person.student], *map(said, person.states)) for person in seen.people)])


def as_json(seen: Glance, names: Mapping[str, str]) -> bytes:
    """Everything that may leave the desk; times are seconds."""
    people = [{"student": names[person.student], "states": [asdict(one) for one in person.states]} for person in seen.people]
    people.sort(key=lambda one: danish_order(one["student"]))
    told = {"assignment": seen.assignment, "people": people, "questions": [_guarded(one) for one in seen.questions]}
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def said(one: State) -> str:
    """How far an answer is, in words."""
    return f"{WORDS[one.state]}{f': {one.why}' if one.why else ''}"


def spent(seconds: float) -> str:
    """A time in hours and minutes."""
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} t {minutes} min" if hours else f"{minutes} min"


def each(time: Time) -> str:
    """The time for a script, on average."""
    return f"{danish(time.seconds / 60 / time.scripts, 1)} min"


def is_few(one: Distribution) -> bool:
    return 0 < sum(one.people) < FEWEST


def _in_order(rows: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return sorted(rows, key=lambda row: danish_order(row[0]))


def _counts(question: QuestionGlance) -> tuple[str, ...]:
    return question.name, *map(str, (question.handed_in, question.ready, question.read_twice, question.published))


def _levels(question: QuestionGlance) -> Iterator[str]:
    yield f"{question.name} {question.title}: hvor mange fik hvert trin"
    if any(map(is_few, question.distributions)):
        yield WITHHELD
    told = [one for one in question.distributions if sum(one.people) and not is_few(one)]
    if told:
        levels = (f"{level:g}".replace(".", ",") for level in told[0].levels)
        yield from aligned([("", *levels), *((one.title, *map(str, one.people)) for one in told)], right=range(1, len(told[0].levels) + 1))
    elif not any(sum(one.people) for one in question.distributions):
        yield "Ingen har fået trin endnu."
    if question.other_versions:
        yield f"{question.other_versions} er bedømt efter en anden udgave af skalaen end {question.version} og er ikke talt med."


def _guarded(question: QuestionGlance) -> dict:
    shown = asdict(question)
    for told, one in zip(shown["distributions"], question.distributions, strict=True):
        if is_few(one):
            told["people"], told["withheld"] = None, WITHHELD
    return shown
