"""An answer as HTML that can be shown to somebody: Markdown rendered, its own pictures put in, and everything else that could act taken out."""

from __future__ import annotations

import base64
import binascii
from html import escape
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from nbformat import NotebookNode

from course.grading.reading.answers import Part, part_of
from course.grading.sanitize import CUT, sanitize, sanitize_svg

LONGEST = 100_000  # characters of a cell
LARGEST = 6_000_000  # characters of a picture as base64
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
MARKDOWN = MarkdownIt("commonmark", {"html": True, "maxNesting": 20}).enable(["table", "strikethrough"])


def to_html(part: Part) -> str:
    """The cell as safe HTML; code is shown and never run."""
    source, cut = part.source[:LONGEST], "" if len(part.source) <= LONGEST else f"<p>{CUT}</p>"
    if part.kind != "markdown":
        return f"<pre><code>{escape(source)}</code></pre>{cut}"
    return sanitize(_render(source, part.attachments)) + cut


def cell_to_html(cell: NotebookNode) -> str:
    """A notebook's cell as safe HTML, as ``to_html``."""
    return to_html(part_of(cell))


def text_to_html(text: str) -> str:
    """A Markdown text of the course's own as HTML."""
    return sanitize(MARKDOWN.render(text))


def line_to_html(text: str) -> str:
    """One paragraph's Markdown as HTML, whatever it begins with."""
    return sanitize(MARKDOWN.renderInline(text))


def _render(source: str, attachments: dict) -> str:
    tokens = MARKDOWN.parse(source)
    for token in tokens:
        for child in token.children or ():
            if child.type == "image":
                _attach(child, attachments)
    return MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})


def _attach(image: Token, attachments: dict) -> None:
    """Put a picture that lies in the cell in place of its name; any other address is taken out by sanitizing."""
    scheme, _, name = str(image.attrs.get("src", "")).partition(":")
    if scheme != "attachment":
        return
    kinds = attachments.get(unquote(name))
    image.attrs["src"] = next(filter(None, (_picture(kind, kinds.get(kind)) for kind in (*PICTURES, "image/svg+xml"))), "") if isinstance(kinds, dict) else ""


def _picture(kind: str, content: object) -> str:
    text = "".join(content) if isinstance(content, list) and all(isinstance(line, str) for line in content) else content
    if not isinstance(text, str) or not text or len(text) > LARGEST:
        return ""
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return ""
    if kind == "image/svg+xml":
        data = sanitize_svg(data.decode("utf-8", "replace")).encode("utf-8")
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"
