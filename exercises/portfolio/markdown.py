"""A document as CommonMark; what the reader typed is text in it, never markup. A picture is told by its alt text."""

from __future__ import annotations

import re

from exercises.portfolio.document import Block, Bullets, Document, Earlier, Figure, Paragraph, Section, Table
from exercises.portfolio.text import day, fit, line, origin, paragraphs

INLINE = re.compile(r"([\\`*_\[\]<>&|~$])")
LEADING = re.compile(r"^(\s*)([#+\-=]|\d{1,9}(?=[.)]))", flags=re.M)  # what would begin a heading, a list or a rule


def markdown_of(document: Document) -> bytes:
    parts = [f"# {_line(document.title)}", f"{_line(document.subtitle)}", f"Lavet {day(document.made)} i Ledelsesrum."]
    parts += [part for section in document.sections for part in _section(section, "##")]
    if document.appendix:
        parts += ["## Bilag: alle mine svar", *(part for section in document.appendix for part in _section(section, "###"))]
    return ("\n\n".join(filter(None, parts)) + "\n").encode("utf-8")


def _section(section: Section, level: str) -> list[str]:
    return [f"{level} {_line(section.heading)}", *(_block(block) for block in section.blocks)]


def _block(block: Block) -> str:
    match block:
        case Paragraph(text):
            return _text(text)
        case Earlier(text, where, written):
            return _quoted("\n\n".join(filter(None, [_text(text), f"*{_line(origin(where, written))}*"])))
        case Bullets(items):
            return "\n".join(f"- {_line(item)}" for item in items)
        case Table(caption, headers, rows):
            body = [headers, tuple("---" for _ in headers), *rows]
            cells = "\n".join(f"| {' | '.join(cell if cell == '---' and n == 1 else _cell(cell) for cell in row)} |" for n, row in enumerate(body))
            return f"**{_line(caption)}**\n\n{cells}"
        case Figure(caption=caption, alt=alt):
            return f"**Figur.** {_line(caption)}\n\n{_quoted(_text(f'Det viser figuren: {alt}'))}"


def _line(text: str) -> str:
    return _escaped(line(text))


def _cell(text: str) -> str:
    """A table's cell is one line; its own lines are parted by a slash."""
    return _escaped(" / ".join(filter(None, (line(part) for part in fit(text).splitlines()))))


def _text(text: str) -> str:
    """Paragraphs; a line end within one is kept by a backslash."""
    return "\n\n".join("\\\n".join(_line(part) for part in one.splitlines() if part.strip()) for one in paragraphs(text))


def _escaped(text: str) -> str:
    return LEADING.sub(lambda found: f"{found[1]}{found[2]}\\" if found[2].isdigit() else f"{found[1]}\\{found[2]}", INLINE.sub(r"\\\1", text))


def _quoted(text: str) -> str:
    return "\n".join(f"> {part}".rstrip() for part in text.splitlines())
