"""Figures: Danish, escaped, readable in both themes and on a phone."""

import re

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from exercises.charts import TOKENS, bars, figure_html, trajectories
from exercises.figure import Select, Slider, live_figure
from exercises.tables import Table, Worked, danish, raised, table_html


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(1234.5, 1, "1.234,5"), (-22.8, 1, "−22,8"), (0.04, 1, "0,0"), (36936, 0, "36.936"), (2.5, 0, "2"), (-0.04, 1, "0,0")],
)
def test_numbers_are_written_as_danes_do(value, decimals, text):
    assert danish(value, decimals) == text


def test_an_exponent_is_raised():
    assert (raised(10), raised(-2)) == ("¹⁰", "⁻²")


def simple(**changes) -> str:
    texts = {"title": "Titel", "subtitle": "Mål, pct.", "source": "Kilde: test", "alt": "En linje"} | changes
    return figure_html(lambda ax, narrow: ax.plot([1, 2], [1, 2], color=TOKENS["accent"]), **texts)


def test_a_figure_follows_the_readers_theme():
    svg = simple()
    assert "var(--lr-accent, #0B5D66)" in svg
    assert not re.search(r"(?<!, )#0b5d66", svg)


def test_a_figure_is_drawn_for_page_and_phone_and_described_in_both():
    html = simple()
    assert html.count("<svg") == 2
    assert html.count('role="img" aria-label="En linje"') == 2
    assert '<figure class="lr-figure" aria-label="Titel">' in html


def test_everything_around_a_figure_is_escaped():
    hostile = '<script>alert("x")</script>'
    html = simple(title=hostile, subtitle=hostile, source=hostile, alt=hostile, said=hostile)
    assert "<script" not in html


def test_a_table_says_what_is_missing_and_leaves_years_alone():
    html = table_html(pd.DataFrame({"År": [2016, 2017], "Piger": [15768, None], "Pct.": [47.4, 58.0], "<b>": ["<i>", "x"]}))
    assert '<th scope="row">2016</th>' in html and "15.768" in html and "mangler" in html and "47,4" in html
    assert "<i>" not in html and "<b>" not in html


def test_figures_have_as_many_decimals_as_are_asked_for():
    table = pd.DataFrame({"Årsag": ["Drab", "Terror"], "Pct.": [0.91, 0.0], "Artikler": [7.0, None]})
    assert all(cell in table_html(table) for cell in ("0,9<", "0,0<", "7<", "mangler"))
    assert all(cell in table_html(table, decimals=2) for cell in ("0,91<", "0,00<", "7<"))


def test_only_words_between_the_first_and_the_last_column_make_a_table_of_words():
    assert "lr-words" not in table_html(pd.DataFrame({"Alder": ["16–24"], "Mænd": [93], "Kvinder": [96]}))
    assert "lr-words" in table_html(pd.DataFrame({"Dato": ["2016-05-19"], "Hvad": ["brugere"], "Mio.": [3.0]}))


def test_a_table_for_itself_has_title_and_source():
    html = Table(pd.DataFrame({"a": [1]}), "Titel", "Kilde: test")._repr_html_()
    assert "Titel" in html and "Kilde: test" in html


def test_a_live_figure_redraws_and_answers_even_when_nothing_changes():
    figure = live_figure(lambda aar, land: f"<p>{aar} {land}</p>", aar=Slider("År", 2011, 2023, 2013), land=Select("Land", {"dk": "Danmark"}, "dk"))
    assert figure.html == "<p>2013 dk</p>"
    figure.values = {"aar": 2014, "land": "dk"}
    assert (figure.html, figure.drawn) == ("<p>2014 dk</p>", 1)
    figure._draw = lambda aar, land: figure.html
    figure.values = {"aar": 2015, "land": "dk"}
    assert figure.drawn == 2


def test_a_live_figure_shows_itself_where_nothing_is_live():
    figure = live_figure(lambda aar: f"<p>{aar}</p>", aar=Slider("År", 2011, 2023, 2013))
    assert figure._repr_mimebundle_()[0]["text/html"] == "<p>2013</p>"


@pytest.mark.parametrize(("rounds", "end", "scale"), [(3, 10, "linear"), (250, 250, "function")])
def test_a_simulation_is_drawn_as_two_lines_that_begin_and_end_where_its_agents_do(rounds, end, scale):
    ax = Figure().add_subplot()
    path = np.linspace([0.1, 0.5, 0.9], [0.3, 0.4, 0.9], rounds + 1)
    trajectories(ax, path, np.array([False, True, False]))
    marked, others = ax.lines
    assert (ax.get_xlim(), ax.get_xscale()) == ((0, end), scale)
    assert [line.get_color() for line in ax.lines] == [TOKENS["warm"], TOKENS["accent"]]
    assert np.isnan(others.get_ydata()).sum() == 2 and others.get_ydata()[[0, -2]] == pytest.approx([0.1, 0.9])
    assert marked.get_xydata()[[0, -2]].tolist() == pytest.approx(np.array([[0, 0.5], [end, 0.4]]))


def test_a_bar_without_a_value_is_told_as_unknown():
    axes = Figure().add_subplot()
    bars(axes, ["Politiet", "Embedsværket"], [69, float("nan")], marked=set())
    assert [text.get_text() for text in axes.texts] == ["69", "?"]


def test_a_figure_that_cannot_be_drawn_says_so_and_is_drawn_again_with_other_choices():
    figure = live_figure(lambda antal: f"<p>{10 / antal}</p>", antal=Slider("Antal", 0, 5, 2))
    figure.values = {"antal": 0}
    assert "Figuren kunne ikke tegnes med de valg." in figure.html and "Der divideres med nul." in figure.html and figure.drawn == 1
    figure.values = {"antal": 5}
    assert figure.html == "<p>2.0</p>" and figure.drawn == 2


def test_a_figure_with_its_arithmetic_is_escaped_and_names_its_column_for_the_phone():
    html = table_html(pd.DataFrame({"År": [1, "I alt"], "Nutids<værdi": [Worked(-144927.5, "−150.000 × 1 / 1,035¹ <i>"), Worked(None)]}))
    assert "lr-worked" in html and "−144.928" in html and '<span class="lr-of">Nutids&lt;værdi</span>' in html
    assert "1,035¹ &lt;i&gt;" in html and "<i>" not in html
    assert "<td></td>" in html and '<th scope="col">Nutids&lt;værdi</th>' in html


def test_a_table_can_stand_open_under_its_figure():
    table = pd.DataFrame({"År": [2016], "Pct.": [47.4]})
    folded, opened = simple(table=table), simple(table=table, table_open=True)
    assert "<details>" in folded and folded.index("<figcaption>") < folded.index("<table")
    assert "<details>" not in opened and opened.index("<table") < opened.index("<figcaption>")
