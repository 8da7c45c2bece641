"""The kinds of items. Each says what its YAML holds, what can be chosen in it, and which figures its replies may name.

How each looks stands in ``exercises/frontend/kinds/``; what it is on paper, in ``twin.py``. The value of an answer:

=================  =========================================================================================
text               the text
scale              the number
choice             the option's id
multi              a list of ids
rank               ``{order: [id], labels}``
allocate           ``{shares: {id: points}, labels}``
matrix             ``{places: {id: [x, y]}, tags: {id: tag}, labels}``, x and y from 1 to 5
dilemma            ``{choice: id, follow_up: text}``
audit              ``{cells: {row: {column: value}}, labels}``
claim_evidence     the same
calendar_audit     ``{cells: {row: {timer: hours}}, labels}``, with the label of every row
timeline           ``{marks: {id: place}, tags: {id: tag}, labels}`` or ``{cells: {row: {periods: [number], …}}, labels}``
interval           ``{ranges: {question: [lowest, highest]}, opened: bool}``
room_map           that of audit, with the columns ``side``, ``pull`` and ``known``
commitment         ``{field: text, happened: text}``
readability        ``{texts: {id: text}}``
before_after       that of the wrapped kind, one answer for each occasion
passage            ``{text, taken: [{exercise, item, occasion, typed_at, words}], lines: [{field: text}], place: number, left_out: bool}``
=================  =========================================================================================

``labels`` are the names of the reader's own rows, by id (``own_1``, ``own_2`` …).
"""

from __future__ import annotations

import re
from itertools import permutations
from typing import Annotated, Literal, Union

from pydantic import Field, model_validator

from exercises.content import Identifier, Part, Text
from exercises.journal.parts import ChoiceColumn, Column, Drawn, Occasion, Option, Outcome, Reply, Source, Things

CORNERS = ("top_left", "top_right", "bottom_left", "bottom_right")
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class Kind(Part):
    """Base of every kind."""

    def choices(self) -> set[str]:
        """What a reply's condition may name as chosen."""
        return set()

    def figures(self) -> set[str]:
        """What a reply may name in ``{}``."""
        return set()


class Written(Kind):
    """Free text; ``words`` is the target length, from and to."""

    kind: Literal["text"]
    words: tuple[int, int] | None = None
    rows: int = Field(5, ge=1, le=20)

    def figures(self) -> set[str]:
        return {"words"}


class Scaled(Kind):
    """A number from ``min`` to ``max`` in steps, with both ends named."""

    kind: Literal["scale"]
    min: int
    max: int
    step: int = Field(1, ge=1)
    unit: str = ""
    low: Text
    high: Text

    @model_validator(mode="after")
    def _has_room(self):
        if self.min >= self.max:
            raise ValueError("min skal være mindre end max.")
        return self

    def figures(self) -> set[str]:
        return {"value"}


class Choosing(Kind):
    """One of the options."""

    kind: Literal["choice"]
    options: list[Option] = Field(min_length=2)

    def choices(self) -> set[str]:
        return {option.id for option in self.options}

    def figures(self) -> set[str]:
        return {"label"}


class Ticking(Kind):
    """Any of the options."""

    kind: Literal["multi"]
    options: list[Option] = Field(min_length=2)

    def choices(self) -> set[str]:
        return {option.id for option in self.options}

    def figures(self) -> set[str]:
        return {"count", "labels"}


class Ranking(Kind, Things):
    """An order, from most to least."""

    kind: Literal["rank"]

    def choices(self) -> set[str]:
        """The one that is put first."""
        return {option.id for option in self.options}

    def figures(self) -> set[str]:
        return {"first", "last", *(f"place.{option.id}" for option in self.options)}


class Allocation(Kind, Things):
    """Shares of a whole, in steps of 5."""

    kind: Literal["allocate"]
    total: int = Field(100, ge=10, multiple_of=5)
    unit: Text = "point"

    def figures(self) -> set[str]:
        return {"most", *(f"share.{option.id}" for option in self.options)}


class Axis(Part):
    low: Text
    high: Text


class Corner(Part):
    label: Text
    text: Text | None = None


