"""A student's assignment in JupyterLab: checked, repaired, handed in, and filled from the student's own log, by the buttons over it."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from uuid import uuid4

import nbformat
import psutil
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from playwright.sync_api import Locator, Page, expect

from exercises.journal.entries import Entry
from exercises.journal.log import Log
from exercises.server import free_port
from tests.browser import gates
from tests.conftest import until
from tests.small_assignment import NAME, copy_of
from tests.student_lab import StudentLab, start_lab

CHECK, HAND_IN, FROM_LOG = "Tjek min opgave", "Aflever", "Hent fra min log"
REFLECTION = "Jeg sagde til mødet i juni, at fristen ikke holdt, og ingen troede på det, før den var overskredet."
DIRTY = ".lm-DockPanel-tabBar .jp-mod-dirty"
HOSTILE = "<img src=x onerror=\"document.title='pwned'\"><script>document.title='pwned'</script> **fed** [her](javascript:alert(1))"


@pytest.fixture(scope="module")
def lab(small_assignment, tmp_path_factory) -> Iterator[StudentLab]:
    """One JupyterLab for the tests that leave it running."""
    folder = tmp_path_factory.mktemp("elev æøå")
    lab = start_lab(copy_of(small_assignment, folder), folder / "data", "--port", str(free_port(9960)))
    yield lab
    lab.stop()


@pytest.fixture
def notebook(lab, small_assignment) -> NotebookNode:
    """The student's notebook as it was handed out; and nothing else in the folder."""
    for path in filter(Path.is_file, lab.notebook.parent.iterdir()):
        path.unlink()
    shutil.copy(small_assignment / lab.notebook.name, lab.notebook)
    return nbformat.read(lab.notebook, 4)


