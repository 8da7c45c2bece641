"""The figures of the report: who gave what, how strict each grader is, and whether it changed. Graders by name; no student is in any of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from textwrap import shorten

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from course.grading.agreement.report import FEW, Agreement, QuestionAgreement, Report, Severity
from course.grading.agreement.words import number, of, told, verdict
from exercises.charts import figure_html
from exercises.frontend import TOKENS

SERIES = ("accent", "warm", "ochre", "blue")
DASHES = ("-", "--", "-.", ":")
PARTS = ("første tredjedel", "midterste tredjedel", "sidste tredjedel")
SOURCE = "Kilde: de læsninger, der er gemt her. Kun tekster, som to har læst færdig hver for sig."
ROW_HEIGHT = 0.16  # of the usual height, for a grader


@dataclass(frozen=True)
class Figure:
    """A drawing with the words and the numbers that go with it."""

    title: str
    subtitle: str
    alt: str
    draw: Callable[[Axes, bool], None]
    table: pd.DataFrame
    height: float = 1.0

    def html(self) -> str:
        """The figure as the house shows it."""
        return figure_html(self.draw, title=self.title, subtitle=self.subtitle, source=SOURCE, alt=self.alt, table=self.table, height=self.height, decimals=2)


def figures(report: Report) -> list[tuple[str, Figure]]:
    """All figures, each with the grade_id of its question, '' where it is of the graders."""
    found = [(question.cell, confusion(question)) for question in report.questions if question.pairs and question.measured]
    told_of = [one for one in report.graders if one.mean.value is not None]
    return [*found, *([("", strictness(told_of)), ("", drift(told_of))] if told_of else [])]


def confusion(question: QuestionAgreement) -> Figure:
    """How often the one gave a level and the other another, a square for each criterion."""
    parts = [one for one in question.measured if one.confusion]
    one, other = parts[0].columns

    def draw(ax: Axes, narrow: bool) -> None:
        across, levels = min(len(parts), 2 if narrow else 3), len(parts[0].levels)
        wide, high = levels + (3 if narrow else 1.6), levels + 2.2
        for place, part in enumerate(parts):
            _square(ax, part, wide * (place % across), -high * (place // across), 8 if narrow else 10)
        ax.set_xlim(-0.9, wide * across - 1)
        ax.set_ylim(-high * ceil(len(parts) / across) + 2, 1.6)
        ax.set_aspect("equal")
        ax.axis("off")

    least = min(parts, key=lambda part: part.same / max(part.scripts, 1))
    title = (f"Mindst enige er de om »{least.title}«: {of(least.same, least)} af trinnene er ens" if least.is_enough
             else f"{question.pairs} {'tekst' if question.pairs == 1 else 'tekster'} er læst af to: {FEW}")
    alt = f"Tabeller over trin, en for hvert kriterium; rækker er {one}, søjler {other}. " + " ".join(
        f"{part.title}: {part.same} af {part.scripts} tekster fik samme trin, {part.near} højst ét trin fra hinanden." for part in parts)
    table = pd.DataFrame([
        {"Kriterium": part.title, f"Trin, {one}": number(low, int(low % 1 > 0)), **{f"{other}: {number(high, int(high % 1 > 0))}": count
                                                                                   for high, count in zip(part.levels, counts, strict=True)}}
        for part in parts for low, counts in zip(part.levels, part.confusion, strict=True)
    ])
    return Figure(title, f"{question.name} {question.title} · antal tekster; rækker: {one}, søjler: {other}. Indrammet er enighed.", alt, draw, table,
                  0.7 * ceil(len(parts) / 3))


def strictness(graders: list[Severity]) -> Figure:
    """How many levels each grader is above or below the co-readers, with the interval."""

    def draw(ax: Axes, narrow: bool) -> None:
        for place, one in enumerate(graders):
            colour, weight = (TOKENS["ink-quiet"], "normal") if "ikke" in verdict(one) else (TOKENS["accent"], "bold")
            low, high = (one.mean.low, one.mean.high) if one.mean.low is not None else (one.mean.value, one.mean.value)
            ax.plot([low, high], [-place, -place], color=colour, linewidth=2.2)
            _dot(ax, one.mean.value, -place, colour)
            ax.annotate(number(one.mean.value, signed=True), (one.mean.value, -place), xytext=(0, 7), textcoords="offset points", ha="center", weight=weight)
        ax.axvline(0, color=TOKENS["control-line"], linewidth=1)
        ax.set_yticks([-place for place in range(len(graders))], [_name(one, 14 if narrow else 30) for one in graders])
        ax.set_ylim(0.6 - len(graders), 0.7)
        limit = 1.15 * max(abs(end) for one in graders for end in (one.mean.low, one.mean.high, one.mean.value, 0.1) if end is not None)
        ax.set_xlim(-limit, limit)
        ax.grid(False)
        ax.set_xticks([-limit * 0.95, 0, limit * 0.95], ["strengere", "" if narrow else "som de andre", "mildere"])
        for tick, side in zip(ax.get_xticklabels(), ("left", "center", "right"), strict=True):
            tick.set_horizontalalignment(side)

    telling = [one for one in graders if "ikke" not in verdict(one)]
    title = "Ingen af læserne er tydeligt strengere eller mildere end de andre"
    if telling and len(graders) == 2:
        milder, stricter = sorted(graders, key=lambda one: -one.mean.value)
        title = f"{milder.grader} er mildere end {stricter.grader}: i gennemsnit {number(milder.mean.value)} trin"
    elif telling:
        title = _listed([f"{one.grader} er {verdict(one)}" for one in telling[:2]])
    alt = "Punkt og interval for hver læser. " + " ".join(f"{one.grader}: {told(one.mean, signed=True)} trin over {one.scripts} tekster." for one in graders)
    table = pd.DataFrame([{"Læser": one.grader, "Tekster": one.scripts, "Trin over (+) eller under (−)": told(one.mean, signed=True)} for one in graders])
    return Figure(title, "Trin over eller under den kollega, der læste den samme tekst; stregen er et 95-procents-interval.", alt, draw, table,
                  max(0.5, 0.25 + ROW_HEIGHT * len(graders)))


def drift(graders: list[Severity]) -> Figure:
    """How strict each grader was in the three parts of the pile; the four who read most are in colour."""
    first = sorted(graders, key=lambda one: -one.scripts)[: len(SERIES)]

    def draw(ax: Axes, narrow: bool) -> None:
        ends = []
        for one in graders:
            points = [(place, third.value) for place, third in enumerate(one.thirds) if third.value is not None]
            place = first.index(one) if one in first else None
            colour = TOKENS["control-line" if place is None else SERIES[place]]
            if points:
                ax.plot(*zip(*points, strict=True), color=colour, linestyle="-" if place is None else DASHES[place], linewidth=1.2 if place is None else 2.2)
                for point in points:
                    _dot(ax, *point, colour)
                ends.append((points[-1][1], _name(one, 12 if narrow else 22), colour))
        ax.axhline(0, color=TOKENS["control-line"], linewidth=1)
        limit = 1.2 * max([0.25, *(abs(third.value) for one in graders for third in one.thirds if third.value is not None)])
        ax.set_ylim(-limit, limit)
        for height, (_, name, colour) in zip(_apart([end[0] for end in sorted(ends)], limit / 6), sorted(ends), strict=True):
            ax.annotate(name, (2, height), xytext=(9, 0), textcoords="offset points", va="center", color=colour)
        ax.set_xticks(range(3), ["først", "midt i", "til sidst"] if narrow else PARTS)
        ax.set_xlim(-0.3, 2.9 if narrow else 2.6)
        ax.yaxis.set_major_formatter(lambda value, _: number(value, 1, signed=True))

    telling = [one for one in graders if one.drift.low is not None and not one.drift.low <= 0 <= one.drift.high]
    title = (_listed([f"{one.grader} blev {'mildere' if one.drift.value > 0 else 'strengere'} undervejs" for one in telling[:2]]) if telling
             else "Ingen af læserne blev tydeligt mildere eller strengere undervejs")
    alt = "En linje for hver læser over tre dele af bunken. " + " ".join(
        f"{one.grader}: {', '.join(number(third.value, signed=True) for third in one.thirds)}." for one in graders)
    table = pd.DataFrame([{"Læser": one.grader, **{part: told(third, signed=True) for part, third in zip(PARTS, one.thirds, strict=True)},
                           "Skred": told(one.drift, signed=True)} for one in graders])
    return Figure(title, "Trin over (+) eller under (−) den kollega, der læste den samme tekst, i den orden læseren selv læste.", alt, draw, table)


def _square(ax: Axes, part: Agreement, left: float, top: float, size: float) -> None:
    most = max(max(row) for row in part.confusion) or 1
    ax.text(left - 0.5, top + 1.15, shorten(part.title, 24, placeholder="…"), weight="bold", fontsize=size)
    for across, level in enumerate(part.levels):
        name = number(level, int(level % 1 > 0))
        ax.text(left + across, top + 0.75, name, ha="center", va="center", color=TOKENS["ink-quiet"], fontsize=0.9 * size)
        ax.text(left - 0.75, top - across, name, ha="center", va="center", color=TOKENS["ink-quiet"], fontsize=0.9 * size)
    for down, row in enumerate(part.confusion):
        for across, count in enumerate(row):
            where = (left + across - 0.46, top - down - 0.46)
            ax.add_patch(Rectangle(where, 0.92, 0.92, facecolor=TOKENS["accent"], alpha=0.06 + 0.34 * count / most, linewidth=0))
            if across == down:
                ax.add_patch(Rectangle(where, 0.92, 0.92, facecolor="none", edgecolor=TOKENS["accent"], linewidth=1.2))
            if count:
                ax.text(left + across, top - down, str(count), ha="center", va="center", fontsize=size)


def _name(one: Severity, longest: int) -> str:
    """A grader's name as a picture has room for it; a dollar sign would begin a formula."""
    return (one.grader if len(one.grader) <= longest else f"{one.grader[:longest - 1]}…").replace("$", r"\$")


def _dot(ax: Axes, across: float, height: float, colour: str) -> None:
    """A round point drawn as a very short line: a marker would be a reference inside the picture, which the desk's sanitizer takes out."""
    ax.plot([across, across], [height - 1e-6, height + 1e-6], color=colour, linewidth=8, solid_capstyle="round")


def _apart(heights: list[float], least: float) -> list[float]:
    """The heights, ascending, moved up so that no two labels lie on each other."""
    moved: list[float] = []
    for height in heights:
        moved.append(max(height, moved[-1] + least) if moved else height)
    return moved


def _listed(sentences: list[str]) -> str:
    return ", og ".join(sentences)
