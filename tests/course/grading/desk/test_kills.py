"""What was said to be saved is saved: through 50 kills of the desk at random moments, and with two desks in one script at once."""

from __future__ import annotations

import random
import signal
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from threading import Barrier, Semaphore

import pytest
import requests

from course.grading.root import CourseRoot
from course.grading.store.database import opened_store
from course.grading.store.marks import history
from course.grading.store.scripts import find_script
from tests.course.grading.desk.classroom import hand_in, lay_out
from tests.course.grading.desk.visiting import IDS, Visitor

ROUNDS, GRADERS, SEED = 50, 3, 9


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    root = lay_out(tmp_path_factory.mktemp("hold") / "kursus")
    for number in range(12):
        hand_in(root, f"s{number:03}", f"Jeg sad i mødet den mandag. {number}")
    return root.folder


class Page:
    """A page that saves a script over and over; what has no answer yet is sent again, as a page does when the desk is back."""

    def __init__(self, token: str, done: Semaphore):
        self.token, self.done, self.answered, self.unanswered = token, done, [], ""

    def save(self, visitor: Visitor) -> None:
        """Save until the desk is gone."""
        with suppress(requests.RequestException):
            while True:
                self.unanswered = self.unanswered or f"Bemærkning {len(self.answered)} til {self.token}"
                answer = visitor.save(self.token, based_on=len(self.answered), comment=self.unanswered)
                assert answer.status_code == 200 and answer.json()["mark"]["revision"] == len(self.answered) + 1, answer.text
                self.answered.append(self.unanswered)
                self.unanswered = ""
                self.done.release()


def test_fifty_kills_lose_nothing_that_was_said_to_be_saved(course, desks):
    moments, done, pages, killed_in_a_save = random.Random(SEED), Semaphore(0), [], 0
    with ThreadPoolExecutor(GRADERS) as threads:
        for _ in range(ROUNDS):
            running = desks.start(course)
            visitor = running.visitor()
            pages = pages or [Page(token, done) for token in list(visitor.tokens().values())[:GRADERS]]
            visitors = [Visitor(running.address) for _ in pages]
            for one in visitors:
                one.session.cookies.update(visitor.session.cookies)
            saving = [threads.submit(page.save, one) for page, one in zip(pages, visitors, strict=True)]
            for _ in range(moments.randint(0, 2 * GRADERS)):
                assert done.acquire(timeout=30)
            time.sleep(moments.uniform(0, 0.03))
            running.end(signal.SIGKILL)
            for one in saving:
                one.result()
            killed_in_a_save += sum(bool(page.unanswered) for page in pages)
    assert all(page.answered == said[:len(page.answered)] for page, said in zip(pages, stored(course, pages), strict=True))
    assert killed_in_a_save >= ROUNDS and sum(len(page.answered) for page in pages) > ROUNDS
    with closing(sqlite3.connect(course / "grading.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def stored(course: Path, pages: list[Page]) -> list[list[str]]:
    """The comments in the store of each page's script, oldest first; every save is whole, and there once."""
    with opened_store(CourseRoot(course)) as store:
        saves = [history(store, find_script(store, page.token)) for page in pages]
    for page, marks in zip(pages, saves, strict=True):
        assert [mark.revision for mark in marks] == list(range(1, len(marks) + 1)) and len(marks) <= len(page.answered) + 1
        assert all(sorted(mark.entry.levels) == sorted(IDS) for mark in marks)
    with closing(sqlite3.connect(course / "grading.db")) as database:  # a mark and its entry in the log are there together or not at all
        assert database.execute("SELECT count(*) FROM mark").fetchone() == database.execute("SELECT count(*) FROM event WHERE what = 'mark'").fetchone()
    return [[mark.entry.comment for mark in marks] for marks in saves]


def test_of_two_desks_that_save_a_script_at_once_one_is_refused_and_shown_what_stands(course, desks):
    at_once = Barrier(2)

    def save(visitor: Visitor, token: str, name: str):
        at_once.wait(timeout=20)
        return visitor.save(token, comment=f"{name} var her.", level=2 if name == "Ida" else 4)

    with desks.desk(course, "Bo") as bo, desks.desk(course, "Ida") as ida, ThreadPoolExecutor(2) as threads:
        for token in bo.tokens("a1-5").values():
            answers = list(threads.map(save, (bo, ida), (token, token), ("Bo", "Ida")))
            won, refused = sorted(answers, key=lambda answer: answer.status_code)
            assert (won.status_code, refused.status_code) == (200, 409)
            stands = won.json()["mark"]
            assert refused.json()["theirs"] == stands == bo.get(f"scripts/{token}")["mark"] == ida.get(f"scripts/{token}")["mark"]
            with opened_store(CourseRoot(course)) as store:
                assert len(history(store, find_script(store, token))) == 1
