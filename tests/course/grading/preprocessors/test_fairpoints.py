"""The two places where points are not nbgrader's, held against what nbgrader itself would say."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from course.grading.preprocessors.fairpoints import FairPoints


def result(text: str):
    return new_output("execute_result", data={"text/plain": text}, execution_count=1)


ERROR = new_output("error", ename="AssertionError", evalue="", traceback=[])
WARNING = new_output("stream", name="stderr", text="FutureWarning")
PRINT = new_output("stream", name="stdout", text="hej")


def after(*outputs):
    """The step, and what nbgrader then gives of 2 points."""
    from nbgrader.utils import determine_grade

    about = {"grade": True, "solution": False, "locked": True, "grade_id": "t", "points": 2, "schema_version": 3, "cell_type": "code"}
    cell = new_code_cell("assert x", metadata={"nbgrader": about}, outputs=list(outputs))
    step = FairPoints()
    notebook, _ = step(new_notebook(cells=[cell]), {})
    return step, determine_grade(notebook.cells[0])[0]


@pytest.mark.parametrize("outputs, points", [((), 2), ((PRINT,), 2), ((ERROR,), 0), ((result("1.5"),), 1.5), ((result("'hej'"),), 2), ((result("0"),), 0)])
def test_what_nbgrader_can_score_is_left_as_it_is(outputs, points):
    step, given = after(*outputs)
    assert given == points and not step.told and not step.forged


def test_a_warning_costs_nothing_and_is_told():
    step, given = after(WARNING, PRINT)
    assert given == 2 and "skrev en advarsel" in step.told[0]


def test_a_warning_does_not_save_a_test_that_failed():
    step, given = after(WARNING, ERROR)
    assert given == 0 and not step.told


@pytest.mark.parametrize("many", ["3", "1e9", "inf"])
def test_more_than_the_most_is_the_most_and_is_told(many):
    step, given = after(result(many))
    assert given == 2 and "kan højst give 2" in step.told[0]


@pytest.mark.parametrize("outputs, points", [((result("2"), ERROR), 0), ((result("99"), ERROR), 0), ((result("2"), result("0")), 0)])
def test_a_result_that_the_test_did_not_give_does_not_count(outputs, points):
    step, given = after(*outputs)
    assert given == points and "blev der sendt et resultat" in step.forged[0]
