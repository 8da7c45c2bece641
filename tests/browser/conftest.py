"""A fresh browser profile, with everything it asks for written down."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Locator, Page, Request, expect

from tests.conftest import LIVE_PAGE, ROOT, RunningCourse

expect.set_options(timeout=15_000)  # two tests at a time share the machine

PICTURES, KEPT = ROOT / "_build" / "screenshots", Path(__file__).parent / "screenshots"
EVERYDAY = {"book/index", "book/1-1-svaekkede-autoriteter", "notebooks/1-1-svaekkede-autoriteter"}


def every(names: list[str]) -> list:
    """Parameters of a test of every page: a page of each sort every day, the rest with ``course test --all``."""
    return [pytest.param(name, marks=[] if name in EVERYDAY else pytest.mark.full) for name in names]


def picture(page: Page, name: str, **settings) -> None:
    """Take a picture for a person to look at; ``LEDELSESRUM_PICTURES=keep`` puts it in the README too."""
    page.screenshot(path=PICTURES / f"{name}.png", **settings)
    if os.environ.get("LEDELSESRUM_PICTURES"):
        shutil.copy(PICTURES / f"{name}.png", KEPT)


@dataclass
class Watch:
    """What a page asked for and complained about."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def on(self, page: Page) -> None:
        for event, heard in self._heard().items():
            page.on(event, heard)

    def off(self, page: Page) -> None:
        for event, heard in self._heard().items():
            page.remove_listener(event, heard)

    def _heard(self) -> dict:
        return {"request": self._request, "pageerror": self._error, "console": self._message}

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _error(self, error: Error) -> None:
        self.complaints.append(str(error))

    def _message(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def foreign(self, origin: str) -> list[str]:
        own = urlsplit(origin).netloc
        return [url for url in self.requests if urlsplit(url).scheme in {"http", "https", "ws", "wss"} and urlsplit(url).netloc != own]

    def outside(self, folder: Path) -> list[str]:
        """What a page opened as a file asked for outside its own folder."""
        return [url for url in self.requests if not url.startswith(folder.as_uri())]


@pytest.fixture
def context(chromium) -> Iterator[BrowserContext]:
    """A fresh browser profile: Danish, desktop size."""
    context = chromium.new_context(locale="da-DK", viewport={"width": 1100, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture
def watch(context) -> Watch:
    watch = Watch()
    context.on("page", watch.on)
    return watch


def try_again(page: Page) -> None:
    """Press 'Prøv igen', unless the page, which also tries by itself, has meanwhile done so."""
    page.evaluate("[...document.querySelectorAll('.lr-state button')].find((button) => button.textContent === 'Prøv igen')?.click()")


def open_live(context: BrowserContext, course: RunningCourse, page: Page | None = None, path: str = LIVE_PAGE) -> Page:
    """Log in as the printed address does, open an exercise page, that of 1.1 if no other is named, and wait until it is live."""
    page = page or context.new_page()
    page.goto(course.address)
    page.goto(course.page(path))
    wait_live(page)
    return page


@pytest.fixture
def page(context, shared_course, request) -> Page:
    """The live page that the test's module calls PAGE."""
    return open_live(context, shared_course, path=request.module.PAGE)


def press(figure: Locator, name: str, key: str, times: int = 1) -> None:
    """Press a key on one of a figure's sliders, as one who uses no mouse does."""
    slider = figure.get_by_role("slider", name=name, exact=True)
    slider.focus()
    for _ in range(times):
        slider.press(key)


def wait_live(page: Page) -> None:
    page.locator("html[data-live=ready]").wait_for(state="attached", timeout=60_000)


def end_kernels(page: Page) -> None:
    """End the kernels of the pages that this one's login has opened, so that a long row of pages does not fill the machine."""
    page.evaluate("""async () => {
      const headers = { "X-XSRFToken": document.cookie.match(/_xsrf=([^;]*)/)?.[1] ?? "" };
      const sessions = await (await fetch("/api/sessions")).json();
      await Promise.all(sessions.map(({ id }) => fetch(`/api/sessions/${id}`, { method: "DELETE", headers })));
    }""")
