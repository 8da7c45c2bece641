"""Each step changes what it is there for, and nothing else."""

from __future__ import annotations

import base64

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from course.grading.preprocessors.explainerrors import ExplainErrors
from course.grading.preprocessors.hidemarkscheme import HideMarkScheme
from course.grading.preprocessors.hidetests import FAILED, HIDDEN_FAILED, PASSED, WARNED, HideTests
from course.grading.preprocessors.keepoutputs import KEPT, KeepOutputs
from course.grading.preprocessors.limitsize import LimitSize
from course.grading.preprocessors.showownoutputs import ShowOwnOutputs
from tests.course.grading.small_assignment import HIDDEN_1, TASK, VISIBLE_1, small_assignment
from tests.course.grading.trip import cell


def run(step: type, *cells, **settings):
    """The cells after a step, as nbconvert would call it."""
    notebook, _ = step(**settings).preprocess(new_notebook(cells=list(cells)), {})
    return notebook.cells


def code(source: str = "", *outputs, **about):
    metadata = {"nbgrader": {"grade": False, "solution": False, "locked": False, "grade_id": "x", **about}} if about else {}
    return new_code_cell(source, outputs=list(outputs), metadata=metadata, execution_count=4)


def a_test(*outputs, source: str = VISIBLE_1):
    return code(source, *outputs, grade=True, locked=True, points=1)


ERROR = new_output("error", ename="KeyError", evalue="'dækning'", traceback=[
    "\x1b[31mKeyError\x1b[39m   Traceback (most recent call last)", "File /home/underviser/kursus/hemmelig.py:3\n----> 3 hemmeligt = 36936",
    "Cell \x1b[32mIn[4]\x1b[39m\x1b[32m, line 2\x1b[39m\n      1 import x\n----> 2 df['dækning']", "Cell In[9], line 1\n----> 1 assert svar == 36936",
])


def test_a_test_shows_its_message_and_nothing_else():
    told = "Træk det laveste år fra 2013."
    shown, = run(HideTests, a_test(new_output("stream", text="hemmelig"), new_output("error", ename="NotYet", evalue=told, traceback=["kilde"])))
    assert shown.source == "" and [one.text for one in shown.outputs] == [told]
    assert shown.metadata.nbgrader.points == 1


@pytest.mark.parametrize("outputs, said", [
    ([], PASSED),
    ([new_output("stream", text="færdig")], PASSED),
    ([new_output("stream", name="stderr", text="advarsel")], WARNED),
    ([new_output("error", ename="AssertionError", evalue="39 == 36936")], FAILED),
    ([new_output("error", ename="NotYet", evalue="36936")], FAILED),
    ([new_output("error", ename="NameError", evalue="name 'tabellen' is not defined")],
     f"{FAILED} Et navn findes ikke. Er det stavet rigtigt, og laver en af cellerne før det?"),
    ([new_output("error", ename="CellTimeoutError", evalue="Din kode stoppede ikke.")],
     f"{FAILED} Koden stoppede ikke af sig selv og blev afbrudt. Se efter en løkke, der aldrig bliver færdig."),
    ([new_output("error", ename="KeyboardInterrupt", evalue=""), new_output("error", ename="CellTimeoutError", evalue="x")],
     f"{FAILED} Koden stoppede ikke af sig selv og blev afbrudt. Se efter en løkke, der aldrig bliver færdig."),
    ([new_output("error", ename="Tal36936", evalue="36936")], f"{FAILED} Koden stoppede med en fejl."),
])
def test_a_test_without_a_message_of_its_own_is_told_in_danish(outputs, said):
    shown, = run(HideTests, a_test(*outputs))
    assert [one.text for one in shown.outputs] == [said]


@pytest.mark.parametrize("error", [new_output("error", ename="NotYet", evalue="Se efter, hvilket år der er bunden."),
                                   new_output("error", ename="NameError", evalue="name 'hemmelig' is not defined")])
def test_of_a_hidden_test_only_that_it_failed_is_told(error):
    shown, = run(HideTests, a_test(error, source=HIDDEN_1))
    assert [one.text for one in shown.outputs] == [HIDDEN_FAILED]


