"""Code that a reader edits has one home: the page and JupyterLab show the same notebook, and nothing is lost on the way."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
from playwright.sync_api import expect

from exercises.server import free_port
from tests.browser.conftest import open_live, try_again, wait_live
from tests.conftest import start_course, until
from tests.course.conftest import edit
from tests.course.site.test_contents import NEEDS_MOUNT, SLUG, mounted  # noqa: F401

TASK, OTHER_TASK = "task-hpv_bund", "task-hpv_lande"
STATE = ".lr-state"
SAVED = re.compile(r"^gemt kl\. \d\d\.\d\d$")


@pytest.fixture
def course(course_factory):
    return course_factory("--port", str(free_port(9650)))


@pytest.fixture
def page(context, course):
    return open_live(context, course)


class Code:
    """The code panel of a task, by its place on the page."""

    def __init__(self, page, number: int = 0):
        self.panel = page.locator("details.lr-code").nth(number)
        self.editor = self.panel.locator("textarea")
        self.saved = self.panel.locator(".lr-saved")
        self.reset = self.panel.get_by_role("button", name="Nulstil")
        self.undo = self.panel.get_by_role("button", name="Fortryd")

    def open(self) -> Code:
        self.panel.locator("summary").click()
        return self

    def fill(self, text: str, saved: bool = True) -> None:
        self.editor.fill(text)
        if saved:
            expect(self.saved).to_have_text(SAVED)


def file_of(data, slug: str = SLUG) -> dict:
    """What the reader's own notebook holds on the disk: source by cell id."""
    notebook = json.loads((data / "notebooks" / f"{slug}.ipynb").read_text(encoding="utf-8"))
    return {cell["id"]: "".join(cell["source"]) for cell in notebook["cells"]}


CHANGE = """async ([slug, id, source]) => {
    const url = `/api/contents/${slug}.ipynb`;
    const { content } = await (await fetch(url)).json();
    content.cells.find((cell) => cell.id === id).source = source;
    const headers = {"Content-Type": "application/json", "X-XSRFToken": document.cookie.match(/_xsrf=([^;]*)/)[1]};
    return (await fetch(url, {method: "PUT", headers, body: JSON.stringify({type: "notebook", format: "json", content})})).status;
}"""


def change_elsewhere(context, course, cell: str, source: str) -> None:
    """Save a cell as JupyterLab does in a tab of its own."""
    other = context.new_page()
    other.goto(course.page("bog/book/index.html"))
    assert other.evaluate(CHANGE, [SLUG, cell, source]) == 200
    other.close()


def come_back(page) -> None:
    """What a browser says when the reader returns to the page."""
    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('focus'))")


def test_what_is_written_on_the_page_is_in_the_file_and_there_after_a_reload(page, course):
    code = Code(page).open()
    assert code.editor.input_value().endswith("aar_til_niveau = ...")
    expect(code.saved).to_have_text("")
    expect(code.reset).to_be_hidden()
    code.fill("laveste_aar = 2016  # æøå 🌱")
    assert file_of(course.data)[TASK] == "laveste_aar = 2016  # æøå 🌱"
    page.reload()
    wait_live(page)
    expect(code.editor).to_have_value("laveste_aar = 2016  # æøå 🌱")
    code.open()
    expect(code.saved).to_have_text("din kode fra sidst")


def test_leaving_the_editor_saves_at_once_and_only_that_cell_is_written(context, page, course):
    code = Code(page).open()
    before = file_of(course.data)
    change_elsewhere(context, course, OTHER_TASK, "skrevet = 'i JupyterLab imens'")
    code.editor.press("End")
    code.editor.press_sequentially(" # mit")
    page.keyboard.press("Tab")
    expect(code.saved).to_have_text(SAVED)
    after = file_of(course.data)
    assert after.pop(OTHER_TASK) == "skrevet = 'i JupyterLab imens'" and " # mit" in after.pop(TASK)
    assert after == {name: source for name, source in before.items() if name not in {TASK, OTHER_TASK}}


def test_coming_back_from_jupyterlab_shows_the_newer_code(context, page, course):
    code = Code(page).open()
    change_elsewhere(context, course, TASK, "laveste_aar = 1")
    come_back(page)
    expect(code.editor).to_have_value("laveste_aar = 1")
    expect(code.reset).to_be_visible()


