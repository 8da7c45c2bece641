"""Where the parts of a section lie: its page, its notebook and its YAML files share one slug."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from course.authoring.markdown import Page, read_assignment, read_page
from exercises.content import read_text, read_yaml
from exercises.errors import ContentError

Model = TypeVar("Model", bound=BaseModel)

PAGE, NOTEBOOK = "book/{}.md", "notebooks/{}.md"
REFLECTIONS, TASKS = "exercises/reflections/{}.yaml", "exercises/tasks/{}.yaml"
GLOSSARY = "book/ordliste.yaml"
ASSIGNMENTS, RUBRICS, ASSIGNMENT = "assignments/assignments.yaml", "assignments/rubrics/{}.yaml", "assignments/source/{}.ipynb"
SLUG = re.compile(r"(\d)-(\d)-[a-z0-9]+(-[a-z0-9]+)*")


def slugs(root: Path) -> list[str]:
    """The sections that have at least one part, in order."""
    found = {path.stem for part in (PAGE, NOTEBOOK, REFLECTIONS, TASKS) for path in root.glob(part.format("*"))}
    return sorted(name for name in found if SLUG.fullmatch(name))


def number_of(slug: str) -> str:
    """The section's number: ``1-1-svaekkede-autoriteter`` is ``1.1``."""
    return ".".join(SLUG.fullmatch(slug).group(1, 2))


def notebooks(root: Path) -> list[Page]:
    return [read_page(path) for path in sorted(root.glob(NOTEBOOK.format("*")))]


def pages(root: Path) -> list[Page]:
    """Every page and notebook of the course."""
    return [read_page(path) for path in sorted(root.glob(PAGE.format("*")))] + notebooks(root)


def assignments(root: Path) -> list[Page]:
    """The assignments' notebooks, and what stands before and after each."""
    paths = sorted(root.glob(ASSIGNMENT.format("**/*")))
    return [read_assignment(path) for path in paths if ".ipynb_checkpoints" not in path.parts]


def read_sound(path: Path, model: type[Model]) -> Model | None:
    """A content file, or None where it is missing or damaged: the check of schemas says how."""
    try:
        return read_yaml(path, model) if path.is_file() else None
    except ContentError:
        return None


def line_of(file: Path, entry: str) -> int | None:
    """The first line of a YAML file whose key and value are these, in small or capital letters."""
    lines = enumerate(read_text(file).splitlines(), 1)
    return next((number for number, line in lines if line.strip(" -{").lower().startswith(entry.lower())), None)
