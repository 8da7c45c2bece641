"""Check that every content file loads: reflections, tasks, the glossary, datasets and their sources, and what the assignments are marked by."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from course.authoring.problem import Problem, attempt
from course.authoring.project import ASSIGNMENTS, GLOSSARY, REFLECTIONS, TASKS, line_of, read_sound
from course.grading.about import assignments
from course.grading.exporting.scales import read_scales
from course.grading.marking.exemplars import FOLDER as EXEMPLARS
from course.grading.marking.exemplars import read_exemplars
from course.grading.marking.settings import read_marking
from course.grading.publishing.late import read_policy
from course.grading.rubrics import rubrics
from course.grading.store.phrases import FILE as PHRASES
from course.grading.store.phrases import shipped
from course.site.glossary import Terms
from exercises.content import read_yaml, require
from exercises.datasets import Dataset, load, names
from exercises.journal.definitions import reflections
from exercises.journal.schema import ReflectionFile
from exercises.tasks.definitions import tasks
from exercises.tasks.schema import TaskFile

TOLD = {"**Source": "kilden", "efinition": "hvad der er målt (Definition)", "erms": "vilkårene (Terms)", "**Caveat.**": "forbeholdet"}
"""What stands in a table's entry among the sources, and what to call it."""


def check(root: Path) -> Iterator[Problem]:
    for pattern, model, read_all in ((REFLECTIONS, ReflectionFile, reflections), (TASKS, TaskFile, tasks)):
        for path in sorted(root.glob(pattern.format("*"))):
            yield from attempt(read_yaml, path, model)
        yield from attempt(read_all, root / pattern.format("").rpartition("/")[0])  # an id that stands in two files
    yield from attempt(read_yaml, root / GLOSSARY, Terms)
    if (root / ASSIGNMENTS).is_file():  # they need nothing of the course, and it nothing of them
        folder = (root / ASSIGNMENTS).parent
        for read in (rubrics, assignments, read_marking, read_scales, read_policy, _require_criteria):
            yield from attempt(read, folder)
        for path in sorted((folder / EXEMPLARS).glob("*.yaml")):
            yield from attempt(read_exemplars, folder, path.stem)
    yield from _datasets(root / "exercises" / "datasets")


def _require_criteria(folder: Path) -> None:
    """Raise ContentError where the comment bank has phrases about something that nothing is marked by: nobody would ever be shown them."""
    known = [criterion.id for rubric in rubrics(folder).values() for criterion in rubric.criteria]
    for name in shipped(folder):
        require(name, known, folder / PHRASES, f"phrases, '{name}'", "intet kriterium i nogen skala")


def _datasets(folder: Path) -> Iterator[Problem]:
    sources = folder / "SOURCES.md"
    text = sources.read_text(encoding="utf-8")
    for name in names(folder):
        yield from attempt(load, name, folder)
    for path in sorted(folder.glob("*.csv")):
        name, schema = path.stem, read_sound(folder / f"{path.stem}.schema.yaml", Dataset)
        if name not in names(folder):
            yield Problem(path, None, "tabellen har intet skema.", f"Skriv {name}.schema.yaml ved siden af den.")
        if f"\n## {name}\n" not in text:
            remedy = f"Skriv et afsnit med overskriften »## {name}«: kilde, definition, vilkår og forbehold."
            yield Problem(sources, None, f"tabellen {path.name} står ikke i filen.", remedy)
            continue
        entry = text.split(f"\n## {name}\n")[1].split("\n## ")[0]
        for word, what in TOLD.items():
            if word not in entry:
                yield Problem(sources, line_of(sources, f"## {name}"), f"afsnittet om {name} siger ikke {what}.", "Skriv det som i de andre afsnit.")
        if schema and f"| `{name}` | {schema.rows} |" not in text:
            yield Problem(sources, None, f"oversigten øverst har ikke {name} med {schema.rows} rækker.", f"Skriv en linje, der begynder: | `{name}` | {schema.rows} |")