def test_a_test_that_hides_only_a_part_still_says_what_its_visible_part_says():
    source = f'assert fald > 0, "Skriv faldet uden minus."\n{HIDDEN_1}'
    told, kept = (run(HideTests, a_test(new_output("error", ename="AssertionError", evalue=said), source=source))[0].outputs[0].text
                  for said in ("Skriv faldet uden minus.", "Se efter, hvilket år der er bunden."))
    assert told == "Skriv faldet uden minus." and kept == HIDDEN_FAILED


def test_a_cell_with_something_hidden_in_it_is_hidden_whatever_it_is_marked_as():
    shown, = run(HideTests, code(HIDDEN_1))
    assert shown.source == ""


def test_answers_are_left_as_they_are_when_tests_are_hidden():
    answer, text = code("fald = 39", ERROR, solution=True), new_markdown_cell("Mit svar")
    assert run(HideTests, answer, text) == [answer, text]


def test_an_error_is_explained_with_the_students_own_line_and_no_other():
    shown, = run(ExplainErrors, code("import x\ndf['dækning']", new_output("stream", text="hemmelig"), ERROR, solution=True))
    error, = shown.outputs
    assert error.traceback == [
        "Da din aflevering blev kørt forfra, stoppede koden her.\nLinje 2: df['dækning']\nTabellen har ikke noget med det navn: »dækning«."
    ]
    assert "36936" not in str(shown) and "underviser" not in str(shown) and error.ename == ""


def test_what_a_cell_prints_during_grading_is_not_shown():
    shown, = run(ExplainErrors, code("print(In)", new_output("stream", text=HIDDEN_1), new_output("display_data", {"text/plain": HIDDEN_1})))
    assert shown.outputs == []


def test_an_error_without_a_line_or_with_a_false_one_is_explained_too():
    forged = new_output("error", ename="ValueError", evalue="", traceback=["Cell In[4], line 999", "Cell In[4], line 36936999"])
    shown, = run(ExplainErrors, code("x", forged))
    assert shown.outputs[0].traceback == ["Da din aflevering blev kørt forfra, stoppede koden her.\nEn værdi kan ikke bruges der, hvor den står."]


def test_the_mark_scheme_is_taken_out_of_a_task_and_students_may_write_its_delimiters():
    task = cell(small_assignment(), "s1-4")
    text = new_markdown_cell("=== BEGIN MARK SCHEME ===")
    shown, kept = run(HideMarkScheme, task, text)
    assert "HEMMELIG" in TASK and "HEMMELIG" not in shown.source and "Tegn en figur" in shown.source
    assert kept.source == "=== BEGIN MARK SCHEME ==="


def test_what_the_student_saw_is_kept_through_grading_and_shown():
    answer = code("print(1)", new_output("stream", text="1\n"), solution=True)
    kept, = run(KeepOutputs, answer)
    kept.outputs = []  # as nbgrader's ClearOutput
    shown, = run(ShowOwnOutputs, kept)
    assert [one.text for one in shown.outputs] == ["1\n"] and KEPT not in shown.metadata


def test_outputs_smuggled_into_the_metadata_are_not_kept():
    smuggler = code("print(1)")
    smuggler.metadata[KEPT] = [new_output("stream", text="Bestået. 40 af 40")]
    assert KEPT not in run(KeepOutputs, smuggler)[0].metadata


def test_outputs_without_end_are_not_kept():
    flood = code("print()", new_output("stream", text="x" * 2000))
    assert KEPT not in run(KeepOutputs, flood, max_size=1000)[0].metadata


def test_a_students_own_outputs_are_not_shown_at_a_test():
    about = a_test()
    about.metadata[KEPT] = [new_output("stream", text="Bestået!")]
    assert run(ShowOwnOutputs, about)[0].outputs == []


def test_what_a_cell_printed_is_cut_and_what_decides_on_points_stays():
    flood = code("", new_output("stream", text="x" * 900), new_output("stream", name="stderr", text="y"), new_output("error", ename="E", evalue="z" * 20_000))
    stdout, stderr, error = run(LimitSize, flood, max_characters=100)[0].outputs
    assert len(stdout.text) < 200 and stderr.name == "stderr" and error.ename == "E" and len(error.evalue) == 10_000


def test_figures_beyond_measure_are_dropped_and_a_result_is_not():
    picture = new_output("display_data", {"image/png": base64.b64encode(bytes(900)).decode()})
    result = new_output("execute_result", {"text/plain": "0.5"}, execution_count=1)
    assert run(LimitSize, code("", picture, picture, result), max_data=1500)[0].outputs == [picture, result]
