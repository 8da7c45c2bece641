"""A function that never ends: nbgrader's time limit stops it, and the student is told which question to ask."""

import nbformat
import pytest

from course.grading.root import DEFAULT

LOOP = """
import math

def led_og_ledere(antal, spaend):
    led, ledere, rest = 0, 0, antal
    while rest > 1:
        rest = math.ceil(rest / spaend)
        led, ledere = led + 1, ledere + rest
    return led, ledere
"""


def said(cell) -> str:
    return "\n".join("\n".join(output.get("traceback", [])) + output.get("text", "") for output in cell.outputs)


@pytest.mark.full
def test_an_endless_loop_at_span_one_costs_its_own_point_only_and_says_why(tmp_path, monkeypatch):
    from nbgrader.preprocessors import Execute
    from nbgrader.utils import determine_grade

    monkeypatch.setenv("PYTHONPATH", str(DEFAULT.parent))
    notebook = nbformat.read(DEFAULT / "source/A3/A3.ipynb", as_version=4)
    cells = {cell.id: cell for cell in notebook.cells}
    cells["a3-2"].source += LOOP
    notebook.cells = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.id.startswith("a3-2")]
    Execute(timeout=3).preprocess(notebook, {"metadata": {"path": str(tmp_path)}})
    grades = {cell.id: determine_grade(cell) for cell in notebook.cells if cell.metadata.nbgrader.grade}
    assert grades == {"a3-2-synlig": (1, 1), "a3-2-skjult": (1, 1), "a3-2-skjult-graense": (0, 1)}
    assert said(cells["a3-2-skjult-graense"]).startswith("Din kode stoppede ikke. Hvad sker der, når spændet er 1?")
