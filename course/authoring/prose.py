"""A page's words as running text, to be measured."""

from __future__ import annotations

from collections.abc import Iterator

from course.authoring.markdown import Page, Prose


def running_text(page: Page) -> str:
    """A page's prose with an empty line between its paragraphs."""
    blocks: dict[int, list[Prose]] = {}
    for prose in page.of(Prose):
        blocks.setdefault(prose.block, []).append(prose)
    return "\n\n".join("\n".join(_lines(block)) for block in blocks.values())


def _lines(block: list[Prose]) -> Iterator[str]:
    lines: dict[int, str] = {}
    for prose in block:
        lines[prose.line] = lines.get(prose.line, "") + prose.text
    yield from lines.values()
