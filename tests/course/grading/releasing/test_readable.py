"""A visible test holds no right answer: whatever way one is written there, it is found; forms, ways of asking and wrong answers are not taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from course.grading.releasing.readable import find_readable, right_answers, with_probes, without_probes
from course.grading.releasing.running import run_all
from exercises.tasks.answers import digest
from tests.course.grading.small_root import answer, check, locked

MARKS = {
    "begin_solution": "BEGIN SOLUTION", "end_solution": "END SOLUTION", "begin_hidden": "BEGIN HIDDEN TESTS", "end_hidden": "END HIDDEN TESTS",
    "begin_mark": "BEGIN MARK SCHEME", "end_mark": "END MARK SCHEME",
}
TASK = "Find `fald`, `andel`, `plads`, `navn` og `par`, og skriv `over(tabel, graense)`. Grænsen er 60, og årene er 2011 til 2019."
ANSWER = """### BEGIN SOLUTION
import pandas as pd
fald, andel, plads, navn, par = 36936, 45.354, 6, 'Homicide', (9, 11)
raekke = pd.Series({'Homicide': 25.5, 'Suicide': 5.0})
tabel = pd.DataFrame({'a': [1234, 2], 'b': [3, 4]})
def over(df, graense=60):
    return 4321 if graense == 60 else (2014, 'Suicide')
### END SOLUTION"""
GIVEN = "from exercises.tasks.answers import call, given\n"
READABLE = {
    "fald == 36936": "a comparison",
    "round(fald) != 36936": "a comparison the other way",
    "abs(fald - 36900) <= 50": "a value that is near enough",
    "abs(fald - 36936.4) > 5": "a value that is not far enough",
    "fald == facit; facit = 36936": "a name of the test's own",
    "fald, 'Brug 36.936 i stedet'": "the number in a Danish message",
    "andel  # omkring 45,35": "the number in a comment",
    "plads == 6": "a small number",
    "str(navn).strip().lower() == 'homicide'": "a text",
    "navn in ['Homicide']": "the only one of a list",
    "par == (9, 11)": "a pair",
    "par[0] == 9": "one of a pair",
    "over(None) == 4321": "a result",
    "over(None, 7)[0] == 2014": "a part of a result",
    "raekke.index[0] == 'Homicide'": "the first in a Series",
    "abs(raekke['Homicide'] - 25.5) < 0.01": "one value of a Series",
    "isclose(andel, 45.354)": "a value that is close",
    "svar == 4321": "a result that got a name",
    "given(globals(), 'plads').expect(int, right=6)": "what the test says is right",
    "given(globals(), 'plads').value == 6": "a value as the test takes it",
}
FINE = [
    "isinstance(fald, (int, float))", "0 < fald < 100000", "fald > 10", "len(par) == 2", "raekke.ndim == 1", "list(tabel.columns) == ['a', 'b']",
    "fald % 1 == 0", "navn in ('Homicide', 'Suicide', 'Stroke')",
    "given(globals(), 'navn').expect({'Homicide', 'Suicide'}, salt='n', digest='0')",
    "fald != 36386", "abs(fald - 36386) > 5", "fald, 'Regn selv andelen: 29.771 delt med 34.507.'",
    "over(tabel, 2014) is not None", "tabel['a'].sum() > 0", "set(tabel['b']) <= {3, 4, 5}", "callable(over)", "par is not None", "len(raekke) == 2",
    f"given(globals(), 'plads').expect(int, salt='p', digest='{digest(6, salt='p')}', wrong={{33: 'Fra bunden, ikke fra toppen.'}})",
]


def notebook_of(tests: list[str]):
    begin = GIVEN + "from math import isclose\n"
    cells = [locked("tekst", TASK), answer("a", ANSWER)]
    for number, test in enumerate(tests):
        before = "svar = over(None)\n" if "svar ==" in test else "facit = 0\n" * ("facit" in test)
        cells.append(check(f"t{number}", f"{begin}{before}{test if '.expect' in test else f'assert {test}'}"))
    return new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}})


@pytest.fixture(scope="module")
def found() -> dict[str, list[str]]:
    """What is found in each test of a notebook with them all."""
    tests = [*READABLE, *FINE]
    notebook = notebook_of(tests)
    ran, answers = without_probes(run_all({"x": with_probes(notebook, MARKS)}, Path.cwd())["x"])
    assert len(ran.cells) == len(notebook.cells)
    said: dict[str, list[str]] = {test: [] for test in tests}
    for finding in find_readable("x.ipynb", notebook, answers, house=True):
        said[tests[int(finding.place.split("(t")[1].rstrip(")"))]].append(finding.what)
    return said


@pytest.mark.parametrize("test", READABLE, ids=READABLE.get)
def test_a_right_answer_that_can_be_read_is_found(found, test):
    assert found[test] and found[test][0].startswith("Den synlige prøve viser det rigtige svar: »")


@pytest.mark.parametrize("test", FINE)
def test_what_gives_nothing_away_is_left_in_peace(found, test):
    assert found[test] == []


def test_numbers_that_the_task_itself_tells_may_stand_in_its_test():
    notebook = notebook_of(["fald != 2011, 'Årene er 2011 til 2019, og der er 36936 i alt.'"])
    notebook.cells[0].source += " Der er 36.936 i alt."
    answers = {"t0": {"values": [36936, 2011], "hold": [], "comparisons": [], "literals": [2011, 36936.0], "right": []}}
    assert list(find_readable("x.ipynb", notebook, answers, house=True)) == []


def test_hidden_tests_may_hold_what_they_like():
    notebook = notebook_of([])
    notebook.cells.append(check("skjult", "### BEGIN HIDDEN TESTS\nassert fald == 36936, 'Prøv igen.'\n### END HIDDEN TESTS"))
    assert len(with_probes(notebook, MARKS).cells) == len(notebook.cells)


def test_right_answers_to_look_for_elsewhere_say_something_and_are_not_in_the_text():
    answers = {"t": {"values": [36936, 6, "Homicide", "b", 0.0821, 2014]}}
    assert right_answers(answers, "I 2014 var der 6.") == {"36936": "t", "homicide": "t", "0.0821": "t"}


def test_a_question_leaves_the_notebook_as_it_was():
    notebook = notebook_of(["fald == 1"])
    notebook.cells.append(new_code_cell("print('look' in globals())"))
    ran, _ = without_probes(run_all({"x": with_probes(notebook, MARKS)}, Path.cwd())["x"])
    assert ran.cells[-1].outputs[0].text == "False\n"
