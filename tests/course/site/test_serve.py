"""The running course: its address, its port, who may come in, and that nothing is left when it stops."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest
import requests
import websocket

from course.site.build import ROOT
from exercises.server import free_port
from tests.conftest import start_course


def logged_in(course) -> requests.Session:
    """A browser's session after the printed address was opened."""
    session = requests.Session()
    assert session.get(course.address).status_code == 200
    session.headers["X-XSRFToken"] = session.cookies["_xsrf"]
    return session


def entry(value="svar", key="k1") -> dict:
    return {"exercise": "hvem_tror_de_paa", "item": "delvis_ret", "occasion": "", "value": value, "typed_at": "2026-01-02T03:04:05.678Z", "key": key}


def start_kernel(course, session) -> psutil.Process:
    """Start a kernel as a page does; gives its process."""
    answer = session.post(course.page("api/kernels"), json={"name": "python3"})
    answer.raise_for_status()
    return course.kernels()[answer.json()["id"]]


def test_the_address_opens_the_front_page_and_logs_in(shared_course):
    session = logged_in(shared_course)
    answer = session.get(shared_course.address)
    assert answer.url == shared_course.page("bog/book/index.html")
    assert "<title>Ledelsesrum</title>" in answer.text
    assert session.get(shared_course.page("ledelsesrum/api/answers")).status_code == 200


def test_a_taken_port_means_the_next_free_one_said_aloud(course_factory):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        course = course_factory("--port", str(port))
    assert course.origin != f"http://127.0.0.1:{port}"
    assert f"Port {port} er optaget af et andet vindue eller program. Bruger port {course.origin.rpartition(':')[2]} i stedet.\n" in course.said


def test_the_same_port_is_used_next_time_so_that_an_open_page_finds_it(course_factory):
    first = course_factory("--port", str(free_port(9300)))
    first.kill()
    second = course_factory(data=first.data)
    assert second.origin == first.origin


def test_two_that_start_at_once_get_a_port_each(course_factory, tmp_path):
    port = str(free_port(9350))
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: course_factory("--port", port, data=tmp_path / "data"), range(2)))
    assert len({course.origin for course in both}) == 2
    assert [requests.get(course.address, timeout=20).status_code for course in both] == [200, 200]


