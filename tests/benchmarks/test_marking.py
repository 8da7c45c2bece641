"""Grading a class of 500: the desk's answers, and publishing to nbgrader's gradebook."""

from __future__ import annotations

from time import perf_counter

import psutil
import pytest

from course.grading.desk import act, show
from course.grading.desk.desk import Desk
from course.grading.desk.models import EntryView, LevelView, SaveRequest
from course.grading.publishing.publish import publish
from course.grading.root import CourseRoot
from course.grading.rubrics import find_rubric
from course.grading.store.database import open_store
from tests.course.grading.desk.classroom import hand_in, handed_out, lay_out

STUDENTS, READ, HEADING = 500, 60, "Grading 500 hand-ins of A1 (SQLite)"
LEVELS = {one.id: LevelView(level=3, comment="Her er du til stede.") for one in find_rubric("refleksion").criteria}
ENTRY = EntryView(levels=LEVELS, comment="Godt.", state="final")
TEXT = "Jeg sad i mødet den mandag i marts, og jeg sagde det ikke højt, fordi jeg troede, at formanden allerede havde bestemt sig. " * 16


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> CourseRoot:
    root = lay_out(tmp_path_factory.mktemp("hold") / "kursus")
    rows = [f"s{number:03};Fornavn{number};Efternavn{number};s{number:03}@kommune.dk;Svane {1000 + number}" for number in range(STUDENTS)]
    (root.folder / "roster.csv").write_text("\r\n".join(["id;fornavn;efternavn;email;dæknavn", *rows]), encoding="utf-8-sig")
    for number in range(STUDENTS):
        hand_in(root, f"s{number:03}", f"{TEXT} {number}", handed_out(root) if number == 0 else None)
    return root


def timed(call) -> tuple[float, object]:
    began = perf_counter()
    found = call()
    return 1000 * (perf_counter() - began), found


def test_the_desk(root, measured):
    store = open_store(root)
    taken, _ = timed(lambda: show.overview(Desk(root, store, "Bo"), "A1"))
    measured(HEADING, "desk opened the first time, every hand-in read", "ms", taken)
    desk = Desk(root, store, "Bo")
    taken, _ = timed(lambda: show.overview(desk, "A1"))
    measured(HEADING, "desk opened again", "ms", taken)
    taken, question = timed(lambda: show.show_question(desk, "A1", "a1-4"))
    measured(HEADING, "a question with its pile", "ms", taken)
    token, saves, nexts = question.open_now, [], []
    for _ in range(READ):
        taken, _ = timed(lambda: act.save(desk, token, SaveRequest(entry=ENTRY, based_on=0, seconds=60)))
        saves.append(taken)
        taken, script = timed(lambda: show.show_script(desk, show.next_script(desk, "A1", "a1-4", token)))
        nexts.append(taken)
        assert script.status == "unread" and "Jeg sad i" in script.parts[0].html
        token = script.token
    measured(HEADING, "saved, on the disk", "ms", *saves)
    measured(HEADING, "next script, found, read and made safe", "ms", *nexts, aim=100)
    for number in range(200):
        act.keep_phrase(desk, f"Min egen sætning nummer {number} om mødet.", "situation")
    searches = [timed(lambda text=text: act.search_phrases(desk, text)) for text in ("mød", "sætning 17", "[fredag]", "findes ikke") * 10]
    assert len(searches[0][1]) >= 200 and searches[3][1] == []
    measured(HEADING, "search among 225 phrases", "ms", *(taken for taken, _ in searches))
    measured(HEADING, "memory of the process, USS", "MB", psutil.Process().memory_full_info().uss / 1e6)
    store.close()


def test_publishing(root, measured):
    desk = Desk(root, open_store(root), "Bo")
    for name in ("a1-4", "a1-5"):
        for line in show.show_question(desk, "A1", name).scripts:
            if line.status == "unread":
                act.save(desk, line.token, SaveRequest(entry=ENTRY, based_on=0))
    assert root.api.generate_assignment("A1", force=True)["success"]
    with root.gradebook() as gradebook:
        for number in range(STUDENTS):
            gradebook.update_or_create_student(f"s{number:03}")
            gradebook.add_submission("A1", f"s{number:03}")
    runs = (("publish, dry run", {"dry_run": True}, "new"), ("publish 1000 marks", {}, "new"), ("publish again, nothing to do", {}, "same"))
    for what, settings, kind in runs:
        taken, published = timed(lambda settings=settings: publish(root, desk.store, "A1", without_second=True, **settings))
        assert len(published.of(kind)) == 2 * STUDENTS
        measured(HEADING, what, "s", taken / 1000)
    desk.store.close()
