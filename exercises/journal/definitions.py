"""The reflection exercises of the course, by id, as they stand in ``exercises/reflections/*.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from exercises.content import read_yaml, require
from exercises.errors import ContentError
from exercises.journal.schema import Bars, BeforeAfterItem, Exercise, ReflectionFile

FOLDER = Path(__file__).parents[1] / "reflections"


@dataclass(frozen=True)
class Reflection:
    """An exercise and the section of the paper it belongs to."""

    section: str
    exercise: Exercise

    def for_view(self) -> dict:
        """Everything the browser needs, as JSON-able data."""
        data = self.exercise.model_dump(mode="json") | {"section": self.section}
        for item, shown in zip(self.exercise.items, data["items"]):
            if isinstance(item, BeforeAfterItem):
                shown["between_html"] = between_html(item)
        return data


@cache
def reflections(folder: Path = FOLDER) -> dict[str, Reflection]:
    """Every exercise in the folder's files, by id.

    Raises
    ------
    ContentError
        A file does not follow the schema, or two exercises have the same id.
    """
    found: dict[str, Reflection] = {}
    for path in sorted(folder.glob("*.yaml")):
        file = read_yaml(path, ReflectionFile)
        for exercise in file.exercises:
            if exercise.id in found:
                raise ContentError(path, f"exercises, {exercise.id}", "id'et bruges allerede i en anden øvelse.", "Vælg et nyt.")
            found[exercise.id] = Reflection(file.section, exercise)
    return found


def find(name: str, folder: Path = FOLDER) -> Reflection:
    """One exercise by its id; an unknown id names its nearest neighbours."""
    known = reflections(folder)
    return known[require(name, known, folder, f"reflection('{name}')", "ingen øvelse")]


def between_html(item: BeforeAfterItem) -> str:
    """What is shown between the two occasions: a text, a ranking, or both."""
    text = "".join(f"<p>{escape(part)}</p>" for part in (item.between or "").split("\n\n") if part.strip())
    return text + (ranking_html(item.bars) if item.bars else "")


def ranking_html(ranking: Bars) -> str:
    """A dataset's column as bars, highest first."""
    from exercises.charts import bars, figure_html  # slow to import, and the server needs only the definitions
    from exercises.datasets import describe, load

    table = load(ranking.dataset)[[ranking.label, ranking.value]].sort_values(ranking.value, ascending=False)
    schema = describe(ranking.dataset)
    labels, values = table[ranking.label].tolist(), table[ranking.value].tolist()

    def draw(ax, narrow):
        bars(ax, labels, values, marked=set(ranking.marked), decimals=ranking.decimals)

    return figure_html(
        draw, title=ranking.title, subtitle=ranking.subtitle, source=schema.source, alt=ranking.alt, height=max(1.0, len(labels) / 14),
        table=table.rename(columns={column.name: column.label for column in schema.columns}),
    )
