"""Nobody but the reader's own pages gets in, by raw HTTP: a rebound name, another port, a form, a WebSocket; and what the server leaves behind."""

from __future__ import annotations

import stat
import sys
from urllib.parse import urlsplit

import psutil
import pytest
import requests
import websocket
from jupyter_client import BlockingKernelClient

from exercises.journal.log import FILE_NAME
from exercises.server import HOST, free_port, make_folder
from tests.conftest import until
from tests.course.conftest import run_course
from tests.course.site.test_serve import ROOT, entry, logged_in, start_kernel

READS = ("ledelsesrum/api/answers", "ledelsesrum/api/progress", "ledelsesrum/api/handover", "bog/book/index.html", "api/kernels", "api/contents",
         "lab", "start")
SOCKETS = ("api/events/subscribe", "api/kernels/{kernel}/channels")
SECRET = "Det bliver mellem mig og kassereren"  # ASCII: the log holds other letters as JSON writes them


def foreign(course) -> dict[str, dict[str, str]]:
    """The headers of pages that are not the course's: of another site, another port, another name of this machine, and no name at all."""
    port = urlsplit(course.origin).port
    return {
        "another site": {"Origin": "https://evil.example"},
        "another port": {"Origin": f"http://127.0.0.1:{port + 1}"},
        "localhost": {"Origin": f"http://localhost:{port}"},
        "a file": {"Origin": "null"},
        "a name that begins like ours": {"Origin": f"http://127.0.0.1:{port}.evil.example"},
        "a rebound name": {"Host": f"evil.example:{port}", "Origin": f"http://evil.example:{port}"},
        "a rebound name without origin": {"Host": f"evil.example:{port}"},
        "a rebound name that ends like ours": {"Host": f"127.0.0.1.evil.example:{port}", "Origin": f"http://127.0.0.1.evil.example:{port}"},
    }


STRANGERS = ("another site", "another port", "localhost", "a file", "a name that begins like ours", "a rebound name", "a rebound name without origin",
             "a rebound name that ends like ours")
REBOUND = tuple(name for name in STRANGERS if "rebound" in name)


@pytest.mark.parametrize("stranger", STRANGERS)
def test_with_the_readers_own_cookies_a_strange_page_can_neither_write_nor_start_a_kernel(shared_course, stranger):
    session, headers = logged_in(shared_course), foreign(shared_course)[stranger]
    kernels, files = (session.get(shared_course.page(f"api/{what}")).json() for what in ("kernels", "contents"))
    ways = {
        "ledelsesrum/api/answers": {"json": entry("ondt", "ond")}, "api/kernels": {"json": {"name": "python3"}},
        "api/sessions": {"json": {"path": "x", "type": "notebook", "name": "x", "kernel": {"name": "python3"}}},
        "api/contents": {"json": {"type": "notebook"}},
    }
    for path, body in ways.items():
        answer = session.post(shared_course.page(path), headers=headers, **body)
        assert answer.status_code in {403, 404}, (path, answer.status_code)
        assert "Access-Control-Allow-Origin" not in answer.headers
    assert session.get(shared_course.page("ledelsesrum/api/answers")).json() == []
    assert {one["id"] for one in session.get(shared_course.page("api/kernels")).json()} <= {one["id"] for one in kernels}
    assert names(session.get(shared_course.page("api/contents")).json()) == names(files)


def names(folder: dict) -> set[str]:
    return {one["name"] for one in folder["content"]}


@pytest.mark.parametrize("stranger", REBOUND)
def test_a_rebound_name_reads_nothing_even_with_the_readers_own_cookies_and_token(shared_course, stranger):
    session, headers = logged_in(shared_course), foreign(shared_course)[stranger]
    for path in READS:
        for how in ({}, {"params": {"token": shared_course.token}}):
            answer = session.get(shared_course.page(path), headers=headers, allow_redirects=False, **how)
            assert answer.status_code in {403, 404}, (path, answer.status_code)
            assert "Ledelsesrum" not in answer.text and shared_course.token not in answer.text


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_strange_page_opens_no_websocket_with_the_readers_own_cookies(shared_course, stranger):
    session, headers = logged_in(shared_course), foreign(shared_course)[stranger]
    kernel = session.post(shared_course.page("api/kernels"), json={"name": "python3"}).json()["id"]
    cookies = "; ".join(f"{name}={value}" for name, value in session.cookies.items())
    try:
        for path in SOCKETS:
            address = shared_course.page(path.format(kernel=kernel)).replace("http", "ws", 1)
            with pytest.raises(websocket.WebSocketBadStatusException) as refused:
                websocket.create_connection(
                    address, cookie=cookies, timeout=10, host=headers.get("Host"), origin=headers.get("Origin"), suppress_origin="Origin" not in headers,
                ).close()
            assert refused.value.status_code in {403, 404}, path
    finally:
        session.delete(shared_course.page(f"api/kernels/{kernel}"))


