"""``course grade run`` and ``feedback``: one student after another, and who needs a look."""

from __future__ import annotations

import copy
import signal
import subprocess
import sys

import nbformat
import psutil
import pytest

from course.cli import main
from course.grading.feedback.make import make_feedback
from course.grading.feedback.values import danish_points
from course.grading.root import DEFAULT, GradingError
from course.grading.runner.run import Outcome, run, summary
from course.grading.runner.wording import stop
from course.grading.sandbox.warm import Warm
from tests.conftest import until
from tests.course.conftest import RUN
from tests.course.grading.small_assignment import write_assignment
from tests.course.grading.trip import Course, cell, perfect


def copied(notebook, source) -> None:
    """A cell copied whole, marks and all."""
    perfect(notebook, source)
    twin = copy.deepcopy(cell(notebook, "s1-1"))
    twin.id = "kopi"
    notebook.cells.append(twin)


def endless(notebook, source) -> None:
    perfect(notebook, source)
    cell(notebook, "s1-2").source = "while True:\n    pass"


def deleted(notebook, source) -> None:
    perfect(notebook, source)
    notebook.cells.remove(cell(notebook, "s1-1-skjult"))


def dearer(notebook, source) -> None:
    perfect(notebook, source)
    cell(notebook, "s1-1-synlig").metadata.nbgrader.points = 99


def deadly(notebook, source) -> None:
    perfect(notebook, source)
    cell(notebook, "s1-2").source = "import os\nos._exit(1)"


