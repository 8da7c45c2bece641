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

import nbformat
import psutil
import pytest
from nbformat import NotebookNode
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
    for path in lab.notebook.parent.glob("*.*"):
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


def write_in_log(lab: StudentLab, text: str) -> None:
    """Save an answer as an exercise of the course does."""
    entry = {"exercise": "hvem_tror_de_paa", "item": "delvis_ret", "occasion": "", "value": text, "typed_at": datetime.now(timezone.utc).isoformat(), "key": "k1"}
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
