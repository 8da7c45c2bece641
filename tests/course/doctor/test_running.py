"""What runs, stopped for real."""

from __future__ import annotations

import http.server
import socket
import threading

import pytest

from course.doctor import running
from course.doctor.findings import State
from course.site.serve import PORT, SERVER
from exercises.server import HOST, free_port
from tests.conftest import ROOT, start_course
from tests.course.conftest import edit


@pytest.fixture
def remembered(data) -> int:
    """The port that the course had last time."""
    port = free_port(9700)
    (data / SERVER).mkdir(parents=True)
    (data / SERVER / PORT).write_text(str(port), encoding="utf-8")
    return port


def test_a_free_port_is_in_order(remembered):
    assert running.port(ROOT).text == f"Port {remembered} er ledig."


def test_a_port_that_another_program_holds_is_worth_knowing(remembered):
    with socket.create_server((HOST, remembered)):
        found = running.port(ROOT)
    assert found.state is State.NOTE and "et andet program" in found.text and str(remembered + 1) in found.text


def test_another_web_server_on_the_port_is_not_taken_for_ours(remembered):
    with http.server.ThreadingHTTPServer((HOST, remembered), http.server.BaseHTTPRequestHandler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert "et andet program" in running.port(ROOT).text
        server.shutdown()


def test_the_running_course_is_known_and_a_page_taken_out_of_the_book_is_seen(kit, data):
    course = start_course(data, "--port", str(free_port(9720)), root=kit)
    try:
        found = running.port(kit)
    finally:
        course.stop()
    assert found.state is State.FINE and "kører allerede" in found.text
    assert running.book(kit).state is State.FINE


def test_a_book_that_is_not_of_the_pages_as_they_are_is_built_at_the_next_start(kit):
    (kit / "_build/html/book/ordliste.html").unlink()
    assert "mangler" in running.book(kit).text
    edit(kit / "book/index.md", "Ledelsesrum", "Ledelsesrum og")
    assert running.book(kit).state is State.NOTE


def test_a_build_that_stopped_and_contents_that_cannot_be_read_are_faults(kit):
    (kit / "_build/ledelsesrum.json").unlink()
    found = running.book(kit)
    assert found.state is State.BROKEN and "build.log" in found.text and found.remedy.endswith("course build")
    (kit / "_toc.yml").write_text("root: [", encoding="utf-8")
    assert "_toc.yml kan ikke læses" in running.book(kit).text


def test_a_real_kernel_is_started_and_one_that_cannot_import_the_course_says_why(kit):
    found = running.kernel(kit)
    assert found.state is State.FINE and "sekunder" in found.text
    edit(kit / "exercises/charts.py", "\nimport ", "\nraise ImportError('et bibliotek er i stykker')\nimport ")
    found = running.kernel(kit)
    assert found.state is State.BROKEN and "et bibliotek er i stykker" in found.text and "Slet mappen .venv" in found.remedy


@pytest.mark.parametrize(("module", "state"), [("pandas_x", State.UNSEEN), ("exercises.x", State.BROKEN)])
def test_a_package_that_is_missing_is_not_told_twice_with_two_remedies(kit, module, state):
    edit(kit / "exercises/charts.py", "\nimport ", f"\nimport {module}\nimport ")
    assert running.kernel(kit).state is state


def test_a_browser_that_is_not_there_costs_the_pdf_only(monkeypatch, tmp_path):
    monkeypatch.setenv("LEDELSESRUM_CHROME", str(tmp_path / "væk"))
    found = running.browser(ROOT)
    assert found.state is State.NOTE and str(tmp_path / "væk") in found.text
    monkeypatch.setenv("LEDELSESRUM_CHROME", "")
    monkeypatch.setenv("PATH", str(tmp_path))
    found = running.browser(ROOT)
    assert found.state is State.NOTE and found.remedy.endswith("portfolio --format docx")