class Matrix(Kind, Things):
    """Things placed on two axes, five steps each; ``tags`` tell them apart, ``highlight`` is the corner to look at."""

    kind: Literal["matrix"]
    x: Axis
    y: Axis
    tags: list[Option] = []
    corners: dict[Literal["top_left", "top_right", "bottom_left", "bottom_right"], Corner] = {}
    highlight: Literal["top_left", "top_right", "bottom_left", "bottom_right"] | None = None

    def choices(self) -> set[str]:
        """The corners where something stands."""
        return set(CORNERS)

    def figures(self) -> set[str]:
        return {f"{figure}.{corner}" for figure in ("count", "labels") for corner in CORNERS} | {f"count.{tag.id}" for tag in self.tags}


class Dilemma(Kind):
    """A case with ways out, each with what it leads to; ``constructed`` cases say so."""

    kind: Literal["dilemma"]
    case: Text
    constructed: bool = True
    options: list[Outcome] = Field(min_length=2)
    follow_up: Text | None = None

    def choices(self) -> set[str]:
        return {option.id for option in self.options}


class Table(Kind, Things):
    """Rows by typed columns."""

    columns: list[Column] = Field(min_length=1)

    @model_validator(mode="after")
    def _remedies_have_chances(self):
        for column in self.columns:
            if column.kind == "remedy" and not self.rows_from and not self.has_chances(column.of):
                raise ValueError(f"of: '{column.of}' er ikke en kolonne af slagsen percent.")
        return self

    def has_chances(self, name: str) -> bool:
        """Whether a column of per cents has that id."""
        return any(column.kind == "percent" and column.id == name for column in self.columns)

    def figures(self) -> set[str]:
        rows = [option.id for option in self.options]
        return {"rows"}.union(*(column.figures(rows) for column in self.columns))


class Audit(Table):
    """A count of what was: hours, ticks, choices, per cents or words, with totals and bars."""

    kind: Literal["audit"]


ROOM_COLUMNS: list[Column] = [
    ChoiceColumn(kind="choice", id="side", label="Hvor står de?", options=[
        Option(id="above", label="oven"), Option(id="beside", label="siden"), Option(id="below", label="neden")]),
    ChoiceColumn(kind="choice", id="pull", label="Hvad gør de ved rummet?", options=[
        Option(id="presses_hard", label="presser hårdt"), Option(id="presses", label="presser"), Option(id="both", label="både og"),
        Option(id="supports", label="støtter"), Option(id="supports_strongly", label="støtter stærkt")]),
    ChoiceColumn(kind="choice", id="known", label="Hvad bygger det på?", options=[
        Option(id="said", label="de har sagt det"), Option(id="seen", label="jeg har set det"), Option(id="guess", label="jeg gætter")]),
]


class RoomMap(Table):
    """Those who press the reader's room to lead and those who hold it, from above, beside and below, drawn as a map that can be kept.

    ``center`` stands in the room. Figures beside those of a table, once somebody is placed: ``placed``; ``count`` and ``labels`` of
    ``pressing``, ``supporting`` and ``guessed``; ``empty``, the sides where nobody is.
    """

    kind: Literal["room_map"]
    columns: list[Column] = ROOM_COLUMNS
    center: Text = "Mit rum"

    @model_validator(mode="after")
    def _columns_are_the_maps_own(self):
        if self.columns != ROOM_COLUMNS:
            raise ValueError("columns kan ikke skrives her: kortet har sine egne kolonner.")
        return self

    def figures(self) -> set[str]:
        groups = ("pressing", "supporting", "guessed")
        return super().figures() | {"placed", "empty"} | {f"{figure}.{group}" for figure in ("count", "labels") for group in groups}


