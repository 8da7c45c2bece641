"""The questions that people mark, found in the course's own notebooks and in a stock course root."""

from __future__ import annotations

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course.grading.about import assignments
from course.grading.reading.folders import digest, students
from course.grading.reading.questions import find_question, questions
from course.grading.root import DEFAULT, CourseRoot, GradingError

OURS = CourseRoot(DEFAULT)


def marked(cell, grade_id, points=None, **flags):
    about = {"grade_id": grade_id, "schema_version": 3, "grade": False, "solution": False, "task": False, "locked": False, **flags}
    cell.metadata["nbgrader"] = about if points is None else about | {"points": points}
    return cell


@pytest.fixture
def stock(tmp_path) -> CourseRoot:
    """A course root as nbgrader's own quickstart makes it: two notebooks, and nothing of the kit's."""
    folder = tmp_path / "stock"
    cells = {
        "problem1": [new_code_cell("x = 1"), marked(new_code_cell("assert x"), "test_x", 2, grade=True, locked=True)],
        "problem2": [
            new_markdown_cell("## Part A\n\nProve it."), marked(new_markdown_cell("Because of induction."), "part-a", 3, grade=True, solution=True),
            marked(new_markdown_cell("Plot it.\n\n=== BEGIN MARK SCHEME ===\n\n1 point for axes\n\n=== END MARK SCHEME ==="), "task-b", 4, task=True, locked=True),
            new_markdown_cell("Write here."),
            marked(new_code_cell("def f(): pass"), "manual-code", 5, grade=True, solution=True),
        ],
    }
    for name, content in cells.items():
        path = folder / "source/ps1" / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(new_notebook(cells=content), path)
    return CourseRoot(folder)


@pytest.mark.parametrize("name", assignments())
def test_every_answer_that_people_mark_has_a_prompt_a_guide_and_its_words(name):
    for question in questions(OURS, name):
        assert question.prompt.startswith(f"## {question.name} ·") and "\n> " in question.prompt
        assert "Stærkt" in question.guide and "MARK SCHEME" not in question.guide + question.prompt
        assert question.words and "Stærkt" not in question.given + question.prompt
        assert "SOLUTION" not in question.guide + question.given


def test_a_plan_is_read_twice_by_two_scales():
    analysis, rest = find_question(OURS, "A4", "a4-4"), find_question(OURS, "A4", "a4-4-kriterier")
    assert (analysis.rubric.id, analysis.criteria, analysis.title) == ("solo", (), "Min ledelsesplan: sagsanalyse")
    assert (rest.rubric.id, rest.criteria, rest.title) == ("refleksion", ("blikke", "antagelser", "laering"), "Min ledelsesplan: refleksion")
    assert analysis.given == rest.given and analysis.prompt == rest.prompt
    assert "Mellem 9 og 13" in analysis.guide and "Mellem 9 og 13" in rest.guide


def test_a_stock_course_root_is_read_as_it_is(stock):
    found = {question.cell.cell: question for question in questions(stock, "ps1")}
    assert list(found) == ["part-a", "task-b", "manual-code"]
    assert (found["part-a"].title, found["part-a"].guide, found["part-a"].rubric.id) == ("Part A", "Because of induction.", "refleksion")
    assert (found["task-b"].prompt, found["task-b"].guide, found["task-b"].is_task, found["task-b"].given) == ("Plot it.", "1 point for axes", True, "Write here.")
    assert {question.cell.notebook for question in found.values()} == {"problem2"}


@pytest.mark.parametrize(("assignment", "cell", "said"), [
    ("ps9", "x", "Opgaven ps9 findes ikke"), ("ps1", "x", "har ikke et spørgsmål, der hedder x. Der er: part-a, task-b, manual-code"),
])
def test_what_is_not_there_is_named(stock, assignment, cell, said):
    with pytest.raises(GradingError, match=said):
        find_question(stock, assignment, cell)


def test_points_that_disagree_are_named(stock, tmp_path):
    (stock.folder / "source/A1").mkdir()
    notebook = nbformat.read(DEFAULT / "source/A1/A1.ipynb", 4)
    next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "a1-4").metadata.nbgrader["points"] = 17
    nbformat.write(notebook, stock.folder / "source/A1/A1.ipynb")
    for name in ("assignments.yaml", "rubrics"):
        (stock.folder / name).symlink_to(DEFAULT / name)
    with pytest.raises(GradingError, match="giver 16 point for a1-4, og notesbogen 17"):
        questions(stock, "A1")


def test_those_who_handed_in_are_found_whatever_the_folders_are_called(stock):
    for student in ("åse", "bo", ".skjult"):
        path = stock.folder / "afleveret/hold" / student / "ps1/problem2.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text("{}", encoding="utf-8")
    (stock.folder / "afleveret/hold/tom/ps1").mkdir(parents=True)
    stock.config.CourseDirectory.submitted_directory = "afleveret"
    stock.config.CourseDirectory.directory_structure = "{nbgrader_step}/hold/{student_id}/{assignment_id}"
    found = students(stock, "ps1", "problem2")
    assert list(found) == ["bo", "åse"]
    assert len({digest(path) for path in found.values()}) == 1
    stock.config.CourseDirectory.directory_structure = "{nbgrader_step}/{student_id}-{assignment_id}"
    with pytest.raises(GradingError, match="man ikke kan se, hvem"):
        students(stock, "ps1", "problem2")
