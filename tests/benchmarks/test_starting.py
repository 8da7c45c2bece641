"""From a fresh copy to the front page, the next start, and what an author waits for after a change."""

from __future__ import annotations

import time

import pytest
import requests

from course.site.build import pages
from exercises.server import free_port
from tests.benchmarks.report import repeats
from tests.conftest import READ, FirstStart, read_address

pytestmark = [pytest.mark.full, pytest.mark.timeout(1200)]  # installs as a reader does: minutes
HEADING = "Starting and building"
AGAIN = repeats(3)
COLD, WARM = 300, 15  # seconds of a strict build of the whole book: of nothing, and of one changed page


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
