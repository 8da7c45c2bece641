"""What a file in ``exercises/tasks/`` may say. Loaded by ``definitions.py``."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from exercises.content import Identifier, Part, Text
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
        if self.options is not None and self.answer not in [option.id for option in self.options]:
            raise ValueError(f"answer '{self.answer}' er ikke et id i options.")
        return self


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
    def _wrong_answers_are_of_its_parts(self):
        known = {part.id for part in self.parts}
        for wrong in self.wrong:
            if unknown := set(wrong.when) - known:
                raise ValueError(f"wrong.when nævner '{sorted(unknown)[0]}', som ikke er en del af opgaven.")
        return self


class TaskFile(Part):
    section: Annotated[str, StringConstraints(pattern=r"^\d\.\d$")]
    tasks: list[Task] = Field(min_length=1)
