"""The map of the reader's room to lead, as ``frontend/kinds/room_map.js`` draws it on the page; two maps stand side by side."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Polygon

from exercises.frontend import TOKENS
from exercises.journal.definitions import find, kind_of
from exercises.portfolio.document import Figure
from exercises.portfolio.drawing import WIDTH, drawn_of, lines_of, picture, write
from exercises.portfolio.given import Given

PULLS = {"presses_hard": -2, "presses": -1, "both": 0, "supports": 1, "supports_strongly": 2}  # how far the wall moves, outward above 0
WALLS = {"above": (0, -1), "right": (1, 0), "below": (0, 1), "left": (-1, 0)}  # the way out of the room
SMOOTH = 0.16  # of a wall's length: how wide a stretch one actor moves
KEY = "Pil ind: presser rummet. Pil ud: støtter det. Tyk: stærkt. Stiplet: mit gæt. Prikket væg: ingen nævnt."


@dataclass(frozen=True)
class Size:
    """Measures of a map in units: half the room, how far out the actors stand, the band they stand along, how far a pull moves a wall."""

    width: float
    height: float
    half: tuple[float, float]
    chip: float
    far: tuple[float, float]
    band: float
    reach: float
    names: int


WIDE = Size(680, 470, (150, 82), 13, (256, 178), 250, 21, 17)
NARROW = Size(320, 350, (78, 58), 12, (136, 138), 104, 15, 0)


@dataclass(frozen=True)
class Actor:
    """Somebody on the map; ``place`` is along the wall, 0 to 1."""

    number: int
    name: str
    wall: str
    pull: int
    guessed: bool
    told: str
    place: float = 0.5


def room_picture(exercise: str, item: str, given: Given) -> Figure | None:
    """Draw the map of each occasion, with the same number for the same name on both."""
    kind = kind_of(find(exercise).item(item))
    said = [one for one in given.said(exercise, item) if _placed(kind, one.value, given, {})]
    if not said:
        return None
    numbers: dict[str, int] = {}
    maps = [(one.occasion, _placed(kind, one.value, given, numbers)) for one in said[:1] + said[1:][-1:]]
    named = {actor.number: actor.name for _, actors in maps for actor in actors}
    size = WIDE if len(maps) == 1 else NARROW
    top = 0 if len(maps) == 1 else 34
    legend = _legend(named) if len(maps) > 1 or len(named) > 6 else []

    def draw(ax: Axes) -> None:
        for n, (occasion, actors) in enumerate(maps):
            left = n * (WIDTH - size.width)
            if top:
                write(ax, left + size.width / 2, 18, occasion, bold=True, align="center")
            _map(ax, kind, actors, size, left, top)
        for column, row, text in legend:
            write(ax, 8 + column * WIDTH / 2, top + size.height + 24 + 20 * row, text)

    alt = " ".join(_told(occasion, actors) for occasion, actors in maps)
    caption = f"Kort over mit ledelsesrum. {KEY} {drawn_of(*said)}"
    return picture(draw, top + size.height + 30 * bool(legend) + 20 * math.ceil(len(legend) / 2), caption, f"Kort over ledelsesrummet. {alt}")


def _placed(kind, value: dict, given: Given, numbers: dict[str, int]) -> list[Actor]:
    """Those who have been placed, numbered by name; those beside stand on the right and the left by turns."""
    words = {column.id: {option.id: option.label for option in column.options} for column in kind.columns}
    found, beside = [], 0
    for row, name in given.rows(kind, value).items():
        cells = value.get("cells", {}).get(row, {})
        if not (cells.get("side") in words["side"] and cells.get("pull") in PULLS):
            continue
        number = numbers.setdefault(name.lower(), len(numbers) + 1)
        wall = ("right", "left")[beside % 2] if cells["side"] == "beside" else cells["side"]
        beside += cells["side"] == "beside"
        told = ", ".join(words[column][cells[column]] for column in ("side", "pull", "known") if cells.get(column) in words[column])
        found.append(Actor(number, name, wall, PULLS[cells["pull"]], cells.get("known") == "guess", told))
    return found


def _told(occasion: str, actors: list[Actor]) -> str:
    people = "; ".join(f"{actor.number}. {actor.name}: {actor.told}" for actor in actors)
    return f"{occasion}: {people}." if occasion else f"{people}."


def _legend(named: dict[int, str]) -> list[tuple[int, int, str]]:
    """Column, row and words of each name, in two columns read downward."""
    rows = math.ceil(len(named) / 2)
    return [(n // rows, n % rows, f"{number}. {lines_of(name, 36, 1)[0]}") for n, (number, name) in enumerate(sorted(named.items()))]


def _map(ax: Axes, kind, actors: list[Actor], size: Size, left: float, top: float) -> None:
    centre = np.array([left + size.width / 2, top + size.height / 2])
    standing = {wall: _along(actors, wall) for wall in WALLS}
    steps = np.linspace(0, 1, 49)
    walls = {wall: np.array([_on_wall(size, wall, at, size.reach * _moved(standing[wall], at)) for at in steps]) + centre for wall in WALLS}
    ax.add_patch(Polygon(np.concatenate(list(walls.values())), color=TOKENS["accent"], alpha=0.12, linewidth=0))
    sides = {actor.wall if actor.wall not in ("left", "right") else "beside" for actor in actors}
    for wall, line in walls.items():
        empty = (wall if wall not in ("left", "right") else "beside") not in sides
        ax.plot(*line.T, color=TOKENS["ink"], linewidth=1.8, linestyle=(0, (1, 3)) if empty else "solid")
    zones = {"above": 22, "beside": size.height / 2 - size.half[1] - 26, "below": size.height - 12}
    for option in kind.columns[0].options:
        write(ax, left + 8, top + zones[option.id], option.label, "ink-quiet", bold=True)
    for row, line in enumerate(rows := lines_of(kind.center, 18)):
        write(ax, *(centre + (0, 5 + 18 * (row - (len(rows) - 1) / 2))), line, size=15, bold=True, align="center")
    for wall, here in standing.items():
        for n, actor in enumerate(here):
            _actor(ax, actor, n, here, size, centre, wall)


def _along(actors: list[Actor], wall: str) -> list[Actor]:
    here = [actor for actor in actors if actor.wall == wall]
    return [Actor(**vars(actor) | {"place": (n + 0.5) / len(here)}) for n, actor in enumerate(here)]


def _moved(here: list[Actor], at: float) -> float:
    """How far a wall is moved at a place: the mean of those who stand near it, nothing at its ends."""
    near = [(math.exp(-(((at - actor.place) / SMOOTH) ** 2)), actor.pull) for actor in here]
    return sum(weight * pull for weight, pull in near) / max(1, sum(weight for weight, _ in near)) * min(1, 6 * at, 6 * (1 - at))


def _on_wall(size: Size, wall: str, at: float, out: float) -> tuple[float, float]:
    """A point of a wall from the room's middle, ``out`` units outside where it stands when nobody moves it."""
    (x, y), across, down = size.half, (2 * at - 1) * size.half[0], (2 * at - 1) * size.half[1]
    return {"above": (across, -y - out), "right": (x + out, down), "below": (-across, y + out), "left": (-x - out, -down)}[wall]


