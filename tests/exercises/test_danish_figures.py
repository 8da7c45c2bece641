"""Every figure and table of the course, as it stands and at the ends of its controls, is written as Danes write."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

import jupytext
import matplotlib as mpl
import pytest
from lxml.html import fragment_fromstring
from matplotlib.figure import Figure
from matplotlib.text import Text

from exercises import charts
from exercises.figure import LiveFigure, Select, live_figure
from exercises.tables import Table
from tests.browser.gates import Shown, english
from tests.conftest import ROOT
from tests.danish_writing import miswritten, out_of_order

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.md"))


def drawn(draw, narrow: bool, height: float, alt: str) -> str:
    """In the place of ``charts.svg_of``: the texts of a drawing, which is not laid out and saved, for that takes most of the time."""
    with mpl.rc_context(charts.STYLE):
        figure = Figure(charts.NARROW if narrow else charts.WIDE)
        draw(charts.axes_in(figure), narrow)
        figure.draw_without_rendering()
    texts = [text.get_text() for text in figure.findobj(Text) if text.get_visible()]
    return f'<svg aria-label="{escape(alt)}">{"".join(f"<text>{escape(text)}</text>" for text in texts)}</svg>'


@pytest.fixture
def quick(monkeypatch) -> None:
    monkeypatch.setattr(charts, "svg_of", drawn)


def shown_by(path: Path) -> Iterator[LiveFigure | Table]:
    """What the figure cells of a notebook show."""
    space: dict = {}
    for cell in jupytext.read(path).cells:
        if not {"setup", "figure"}.isdisjoint(cell.metadata.get("tags", [])):
            *first, last = ast.parse(cell.source).body
            exec(compile(ast.Module(first, []), path.name, "exec"), space)
            if "figure" in cell.metadata["tags"]:
                yield eval(compile(ast.Expression(last.value), path.name, "eval"), space)
            else:
                exec(compile(ast.Module([last], []), path.name, "exec"), space)


def states(figure: LiveFigure) -> Iterator[dict]:
    """The controls as they stand, all at either end, and each of them alone at its ends."""
    ends = {one["name"]: [one["options"][place][0] for place in (0, -1)] if one["kind"] == "select" else [one["min"], one["max"]] for one in figure.controls}
    for place in (0, -1):
        yield {name: values[place] for name, values in ends.items()}
    yield from (figure.values | {name: value} for name, values in ends.items() for value in values)


def pictures(shown: LiveFigure | Table) -> Iterator[str]:
    """Its HTML, in every state."""
    if isinstance(shown, Table):
        yield shown._repr_html_()
        return
    yield shown.html
    told = {str(shown.values)}
    for values in states(shown):
        if str(values) not in told:
            told.add(str(values))
            yield shown._draw(**values)


def texts(html: str, place: str) -> Iterator[Shown]:
    root = fragment_fromstring(html, create_parent=True)
    yield from (Shown(place, text) for text in (*root.itertext(), *root.xpath("//@aria-label")) if text.strip())


def tables(html: str) -> Iterator[list[list[str]]]:
    """The rows of each table whose first column is of words, without the heading."""
    for table in fragment_fromstring(html, create_parent=True).iter("table"):
        rows = [[cell.text_content() for cell in row.iter("td", "th")] for row in table.iter("tr")][1:]
        if not any(row[0][:1].isdigit() for row in rows):
            yield rows


def is_ranked(rows: list[list[str]]) -> bool:
    """Whether the rows stand after the figures of some column."""
    return any(values in (sorted(values), sorted(values, reverse=True)) for values in map(list, zip(*(map(value, row[1:]) for row in rows), strict=True)))


def value(cell: str) -> float:
    plain = cell.replace(".", "").replace(",", ".").replace("−", "-")
    return float(plain) if re.fullmatch(r"-?\d+(\.\d+)?", plain) else math.inf


def labels(shown: LiveFigure | Table) -> Iterator[str]:
    for control in getattr(shown, "controls", []):
        yield control["label"] + control.get("unit", "")
        yield from (label for _, label in control.get("options", []))


def faults(shown: LiveFigure | Table, place: str) -> list[str]:
    """What is not Danish in a figure or a table, each fault once."""
    said = [Shown(place, label) for label in labels(shown)]
    found = [f"{place}: {control['label']}" for control in getattr(shown, "controls", [])
             if out_of_order([label for _, label in control.get("options", []) if label != "Ingen valgt"])]
    for html in pictures(shown):
        assert "kunne ikke tegnes" not in html
        said += texts(html, place)
        found += [f"{place}: rækkerne, fra {rows[0]}" for rows in tables(html) if out_of_order([name for name, *_ in rows]) and not is_ranked(rows)]
    said = list(dict.fromkeys(said))
    return [*dict.fromkeys(found), *miswritten(said), *english(said)]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_figure_is_written_as_danes_write(path):
    found = [fault for number, shown in enumerate(shown_by(path), 1) for fault in faults(shown, f"{path.stem}, nr. {number}")]
    assert found == []


@pytest.mark.parametrize("text", [
    "3.5 pct.", "1,234 kr.", "1,234.5 kr.", "0.5", "−12.5", "36936 piger", "Jan 2020", "Mar", "Oct", "12 May 2020", "2017-06", "2016-05-19", "-3 point", "(-0,5)",
    "16-24", "50 %", "50%", "nan", "None", "1e6",
])
def test_what_danes_write_otherwise_is_found(text):
    assert len(miswritten([Shown("figure", text)])) >= 1


@pytest.mark.parametrize("text", [
    "3,5 pct.", "1.234,5 kr.", "1.234.567", "−0,5", "36.936 piger", "i 2020", "marts 2015", "12. maj 2020 kl. 14.05", "fra kl. 8 og 16.30", "7.5.2013", "16–24", "2005–06",
    "0,915 og 1,000", "−150.000 × 1 / 1,035¹⁰", "COVID-19", "afsnit 2.4", "March (1991)", "EU-27",
])
def test_what_danes_write_is_left_alone(text):
    assert miswritten([Shown("figure", text)]) == []
