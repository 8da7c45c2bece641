"""Every exercise notebook, run as readers run it: unsolved, solved, and with each typical wrong answer."""

import pytest

from course.authoring.answers import check_page, task_cells
from course.authoring.project import notebooks
from exercises.tasks.definitions import tasks
from tests.conftest import ROOT

NOTEBOOKS = notebooks(ROOT)


def test_every_task_of_the_course_is_in_a_notebook():
    assert set(tasks()) == {name for page in NOTEBOOKS for name in task_cells(page)}


def test_every_task_has_a_cell_to_answer_in_and_a_solution():
    assert all(cells.keys() == {"task", "solution"} for page in NOTEBOOKS for cells in task_cells(page).values())


@pytest.mark.parametrize("page", NOTEBOOKS, ids=lambda page: page.path.stem)
def test_an_untouched_task_is_unsolved_its_solution_right_and_each_wrong_answer_has_its_own_feedback(page):
    assert [problem.text(ROOT) for problem in check_page(ROOT, page)] == []