def _actor(ax: Axes, actor: Actor, n: int, here: list[Actor], size: Size, centre: np.ndarray, wall: str) -> None:
    """An actor's circle, arrow, number and, where there is room, name."""
    flat = wall in ("above", "below")
    band = size.band if flat else size.half[1] + 20
    step = 2 * band / len(here)
    along = (2 * actor.place - 1) * band * (-1 if wall in ("below", "left") else 1)
    out = size.far[1 if flat else 0] + (n % 2) * (2 * size.chip + 2) * (step < 2 * size.chip + 2)
    way = np.array(WALLS[wall])
    chip = centre + way * out + np.array([along, 0] if flat else [0, along])
    token = "warm" if actor.pull < 0 else "accent" if actor.pull > 0 else "ink-quiet"
    _arrow(ax, chip, centre + _on_wall(size, wall, actor.place, size.reach * _moved(here, actor.place)), actor, size, TOKENS[token])
    ax.add_patch(Circle(chip, size.chip, facecolor="white" if actor.guessed else TOKENS[token], edgecolor=TOKENS[token], linewidth=1.5,
                        linestyle="--" if actor.guessed else "-"))
    write(ax, chip[0], chip[1] + 4.5, str(actor.number), token if actor.guessed else "card", bold=True, align="center")
    letters = min(size.names, int((step if flat else 126) / 8))
    if letters < 9 or step < 44:
        return
    lines = lines_of(actor.name, letters)
    first = chip[1] - size.chip - 8 - 15 * (len(lines) - 1) if wall == "above" else chip[1] + size.chip + 16
    for row, line in enumerate(lines):
        write(ax, chip[0], first + 15 * row, line, align="center")


def _arrow(ax: Axes, chip: np.ndarray, end: np.ndarray, actor: Actor, size: Size, colour: str) -> None:
    """A line with its heads: inward from those who press, outward to those who support, both ways for both."""
    way = (end - chip) / np.hypot(*(end - chip))
    start, stop = chip + way * (size.chip + 3), end - way * 4
    ax.plot(*np.array([start + way * 6, stop - way * 6]).T, color=colour, linewidth=3.2 if abs(actor.pull) == 2 else 1.5, solid_capstyle="butt",
            linestyle=(0, (3, 2)) if actor.guessed else "solid")
    across = np.array([-way[1], way[0]]) * 6
    for tip, ahead, shown in ((stop, way, actor.pull <= 0), (start, -way, actor.pull >= 0)):
        if shown:
            ax.add_patch(Polygon([tip, tip - ahead * 11 + across, tip - ahead * 11 - across], color=colour, linewidth=0))
