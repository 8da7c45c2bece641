"""Check that a section is whole: its parts, its place in the table of contents, its headings, and its exercises in use."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from course.authoring.code import calls
from course.authoring.markdown import Heading, Page, read_page
from course.authoring.problem import Problem
from course.authoring.project import NOTEBOOK, PAGE, REFLECTIONS, TASKS, line_of, notebooks, number_of, pages, read_sound, slugs
from course.site.build import pages as pages_in_contents
from exercises.content import read_text
from exercises.journal.schema import ReflectionFile
from exercises.tasks.schema import TaskFile

TEMPLATES = Path(__file__).parent / "templates"
PARTS = {PAGE: "siden", NOTEBOOK: "øvelsessiden", REFLECTIONS: "refleksionerne"}
WAYS = {  # every section is on each
    "book/undervisning-2-laeseveje.md":
        "Giv det en række under »De tre veje ved siden af hinanden« og et link i den uge, som rækken nævner for den, der læser alene.",
    "book/undervisning-4-tolv-uger.md": "Skriv et link til det i den uge, som siden om læseveje nævner.",
}
USES = {"reflection": REFLECTIONS, "answer_form": TASKS, "check": TASKS}
MODELS = {REFLECTIONS: ReflectionFile, TASKS: TaskFile}


def check(root: Path) -> Iterator[Problem]:
    known = {pattern: _known(root, pattern) for pattern in (REFLECTIONS, TASKS)}
    for slug in slugs(root):
        yield from _parts(root, slug)
        yield from _unused(root, slug, known)
        yield from _ways(root, slug)
    for page in pages(root):
        yield from _place(root, page)
    yield from _unknown(root, known)


def _parts(root: Path, slug: str) -> Iterator[Problem]:
    for pattern, name in PARTS.items():
        path = root / pattern.format(slug)
        if not path.is_file():
            yield Problem(path, None, f"{name} til afsnit {number_of(slug)} mangler.", "Skriv filen, eller ret navnet på afsnittets andre filer.")
        elif pattern == PAGE:
            yield from _bones(read_page(path))
    for pattern, model in MODELS.items():
        file = read_sound(root / pattern.format(slug), model)
        if file and file.section != number_of(slug):
            remedy = f"Skriv section: \"{number_of(slug)}\", eller omdøb filen."
            yield Problem(root / pattern.format(slug), 1, f"filen siger afsnit {file.section}, men hedder {slug}.", remedy)


def _ways(root: Path, slug: str) -> Iterator[Problem]:
    """Whether the ways through the course lead by the section."""
    for way, remedy in WAYS.items():
        if (root / way).is_file() and f"({slug}.md)" not in read_text(root / way):
            yield Problem(root / PAGE.format(slug), None, f"afsnittet har ingen plads på {way}.", remedy)


@cache
def bones() -> tuple[str, ...]:
    """The headings every section's page has, in order: those of the template."""
    return tuple(heading.text for heading in read_page(TEMPLATES / "page.md").of(Heading) if heading.level == 2)


def _bones(page: Page) -> Iterator[Problem]:
    lines = {heading.text: heading.line for heading in page.of(Heading) if heading.level == 2}
    above, last = "titlen", 1
    for text in bones():
        if text not in lines:
            yield Problem(page.path, last, f"overskriften »{text}« mangler.", f"Skriv den og dens tekst efter »{above}«.")
            continue
        if lines[text] < last:
            yield Problem(page.path, lines[text], f"overskriften »{text}« står for tidligt.", f"Flyt den og dens tekst ned efter »{above}«.")
        above, last = text, max(last, lines[text])


def _place(root: Path, page: Page) -> Iterator[Problem]:
    name = page.path.relative_to(root).with_suffix("").as_posix()
    if name not in pages_in_contents(root):
        yield Problem(page.path, None, "siden står ikke i indholdsfortegnelsen.", f"Skriv »- file: {name}« på sin plads i _toc.yml.")


def _known(root: Path, pattern: str) -> dict[str, Path]:
    """The exercises or tasks of all sound files, by id."""
    known = {}
    for path in sorted(root.glob(pattern.format("*"))):
        file = read_sound(path, MODELS[pattern])
        known |= {one.id: path for one in (getattr(file, "exercises", None) or getattr(file, "tasks", []))}
    return known


def _unused(root: Path, slug: str, known: dict[str, dict[str, Path]]) -> Iterator[Problem]:
    path = root / NOTEBOOK.format(slug)
    if not path.is_file():
        return
    used = {(call.name, *call.arguments[:1]) for call in calls(read_page(path), *USES)}
    for call, pattern in USES.items():
        for name, file in known[pattern].items():
            if file.stem == slug and (call, name) not in used:
                problem = f"»{name}« er ikke i brug i {path.relative_to(root).as_posix()}."
                yield Problem(file, line_of(file, f"id: {name}"), problem, f"Skriv en celle med {call}(\"{name}\"), eller slet den her.")


def _unknown(root: Path, known: dict[str, dict[str, Path]]) -> Iterator[Problem]:
    for notebook in notebooks(root):
        for call in calls(notebook, *USES):
            name, pattern = str(call.arguments[0]) if call.arguments else "", USES[call.name]
            own, ids = root / pattern.format(notebook.path.stem), known[pattern]
            if name not in ids and not (own.is_file() and read_sound(own, MODELS[pattern]) is None):  # else the file is to be mended, and not the call
                near = ", ".join(difflib.get_close_matches(name, ids)) or "et id fra afsnittets YAML-fil"
                yield Problem(notebook.path, call.line, f"{call.name}(\"{name}\") findes ikke i {pattern.format('…')}.", f"Skriv {near}.")
