"""The course's own assignments: what may happen to any cell of theirs is repaired, and what is not answered is said by its name."""

from __future__ import annotations

import re
from copy import deepcopy
from pathlib import Path

import nbformat
import pytest

from exercises.handin.check import check
from exercises.handin.notebook import claimed_id, graded, reads
from exercises.handin.pack import written
from exercises.handin.repair import repair
from tests.exercises.handin.conftest import hand_out

SOURCES = sorted((Path(__file__).parents[3] / "assignments" / "source").glob("A*/A*.ipynb"))


@pytest.fixture(scope="module", params=SOURCES, ids=lambda path: path.stem)
def given(request):
    """An assignment as it is handed out, and as it comes off the disk."""
    notebook = hand_out(nbformat.read(request.param, 4))
    notebook.metadata["ledelsesrum"] = {"assignment": request.param.stem, "release": "0123456789ab"}
    return reads(written(notebook), request.param.name)


def test_any_cell_that_is_deleted_is_back_where_it_was(given):
    for place in [place for place, cell in enumerate(given.cells) if graded(cell)]:
        notebook = deepcopy(given)
        del notebook.cells[place]
        repaired = repair(notebook, given)
        assert repaired.notebook == given and len(repaired.changes) == 1


def test_any_cell_that_is_copied_or_retyped_is_one_of_its_kind_again(given):
    for place in [place for place, cell in enumerate(given.cells) if graded(cell)]:
        notebook = deepcopy(given)
        notebook.cells.append(deepcopy(notebook.cells[place]))
        notebook.cells[place] = nbformat.from_dict({key: value for key, value in notebook.cells[place].items() if key in ("id", "metadata", "source")} | {"cell_type": "raw"})
        repaired = repair(notebook, given)
        assert repaired.notebook == given and len(repaired.changes) == 2


def test_what_nobody_has_answered_is_said_task_by_task(given, tmp_path):
    name = given.metadata.ledelsesrum.assignment
    path = tmp_path / f"{name}.ipynb"
    path.write_bytes(written(given))
    report = check(path, path, run=False)
    tasks = {claimed_id(cell)[:4].upper().replace("-", ".") for cell in given.cells if (found := graded(cell)) and (found.is_answer or found.task)}
    assert {finding.kind for finding in report.findings} == {"unanswered"} and not report.repaired
    assert {finding.task for finding in report.findings} == {f"opgave {task}" for task in tasks}
    assert all(re.match(rf"Opgave {name}\.\d( \(.+\))? er ikke besvaret endnu\.$", finding.text) for finding in report.findings)
