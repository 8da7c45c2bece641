"""Cells that a spreadsheet may open: no formula in them, and every text back as it was."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.grading.errors import GradingError
from course.grading.exporting.cells import FORMULA, HARMLESS, as_csv, guard, is_guarded, number, read_rows, unguard

NAMES = ['=HYPERLINK("x")', 'Ågård, Søren; "S"', "+45 12 34 56 78", "@anna", "-bindestreg", "\tindrykket", "\rretur", "\nlinje", "'=allerede", "''=to gange",
         "'s-Gravenhage",         "＝fuld bredde", "to\nlinjer", "", "-", "-3", "02", "12,5", "−3"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_comes_back_as_it_was(name):
    assert unguard(guard(name)) == name


@given(st.text())
def test_every_text_comes_back_as_it_was_and_none_begins_a_formula(text):
    cell = guard(text)
    assert unguard(cell) == text and (HARMLESS.fullmatch(cell) or not cell.startswith(tuple("=+-@\t\r\n＝＋－＠")))


@pytest.mark.parametrize("text, cell", [("=1+1", "'=1+1"), ("-3", "-3"), ("-12,5", "-12,5"), ("-", "-"), ("-2+3", "'-2+3"),
                                        ("'=1", "''=1"), ("'s", "'s"), ("=", "'=")])
def test_formulas_are_guarded_and_numbers_are_not(text, cell):
    assert guard(text) == cell and bool(FORMULA.match(text)) >= (cell != text)


@pytest.mark.parametrize("separator", [",", ";"])
def test_pandas_and_a_strict_reader_read_the_names_back(separator):
    content = as_csv([["Navn", "Point"], *([name, "1.5"] for name in NAMES)], separator)
    strict = list(csv.reader(io.StringIO(content, newline=""), delimiter=separator, strict=True))
    assert [unguard(row[0]) for row in strict[1:]] == NAMES and {len(row) for row in strict} == {2}
    frame = pd.read_csv(io.StringIO(content, newline=""), sep=separator, dtype=str, keep_default_na=False)
    assert [unguard(name) for name in frame["Navn"]] == NAMES
    assert is_guarded(content) and not is_guarded(as_csv([["Anna", "'s"]], separator))


@pytest.mark.parametrize("value, decimal, text", [(12.0, ".", "12"), (12.5, ",", "12,5"), (0, ".", "0"),
                                                  (1 / 3, ",", "0,33"), (-2.5, ".", "-2.5"), (100, ".", "100")])
def test_numbers_are_short_and_have_the_decimals_that_are_wanted(value, decimal, text):
    assert number(value, decimal) == text


def test_what_is_no_csv_is_told_in_danish():
    with pytest.raises(GradingError, match="^arket.csv er ikke en CSV-fil, der kan læses"):
        read_rows('"åben', ",", "arket.csv")
