"""What a file in ``exercises/reflections/`` may say. Loaded by ``definitions.py``; the kinds of items stand in ``kinds.py``."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from exercises.content import Identifier, Part, Text
from exercises.journal.kinds import AnyItem


class Exercise(Part):
    id: Identifier
    title: Text
    why: Text
    minutes: int = Field(ge=1, le=90)
    items: list[AnyItem] = Field(min_length=1)

    @model_validator(mode="after")
    def _items_differ(self):
        ids = [item.id for item in self.items]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise ValueError(f"item-id'et '{twice[0]}' står to gange.")
        return self


class ReflectionFile(Part):
    section: Annotated[str, StringConstraints(pattern=r"^\d(\.\d)?$")]
    exercises: list[Exercise] = Field(min_length=1)
