"""The comment bank: the phrases of the course's own file and each grader's own, found by words, the most used first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator
from sqlalchemy import func, select

from course.grading.errors import GradingError
from course.grading.names import loose
from course.grading.root import DEFAULT
from course.grading.store.database import Store
from course.grading.store.models import PhraseRow, PhraseUseRow
from exercises.content import Identifier, Part, Text, first_twin, read_yaml

FILE = "phrases.yaml"
LONGEST = 1_000
OWN = "egen-"


class Shipped(Part):
    """A phrase of the course; what stands in brackets is to be put in the writer's own words."""

    id: Annotated[str, Field(pattern=r"^[a-z]+-\d+$")]
    text: Text


class PhrasesFile(Part):
    """Phrases under the criterion that each is about; the rubric is the one whose criteria they are."""

    rubric: Identifier
    phrases: dict[Identifier, Annotated[list[Shipped], Field(min_length=1)]]

    @model_validator(mode="after")
    def _ids_differ(self):
        if twin := first_twin(phrase.id for group in self.phrases.values() for phrase in group):
            raise ValueError(f"'{twin}' står to gange.")
        return self


@dataclass(frozen=True)
class Phrase:
    """A phrase in the bank: the criterion it is about (empty where about none), whether it is the grader's own, and how often it was used."""

    id: str
    criterion: str
    text: str
    own: bool
    used: int


@cache
def shipped(folder: Path = DEFAULT) -> dict[str, list[Shipped]]:
    """The course's own phrases by criterion; the kit's where the course root has no file of them.

    Raises
    ------
    ContentError
        The file does not follow the schema.
    """
    path = folder / FILE
    return read_yaml(path if path.is_file() else DEFAULT / FILE, PhrasesFile).phrases


def bank(store: Store, grader: str, folder: Path = DEFAULT, criterion: str | None = None, search: str = "") -> list[Phrase]:
    """The phrases a grader may choose from: those that have every word of the search, or words that begin so, the most used first."""
    words = [loose(word) for word in search.split()]
    found = [phrase for phrase in _all(store, grader, folder) if criterion in (None, phrase.criterion)]
    fitting = [phrase for phrase in found if _holds(phrase.text, words)]
    return sorted(fitting, key=lambda phrase: -phrase.used)


def keep_phrase(store: Store, grader: str, text: str, criterion: str = "") -> str:
    """Add a phrase of the grader's own; gives its id. The same text again is the same phrase."""
    text = " ".join(text.split())
    if not text or len(text) > LONGEST:
        raise GradingError(f"En sætning til samlingen skal have mellem 1 og {LONGEST} tegn.")
    with store.writing() as session:
        mine = select(PhraseRow).where(PhraseRow.course == store.course, PhraseRow.grader == grader, ~PhraseRow.removed)
        row = session.scalar(mine.where(PhraseRow.criterion == criterion, PhraseRow.text == text))
        if row is None:
            row = PhraseRow(course=store.course, grader=grader, criterion=criterion, text=text)
            session.add(row)
            session.flush()
        return f"{OWN}{row.id}"


def remove_phrase(store: Store, grader: str, phrase: str) -> None:
    """Take a phrase of the grader's own out of the bank."""
    number = phrase.removeprefix(OWN)
    with store.writing() as session:
        row = session.get(PhraseRow, int(number)) if phrase.startswith(OWN) and number.isascii() and number.isdigit() and len(number) < 10 else None
        if row is None or row.grader != grader or row.course != store.course:
            raise GradingError("Det er ikke en af dine egne sætninger, så den kan ikke tages ud.")
        row.removed = True


def use_phrase(store: Store, grader: str, phrase: str) -> None:
    """Count that a phrase was put into a comment."""
    if len(phrase) > 64:
        raise GradingError("Den sætning findes ikke i samlingen.")
    with store.writing() as session:
        session.add(PhraseUseRow(course=store.course, phrase=phrase, grader=grader))


def _all(store: Store, grader: str, folder: Path) -> list[Phrase]:
    with store.reading() as session:
        counted = select(PhraseUseRow.phrase, func.count()).where(PhraseUseRow.course == store.course, PhraseUseRow.grader == grader)
        used = Counter(dict(session.execute(counted.group_by(PhraseUseRow.phrase)).all()))
        mine = select(PhraseRow).where(PhraseRow.course == store.course, PhraseRow.grader == grader, ~PhraseRow.removed).order_by(PhraseRow.id)
        own = [Phrase(f"{OWN}{row.id}", row.criterion, row.text, True, used[f"{OWN}{row.id}"]) for row in session.scalars(mine)]
    return own + [Phrase(one.id, criterion, one.text, False, used[one.id]) for criterion, group in shipped(folder).items() for one in group]


def _holds(text: str, words: list[str]) -> bool:
    said = _spelled(text) if words else ()
    return all(any(one.startswith(word) for one in said) for word in words if word)


@lru_cache(maxsize=5_000)
def _spelled(text: str) -> tuple[str, ...]:
    return tuple(loose(word) for word in text.split())
