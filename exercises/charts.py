"""The house style of every figure: a drawing function in, a self-contained piece of HTML out.

A figure is drawn twice, for a page and for a phone, as SVG whose colours are the names in
``book/_static/tokens.css``, so that it follows the reader's light or dark page without being drawn again.
Title, subtitle, source and table are HTML around it, where they wrap, can be read aloud and be searched.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html import escape

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import ScalarFormatter

from exercises.frontend import TOKENS
from exercises.tables import danish, table_html

WIDE, NARROW = (7.2, 3.6), (3.6, 3.0)  # inches; at 100 units an inch one SVG unit is about one CSS pixel
STYLE = {
    "svg.fonttype": "none",
    "font.family": "DejaVu Sans",
    "font.size": 11,
    "text.color": TOKENS["ink"],
    "axes.edgecolor": TOKENS["control-line"],
    "axes.labelcolor": TOKENS["ink-quiet"],
    "axes.spines.left": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "grid.color": TOKENS["hairline"],
    "grid.linewidth": 0.8,
    "xtick.color": TOKENS["ink-quiet"],
    "ytick.color": TOKENS["ink-quiet"],
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "lines.linewidth": 2.2,
    "lines.markersize": 4.5,
}


def figure_html(
    draw: Callable[[Axes, bool], None],
    *,
    title: str,
    subtitle: str,
    source: str,
    alt: str,
    said: str = "",
    table: pd.DataFrame | None = None,
    table_open: bool = False,
    height: float = 1.0,
    decimals: int = 1,
) -> str:
    """Draw a figure and give it as HTML.

    Parameters
    ----------
    draw : function(ax, narrow)
        Draws on ``ax``; ``narrow`` is True for the phone's version.
    title, subtitle, source, alt
        The finding in a sentence; measure and unit; where the figures come from; what is seen, for those who do not see it.
    said : str
        A sentence of what the reader's own choice shows, under the picture.
    table : DataFrame
        The figures drawn, shown under 'Vis tal'. Its column names are shown as they are.
    table_open : bool
        The table stands under the picture and follows the controls, for a figure whose table is as much the point as its picture.
    height : float
        Height against the house's usual one.
    decimals : int
        Of the figures in the table that are not whole.
    """
    pictures = "".join(
        f'<div class="lr-figure-{name}">{svg_of(draw, narrow, height, alt)}</div>'
        for name, narrow in (("wide", False), ("narrow", True))
    )
    spoken = f'<p class="lr-said">{escape(said)}</p>' if said else ""
    numbers = "" if table is None else table_html(table, decimals, title)
    folded = f"<details><summary>Vis tal</summary>{numbers}</details>" if numbers and not table_open else ""
    return (
        f'<figure class="lr-figure" aria-label="{escape(title)}"><p class="lr-figure-title">{escape(title)}</p>'
        f'<p class="lr-figure-subtitle">{escape(subtitle)}</p>{pictures}{spoken}{numbers if table_open else ""}'
        f'<figcaption>{escape(source)}</figcaption>{folded}</figure>'
    )


def bars(ax: Axes, labels: list[str], values: list[float], *, marked: set[str], decimals: int = 0) -> None:
    """Draw horizontal bars from the top, each with its value; the ``marked`` ones in the accent colour, NaN as a question mark."""
    colours = [TOKENS["accent"] if label in marked else TOKENS["control-line"] for label in labels]
    places = range(len(labels), 0, -1)
    ax.barh(list(places), values, color=colours, height=0.62)
    for place, label, value in zip(places, labels, values):
        weight = "bold" if label in marked else "normal"
        known = np.isfinite(value)
        ax.annotate(danish(value, decimals) if known else "?", (value if known else 0, place), xytext=(4, 0), textcoords="offset points", va="center", weight=weight)
    ax.set_yticks(list(places), labels)
    ax.set_xlim(0, np.nanmax(values) * 1.12)
    ax.set_xticks([])
    ax.grid(False)
    ax.spines["bottom"].set_visible(False)


def trajectories(ax: Axes, path: np.ndarray, marked: np.ndarray) -> None:
    """Draw a simulation's agents over its rounds, the ``marked`` ones dashed and in the warm colour.

    ``path`` has shape (rounds + 1, agents), ``marked`` is bool of shape (agents,). Ten rounds are shown at least, the last one
    held. The axis of a long run grows by the square root of the round, for most happens in the first. All agents of a kind are
    one line with breaks: a hundred times fewer things to draw.
    """
    last = len(path) - 1
    shown = np.unique(np.append(np.arange(min(last, 20) + 1), np.round(np.linspace(0, last**0.5, 50) ** 2).astype(int)))
    rounds = np.append(shown.astype(float), [max(last, 10), np.nan])
    looks = {"linewidth": 1.2, "linestyle": "--", "color": TOKENS["warm"]}, {"linewidth": 0.7, "alpha": 0.6, "color": TOKENS["accent"]}
    for of_these, look in zip((marked, ~marked), looks):
        values = path[shown][:, of_these]
        values = np.vstack([values, values[-1:], np.full_like(values[-1:], np.nan)])
        ax.plot(np.tile(rounds, values.shape[1]), values.T.ravel(), **look)
    if last > 30:
        ax.set_xscale("function", functions=(lambda value: np.sqrt(np.maximum(value, 0)), np.square))
        ax.set_xticks([tick for tick in (0, 10, 50, 100, 200, 400) if tick <= last])
    ax.set_xlim(0, max(last, 10))


class DanishTicks(ScalarFormatter):
    """Figures at an axis with a decimal comma; no points between thousands, for most long ones are years."""

    def __call__(self, x: float, pos: int | None = None) -> str:
        return super().__call__(x, pos).replace(".", ",")


def axes_in(figure: Figure) -> Axes:
    """What is drawn on."""
    ax = figure.add_subplot()
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(DanishTicks())
    return ax


def svg_of(draw: Callable[[Axes, bool], None], narrow: bool, height: float, alt: str) -> str:
    """One drawing as SVG text with the tokens' names in place of their light values."""
    size = NARROW if narrow else WIDE
    with mpl.rc_context(STYLE | {"svg.hashsalt": f"ledelsesrum-{narrow}"}):
        figure = Figure(figsize=(size[0], size[1] * height), layout="constrained")
        FigureCanvasSVG(figure)
        draw(axes_in(figure), narrow)
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    svg = buffer.getvalue()
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.S)
    for name, value in TOKENS.items():
        svg = re.sub(value, f"var(--lr-{name}, {value})", svg, flags=re.I)
    svg = re.sub(r'^<svg[^>]*?viewBox="([^"]*)"[^>]*>', rf'<svg viewBox="\1" role="img" aria-label="{escape(alt)}">', svg, flags=re.S)
    return svg
