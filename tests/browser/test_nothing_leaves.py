"""Nothing that is done on a page leaves the machine, and nobody else gets in; what each page asks for is in ``test_every_page.py``."""

from __future__ import annotations

import http.server
import threading
from functools import partial

import pytest
from playwright.sync_api import expect

from exercises.server import free_port
from tests.browser.conftest import open_live


def test_using_everything_on_the_exercise_page_stays_at_home(context, watch, course_factory):
    course = course_factory("--port", str(free_port(9250)))
    page = open_live(context, course)
    for slider in page.get_by_role("slider").all():
        if slider.is_visible():
            slider.press("ArrowRight")
    for select in page.locator("select").all():
        select.select_option(index=1)
    panel = page.locator("details.lr-code").first
    panel.get_by_text("Løs opgaven med kode").click()
    panel.get_by_role("textbox").fill("from IPython.display import HTML, Javascript, Latex, display\n"
                                      "display(Latex('$x^2$'), HTML('<img src=\"http://198.51.100.7/x.png\">'), Javascript('document.title = \"kørt\"'))")
    panel.get_by_role("button", name="Kør og tjek").click()
    expect(panel).to_contain_text("Ikke løst endnu.")
    assert [url for url in watch.foreign(course.origin) if "198.51.100.7" not in url] == []
    assert any("Content Security Policy" in complaint and "198.51.100.7" in complaint for complaint in watch.complaints)
    assert page.title() != "kørt"


class Evil(http.server.SimpleHTTPRequestHandler):
    """A page of another origin on the reader's machine, that tries to use the reader's login."""

    target = ""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!DOCTYPE html><title>evil</title>")

    def log_message(self, *arguments):
        pass


@pytest.fixture
def evil_origin():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Evil)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


ATTEMPTS = {
    "read": "fetch(url, {credentials: 'include'}).then((r) => r.text())",
    "write": """fetch(url, {method: 'POST', credentials: 'include', mode: 'no-cors', headers: {'Content-Type': 'text/plain'},
                body: JSON.stringify({exercise: 'hvem_tror_de_paa', item: 'delvis_ret', occasion: '', value: 'ond', typed_at: '2026-01-01T00:00:00Z', key: 'ond'})})
                .then(() => 'sent')""",
    "kernel": "fetch(url.replace('ledelsesrum/api/answers', 'api/kernels'), {method: 'POST', credentials: 'include', mode: 'no-cors'}).then(() => 'sent')",
    "frame": """new Promise((resolve) => { const frame = document.createElement('iframe'); frame.src = url.replace('ledelsesrum/api/answers', 'bog/book/index.html');
                frame.onload = () => { try { resolve(frame.contentDocument.title); } catch { resolve('closed'); } }; document.body.append(frame); })""",
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_a_page_of_another_origin_gets_nothing_with_the_readers_login(context, shared_course, evil_origin, attempt):
    page = context.new_page()
    page.goto(shared_course.address)
    kernels = "fetch('/api/kernels').then((r) => r.json()).then((all) => all.map((kernel) => kernel.id))"
    before = page.evaluate(kernels)
    page.goto(evil_origin)
    url = shared_course.page("ledelsesrum/api/answers")
    outcome = page.evaluate(f"(url) => ({ATTEMPTS[attempt]}).catch((error) => 'refused: ' + error)", url)
    assert "Ledelsesrum" not in outcome and "revision" not in outcome
    page.goto(shared_course.page("bog/book/index.html"))
    assert page.evaluate("fetch('/ledelsesrum/api/answers').then((r) => r.json())") == []
    assert set(page.evaluate(kernels)) <= set(before)
