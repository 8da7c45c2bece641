"""What the reader takes along, before it becomes a file: headings and blocks that every format can write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property


@dataclass(frozen=True)
class Paragraph:
    """Running text; a blank line in it parts two paragraphs."""

    text: str


@dataclass(frozen=True)
class Earlier:
    """An answer as it was written, with the page it comes from and the day."""

    text: str
    where: str
    written: date


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Every row has as many cells as there are headers; the first cell of a row names it."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Figure:
    """A picture drawn of the reader's answers: the same in ``svg`` and ``png``, told in ``alt`` for who cannot see it.

    Either is made when it is first asked for, since nobody asks for both: the page and the PDF show the one, Word the other.
    """

    caption: str
    alt: str
    to_svg: Callable[[], str] = field(repr=False)
    to_png: Callable[[], bytes] = field(repr=False)

    @cached_property
    def svg(self) -> str:
        return self.to_svg()

    @cached_property
    def png(self) -> bytes:
        return self.to_png()


Block = Paragraph | Earlier | Bullets | Table | Figure


@dataclass(frozen=True)
class Section:
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """A document in Danish; ``sections`` in the order they are read, ``appendix`` after them."""

    title: str
    subtitle: str
    made: date
    sections: tuple[Section, ...]
    appendix: tuple[Section, ...] = ()
