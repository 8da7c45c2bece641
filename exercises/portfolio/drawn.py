"""The earlier answers that a passage may take along: which there are, how they stand, and what they bring to the document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from exercises.journal.definitions import Reflection, find, kind_of, with_rows
from exercises.journal.log import Answer, Log
from exercises.journal.parts import Drawn, Source
from exercises.portfolio.blocks import IN_WORDS, blocks_of, compared, place, written
from exercises.portfolio.document import Block, Figure
from exercises.portfolio.given import given
from exercises.portfolio.pictures import picture_of
from exercises.portfolio.text import day, local_day


@dataclass(frozen=True)
class Standing:
    """What is drawn, as it stood at a moment: its own answers, the earliest first, and all that they take rows from."""

    drawn: Drawn
    own: tuple[Answer, ...]
    all: tuple[Answer, ...]
    sealed: bool = False

    @property
    def answered(self) -> bool:
        return bool(self.own) and not self.sealed and (not self.is_text or bool(self.words()))

    @property
    def typed_at(self) -> datetime | None:
        return max((answer.typed_at for answer in self.own), default=None)

    @property
    def is_text(self) -> bool:
        """Whether its words go into a passage's text, where they can be edited."""
        return bool(self.drawn.item) and not self.drawn.beside and kind_of(find(self.drawn.exercise).item(self.drawn.item)).kind in IN_WORDS

    @property
    def where(self) -> str:
        reflection = find(self.drawn.exercise)
        last = self.own[-1] if self.own else None
        return place(reflection, reflection.item(last.item), last.occasion) if last else reflection.page_name

    def words(self) -> str:
        return "\n\n".join(written(answer, self.all) for answer in self.own) if self.is_text else ""

    def blocks(self) -> tuple[Block, ...]:
        """What it brings to a document; its caption is the drawn answer's label."""
        if not self.answered:
            return ()
        if not self.drawn.item:
            return _profile(self)
        if len(self.own) > 1:
            return compared(self.own, self.drawn.label)
        return blocks_of(self.own[0], self.all, f"{self.drawn.label}. Skrevet {day(local_day(self.own[0].typed_at))} i {self.where}")


def _profile(standing: Standing) -> tuple[Block, ...]:
    figure: Figure | None = picture_of(standing.drawn.exercise, None, standing.all)
    return (figure,) if figure else tuple(block for answer in standing.own for block in blocks_of(answer, standing.all, standing.drawn.label))


def standing(log: Log, drawn: Drawn, at: datetime | None = None) -> Standing:
    """How what is drawn stands now, or stood ``at`` a moment."""
    reflection = find(drawn.exercise)
    sources = drawn.sources([line.id for line in reflection.exercise.profile.lines] if reflection.exercise.profile else [])
    own = [answer for source in sources for answer in _answers(log, source, at)]
    rows = [answer for source in with_rows(sources) if source not in sources for answer in _answers(log, source, at)]
    sealed = bool(drawn.after) and not _is_open(log, reflection, drawn)
    return Standing(drawn, tuple(own), (*own, *rows), sealed)


def _answers(log: Log, source: Source, at: datetime | None) -> list[Answer]:
    """The answers to an item, on the occasion that the source names or on each."""
    reflection = find(source.exercise)
    occasions = [source.occasion] if source.occasion else [occasion.id for occasion in reflection.occasions(reflection.item(source.item))] or [""]
    found = (as_of(log, source.exercise, source.item, occasion, at) for occasion in occasions)
    return [answer for answer in found if given(answer)]


def _is_open(log: Log, reflection: Reflection, drawn: Drawn) -> bool:
    """Whether the later occasion, until which it is hidden, has been answered."""
    items = [drawn.item] if drawn.item else [line.id for line in reflection.exercise.profile.lines]
    return any(given(as_of(log, drawn.exercise, item, drawn.after)) for item in items)


def as_of(log: Log, exercise: str, item: str, occasion: str, at: datetime | None = None) -> Answer | None:
    """The answer in one place, as it was at a moment."""
    history = [answer for answer in log.history(exercise, item, occasion) if not answer.late and (at is None or answer.typed_at <= at)]
    return history[-1] if history else None
