"""What a file in ``exercises/tasks/`` may say. Loaded by ``definitions.py``."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from exercises.content import Identifier, Part, Text, like
from exercises.journal.parts import Option

Number = int | float


class Answer(Part):
    """One thing to find. ``id`` is the label's name in the form and the variable's name in code."""

    id: Identifier
    label: Text
    unit: str = ""
    options: list[Option] | None = None
    answer: Number | str
    tolerance: Number = Field(0, ge=0)

    @model_validator(mode="after")
    def _answer_can_be_given(self):
        if self.options is None and isinstance(self.answer, str):
            raise ValueError("answer skal være et tal, når der ikke er options.")
        if self.options is not None and not self.can_be(self.answer):
            raise ValueError(f"answer '{self.answer}' er ikke et id i options.")
        return self

    def can_be(self, value: Number | str) -> bool:
        """Whether a reader can give this answer."""
        return value in [option.id for option in self.options] if self.options is not None else not isinstance(value, str)

    def equal(self, value: Number | str, wanted: Number | str) -> bool:
        """Whether two answers are the same, within the tolerance."""
        if isinstance(value, str) or isinstance(wanted, str):
            return value == wanted
        return abs(value - wanted) <= self.tolerance + 1e-9


class WrongAnswer(Part):
    """A typical wrong answer: what it looks like, code that gives it, and what to say to it."""

    when: dict[Identifier, Number | str] = Field(min_length=1)
    code: Text
    feedback: Text


class Task(Part):
    id: Identifier
    parts: list[Answer] = Field(min_length=1)
    right: Text
    wrong: list[WrongAnswer] = Field(min_length=1)
    otherwise: Text
    hints: list[Text] = Field(min_length=2)

    @model_validator(mode="after")
    def _wrong_answers_can_be_given_and_are_wrong(self):
        known = {part.id: part for part in self.parts}
        if len(known) < len(self.parts):
            raise ValueError("to af parts har samme id.")
        for wrong in self.wrong:
            for name, value in wrong.when.items():
                if name not in known:
                    raise ValueError(f"wrong.when nævner '{name}', som ikke er en del af opgaven.")
                if not known[name].can_be(value):
                    remedy = "Skriv et tal uden anførselstegn, eller id'et på en valgmulighed."
                    raise ValueError(f"wrong.when venter '{value}' af '{name}', og det svar kan ikke gives: {remedy}")
            if all(known[name].equal(value, known[name].answer) for name, value in wrong.when.items()):
                raise ValueError(f"wrong.when nævner kun det rigtige svar ({', '.join(wrong.when)}), så hjælpen bliver givet til den forkerte.")
        return self


class TaskFile(Part):
    section: Annotated[str, like("1.7", r"\d\.\d")]
    tasks: list[Task] = Field(min_length=1)
