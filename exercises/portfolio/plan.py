"""``gather(log)``: the reader's plan as a document, made of what was taken along and written on the page »Min ledelsesplan«."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from exercises.journal.definitions import PLAN, Reflection, find, reflections
from exercises.journal.kinds import Passage
from exercises.journal.log import Answer, Log
from exercises.journal.words import is_taken
from exercises.portfolio.blocks import blocks_of
from exercises.portfolio.document import Block, Bullets, Document, Earlier, Paragraph, Section, Table
from exercises.portfolio.drawn import Standing, standing
from exercises.portfolio.given import given
from exercises.portfolio.text import day, local_day

SUBTITLE = "Valgt, rettet og skrevet af mig på grundlag af mine egne svar i Ledelsesrum"


def gather(log: Log, everything: bool = False) -> Document:
    """Make the plan of what stands in the log; ``everything`` adds every answer of the course as an appendix.

    Nothing is in it but what the reader ticked or wrote on the page. A part that is empty or left out has no section.
    """
    values = {answer.item: answer.value for answer in log.current(PLAN)}
    sections = [Section(passage.heading, blocks) for passage, value in in_place(values) if not value.get("left_out") and (blocks := _blocks(log, passage, value))]
    return Document(find(PLAN).exercise.title, SUBTITLE, date.today(), tuple(sections), tuple(_appendix(log)) if everything else ())


def in_place(values: dict[str, Any]) -> list[tuple[Passage, dict]]:
    """The plan's passages with the reader's value of each, in the reader's order."""
    passages = [item for item in find(PLAN).exercise.items if item.kind == "passage"]
    found = [(passage, values.get(passage.id) or {}) for passage in passages]
    return [found[n] for n in sorted(range(len(found)), key=lambda n: (found[n][1].get("place", n), n))]


def _blocks(log: Log, passage: Passage, value: dict) -> tuple[Block, ...]:
    """A passage as it stands in the document: its words and lines first, then what they build on and what was taken along whole."""
    taken = [(stood, one) for stood, one in _taken(log, passage, value)]
    texts = [(stood, one) for stood, one in taken if stood.is_text]
    text, quoted = value.get("text", "").strip(), [one["words"].strip() for _, one in texts]
    earlier = [Earlier(one["words"].strip(), stood.where, _day(one)) for stood, one in texts]
    found: list[Block] = []
    if passage.fields:
        found += [*_lines(passage, value), *earlier]
    elif text and text == "\n\n".join(quoted):
        found += earlier
    elif text:
        found += [Paragraph(text), *([Paragraph(_built_on(texts))] if texts else [])]
    return (*found, *(block for stood, _ in taken if not stood.is_text for block in stood.blocks()))


def _taken(log: Log, passage: Passage, value: dict) -> Iterator[tuple[Standing, dict]]:
    """What was taken along, as it was then, in the order it was taken."""
    for one in value.get("taken", []):
        if drawn := next((drawn for drawn in passage.draws if is_taken(drawn, one)), None):
            stood = standing(log, drawn, datetime.fromisoformat(one["typed_at"]))
            if stood.answered:
                yield stood, one


def _day(one: dict) -> date:
    return local_day(datetime.fromisoformat(one["typed_at"]))


def _built_on(texts: list[tuple[Standing, dict]]) -> str:
    """Where edited words come from."""
    places = "; ".join(f"{stood.where}, {day(_day(one))}" for stood, one in texts)
    return f"Bygger på svar fra {places}."


def _lines(passage: Passage, value: dict) -> list[Block]:
    """The lines written here as a table; with one field as a list."""
    lines = [tuple(line.get(field.id, "").strip() for field in passage.fields) for line in value.get("lines", [])]
    lines = [line for line in lines if any(line)]
    if not lines:
        return []
    if len(passage.fields) == 1:
        return [Bullets(tuple(line[0] for line in lines))]
    return [Table("Skrevet til planen", tuple(field.label for field in passage.fields), tuple(tuple(cell or "–" for cell in line) for line in lines))]


def _appendix(log: Log) -> Iterator[Section]:
    """Every answer of the course, exercise by exercise, under its question and with its day."""
    answers = [answer for answer in log.current() if given(answer)]
    for reflection in sorted(reflections().values(), key=_order):
        if reflection.exercise.id != PLAN and (blocks := tuple(_answered(reflection, answers))):
            yield Section(f"{reflection.page_name[0].upper()}{reflection.page_name[1:]}: {reflection.exercise.title}", blocks)
    known = reflections()
    if left := [answer for answer in answers if answer.exercise not in known or not known[answer.exercise].item(answer.item)]:
        blocks = tuple(Earlier(str(answer.value), "en tidligere udgave af kurset", local_day(answer.typed_at)) for answer in left)
        yield Section("Svar på spørgsmål, som kurset ikke længere stiller", blocks)


def _order(reflection: Reflection) -> tuple[str, str]:
    """Sections in the paper's order, a part's closing pages after its sections."""
    return (reflection.section if "." in reflection.section else f"{reflection.section}.9", reflection.path.stem)


def _answered(reflection: Reflection, answers: list[Answer]) -> Iterator[Block]:
    for item in reflection.exercise.items:
        own = [answer for answer in answers if (answer.exercise, answer.item) == (reflection.exercise.id, item.id)]
        for occasion in [each.id for each in reflection.occasions(item)] or [""]:
            for answer in (answer for answer in own if answer.occasion == occasion):
                yield Paragraph(reflection.prompt(item, occasion))
                others = [other for other in answers if other not in own]
                yield from blocks_of(answer, [answer, *others], f"Svaret {day(local_day(answer.typed_at))}")
