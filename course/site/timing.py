"""``{timing}``: how long every page and exercise of the course takes, as the pages and the exercises' own files say it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from course.authoring.code import calls
from course.authoring.markdown import read_page
from course.site.build import pages
from course.site.markup import heading
from course.site.sections import paper_parts, sections
from exercises.content import read_text
from exercises.errors import ContentError
from exercises.journal.definitions import PLAN, find
from exercises.tasks.definitions import tasks_by_section

MINUTES = re.compile(r"ca\. (\d+) minutter")
PART = re.compile(r"(?:del-)?(\d)-")
END = "Kursets slutning"
HEAD = ["{.lr-times}", "| Afsnit | Læs | Øvelser | Alt |", "|---|--:|---|--:|"]


@dataclass(frozen=True)
class Timing:
    """An exercise page in minutes, with the page to read where it has one: ``whole`` is what it says that it takes itself."""

    name: str
    slug: str
    part: str
    reading: int
    whole: int
    reflections: tuple[tuple[str, int], ...]
    tasks: int

    @property
    def writing(self) -> int:
        return sum(minutes for _, minutes in self.reflections)

    @property
    def rest(self) -> int:
        """What is left for the figures and the data tasks, which have no times of their own."""
        return self.whole - self.writing

    @property
    def total(self) -> int:
        return self.reading + self.whole


def timings(root: Path) -> Iterator[Timing]:
    """Every exercise page in the order of the table of contents.

    Raises
    ------
    ContentError
        A page does not say how many minutes it takes.
    """
    titles = {section.number: section.title for section in sections()}
    for name in pages(root):
        folder, slug = name.split("/")
        if folder != "notebooks":
            continue
        path, number = root / f"{name}.md", ".".join(slug.split("-")[:2])
        reading = root / f"book/{slug}.md"
        yield Timing(
            name=f"{number} {titles[number]}" if number in titles else _title(path), slug=slug, part=_part(slug),
            reading=_minutes(reading) if reading.is_file() else 0, whole=_minutes(path),
            reflections=tuple(_asked(path)), tasks=len(tasks_by_section().get(number, [])),
        )


def _asked(path: Path) -> Iterator[tuple[str, int]]:
    """The reflections on an exercise page, those that are asked again too, each with its minutes."""
    page = read_page(path)
    for name in [*(call.arguments[0] for call in calls(page, "reflection")), *(PLAN for _ in calls(page, "plan"))]:
        exercise = find(name).exercise
        yield exercise.title, exercise.minutes


class TimingTable(SphinxDirective):
    """A table for each part of the course, a row for each exercise page, and the sums."""

    def run(self) -> list[nodes.Node]:
        self.env.note_reread()
        everything = list(timings(Path(self.env.srcdir)))
        found: list[nodes.Node] = []
        for part, rows in groupby(everything, key=lambda row: row.part):
            found += [heading(part, 2), *self.parse_text_to_nodes("\n".join(_table(list(rows))))]
        return [*found, *self.parse_text_to_nodes(f"Hele kurset: {_hours(everything)}.")]


def _table(rows: list[Timing]) -> list[str]:
    reading, writing, rest, total = (sum(getattr(row, name) for row in rows) for name in ("reading", "writing", "rest", "total"))
    return [*HEAD, *map(_row, rows), f"| **Tilsammen** | **{reading or '–'}** | **{writing} · refleksioner**<br>**{rest} · resten** | **{total}** |"]


def _row(row: Timing) -> str:
    name = f"[{row.name}](/book/{row.slug}.md)" if row.reading else f"[{row.name}](/notebooks/{row.slug}.md)"
    rest = f"figurer og {row.tasks} dataopgaver" if row.tasks else "resten"
    each = "<br>".join(f"{minutes} · {title}" for title, minutes in [*row.reflections, (rest, row.rest)])
    return f"| {name} | {row.reading or '–'} | {each} | {row.total} |"


def _hours(rows: list[Timing]) -> str:
    reading, doing = sum(row.reading for row in rows), sum(row.whole for row in rows)
    return f"{reading} minutters læsning og {doing} minutters øvelser, omtrent {round((reading + doing) / 60)} timer"


def _minutes(path: Path) -> int:
    found = MINUTES.search(read_text(path))
    if not found:
        raise ContentError(path, "øverst", "siden siger ikke, hvor lang tid den tager.", "Skriv »ca. 10 minutter« i linjen under titlen.")
    return int(found[1])


def _title(path: Path) -> str:
    return re.search(r"(?m)^# (.+)$", read_text(path))[1]


def _part(slug: str) -> str:
    found = PART.match(slug)
    return paper_parts()[int(found[1])].caption if found else END
