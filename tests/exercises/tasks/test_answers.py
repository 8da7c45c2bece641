"""A test cell's answer: read kindly, known mistakes named, and right only by its digest."""

import time
import warnings

import numpy as np
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

from exercises.datasets import load
from exercises.tasks import answers
from exercises.tasks.answers import Answer, NotYet, by_hand, call, digest, either, filled_rows, given

SALT = "a9-1-synlig/fald"
SEALED = dict(salt=SALT, digest=digest(12.34, salt=SALT, decimals=1), decimals=1, otherwise="Prøv igen.", wrong={45.3: "45 er i procent af 86."})


def said(value, form=float, **how):
    with pytest.raises(NotYet) as problem:
        Answer("`fald`", value).expect(form, **(how or SEALED))
    return str(problem.value)


@pytest.mark.parametrize("value", [12.3, 12.34, 12.26, np.float64(12.3), np.float32(12.3)])
def test_the_right_answer_passes_however_it_is_rounded(value):
    Answer("`fald`", value).expect(float, **SEALED)


@pytest.mark.parametrize(("value", "part_of_message"), [
    (None, "ikke fået et svar endnu"),
    (..., "ikke fået et svar endnu"),
    ("  ", "ikke fået et svar endnu"),
    ("12,3", "du har afleveret tekst"),
    ((12, 3), "Skriv decimaler med punktum"),
    (pd.Series([12.3]), "flere på én gang (Series)"),
    (pd.DataFrame({"a": [12.3]}), "flere på én gang (DataFrame)"),
    (np.array([12.3, 1]), "flere på én gang (ndarray)"),
    (float("nan"), "intet tal"),
    (float("inf"), "uendeligt"),
    (10 ** 400, "uendeligt"),
    (True, "typen bool"),
    (print, "typen builtin_function_or_method"),
    (45.27, "45 er i procent af 86."),
    (99, "Prøv igen."),
])
def test_each_other_answer_gets_the_one_thing_to_say(value, part_of_message):
    assert part_of_message in said(value)


def test_a_whole_number_is_asked_for_as_one():
    sealed = dict(salt="x", digest=digest(36936, salt="x"), otherwise="Nej.")
    for value in (36936, 36936.0, np.int64(36936)):
        Answer("`antal`", value).expect(int, **sealed)
    assert "tusinder uden punktum" in said(36.936, int, **sealed)


def test_tens_can_be_close_enough():
    Answer("`antal`", 36941).expect(int, salt="x", digest=digest(36936, salt="x", decimals=-1), decimals=-1)


def test_a_choice_is_one_of_its_options():
    sealed = dict(salt="x", digest=digest("b", salt="x"), otherwise="Læs igen.", wrong={"a": "Det siger tallet ikke."})
    Answer("`valg`", " B ").expect({"a", "b", "c"}, **sealed)
    assert said("a", {"a", "b", "c"}, **sealed) == "Det siger tallet ikke."
    assert said("c", {"a", "b", "c"}, **sealed) == "Læs igen."
    assert "en af: a, b, c" in said("d", {"a", "b", "c"}, **sealed)
    assert "anførselstegn" in said(2, {"a", "b", "c"}, **sealed)


def test_true_is_not_one_and_not_text():
    sealed = dict(salt="x", digest=digest(True, salt="x"), otherwise="Nej.")
    Answer("`flere`", np.bool_(True)).expect(bool, **sealed)
    assert said(False, bool, **sealed) == "Nej."
    assert "True eller False" in said(1, bool, **sealed)
    assert digest(True, salt="x") != digest(1, salt="x") != digest("1", salt="x")


def test_several_things_are_held_together_and_a_mistake_may_be_in_one_of_them():
    sealed = dict(salt="x", digest=digest((9, 11), salt="x"), otherwise="Tæl igen.", wrong={(..., 13): "Nogle år mangler et tal."})
    Answer("svaret", [9, np.int64(11)]).expect((int, int), **sealed)
    assert said((10, 13), (int, int), **sealed) == "Nogle år mangler et tal."
    assert said((10, 11), (int, int), **sealed) == "Tæl igen."
    assert "2 ting" in said((9, 11, 12), (int, int), **sealed)
    assert "Nr. 2 i" in said((9, "11"), (int, int), **sealed)


def test_several_things_can_be_taken_apart():
    name, number = Answer("`mest`", ("a", 2.5)).parts(2)
    number.expect(float, right=2.5, decimals=1)
    with pytest.raises(NotYet, match="Nr. 1 i `mest` skal være et tal"):
        name.expect(int, right=1)
    for other in ("ab", (1, 2, 3), pd.Series([1, 2]), None):
        with pytest.raises(NotYet, match="`mest` skal være 2 ting .* punktum"):
            Answer("`mest`", other).parts(2)


def test_a_minus_zero_is_zero():
    Answer("`x`", -0.04).expect(float, right=0, decimals=1)


def test_a_hidden_test_holds_the_answer_itself_and_says_what_was_tried():
    with pytest.raises(NotYet) as problem:
        Answer("svaret", 3, "en kortere periode").expect(int, right=4)
    assert str(problem.value) == "Din funktion blev prøvet med en kortere periode."


def test_a_digest_is_slow_enough_to_be_no_list_of_answers_and_quick_enough_for_a_test():
    began = time.perf_counter()
    for number in range(5):
        digest(number, salt="x")
    assert 0.005 < (time.perf_counter() - began) / 5 < 0.5


def test_the_same_answer_has_another_digest_with_another_salt():
    assert digest(4, salt="a") != digest(4, salt="b")


