"""What a file in ``exercises/reflections/`` may say. Loaded by ``definitions.py``."""

from __future__ import annotations

from typing import Annotated, Literal, Union

from pydantic import Field, StringConstraints, model_validator

from exercises.content import Identifier, Part, Text


class Option(Part):
    id: Identifier
    label: Text


class Outcome(Option):
    consequence: Text


class Item(Part):
    """What every kind of item has: its id, its prompt, and what the reader sees back once it is answered."""

    id: Identifier
    prompt: Text
    back: Text | None = None


class Written(Part):
    """Free text; ``words`` is the target length, from and to."""

    kind: Literal["text"]
    words: tuple[int, int] | None = None
    rows: int = Field(5, ge=1, le=20)


class Scaled(Part):
    """A whole number from ``min`` to ``max``, with both ends named."""

    kind: Literal["scale"]
    min: int
    max: int
    low: Text
    high: Text

    @model_validator(mode="after")
    def _has_room(self):
        if self.min >= self.max:
            raise ValueError("min skal være mindre end max.")
        return self


class Choosing(Part):
    """One of the options."""

    kind: Literal["choice"]
    options: list[Option] = Field(min_length=2)


class Allocation(Part):
    """Shares of a whole, in steps of 5."""

    kind: Literal["allocate"]
    total: int = Field(100, ge=10, multiple_of=5)
    options: list[Option] = Field(min_length=2)


class TextItem(Item, Written):
    pass


class ScaleItem(Item, Scaled):
    pass


class ChoiceItem(Item, Choosing):
    pass


class AllocateItem(Item, Allocation):
    pass


class DilemmaItem(Item):
    kind: Literal["dilemma"]
    case: Text
    constructed: bool = True
    options: list[Outcome] = Field(min_length=2)


class CommitmentItem(Item):
    kind: Literal["commitment"]
    fields: list[Option] = Field(min_length=1)


class Bars(Part):
    """A ranking read from a dataset, shown between two occasions."""

    dataset: Identifier
    label: Identifier
    value: Identifier
    decimals: int = 0
    marked: list[Text] = []
    title: Text
    subtitle: Text
    alt: Text


Wrapped = Annotated[Union[Written, Scaled, Choosing, Allocation], Field(discriminator="kind")]


class BeforeAfterItem(Item):
    """The same question on two named occasions, with something to read or see in between."""

    kind: Literal["before_after"]
    item: Wrapped
    occasions: list[Option] = Field(min_length=2, max_length=2)
    open_label: Text
    between: Text | None = None
    bars: Bars | None = None


AnyItem = Annotated[
    Union[TextItem, ScaleItem, ChoiceItem, AllocateItem, DilemmaItem, CommitmentItem, BeforeAfterItem],
    Field(discriminator="kind"),
]


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
    section: Annotated[str, StringConstraints(pattern=r"^\d\.\d$")]
    exercises: list[Exercise] = Field(min_length=1)
