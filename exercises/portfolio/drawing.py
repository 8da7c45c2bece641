"""The paper that the portfolio's pictures are drawn on: one drawing, saved as SVG and as PNG that look the same on every machine."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Callable
from functools import cache
from html import escape

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Drawing
from matplotlib.font_manager import FontProperties, findfont, get_font

from exercises.charts import STYLE
from exercises.frontend import TOKENS
from exercises.portfolio.document import Figure
from exercises.portfolio.given import Said
from exercises.portfolio.text import day, line

UNIT = 100  # units an inch: a unit is about one CSS pixel, as in the pictures on the page
WIDTH = 680  # units
DPI = 220
# Letters are drawn as outlines, for a reader's machine may lack the font; a name with a dollar sign is no formula.
PORTABLE = STYLE | {"svg.fonttype": "path", "text.parse_math": False, "axes.grid": False}


def picture(draw: Callable[[Axes], None], height: float, caption: str, alt: str) -> Figure:
    """Draw on ``WIDTH`` by ``height`` units, from the upper left corner."""
    caption, alt = line(caption), line(alt)
    style = PORTABLE | {"svg.hashsalt": caption}
    with mpl.rc_context(style):
        drawing = Drawing(figsize=(WIDTH / UNIT, height / UNIT))
        FigureCanvasAgg(drawing)
        ax = drawing.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(height, 0))
        ax.set_axis_off()
        draw(ax)
    return Figure(caption, alt, lambda: _svg(drawing, style, alt), lambda: _png(drawing, style))


def _svg(drawing: Drawing, style: dict, alt: str) -> str:
    buffer = io.StringIO()
    with mpl.rc_context(style):
        drawing.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    box, inside = re.search(r'<svg[^>]*?viewBox="([^"]*)"[^>]*>(.*)', buffer.getvalue(), flags=re.S).groups()
    inside = re.sub(r"<metadata>.*?</metadata>", "", inside, flags=re.S)
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {spaces} viewBox="{box}" role="img" aria-label="{escape(alt)}">{inside}'


def _png(drawing: Drawing, style: dict) -> bytes:
    buffer = io.BytesIO()
    with mpl.rc_context(style):
        drawing.savefig(buffer, format="png", dpi=DPI, facecolor="white", metadata={"Software": None})
    return buffer.getvalue()


def write(ax: Axes, x: float, y: float, text: str, token: str = "ink", *, size: float = 13, bold: bool = False, align: str = "left") -> None:
    """Write a line with its foot at ``y``; ``size`` in units."""
    ax.text(x, y, drawable(text), color=TOKENS[token], fontsize=size * 72 / UNIT, weight="bold" if bold else "normal", ha=align, va="baseline")


def lines_of(text: str, letters: int, most: int = 2) -> list[str]:
    """A text in at most so many lines of at most so many letters; what is cut off is marked."""
    return textwrap.wrap(drawable(text), letters, max_lines=most, placeholder="…", break_on_hyphens=False) or [""]


def drawable(text: str) -> str:
    """The text on one line, without what the font has no letter for: an emoji would be an empty box."""
    return "".join(letter for letter in " ".join(text.split()) if ord(letter) in _letters())


@cache
def _letters() -> frozenset[int]:
    return frozenset(get_font(findfont(FontProperties(family=STYLE["font.family"]))).get_charmap())


def drawn_of(*said: Said) -> str:
    """The sentence that tells when the answers were written that a picture is drawn of."""
    days = [day(written) for written in sorted({one.written for one in said})]
    return f"Tegnet af svar fra {listed(days)}."


def listed(words: list[str]) -> str:
    return " og ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
