"""The course at a glance: who is in, what is read and published, the time it took, and how the levels fall; pseudonyms, and nothing of the few."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator

import pandas as pd
import pytest

from course.cli import main
from course.grading.desk.desk import Desk
from course.grading.desk.glance import show_glance
from course.grading.glance.overview import CHANGED, MISSING, PUBLISHED, READY, WAITS, State, glance
from course.grading.glance.summary import WITHHELD, spent
from course.grading.publishing.plan import plan
from course.grading.reading.scripts import scripts_of
from course.grading.store.database import open_store
from course.grading.store.publications import Publication, begin, finish
from course.grading.store.values import DRAFT, SECOND
from tests.course.grading.agreement.readings import read
from tests.course.grading.desk.classroom import hand_in, lay_out

CLASS = {"anna": "Svane 12", "bent": "Falk 33", "carl": "Lunde 44", "dorte": "Ravn 20", "emil": "Vibe 51", "freja": "Krage 18", "gerda": "Skarv 77"}
WROTE = ("anna", "bent", "carl", "dorte", "emil")


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request, tmp_path) -> Iterator[Desk]:
    """Bo's desk: five have written, Freja has handed in what she was given, Gerda nothing; nobody is drawn for a second reading."""
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    root = lay_out(tmp_path / "kursus", server.url() if server else None)
    (root.folder / "marking.yaml").write_text("draw_percent: 0\nnear_percent: 0\n", encoding="utf-8")
    rows = ["id;fornavn;efternavn;dæknavn", *(f"{id};{id.title()};Holm;{bird}" for id, bird in CLASS.items())]
    (root.folder / "roster.csv").write_text("\r\n".join(rows), encoding="utf-8-sig")
    for student in (*WROTE, "freja"):
        hand_in(root, student, "Jeg sad i mødet og tav." if student in WROTE else "")
    store = open_store(root)
    yield Desk(root, store, "Bo")
    store.close()


def mark(desk: Desk, student: str, level: float | None, question: int = 0, grader: str = "Bo", **settings) -> None:
    asked = desk.questions("A1")[question]
    read(desk.store, asked, scripts_of(desk.root, desk.store, asked)[student], grader, [level] * 5, **settings)


def publish(desk: Desk, *students: str) -> None:
    """What publishing writes down when the gradebook has taken it, for the first question."""
    planned = [one for one in plan(desk.root, desk.store, desk.questions("A1")[0]) if one.student in students]
    sent = [Publication(one.question.cell, one.student, one.submission, one.mark_id, one.points, one.comment) for one in planned]
    finish(desk.store, begin(desk.store, sent, "Bo"))


def states(desk: Desk) -> dict[str, State]:
    return {person.student: person.states[0] for person in glance(desk.root, desk.store, "A1").people}


def run(monkeypatch, capsys, desk, *arguments: str) -> tuple[int, str]:
    database = ["--db", desk.root.db] if desk.root.db else []
    monkeypatch.setattr(sys, "argv", ["course", "grade", "status", "A1", *arguments, "--course", str(desk.root.folder), *database])
    code = main()
    said = capsys.readouterr()
    return code, said.out + said.err


def test_every_answer_is_as_far_as_it_is(desk):
    for student in ("anna", "bent", "carl"):
        mark(desk, student, 3)
    mark(desk, "dorte", 2, state=DRAFT)
    publish(desk, "anna", "bent")
    mark(desk, "bent", 4, based_on=1)
    assert states(desk) == {
        "anna": State(PUBLISHED), "bent": State(CHANGED), "carl": State(READY), "dorte": State(WAITS, "er en kladde"), "emil": State(WAITS, "er ikke læst"),
        "freja": State(READY), "gerda": State(MISSING),
    }
    question = glance(desk.root, desk.store, "A1").questions[0]
    assert (question.handed_in, question.ready, question.published, question.read_twice) == (6, 4, 1, 0)


def test_a_new_attempt_is_not_the_one_that_was_published(desk):
    mark(desk, "anna", 3)
    publish(desk, "anna")
    hand_in(desk.root, "anna", "Jeg har skrevet det om.")
    assert states(desk)["anna"] == State(WAITS, "er ikke læst")


def test_second_readings_and_everybodys_time_are_counted(desk):
    for student in ("anna", "bent"):
        mark(desk, student, 3, seconds=90.0)
        mark(desk, student, 3, grader="Aage", reading=SECOND, seconds=300.0, state="final" if student == "anna" else DRAFT)
    mark(desk, "bent", 4, seconds=30.0, based_on=1)
    question = glance(desk.root, desk.store, "A1").questions[0]
    assert question.read_twice == 1
    assert [(time.grader, time.seconds, time.scripts) for time in question.times] == [("Bo", 210, 2), ("Aage", 600, 2)]  # in Danish order
    assert (spent(210), spent(8100)) == ("4 min", "2 t 15 min")


def test_levels_are_counted_by_one_version_of_the_rubric(desk):
    question = desk.questions("A1")[0]
    for student, level in zip(WROTE[:4], (1, 3, 3, 4), strict=True):
        mark(desk, student, level)
    mark(desk, "emil", 2, rubric=question.rubric.model_copy(update={"version": 2}))
    seen = glance(desk.root, desk.store, "A1").questions[0]
    assert (seen.version, seen.distributions[0].people, seen.other_versions) == (1, (1, 0, 2, 1), 1)


def test_fewer_than_five_are_shown_at_the_desk_and_nowhere_else(desk, monkeypatch, capsys):
    for student in WROTE[:4]:
        mark(desk, student, 4)
    assert show_glance(desk, "A1").questions[0].levels[0].people == [0, 0, 0, 4]
    code, said = run(monkeypatch, capsys, desk)
    assert code == 0 and WITHHELD in said and "Situation og egen andel" not in said
    told = json.loads(run(monkeypatch, capsys, desk, "--format", "json")[1])["questions"][0]["distributions"]
    assert all(one["people"] is None and one["withheld"] == WITHHELD for one in told)
    mark(desk, "emil", 4)
    code, said = run(monkeypatch, capsys, desk)
    assert code == 0 and WITHHELD not in said and "Situation og egen andel  0  0  0  5" in said


def test_students_are_called_by_their_pseudonyms_unless_ids_are_asked_for(desk, monkeypatch, capsys):
    mark(desk, "anna", 3)
    code, said = run(monkeypatch, capsys, desk)
    assert code == 0 and "A1: 6 af 7 har afleveret." in said and all(bird in said for bird in CLASS.values()) and not any(id in said.casefold() for id in CLASS)
    assert "Skarv 77  ikke afleveret" in said
    code, said = run(monkeypatch, capsys, desk, "--names")
    assert code == 0 and all(id in said for id in CLASS) and "Svane 12" not in said
    table = pd.read_csv(io.StringIO(run(monkeypatch, capsys, desk, "--format", "csv")[1].removeprefix("\ufeff")), sep=";").set_index("deltager")
    assert table.loc["Svane 12", "a1-4"] == "læst" and table.loc["Falk 33", "a1-5"] == "venter: er ikke læst"
    view = show_glance(desk, "A1").model_dump_json()
    assert "Svane 12" in view and not any(id in view.casefold() for id in CLASS)
