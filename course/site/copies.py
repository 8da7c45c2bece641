"""The reader's own copy of an exercise notebook: an .ipynb in the data folder, made from the course's Markdown.

It is the one home of code that a reader edits: the exercise page and JupyterLab both work on this very file. Cells have
ids that outlive an edition of the course, and ``metadata.ledelsesrum.source`` holds the course's own text of a cell, so a
cell is edited when its source is another.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

import nbformat
from nbformat import NotebookNode

from course.site.merging import OURS, base, merge

FORM = "1"  # of what this module makes of a notebook; another number renews every copy
LONGEST_ID = 60  # nbformat allows 64, and a number may follow
PURPOSES = ("setup", "figure", "reflection", "answer", "task", "check", "solution")
NAMED = re.compile(r'\b(?:answer_form|check|reflection|live_figure)\(\s*"?(\w+)')
# What JupyterLab's Markdown does not know: MyST's attributes and roles, and links between the book's source files.
ATTRIBUTES = re.compile(r"^\{[.#][^}\n]*\}\n", re.M)
ROLE = re.compile(r"\{\w[\w:]*\}`([^`<]+?)(?:\s<[^`]*)?`")
LINK = re.compile(r"\]\((?:\.\./)?(book|notebooks)/([\w-]+)\.md(#[\w-]*)?\)|\]\(([\w-]+)\.md(#[\w-]*)?\)")


class Damaged(Exception):
    """A file that should be a notebook is none."""


def refresh(source: Path, copy: Path) -> Path | None:
    """Make or renew the copy of the notebook ``source``; does nothing when it is of this edition of the course.

    A damaged copy is moved aside; gives its new place.

    Raises
    ------
    OSError
        The copy can be neither read nor written.
    """
    edition, aside = _edition(source), None
    try:
        own = read(copy)
    except FileNotFoundError:
        own = None
    except Damaged:
        own, aside = None, _put_aside(copy)
    if own and base(own).get("edition") == edition:
        return None
    fresh = course_notebook(source)
    fresh.metadata[OURS] = {"edition": edition} | ({"put_aside": aside.name} if aside else {})
    with replacing(copy) as file:
        nbformat.write(merge(own, fresh) if own else fresh, file, version=nbformat.NO_CONVERT)
    return aside


def read(copy: Path) -> NotebookNode:
    """The notebook in a file.

    Raises
    ------
    Damaged
        It is not UTF-8, not JSON, or not a notebook.
    """
    try:
        notebook = nbformat.v4.reads(copy.read_text(encoding="utf-8"))
        if _is_sound(notebook):
            return notebook
    except (ValueError, TypeError, AttributeError, KeyError, IsADirectoryError) as error:
        raise Damaged(str(copy)) from error
    raise Damaged(str(copy))


def _is_sound(notebook: NotebookNode) -> bool:
    """Whether all that we rely on is there; small faults that nbformat forgives, JupyterLab and we forgive too."""
    return notebook.nbformat == 4 and isinstance(notebook.nbformat_minor, int) and isinstance(notebook.metadata, dict) and isinstance(
        notebook.cells, list) and all(isinstance(cell.source, str) and isinstance(cell.metadata, dict) and cell.cell_type for cell in notebook.cells)


def course_notebook(source: Path) -> NotebookNode:
    """The course's notebook as a reader gets it: named cells, code folded as on the page, text as JupyterLab can show it."""
    import jupytext  # slow to load, and not needed while no edition is new

    notebook = jupytext.read(source, fmt="md:myst")
    notebook.metadata = {"kernelspec": notebook.metadata["kernelspec"], "language_info": {"name": "python"}}
    for cell, name in zip(notebook.cells, cell_ids(notebook.cells)):
        cell.id = name
        if cell.cell_type == "markdown":
            cell.source = _for_jupyterlab(cell.source)
        elif "hide-input" in cell.metadata.get("tags", []) and "task" not in cell.metadata.tags:
            cell.metadata["jupyter"] = {"source_hidden": True}
        cell.metadata[OURS] = {"id": name, "source": cell.source}
    return notebook


def cell_ids(cells: list[NotebookNode]) -> list[str]:
    """Ids that stay the same in the next edition: a cell's purpose, and what it is about or else a number.

    A task is named by the check that follows it, as on the page (``code.js``); a text by the code that follows it.
    """
    code = _unlike(_code_ids([cell for cell in cells if cell.cell_type == "code"]))
    ids, following = [], "end"
    for cell in reversed(cells):
        if cell.cell_type == "code":
            following = code.pop()
        ids.append(following if cell.cell_type == "code" else f"before-{following}"[:LONGEST_ID])
    return _unlike(ids[::-1])


def _code_ids(cells: list[NotebookNode]) -> list[str]:
    ids, unnamed = [], Counter()
    for before, cell, after in zip([None, *cells], cells, [*cells[1:], None]):
        purpose = _purpose(cell)
        namesake = {"task": after, "solution": before}.get(purpose, cell)
        found = NAMED.search(namesake.source) if namesake else None
        unnamed[purpose] += found is None
        ids.append(f"{purpose}-{found[1] if found else unnamed[purpose]}"[:LONGEST_ID])
    return ids


def _purpose(cell: NotebookNode) -> str:
    return next((tag for tag in cell.metadata.get("tags", []) if tag in PURPOSES), "code")


def _unlike(names: list[str]) -> list[str]:
    """The names, a number added to one that was there before."""
    seen, result = Counter(), []
    for name in names:
        seen[name] += 1
        result.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return result


def _for_jupyterlab(text: str) -> str:
    def to_page(link: re.Match) -> str:
        folder, name, place = (link[1], link[2], link[3]) if link[1] else ("notebooks", link[4], link[5])
        return f"](/bog/{folder}/{name}.html{place or ''})"

    return LINK.sub(to_page, ROLE.sub(r"\1", ATTRIBUTES.sub("", text)))


def _edition(source: Path) -> str:
    return hashlib.sha256(FORM.encode() + source.read_bytes()).hexdigest()


def _put_aside(copy: Path) -> Path:
    """Move a damaged copy to a name of its own in the same folder; nothing is ever deleted."""
    stem = f"{copy.stem}-beskadiget-{datetime.now():%Y-%m-%d-%H%M%S}"
    names = [f"{stem}.ipynb"] + [f"{stem}-{number}.ipynb" for number in range(2, 100)]
    return copy.rename(next(copy.with_name(name) for name in names if not copy.with_name(name).exists()))


@contextmanager
def replacing(path: Path | str, **how) -> Iterator[IO]:
    """A file to write that takes the place of ``path`` when it is whole and on the disk; a kill leaves the former one."""
    path = Path(path).resolve()  # a link stays a link
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open(**{"mode": "w", "encoding": "utf-8", "newline": "\n"} | how) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
