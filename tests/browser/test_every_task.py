"""Every task of the course in its own page: each typical wrong answer gets its feedback, and the solution is right, as an answer and as code."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from course.authoring.answers import task_cells
from exercises.tasks.definitions import tasks
from tests.browser.conftest import end_kernels, open_live
from tests.conftest import RunningCourse, start_course
from tests.exercises.tasks.test_solutions import NOTEBOOKS

pytestmark = pytest.mark.full
WHERE = {name: (slug, number, cells["solution"].code)
         for page in NOTEBOOKS for slug in [page.path.stem] for number, (name, cells) in enumerate(task_cells(page).items())}


@pytest.fixture(scope="module")
def course(book, tmp_path_factory) -> RunningCourse:
    """A course of its own, for the code that is typed is kept."""
    course = start_course(tmp_path_factory.mktemp("tasks"), "--port", "9105")
    yield course
    course.stop()


@pytest.fixture(scope="module")
def profile(chromium) -> BrowserContext:
    context = chromium.new_context(locale="da-DK", viewport={"width": 1100, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture(scope="module")
def page(request, profile, course) -> Page:
    """The live exercise page by that name; it stays open while its tasks follow one another."""
    page = open_live(profile, course, path=f"bog/notebooks/{request.param}.html")
    yield page
    end_kernels(page)
    page.close()


def answer(form, task, given: dict) -> None:
    for part in task.parts:
        field = form.get_by_label(part.label, exact=True)
        if part.options:
            field.select_option(str(given[part.id]))
        else:
            field.fill(str(given[part.id]).replace(".", ","))
    form.get_by_role("button", name="Tjek mit svar").click()


def expect_said(place: Locator, words: str) -> None:
    """Expect these words; they are waited for in the page, which tells at once, while an expectation looks up to a second apart."""
    place.filter(has_text=words).wait_for(state="attached")
    expect(place).to_contain_text(words)


@pytest.mark.parametrize(("page", "name"), [pytest.param(WHERE[name][0], name, id=name) for name in tasks()], indirect=["page"], scope="module")
def test_each_typical_wrong_answer_gets_its_own_feedback_and_the_solution_is_right(page, name):
    task, form = tasks()[name], page.locator(f"[data-task={name}]")
    right = {part.id: part.answer for part in task.parts}
    for wrong in task.wrong:
        answer(form, task, right | wrong.when)
        expect_said(form.get_by_role("status"), wrong.feedback)
    answer(form, task, right)
    expect_said(form.get_by_role("status"), "Det passer.")

    _, number, solution = WHERE[name]
    panel = page.locator("details.lr-code").nth(number)
    panel.get_by_text("Løs opgaven med kode").click()
    panel.get_by_role("textbox", name="Din kode").fill(solution)
    panel.get_by_role("button", name="Kør og tjek").click()
    expect_said(panel.locator(".lr-results"), "Det passer.")