def test_newer_code_from_elsewhere_never_appears_under_the_readers_hands_and_both_are_kept(context, page, course):
    code = Code(page).open()
    page.route("**/api/contents/**", lambda route: route.abort())  # nothing reaches the server while the reader writes
    code.fill("mit = 1", saved=False)
    expect(page.locator(STATE)).to_contain_text("koden til 1 opgave er endnu ikke gemt")
    page.unroute("**/api/contents/**")
    page.route("**/api/contents/**", lambda route: route.abort())
    course_side = context.browser.new_context()
    login = course_side.new_page()
    login.goto(course.address)
    assert login.evaluate(CHANGE, [SLUG, TASK, "fra_jupyterlab = 2"]) == 200
    course_side.close()
    come_back(page)
    expect(code.editor).to_have_value("mit = 1")
    page.unroute("**/api/contents/**")
    try_again(page)
    expect(code.saved).to_contain_text("En anden udgave lå i notesbogen; den står nu lige under din.", timeout=40_000)
    sources_in_order = list(file_of(course.data).values())
    place = sources_in_order.index("mit = 1")
    assert sources_in_order[place + 1].endswith("\nfra_jupyterlab = 2")


def test_two_pages_show_each_others_code(context, page, course):
    second = open_live(context, course)
    Code(second).open().fill("fra = 'den anden side'")
    expect(Code(page).editor).to_have_value("fra = 'den anden side'")
    Code(page).open().fill("fra = 'den første side'")
    second.locator("h1").click()
    expect(Code(second).editor).to_have_value("fra = 'den første side'")
    assert file_of(course.data)[TASK] == "fra = 'den første side'"


def test_reset_brings_the_courses_code_back_and_can_be_undone(page, course):
    code = Code(page).open()
    course_code = code.editor.input_value()
    code.fill("mit = 1")
    code.reset.click()
    expect(code.editor).to_have_value(course_code)
    expect(code.saved).to_have_text(re.compile(r"^Kursets kode er tilbage, gemt kl\. \d\d\.\d\d$"))
    assert file_of(course.data)[TASK] == course_code
    code.undo.click()
    expect(code.editor).to_have_value("mit = 1")
    until(lambda: file_of(course.data)[TASK] == "mit = 1")
    code.reset.click()
    expect(code.undo).to_be_visible()
    code.editor.press_sequentially("#")
    expect(code.undo).to_be_hidden()


def test_code_typed_after_a_server_crash_is_kept_said_and_sent_when_it_runs_again(page, course, course_factory):
    code = Code(page).open()
    code.fill("loebet = 1")
    code.editor.press("End")
    code.editor.press_sequentially("23", delay=0)
    course.kill()
    code.editor.press_sequentially("45")
    expect(page.locator(STATE)).to_contain_text("Forbindelsen er væk: koden til 1 opgave er endnu ikke gemt. Det bliver sendt, så snart")
    expect(code.saved).to_have_text("ikke gemt endnu")
    again = course_factory(data=course.data)
    assert again.origin == course.origin
    expect(page.locator(STATE)).to_contain_text("Klar.", timeout=40_000)
    expect(code.saved).to_have_text(SAVED)
    expect(code.editor).to_have_value("loebet = 12345")
    assert [source for source in file_of(course.data).values() if "loebet" in source] == ["loebet = 12345"]


def test_code_on_a_page_closed_too_early_is_sent_next_time(context, page, course, course_factory):
    code = Code(page).open()
    course.kill()
    code.fill("lukket = 'for tidligt'", saved=False)
    expect(page.locator(STATE)).to_contain_text("Forbindelsen er væk")
    page.close(run_before_unload=False)
    again = course_factory(data=course.data)
    reopened = Code(open_live(context, again))
    expect(reopened.editor).to_have_value("lukket = 'for tidligt'")
    until(lambda: file_of(course.data)[TASK] == "lukket = 'for tidligt'")


def test_code_on_its_way_follows_the_page_to_another_port(context, page, course, course_factory):
    code = Code(page).open()
    course.kill()
    code.fill("flyttet = 1", saved=False)
    expect(page.locator(STATE)).to_contain_text("Forbindelsen er væk")
    again = course_factory("--port", str(free_port(9670)), data=course.data)
    context.new_page().goto(again.address)
    expect(page.locator(STATE)).to_contain_text("Koden til 1 opgave er endnu ikke gemt; det følger med.")
    page.get_by_role("button", name="Fortsæt der").click()
    page.wait_for_url(f"{again.origin}/**")
    until(lambda: file_of(course.data)[TASK] == "flyttet = 1")


def test_a_new_edition_of_the_course_keeps_the_edit_and_brings_the_new_text(context, copy, tmp_path):
    former = start_course(tmp_path / "data", "--port", str(free_port(9680)), root=copy)
    try:
        page = open_live(context, former)
        Code(page).open().fill("laveste_aar = 1999")
        page.close()
    finally:
        former.stop()
    notebook = copy / "notebooks" / f"{SLUG}.md"
    edit(notebook, "# Tabellen hedder hpv. Skriv", "# Ny udgave. Skriv")
    edit(notebook, "# Tabellen hedder lande. Kolonnerne", "# Ny udgave. Kolonnerne")
    newer = start_course(tmp_path / "data", root=copy)
    try:
        page = open_live(context, newer)
        edited, untouched = Code(page).open(), Code(page, 3).open()
        expect(edited.editor).to_have_value("laveste_aar = 1999")
        expect(untouched.editor).to_have_value(re.compile("^# Ny udgave. Kolonnerne"))
        edited.reset.click()
        expect(edited.editor).to_have_value(re.compile("^# Ny udgave. Skriv"))
    finally:
        newer.stop()


