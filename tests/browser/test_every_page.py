"""Every page of the course, live and as a plain file, passes every gate (``gates.py``) and asks nobody but the reader's own server
for anything; and every exercise page is whole on paper.

Every day a page of each sort is taken; ``course test --all`` takes them all.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from course.authoring.project import REFLECTIONS, TASKS
from course.site.build import ROOT, pages
from exercises.content import read_yaml
from exercises.journal.schema import ReflectionFile
from exercises.tasks.schema import TaskFile
from tests.browser import gates
from tests.browser.conftest import Watch, end_kernels, every, wait_live
from tests.conftest import RunningCourse, start_course

SEARCHES = ["search.html", "search.html?q=tillid", "search.html?q=findesikke", "genindex.html"]
NOT_OF_THE_BOOK = ["bog/book/findes-ikke.html", "start", "start?token=forkert"]


@pytest.fixture(scope="module")
def course(book, tmp_path_factory) -> RunningCourse:
    """A course of its own, for everything in it is answered."""
    course = start_course(tmp_path_factory.mktemp("gates"), "--port", "9390")
    yield course
    course.stop()


@pytest.fixture(scope="module")
def window(chromium) -> Page:
    """One window for all pages."""
    context = chromium.new_context(locale="da-DK", color_scheme="light", reduced_motion="reduce", viewport={"width": 1100, "height": 900})
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def watch(window) -> Watch:
    """What the window asks for and complains about during one test."""
    watch = Watch()
    watch.on(window)
    yield watch
    watch.off(window)


@pytest.mark.parametrize("name", every(pages(ROOT)))
def test_a_live_page_passes_every_gate_and_asks_only_its_own_server(window, watch, course, name):
    window.goto(course.address)
    window.goto(course.page(f"bog/{name}.html"))
    if name.startswith("notebooks/"):
        wait_live(window)
    window.wait_for_load_state("networkidle")
    assert watch.complaints == []
    assert any(f"{name}.html" in url for url in watch.requests)
    if name.startswith("notebooks/"):
        assert gates.english(gates.shown_texts(window)) + gates.too_wide(window) == []
        gates.answer_everything(window)
    gates.open_folds(window)
    assert gates.problems(window) == []
    assert watch.foreign(course.origin) == []
    end_kernels(window)


@pytest.mark.parametrize("name", every(pages(ROOT)))
def test_a_page_opened_as_a_file_asks_nobody_and_where_it_is_another_than_the_live_one_passes_every_gate(window, watch, book, name):
    window.goto(f"{book.as_uri()}/{name}.html")
    window.wait_for_load_state("networkidle")
    assert (watch.outside(book), watch.complaints) == ([], [])
    expect(window.locator("h1")).to_be_visible()
    if name.startswith("notebooks/"):
        expect(window.locator(".lr-state")).to_contain_text("Start Ledelsesrum på din egen maskine, så bliver siden levende.")
        gates.open_folds(window)
        assert gates.problems(window) == []


@pytest.mark.parametrize("path", SEARCHES)
def test_the_search_passes_every_gate_in_each_of_its_states(window, watch, course, book, path):
    window.goto(course.page(f"bog/{path}"))
    window.wait_for_load_state("networkidle")
    assert watch.foreign(course.origin) == watch.complaints == []
    assert gates.problems(window) == []
    watch.requests.clear()
    window.goto(f"{book.as_uri()}/{path}")
    window.wait_for_load_state("networkidle")
    assert watch.outside(book) == watch.complaints == []
    assert gates.problems(window) == []


@pytest.mark.parametrize("path", NOT_OF_THE_BOOK)
def test_what_a_reader_meets_where_there_is_no_page_passes_every_gate(window, course, path):
    window.context.clear_cookies()
    window.goto(course.page(path))
    assert gates.problems(window) == []


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext mangler (se tests/debian-packages.txt)")
@pytest.mark.parametrize("name", every([name for name in pages(ROOT) if name.startswith("notebooks/")]))
def test_an_exercise_page_is_whole_on_paper(window, book, tmp_path, name):
    window.goto(f"{book.as_uri()}/{name}.html")
    assert gates.empty_on_paper(window) == []
    text = gates.printed(window, tmp_path / "side.pdf")
    assert gates.missing_on_paper(text, wanted(Path(name).name)) == []


def wanted(slug: str) -> list[str]:
    """The words of a section's exercises and tasks, and the commands that make its page live."""
    files = [(REFLECTIONS, ReflectionFile), (TASKS, TaskFile)]
    found = [read_yaml(path, model).model_dump() for pattern, model in files if (path := ROOT / pattern.format(slug)).is_file()]
    for exercise in (exercise for file in found for exercise in file.get("exercises", [])):
        exercise.pop("occasions", None)  # a page asks on one of them
    return ["py -m course read", "python3 -m course read", *(text for file in found for text in gates.wanted_on_paper(file))]
