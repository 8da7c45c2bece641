"""What a page loads and runs, how soon its figures answer, and how long an accessibility check takes.

Every page of the course is measured where figures are kept, else one of each kind.
"""

from __future__ import annotations

import gzip
import time
from functools import cache
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from course.site.build import ROOT, pages
from tests.benchmarks.browsing import end_kernels, milliseconds_until, new_page, open_live
from tests.benchmarks.report import KEPT, repeats
from tests.browser.conftest import EVERYDAY

KINDS = {"front page": "book/index", "reading page": "book/", "search page": "search", "exercise page": "notebooks/"}
AIMS = {"reading page": 500, "exercise page": 1500}  # kB gzipped
MOVES = 5


@pytest.mark.parametrize("name", [*(pages(ROOT) if KEPT else sorted(EVERYDAY)), "search"])
def test_a_page(chromium, shared_course, measured, name):
    kind = next(kind for kind, start in KINDS.items() if name.startswith(start))
    with new_page(chromium, shared_course) as page:
        responses, frames = [], []
        page.on("response", lambda response: responses.append(response))
        page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(len(frame))))
        if kind == "exercise page":
            open_live(page, shared_course, f"bog/{name}.html")
        else:
            page.goto(shared_course.page(f"bog/{name}.html"))
        page.wait_for_load_state("networkidle")
        expect(page.locator("h1").first).to_be_visible()
        weigh(measured, kind, [response for response in responses if response.url.startswith(shared_course.origin)])
        if frames:  # the widgets' own scripts, and the figures
            measured("Page weight, with all that the page loads", f"{kind}, over the socket", "kB", sum(frames) / 1000)
        if name in {*EVERYDAY, "search"}:  # the tests of every page check them all
            began = time.perf_counter()
            Axe().run(page)
            measured("Accessibility check with axe", kind, "s", time.perf_counter() - began)
        for title, taken in redraws(page).items():
            measured("A control moved to the figure redrawn", f"{name.removeprefix('notebooks/')}: {title}", "ms", *taken, aim=150)
        end_kernels(page)


@cache  # most of what a page loads, the others load too
def packed_size(body: bytes) -> int:
    return len(gzip.compress(body))


def weigh(measured, kind: str, responses: list) -> None:
    """Note the requests of a page, and the sizes of all of them and of its scripts."""
    raw = packed = 0
    for response in responses:
        assert response.ok, f"{response.status} {response.url}"
        body = response.body()
        small = packed_size(body)
        raw, packed = raw + len(body), packed + small
        if response.request.resource_type == "script":
            script = "/".join(urlsplit(response.url).path.split("/")[-2:])
            measured("Scripts, gzipped; n pages of the kind load it", f"{kind}: {script}", "kB", small / 1000)
    measured("Page weight, with all that the page loads", f"{kind}, gzipped", "kB", packed / 1000, aim=AIMS.get(kind))
    measured("Page weight, with all that the page loads", f"{kind}, raw", "kB", raw / 1000)
    measured("Requests", kind, "", len(responses))


def redraws(page: Page) -> dict[str, list[float]]:
    """Move the controls of every live figure in turn; gives milliseconds until the picture is another, by figure."""
    found = {}
    for figure in page.locator("[data-figure]").all():
        title = figure.get_attribute("data-figure")
        controls, picture = figure.locator(".lr-controls :is(input, select)"), figure.locator(".lr-picture")
        seen = {picture.inner_html()}
        found[title] = []
        for i in range(max(repeats(MOVES), controls.count())):
            turn = controls.nth(i % controls.count())
            found[title].append(milliseconds_until(page, f"[data-figure={title}] .lr-picture", "", lambda turn=turn: move(turn)))
            seen.add(picture.inner_html())
        assert len(seen) > 1  # a list of two choices ends where it began
    return found


def move(control: Locator) -> None:
    """Give a slider one step (from its end, back to its beginning), or a list its next choice."""
    if control.evaluate("node => node.tagName") == "SELECT":
        chosen, count = control.evaluate("node => [node.selectedIndex, node.options.length]")
        control.select_option(index=(chosen + 1) % count)
    else:
        control.press("Home" if control.evaluate("node => Number(node.value) >= Number(node.max)") else "ArrowRight")
