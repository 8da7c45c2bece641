"""Pictures of shares: a week's time against its priorities, and a chain of yeses before and after what is done about it."""

from __future__ import annotations

import math

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from exercises.frontend import TOKENS
from exercises.journal.definitions import find, kind_of
from exercises.models.time_overlap import time_overlap
from exercises.portfolio.document import Figure
from exercises.portfolio.drawing import WIDTH, drawn_of, lines_of, picture, write
from exercises.portfolio.given import Given
from exercises.tables import danish

NAMES, BARS = 210, 340  # units: the room for a row's name, and the length of the longest bar


def gap_picture(exercise: str, item: str, given: Given) -> Figure | None:
    """Draw two bars for each line of the week: its priority and its time, in per cent."""
    kind, [said] = kind_of(find(exercise).item(item)), given.said(exercise, item)[-1:] or [None]
    points = given.last(kind.rows_from.exercise, kind.rows_from.item).get("shares", {})
    if not said or not any(points.values()):
        return None
    hours = {row: cells.get("timer") or 0 for row, cells in said.value["cells"].items()}
    options = {option.id for option in kind.options}
    rows = given.rows(kind, said.value)
    names = {row: name for row, name in rows.items() if row not in options} | {row: name for row, name in rows.items() if row in options}
    gap = time_overlap([points.get(row, 0) for row in names], [hours.get(row, 0) for row in names])
    lines = [(name, 100 * wanted, 100 * time) for name, wanted, time in zip(names.values(), gap.priority, gap.time)]
    longest = max(max(wanted, time) for _, wanted, time in lines)

    def draw(ax: Axes) -> None:
        for n, (name, wanted, time) in enumerate(lines):
            top = 52 * n + 8
            _name(ax, name, top + 16)
            _bar(ax, top, wanted / longest, f"{danish(wanted)} pct. prioritet", "control-line", "ink-quiet")
            _bar(ax, top + 18, time / longest, f"{danish(time)} pct. tid", "accent", "accent")

    share = danish(100 * gap.share)
    told = "; ".join(f"{name}: prioritet {danish(wanted)} pct., tid {danish(time)} pct." for name, wanted, time in lines)
    caption = f"Prioriteter og tid. {share} pct. af tiden gik sådan, som jeg selv havde prioriteret. {drawn_of(said)}"
    return picture(draw, 52 * len(lines) + 8, caption, f"To bjælker for hver linje, i procent af point og af timer. {told} Overlap: {share} pct.")


def chain_picture(exercise: str, item: str, given: Given) -> Figure | None:
    """Draw the chance of each yes, and of all of them, before and after the remedies; None for an audit of something else."""
    kind, [said] = kind_of(find(exercise).item(item)), given.said(exercise, item)[-1:] or [None]
    remedy = next((column for column in kind.columns if column.kind == "remedy"), None)
    chance = remedy.of if remedy else next((column.id for column in kind.columns if column.kind == "percent"), None)
    if not said or not chance:
        return None
    own = any(column.id == chance for column in kind.columns)
    cells = said.value["cells"] if own else given.last(kind.rows_from.exercise, kind.rows_from.item).get("cells", {})
    ways = {option.id: option for option in remedy.options} if remedy else {}
    links = [
        (name, cells[row][chance], ways.get(said.value["cells"].get(row, {}).get(remedy.id)) if remedy else None)
        for row, name in given.rows(kind, said.value).items() if cells.get(row, {}).get(chance) is not None
    ]
    if not links:
        return None
    lines = [(name, before, _after(before, way), way.label if way and _after(before, way) != before else "") for name, before, way in links]
    lines.append(("Alle siger ja", *(100 * math.prod(line[place] / 100 for line in lines) for place in (1, 2)), ""))
    return picture(lambda ax: _chain(ax, lines, bool(remedy)), 46 * len(lines) + 54, *_told(lines, bool(remedy), drawn_of(said)))


def _after(chance: float, way) -> float:
    return 100 - 100 * way.left * ((100 - chance) / 100) ** way.asked if way else chance


def _told(lines: list[tuple], remedied: bool, drawn: str) -> tuple[str, str]:
    """The caption and what is seen."""
    def each(name, before, after, way):
        return f"{name}: {_percent(before)}" + (f", efter »{way}« {_percent(after)}" if way else "")

    *_, (_, before, after, _) = lines
    seen = "; ".join(each(*line) for line in lines[:-1])
    if remedied:
        whole = f"Chancen for, at alle siger ja: {_percent(before)} før og {_percent(after)} efter mine greb."
    else:
        whole = f"Chancen for, at alle siger ja: {_percent(before)}"
        whole += "" if whole.endswith(".") else "."
    key = " Ring: før. Fyldt: efter." if remedied else ""
    return f"Kæden af ja. {whole}{key} Hvert svar er regnet som uafhængigt af de andre. {drawn}", f"En prik for hvert led på en linje fra 0 til 100 pct. {seen.removesuffix('.')}. {whole}"


def _percent(chance: float) -> str:
    return "under 1 pct." if 0 < chance < 1 else f"{danish(chance)} pct."


def _chain(ax: Axes, lines: list[tuple], remedied: bool) -> None:
    left, right = NAMES + 20, WIDTH - 95

    def at(chance: float) -> float:
        return left + (right - left) * chance / 100

    foot = 46 * len(lines) + 22
    for chance in (0, 50, 100):
        ax.plot([at(chance)] * 2, [6, foot - 10], color=TOKENS["hairline"], linewidth=0.8, zorder=0)
        write(ax, at(chance), foot + 10, f"{chance} pct.", "ink-quiet", align="center")
    for n, (name, before, after, way) in enumerate(lines):
        y, whole = 46 * n + 28 + 10 * (n == len(lines) - 1), n == len(lines) - 1
        _name(ax, name, y + 5, bold=whole)
        if whole:
            ax.plot([0, WIDTH], [y - 26] * 2, color=TOKENS["control-line"], linewidth=0.8)
        if remedied:
            ax.plot([at(before), at(after)], [y, y], color=TOKENS["accent"], linewidth=1.5)
            ax.plot(at(before), y, "o", markersize=7, markerfacecolor="white", markeredgecolor=TOKENS["ink-quiet"], markeredgewidth=1.5)
        ax.plot(at(after), y, "o", markersize=8, color=TOKENS["accent"])
        write(ax, at(max(before, after)) + 12, y + 5, f"{_percent(after)}", "accent", bold=True)
        if way:
            write(ax, left + 6, y + 20, lines_of(way, 60, 1)[0], "ink-quiet", size=11)


def _name(ax: Axes, name: str, y: float, bold: bool = True) -> None:
    lines = lines_of(name, 25)
    for n, line in enumerate(lines):
        write(ax, 0, y + 16 * n - 8 * (len(lines) - 1), line, bold=bold)


def _bar(ax: Axes, top: float, long: float, words: str, fill: str, ink: str) -> None:
    ax.add_patch(Rectangle((NAMES, top), max(BARS * long, 1.5), 15, color=TOKENS[fill], linewidth=0))
    write(ax, NAMES + BARS * long + 6, top + 12, words, ink, bold=ink == "accent")
