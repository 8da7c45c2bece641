"""What a file in ``exercises/reflections/`` may say. Loaded by ``definitions.py``; the kinds of items stand in ``kinds.py``."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from exercises.content import Identifier, Part, Text, first_twin, like
from exercises.journal.kinds import AnyItem
from exercises.journal.parts import Board, Option, Profile


class Exercise(Part):
    """Items that are answered together; on each of the ``occasions``, if there are any, which a notebook names."""

    id: Identifier
    title: Text
    why: Text
    minutes: int = Field(ge=1, le=90)
    occasions: list[Option] = []
    items: list[AnyItem] = Field(min_length=1)
    profile: Profile | None = None

    @model_validator(mode="after")
    def _items_differ(self):
        if twin := first_twin(item.id for item in self.items):
            raise ValueError(f"item-id'et '{twin}' står to gange.")
        return self

    @model_validator(mode="after")
    def _occasions_are_told_apart(self):
        ids = [occasion.id for occasion in self.occasions]
        if ids and (len(ids) < 2 or len(set(ids)) < len(ids)):
            raise ValueError("occasions skal være mindst to, med hver sit id.")
        if ids and (nested := [item.id for item in self.items if item.kind == "before_after"]):
            raise ValueError(f"'{nested[0]}' har sine egne anledninger. Lad enten øvelsen eller punktet have dem.")
        if strange := [name for item in self.items for name in item.again if name not in ids[1:]]:
            raise ValueError(f"again nævner '{strange[0]}', som ikke er en af øvelsens senere anledninger.")
        return self

    @model_validator(mode="after")
    def _profile_shows_items(self):
        known = {item.id for item in self.items}
        if self.profile and (strange := [line.id for line in self.profile.lines if line.id not in known]):
            raise ValueError(f"profile nævner '{strange[0]}', som ikke er et punkt i øvelsen.")
        return self


class ReflectionFile(Part):
    section: Annotated[str, like("1.7", r"\d(\.\d)?")]
    exercises: list[Exercise] = Field(min_length=1)
    board: Board | None = None