class CalendarAudit(Kind, Things):
    """The hours of a week, line by line, against the shares that an earlier ``allocate`` item gave the same lines.

    ``rows_from`` names that item. Its lines are the rows; ``options`` are rows beside them, »Andet« if nothing is said. The
    reader types the hours, or sorts the entries of a calendar file (``exercises/calendars/``) into the lines. The page shows
    the gap as a picture that can be kept, and the overlap, Σ min(share, time) in per cent (``exercises/models/time_overlap.py``).

    Figures, once there are both hours and shares: ``overlap`` and ``apart`` (its rest to 100) in per cent; ``hours`` in all;
    ``largest_gap``, the line that is furthest off, with ``largest_gap_points`` (time less share, in percentage points);
    ``over`` and ``over_points``, ``under`` and ``under_points``, the line with most too much and most too little time, above 0;
    ``share.ID``, the per cent of the time that went to one of the options, e.g. ``share.andet``.
    """

    kind: Literal["calendar_audit"]
    rows_from: Source
    options: list[Option] = [Option(id="andet", label="Andet")]

    @model_validator(mode="after")
    def _rows_are_the_priorities(self):
        if self.own:
            raise ValueError("own hører til det punkt, som rows_from nævner: dér skriver læseren sine linjer.")
        return self

    def figures(self) -> set[str]:
        gaps = {f"{figure}{points}" for figure in ("largest_gap", "over", "under") for points in ("", "_points")}
        return {"overlap", "apart", "hours", *gaps, *(f"share.{option.id}" for option in self.options)}


class ClaimEvidence(Table):
    """Claims, each with what it rests on; ``strength`` names the scale column by which the weakest is found."""

    kind: Literal["claim_evidence"]
    strength: Identifier | None = None
    question: Text | None = None
    """Asked under the weakest claim."""

    @model_validator(mode="after")
    def _strength_is_a_scale(self):
        if self.strength and self.strength not in {column.id for column in self.columns if column.kind == "scale"}:
            raise ValueError(f"strength: '{self.strength}' er ikke en kolonne af slagsen scale.")
        return self

    def figures(self) -> set[str]:
        return super().figures() | ({"weakest"} if self.strength else set())


class Line(Part):
    """A line from ``min`` to ``max`` of ``unit``, or one of named ``stops``."""

    stops: list[Text] = []
    min: int = 0
    max: int = 1
    step: int = Field(1, ge=1)
    unit: str = ""

    @model_validator(mode="after")
    def _has_length(self):
        if not self.stops and self.min >= self.max:
            raise ValueError("min skal være mindre end max.")
        return self


class Timeline(Kind, Things):
    """Marks on a ``line``, or a grid of ``periods`` by rows, with ``columns`` of text to each row."""

    kind: Literal["timeline"]
    line: Line | None = None
    tags: list[Option] = []
    periods: list[Text] = []
    columns: list[Column] = []

    @model_validator(mode="after")
    def _is_one_of_two(self):
        if bool(self.line) == bool(self.periods):
            raise ValueError("giv enten line eller periods.")
        return self

    def figures(self) -> set[str]:
        if self.periods:
            return {"rows"}
        marks = [option.id for option in self.options]
        return {f"at.{mark}" for mark in marks} | {f"between.{a}.{b}" for a, b in permutations(marks, 2)}


class Question(Option):
    """A quantity with a known value and where it stands."""

    unit: str = ""
    truth: float
    decimals: int = Field(0, ge=0, le=3)
    source: Text


class Interval(Kind):
    """A lowest and a highest estimate of each quantity; the true values are shown when all are given.

    Figures: ``hits`` of ``count``, and ``width``, the mean of the ranges' widths in per cent of the true values' size.
    """

    kind: Literal["interval"]
    level: int = Field(90, ge=50, le=99)
    questions: list[Question] = Field(min_length=1)

    def figures(self) -> set[str]:
        return {"hits", "count", "width"}


FIVE_FIELDS = [
    Option(id="hvad", label="Hvad vil du gøre?"), Option(id="hvornaar", label="Hvornår?"), Option(id="ser", label="Hvem ser, at det er sket?"),
    Option(id="hindring", label="Hvad kan komme i vejen?"), Option(id="hvis_saa", label="Hvis det sker, så gør jeg …"),
]


class Commitment(Kind):
    """What the reader will do, in their own words; on a later day it asks what happened."""

    kind: Literal["commitment"]
    fields: list[Option] = Field(FIVE_FIELDS, min_length=1)

    def figures(self) -> set[str]:
        return {field.id for field in self.fields}


