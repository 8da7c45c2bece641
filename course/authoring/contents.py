"""Put a new section into ``_toc.yml`` as text, so that its comments stay."""

from __future__ import annotations

import re

import yaml

from course.site.sections import paper_parts

ENTRY = """\
      - file: book/{slug}
        sections:
          - file: notebooks/{slug}
"""
CAPTION = re.compile(r"  - caption: (?P<caption>.+)")
CHAPTER = re.compile(r"      - file: (?:book/(?P<slug>\d-\d-\S+))?")
CAPTIONS = [part.caption for part in paper_parts()]


def with_section(contents: str, slug: str) -> str:
    """The table of contents with one more section, in the order of the numbers."""
    lines = contents.splitlines(keepends=True)
    part, entry = int(slug[0]), ENTRY.format(slug=slug)
    captions = {number: _rank(found["caption"]) for number, line in enumerate(lines) if (found := CAPTION.match(line))}
    later = next((number for number, rank in captions.items() if rank > part), len(lines))
    start = next((number for number, rank in captions.items() if rank == part), None)
    if start is None:
        return _insert(lines, later, f'  - caption: "{CAPTIONS[part]}"\n    chapters:\n{entry}')
    chapters = [(number, found["slug"]) for number in range(start, later) if (found := CHAPTER.match(lines[number]))]
    earlier = max((place for place, (_, other) in enumerate(chapters) if other and other < slug), default=-1)
    first = next((place for place, (_, other) in enumerate(chapters) if other), len(chapters))
    after = earlier + 1 if earlier >= 0 else first  # a part may begin and end with pages that are no section
    return _insert(lines, chapters[after][0] if after < len(chapters) else later, entry)


def _rank(caption: str) -> int:
    """A part's place in the paper; what is not a part of it comes after."""
    text = yaml.safe_load(caption)
    return CAPTIONS.index(text) if text in CAPTIONS else len(CAPTIONS)


def _insert(lines: list[str], place: int, entry: str) -> str:
    """Insert above a line, and above the comments that belong to it."""
    while place and re.match(r"\s*(#|$)", lines[place - 1]):
        place -= 1
    return "".join([*lines[:place], entry, *lines[place:]])
