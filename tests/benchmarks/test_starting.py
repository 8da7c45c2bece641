"""The first two starts, from nothing but the files in the repository and a plain Python, by a new user whose home is empty: that they work; and
how long a reader waits for them, and an author for a build. One fresh copy is made for it all.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
import requests

from course.site.build import pages
from exercises.server import free_port
from tests.benchmarks.report import repeats
from tests.conftest import READ, ROOT, FirstStart, read_address

pytestmark = [pytest.mark.full, pytest.mark.timeout(1200)]  # installs as a reader does: minutes
HEADING = "Starting and building"
AGAIN = repeats(3)
COLD, WARM = 300, 15  # seconds of a strict build of the whole book: of nothing, and of one changed page


def test_the_first_start_makes_everything(first_start):
    for words in ("Gør klar første gang.", "Henter pakke", "Bygger bogen.", "Ledelsesrum er stoppet."):
        assert words in first_start.said
    assert first_start.front_page == 200


def test_what_is_written_stays_in_the_new_users_own_folders(first_start):
    who, own = first_start.who, first_start.root / ".venv"
    logs = list(who.home.rglob("server.log"))
    assert len(logs) == 1 and who.home.stat().st_uid == logs[0].stat().st_uid == own.stat().st_uid == who.rights.get("user", own.stat().st_uid)


def test_the_second_start_does_not_ask_for_the_network(first_start):
    nowhere = "http://127.0.0.1:9"
    process = first_start.who.run(first_start.root, *READ, free_port(9990), PIP_INDEX_URL=f"{nowhere}/simple", HTTPS_PROXY=nowhere, HTTP_PROXY=nowhere)
    _, said = read_address(process)
    assert "Henter" not in said and "Bygger" not in said
    process.send_signal(2)
    process.communicate(timeout=60)


@pytest.mark.skipif(not sys.platform.startswith("linux") or os.geteuid() != 0, reason="kun root på Linux kan tage nettet fra et program")
def test_the_second_start_works_where_there_is_no_network(first_start):
    who = first_start.who
    rights = [who.rights.get("user", 0), who.rights.get("group", 0)]
    done = subprocess.run(["unshare", "--net", who.python, ROOT / "tests/cut_off.py", *map(str, (*rights, 9123))], cwd=first_start.root,
                          env=who.environment, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0 and "front page: 200" in done.stdout and "Ledelsesrum er stoppet." in done.stdout, done.stdout + done.stderr


def test_the_first_start_to_the_front_page(first_start, measured):
    assert first_start.front_page == 200
    for stage, seconds in first_start.stages.items():
        measured(HEADING, f"fresh copy to front page: {stage}", "s", seconds, aim=COLD if stage == "build" else None)


def test_the_next_start_to_the_front_page(first_start, measured):
    def start() -> float:
        began = time.perf_counter()
        process = first_start.who.run(first_start.root, *READ, free_port(9990))
        address, _ = read_address(process)
        assert requests.get(address, timeout=20).status_code == 200
        seconds = time.perf_counter() - began
        process.send_signal(2)
        process.communicate(timeout=60)
        return seconds

    measured(HEADING, "next start to front page", "s", *(start() for _ in range(AGAIN)))


def build(start: FirstStart) -> tuple[float, str]:
    """Seconds of ``course build``, and what it said."""
    began = time.perf_counter()
    process = start.who.run(start.root, "build")
    said = process.communicate(timeout=300)[0]
    assert process.returncode == 0, said
    return time.perf_counter() - began, said


def test_a_build_with_no_change(first_start, measured):
    taken, said = zip(*(build(first_start) for _ in range(AGAIN)), strict=True)
    assert not any("Bygger" in text for text in said)
    measured(HEADING, "build, nothing changed", "s", *taken)


@pytest.mark.parametrize(
    ("folder", "old", "new", "what"),
    [("book/", "", "\nMålt {}.\n", "a reading page"), ("notebooks/", "from exercises.notebook import *\n", "from exercises.notebook import *  # {}\n", "a notebook")],
    ids=["reading page", "notebook"],
)
def test_a_build_with_one_change(first_start, measured, folder, old, new, what):
    name = next(name for name in pages(first_start.root) if name.startswith(folder) and name != "book/index")
    source, built = first_start.root / f"{name}.md", first_start.root / "_build" / "html" / f"{name}.html"
    before = source.read_text(encoding="utf-8")
    assert old in before

    def change(number: int) -> float:
        text = before.replace(old, new.format(number), 1) if old else before + new.format(number)
        source.write_text(text, encoding="utf-8")
        seconds, said = build(first_start)
        assert "Bygger" in said and new.format(number).split()[-1] in built.read_text(encoding="utf-8")
        return seconds

    try:
        taken = [change(number) for number in range(101, 101 + AGAIN)]
    finally:
        source.write_text(before, encoding="utf-8")
        build(first_start)
    measured(HEADING, f"build, {what} changed", "s", *taken, aim=WARM)
