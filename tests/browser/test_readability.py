"""The page counts as the course does; what is pasted is saved whole, shown as text and sent nowhere else."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from exercises.frontend import bundle
from exercises.models.readability import readability
from tests.browser.conftest import wait_live
from tests.browser.test_every_kind import PAGE, PICTURES, answers, item, root  # noqa: F401 - the page of every kind
from tests.conftest import start_course
from tests.exercises.models.readability_texts import COUNTED, NASTY, A, B, C

LONG = " ".join(f"Sætning nummer {n} handler om bevillingsmyndigheden 😀 <b>fed</b> & שלום." for n in range(1500))  # over 10,000 words
COUNT = bundle("readability") + """
globalThis.count = (text) => { const { words, sentences, longWords, lix } = readability(text); return [words.length, sentences, longWords.length, lix]; };
globalThis.level = lixLevel;
"""


@pytest.fixture(scope="module")
def counter(chromium):
    page = chromium.new_page()
    page.add_script_tag(content=COUNT)
    yield page
    page.close()


@pytest.mark.parametrize("text", [*(text for text, _ in COUNTED), *NASTY, LONG, A + "\n\n" + C])
def test_the_page_counts_as_the_course_does(counter, text):
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # what a browser cannot hold cannot be pasted
    counted = readability(text)
    words, sentences, long_words, lix = counter.evaluate("(text) => count(text)", text)
    assert (words, sentences, long_words) == (counted.words, counted.sentences, counted.long_words)
    assert lix == pytest.approx(counted.lix)
    assert counter.evaluate("(lix) => level(lix)", counted.lix) == counted.level


def test_every_character_is_of_a_word_in_both_or_in_neither(counter):
    """Over the first plane: what is assigned in the older of the two's Unicode tables."""
    import unicodedata

    known = [chr(code) for code in range(0x10000) if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")]
    words = counter.evaluate("(all) => all.map((one) => count(`x ${one} x`)[0])", known)
    assert [one for one, count in zip(known, words) if count != readability(f"x {one} x").words] == []


@pytest.fixture
def live(context, watch, root, tmp_path):  # noqa: F811
    course = start_course(tmp_path / "data", root=root)
    page = context.new_page()
    page.goto(course.address)
    page.goto(course.page(PAGE))
    wait_live(page)
    yield page, course
    course.stop()


def test_a_letter_and_its_new_version_side_by_side(live):
    page, _ = live
    letter = item(page, "breve")
    letter.get_by_role("textbox", name="Brevet i dag").fill(A)
    letter.get_by_role("textbox", name="Dit nye brev").fill(B)
    expect(letter).to_contain_text("lix 72,6, meget svær · 56 ord · 2 sætninger · 25 lange ord")
    expect(letter).to_contain_text("lix 15,5, meget let · 41 ord · 5 sætninger · 3 lange ord")
    expect(letter).to_contain_text("Lixtallet faldt 57,1.")
    expect(letter).to_contain_text("Tal, der gled ud: 3 og 14.")
    expect(letter.locator(".lr-text").first.locator("mark")).to_have_count(25)
    expect(letter.locator(".lr-text").first.locator(".lr-long-sentence")).to_have_count(2)
    expect(letter.locator(".lr-text").last.locator("mark")).to_have_text(["ansøgning", "mangler", "papirer"])
    expect(letter.get_by_role("row", name="Længste sætning, ord")).to_contain_text("30")
    page.screenshot(path=PICTURES / "readability.png", full_page=True)


def test_what_is_pasted_is_saved_whole_shown_as_text_and_stays_on_the_machine(live, watch):
    page, course = live
    letter = item(page, "breve")
    hostile = LONG + '\n<img src="https://example.org/x" onerror="document.title=1">\n\u202eomvendt\u202c'
    letter.get_by_role("textbox", name="Brevet i dag").fill(hostile)
    assert answers(page)["breve"] == {"texts": {"gammelt": hostile}}
    expect(letter.locator(".lr-marked img, .lr-marked b")).to_have_count(0)
    expect(letter.locator(".lr-marked").first).to_contain_text("<img src=")
    page.reload()
    wait_live(page)
    expect(letter.get_by_role("textbox", name="Brevet i dag")).to_have_value(hostile)
    assert not watch.foreign(course.address)


def test_the_count_does_not_wait_for_the_kernel(live):
    page, _ = live
    page.evaluate("fetch('/api/kernels').then((r) => r.json()).then((all) => Promise.all(all.map(({id}) => fetch(`/api/kernels/${id}`, "
                  "{method: 'DELETE', headers: {'X-XSRFToken': document.cookie.match(/_xsrf=([^;]*)/)[1]}}))))")
    letter = item(page, "breve")
    letter.get_by_role("textbox", name="Brevet i dag").fill(C)
    expect(letter).to_contain_text("lix 6,9, meget let · 48 ord · 7 sætninger · 0 lange ord")
    assert answers(page)["breve"] == {"texts": {"gammelt": C}}


@pytest.mark.parametrize("words", [200, 10_000])
def test_typing_in_a_long_text_stays_quick(live, words):
    page, _ = live
    area = item(page, "breve").get_by_role("textbox", name="Brevet i dag")
    area.fill("Bevillingsmyndigheden svarer i dag. " * (words // 5))
    spent = area.evaluate("""(area) => { const start = performance.now();
        area.value += "x"; area.dispatchEvent(new Event("input", {bubbles: true})); return performance.now() - start; }""")
    assert spent < 150
