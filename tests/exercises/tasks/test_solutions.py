"""Every exercise notebook, run as readers run it: unsolved, solved, and with each typical wrong answer."""

from pathlib import Path

import jupytext
import pytest

from exercises.tasks.definitions import find, tasks

ROOT = Path(__file__).parents[3]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.md"))


def task_cells(path: Path) -> dict[str, dict[str, str]]:
    """Per task of a notebook: the source of its task cell and of its solution."""
    found, current = {}, {}
    for cell in jupytext.read(path).cells:
        tags = cell.metadata.get("tags", [])
        if "task" in tags:
            current = {"task": cell.source}
        elif "check" in tags:
            found[cell.source.split('"')[1]] = current
        elif "solution" in tags:
            current["solution"] = cell.source
    return found


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request, tmp_path_factory):
    """A notebook's name space after its setup, and its tasks."""
    path = request.param
    space: dict = {}
    for cell in jupytext.read(path).cells:
        if "setup" in cell.metadata.get("tags", []):
            exec(compile(cell.source, path.name, "exec"), space)
    return space, task_cells(path)


def verdict(space: dict, name: str, code: str):
    from exercises.tasks import check

    variables = dict(space)
    exec(compile(code, name, "exec"), variables)
    return check(name, variables)


def test_every_task_of_the_course_is_in_a_notebook():
    assert set(tasks()) == {name for path in NOTEBOOKS for name in task_cells(path)}


def test_an_untouched_task_is_unsolved(notebook):
    space, cells = notebook
    for name, cell in cells.items():
        assert verdict(space, name, cell["task"]).state == "unsolved"


def test_the_solutions_are_right(notebook):
    space, cells = notebook
    for name, cell in cells.items():
        assert verdict(space, name, cell["solution"]).state == "right", name


def test_each_typical_wrong_answer_gets_its_own_feedback(notebook):
    space, cells = notebook
    for name in cells:
        for wrong in find(name).wrong:
            assert verdict(space, name, wrong.code).text == wrong.feedback, (name, wrong.when)
