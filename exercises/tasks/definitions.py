"""The data tasks of the course, by id, as they stand in ``exercises/tasks/*.yaml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from exercises.content import read_yaml, require
from exercises.errors import ContentError
from exercises.tasks.schema import Task, TaskFile

FOLDER = Path(__file__).parent


@cache
def tasks_by_section(folder: Path = FOLDER) -> dict[str, list[Task]]:
    """Every task, by the section of its file; raises ContentError where a file does not follow the schema."""
    files = (read_yaml(path, TaskFile) for path in sorted(folder.glob("*.yaml")))
    return {file.section: file.tasks for file in files}


@cache
def tasks(folder: Path = FOLDER) -> dict[str, Task]:
    """Every task in the folder's files, by id; raises ContentError where a file does not follow the schema."""
    found: dict[str, Task] = {}
    for path in sorted(folder.glob("*.yaml")):
        for task in read_yaml(path, TaskFile).tasks:
            if task.id in found:
                raise ContentError(path, f"tasks, {task.id}", "id'et bruges allerede i en anden opgave.", "Vælg et nyt.")
            found[task.id] = task
    return found


def find(name: str, folder: Path = FOLDER) -> Task:
    """One task by its id; an unknown id names its nearest neighbours."""
    known = tasks(folder)
    return known[require(name, known, folder, f"'{name}'", "ingen opgave")]