def cell_of(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    return next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def answered(notebook: NotebookNode, fald: str = "fald = 86 - 47", text: str = REFLECTION) -> NotebookNode:
    """The notebook with answers in it."""
    cell_of(notebook, "a0-1").source, cell_of(notebook, "a0-2").source = fald, text
    return notebook


def open_notebook(context, lab: StudentLab, notebook: NotebookNode | None = None) -> Page:
    """Save the notebook, and open it as the printed address does."""
    if notebook:
        nbformat.write(notebook, lab.notebook)
    page = context.new_page()
    page.goto(lab.address)
    expect(button(page, CHECK)).to_be_visible(timeout=40_000)
    return page


def wait_for_kernel(page: Page) -> None:
    expect(page.get_by_title(f"Skift kerne til {NAME}.ipynb")).to_have_text("Python 3 (ipykernel) | klar", timeout=40_000)


def button(page: Page | Locator, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def dialog(page: Page, title: str | re.Pattern) -> Locator:
    """The dialog by that name, when it is there."""
    found = page.get_by_role("dialog", name=title)
    expect(found).to_be_visible(timeout=40_000)
    return found


def listed(shown: Locator, heading: str) -> list[str]:
    """The items under a heading of a dialog."""
    return shown.locator(f"h3:has-text('{heading}') + ul > li").all_inner_texts()


OWN = [("brud_eller_boelge", "om_mandagen"), ("to_aviser", "begge_overskrifter"), ("hvem_tror_de_paa", "delvis_ret"), ("hvem_tror_de_paa", "mandat"),
       ("tallet_i_brevet", "saetning"), ("slippe_holde_bygge", "kendt_loesning")]


def write_in_log(lab: StudentLab, text: str, where: tuple[str, str] = OWN[0]) -> None:
    """Save an answer as an exercise of the course does."""
    now = datetime.now(timezone.utc).isoformat()
    entry = {"exercise": where[0], "item": where[1], "occasion": "", "value": text, "typed_at": now, "key": str(uuid4())}
    with Log.open(lab.data) as log:
        Entry.model_validate_json(json.dumps(entry)).save(log)


def test_an_unfinished_notebook_is_told_what_is_missing_and_the_way_there(context, lab, notebook):
    page = open_notebook(context, lab, answered(notebook, fald="fald = 45", text="Kort."))
    button(page, CHECK).click()
    shown = dialog(page, "Tjek af A0")
    assert listed(shown, "Det skal du se på") == [
        "Opgave A0.2 er kort: 1 ord, og der er bedt om 10-40. Mangler der noget, opgaven spørger om? Gå til cellen",
        "Opgave A0.1: 45 er faldet i procent. Opgaven spørger om procentpoint: 86 minus 47. Gå til cellen",
    ]
    assert listed(shown, "Det er i orden") == []
    assert shown.locator(":focus").get_attribute("class") == "lr-elev-content"  # it is read from its beginning
    assert gates.english([gates.Shown("dialog", shown.inner_text())]) == []
    assert gates.axe(page, within=".lr-elev") == []
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
    assert gates.axe(page, within=".lr-elev") == []
    button(shown, "Gå til cellen").first.click()
    expect(shown).to_be_hidden()
    expect(page.locator(".jp-Cell.jp-mod-active")).to_contain_text("Kort.")
    assert nbformat.read(lab.notebook, 4).cells == notebook.cells  # nothing was written in it


def test_a_copied_and_a_deleted_cell_are_repaired_when_the_student_says_yes(context, lab, notebook):
    answered(notebook)
    copied, test = cell_of(notebook, "a0-1"), cell_of(notebook, "a0-1-synlig")
    notebook.cells.insert(0, NotebookNode(copied | {"id": "copied", "source": "fald = ...  # Skriv dit tal her"}))
    notebook.cells.remove(test)
    page = open_notebook(context, lab, notebook)
    button(page, CHECK).click()
    shown = dialog(page, "Tjek af A0")
    broken = listed(shown, "Det er repareret i tjekkets egen kopi")
    assert len(broken) >= 2 and any("stod 2 gange" in line for line in broken) and any("manglede" in line for line in broken)
    assert gates.axe(page, within=".lr-elev") == []
    assert nbformat.read(lab.notebook, 4).cells == notebook.cells  # it was a copy
    button(shown, "Reparér min notesbog").click()
    told = dialog(page, "Notesbogen er repareret")
    assert listed(told, "Det blev gjort") == broken
    backup, = lab.notebook.parent.glob("A0 (før reparation *).ipynb")
    assert backup.name in told.inner_text() and nbformat.read(backup, 4).cells == notebook.cells
    button(told, "Luk").click()
    repaired = nbformat.read(lab.notebook, 4)
    assert [cell.metadata.nbgrader.grade_id for cell in repaired.cells] == ["a0-start", "a0-1-tekst", "a0-1", "a0-1-synlig", "a0-2-tekst", "a0-2"]
    assert cell_of(repaired, "a0-1").source == copied.source and cell_of(repaired, "a0-2").source == REFLECTION
    expect(page.locator(".jp-Notebook-cell")).to_have_count(6)  # JupyterLab shows the file as it is now
    expect(page.locator(DIRTY)).to_have_count(0)


def test_handing_in_gives_a_zip_and_its_receipt_and_what_is_missing_is_no_hindrance(context, lab, notebook):
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=lab.origin)
    answered(notebook, fald="fald = ...  # Skriv dit tal her")
    notebook.cells.remove(cell_of(notebook, "a0-2-tekst"))
    page = open_notebook(context, lab, notebook)
    button(page, HAND_IN).click()
    asked = dialog(page, "Vil du aflevere A0 nu?")
    assert listed(asked, "Det skal du se på") == ["Opgave A0.1 er ikke besvaret endnu. Gå til cellen"]
    assert listed(asked, "Det er i orden") == ["Opgave A0.2: 19 ord, og der er bedt om 10–40."]
    assert gates.axe(page, within=".lr-elev") == []
    button(asked, "Tilbage til opgaven").click()
    expect(asked).to_be_hidden()
    assert not list(lab.notebook.parent.glob("*.zip"))
    button(page, HAND_IN).click()
    button(dialog(page, "Vil du aflevere A0 nu?"), "Aflever alligevel").click()
    told = dialog(page, "A0 er pakket og klar til at aflevere")
    assert gates.axe(page, within=".lr-elev") == []
    handed_in, = lab.notebook.parent.glob("*.zip")
    with zipfile.ZipFile(handed_in) as archive:
        inner, receipt = archive.read("A0.ipynb"), json.loads(archive.read("kvittering.json"))
    assert receipt["sha256"] == hashlib.sha256(inner).hexdigest() and receipt["assignment"] == NAME
    button(told, "Kopiér kvitteringen").click()
    expect(told.get_by_role("status")).to_have_text("Kopieret.")
    copied = dict(line.split(": ", 1) for line in page.evaluate("navigator.clipboard.readText()").splitlines())
    assert copied == {"Fil": handed_in.name, "Mappe": str(handed_in.parent), "Pakket": copied["Pakket"], "Kvittering": receipt["sha256"]}
    assert listed(told, "Ikke besvaret") == ["Opgave A0.1"]
    assert len(listed(told, "Det blev repareret, før den blev pakket")) == 1
    button(told, "Luk").click()
    expect(page.locator(DIRTY)).to_have_count(0)  # else JupyterLab would save by itself, and the disk would hold another file than the zip
    assert lab.notebook.read_bytes() == inner


def test_a_reflection_from_the_log_is_put_last_in_the_answer_when_it_is_chosen(context, lab, notebook):
    answered(notebook, text="Mit eget.")
    task = NotebookNode(cell_of(notebook, "a0-2-tekst") | {"id": "task", "source": "## A0.3"})
    task.metadata = NotebookNode({"nbgrader": task.metadata.nbgrader | {"grade_id": "a0-3", "task": True, "grade": True, "points": 4}})
    notebook.cells += [task, new_markdown_cell("Til økonomichefen")]
    page = open_notebook(context, lab, notebook)
    from_log = button(page, FROM_LOG)
    expect(from_log).to_be_hidden()  # the first cell is no answer
    page.locator(".jp-MarkdownCell", has_text="Til økonomichefen").click()
    expect(from_log).to_be_visible()  # what stands below a task is
    page.locator(".jp-MarkdownCell", has_text="A0.3").click()
    expect(from_log).to_be_hidden()  # and the task itself is not
    page.locator(".jp-MarkdownCell", has_text="Mit eget.").click()
    from_log.click()
    button(dialog(page, FROM_LOG), "Luk").click()  # nothing is in the log yet, and it says so
    write_in_log(lab, HOSTILE)
    from_log.click()
    shown = dialog(page, FROM_LOG)
    expect(shown.get_by_role("radio")).to_have_count(1)
    expect(shown.locator(".lr-elev-text")).to_have_text(HOSTILE)  # as text
    assert gates.axe(page, within=".lr-elev") == []
    button(shown, "Annullér").click()
    for number, where in enumerate(OWN[1:]):
        write_in_log(lab, f"Svar nummer {number}.", where)
    from_log.click()
    shown = dialog(page, FROM_LOG)
    search = shown.get_by_role("searchbox", name="Søg")
    search.fill("findes ikke")
    expect(shown.get_by_role("status")).to_have_text("Ingen passer.")
    search.fill("ONERROR")
    expect(shown.get_by_role("radio")).to_have_count(1)
    expect(shown.get_by_role("radio")).to_be_checked()
    assert gates.axe(page, within=".lr-elev") == []
    button(shown, "Sæt ind").click()
    expect(page.locator(".jp-Cell.jp-mod-active .jp-Editor")).to_contain_text("Mit eget.")
    page.keyboard.press("Control+s")
    expect(page.locator(DIRTY)).to_have_count(0)
    assert cell_of(nbformat.read(lab.notebook, 4), "a0-2").source == f"Mit eget.\n\n{HOSTILE}"
    page.locator(".jp-CodeCell").first.click()
    expect(from_log).to_be_hidden()
    assert page.title() != "pwned"


def test_hostile_text_in_a_notebook_is_shown_as_text(context, lab, notebook):
    answered(notebook, fald=f"raise ValueError({HOSTILE!r})")
    page = open_notebook(context, lab, notebook)
    button(page, CHECK).click()
    shown = dialog(page, "Tjek af A0")
    assert "<img src=x onerror=" in " ".join(listed(shown, "Det skal du se på"))
    assert shown.locator("img, script, b, strong, a").count() == 0 and page.title() != "pwned"


def test_a_check_can_be_stopped_and_what_the_student_runs_is_left_alone(context, lab, notebook):
    page = open_notebook(context, lab, answered(notebook, fald="import time\nwhile True: time.sleep(0.1)"))
    wait_for_kernel(page)
    page.locator(".jp-CodeCell .jp-Editor").first.click()
    page.keyboard.press("Control+Enter")  # the student's own kernel is busy for good
    expect(page.locator(".jp-CodeCell .jp-InputPrompt").first).to_have_text("[*]:")
    button(page, CHECK).click()
    shown = dialog(page, "Tjekker A0 …")
    checking = until(lambda: processes_of(lab, "exercises.handin.lab.checking"))
    assert gates.axe(page, within=".lr-elev") == []
    button(shown, "Stop").click()
    expect(shown).to_be_hidden()
    psutil.wait_procs(checking, timeout=10)
    assert not any(process.is_running() for process in checking)
    expect(page.locator(".jp-CodeCell .jp-InputPrompt").first).to_have_text("[*]:")
    button(page, "Afbryd kernen").click()
    expect(page.locator(".jp-CodeCell .jp-OutputArea").first).to_contain_text("KeyboardInterrupt")


def processes_of(lab: StudentLab, module: str) -> list[psutil.Process]:
    """The server's children that run a module, and their children."""
    found = [child for child in psutil.Process(lab.process.pid).children() if module in child.cmdline()]
    return found and [*found, *found[0].children(recursive=True)]


def test_other_notebooks_have_no_buttons_whatever_their_metadata_say(context, lab, notebook):
    claims = [None, "A0", {"assignment": ["A0"]}, {"assignment": "<b>A0</b>"}, {"edition": "abc"}]
    for number, said in enumerate(claims):
        nbformat.write(NotebookNode(notebook | {"metadata": notebook.metadata | {"ledelsesrum": said}}), lab.notebook.with_name(f"anden-{number}.ipynb"))
    page = open_notebook(context, lab)
    for number, said in enumerate(claims):
        page.locator(".jp-DirListing-item", has_text=f"anden-{number}.ipynb").dblclick()
        shown = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)", has=page.locator(".jp-Cell"))
        expect(page.locator(".lm-DockPanel-tabBar .lm-mod-current")).to_have_text(f"anden-{number}.ipynb")
        expect(shown.locator(".jp-Cell").first).to_be_visible()
        expect(button(page, CHECK)).to_be_hidden()
        expect(button(page, HAND_IN)).to_be_hidden()


