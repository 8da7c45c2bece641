"""What is told about the assignments: damaged files are explained, and file, notebooks and pages agree."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from course.grading.about import FILE, Assignment, Marking, assignments, find_assignment
from course.grading.footer import RUBRIC
from course.grading.root import DEFAULT
from course.grading.rubrics import FOLDER, find_rubric
from course.site.assignments import hours
from course.site.build import pages
from exercises.errors import ContentError
from tests.conftest import ROOT

DAMAGED = ROOT / "tests/damaged/assignments"
MESSAGES = {
    "assignment_twice.yaml": "linje 1, assignments: opgaven 'B1' står to gange. Ret det i filen.",
    "grade_id_of_another.yaml": "linje 12, assignments[1]: 'b1-1' skal begynde med 'b2-'. Ret det i filen.",
    "grade_id_twice.yaml": "linje 2, assignments[0]: 'b1-1' står to gange. Ret det i filen.",
    "grade_id_without_number.yaml": "linje 9, assignments[0].tasks[0].id: 'fald' har ikke den rette form. Skriv det som a1-1. Ret det i filen.",
    "minutes_uneven.yaml": "linje 6, assignments[0].minutes: 100 passer ikke. Det skal kunne deles med 30.",
    "no_points.yaml": "linje 9, assignments[0].tasks[0].points: 0 er for lidt. Det skal være mindst 1.",
    "parts_do_not_add_up.yaml": "linje 21, assignments[1].reflections[0]: parts giver ikke words, når de lægges sammen. Ret det i filen.",
    "share_of_more_than_all.yaml": "linje 1, assignments: share er 110 tilsammen og skal være 100. Ret det i filen.",
    "unknown_criterion.yaml": "b2-2, marked_by, 'mood': der er intet kriterium i 'lille' med det navn. Mente du: mod?",
    "unknown_dataset.yaml": "b1-1, datasets, 'hpv_denmark': der er intet datasæt med det navn. Mente du: hpv_denmark_who, payments_denmark, news_habits_denmark?",
    "unknown_rubric.yaml": "b1-2, marked_by, 'lile': der er ingen skala med det navn. Mente du: lille?",
    "words_backwards.yaml": "linje 11, assignments[0].reflections[0]: words og parts skal gå fra det mindste til det største. Ret det i filen.",
    "words_without_end.yaml": "linje 11, assignments[0].reflections[0].words: listen har for få punkter. Den skal have mindst 2.",
}
GOOD = "good.yaml"
ALL = list(assignments().values())
HEADER, FOOTER = DEFAULT / "source/header.ipynb", DEFAULT / "source/footer.ipynb"


def course_root(folder: Path, name: str) -> Path:
    """A course root with a file about assignments of a small rubric."""
    (folder / FOLDER).mkdir()
    shutil.copy(ROOT / "tests/damaged/rubrics/lille.yaml", folder / FOLDER)
    shutil.copy(DAMAGED / name, folder / FILE)
    return folder


def notebook(one: Assignment) -> NotebookNode:
    return nbformat.read(DEFAULT / f"source/{one.id}/{one.id}.ipynb", 4)


def shown(one: Assignment) -> str:
    """What a student reads in the notebook: its text without what is taken out when it is released."""
    text = "\n".join(cell.source for cell in notebook(one).cells if cell.cell_type == "markdown")
    return re.sub(r"(?s)=== BEGIN MARK SCHEME ===.*?=== END MARK SCHEME ===|### BEGIN SOLUTION.*?### END SOLUTION", "", text)


def nbgrader(cell: NotebookNode) -> dict:
    return cell.metadata.get("nbgrader", {})


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_a_damaged_file_about_assignments_is_explained(tmp_path, name):
    with pytest.raises(ContentError) as caught:
        assignments(course_root(tmp_path, name))
    assert str(caught.value) == f"{FILE}, {MESSAGES[name]}"


def test_every_damaged_file_has_its_message_and_the_sound_one_is_read(tmp_path):
    assert {path.name for path in DAMAGED.iterdir()} == {*MESSAGES, GOOD}
    second = find_assignment("B2", course_root(tmp_path, GOOD))
    assert (second.auto_points, second.manual_points, second.datasets) == (3, 10, [])
    assert second.reflections[0].marked_by[1] == Marking(rubric="lille", points=6, criteria=["mod"])


def test_a_course_root_without_the_file_and_an_unknown_assignment_are_explained(tmp_path):
    with pytest.raises(ContentError, match="assignments.yaml, hele filen: filen mangler i .* --course"):
        assignments(tmp_path)
    with pytest.raises(ContentError, match="'A9': der er ingen opgave med det navn. Filen har A1, .* En ny opgave skal skrives ind i den."):
        find_assignment("A9")


def test_the_assignments_have_the_points_of_the_plan():
    planned = {"A1": (8, 32), "A2": (8, 32), "A3": (8, 32), "A4": (9, 51)}
    assert {one.id: (one.auto_points, one.manual_points) for one in ALL if one.id in planned} == planned


def test_a_level_of_solo_gives_its_points_as_they_stand():
    for marking in (marking for one in ALL for text in one.reflections for marking in text.marked_by if marking.rubric == "solo"):
        assert marking.points == find_rubric("solo").levels[-1].points


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_the_pages_that_an_assignment_names_are_in_the_book_and_it_has_a_page_with_its_title(one):
    known = pages(ROOT)
    assert f"notebooks/{one.after}" in known and all(f"book/{slug}" in known for slug in one.prepare)
    assert all(task.read and all(f"book/{slug}" in known for slug in task.read) for task in one.tasks)
    page = ROOT / f"book/opgave-{one.id.lower()}.md"
    assert f"book/{page.stem}" in known and page.read_text(encoding="utf-8").startswith(f"# {one.id}: {one.title}\n")


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_a_page_about_an_assignment_shows_its_facts_its_tasks_its_texts_and_every_rubric_that_marks_it(one):
    text = (ROOT / f"book/opgave-{one.id.lower()}.md").read_text(encoding="utf-8")
    assert f"```{{assignment}} {one.id}\n```" in text
    assert all(f"```{{assignment}} {one.id}\n:show: {part}\n```" in text for part in ("tasks", "texts"))
    assert {marking.rubric for reflection in one.reflections for marking in reflection.marked_by} == set(re.findall(r"\{rubric-table\} (\w+)", text))
    assert set(re.findall(r"\bA\d\b", text)) == {one.id}


@pytest.mark.parametrize("path", [HEADER, FOOTER], ids=lambda path: path.stem)
def test_what_stands_around_every_assignment_is_text_that_nbgrader_keeps_as_it_is(path):
    cells = nbformat.read(path, 4).cells
    ids = [nbgrader(cell)["grade_id"] for cell in cells]
    assert len(set(ids)) == len(ids) and all(name.partition("-")[0] in ("indledning", "bedoemmelse") for name in ids)
    for cell in cells:
        about = nbgrader(cell)
        assert (cell.cell_type, about["locked"], about["grade"], about["solution"], about["task"]) == ("markdown", True, False, False, False)


# ---- The notebooks ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_a_notebook_has_the_tasks_and_the_texts_that_the_file_names_with_their_points(one):
    points: dict[str, int] = {}
    for about in (nbgrader(cell) for cell in notebook(one).cells):
        if about.get("grade") or about.get("task"):
            name = "-".join(about["grade_id"].split("-")[:2])
            points[name] = points.get(name, 0) + about["points"]
    assert points == {part.id: part.points for part in [*one.tasks, *one.reflections]}


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_a_notebook_uses_the_tables_that_the_file_names(one):
    code = "\n".join(cell.source for cell in notebook(one).cells if cell.cell_type == "code")
    assert set(re.findall(r"""load\(["'](\w+)["']\)""", code)) == set(one.datasets)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_a_notebook_says_what_the_file_says_of_titles_time_pages_points_and_words(one):
    text = shown(one)
    assert f"# {one.id} · {one.title}\n" in text and hours(one.minutes).replace("\xa0", " ") in text
    for part in [*one.tasks, *one.reflections]:
        assert re.search(rf"## {part.id.upper().replace('-', '.')} (· )?{re.escape(part.title)} \({part.points} point\)", text), part.id
    for low, high in (words for reflection in one.reflections for words in reflection.parts or [reflection.words]):
        assert f"{low}–{high} ord" in text
    assert all(slug[:3].replace("-", ".") in text for slug in one.prepare)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_a_notebook_shows_every_scale_that_the_footer_does_not(one):
    for name in {marking.rubric for reflection in one.reflections for marking in reflection.marked_by} - {RUBRIC}:
        for level in find_rubric(name).levels:
            points = rf"{level.points} \|$" if level.points is not None else ""
            assert re.search(rf"(?m)^\| \W*{level.name.da}\b.*\| {points}", shown(one)), f"{one.id} viser ikke »{level.name.da}« og dets point i en tabel."