def test_hostile_text_in_the_notebook_is_text_on_the_page(context, course, watch):
    hostile = "</textarea><img src=x onerror=\"document.title='hacket'\"><script>document.title='hacket'</script>"
    page = open_live(context, course)
    change_elsewhere(context, course, TASK, hostile)
    come_back(page)
    expect(Code(page).editor).to_have_value(hostile)
    notebook = course.data / "notebooks" / f"{SLUG}.ipynb"
    content = json.loads(notebook.read_text(encoding="utf-8"))
    content["metadata"]["ledelsesrum"]["put_aside"] = hostile
    notebook.write_text(json.dumps(content), encoding="utf-8")
    page.reload()
    wait_live(page)
    expect(page.locator(".lr-notice")).to_contain_text("<img src=x")
    assert "hacket" not in page.title() and page.locator("img[src=x]").count() == 0


def test_a_damaged_notebook_is_said_on_the_page_until_the_reader_has_seen_it(context, course):
    (course.data / "notebooks" / f"{SLUG}.ipynb").write_bytes(b"\x00\xff")
    page = open_live(context, course)
    notice = page.locator(".lr-notice")
    expect(notice).to_contain_text("kunne ikke læses. Den er ikke slettet: Den ligger som 1-1-svaekkede-autoriteter-beskadiget-")
    notice.get_by_role("button", name="Forstået").click()
    expect(notice).to_be_hidden()
    page.reload()
    wait_live(page)
    expect(notice).to_be_hidden()


@NEEDS_MOUNT
def test_where_nothing_can_be_written_the_page_works_with_the_courses_code_and_says_why(context, course_factory, tmp_path, mounted):  # noqa: F811
    mounted("size=1m,ro")
    course = course_factory("--port", str(free_port(9690)), data=tmp_path / "data")
    page = open_live(context, course)
    code = Code(page).open()
    why = f"Der kan ikke skrives i mappen {course.data / 'notebooks'}."
    expect(code.saved).to_contain_text(f"Ændringer kan ikke gemmes: {why}")
    code.fill("laveste_aar = 2016\naar_til_niveau = 4", saved=False)
    expect(page.locator(STATE)).to_contain_text(f"Koden til 1 opgave er endnu ikke gemt. {why}")
    code.panel.get_by_role("button", name="Kør og tjek").click()
    expect(code.panel.locator(".lr-results")).not_to_be_empty()
    subprocess.run(["mount", "-o", "remount,rw", str(course.data / "notebooks")], check=True)
    try_again(page)
    expect(code.saved).to_have_text(SAVED, timeout=40_000)
    expect(page.locator(STATE)).to_contain_text("Klar.")
    assert file_of(course.data)[TASK].startswith("laveste_aar = 2016")


def test_jupyterlab_opens_the_same_notebook_with_the_exercises_and_asks_nobody_else(context, course, watch):
    page = open_live(context, course)
    code = Code(page).open()
    code.fill("laveste_aar = 2016  # fra siden")
    with context.expect_page() as opened:
        code.panel.get_by_role("link", name="Åbn i JupyterLab").click()
    lab = opened.value
    expect(lab.locator(".jp-Notebook")).to_be_visible(timeout=60_000)
    cell = lab.locator(".jp-CodeCell", has_text="laveste_aar = 2016  # fra siden")
    expect(cell).to_be_visible()
    expect(lab.get_by_text("| Idle")).to_be_visible(timeout=60_000)  # what is run before the kernel is ready may be lost
    lab.get_by_role("menuitem", name="Run", exact=True).click()
    lab.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    card = lab.locator("[data-exercise=hvem_tror_de_paa]")
    expect(card.get_by_role("heading", name="Hvem tror de på hos jer?")).to_be_visible(timeout=60_000)
    expect(lab.locator("[data-figure=sammenlign] svg").first).to_be_attached(timeout=60_000)

    cell.locator(".cm-content").click()
    lab.keyboard.press("ControlOrMeta+a")
    lab.keyboard.type("laveste_aar = 2017  # fra JupyterLab")
    lab.keyboard.press("ControlOrMeta+s")
    until(lambda: file_of(course.data)[TASK] == "laveste_aar = 2017  # fra JupyterLab")
    come_back(page)
    expect(code.editor).to_have_value("laveste_aar = 2017  # fra JupyterLab")
    assert watch.foreign(course.origin) == []
    assert watch.complaints == []