def test_a_port_that_another_program_took_meanwhile_is_said(book, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        program = f"import sys, course.site.serve as serve; serve.choose_port = lambda *_: {port}; from course.cli import main; sys.exit(main())"
        done = subprocess.run([sys.executable, "-c", program, "read", "--no-browser"], cwd=ROOT, env=os.environ | {"LEDELSESRUM_DATA": str(tmp_path)},
                              capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 1 and f"Port {port} blev taget af et andet program i samme øjeblik. Start igen, eller vælg en anden med --port." in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
@pytest.mark.parametrize("how", ["stop", "kill"])
def test_a_kernel_never_outlives_the_server(course_factory, how):
    course = course_factory("--port", str(free_port(9400)))
    kernel = start_kernel(course, logged_in(course))
    getattr(course, how)()
    kernel.wait(timeout=30)
    assert not kernel.is_running()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
def test_ctrl_c_stops_a_server_that_would_raise_nothing_at_it(course_factory):
    former = signal.signal(signal.SIGINT, signal.SIG_IGN)  # inherited, it keeps Python from raising KeyboardInterrupt, as a finalizer that swallows it does
    try:
        course = course_factory("--port", str(free_port(9420)))
    finally:
        signal.signal(signal.SIGINT, former)
    course.process.send_signal(signal.SIGINT)
    assert course.process.wait(timeout=30) == 0
    assert "Ledelsesrum er stoppet." in course.process.stdout.read()


def test_a_terminated_server_ends_its_kernels_too(course_factory):
    course = course_factory("--port", str(free_port(9450)))
    kernel = start_kernel(course, logged_in(course))
    course.process.send_signal(signal.SIGTERM)
    course.process.wait(timeout=30)
    kernel.wait(timeout=30)


@pytest.mark.parametrize("path", ["ledelsesrum/api/answers", "ledelsesrum/api/handover", "api/sessions", "api/contents", "api/kernels"])
def test_without_the_token_nothing_of_the_readers_can_be_read(shared_course, path):
    assert requests.get(shared_course.page(path), allow_redirects=False).status_code in {302, 403}


def test_a_wrong_token_does_not_log_in(shared_course):
    session = requests.Session()
    session.get(shared_course.page("start?token=" + "0" * 48))
    assert session.get(shared_course.page("ledelsesrum/api/answers")).status_code == 403


def test_a_page_of_another_origin_can_neither_read_nor_write(shared_course):
    session = logged_in(shared_course)
    stranger = {"Origin": "http://evil.example"}
    url = shared_course.page("ledelsesrum/api/answers")
    for answer in (session.get(url, headers=stranger), session.post(url, json=entry(), headers=stranger)):
        assert answer.status_code in {403, 404}
        assert "Access-Control-Allow-Origin" not in answer.headers
    assert session.get(url).json() == []


def test_a_write_without_the_xsrf_token_is_refused(shared_course):
    session = logged_in(shared_course)
    del session.headers["X-XSRFToken"]
    assert session.post(shared_course.page("ledelsesrum/api/answers"), json=entry()).status_code == 403


@pytest.mark.parametrize("path", ["bog/book/index.html", "ledelsesrum/api/answers", "start"])
def test_a_name_that_is_not_this_machines_is_refused(shared_course, path):
    answer = logged_in(shared_course).get(shared_course.page(path), headers={"Host": "evil.example"}, allow_redirects=False)
    assert answer.status_code == 403


def test_a_websocket_of_another_origin_is_refused(shared_course):
    session = logged_in(shared_course)
    kernel = session.post(shared_course.page("api/kernels"), json={"name": "python3"}).json()["id"]
    address = shared_course.page(f"api/kernels/{kernel}/channels").replace("http", "ws")
    cookies = "; ".join(f"{name}={value}" for name, value in session.cookies.items())
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        websocket.create_connection(address, origin="http://evil.example", cookie=cookies)
    assert refused.value.status_code in {403, 404}
    websocket.create_connection(address, origin=shared_course.origin, cookie=cookies).close()
    session.delete(shared_course.page(f"api/kernels/{kernel}"))


def test_the_book_has_no_way_out_of_its_folder(shared_course):
    for path in ("bog/../../../pyproject.toml", "bog/%2e%2e/%2e%2e/pyproject.toml", "ledelsesrum/vendor/thebe/%2e%2e/__init__.py"):
        assert requests.get(shared_course.page(path)).status_code in {400, 403, 404}


def test_every_page_has_the_policy_and_no_inline_script(shared_course, book):
    for page in sorted(book.rglob("*.html")):
        answer = requests.get(shared_course.page(f"bog/{page.relative_to(book).as_posix()}"))
        policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == "'self' blob:"
        assert "unsafe" not in policy["connect-src"] + policy["script-src"]
        assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", answer.text), page
        assert not re.search(r"<[^>]+\son[a-z]+=", answer.text), page


def test_an_answer_is_saved_once_however_often_it_is_sent(course_factory):
    course = course_factory("--port", str(free_port(9500)))
    session, url = logged_in(course), course.page("ledelsesrum/api/answers")
    saved = [session.post(url, json=entry()).json() for _ in range(3)]
    assert len({answer["revision"] for answer in saved}) == 1
    assert [answer["value"] for answer in session.get(url).json()] == ["svar"]
    assert session.get(url, params={"since": saved[0]["revision"]}).json() == []


@pytest.mark.parametrize(
    "damage", [{"exercise": "findes_ikke"}, {"item": "findes_ikke"}, {"key": None}, {"typed_at": "i går"}, {"typed_at": "2026-01-02"}, {"occasion": ["a"]}]
)
def test_an_answer_that_makes_no_sense_is_refused_and_nothing_is_saved(shared_course, damage):
    session, url = logged_in(shared_course), shared_course.page("ledelsesrum/api/answers")
    answer = session.post(url, json=entry() | damage)
    assert answer.status_code == 400
    assert "Svaret" in answer.json()["message"]
    assert session.get(url).json() == []


def test_a_log_that_cannot_be_written_is_explained_to_the_page(course_factory, tmp_path):
    data = tmp_path / "data"
    course = course_factory("--port", str(free_port(9550)), data=data)
    session = logged_in(course)
    for file in data.glob("journal.sqlite3*"):
        file.unlink()
    (data / "journal.sqlite3").write_bytes(b"this is not a database, " * 100)
    answer = session.post(course.page("ledelsesrum/api/answers"), json=entry())
    assert answer.status_code == 507
    assert "journal.sqlite3" in answer.json()["message"]


def test_a_start_on_a_full_disk_says_which_folder_it_is_about(book, full_disk):
    with pytest.raises(AssertionError, match=rf"Kurset kan ikke åbnes, .*{re.escape(str(full_disk))}/data/server \(disken er fuld\)") as ended:
        start_course(full_disk / "data", "--port", str(free_port(9650)))
    assert "Traceback" not in str(ended.value)


def test_vendor_scripts_come_from_installed_packages(shared_course):
    for path in ("thebe/index.js", "anywidget/index.js"):
        answer = requests.get(shared_course.page(f"ledelsesrum/vendor/{path}"))
        assert answer.status_code == 200 and "javascript" in answer.headers["Content-Type"]
    assert not list(ROOT.joinpath("book").rglob("thebe*"))


def test_the_readers_own_jupyter_settings_are_left_out(course_factory, tmp_path, monkeypatch):
    settings = tmp_path / "own"
    settings.mkdir()
    (settings / "jupyter_server_config.json").write_text(json.dumps({"ServerApp": {"base_url": "/anderledes"}}), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(settings))
    course = course_factory("--port", str(free_port(9600)))
    assert logged_in(course).get(course.page("bog/book/index.html")).status_code == 200
