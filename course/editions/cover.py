"""The cover of the e-book as a picture: the title, and the same empty room as on the printed one."""

from __future__ import annotations

from pathlib import Path

from matplotlib.figure import Figure

from exercises.frontend import TOKENS

INCHES, DOTS = (8, 12.8), 200  # 1600 by 2560 pixels, as bookshops ask for
ROOM = ([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)], [(.35, .38), (.65, .38), (.65, .68), (.35, .68), (.35, .38)],
        [(0, 0), (.35, .38)], [(1, 0), (.65, .38)], [(1, 1), (.65, .68)], [(0, 1), (.35, .68)])


def draw_cover(path: Path, title: str, subtitle: str) -> None:
    """Draw it as a PNG; the same picture every time."""
    figure = Figure(figsize=INCHES, facecolor=TOKENS["paper"])
    figure.text(.1, .87, title, size=58, weight="bold", color=TOKENS["ink"])
    figure.text(.1, .83, subtitle, size=23, color=TOKENS["ink-quiet"])
    axes = figure.add_axes((.1, .19, .8, .5))
    for line in ROOM:
        axes.plot(*zip(*line), color=TOKENS["accent"], linewidth=2.5, clip_on=False)
    axes.set(xlim=(0, 1), ylim=(0, 1))
    axes.axis("off")
    figure.savefig(path, dpi=DOTS, metadata={"Software": None})
