"""Jupyter Server's contents API serves the reader's notebooks, and nothing else of the reader's machine."""

from __future__ import annotations

import os
import subprocess

import pytest
import requests

from course.site.build import ROOT
from exercises.server import free_port
from tests.course.site.test_serve import logged_in

SLUG = "1-1-svaekkede-autoriteter"
TASK = "task-hpv_bund"
NEEDS_MOUNT = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root to mount a small disk")


@pytest.fixture
def course(course_factory):
    return course_factory("--port", str(free_port(9610)))


@pytest.fixture
def session(course):
    return logged_in(course)


@pytest.fixture
def mounted(tmp_path):
    """A data folder whose notebooks lie on a small disk of their own; gives a function that mounts it, with options."""
    notebooks = tmp_path / "data" / "notebooks"
    notebooks.mkdir(parents=True)

    def mount(options: str) -> None:
        if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(notebooks)], capture_output=True, check=False).returncode:
            pytest.skip("this machine lets nobody mount a small disk")

    yield mount
    subprocess.run(["umount", "-l", str(notebooks)], capture_output=True, check=False)


def url(course, name: str = SLUG) -> str:
    return course.page(f"api/contents/{name}.ipynb")


def source_of(notebook: dict, name: str = TASK) -> str:
    return next(cell["source"] for cell in notebook["cells"] if cell["id"] == name)


def save(course, session, text: str) -> requests.Response:
    """Save one cell as the page does: read, change, write."""
    content = session.get(url(course)).json()["content"]
    next(cell for cell in content["cells"] if cell["id"] == TASK)["source"] = text
    return session.put(url(course), json={"type": "notebook", "format": "json", "content": content})


def test_every_notebook_is_there_from_the_start_and_again_when_it_was_deleted(course, session):
    copy = course.data / "notebooks" / f"{SLUG}.ipynb"
    copy.unlink()
    assert "laveste_aar = ..." in source_of(session.get(url(course)).json()["content"])
    assert copy.is_file()


def test_the_folder_holds_the_courses_notebooks_and_only_them(course, session):
    listed = session.get(course.page("api/contents/")).json()["content"]
    assert {entry["name"] for entry in listed} == {f"{path.stem}.ipynb" for path in (ROOT / "notebooks").glob("*.md")}


def test_what_is_saved_is_in_the_file_and_there_after_a_kill(course, session, course_factory):
    assert save(course, session, "laveste_aar = 2016").status_code == 200
    course.kill()
    again = course_factory(data=course.data)
    assert source_of(logged_in(again).get(url(again)).json()["content"]) == "laveste_aar = 2016"


@pytest.mark.parametrize("path", [
    "api/contents/..%2fjournal.sqlite3", "files/..%2fjournal.sqlite3", "files/../server/secret", "files/%2e%2e/server/secret", "api/contents/..%2fserver",
    "nbconvert/html/..%2fjournal.sqlite3", "view/..%2fserver%2fsecret", "api/contents/.ipynb_checkpoints", "api/contents/%2fetc%2fpasswd",
])
def test_there_is_no_way_out_of_the_folder(shared_course, path):
    answer = logged_in(shared_course).get(shared_course.page(path))
    assert answer.status_code in {400, 403, 404}
    assert (shared_course.data / "server" / "secret").read_text(encoding="utf-8") not in answer.text


@pytest.mark.parametrize("path", [f"api/contents/{SLUG}.ipynb", f"files/{SLUG}.ipynb", "lab", f"lab/tree/{SLUG}.ipynb", "lab/api/settings"])
def test_without_the_token_no_code_is_seen_and_the_answer_is_danish(shared_course, path):
    answer = requests.get(shared_course.page(path))
    assert answer.status_code == 403 and "laveste_aar" not in answer.text
    assert path.startswith("api/") or path.startswith("lab/api") or "Åbn adressen fra programmets vindue" in answer.text


def test_a_write_without_the_xsrf_token_is_refused(shared_course):
    session = logged_in(shared_course)
    del session.headers["X-XSRFToken"]
    assert save(shared_course, session, "ond = 1").status_code == 403


def test_a_damaged_notebook_is_put_aside_and_said_in_the_programs_window(course, session):
    (course.data / "notebooks" / f"{SLUG}.ipynb").write_text("ødelagt", encoding="utf-8")
    content = session.get(url(course)).json()["content"]
    aside = course.data / "notebooks" / content["metadata"]["ledelsesrum"]["put_aside"]
    assert aside.read_text(encoding="utf-8") == "ødelagt"
    assert "laveste_aar = ..." in source_of(content)
    said = next(line for line in course.process.stdout if "kunne ikke læses" in line)
    assert aside.name in said and SLUG in said


@NEEDS_MOUNT
def test_a_full_disk_is_explained_and_what_was_saved_stands(course_factory, tmp_path, mounted):
    mounted("size=4m")
    course = course_factory("--port", str(free_port(9620)), data=tmp_path / "data")
    session = logged_in(course)
    assert save(course, session, "svar = 1").status_code == 200
    filler = course.data / "notebooks" / "filler"
    with filler.open("wb", buffering=0) as file, pytest.raises(OSError):
        while file.write(b"x" * 4096):
            pass
    refused = save(course, session, "svar = 2")
    assert refused.status_code == 507 and "Der er ikke mere plads på disken" in refused.json()["message"]
    assert source_of(session.get(url(course)).json()["content"]) == "svar = 1"
    filler.unlink()
    assert save(course, session, "svar = 2").status_code == 200
    assert not list((course.data / "notebooks").glob(".*.part"))


@NEEDS_MOUNT
def test_a_folder_that_cannot_be_written_is_explained(course_factory, tmp_path, mounted):
    mounted("ro")
    course = course_factory("--port", str(free_port(9630)), data=tmp_path / "data")
    refused = logged_in(course).get(url(course))
    assert refused.status_code == 507
    assert f"Der kan ikke skrives i mappen {course.data / 'notebooks'}." in refused.json()["message"]


def test_jupyterlab_is_not_allowed_to_ask_anybody_else(shared_course):
    course, session = shared_course, logged_in(shared_course)
    policy = session.get(course.page("lab")).headers["Content-Security-Policy"]
    assert "http" not in policy and "*" not in policy and f"ws://{course.origin.removeprefix('http://')}" in policy
    assert session.get(course.page("lab/api/news")).json() == {"news": []}
    assert session.get(course.page("lab/api/update")).json() == {"notification": None}
    assert {package["pkg_type"] for package in session.get(course.page("lab/api/extensions")).json()} == {"prebuilt"}
    assert session.post(course.page("lab/api/extensions"), json={"cmd": "install", "extension_name": "x"}).status_code >= 400


def test_only_our_extension_and_jupyterlab_are_loaded(shared_course):
    session = logged_in(shared_course)
    for path in ("lsp/status", "api/terminals", "api/jupytext"):
        assert session.get(shared_course.page(path)).status_code == 404