@pytest.mark.parametrize("space", [{}, {"fald": None}, {"fald": ...}])
def test_a_variable_that_is_not_given_is_asked_for(space):
    with pytest.raises(NotYet, match="`fald` (findes ikke endnu|har ikke fået et svar endnu)"):
        given(space, "fald")


def test_a_given_variable_is_what_was_given():
    assert given({"fald": 3}, "fald") == Answer("`fald`", 3)


def made(source: str) -> dict:
    space: dict = {}
    exec(compile(source, "/tmp/ipykernel_1/2.py", "exec"), space)
    return space


@pytest.mark.parametrize(("source", "part_of_message"), [
    ("", "`f` findes ikke endnu"),
    ("f = 3", "`f` skal være en funktion"),
    ("def f(): return 3", "kan ikke tage imod det"),
    ("def f(df): ...", "giver ikke noget svar tilbage"),
    ("def f(df):\n    x = 1\n    return x / 0", "Linje 3: Der divideres med nul."),
    ("def f(df):\n    return df['y']", "Linje 2: Tabellen har ikke noget, der hedder 'y'."),
    ("def f(df):\n    raise SystemExit", "stoppede undervejs"),
    ("def f(df):\n    df['y'] = 1\n    return 3", "har ændret den tabel, den fik"),
    ("def f(df):\n    df.loc[0, 'x'] = 7\n    return 3", "har ændret den tabel, den fik"),
])
def test_a_function_that_cannot_be_used_is_told_so_kindly(source, part_of_message):
    table = pd.DataFrame({"x": [1, 2]})
    with pytest.raises(NotYet) as problem:
        call(made(source), "f", table)
    assert part_of_message in str(problem.value)
    assert problem.value.__context__ is None or problem.value.__suppress_context__
    assert table.equals(pd.DataFrame({"x": [1, 2]})), "the test's own table is as it was"


def test_a_function_is_called_and_its_answer_taken_apart():
    answer = call(made("def f(df, factor=2):\n    return {'sum': df.x.sum() * factor}"), "f", pd.DataFrame({"x": [1, 2]}), 3)
    answer.part("sum").expect(int, right=9)
    with pytest.raises(NotYet, match="mangler 'antal'"):
        answer.part("antal")


def test_a_hidden_test_shows_nothing_of_its_data():
    source = "def f(df):\n    raise ValueError(df.to_string())"
    with pytest.raises(NotYet) as problem:
        call(made(source), "f", pd.DataFrame({"x": [4711]}), tried="en anden tabel")
    assert str(problem.value) == "Din funktion blev prøvet med en anden tabel. `f` stoppede undervejs. Prøv den selv med andre tal end dem, du har set på."
    with pytest.raises(NotYet) as problem:
        call(made("def f(df):\n    return df.to_string()"), "f", pd.DataFrame({"x": [4711]}), tried="en anden tabel").expect(int, right=1)
    assert "4711" not in str(problem.value)


def test_what_a_function_warns_of_costs_no_point(capsys):
    source = "import sys, warnings\ndef f(df):\n    warnings.warn('gammel')\n    print('hov', file=sys.stderr)\n    return 3"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        call(made(source), "f", load("hpv_denmark_who")).expect(int, right=3)
    assert capsys.readouterr().err == ""


def test_a_notebook_shows_the_sentence_and_not_the_test():
    shell = InteractiveShell.instance()
    shown = []
    shell._showtraceback = lambda kind, value, lines: shown.extend(lines)
    shell.run_cell("from exercises.tasks.answers import given\ngiven({}, 'fald')  # hemmelig", store_history=False)
    InteractiveShell.clear_instance()
    assert shown == [str(answers.NotYet("`fald` findes ikke endnu. Kør cellen med dit svar, og se, om den viser en fejl. Navnet skal stå, som det stod."))]


def test_a_number_without_code_counts_as_the_function_does():
    assert either({"tal": 3.0, "f": lambda: 4}, "tal", "f").value == 3.0
    assert either({"tal": None, "f": lambda: 4}, "tal", "f").value == 4


@pytest.mark.parametrize("space", [{}, {"tal": None}, {"tal": None, "f": lambda: ...}, {"tal": "", "f": 4}])
def test_where_there_is_neither_both_ways_are_named(space):
    with pytest.raises(NotYet, match=r"`f`.*uden kode, så skriv dit tal i `tal`"):
        either(space, "tal", "f")


def test_one_number_is_enough_to_be_answering_without_code():
    assert by_hand({"a": None, "b": 0}, "a", "b") and not by_hand({"a": None, "b": "  "}, "a", "b", "c")


def test_a_function_that_is_interrupted_says_that_it_never_ended():
    def f():
        raise KeyboardInterrupt

    with pytest.raises(NotYet, match="Se efter en løkke, der aldrig slutter"):
        call({"f": f}, "f")


def test_the_rows_of_a_table_that_are_filled_in_are_read_as_text():
    table = pd.DataFrame([(" Besøg hjælper ", "FOR", 3), ("", "imod", None), (None, "", "x")], columns=["paastand", "retning", "styrke"])
    assert filled_rows({"evidens": table}, "evidens", ["paastand", "retning", "styrke"]).values.tolist() == [["besøg hjælper", "for", "3"]]
    empty = filled_rows({"evidens": table.iloc[1:]}, "evidens", ["paastand", "retning"])
    assert len(empty) == 0 and not empty["retning"].str.len().any()


@pytest.mark.parametrize("table", [["en", "liste"], {"paastand": 1}, pd.DataFrame({"paastand": ["x"]}), pd.DataFrame()])
def test_what_is_no_such_table_is_told_which_columns_it_lacks(table):
    with pytest.raises(NotYet, match="Der mangler: .*kilde"):
        filled_rows({"evidens": table}, "evidens", ["paastand", "kilde"])
