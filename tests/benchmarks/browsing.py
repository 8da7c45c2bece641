"""A stopwatch that runs in the page: from what the reader does to what the page shows, by the browser's own clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

from tests.conftest import LIVE_PAGE, RunningCourse, until

WIDGET = ":is([data-figure], [data-exercise], [data-task]) :is(input, select, textarea)"
LIVE = "html[data-live=ready]"
MARKS = """
  globalThis.marks = {};
  new MutationObserver(() => {
    for (const [name, selector] of Object.entries({widget: %r, live: %r})) {
      if (name in marks || !document.querySelector(selector)) continue;
      marks[name] = null;
      requestAnimationFrame(() => { marks[name] = performance.now(); });
    }
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-live"] });
""" % (WIDGET, LIVE)
STOPWATCH = """([selector, pattern]) => {
  const node = document.querySelector(selector);
  let began;
  addEventListener("input", (event) => { began = event.timeStamp; }, { capture: true, once: true });
  globalThis.stopwatch = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`${selector} did not change`)), 20000);
    new MutationObserver((_, observer) => {
      if (began === undefined || !new RegExp(pattern).test(node.textContent)) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(performance.now() - began));
    }).observe(node, { childList: true, subtree: true, characterData: true });
  });
}"""


@contextmanager
def new_page(chromium: Browser, course: RunningCourse) -> Iterator[Page]:
    """A page in a fresh profile with an empty cache, logged in."""
    context = chromium.new_context(locale="da-DK", viewport={"width": 1100, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(20_000)
    context.add_init_script(MARKS)
    context.request.get(course.address)  # as following the printed address, but nothing of the book gets into the cache
    yield context.new_page()
    context.close()


def open_live(page: Page, course: RunningCourse, path: str = LIVE_PAGE) -> dict[str, float]:
    """Open an exercise page; gives seconds from there to its first widget (``widget``) and to all of them (``live``)."""
    page.goto(course.page(path))
    page.locator(LIVE).wait_for(state="attached", timeout=40_000)
    marks = until(lambda: page.evaluate("marks.widget && marks.live && marks"))
    return {name: mark / 1000 for name, mark in marks.items()}


def kernels_in_use(page: Page) -> set[str]:
    return set(page.evaluate("fetch('/api/kernels').then((answer) => answer.json()).then((all) => all.map((kernel) => kernel.id))"))


def end_kernels(page: Page) -> None:
    """End every kernel in use, so that a course with many pages fits in the memory."""
    page.evaluate("""fetch('/api/kernels').then((answer) => answer.json()).then((all) => Promise.all(all.map(({ id }) => fetch(`/api/kernels/${id}`,
      { method: 'DELETE', headers: { 'X-XSRFToken': document.cookie.match(/_xsrf=([^;]*)/)[1] } }))))""")


def milliseconds_until(page: Page, selector: str, pattern: str, act: Callable[[], object]) -> float:
    """Milliseconds from the input that ``act`` gives until what ``selector`` names has changed and its text fits ``pattern``."""
    page.evaluate(STOPWATCH, [selector, pattern])
    act()
    return page.evaluate("stopwatch")


