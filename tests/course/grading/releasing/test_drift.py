"""An assignment whose stub and solution no longer match is refused, whichever way they drifted apart."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from course.grading.releasing.drift import Pair, find_drift
from course.grading.releasing.generate import generate, read_notebooks
from course.grading.releasing.running import run_all
from course.grading.root import GradingError, open_root
from tests.course.grading.small_root import answer, cell, check, locked, small_notebook, write_root


def pair_of(root: Path, notebook: NotebookNode, house: bool = True) -> Pair:
    """The notebook, and what nbgrader makes of it."""
    write_root(root, notebook)
    released = read_notebooks(generate(open_root(root), "A1", root / "students", database=False))
    return Pair("A1.ipynb", notebook, released["A1.ipynb"], house)


def found_in(pair: Pair) -> list[str]:
    """What is found when the pair is run."""
    ran = run_all({"med": pair.source, "uden": pair.unanswered()}, Path.cwd())
    return [f"{finding.place}: {finding.what}" for finding in find_drift(pair, ran["med"], ran["uden"])]


def test_an_assignment_that_fits_is_left_in_peace(tmp_path):
    assert found_in(pair_of(tmp_path / "kursus", small_notebook())) == []


BROKEN = {
    "fejler": (
        "x = 1\n### BEGIN SOLUTION\nx = 2\n### END SOLUTION", "assert x == 3, 'Prøv igen.'",
        "Løsningen klarer ikke sin egen prøve: AssertionError: »Prøv igen.«"),
    "gratis": ("y = None\n### BEGIN SOLUTION\ny = 2\n### END SOLUTION", "assert True", "Prøven giver 1 point, før der er skrevet et svar."),
    "uvenlig": (
        "def f(x):\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION", "assert f(2) + 0 == 2, 'Prøv igen.'",
        "Før der er skrevet et svar, ender prøven ikke med sin egen besked, men med TypeError: »unsupported operand type(s) for +: 'NoneType' and 'int'«"),
    "tavs": (
        "z = None\n### BEGIN SOLUTION\nz = 2\n### END SOLUTION", "assert z == 2",
        "Før der er skrevet et svar, ender prøven ikke med sin egen besked, men med AssertionError"),
    "advarer": (
        "w = None\n### BEGIN SOLUTION\nw = 2\n### END SOLUTION", "import sys\nprint('pas på', file=sys.stderr)\nassert w == 2, 'Prøv igen.'",
        "Løsningen klarer ikke sin egen prøve: stderr: »pas på«"),
    "halv": (
        "v = None\n### BEGIN SOLUTION\nv = 2\n### END SOLUTION", "assert v is not None, 'Prøv igen.'\n0.5",
        "Løsningen får 0.5 af 1 point i sin egen prøve."),
    "hopper": (
        "### BEGIN SOLUTION\nimport findes_ikke\n### END SOLUTION\nu = None", "assert False, 'Prøv igen.'",
        "Løsningen klarer ikke sin egen prøve: AssertionError: »Prøv igen.«"),
}


@pytest.fixture(scope="module")
def broken(tmp_path_factory) -> list[str]:
    """What is found in one notebook with every kind of test that goes wrong when it is run."""
    cells = [one for name, (code, test, _) in BROKEN.items() for one in (locked(f"{name}-tekst", name), answer(name, code), check(f"{name}-synlig", test))]
    notebook = small_notebook()
    notebook.cells = [*cells, answer("stopper", "### BEGIN SOLUTION\nt = 1\n### END SOLUTION\nt = t + 1"), check("stopper-synlig", "assert False, 'Nej.'")]
    return found_in(pair_of(tmp_path_factory.mktemp("drift") / "kursus", notebook))


@pytest.mark.parametrize("name", BROKEN)
def test_a_test_that_goes_wrong_when_it_is_run_is_found(broken, name):
    assert f"celle {3 * list(BROKEN).index(name) + 3} ({name}-synlig): {BROKEN[name][2]}" in broken


def test_a_cell_that_stops_with_the_solution_or_before_there_is_one_is_found(broken):
    assert "celle 20 (hopper): Cellen stopper, når løsningen bliver kørt: ModuleNotFoundError: »No module named 'findes_ikke'«" in broken
    assert "celle 22 (stopper): Cellen kan ikke køres, før der er skrevet et svar: NameError: »name 't' is not defined«" in broken


def rename(notebook: NotebookNode) -> None:
    cell(notebook, "a1-2").source = cell(notebook, "a1-2").source.replace("def over(", "def over_graensen(")


def add_a_parameter(notebook: NotebookNode) -> None:
    cell(notebook, "a1-2").source = cell(notebook, "a1-2").source.replace("graense=60):", "graense=60, land='DK'):")


def solve_with_other_parameters(notebook: NotebookNode) -> None:
    cell(notebook, "a1-2").source = "def over(tabel, graense=60):\n    ...\n### BEGIN SOLUTION\ndef over(tabel, graense=50):\n    return 3\n### END SOLUTION"


def use_a_name_of_the_solution(notebook: NotebookNode) -> None:
    cell(notebook, "a1-1-skjult").source += "\nassert efter_aar.size, 'Prøv igen.'"


def lose_a_name(notebook: NotebookNode) -> None:
    cell(notebook, "a1-1").source = cell(notebook, "a1-1").source.replace("fald = None\n", "")


def use_another_tests_name(notebook: NotebookNode) -> None:
    cell(notebook, "a1-2-skjult").source = "assert given, 'Prøv igen.'"


def use_a_name_of_nobodys(notebook: NotebookNode) -> None:
    cell(notebook, "a1-1-synlig").source += "\nassert facitliste, 'Prøv igen.'"


SEEDS = {
    rename: "celle 9 (a1-2-synlig): Prøven bruger navnet over, som ingen celle laver.",
    add_a_parameter: "celle 8 (a1-2): De studerende får over(tabel, graense=60, land='DK'), og teksten beder om over(tabel, graense=60).",
    solve_with_other_parameters: "celle 8 (a1-2): De studerende får over(tabel, graense=60), og løsningen har over(tabel, graense=50).",
    use_a_name_of_the_solution:
        "celle 6 (a1-1-skjult): Prøven bruger navnet efter_aar, som løsningen laver, men som de studerende ikke får. Lad det stå uden for løsningen.",
    lose_a_name: "celle 6 (a1-1-skjult): Prøven bruger navnet fald, som løsningen laver, men som de studerende ikke får. Lad det stå uden for løsningen.",
    use_another_tests_name: "celle 10 (a1-2-skjult): Prøven bruger navnet given, som kun en anden prøve laver. Lav det i prøven selv.",
    use_a_name_of_nobodys: "celle 5 (a1-1-synlig): Prøven bruger navnet facitliste, som ingen celle laver.",
}


@pytest.mark.parametrize("drift", SEEDS, ids=lambda seed: seed.__name__)
def test_names_and_parameters_that_drifted_are_found_without_running_anything(tmp_path, drift):
    notebook = small_notebook()
    drift(notebook)
    pair = pair_of(tmp_path / "kursus", notebook)
    assert f"A1.ipynb, {SEEDS[drift]}" in list(map(str, find_drift(pair, pair.source, pair.unanswered())))


def test_a_cell_that_students_do_not_get_is_found(tmp_path):
    pair = pair_of(tmp_path / "kursus", small_notebook())
    pair.released.cells = [one for one in pair.released.cells if one.id != "a1-2-skjult"]
    assert "A1.ipynb, celle 10 (a1-2-skjult): Cellen er ikke med i de studerendes udgave." in list(map(str, find_drift(pair, pair.source, pair.source)))


def test_another_courses_ways_are_only_remarked_on(tmp_path):
    notebook = small_notebook()
    notebook.cells = [answer("s", "def squares(n):\n    ### BEGIN SOLUTION\n    return n * n\n    ### END SOLUTION"), check("t", "assert squares(2) == 4")]
    pair = pair_of(tmp_path / "kursus", notebook, house=False)
    released = pair.released.cells[0]
    released.source = released.source.replace("...", "raise NotImplementedError()")
    ran = run_all({"uden": pair.unanswered()}, tmp_path)
    found = list(find_drift(pair, pair.source, ran["uden"]))
    assert [finding.serious for finding in found] == [False]
    assert "NotImplementedError" in found[0].what


def test_a_cell_that_never_ends_is_stopped_and_said(tmp_path, monkeypatch):
    monkeypatch.setattr("course.grading.releasing.running.SECONDS", 2)
    notebook = small_notebook()
    notebook.cells = [answer("a", "while True: pass"), check("t", "assert True")]
    ran = run_all({"med": notebook}, tmp_path)
    found = list(find_drift(Pair("A1.ipynb", notebook, notebook, house=True), ran["med"], ran["med"]))
    assert str(found[0]) == "A1.ipynb, celle 1 (a): Cellen stopper, når løsningen bliver kørt: Den var ikke færdig efter 2 sekunder."


def test_a_kernel_that_is_not_there_is_said(tmp_path):
    notebook = small_notebook()
    notebook.metadata.kernelspec.name = "julia-1.6"
    with pytest.raises(GradingError, match="A1 skal køres med »julia-1.6«, som ikke er installeret her"):
        run_all({"A1": notebook}, tmp_path)


@pytest.fixture
def slow_to_answer(tmp_path, monkeypatch) -> Callable[[int], None]:
    """Make the notebook's kernel one that does not answer the first so many times it is started."""
    def make(times: int) -> None:
        spec = tmp_path / "jupyter/kernels/python3"
        spec.mkdir(parents=True)
        start = (f"import os, sys, pathlib; seen = pathlib.Path({str(tmp_path / 'startet')!r}); old = seen.read_text() if seen.exists() else ''; seen.write_text(old + 'x'); "
                 f"os.execv(sys.executable, [sys.executable, '-c', 'import time; time.sleep(60)'] if len(old) < {times} else "
                 "[sys.executable, '-m', 'ipykernel_launcher', '-f', sys.argv[1]])")
        (spec / "kernel.json").write_text(json.dumps({"argv": [sys.executable, "-c", start, "{connection_file}"], "display_name": "langsom", "language": "python"}))
        monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
        monkeypatch.setattr("course.grading.releasing.running.ANSWER", 5)

    return make