def test_a_form_with_a_token_that_its_own_page_planted_is_refused(shared_course):
    """Cookies know no ports: a page on another port of this machine can set the XSRF cookie, and answer with it."""
    session = logged_in(shared_course)
    planted = session.cookies["_xsrf"]
    for path in ("ledelsesrum/api/answers", "api/kernels", "api/shutdown"):
        answer = session.post(shared_course.page(path), data={"_xsrf": planted, "name": "python3"},
                              headers={"X-XSRFToken": "", **foreign(shared_course)["another port"]})
        assert answer.status_code in {403, 404}, path
    assert session.get(shared_course.page("bog/book/index.html")).status_code == 200  # it was not shut down


@pytest.mark.skipif(sys.platform == "win32", reason="another user's connections cannot be listed there")
def test_neither_the_server_nor_its_kernels_listen_beyond_this_machine(shared_course):
    session = logged_in(shared_course)
    kernel = start_kernel(shared_course, session)
    until(lambda: len(listening_at(kernel)) >= 5)  # a kernel's five channels
    family = [psutil.Process(shared_course.process.pid), *psutil.Process(shared_course.process.pid).children(recursive=True)]
    assert {address.ip for process in family for address in listening_at(process)} == {HOST}
    beyond = [one for process in family for one in process.net_connections() if one.raddr and one.raddr.ip != HOST]
    assert beyond == []


def listening_at(process: psutil.Process) -> list:
    return [one.laddr for one in process.net_connections() if one.status == psutil.CONN_LISTEN]


@pytest.mark.skipif(sys.platform == "win32", reason="the user's own folder is closed to others there")
def test_the_readers_folder_is_closed_to_others_on_the_machine(tmp_path):
    folder = make_folder(tmp_path / "Ledelsesrum" / "server")
    assert [stat.S_IMODE(each.stat().st_mode) for each in (folder, folder.parent)] == [0o700, 0o700]


def test_what_the_server_writes_down_holds_neither_the_token_nor_an_answer(course_factory):
    course = course_factory("--port", str(free_port(9650)))
    session = logged_in(course)
    session.post(course.page("ledelsesrum/api/answers"), json=entry(SECRET)).raise_for_status()
    session.get(course.page("ledelsesrum/api/answers"), params={"token": course.token})
    session.get(course.page("findes/ikke"), params={"token": course.token})  # what is wrong is what the server writes of
    kernel = start_kernel(course, session)
    run_in(course, kernel, f"mine_tanker = {SECRET!r}; 1 / 0")
    course.stop()
    log = (course.data / "server" / "server.log").read_text(encoding="utf-8")
    assert log and course.token not in log and SECRET not in log
    assert [path for path in course.data.rglob("*") if path.is_file() and course.token.encode() in path.read_bytes()] == []
    assert [path.name.partition("-")[0] for path in holding(course.data)] in ([FILE_NAME], [FILE_NAME, FILE_NAME])  # the log, and what is beside it
    assert course.token not in course.process.stdout.read()


def run_in(course, kernel: psutil.Process, code: str) -> None:
    """Run code in a kernel as a page's code panel does."""
    connection = next((course.data / "server" / "runtime").glob(f"kernel-{kernel_id(course, kernel)}.json"))
    client = BlockingKernelClient(connection_file=str(connection))
    client.load_connection_file()
    client.start_channels()
    try:
        assert client.execute(code, reply=True, timeout=60)["content"]["status"] == "error"
    finally:
        client.stop_channels()


def kernel_id(course, kernel: psutil.Process) -> str:
    return next(name for name, process in course.kernels().items() if process.pid == kernel.pid)


def test_the_policy_sends_no_referrer_and_lets_no_other_page_look_in(shared_course):
    headers = requests.get(shared_course.page("bog/book/index.html")).headers
    assert headers["Referrer-Policy"] == "no-referrer" and headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_after_erase_nothing_of_an_answer_is_left_in_the_data_folder_but_in_the_copies_it_names(course_factory):
    course = course_factory("--port", str(free_port(9680)))
    session = logged_in(course)
    for number in range(20):
        session.post(course.page("ledelsesrum/api/answers"), json=entry(f"{SECRET} {number} " * 40, f"k{number}")).raise_for_status()
    course.kill()  # with what it had not yet moved out of the write-ahead log
    assert holding(course.data)
    environment = {"LEDELSESRUM_DATA": str(course.data)}
    copy = run_course(ROOT, "log", "backup", **environment).stdout.splitlines()[-1]
    done = run_course(ROOT, "log", "erase", "--yes", **environment)
    assert done.returncode == 0 and copy in done.stdout
    assert [str(path) for path in holding(course.data)] == [copy]
    assert sorted(path.name for path in course.data.glob("journal*")) in ([FILE_NAME], [FILE_NAME, f"{FILE_NAME}-shm", f"{FILE_NAME}-wal"])


def holding(folder) -> list:
    return [path for path in folder.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]


def test_erasing_while_the_course_is_open_leaves_nothing_either(course_factory):
    course = course_factory("--port", str(free_port(9690)))
    session = logged_in(course)
    session.post(course.page("ledelsesrum/api/answers"), json=entry(SECRET)).raise_for_status()
    done = run_course(ROOT, "log", "erase", "--yes", LEDELSESRUM_DATA=str(course.data))
    assert done.returncode == 0 and holding(course.data) == []
    assert session.get(course.page("ledelsesrum/api/answers")).json() == []