CHANGES = {"anna": perfect, "bo [aften]": perfect, "copy": copied, "dea": deleted, "eva": endless, "fie": dearer, "gry": deadly}
LOOKS = {
    "anna": (), "bo [aften]": ("nbgrader læser []*? i et navn som et mønster. Giv mappen i submitted et andet navn.",),
    "copy": (), "dea": (), "eva": ("En celle blev ikke færdig og blev afbrudt.",), "fie": (),
    "gry": ("Koden lukkede Python ned, måske fordi den brugte for meget. Det, der kom efter, gav 0 point.",
            "Celle 7 bruger os. Se, hvad koden gør, før du stoler på pointene."),
    "hans": ("S1.ipynb er en Word-, Excel- eller zip-fil",), "ib": ("Der er ingen notesbog med opgavens navn i afleveringen. Se i mappen, hvad der ligger.",),
}
TOLD = {"copy": "stod 2 gange. De var ens", "dea": "manglede. Den er sat ind igen på sin plads.", "fie": "havde fået ændret sine oplysninger om point"}
STATES = {name: "failed" if name in ("bo [aften]", "hans", "ib") else "run" for name in LOOKS}


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Course:
    """A class of which half needs a look, handed in as a folder each."""
    made = Course.make(tmp_path_factory.mktemp("run") / "kursus", seconds=5)
    write_assignment(made.folder)
    assert made.root.api.generate_assignment("S1")["success"]
    for name in LOOKS:
        (made.folder / "submitted" / name / "S1").mkdir(parents=True)
    for name, change in CHANGES.items():
        notebook = made.read("release", "S1")
        change(notebook, made.read("source", "S1"))
        nbformat.write(notebook, made.folder / "submitted" / name / "S1" / "S1.ipynb")
    (made.folder / "submitted" / "hans" / "S1" / "S1.ipynb").write_text("PK\3\4 et brev", encoding="utf-8")
    (made.folder / "submitted" / "ib" / "S1" / "andet.ipynb").write_text("{}", encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def said() -> list[str]:
    return []


@pytest.fixture(scope="module")
def outcomes(course, said) -> dict[str, Outcome]:
    return {one.student: one for one in run(course.root, "S1", say=said.append)}


@pytest.mark.parametrize("student", LOOKS)
def test_everyone_is_tried_and_each_trouble_is_told_by_its_name(outcomes, student):
    outcome = outcomes[student]
    assert outcome.state == STATES[student] and len(outcome.looks) == len(LOOKS[student]) and all(map(str.startswith, outcome.looks, LOOKS[student]))
    assert TOLD.get(student, "") in " ".join(outcome.told) and bool(outcome.told) == (student in TOLD)


def test_those_who_could_be_graded_have_their_points(outcomes, course):
    totals = {student: sum(scores.values()) for student, scores in course.scores("S1").items() if STATES[student] == "run"}
    assert totals == {"anna": 5, "copy": 5, "dea": 5, "eva": 2, "fie": 5, "gry": 2}


def test_each_is_named_as_it_is_done_and_the_summary_names_those_who_need_a_look(outcomes, said):
    assert len(said) == 9 and {line.partition(": ")[2] for line in said} >= {"anna, rettet", "hans, IKKE rettet"} and said[8].startswith("9 af 9: ")
    counts, heading, *named = summary(list(outcomes.values()))
    assert (counts, heading) == ("Rettet: 6, ikke rettet: 3.", "Se på disse:")
    assert named[1].startswith("  eva: En celle blev ikke færdig") and named[5].startswith("Godt at vide") and len(named) == 9


def test_what_is_run_stays_until_it_is_asked_for_by_name(outcomes, course):
    with course.root.gradebook() as gradebook:
        grade = gradebook.find_grade("s1-3", "S1", "S1", "anna")
        grade.manual_score, grade.needs_manual_grade = 12, False
        gradebook.db.commit()
    again = {one.student: one.state for one in run(course.root, "S1", say=lambda _: None)}
    assert again["anna"] == again["dea"] == "kept"
    assert run(course.root, "S1", "anna", say=lambda _: None) == [Outcome("anna", "run")]
    assert course.scores("S1")["anna"]["s1-3"] == 12


def test_a_page_is_made_for_each_that_was_run(outcomes, course):
    pages = make_feedback(course.root, "S1")
    assert sorted(path.parts[-3] for path in pages.made) == ["anna", "copy", "dea", "eva", "fie", "gry"]
    assert pages.failed == () and "dea" in pages.unread
    assert "Koden stoppede ikke af sig selv og blev afbrudt" in course.page("S1", "eva")


def test_unknown_names_are_explained(outcomes, course):
    with pytest.raises(GradingError, match="^ana har ikke en aflevering af S1. Mente du anna"):
        run(course.root, "S1", "ana")
    with pytest.raises(GradingError, match="Opgaven S9 er ikke gjort klar i denne database. Opgaver her: S1."):
        run(course.root, "S9")
    with pytest.raises(GradingError, match="^hans har ikke en aflevering af S1, der er rettet"):
        make_feedback(course.root, "S1", "hans")


def command(monkeypatch, capsys, *arguments: str) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["course", *arguments])
    code = main()
    said = capsys.readouterr()
    return code, said.out, said.err