def test_a_kernel_that_does_not_answer_is_started_once_more(tmp_path, slow_to_answer):
    slow_to_answer(1)
    notebook = small_notebook()
    notebook.cells = [new_code_cell("6 * 7")]
    assert run_all({"A1": notebook}, tmp_path)["A1"].cells[0].outputs[0]["data"]["text/plain"] == "42"
    assert (tmp_path / "startet").read_text() == "xx"


def test_a_kernel_that_never_answers_is_said(tmp_path, slow_to_answer):
    slow_to_answer(9)
    with pytest.raises(GradingError, match="A1 kan ikke køres: Python kom ikke i gang"):
        run_all({"A1": small_notebook()}, tmp_path)


def test_what_is_no_python_is_left_to_the_run(tmp_path):
    notebook = small_notebook()
    notebook.cells.insert(0, new_code_cell("def over(:"))
    cell(notebook, "a1-2-synlig").source += "\nfacitliste"
    pair = pair_of(tmp_path / "kursus", notebook)
    assert not [finding for finding in find_drift(pair, pair.source, pair.unanswered()) if "bruger navnet" in finding.what]


def test_another_language_than_python_is_left_to_its_own_kernel(tmp_path):
    notebook = small_notebook()
    notebook.metadata.kernelspec.language = "R"
    notebook.cells = [answer("s", "x <- 5"), check("t", "stopifnot(x < -y)")]
    assert not [finding for finding in find_drift(Pair("A1.ipynb", notebook, notebook, house=True), notebook, notebook) if "navnet" in finding.what]
