"""A hostile page in another tab, in a real Chromium where the reader is logged in: it reads nothing, writes nothing, starts nothing."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest

from tests.conftest import until

FORM = """<!DOCTYPE html><title>evil</title><form id="f" method="post" enctype="{kind}" action="{target}"><input name='{name}' value='{value}'></form>"""


class Evil(http.server.BaseHTTPRequestHandler):
    """A server of somebody else's on this machine; its page plants an XSRF cookie, for cookies know no ports."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Set-Cookie", "_xsrf=plantet; Path=/")
        self.end_headers()
        self.server.heard.append(dict(self.headers))
        self.wfile.write(b"<!DOCTYPE html><title>evil</title>")

    def log_message(self, *_) -> None:
        pass


@pytest.fixture(scope="module")
def evil() -> Iterator[http.server.ThreadingHTTPServer]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Evil) as server:
        server.heard = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def state(context, shared_course):
    """Log the reader in, and give what asks the course how it stands, over the reader's own page."""
    page = context.new_page()
    page.goto(shared_course.address)
    ask = """async () => [await (await fetch('/ledelsesrum/api/answers')).json(), (await (await fetch('/api/kernels')).json()).map(({ id }) => id).sort(),
                          (await (await fetch('/api/contents')).json()).content.map(({ name }) => name)]"""
    return lambda: page.evaluate(ask)


@pytest.fixture(params=["127.0.0.1", "localhost"])
def hostile(request, context, evil, state):
    """The hostile page: of the same site as the course, so that the browser sends the reader's cookies along, and of another name for this machine."""
    page = context.new_page()
    page.goto(f"http://{request.param}:{evil.server_port}")
    return page


def test_a_form_sent_from_another_tab_changes_nothing(hostile, state, shared_course):
    before, home = state(), hostile.url
    answer = '{"exercise": "hvem_tror_de_paa", "item": "delvis_ret", "occasion": "", "value": "ond", "typed_at": "2026-01-01T00:00:00Z", "key": "ond", "x": "'
    for kind, name, value in (("text/plain", answer, '"}'), ("application/x-www-form-urlencoded", "_xsrf", "plantet")):
        for path in ("ledelsesrum/api/answers", "api/kernels", "api/contents", "api/shutdown"):
            hostile.goto(home)
            hostile.set_content(FORM.format(kind=kind, target=shared_course.page(path), name=name, value=value))
            with hostile.expect_navigation() as sent:
                hostile.evaluate("document.getElementById('f').submit()")
            assert sent.value.status in {403, 404}, (kind, path)
    assert state() == before


def test_no_websocket_to_a_kernel_or_to_the_servers_events_opens_from_another_tab(hostile, state, shared_course):
    kernel = shared_course_kernel(shared_course)
    opened = """(url) => new Promise((resolve) => { const socket = new WebSocket(url);
                socket.onopen = () => resolve('open'); socket.onerror = () => resolve('refused'); })"""
    for path in (f"api/kernels/{kernel}/channels", "api/events/subscribe"):
        assert hostile.evaluate(opened, shared_course.page(path).replace("http", "ws", 1)) == "refused"


def shared_course_kernel(course) -> str:
    """The id of a kernel of the course, the one that stands ready if there is no other."""
    return next(iter(until(course.kernels)))


@pytest.mark.parametrize("way", ["fetch", "script", "window"])
def test_nothing_of_the_reader_can_be_read_from_another_tab(hostile, shared_course, way):
    read = {
        "fetch": "(url) => fetch(url, {credentials: 'include'}).then((answer) => answer.text()).catch(() => 'refused')",
        "script": """(url) => new Promise((resolve) => { const script = document.createElement('script'); script.src = url;
                     script.onload = () => resolve(Object.keys(window).join()); script.onerror = () => resolve('refused'); document.head.append(script); })""",
        "window": """(url) => new Promise((resolve) => { const other = window.open(url); setTimeout(() => {
                     try { resolve(other.document.body.textContent); } catch { resolve('refused'); } other?.close(); }, 500); })""",
    }[way]
    for path in ("ledelsesrum/api/answers", "ledelsesrum/api/handover", "bog/book/index.html"):
        said = hostile.evaluate(read, shared_course.page(path))
        assert said == "refused" or way == "window" and said == "", (path, said[:200])


def test_a_link_out_of_the_course_tells_neither_where_from_nor_the_token(context, shared_course, evil):
    page = context.new_page()
    page.goto(shared_course.address)
    assert "token" not in page.url
    heard = len(evil.heard)
    page.evaluate("(url) => { const link = document.createElement('a'); link.href = url; document.body.append(link); link.click(); }",
                  f"http://127.0.0.1:{evil.server_port}/")
    page.wait_for_url("**://127.0.0.1:*/")
    said = evil.heard[heard]
    assert "Referer" not in said and shared_course.token not in str(said)
