"""A check never raises: whatever a reader gives, it answers kindly and to the point."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.tasks import check
from exercises.tasks.definitions import find
from exercises.tasks.feedback import judge

BOTTOM = find("hpv_bund")


def said(**given_values):
    return judge(BOTTOM, given_values)


def test_the_right_answer_is_right_and_says_why_it_matters():
    verdict = said(laveste_aar=2016, aar_til_niveau=4)
    assert verdict.state == "right"
    assert "2020" in verdict.text


@pytest.mark.parametrize("blank", [None, ..., "", "  "])
def test_an_unsolved_task_says_what_is_missing(blank):
    verdict = said(laveste_aar=2016, aar_til_niveau=blank)
    assert verdict.state == "unsolved"
    assert "Hvor mange år" in verdict.text and "I hvilket år" not in verdict.text


def test_an_unexpected_wrong_answer_says_which_part_is_right():
    verdict = said(laveste_aar=2016, aar_til_niveau=12)
    assert verdict.state == "wrong"
    assert "Det her passer: I hvilket år" in verdict.text


@pytest.mark.parametrize("four", [4, 4.0, "4", " 4 år", "4,0", np.int64(4), np.float32(4)])
def test_a_number_is_read_however_it_is_given(four):
    assert said(laveste_aar=2016, aar_til_niveau=four).state == "right"


@pytest.mark.parametrize("written", ["36.936", "36936", "36 936", "36.936 piger", "36936,0", "36936.0"])
def test_thousands_are_read_as_danes_write_them(written):
    assert judge(find("hpv_manglende"), {"manglende": written, "betydning": "senere_eller_aldrig"}).state == "right"


@pytest.mark.parametrize(
    ("value", "part_of_message"),
    [
        (pd.Series([4, 5]), "flere på én gang (Series)"),
        (pd.DataFrame({"a": [4]}), "flere på én gang (DataFrame)"),
        (np.array([4, 5]), "flere på én gang (ndarray)"),
        ([4], "flere på én gang (list)"),
        (True, "typen bool"),
        (float("nan"), "intet tal"),
        ("fire", "Du skrev: fire"),
        (print, "typen builtin_function_or_method"),
    ],
)
def test_an_answer_of_another_kind_is_named(value, part_of_message):
    verdict = said(laveste_aar=2016, aar_til_niveau=value)
    assert verdict.state == "unclear"
    assert part_of_message in verdict.text


@given(st.one_of(st.text(), st.floats(), st.integers(), st.binary(), st.lists(st.integers()), st.dictionaries(st.text(), st.text())))
def test_nothing_a_reader_gives_can_break_a_check(value):
    for parts in ({"laveste_aar": value, "aar_til_niveau": value}, {"manglende": 1, "betydning": value}):
        task = BOTTOM if "laveste_aar" in parts else find("hpv_manglende")
        assert judge(task, parts).state in {"right", "wrong", "unsolved", "unclear"}


def test_what_a_reader_wrote_is_shown_and_never_run():
    html = said(laveste_aar="<img src=x onerror=alert(1)>", aar_til_niveau=4)._repr_html_()
    assert "<img" not in html and "&lt;img" in html


def test_a_check_reads_the_variables_of_the_task_and_no_others():
    assert check("hpv_bund", {"laveste_aar": 2016, "aar_til_niveau": 4, "x": 1}).state == "right"
    assert check("hpv_bund", {}).state == "unsolved"


@pytest.mark.parametrize("name", ["hpv_bund", "hpv_manglende", "hpv_aargang_2003", "hpv_lande"])
def test_the_right_answer_is_never_among_the_wrong_ones(name):
    task = find(name)
    right = {part.id: part.answer for part in task.parts}
    assert judge(task, right).state == "right"
    for wrong in task.wrong:
        assert judge(task, right | wrong.when).text == wrong.feedback
