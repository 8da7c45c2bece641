"""The one import of every notebook: ``from exercises.notebook import *``."""

from IPython import get_ipython

from exercises import mistakes
from exercises.charts import TOKENS, Table, bars, danish, figure_html, table_html, trajectories
from exercises.datasets import describe, load
from exercises.figure import Select, Slider, live_figure
from exercises.journal.gathering import gathered
from exercises.journal.widget import reflection
from exercises.tasks import answer_form, check

__all__ = [
    "TOKENS", "Select", "Slider", "Table", "answer_form", "bars", "check", "danish", "describe", "figure_html", "gathered",
    "live_figure", "load", "reflection", "table_html", "trajectories",
]

mistakes.install(get_ipython())
