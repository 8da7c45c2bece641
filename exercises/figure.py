"""A live figure: one or two controls that the reader moves, and a drawing that answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import anywidget
import traitlets

from exercises.frontend import STYLE, bundle
from exercises.mistakes import explain


@dataclass(frozen=True)
class Select:
    """A choice between named options, given as ``{key: label}``."""

    label: str
    options: dict[str, str]
    value: str

    def spec(self) -> dict:
        return {"kind": "select", "label": self.label, "options": list(self.options.items())}


@dataclass(frozen=True)
class Slider:
    """A number from ``low`` to ``high``, shown with ``decimals`` and followed by ``unit``; a year is not ``grouped``."""

    label: str
    low: float
    high: float
    value: float
    step: float = 1
    decimals: int = 0
    unit: str = ""
    grouped: bool = True

    def spec(self) -> dict:
        limits = {"min": self.low, "max": self.high, "step": self.step}
        return {"kind": "slider", "label": self.label, "decimals": self.decimals, "unit": self.unit, "grouped": self.grouped, **limits}


class LiveFigure(anywidget.AnyWidget):
    """Widget that redraws when a control is moved. ``draw(**values)`` gives the figure's HTML (``charts.figure_html``)."""

    _esm = bundle("dom", "figure")
    _css = STYLE

    name = traitlets.Unicode().tag(sync=True)
    controls = traitlets.List().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    html = traitlets.Unicode().tag(sync=True)
    drawn = traitlets.Int(0).tag(sync=True)

    def __init__(self, draw: Callable[..., str], controls: dict[str, Select | Slider]):
        values = {name: control.value for name, control in controls.items()}
        super().__init__(
            name=draw.__name__,
            controls=[{"name": name, **control.spec()} for name, control in controls.items()],
            values=values,
            html=draw(**values),
        )
        self._draw = draw
        self.observe(self._redraw, "values")

    def _redraw(self, change) -> None:
        with self.hold_sync():
            try:
                self.html = self._draw(**change["new"])
            except Exception as error:  # whatever a drawing trips over must not leave the reader waiting
                self.html = f'<p class="lr-verdict lr-wrong">Figuren kunne ikke tegnes med de valg. {escape(explain(error, error.__traceback__))}</p>'
            self.drawn += 1  # also when the picture is the same: the page waits for an answer

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return {**data, "text/html": self.html}, metadata


def live_figure(draw: Callable[..., str], **controls: Select | Slider) -> LiveFigure:
    """Show ``draw`` with the given controls; a page that is not live shows it with their first values."""
    return LiveFigure(draw, controls)
