"""Check the references: every citation has an entry, every entry was checked and is used."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pybtex.database import Entry, parse_string
from pybtex.exceptions import PybtexError

from course.authoring.markdown import Page, Role
from course.authoring.problem import Problem
from course.authoring.project import pages
from exercises.content import read_text

REFERENCES = "book/references.bib"


def check(root: Path) -> Iterator[Problem]:
    path = root / REFERENCES
    text = read_text(path)
    try:
        entries = parse_string(text, "bibtex").entries
    except PybtexError as error:
        yield Problem(path, getattr(error, "lineno", None), f"filen kan ikke læses ({error}).", "Se på parenteser og kommaer lige før stedet.")
        return
    cited = {}
    for page in pages(root):
        for key, line in keys(page):
            cited.setdefault(key, (page.path, line))
    for key in sorted(cited.keys() - entries.keys()):
        near = ", ".join(difflib.get_close_matches(key, entries))
        yield Problem(*cited[key], f"»{key}« står ikke i {REFERENCES}.", f"Mente du {near}?" if near else "Skriv kilden ind, når du har set den.")
    yield from _entries(path, text, entries, cited)


def keys(page: Page) -> Iterator[tuple[str, int]]:
    """The keys that a page cites, each with its line."""
    for role in page.of(Role):
        if role.name.startswith("cite"):
            yield from ((key.strip(), role.line) for key in role.target.split(","))


def _entries(path: Path, text: str, entries: Mapping[str, Entry], cited: dict) -> Iterator[Problem]:
    for key, entry in entries.items():
        found = re.search(rf"@\w+\s*\{{\s*{re.escape(key)}\s*,", text, re.IGNORECASE)
        line = text[: found.start()].count("\n") + 1 if found else None
        if not entry.fields.get("verified", "").startswith("checked"):
            yield Problem(path, line, f"»{key}« er ikke kontrolleret.", "Se kilden efter, og skriv hvor: verified = {checked: …}.")
        if key not in cited:
            yield Problem(path, line, f"ingen side henviser til »{key}«.", f"Henvis med {{cite:p}}`{key}`, eller slet den.")
