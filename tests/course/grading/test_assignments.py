"""The assignments' own cells: right answers pass, each foreseen mistake is told what is behind it, and nothing gives the answer away.

The cells are plain Python, so they are run here in a name space instead of a kernel.
"""

import ast
import importlib
import itertools
import re
import warnings
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path

import nbformat
import pytest

from course.grading.about import assignments
from course.grading.root import DEFAULT, open_root

DATA = {path.stem: importlib.import_module(f"tests.course.grading.answers.{path.stem}") for path in sorted((Path(__file__).parent / "answers").glob("A*.py"))}
every = pytest.mark.parametrize("name", assignments())


def each(kind: str):
    """Parametrise by the entries of one kind in every assignment's data."""
    entries = [(name, *entry) for name, data in DATA.items() for entry in getattr(data, kind)]
    return entries, [f"{entry[1]}-{number}" for number, entry in enumerate(entries)]


@cache
def source(name: str) -> nbformat.NotebookNode:
    return nbformat.read(DEFAULT / "source" / name / f"{name}.ipynb", as_version=4)


@cache
def released(name: str) -> nbformat.NotebookNode:
    """The notebook as the student gets it, by nbgrader's own steps."""
    from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, ClearSolutions

    notebook = deepcopy(source(name))
    for step in (ClearSolutions, ClearHiddenTests, ClearMarkScheme):
        notebook, _ = step(config=open_root().config).preprocess(notebook, {})
    return notebook


def grade_id(cell) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id", cell.id)


def is_test(cell) -> bool:
    about = cell.metadata.get("nbgrader", {})
    return cell.cell_type == "code" and about.get("grade") is True and not about["solution"]


def cells_with_tests(name: str) -> dict[str, str]:
    """Every test cell's source, hidden region and all, by grade_id."""
    return {grade_id(cell): cell.source for cell in source(name).cells if is_test(cell)}


def run(space: dict, place: str, code: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # nbgrader gives no point where anything is written to stderr
        exec(compile(code, f"ipykernel/{place}", "exec"), space)


@cache
def as_it_stands(notebook: Callable[[str], nbformat.NotebookNode], name: str) -> dict:
    """The name space after every code cell but the tests, of the source or of the released notebook."""
    space: dict = {}
    for cell in notebook(name).cells:
        if cell.cell_type == "code" and not is_test(cell):
            run(space, grade_id(cell), cell.source)
    return space


def answered(notebook: Callable[[str], nbformat.NotebookNode], name: str, answer: str, code: str) -> dict:
    """The same, with ``code`` at the end of the cell ``answer``."""
    space = dict(as_it_stands(notebook, name))
    cell = next(cell for cell in notebook(name).cells if grade_id(cell) == answer)
    run(space, answer, f"{cell.source}\n\n{code}")
    return space


def told(space: dict, name: str, test: str) -> str:
    """What a student with these answers is told by a test; '' is a pass."""
    try:
        run(dict(space), test, cells_with_tests(name)[test])
    except AssertionError as problem:
        assert str(problem).strip(), f"{test} says nothing"
        return str(problem)
    return ""


@every
def test_every_assignment_has_answers_to_be_tried_with(name):
    assert name in DATA, f"write answers/{name}.py, as A1.py beside it"


@every
def test_a_source_is_clean_and_its_cells_are_told_apart(name):
    about = [cell.metadata.nbgrader for cell in source(name).cells if "nbgrader" in cell.metadata]
    assert all(cell.execution_count is None and not cell.outputs for cell in source(name).cells if cell.cell_type == "code")
    assert len({cell.id for cell in source(name).cells}) == len(source(name).cells)
    assert all(one.schema_version == 3 and one.grade_id.startswith(name.lower()) for one in about)


@every
def test_the_solutions_pass_every_test_and_write_nothing_to_stderr(name, capsys):
    space = as_it_stands(source, name)
    assert [told(space, name, test) for test in cells_with_tests(name)] == [""] * len(cells_with_tests(name))
    assert capsys.readouterr().err == ""


@every
def test_an_untouched_assignment_gets_no_point_and_a_kind_word_from_every_test(name, capsys):
    space = as_it_stands(released, name)
    for test in cells_with_tests(name):
        assert re.search("endnu|findes ikke", told(space, name, test)), (test, told(space, name, test))
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("name", "answer", "code", "test", "message"), each("WRONG")[0], ids=each("WRONG")[1])
def test_each_foreseen_mistake_is_told_what_is_behind_it(name, answer, code, test, message, capsys):
    assert message in told(answered(source, name, answer, code), name, test)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("name", "answer", "code", "visible", "hidden"), each("CONSTANTS")[0], ids=each("CONSTANTS")[1])
def test_a_function_that_only_knows_one_number_fails_the_hidden_test(name, answer, code, visible, hidden):
    space = answered(source, name, answer, code)
    assert told(space, name, visible) == ""
    assert "Din funktion blev prøvet med" in told(space, name, hidden)


@pytest.mark.parametrize(("name", "answer", "code", "passed"), each("WITHOUT_CODE")[0], ids=each("WITHOUT_CODE")[1])
def test_the_way_without_code_gives_the_same_points(name, answer, code, passed):
    space = answered(released, name, answer, code)
    assert [told(space, name, test) for test in passed] == [""] * len(passed)


@pytest.mark.parametrize("name", DATA)
def test_every_message_of_a_foreseen_mistake_is_met_by_one(name):
    met = [(test, message) for _, _, test, message in DATA[name].WRONG]
    for test, code in cells_with_tests(name).items():
        for message in foreseen(code):
            assert any(test == where and part in message for where, part in met), (test, message)


def foreseen(code: str) -> list[str]:
    """The messages in every ``wrong={…}`` of a test."""
    tree = ast.parse(code)
    constants = {node.targets[0].id: node.value for node in ast.walk(tree) if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)}
    said = [value for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "wrong" for value in node.value.values]
    return [ast.literal_eval(constants[value.id] if isinstance(value, ast.Name) else value) for value in said]


@pytest.mark.parametrize("name", DATA)
def test_nothing_the_student_can_read_holds_a_right_value(name):
    texts = [(grade_id(cell), cell.source) for cell in released(name).cells]
    for task, values in DATA[name].KEY.items():
        for value in values:
            read = "\n".join(text for place, text in texts if is_rare(value) or place.startswith(task))
            for spelling in spellings(value):
                found = re.search(rf"(?<![\w.,]){re.escape(spelling)}(?!\w|[.,]\d)", read)
                assert found is None, (task, spelling, read[max(0, found.start() - 60): found.end() + 20])


def is_rare(value) -> bool:
    """Whether a value means the answer wherever it stands; a year or a small number may be something else in another task."""
    return isinstance(value, tuple) or (len(f"{value:g}".replace(".", "").strip("0-")) >= 3 and value not in range(1900, 2101))


def spellings(value) -> set[str]:
    """A value as Danes, Python and a sentence write it."""
    if isinstance(value, tuple):
        parts = [sorted(spellings(part)) for part in value]
        return {between.join(one) for one in itertools.product(*parts) for between in (", ", ",", " af ", " og ", "; ")}
    if isinstance(value, str):
        return {value, f'"{value}"', f"'{value}'"}
    english = {f"{value:,}", f"{value:,.1f}", f"{value:,.2f}"} if isinstance(value, float) else {f"{value:,}"}
    english |= {one.replace(",", "") for one in english}
    english = {one for one in english if float(one.replace(",", "")) == value}
    return english | {one.translate(str.maketrans(",.", ".,")) for one in english}
