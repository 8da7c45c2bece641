"""From the source to the feedback and back: generate, release, fetch, submit, collect, autograde, feedback, all with stock nbgrader."""

from __future__ import annotations

import re

import pytest

from course.grading.root import CourseRoot, GradingError
from tests.course.grading.hostile import BESIDE, EVIL, hostile
from tests.course.grading.pages import assert_harmless, assert_no_test_is_told, text_of
from tests.course.grading.small_assignment import HIDDEN_WORDS, write_assignment
from tests.course.grading.trip import Course, cell, empty, perfect

SCORES = {
    "perfekt": {"s1-1-synlig": 1, "s1-1-skjult": 1, "s1-2-synlig": 1, "s1-2-skjult": 2, "s1-3": 0, "s1-4": 0},
    "middel": {"s1-1-synlig": 1, "s1-1-skjult": 1, "s1-2-synlig": 1, "s1-2-skjult": 0, "s1-3": 0, "s1-4": 0},
    "tom": {"s1-1-synlig": 0, "s1-1-skjult": 0, "s1-2-synlig": 0, "s1-2-skjult": 0, "s1-3": 0, "s1-4": 0},
    "ond": {"s1-1-synlig": 0, "s1-1-skjult": 0, "s1-2-synlig": 0, "s1-2-skjult": 0, "s1-3": 0, "s1-4": 0},
}


def average(notebook, source) -> None:
    """As the perfect one, but with the right number in place of the function."""
    perfect(notebook, source)
    cell(notebook, "s1-2").source = "def manglende(df, *_):\n    return 36940"


CLASS = {"perfekt": perfect, "middel": average, "tom": empty, "ond": hostile}


def with_assignment(folder, **settings) -> Course:
    """A course with the small assignment, and a file beside it."""
    course = Course.make(folder, **settings)
    write_assignment(course.folder)
    (course.folder / "source" / "S1" / "tal.csv").write_text("år;tal\n2013;1\n", encoding="utf-8")
    return course


def stock(course: Course, command: str, assignment: str) -> None:
    done = course.nbgrader(command, assignment)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Course:
    """The whole way, with the commands that an instructor types who knows nbgrader only."""
    course = with_assignment(tmp_path_factory.mktemp("trip") / "kursus")
    stock(course, "generate_assignment", "S1")
    course.hand_in("S1", CLASS, {"ond": BESIDE})
    stock(course, "autograde", "S1")
    stock(course, "generate_feedback", "S1")
    course.exchange("ReleaseFeedback", "S1")
    return course


@pytest.mark.parametrize("student", CLASS)
def test_the_scores_are_those_that_were_earned(course, student):
    assert course.scores("S1")[student] == SCORES[student]


def test_what_is_handed_out_has_no_solution_and_no_hidden_test(course):
    released = course.read("release", "S1")
    everything = str(released)
    for word in ("BEGIN SOLUTION", "HIDDEN", "MARK SCHEME", "hemmelig", "20685", "HEMMELIG"):
        assert word not in everything
    assert cell(released, "s1-2").source.endswith("    # Skriv din kode her\n    ...")
    assert cell(released, "s1-3").source == "Skriv dit svar her."
    assert released.cells[0].source.startswith("# ") and len(released.cells) > 9  # the header and the footer of every assignment
    compile(cell(released, "s1-2").source, "stub", "exec")


@pytest.mark.parametrize("student", CLASS)
def test_the_feedback_runs_nothing_and_fetches_nothing(course, student):
    page = course.page("S1", student)
    assert_harmless(page)
    assert f'src="{EVIL}' not in page and f'href="{EVIL}' not in page


@pytest.mark.parametrize("student", CLASS)
def test_the_feedback_tells_no_test(course, student):
    own = "\n".join(one.source for one in course.read("submitted", "S1", student).cells)
    page = course.page("S1", student)
    assert_no_test_is_told(page, course.read("source", "S1"), own)
    assert [word for word in HIDDEN_WORDS if word in page and word not in own] == []


def test_the_feedback_is_danish_and_says_what_the_tests_said(course):
    text = text_of(course.page("S1", "middel"))
    assert text.startswith("S1: din tilbagemelding Din tilbagemelding S1 Til middel. Afleveret ")
    assert "Prøve s1-2-skjult Ikke på plads endnu Det, der først bliver set ved rettelsen, er ikke på plads endnu." in text
    assert "kortere periode" not in text and "Prøve s1-2-skjult 0 af 2" in text and "S1 · En lille opgave ikke læst endnu, op til 16 " in text
    assert "I alt indtil nu 3 af 25 20 af pointene er i tekster, der ikke er læst færdig endnu. Det, du afleverede " in text
    assert "Prøve s1-1-synlig Ikke på plads endnu fald har ikke fået et svar endnu." in text_of(course.page("S1", "tom"))
    assert "Ikke besvaret." in text_of(course.page("S1", "tom"))
    for english in ("Score", "Comment", "No response", "Traceback", "Student", "description"):
        assert english not in text


def test_the_hostile_students_own_error_is_explained_with_their_own_line(course):
    text = text_of(course.page("S1", "ond"))
    assert "stoppede koden her. Linje 4: 1/0 Der blev divideret med nul." in text
    assert "Linje 1: raise KeyError(_all()) Tabellen har ikke noget med det navn." in text
    assert len(course.page("S1", "ond")) < 60_000  # three million letters were printed


def test_the_feedback_is_the_page_and_its_twin_alone_and_reaches_the_student(course):
    for student in CLASS:
        names = sorted(path.name for path in (course.folder / "feedback" / student / "S1").iterdir())
        assert names == ["S1.docx", "S1.html", "submission_secret.txt", "timestamp.txt"]
    home = course.folder.parent / "homes" / "middel"
    course.exchange("FetchFeedback", "S1", home, "middel")
    fetched, = home.glob("S1/feedback/*/S1.html")
    assert fetched.read_text(encoding="utf-8") == course.page("S1", "middel")


def test_validate_speaks_danish_and_the_perfect_answer_passes(course):
    homes = course.folder.parent / "homes"
    notebooks = (str(homes / student / "S1" / "S1.ipynb") for student in ("tom", "ond", "perfekt"))
    blank, changed = course.nbgrader("validate", *notebooks).stdout.split("celle(r) med prøver er ændret")
    assert blank.startswith("3 prøve(r) er ikke bestået endnu.")
    assert "`manglende` giver ikke noget svar tilbage endnu. Skriv dit svar i stedet for ..., og slut med return.\n" in blank
    assert changed.endswith("Success! Your notebook passes all the tests.\n")


def test_postgresql_gives_the_same_points(postgres, tmp_path, course):
    other = with_assignment(tmp_path / "kursus", db=postgres.url())
    assert other.root.api.generate_assignment("S1")["success"]
    other.hand_in("S1", CLASS, {"ond": BESIDE})
    assert other.root.api.autograde("S1", "*")["success"]
    assert other.scores("S1") == course.scores("S1") == SCORES
    assert other.root.api.generate_feedback("S1")["success"]
    here, there = ([re.sub(r"kl\. \d\d\.\d\d", "", text_of(one.page("S1", student))) for student in CLASS] for one in (other, course))
    assert here == there
    assert not (other.folder / "gradebook.db").exists()
    with pytest.raises(GradingError, match="hører til kurset ledelsesrum, og dette kursus hedder strategi"):
        neighbour = CourseRoot(other.folder, other.db)
        neighbour.config.CourseDirectory.course_id = "strategi"
        neighbour.gradebook()
