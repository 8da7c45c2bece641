"""How soon what the reader writes is saved."""

from __future__ import annotations

from tests.benchmarks.browsing import milliseconds_until, new_page, open_live

STROKES = 10
POSTS = "performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('/ledelsesrum/api/answers')).map((entry) => entry.duration)"


def test_a_key_pressed_to_the_answer_saved(chromium, course_factory, measured):
    course = course_factory()
    with new_page(chromium, course) as page:
        open_live(page, course)
        field = page.locator("[data-exercise] textarea:visible").first
        exercise = field.evaluate("node => node.closest('[data-exercise]').dataset.exercise")
        field.focus()
        taken = [milliseconds_until(page, f"[data-exercise={exercise}] .lr-saved", "^gemt kl", lambda: page.keyboard.press("a")) for _ in range(STROKES)]
        sent = page.evaluate(POSTS)
        assert "a" * STROKES in page.evaluate("fetch('/ledelsesrum/api/answers').then((answer) => answer.text())")
    assert len(sent) == STROKES
    measured("A key pressed to »gemt«", "from the key to the word, the pause after typing included", "ms", *taken)
    measured("A key pressed to »gemt«", "of that, from sent to acknowledged by the log", "ms", *sent)
