"""Check a notebook's header and the tags of its cells."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from course.authoring.markdown import Cell, Header, Page
from course.authoring.problem import Problem
from course.authoring.project import notebooks
from course.authoring.sections import TEMPLATES

PURPOSES = {"setup", "figure", "reflection", "answer", "task", "check", "solution"}  # a cell has one of these
MANNERS = {"hide-input", "skip-execution"}
FOLLOWED_BY = {"answer": "task", "task": "check", "check": "solution"}
HEADER = f"Begynd filen med det hoved, der står øverst i {'/'.join(TEMPLATES.parts[-3:])}/notebook.md."


def check(root: Path) -> Iterator[Problem]:
    for notebook in notebooks(root):
        yield from _header(notebook)
        for cell in notebook.of(Cell):
            yield from _tags(notebook.path, cell)
            yield from _syntax(notebook.path, cell)
        yield from _order(notebook)


def _header(notebook: Page) -> Iterator[Problem]:
    header = next((header.data for header in notebook.of(Header)), None)
    if header is None:
        yield Problem(notebook.path, 1, "notesbogen mangler sit hoved, så Jupyter Book tager den for en almindelig side.", HEADER)
    elif _at(header, "jupytext", "text_representation", "format_name") != "myst" or _at(header, "kernelspec", "name") != "python3":
        problem = "hovedet siger ikke, at filen er en notesbog, så Jupyter Book tager den for en almindelig side."
        yield Problem(notebook.path, 1, problem, HEADER)


def _at(data: object, *keys: str) -> object:
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _tags(path: Path, cell: Cell) -> Iterator[Problem]:
    tags, known = set(cell.tags), PURPOSES | MANNERS
    for tag in sorted(tags - known):
        yield Problem(path, cell.line, f"cellens mærke »{tag}« er ukendt.", f"Brug et af: {', '.join(sorted(known))}.")
    if len(tags & PURPOSES) != 1:
        yield Problem(path, cell.line, "cellen skal have netop ét mærke, der siger, hvad den er.", f"Skriv :tags: med et af: {', '.join(sorted(PURPOSES))}.")
    if "hide-input" not in tags:
        yield Problem(path, cell.line, "koden i cellen er ikke foldet sammen.", "Tilføj mærket hide-input.")
    if "solution" in tags and "skip-execution" not in tags:
        yield Problem(path, cell.line, "løsningen bliver kørt, når siden bygges.", "Tilføj mærket skip-execution.")


def _syntax(path: Path, cell: Cell) -> Iterator[Problem]:
    try:
        ast.parse(cell.code)
    except SyntaxError as error:
        yield Problem(path, cell.line + (error.lineno or 1) - 1, "Python kan ikke læse linjen.", "Mangler der en parentes, et anførselstegn eller et kolon?")


def _order(notebook: Page) -> Iterator[Problem]:
    cells = notebook.of(Cell)
    if not cells or "setup" not in cells[0].tags:
        yield Problem(notebook.path, cells[0].line if cells else None, "den første celle er ikke mærket setup.", "Begynd med cellen, der henter exercises.notebook.")
    for cell, after in pairwise([*cells, Cell(0, (), "")]):
        for tag, wanted in FOLLOWED_BY.items():
            if tag in cell.tags and wanted not in after.tags:
                problem = f"cellen med mærket »{tag}« bliver ikke fulgt af en med »{wanted}«."
                yield Problem(notebook.path, cell.line, problem, f"En opgave er fire celler i træk: {', '.join([*FOLLOWED_BY, 'solution'])}.")