def test_nothing_is_run_without_a_sandbox_unless_it_is_said(outcomes, course, monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    code, out, err = command(monkeypatch, capsys, "grade", "run", "S1", "--student", "anna", "--course", str(course.folder))
    assert code == 1 and out == "" and "Programmet bubblewrap mangler" in err and "--no-sandbox" in err


def test_a_lock_that_cannot_be_made_is_one_message(outcomes, course, monkeypatch, capsys):
    lock = course.folder / ".ledelsesrum" / "run" / "lock"
    lock.unlink()
    lock.mkdir()
    code, out, err = command(monkeypatch, capsys, "grade", "run", "S1", "--course", str(course.folder))
    lock.rmdir()
    assert code == 1 and out == "" and err.startswith(f"\nMappen {lock.parent} kan ikke bruges") and "Traceback" not in err


def test_the_commands_say_how_it_went(outcomes, course, monkeypatch, capsys):
    code, out, _ = command(monkeypatch, capsys, "grade", "run", "S1", "--student", "hans", "--no-sandbox", "--course", str(course.folder))
    assert code == 1 and out.splitlines() == [
        "De studerendes kode kører nu med dine egne rettigheder.", "1 af 1: hans, IKKE rettet", "Ikke rettet: 1.", "Se på disse:",
        out.splitlines()[-1],
    ]
    assert out.splitlines()[-1].startswith("  hans: S1.ipynb er en Word-, Excel- eller zip-fil")
    code, out, _ = command(monkeypatch, capsys, "grade", "feedback", "S1", "--student", "fie", "--course", str(course.folder))
    assert code == 0 and out.startswith("1 side, hver med en Word-fil, ligger i ") and "Ikke læst færdig endnu:" in out


def test_a_stock_course_root_is_told_what_is_missing_and_gets_points_and_safe_feedback_too(tmp_path, monkeypatch):
    monkeypatch.delenv("PYTHONPATH", raising=False)  # its notebooks import exercises all the same
    (tmp_path / "source").mkdir()
    (tmp_path / "nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.course_id = "andet"\n', encoding="utf-8")
    course = Course(tmp_path)
    write_assignment(course.folder)
    assert course.root.api.generate_assignment("S1")["success"]
    with pytest.raises(GradingError, match="Der er ingen afleveringer af S1 i .*submitted"):
        run(course.root, "S1")
    with pytest.raises(GradingError, match="Der er ingen afleveringer af S1, der er rettet"):
        make_feedback(course.root, "S1")
    (tmp_path / "submitted" / "anna" / "S1").mkdir(parents=True)
    notebook = course.read("release", "S1")
    perfect(notebook, course.read("source", "S1"))
    nbformat.write(notebook, tmp_path / "submitted" / "anna" / "S1" / "S1.ipynb")
    assert run(course.root, "S1", say=lambda _: None) == [Outcome("anna", "run")]
    assert sum(course.scores("S1")["anna"].values()) == 5
    assert make_feedback(course.root, "S1").failed == ()
    page = course.page("S1", "anna")
    assert "din tilbagemelding" in page and "hemmelig[2013]" not in page and "HEMMELIG" not in page
    assert "Prøve s1-2-skjult" in page and "I alt indtil nu" in page and not (tmp_path / "grading.db").exists()


@pytest.mark.full
def test_ctrl_c_stops_the_command_and_not_one_student_alone(outcomes, course):
    program = [sys.executable, "-c", RUN, "grade", "run", "S1", "--student", "eva", "--no-sandbox", "--course", str(course.folder)]
    running = subprocess.Popen(program, cwd=DEFAULT.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    until(lambda: any("ipykernel" in " ".join(child.cmdline()) for child in psutil.Process(running.pid).children(recursive=True)))
    running.send_signal(signal.SIGINT)
    said, complaint = running.communicate(timeout=60)
    assert running.returncode == 130 and "1 af 1" not in said and "\nStoppet.\n" in complaint


@pytest.mark.parametrize("silent, expected", [
    (2, Outcome("anna", "failed", ("Python kom ikke i gang. Det var ikke koden: Luk andre programmer, og ret afleveringen igen.",))), (1, Outcome("anna", "run"))])
def test_a_kernel_that_ends_before_the_students_code_is_replaced_once(outcomes, course, monkeypatch, silent, expected):
    ended, take = [], Warm.take

    def take_and_end(warm, files):
        sandbox = take(warm, files)
        if len(ended) < silent:
            ended.append(sandbox)
            sandbox.destroy()
        return sandbox

    monkeypatch.setattr(Warm, "take", take_and_end)
    assert run(course.root, "S1", "anna", say=lambda _: None) == [expected]
    assert len(ended) == silent and not any(sandbox.alive() for sandbox in ended)


def test_what_nobody_foresaw_is_told_in_nbgraders_own_last_words():
    assert stop("x\nOSError: [Errno 5] \x1b[31mI/O\nnbgrader.converters.base.NbGraderException: see above") == (
        "nbgrader gav op. Den skrev: OSError: [Errno 5]  [31mI/O"
    )


@pytest.mark.parametrize("points, danish", [(2.0, "2"), (2.5, "2,5"), (0, "0"), (None, "0"), (1 / 3, "0,33")])
def test_points_are_written_as_danes_do(points, danish):
    assert danish_points(points) == danish
