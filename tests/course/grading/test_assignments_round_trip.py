"""A1 to A4 from source to feedback through stock nbgrader, each with a perfect, an average, an empty and a hostile submission."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass

import pytest
from bs4 import BeautifulSoup

from course.grading.preprocessors.hidetests import HIDDEN_FAILED
from course.grading.root import DEFAULT
from tests.course.grading.hostile import BESIDE, hostile
from tests.course.grading.pages import assert_harmless, assert_no_test_is_told, text_of
from tests.course.grading.test_assignments import DATA, is_rare, spellings
from tests.course.grading.trip import Course, Student, cell, empty, perfect

pytestmark = pytest.mark.full
STUDENTS = ("perfekt", "middel", "tom", "ond")
# Of the automatic points: all, and those of one who gives right numbers in place of functions.
POINTS = {"A1": (8, 4), "A2": (8, 4), "A3": (8, 4), "A4": (9, 7)}
READ_BY_PEOPLE = {"A1": 32, "A2": 32, "A3": 32, "A4": 51}


def average(assignment: str) -> Student:
    def change(notebook, source) -> None:
        perfect(notebook, source)
        for answer, code, *_ in DATA[assignment].CONSTANTS:
            cell(notebook, answer).source += f"\n\n{code}"

    return change


@dataclass(frozen=True)
class Trip:
    course: Course
    assignment: str

    def page(self, student: str) -> str:
        return self.course.page(self.assignment, student)

    def handed_in(self, student: str) -> str:
        return "\n".join(one.source for one in self.course.read("submitted", self.assignment, student).cells)


@pytest.fixture(scope="module", params=POINTS)
def trip(request, tmp_path_factory) -> Trip:
    assignment = request.param
    course = Course.make(tmp_path_factory.mktemp(assignment) / "kursus")
    shutil.copytree(DEFAULT / "source" / assignment, course.folder / "source" / assignment)
    api = course.root.api
    assert api.generate_assignment(assignment)["success"]
    course.hand_in(assignment, dict(zip(STUDENTS, (perfect, average(assignment), empty, hostile))), {"ond": BESIDE})
    assert api.autograde(assignment, "*")["success"]
    assert api.generate_feedback(assignment)["success"]
    return Trip(course, assignment)


def test_the_scores_are_those_that_were_earned(trip):
    scores = trip.course.scores(trip.assignment)
    highest, middling = POINTS[trip.assignment]
    assert {student: sum(scores[student].values()) for student in STUDENTS} == {"perfekt": highest, "middel": middling, "tom": 0, "ond": 0}
    for _, _, visible, hidden in DATA[trip.assignment].CONSTANTS:
        assert scores["middel"][visible] > 0 and scores["middel"][hidden] == 0


def test_texts_wait_for_a_reader_and_empty_ones_do_not(trip):
    with trip.course.root.gradebook() as gradebook:
        assert gradebook.find_assignment(trip.assignment).max_score == POINTS[trip.assignment][0] + READ_BY_PEOPLE[trip.assignment]
        waiting = {
            student: sum(grade.max_score for notebook in gradebook.find_submission(trip.assignment, student).notebooks for grade in notebook.grades
                         if grade.needs_manual_grade)
            for student in STUDENTS
        }
    assert waiting["perfekt"] == waiting["middel"] == waiting["ond"] == READ_BY_PEOPLE[trip.assignment]
    assert waiting["tom"] == {"A2": 16, "A4": 16}.get(trip.assignment, 0)  # nbgrader cannot know of a task whether anything was done


@pytest.mark.parametrize("student", STUDENTS)
def test_the_feedback_runs_nothing_and_tells_no_test(trip, student):
    page = trip.page(student)
    assert_harmless(page)
    assert_no_test_is_told(page, trip.course.read("source", trip.assignment), trip.handed_in(student))


@pytest.mark.parametrize("student", ("tom", "ond"))
def test_the_feedback_gives_no_answer_away(trip, student):
    text, own = text_of(trip.page(student)), " ".join(trip.handed_in(student).split())
    rare = [value for values in DATA[trip.assignment].KEY.values() for value in values if is_rare(value)]
    given_away = [word for value in rare for word in spellings(value) if re.search(rf"(?<![\w.,]){re.escape(word)}(?!\w|[.,]\d)", text) and word not in own]
    assert given_away == []


def test_every_visible_test_that_failed_says_why_and_of_a_hidden_one_only_that_it_did(trip):
    scores = trip.course.scores(trip.assignment)
    for student in ("middel", "tom"):
        shown = BeautifulSoup(trip.page(student), "html.parser")
        for name in (name for name, score in scores[student].items() if score == 0 and re.search("synlig|skjult", name)):
            said = shown.find("h3", string=f"Prøve {name}").find_parent(class_="opgave").find_all("p")[1].get_text()
            assert (said == HIDDEN_FAILED) == ("skjult" in name) and not said.startswith(("Prøven er ikke bestået", "Bestået")), (student, name, said)
