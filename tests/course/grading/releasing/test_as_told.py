"""An assignment is as assignments.yaml tells: its cells, points, words, tables and criteria."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbformat import NotebookNode

from course.grading.releasing.as_told import find_untold
from course.grading.releasing.generate import generate, read_notebooks
from course.grading.releasing.packing import Contents
from course.grading.releasing.release import title_of
from course.grading.root import DEFAULT, CourseRoot, open_root
from exercises.errors import ContentError
from tests.course.grading.small_root import cell


@pytest.fixture(scope="module")
def course() -> CourseRoot:
    return open_root(DEFAULT)


@pytest.fixture(scope="module")
def folders(course, tmp_path_factory) -> dict[str, Path]:
    """The students' editions of the course's assignments."""
    folder = tmp_path_factory.mktemp("students")
    return {name: generate(course, name, folder, database=False) for name in ("A1", "A2", "A3", "A4")}


def contents(folders: dict[str, Path], name: str) -> Contents:
    return Contents(name, name, "0" * 12, folders[name], read_notebooks(folders[name]))


@pytest.mark.parametrize("name", ["A1", "A2", "A3", "A4"])
def test_the_courses_own_assignments_are_as_told(course, folders, name):
    assert list(find_untold(course, contents(folders, name))) == []


def one_point_more(notebook: NotebookNode) -> None:
    cell(notebook, "a1-1-skjult").metadata.nbgrader["points"] = 2


def fewer_for_a_text(notebook: NotebookNode) -> None:
    cell(notebook, "a1-4").metadata.nbgrader["points"] = 8


def another_answer_cell(notebook: NotebookNode) -> None:
    cell(notebook, "a1-2").metadata.nbgrader["grade_id"] = "a1-2-svar"


def a_text_gone(notebook: NotebookNode) -> None:
    notebook.cells.remove(cell(notebook, "a1-5"))


def a_strange_test(notebook: NotebookNode) -> None:
    cell(notebook, "a1-3-skjult").metadata.nbgrader["grade_id"] = "a1-9-skjult"


def other_words(notebook: NotebookNode) -> None:
    cell(notebook, "a1-4-opgave").source = cell(notebook, "a1-4-opgave").source.replace("250–350 ord", "200–300 ord")


def other_words_for_the_check(notebook: NotebookNode) -> None:
    cell(notebook, "a1-4").metadata["ledelsesrum"] = {"words": [100, 200]}


def no_table(notebook: NotebookNode) -> None:
    for one in notebook.cells:
        one.source = one.source.replace('load("attention_vs_deaths_usa_2016")', "tabel")


def old_criteria(notebook: NotebookNode) -> None:
    cell(notebook, "bedoemmelse").source += "\n\n### Kriterium 6"


UNTOLD = {
    one_point_more: ["a1-1: Prøverne giver 3 point, og assignments.yaml siger 2."],
    fewer_for_a_text: ["a1-4: Svaret giver 8 point, og assignments.yaml siger 16."],
    another_answer_cell: ["a1-2: Der er ingen svarcelle med det navn."],
    a_text_gone: ["a1-5: Der er ingen svarcelle med det navn.", "a1-5: Teksten siger ikke 300–400 ord, som assignments.yaml gør."],
    a_strange_test: ["a1-3: Prøverne giver 1 point, og assignments.yaml siger 3.", "a1-9-skjult: Cellen giver 2 point, som assignments.yaml ikke kender."],
    other_words: ["a1-4: Teksten siger ikke 250–350 ord, som assignments.yaml gør."],
    other_words_for_the_check: ["a1-4: Cellen venter 100–200 ord, og assignments.yaml siger 250–350."],
    no_table: ["assignments.yaml nævner tabellen attention_vs_deaths_usa_2016, som ingen celle i de studerendes udgave henter med load(\"attention_vs_deaths_usa_2016\"), så den ikke er i pakken."],
    old_criteria: ["sidefoden: Kriterierne er ikke dem, der står i skalaen. Lav sidefoden igen: python -m course.grading.footer"],
}


@pytest.mark.parametrize("change", UNTOLD, ids=lambda change: change.__name__)
def test_what_is_not_as_told_is_found(course, folders, change):
    given = contents(folders, "A1")
    change(given.notebooks["A1.ipynb"])
    assert [str(finding).removeprefix("A1.ipynb, ").removeprefix("A1.ipynb: ") for finding in find_untold(course, given)] == UNTOLD[change]


def test_an_assignment_that_is_not_told_of_is_said(course):
    with pytest.raises(ContentError, match="A9"):
        title_of(course, "A9")