class Legible(Kind):
    """Texts of the reader's own, each with its LIX and what makes it up; sentences of more than ``limit`` words are marked."""

    kind: Literal["readability"]
    texts: list[Option] = Field(min_length=1, max_length=3)
    words: tuple[int, int] | None = None
    rows: int = Field(8, ge=2, le=20)
    limit: int = Field(20, ge=5, le=60)

    def figures(self) -> set[str]:
        """Of each text; ``only`` and ``numbers`` are the long words and the numbers that no other text has, ``difference`` is in LIX."""
        texts = [text.id for text in self.texts]
        counted = {f"{figure}.{text}" for figure in ("lix", "level", "words", "sentences", "long", "longest") for text in texts}
        compared = {f"{figure}.{text}" for figure in ("only", "numbers") for text in texts} if len(texts) > 1 else set()
        return counted | compared | {f"difference.{a}.{b}" for a, b in permutations(texts, 2)}


WRAPPED = (
    Written, Scaled, Choosing, Ticking, Ranking, Allocation, Matrix, Dilemma, Audit, ClaimEvidence, CalendarAudit, RoomMap, Timeline, Interval, Commitment,
    Legible,
)
Wrapped = Annotated[Union[WRAPPED], Field(discriminator="kind")]


class BeforeAfter(Kind):
    """The same question on named occasions, two or more, with something to read or see in between."""

    kind: Literal["before_after"]
    item: Wrapped
    occasions: list[Occasion] = Field(min_length=2)

    @model_validator(mode="after")
    def _later_ones_are_opened(self):
        closed = [occasion.id for occasion in self.occasions[1:] if not occasion.open_label]
        if closed:
            raise ValueError(f"anledningen '{closed[0]}' mangler open_label, som er knappens tekst.")
        return self

    def choices(self) -> set[str]:
        return self.item.choices()

    def figures(self) -> set[str]:
        """Those of the last occasion; and how far the answer moved from the first."""
        return self.item.figures() | ({"shift"} if self.item.kind == "scale" else set())


class Passage(Kind):
    """A part of a document under its ``heading``: earlier answers that the reader takes along, and what is written here.

    It is written as a text of at most ``words`` words, or as ``lines`` lines with ``fields``. What is taken along is the answer as
    it was when it was taken. ``place`` in its answer is where it has been moved to; as the file has it, the first stands at 0.
    """

    kind: Literal["passage"]
    heading: Text
    draws: list[Drawn] = []
    words: int | None = Field(None, ge=10, le=400)
    fields: list[Option] = []
    lines: int = Field(3, ge=1, le=6)


class Item(Kind):
    """What every item has beside its kind: an id, a prompt, earlier answers to look back on, and what the reader sees back.

    ``again`` words the prompt anew for a later occasion of the exercise, by the occasion's id.
    """

    id: Identifier
    prompt: Text
    again: dict[Identifier, Text] = {}
    earlier: list[Source] = []
    back: list[Reply] = []

    @model_validator(mode="before")
    @classmethod
    def _one_text_is_one_reply(cls, data):
        if isinstance(data, dict) and isinstance(data.get("back"), str):
            return data | {"back": [{"text": data["back"]}]}
        return data

    @model_validator(mode="after")
    def _replies_can_be_told(self):
        require_told(self.back, self)
        return self

    def sources(self) -> list[Source]:
        """The other answers this item shows or takes its rows from."""
        kind = self.item if isinstance(self, BeforeAfter) else self
        rows = getattr(kind, "rows_from", None)
        beside = [source for drawn in getattr(kind, "draws", []) for source in drawn.sources([])]
        return [*self.earlier, *([rows] if rows else []), *beside]


def require_told(replies: list[Reply], kind: Kind) -> None:
    """Raise a ValueError where a reply names a figure or a choice that answers of ``kind`` do not have."""
    for reply in replies:
        wanted = set(PLACEHOLDER.findall(reply.text)) | ({reply.when.figure} if reply.when.figure else set())
        _require_known(wanted, kind.figures(), "tallet")
        _require_known({*reply.when.any, *reply.when.none}, kind.choices(), "valget")


def _require_known(wanted: set[str], known: set[str], what: str) -> None:
    if strange := sorted(wanted - known):
        raise ValueError(f"svarteksten nævner {what} '{strange[0]}', som punktet ikke har. Det kender: {', '.join(sorted(known)) or 'ingen'}.")


AnyItem = Annotated[
    Union[tuple(type(f"{kind.__name__}Item", (Item, kind), {"__module__": __name__}) for kind in (*WRAPPED, BeforeAfter, Passage))],
    Field(discriminator="kind"),
]
"""An item of any kind: the class of its kind with an item's own keys."""
