"""What the kinds of items in ``exercises/reflections/`` are made of (``kinds.py``)."""

from __future__ import annotations

from itertools import permutations
from typing import Annotated, Literal, Union

from pydantic import Field, model_validator

from exercises.content import Identifier, Part, Text


class Option(Part):
    id: Identifier
    label: Text


class Outcome(Option):
    """A way out of a dilemma; its own ``follow_up`` goes before the item's."""

    consequence: Text
    follow_up: Text | None = None


class Source(Part):
    """An answer to another item, of this exercise or another one; no ``occasion`` means the last that was given."""

    exercise: Identifier
    item: Identifier
    occasion: Identifier | None = None


class Condition(Part):
    """When a reply is shown: what is chosen, or a figure of the answer within limits. All that is given must hold."""

    any: list[Identifier] = []
    none: list[Identifier] = []
    figure: str | None = None
    at_least: float | None = None
    at_most: float | None = None


class Reply(Part):
    """What the reader sees back; ``{name}`` stands for a figure of the answer, and without it there is no reply."""

    text: Text
    when: Condition = Condition()


class OwnRows(Part):
    """Rows the reader names; ``start`` of them are shown at first, each called by its number until it has a name."""

    label: Text
    max: int = Field(ge=1, le=20)
    start: int = Field(3, ge=1, le=20)

    @model_validator(mode="after")
    def _starts_within(self):
        if self.start > self.max:
            raise ValueError("start må ikke være større end max.")
        return self


class Things(Part):
    """What is ranked, placed or counted: given options, rows of the reader's own, or those of another item (``rows_from``)."""

    options: list[Option] = []
    own: OwnRows | None = None
    rows_from: Source | None = None

    @model_validator(mode="after")
    def _has_things(self):
        if len(self.options) < 2 and not self.own and not self.rows_from:
            raise ValueError("der er intet at svare på: giv mindst to options, own eller rows_from.")
        return self


class Named(Part):
    id: Identifier
    label: Text

    def figures(self, rows: list[str]) -> set[str]:
        """The names of what can be told of this column, where ``rows`` are the given rows' ids."""
        return set()


class NumberColumn(Named):
    """A number of ``unit``, e.g. hours; with ``total`` shown under the column."""

    kind: Literal["hours", "number"]
    unit: str = ""
    total: bool = True

    def figures(self, rows: list[str]) -> set[str]:
        of_rows = {f"{figure}.{self.id}.{row}" for figure in ("value", "share") for row in rows}
        return {f"total.{self.id}", *of_rows, *(f"ratio.{self.id}.{a}.{b}" for a, b in permutations(rows, 2))}


class PercentColumn(Named):
    """A per cent from 0 to 100; ``product`` is the chance that all rows come true, were they independent."""

    kind: Literal["percent"]

    def figures(self, rows: list[str]) -> set[str]:
        return {f"product.{self.id}", f"lowest.{self.id}", *(f"value.{self.id}.{row}" for row in rows)}


class TickColumn(Named):
    kind: Literal["tick"]

    def figures(self, rows: list[str]) -> set[str]:
        return {f"count.{self.id}"}


class ChoiceColumn(Named):
    kind: Literal["choice"]
    options: list[Option] = Field(min_length=2)

    def figures(self, rows: list[str]) -> set[str]:
        return {f"{figure}.{self.id}.{option.id}" for figure in ("count", "share") for option in self.options}


class Remedy(Option):
    """Something to do about a no: ``asked`` times must it be given to stand, and ``left`` is the share, 0 to 1, of its chance that is left."""

    asked: int = Field(1, ge=1, le=9)
    left: float = Field(1, ge=0, le=1)


class RemedyColumn(ChoiceColumn):
    """A choice that changes the chances in the per cent column ``of``, of this item or of the one its rows come from.

    A chance p of a yes becomes 1 − left · (1 − p)^asked. ``before`` and ``product`` are the chances that all rows come true, as they were
    and as they become; ``lowest`` is the row with the lowest chance then.
    """

    kind: Literal["remedy"]
    of: Identifier
    options: list[Remedy] = Field(min_length=2)

    def figures(self, rows: list[str]) -> set[str]:
        return super().figures(rows) | {f"{figure}.{self.id}" for figure in ("before", "product", "lowest")}


class ScaleColumn(Named):
    """A whole number from ``min`` to ``max``, with both ends named."""

    kind: Literal["scale"]
    min: int = 1
    max: int = 5
    low: Text
    high: Text

    def figures(self, rows: list[str]) -> set[str]:
        return {f"lowest.{self.id}", *(f"value.{self.id}.{row}" for row in rows)}


class WrittenColumn(Named):
    kind: Literal["text", "date"]


Column = Annotated[
    Union[NumberColumn, PercentColumn, TickColumn, ChoiceColumn, RemedyColumn, ScaleColumn, WrittenColumn], Field(discriminator="kind")
]


class Bars(Part):
    """A ranking read from a dataset, shown between two occasions."""

    dataset: Identifier
    label: Identifier
    value: Identifier
    decimals: int = 0
    marked: tuple[Text, ...] = ()
    title: Text
    subtitle: Text
    alt: Text


class Profile(Part):
    """A picture over several items, at the card's foot: each item by its id with a short label, and a closing ``note``."""

    title: Text
    lines: list[Option] = Field(min_length=2)
    note: Text | None = None


class Occasion(Option):
    """A named time of answering. The later ones are opened by a button, after something to read or see."""

    open_label: Text | None = None
    between: Text | None = None
    bars: Bars | None = None


class Shown(Source):
    """An answer on a board: a heading over it, what is ``said`` with its figures, and whether that is all that is shown of it."""

    label: Text | None = None
    said: list[Reply] = []
    only_said: bool = False


class Tile(Part):
    """A field of a board; ``missing`` stands there until one of the answers is given."""

    title: Text
    answers: list[Shown] = Field(min_length=1, max_length=3)
    missing: Text


class Drawn(Part):
    """Earlier answers that a document may take along under one ``label``: an item's, or without an item the exercise's profile.

    ``beside`` are answers shown together with it, the earliest first. No ``occasion`` means every one that was given. It stays
    hidden until the occasion ``after`` is answered, and is given on ``page`` where that is not the exercise's own.
    """

    exercise: Identifier
    item: Identifier | None = None
    occasion: Identifier | None = None
    beside: list[Source] = []
    after: Identifier | None = None
    page: Text | None = None
    label: Text

    def sources(self, items: list[str]) -> list[Source]:
        """What it is made of, where ``items`` are those of the profile."""
        own = [self.item] if self.item else items
        return [*self.beside, *(Source(exercise=self.exercise, item=item, occasion=self.occasion) for item in own)]


class Board(Part):
    """A picture of one page over several exercises."""

    title: Text
    tiles: list[Tile] = Field(min_length=2, max_length=6)
