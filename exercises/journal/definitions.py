"""The reflection exercises of the course, by id, as they stand in ``exercises/reflections/*.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from exercises.content import read_yaml, require
from exercises.errors import ContentError
from exercises.journal.kinds import BeforeAfter, Item, Kind, Table, require_told
from exercises.journal.parts import Bars, Board, Drawn, Occasion, Option, Source
from exercises.journal.schema import Exercise, ReflectionFile

FOLDER = Path(__file__).parents[1] / "reflections"
PAGES = {"udgang": "Kursets slutning"}
"""Pages that are called something else than their file."""
PLAN = "min_ledelsesplan"
"""The exercise that the page of the plan shows."""


@dataclass(frozen=True)
class Reflection:
    """An exercise and the section of the paper it belongs to."""

    section: str
    path: Path
    exercise: Exercise

    def item(self, name: str) -> Item | None:
        """One of the exercise's items by its id."""
        return next((item for item in self.exercise.items if item.id == name), None)

    def occasions(self, item: Item) -> list[Option]:
        """The occasions on which an item is answered: its own or the exercise's; none for an item that is answered once."""
        return item.occasions if isinstance(item, BeforeAfter) else self.exercise.occasions

    def occasion(self, name: str | None = None) -> Option | None:
        """One of the exercise's occasions by its id; without a name the first, which an exercise without occasions lacks.

        Raises
        ------
        ContentError
            There is no such occasion.
        """
        known = {occasion.id: occasion for occasion in self.exercise.occasions}
        if name is None:
            return next(iter(known.values()), None)
        return known[require(name, known, self.path, f"reflection('{self.exercise.id}', '{name}')", "ingen anledning")]

    def prompt(self, item: Item, occasion: str = "") -> str:
        """What an item asks on an occasion, by the occasion's id."""
        return item.again.get(occasion, item.prompt)

    def sources(self) -> list[Source]:
        """The answers that the exercise's items show or take their rows from, and those that these in turn take theirs from."""
        return with_rows([source for item in self.exercise.items for source in item.sources()], self.path.parent)

    @property
    def page_name(self) -> str:
        """The page it stands on, as it is named in a sentence after »i«."""
        return f"afsnit {self.section}" if "." in self.section else f"»{PAGES.get(self.path.stem) or self.path.stem.replace('-', ' ').capitalize()}«"

    def kicker(self, occasion: Option | None = None) -> str:
        """The line above its title: where it belongs, how long it takes, and on which occasion it is asked."""
        place = self.section if "." in self.section else f"på del {self.section}" if self.path.stem.startswith("del-") else "ved kursets slutning"
        return f"Refleksion {place} · ca. {self.exercise.minutes} min." + (f" · {occasion.label}" if occasion else "")

    def for_view(self, occasion: Option | None = None) -> dict:
        """The exercise as JSON-able data for the browser, as it is asked on one of its occasions."""
        asked = occasion.id if occasion else ""
        data = self.exercise.model_dump(mode="json") | {"section": self.section, "occasion": asked, "kicker": self.kicker(occasion)}
        for item, shown in zip(self.exercise.items, data["items"]):
            shown["prompt"] = self.prompt(item, asked)
            if isinstance(item, BeforeAfter):
                for occasion, part in zip(item.occasions, shown["occasions"]):
                    part["between_html"] = between_html(occasion)
        return data


@cache
def reflections(folder: Path = FOLDER) -> dict[str, Reflection]:
    """Every exercise in the folder's files, by id.

    Raises
    ------
    ContentError
        A file does not follow the schema, two exercises have the same id, or an item looks for an answer that nobody gives.
    """
    found: dict[str, Reflection] = {}
    boards: dict[Path, Board] = {}
    for path in sorted(folder.glob("*.yaml")):
        file = read_yaml(path, ReflectionFile)
        if file.board:
            boards[path] = file.board
        for exercise in file.exercises:
            if exercise.id in found:
                raise ContentError(path, f"exercises, {exercise.id}", "id'et bruges allerede i en anden øvelse.", "Vælg et nyt.")
            found[exercise.id] = Reflection(file.section, path, exercise)
    for reflection in found.values():
        for item in reflection.exercise.items:
            where = f"exercises, {reflection.exercise.id}.{item.id}"
            _require_sources(item.sources(), found, reflection.path, where)
            _require_rows(kind_of(item), found, reflection.path, where)
            for drawn in getattr(item, "draws", []):
                _require_drawn(drawn, found, reflection.path, where)
    for path, board in boards.items():
        for shown in (shown for tile in board.tiles for shown in tile.answers):
            where = f"board, {shown.exercise}.{shown.item}"
            _require_sources([shown], found, path, where)
            try:
                require_told(shown.said, kind_of(found[shown.exercise].item(shown.item)))
            except ValueError as error:
                raise ContentError(path, where, f"{error}", "Ret said.") from error
    return found


