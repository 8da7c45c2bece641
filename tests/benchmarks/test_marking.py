"""Grading a class of 500: the desk, as its page gets it over HTTP, and publishing to nbgrader's gradebook."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
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
from exercises.server import free_port
from tests.benchmarks.report import repeats
from tests.conftest import ROOT, read_address
from tests.course.grading.desk.classroom import hand_in, handed_out, lay_out
from tests.course.grading.desk.visiting import Visitor

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


@contextmanager
def opened(root: CourseRoot, data) -> Iterator[tuple[Visitor, psutil.Process]]:
    """``course grade desk A1`` as an instructor starts it; gives somebody who has logged in, and the process."""
    command = [sys.executable, "-c", "import sys; from course.cli import main; sys.exit(main())", "grade", "desk", "A1", "--no-browser", "--grader", "Bo",
               "--course", str(root.folder), "--port", str(free_port(9700))]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"LEDELSESRUM_DATA": str(data)}, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        yield Visitor(read_address(process)[0]).log_in(), psutil.Process(process.pid)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def test_the_desk(root, measured, tmp_path):
    for what in ("desk open, the first time, every hand-in read", *["desk open: from the command to the overview on its page"] * repeats(5)):
        began = perf_counter()
        with opened(root, tmp_path) as (bo, process):
            assert [one["total"] for one in bo.get("assignments/A1")["questions"]] == [STUDENTS] * 2
            measured(HEADING, what, "s", perf_counter() - began)
    with opened(root, tmp_path) as (bo, process):
        taken, question = timed(lambda: bo.get("assignments/A1/questions/a1-4"))
        measured(HEADING, "a question with its pile", "ms", taken)
        token, address = question["open_now"], "assignments/A1/questions/a1-4/next?after="
        for _ in range(READ):
            taken, answer = timed(lambda: bo.save(token, comment="Godt."))  # noqa: B023
            assert answer.status_code == 200
            measured(HEADING, "saved, on the disk", "ms", taken)
            taken, script = timed(lambda: bo.get(f"scripts/{bo.get(address + token)['token']}"))  # noqa: B023
            measured(HEADING, "next script, found, read and made safe", "ms", taken, aim=100)
            assert script["status"] == "unread" and "Jeg sad i" in script["parts"][0]["html"]
            token = script["token"]
        for number in range(200):
            bo.ask("POST", "/desk/api/phrases", {"text": f"Min egen sætning nummer {number} om mødet.", "criterion": "situation"})
        for text, least in (("mød", 200), ("sætning 17", 11), ("[fredag]", 0), ("findes ikke", 0)) * 10:
            taken, found = timed(lambda: bo.get(f"phrases?search={text}"))  # noqa: B023
            measured(HEADING, "search among 225 phrases", "ms", taken)
            assert len(found) >= least
        measured(HEADING, "memory of the desk, USS", "MB", process.memory_full_info().uss / 1e6)


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
