"""The one import of every notebook: ``from exercises.notebook import *``."""

from contextlib import suppress

from IPython import get_ipython

from exercises import mistakes
from exercises.charts import TOKENS, bars, figure_html, trajectories
from exercises.danish_dates import date_in_words
from exercises.danish_order import danish_order
from exercises.datasets import describe, load
from exercises.errors import ContentError
from exercises.figure import Select, Slider, live_figure
from exercises.journal.board import board
from exercises.journal.definitions import reflections
from exercises.journal.gathering import gathered
from exercises.journal.widget import reflection
from exercises.portfolio.page import plan
from exercises.tables import Table, Worked, danish, raised, table_html
from exercises.tasks import answer_form, check
from exercises.tasks.definitions import tasks

__all__ = [
    "TOKENS", "Select", "Slider", "Table", "Worked", "answer_form", "bars", "board", "check", "danish", "danish_order", "date_in_words", "describe", "figure_html",
    "gathered", "live_figure", "load", "plan", "raised", "reflection", "table_html", "trajectories",
]


def read_ahead() -> None:
    """Read every exercise and task now, so that no page waits for it; what is wrong in a file is said where it is used."""
    for read in (reflections, tasks):
        with suppress(ContentError):
            read()


mistakes.install(get_ipython())
