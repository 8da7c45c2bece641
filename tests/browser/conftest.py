"""A real Chromium, with everything it asks for written down."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.conftest import LIVE_PAGE, RunningCourse

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]


def pytest_collection_modifyitems(items) -> None:
    """Everything in this folder needs a browser; without one it is skipped, and under CI that is a failure."""
    here = [item for item in items if "tests/browser/" in item.path.as_posix()]
    for item in here:
        item.add_marker(pytest.mark.browser)
        if "LEDELSESRUM_CHROME" not in os.environ:
            item.add_marker(pytest.mark.skip(reason="ingen Chrome, Edge eller Chromium fundet"))
    if here and "LEDELSESRUM_CHROME" not in os.environ and os.environ.get("CI"):
        raise pytest.UsageError("Browser tests need Chromium under CI: see tests/debian-packages.txt.")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["LEDELSESRUM_CHROME"], args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Watch:
    """What a page asked for and complained about."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def on(self, page: Page) -> None:
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))

    def foreign(self, origin: str) -> list[str]:
        own = urlsplit(origin).netloc
        return [url for url in self.requests if urlsplit(url).scheme in {"http", "https", "ws", "wss"} and urlsplit(url).netloc != own]


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


def open_live(context: BrowserContext, course: RunningCourse, page: Page | None = None, path: str = LIVE_PAGE) -> Page:
    """Log in as the printed address does, open an exercise page, that of 1.1 if no other is named, and wait until it is live."""
    page = page or context.new_page()
    page.goto(course.address)
    page.goto(course.page(path))
    wait_live(page)
    return page


def wait_live(page: Page) -> None:
    page.locator("html[data-live=ready]").wait_for(state="attached", timeout=40_000)
