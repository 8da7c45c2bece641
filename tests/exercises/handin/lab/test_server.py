"""What the buttons in JupyterLab ask the server for: who gets an answer, about which files, and what when two ask at once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import psutil
import pytest
import requests

from exercises.errors import HandinError
from exercises.handin.check import check
from exercises.handin.lab.handlers import notebook_at
from exercises.server import free_port
from tests.conftest import until
from tests.small_assignment import copy_of
from tests.student_lab import StudentLab, start_lab


@pytest.fixture(scope="module")
def lab(small_assignment, tmp_path_factory) -> Iterator[StudentLab]:
    folder = tmp_path_factory.mktemp("server")
    lab = start_lab(copy_of(small_assignment, folder), folder / "data", "--port", str(free_port(9940)))
    yield lab
    lab.stop()


@pytest.fixture(scope="module")
def session(lab) -> requests.Session:
    return lab.logged_in()


def post(lab: StudentLab, session: requests.Session, what: str, path: object, timeout: float = 60) -> requests.Response:
    return session.post(lab.url(f"ledelsesrum/elev/{what}"), json={"path": path}, timeout=timeout)


def slow(lab: StudentLab, name: str) -> str:
    """A notebook in the student's folder whose check takes a minute; gives its name."""
    notebook = nbformat.read(lab.notebook, 4)
    next(cell for cell in notebook.cells if cell.metadata.nbgrader.grade_id == "a0-1").source = "import time\ntime.sleep(600)"
    nbformat.write(notebook, lab.notebook.with_name(name))
    return name


def checking(lab: StudentLab) -> list[psutil.Process]:
    return [child for child in psutil.Process(lab.process.pid).children(recursive=True) if "exercises.handin.lab.checking" in child.cmdline()]


def test_the_report_is_that_of_the_command(lab, session):
    answer = post(lab, session, "check", "A0.ipynb")
    assert answer.status_code == 200 and answer.json() == check(lab.notebook).as_json()


def test_nobody_who_is_not_logged_in_gets_an_answer(lab):
    stranger = requests.Session()
    assert stranger.get(lab.url("ledelsesrum/elev/own"), timeout=20).status_code == 403
    for what in ("check", "repair", "hand-in"):
        assert post(lab, stranger, what, "A0.ipynb").status_code == 403
    assert not list(lab.notebook.parent.glob("*.zip"))


def test_another_page_cannot_ask_in_the_students_name(lab, session):
    without_xsrf = requests.Session()
    without_xsrf.cookies.update(session.cookies)
    assert post(lab, without_xsrf, "hand-in", "A0.ipynb").status_code == 403
    assert not list(lab.notebook.parent.glob("*.zip"))


def test_files_outside_the_folder_are_neither_read_nor_written(lab, session, small_assignment):
    outside = lab.notebook.parents[1] / "udenfor.ipynb"
    shutil.copy(lab.notebook, outside)
    (lab.notebook.parent / "genvej.ipynb").symlink_to(outside)
    before = sorted(path.name for path in outside.parent.iterdir())
    upwards = ["../udenfor.ipynb", "original/../../udenfor.ipynb", "..\\udenfor.ipynb", str(outside), "genvej.ipynb"]
    for path in [*upwards, "A0.ipynb\0", "A0.ipynb/.", None, 7, ["A0.ipynb"]]:
        for what in ("check", "repair", "hand-in"):
            answer = post(lab, session, what, path)
            assert answer.status_code == 422 and "ikke er en notesbog i opgavens mappe" in answer.json()["problem"], path
    assert sorted(path.name for path in outside.parent.iterdir()) == before


WINDOWS = ["C:\\A0.ipynb", "C:A0.ipynb", "\\\\server\\mappe\\A0.ipynb", "//server/mappe/A0.ipynb", "/A0.ipynb"]


@pytest.mark.parametrize("path", WINDOWS)
def test_a_path_of_another_drive_or_machine_is_refused_before_the_disk_is_asked(path):
    with pytest.raises(HandinError, match="opgavens mappe"):
        notebook_at(Path("findes ikke"), path)


def test_links_in_a_ring_are_refused(tmp_path):
    (tmp_path / "a.ipynb").symlink_to(tmp_path / "b.ipynb")
    (tmp_path / "b.ipynb").symlink_to(tmp_path / "a.ipynb")
    with pytest.raises(HandinError, match="opgavens mappe"):
        notebook_at(tmp_path, "a.ipynb")


def test_what_is_no_notebook_is_told_in_danish_with_its_name(lab, session):
    (lab.notebook.parent / "rapport.ipynb").write_text("ikke en notesbog", encoding="utf-8")
    for what in ("check", "repair", "hand-in"):
        answer = post(lab, session, what, "rapport.ipynb")
        assert answer.status_code == 422 and "rapport.ipynb" in answer.json()["problem"]


def test_a_notebook_is_checked_once_at_a_time_and_the_server_answers_meanwhile(lab, session):
    name = slow(lab, "langsom.ipynb")
    with ThreadPoolExecutor() as pool:
        first = pool.submit(lambda: pytest.raises(requests.ReadTimeout, post, lab, session, "check", name, 8))
        running = until(lambda: checking(lab))
        began = time.monotonic()
        second = post(lab, lab.logged_in(), "check", name)
        assert second.status_code == 422 and "langsom.ipynb er allerede ved at blive tjekket" in second.json()["problem"]
        assert time.monotonic() - began < 5
        first.result()  # the student has closed the tab
    psutil.wait_procs(running, timeout=20)
    assert not checking(lab)
    assert post(lab, session, "check", "A0.ipynb").status_code == 200


def test_starting_twice_opens_the_one_that_is_up(lab):
    again = start_lab(lab.notebook, lab.data)
    assert again.address == lab.address and again.process.wait(timeout=20) == 0


def test_one_that_was_killed_does_not_stand_in_the_way(small_assignment, tmp_path):
    notebook, data = copy_of(small_assignment, tmp_path), tmp_path / "data"
    left = data / "opgaver/runtime/jpserver-1.json"
    left.parent.mkdir(parents=True)
    port = free_port(9945)
    known = {"pid": os.getpid(), "port": port, "url": f"http://127.0.0.1:{port}/", "root_dir": str(notebook.parent), "token": "x"}
    left.write_text(json.dumps(known), encoding="utf-8")
    lab = start_lab(notebook, data)
    assert lab.token != "x"
    lab.stop()


def test_a_notebook_that_is_gone_is_told_with_what_to_do(tmp_path):
    command = [sys.executable, "-m", "exercises.handin.lab", str(tmp_path / "A0.ipynb"), "--no-browser"]
    ended = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert ended.returncode == 1 and "A0.ipynb findes ikke" in ended.stderr and "original" in ended.stderr
