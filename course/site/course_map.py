"""Overviews of the course as directives: ``{course-map}`` for readers, ``{coverage-map}`` for authors and instructors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from course.authoring import citations
from course.authoring.code import calls
from course.authoring.markdown import read_page
from course.authoring.prose import running_text
from course.site.markup import heading
from course.site.sections import PaperPart, Section, paper_parts, sections
from exercises.content import read_text
from exercises.journal.progress import items_by_section
from exercises.models.readability import readability
from exercises.tasks.definitions import tasks_by_section

HEADINGS = ("Afsnit", "Læsning, ord", "Levende figurer", "Spørgsmål til dig", "Dataopgaver", "Talserier", "Simulerede modeller", "Kilder")
LEAST = {"Læsning, ord": 900, "Levende figurer": 1, "Spørgsmål til dig": 3, "Dataopgaver": 3, "Kilder": 3}
MOST_WORDS = 1700
MODEL = re.compile(r"^from exercises\.models\.(\w+) import", re.M)
MAP = "lr-map"  # the class by which a page is known to show the reader's progress


def wanted() -> str:
    """What a whole section has, as an author reads it."""
    words, *rest = LEAST.items()
    return f"{words[1]}–{MOST_WORDS} ord at læse, {', '.join(f'{name.lower()}: mindst {least}' for name, least in rest)} og en talserie eller en simuleret model"


def lacking(row: tuple) -> list[str]:
    """What a section of which this is the row of ``coverage`` lacks to be whole, as an author reads it."""
    counted = dict(zip(HEADINGS[1:], row[1:]))
    found = [f"{name.lower()}: {counted[name]}, og der skal være mindst {least}" for name, least in LEAST.items() if counted[name] < least]
    if counted["Læsning, ord"] > MOST_WORDS:
        found.append(f"læsning, ord: {counted['Læsning, ord']}, og der må højst være {MOST_WORDS}")
    return found if counted["Talserier"] + counted["Simulerede modeller"] else [*found, "hverken talserie eller simuleret model"]


class CourseMap(SphinxDirective):
    """The sections of a ``part`` (0 to 3), or of all, each with its exercises and room for how far the reader is."""

    option_spec = {"part": directives.nonnegative_int}

    def run(self) -> list[nodes.Node]:
        self.env.note_reread()  # a section elsewhere may be new
        parts, only = paper_parts(), self.options.get("part")
        if only is not None:
            return self._entries(parts[only])
        return [node for part in parts for node in (heading(part.caption, 3), *self._entries(part))]

    def _entries(self, part: PaperPart) -> list[nodes.Node]:
        return self.parse_text_to_nodes("\n".join(_entries(part, Path(self.env.srcdir))))


def _entries(part: PaperPart, root: Path) -> list[str]:
    """The lines of a part's list; a part that the course does not have yet is one sentence."""
    if not any(section.slug(root) for section in part.sections):
        return [f"{len(part.sections)} afsnit, som kommer senere."]
    return [f"{{.{MAP}}}", *(_entry(section, root) for section in part.sections)]


def _entry(section: Section, root: Path) -> str:
    slug = section.slug(root)
    if slug is None:
        return f"- [{section.number}]{{.lr-number-of}} {section.title} [kommer senere]{{.lr-progress}}"
    asked = len(items_by_section().get(section.number, []))
    return (
        f"- [{section.number}]{{.lr-number-of}} [{section.title}](/book/{slug}.md) · [øvelser til {section.number}](/notebooks/{slug}.md) "
        f"[{asked} spørgsmål til dig]{{#svar-{section.number.replace('.', '-')} .lr-progress}}"
    )


class CoverageMap(SphinxDirective):
    """A table of every section of the paper by what the course has for it, counted in the course's own files."""

    def run(self) -> list[nodes.Node]:
        self.env.note_reread()
        lines = [f"| {' | '.join(HEADINGS)} |", "|---" + "|--:" * (len(HEADINGS) - 1) + "|"]
        lines += [f"| {' | '.join(map(str, row))} |" for row in coverage(Path(self.env.srcdir))]
        return self.parse_text_to_nodes("\n".join(lines))


def coverage(root: Path) -> Iterator[tuple]:
    """For each section: its name, and how much it has of what ``HEADINGS`` names; a model counts where the page says »simuleret«."""
    for section in sections():
        slug = section.slug(root)
        name = f"{section.number} {section.title}"
        if slug is None:
            yield (name, *["–"] * (len(HEADINGS) - 1))
            continue
        reading, notebook = read_page(root / f"book/{slug}.md"), read_page(root / f"notebooks/{slug}.md")
        cited = {key for key, _ in citations.keys(reading)}
        exercise = read_text(notebook.path)
        models = set(MODEL.findall(exercise)) if "simuler" in exercise.lower() else set()
        words = readability(running_text(reading)).words
        yield (
            f"[{name}](/book/{slug}.md)", words, len(list(calls(notebook, "live_figure"))),
            len(items_by_section().get(section.number, [])), len(tasks_by_section().get(section.number, [])),
            len({call.arguments[:1] for call in calls(notebook, "load")}), len(models), len(cited),
        )
