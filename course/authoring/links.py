"""Check that what a page points to is there: files, pages and words of the glossary. The strict build goes deeper."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from course.authoring.markdown import Image, Link, Page, Role
from course.authoring.problem import Problem
from course.authoring.project import GLOSSARY, line_of, pages, read_sound
from course.site.build import pages as pages_in_contents
from course.site.glossary import Terms


def check(root: Path) -> Iterator[Problem]:
    everything = pages(root)
    glossary = read_sound(root / GLOSSARY, Terms)
    terms = {entry.term.lower() for entry in glossary.terms} if glossary else set()
    asked = set()
    for page in everything:
        for element in page.of(Link) + page.of(Image):
            yield from _file(root, page, element)
        for role in page.of(Role):
            if role.name == "doc":
                yield from _page(root, page, role)
            elif role.name == "term":
                asked.add(role.target.lower())
                if glossary and role.target.lower() not in terms:
                    yield _missing(page, role, f"ordet »{role.target}« står ikke i ordlisten", terms, f"Skriv det i {GLOSSARY}.")
    for term in sorted(terms - asked):
        line = line_of(root / GLOSSARY, f"term: {term}")
        yield Problem(root / GLOSSARY, line, f"ingen side henviser til »{term}«.", f"Henvis med {{term}}`{term}`, eller slet ordet.")


def _file(root: Path, page: Page, element: Link | Image) -> Iterator[Problem]:
    parts = urlsplit(element.target)
    if parts.scheme or not parts.path:
        return
    path = (page.path.parent / unquote(parts.path)).resolve()
    if not path.is_file():
        near = [file.name for file in path.parent.glob("*")]
        yield _missing(page, element, f"der er ingen fil i »{element.target}«", near, "Ret stien; den regnes fra sidens egen mappe.", path.name)
    elif path.suffix == ".md" and _name(root, path) not in pages_in_contents(root):
        yield Problem(page.path, element.line, f"»{element.target}« er ikke en side i bogen.", "Skriv siden ind i _toc.yml.")


def _page(root: Path, page: Page, role: Role) -> Iterator[Problem]:
    folder = root if role.target.startswith("/") else page.path.parent
    name = _name(root, (folder / f"{role.target.lstrip('/')}.md").resolve())
    known = pages_in_contents(root)
    if name not in known:
        yield _missing(page, role, f"der er ingen side i »{role.target}«", known, "Skriv sidens sti uden .md.", name)


def _name(root: Path, path: Path) -> str:
    """A page's name in the table of contents."""
    return path.with_suffix("").relative_to(root.resolve()).as_posix() if path.is_relative_to(root.resolve()) else str(path)


def _missing(page: Page, element: Link | Image | Role, problem: str, known, remedy: str, asked: str = "") -> Problem:
    near = difflib.get_close_matches((asked or element.target).lower(), list(known))
    return Problem(page.path, element.line, f"{problem}.", f"Mente du {', '.join(near)}? {remedy}" if near else remedy)
