"""Check that every content file loads: reflections, tasks, the glossary, datasets and their sources."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from course.authoring.problem import Problem, attempt
from course.authoring.project import ASSIGNMENTS, GLOSSARY, REFLECTIONS, TASKS
from course.grading.about import assignments
from course.grading.marking.exemplars import read_exemplars
from course.grading.marking.settings import read_marking
from course.grading.rubrics import rubrics
from course.site.glossary import Terms
from exercises.content import read_yaml
from exercises.datasets import load, names
from exercises.journal.definitions import reflections
from exercises.journal.schema import ReflectionFile
from exercises.tasks.definitions import tasks
from exercises.tasks.schema import TaskFile


def check(root: Path) -> Iterator[Problem]:
    for pattern, model, read_all in ((REFLECTIONS, ReflectionFile, reflections), (TASKS, TaskFile, tasks)):
        for path in sorted(root.glob(pattern.format("*"))):
            yield from attempt(read_yaml, path, model)
        yield from attempt(read_all, root / pattern.format("").rpartition("/")[0])  # an id that stands in two files
    yield from attempt(read_yaml, root / GLOSSARY, Terms)
    if (root / ASSIGNMENTS).is_file():  # they need nothing of the course, and it nothing of them
        yield from attempt(rubrics, (root / ASSIGNMENTS).parent)
        yield from attempt(assignments, (root / ASSIGNMENTS).parent)
        yield from attempt(read_marking, (root / ASSIGNMENTS).parent)
        yield from attempt(read_exemplars, (root / ASSIGNMENTS).parent)
    yield from _datasets(root / "exercises" / "datasets")


def _datasets(folder: Path) -> Iterator[Problem]:
    sources = (folder / "SOURCES.md").read_text(encoding="utf-8").splitlines()
    for name in names(folder):
        yield from attempt(load, name, folder)
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in names(folder):
            yield Problem(path, None, "tabellen har intet skema.", f"Skriv {path.stem}.schema.yaml ved siden af den.")
        if f"## {path.stem}" not in sources:
            remedy = f"Skriv et afsnit med overskriften »## {path.stem}«: kilde, definition, vilkår og forbehold."
            yield Problem(folder / "SOURCES.md", None, f"tabellen {path.name} står ikke i filen.", remedy)