def test_everything_can_be_done_by_keyboard(context, lab, notebook):
    page = open_notebook(context, lab, answered(notebook, fald="fald = ...  # Skriv dit tal her"))
    wait_for_kernel(page)  # JupyterLab takes the focus when a notebook is ready
    button(page, CHECK).press("Enter")
    shown = dialog(page, "Tjek af A0")
    page.keyboard.press("Tab")
    expect(button(shown, "Gå til cellen").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(button(shown, "Luk")).to_be_focused()
    page.keyboard.press("Tab")
    expect(shown.locator(".lr-elev-content")).to_be_focused()  # and round again, never out of it
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(shown).to_be_hidden()
    expect(page.locator(".jp-Cell.jp-mod-active")).to_contain_text("Skriv dit tal her")
    button(page, HAND_IN).press("Enter")
    asked = dialog(page, "Vil du aflevere A0 nu?")
    page.keyboard.press("Escape")
    expect(asked).to_be_hidden()
    assert not list(lab.notebook.parent.glob("*.zip"))


def test_when_nobody_answers_the_student_is_told_kindly_and_what_to_do(context, small_assignment, tmp_path):
    lab = start_lab(copy_of(small_assignment, tmp_path), tmp_path / "data", "--port", str(free_port(9980)))
    try:
        page = open_notebook(context, lab)
        wait_for_kernel(page)
        lab.process.kill()
        lab.process.wait(timeout=20)
        theirs = page.get_by_role("dialog", name=re.compile("^Ingen forbindelse til programmet .*Luk ikke denne side endnu", re.DOTALL))
        page.add_locator_handler(theirs, lambda: theirs.get_by_role("button").last.click())  # JupyterLab may say so itself, in Danish
        button(page, CHECK).click()
        shown = dialog(page, "Det gik ikke")
        expect(shown).to_contain_text("start opgaven igen")
        expect(shown).to_contain_text("Luk ikke denne side endnu")
    finally:
        lab.stop()


SPOKEN = ".lm-MenuBar-itemLabel, .lm-Menu-itemLabel, .jp-NotebookPanel-toolbar [data-command], .jp-FileBrowser-toolbar [title]"
TEXTS = "(what) => [...document.querySelectorAll(what)].map((el) => [el.textContent.trim(), el.title].join(' '))"


def test_jupyterlab_itself_speaks_danish_and_to_nobody_else(context, watch, lab, notebook):
    page = open_notebook(context, lab)
    bar = page.get_by_role("menuitem").filter(visible=True)
    assert bar.all_inner_texts() == ["Fil", "Rediger", "Vis", "Kør", "Kerne", "Faner", "Indstillinger", "Hjælp"]
    for name in ("Fil", "Rediger", "Kør", "Kerne"):
        page.get_by_role("menuitem", name=name, exact=True).click()
        assert gates.english([gates.Shown(name, text) for text in page.evaluate(TEXTS, SPOKEN)]) == []
        page.keyboard.press("Escape")
    assert watch.foreign(lab.origin) == [] and watch.complaints == []
