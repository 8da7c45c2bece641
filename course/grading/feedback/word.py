"""The same as on the page, as a Word file: real headings, Danish for the spelling, no macros, nothing linked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from markdown_it import MarkdownIt

from course.grading.feedback import wording
from course.grading.feedback.values import BLANK, UNREAD, Feedback, Step, Task, Text, danish_points
from exercises.portfolio.document import Block, Bullets, Document, Paragraph, Section, Table
from exercises.portfolio.word import word_of

MARKDOWN = MarkdownIt("commonmark", {"html": False, "maxNesting": 20})


def as_word(feedback: Feedback) -> bytes:
    """The feedback as a .docx."""
    return word_of(Document(f"{feedback.title}: din tilbagemelding", wording.facts(feedback), date.today(), tuple(_sections(feedback))))


def plain(markdown: str) -> Iterator[Block]:
    """What a Markdown text says, as paragraphs and bullets; pictures and HTML in it are left out."""
    bullets: list[str] = []
    inside = 0
    for token in MARKDOWN.parse(markdown):
        inside += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        text = _inline(token) if token.type == "inline" else token.content.strip() if token.type in ("fence", "code_block") else ""
        if bullets and not inside and text:
            yield Bullets(tuple(bullets))
            bullets = []
        if text and inside:
            bullets.append(text)
        elif text:
            yield Paragraph(text)
    if bullets:
        yield Bullets(tuple(bullets))


def _inline(token) -> str:
    kinds = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(kinds.get(one.type, one.content if one.type in ("text", "code_inline", "html_inline") else "") for one in token.children or ()).strip()


def _sections(feedback: Feedback) -> Iterator[Section]:
    if feedback.texts:
        yield Section("Sådan kan du læse den", (Paragraph(wording.introduction(feedback)),))
    yield from (Section(text.title, tuple(_text(text))) for text in feedback.texts)
    if feedback.steps:
        yield Section("Næste skridt", tuple(map(_step, feedback.steps)))
    if feedback.tasks:
        yield Section("Regnestykkerne", tuple(_tasks(feedback.tasks)))
    if feedback.parts and not feedback.formative:
        yield Section("Point", tuple(_points(feedback)))


def _text(text: Text) -> Iterator[Block]:
    if text.state in (UNREAD, BLANK):
        yield Paragraph(wording.UNREAD_TEXT if text.state == UNREAD else wording.NOT_ANSWERED)
    if text.levels:
        yield Table("Trin for trin", ("Kriterium", "Trin", "Det viser teksten"), tuple((one.criterion, one.name, one.descriptor) for one in text.levels))
    for level in text.levels:
        if level.comment:
            yield Paragraph(f"Om {level.criterion[:1].lower()}{level.criterion[1:]}:")
            yield from plain(level.comment)
    if text.comment:
        yield Paragraph("Samlet set:" if text.levels else f"{wording.READER}:")
        yield from plain(text.comment)


def _step(step: Step) -> Table:
    """Set off in a frame of its own."""
    lead = f"{wording.READER}:" if step.is_readers else wording.step_lead(step.text)
    return Table(lead, (step.text,), (("\n".join(_lines(step.what)),),))


def _tasks(tasks: tuple[Task, ...]) -> Iterator[Block]:
    rows = [(task.title, f"{wording.STATES[task.state]}. {task.told.replace('`', '')}", " · ".join(task.read_on)) for task in tasks if task.state]
    if rows:
        yield Table("Ét for ét", ("Opgave", "Hvordan det gik", "Læs videre i bogen"), tuple(rows))
    for task in tasks:
        if task.comment:
            yield Paragraph(f"{wording.READER} om {task.title}:")
            yield from plain(task.comment)


def _lines(markdown: str) -> Iterator[str]:
    for block in plain(markdown):
        yield from (f"– {item}" for item in block.items) if isinstance(block, Bullets) else (block.text,)


def _points(feedback: Feedback) -> Iterator[Block]:
    rows = [(part.title, wording.score(part.score)) for part in feedback.parts]
    if feedback.penalty:
        rows.append(("Afleveret efter fristen", f"−{danish_points(feedback.penalty)}"))
    rows.append(("I alt indtil nu" if feedback.unread else "I alt", wording.score(feedback.total)))
    yield Table("Point, del for del", ("Del", "Point"), tuple(rows))
