"""nbgrader's own Validate, in a JupyterLab with nbgrader's extensions as they are, on a released assignment."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
import requests
from playwright.sync_api import Page, expect

from exercises.server import free_port
from tests.conftest import until
from tests.small_assignment import NAME, copy_of

TOKEN = "elev"
DANISH = """
c = get_config()
c.Validator.changed_warning = "{num_changed} prøver er ændret.\\n"
c.Validator.failed_warning = "{num_failed} prøver gik ikke igennem.\\n"
"""


@pytest.fixture(scope="module")
def lab(small_assignment, tmp_path_factory) -> Iterator[tuple[str, Path]]:
    """The address of a stock JupyterLab, and the student's notebook in it."""
    folder = tmp_path_factory.mktemp("stock")
    notebook = copy_of(small_assignment, folder)
    (notebook.parent / "nbgrader_config.py").write_text(DANISH, encoding="utf-8")
    environment = os.environ | {f"JUPYTER_{name}_DIR": str(folder / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    port = free_port(9990)
    address = f"http://127.0.0.1:{port}/lab/tree/{NAME}.ipynb?token={TOKEN}"
    settings = {"ServerApp.port": port, "ServerApp.port_retries": 0, "IdentityProvider.token": TOKEN, "LabApp.news_url": "None",
                "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate"}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", *(f"--{name}={value}" for name, value in settings.items())]
    with (folder / "log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, cwd=notebook.parent, env=environment, stdout=log, stderr=log)
    until(lambda: answers(address))
    yield address, notebook
    process.terminate()
    process.wait(timeout=30)


def answers(address: str) -> bool:
    try:
        return requests.get(address, timeout=5).ok
    except requests.ConnectionError:
        return False


def validate(page: Page, lab: tuple[str, Path], fald: str):
    """Write an answer, open the notebook, and press Validate; gives the dialog."""
    address, path = lab
    notebook = nbformat.read(path, 4)
    next(cell for cell in notebook.cells if cell.metadata.nbgrader.grade_id == "a0-1").source = fald
    nbformat.write(notebook, path)
    page.goto(address)
    page.get_by_role("button", name="Validate", exact=True).click(timeout=40_000)
    shown = page.locator(".jp-Dialog", has_text="Validation Results")
    expect(shown).to_be_visible(timeout=40_000)
    return shown


def test_validate_says_in_danish_what_a_visible_test_missed_and_passes_what_is_right(context, lab):
    page = context.new_page()
    shown = validate(page, lab, "fald = 45")
    expect(shown.locator(".validation-failed")).to_contain_text("45 er faldet i procent. Opgaven spørger om procentpoint: 86 minus 47.")
    assert "Træk de to tal" not in shown.inner_text()  # the hidden test
    shown = validate(page, lab, "fald = 86 - 47")
    expect(shown.locator(".validation-success")).to_be_visible()