def with_rows(sources: list[Source], folder: Path = FOLDER) -> list[Source]:
    """The given sources, and those that they take their rows from."""
    found, left = [], list(sources)
    while left:
        source = left.pop(0)
        found.append(source)
        rows = getattr(kind_of(find(source.exercise, folder).item(source.item)), "rows_from", None)
        left += [rows] if rows and rows not in found else []
    return found


def source_view(source: Source, folder: Path = FOLDER) -> dict:
    """What the browser needs of an item in order to show its answer elsewhere."""
    reflection = find(source.exercise, folder)
    item = reflection.item(source.item)
    return {
        "item": kind_of(item).model_dump(mode="json"), "prompt": item.prompt, "title": reflection.exercise.title, "section": reflection.section,
        "occasions": [occasion.id for occasion in reflection.occasions(item)],
    }


def _require_sources(sources: list[Source], known: dict[str, Reflection], path: Path, where: str) -> None:
    for source in sources:
        exercise = known.get(source.exercise)
        wanted = exercise and exercise.item(source.item)
        occasions = {occasion.id for occasion in exercise.occasions(wanted)} if wanted else set()
        if not wanted or (source.occasion and source.occasion not in occasions):
            said = ", ".join(filter(None, (source.exercise, source.item, source.occasion)))
            raise ContentError(path, where, f"svaret '{said}' findes ikke.", "Ret exercise, item eller occasion.")


def _require_drawn(drawn: Drawn, known: dict[str, Reflection], path: Path, where: str) -> None:
    """What an answer taken along needs beside its item: a profile where it names none, and the occasion it waits for."""
    if not drawn.item and not (drawn.exercise in known and known[drawn.exercise].exercise.profile):
        raise ContentError(path, where, f"'{drawn.exercise}' har ingen profil.", "Giv item.")
    if drawn.after and drawn.after not in {occasion.id for occasion in known[drawn.exercise].exercise.occasions}:
        raise ContentError(path, where, f"'{drawn.exercise}' bliver ikke besvaret '{drawn.after}'.", "Ret after.")


def _require_rows(kind: Kind, known: dict[str, Reflection], path: Path, where: str) -> None:
    """What a kind needs of the item its rows come from: shares for a calendar, chances for what changes them."""
    if not (rows := getattr(kind, "rows_from", None)):
        return
    source = kind_of(known[rows.exercise].item(rows.item))
    if kind.kind == "calendar_audit" and source.kind != "allocate":
        raise ContentError(path, where, f"'{rows.item}' fordeler ikke noget.", "Lad rows_from nævne et punkt af slagsen allocate.")
    for column in getattr(kind, "columns", []):
        if column.kind == "remedy" and not any(isinstance(table, Table) and table.has_chances(column.of) for table in (kind, source)):
            raise ContentError(path, where, f"'{rows.item}' har ingen kolonne '{column.of}' af slagsen percent.", "Ret of eller rows_from.")


def kind_of(item: Item) -> Kind:
    """The kind an item's answers have: its own, or that of what it wraps."""
    return item.item if isinstance(item, BeforeAfter) else item


def find(name: str, folder: Path = FOLDER) -> Reflection:
    """One exercise by its id; an unknown id names its nearest neighbours."""
    known = reflections(folder)
    return known[require(name, known, folder, f"reflection('{name}')", "ingen øvelse")]


def between_html(occasion: Occasion) -> str:
    """What is shown before an occasion: a text, a ranking, or both."""
    text = "".join(f"<p>{escape(part)}</p>" for part in (occasion.between or "").split("\n\n") if part.strip())
    return text + (ranking_html(occasion.bars) if occasion.bars else "")


@cache  # the view and the text twin both show it
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
