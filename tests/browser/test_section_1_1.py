"""Section 1.1 as a reader uses it: live in the page, by mouse and by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import needs
from tests.browser.conftest import open_live, wait_live
from tests.conftest import until

CARD = "[data-exercise=hvem_tror_de_paa]"


@pytest.fixture
def page(context, shared_course):
    return open_live(context, shared_course)


@pytest.fixture
def fresh(context, course_factory):
    """A page of a course in which nothing has been answered."""
    return open_live(context, course_factory("--port", "9200"))


def answers(page) -> dict:
    """What the log holds now, by item."""
    found = page.evaluate("fetch('/ledelsesrum/api/answers').then((response) => response.json())")
    return {(answer["item"], answer["occasion"]): answer["value"] for answer in found}


def test_the_page_is_live_without_a_click_and_shows_no_code(page):
    expect(page.locator(".lr-state")).to_contain_text("Klar. Dine svar bliver på denne maskine.")
    expect(page.locator(".lr-live-figure")).to_have_count(2)
    expect(page.locator(CARD)).to_be_visible()
    assert [text for text in page.locator("pre").all() if text.is_visible()] == []


def test_the_guess_is_drawn_and_the_curve_appears_when_asked(page):
    figure = page.locator("[data-figure=gaet_bunden]")
    expect(figure.locator("svg:visible")).to_have_attribute("aria-label", re.compile("Kurven er vist til 2013"))
    figure.get_by_role("slider", name="Dit gæt på det laveste år").fill("52")
    expect(figure.locator("svg:visible")).to_contain_text("dit gæt: 52")
    figure.get_by_label("Kurven efter 2013").select_option("Vis den")
    expect(figure).to_contain_text("Du gættede 5 procentpoint for højt.")
    expect(figure.locator("svg:visible")).to_contain_text("47 pct. i 2016")


def test_the_comparison_follows_country_and_base_year_by_keyboard(page):
    figure = page.locator("[data-figure=sammenlign]")
    expect(figure).to_contain_text("begyndte 36.936 færre danske piger i 2014–2019")
    slider = figure.get_by_role("slider", name="Det år, Danmark måles mod")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(figure).to_contain_text("Målt mod andelen i 2012 (66,4 pct.)")
    assert slider.get_attribute("aria-valuetext") == "2012"
    figure.get_by_label("Land ved siden af Danmark").select_option("Japan")
    expect(figure.locator("svg:visible")).to_contain_text("Japan")
    figure.get_by_text("Vis tal").click()
    expect(figure.get_by_role("table")).to_contain_text("mangler")


def test_every_kind_of_item_can_be_answered_by_keyboard_alone(fresh):
    card = fresh.locator(CARD)
    first = card.get_by_role("slider", name="Øverste leder")
    first.focus()
    for _ in range(4):
        fresh.keyboard.press("ArrowRight")
    fresh.keyboard.press("Tab")
    fresh.keyboard.press("End")
    expect(card.get_by_text("20 point for meget. Tag dem fra et af felterne.")).to_be_visible()
    fresh.keyboard.press("Home")
    for _ in range(16):
        fresh.keyboard.press("ArrowRight")
    expect(card.get_by_text("Alle 100 point er fordelt.")).to_be_visible()

    show = card.get_by_role("button", name="Gem mit bud, og vis tallene")
    show.focus()
    fresh.keyboard.press("Enter")
    expect(card.get_by_text("Jordemødre ligger øverst og politikere")).to_be_visible()
    fresh.keyboard.press("Tab")
    card.get_by_role("slider", name="Fagpersonen tæt på borgeren").press("ArrowLeft")
    expect(card.get_by_text("Dine svar, og hvornår du gav dem")).to_be_visible()

    card.get_by_role("radio", name="Vi afviser det: Der er intet fagligt belæg.").focus()
    fresh.keyboard.press("Space")
    fresh.keyboard.press("ArrowDown")
    expect(card.get_by_text("»undersøger« kan blive hørt som en indrømmelse.")).to_be_visible()

    card.get_by_role("textbox", name=re.compile("Hvem hos jer skal have mandat")).focus()
    fresh.keyboard.type("Vagtchefen, men ikke i dag.")
    expect(card.get_by_text("5 ord · 30–80 er passende")).to_be_visible()

    scale = card.get_by_role("slider", name=re.compile("Når vi begår en fejl"))
    assert scale.get_attribute("aria-valuetext") == "ikke besvaret endnu"
    scale.focus()
    fresh.keyboard.press("Enter")
    assert scale.get_attribute("aria-valuetext") == "1 af 7"
    fresh.keyboard.press("ArrowRight")

    card.get_by_role("textbox", name="Hvem ringer du til?").focus()
    fresh.keyboard.type("Lægen på klinikken")
    expect(card.locator(".lr-saved")).to_contain_text(re.compile(r"gemt kl\. \d\d\.\d\d"))
    assert answers(fresh) == {
        ("trovaerdig", "foer"): {"shares": {"topleder": 20, "fagperson": 80}},
        ("trovaerdig", "efter"): {"shares": {"topleder": 20, "fagperson": 75}},
        ("dokumentaren", ""): {"choice": "undersoeg"},
        ("mandat", ""): "Vagtchefen, men ikke i dag.",
        ("retter_selv", ""): 2,
        ("stille_opkald", ""): {"hvem": "Lægen på klinikken"},
    }


def test_what_was_answered_is_there_after_a_reload_and_on_every_kind(fresh):
    test_every_kind_of_item_can_be_answered_by_keyboard_alone(fresh)
    fresh.reload()
    wait_live(fresh)
    card = fresh.locator(CARD)
    expect(card.get_by_text("Dine svar, og hvornår du gav dem")).to_be_visible()
    expect(card.get_by_role("radio", name="Vi undersøger det. Indtil da står anbefalingen ved magt.")).to_be_checked()
    expect(card.get_by_role("textbox", name=re.compile("mandat"))).to_have_value("Vagtchefen, men ikke i dag.")
    expect(card.get_by_role("slider", name=re.compile("Når vi begår"))).to_have_value("2")
    expect(card.get_by_role("textbox", name="Hvem ringer du til?")).to_have_value("Lægen på klinikken")


def test_every_control_has_a_name_a_screen_reader_can_say(page):
    for control in page.locator("main :is(input, select, textarea, button)").all():
        if control.is_visible():
            name = control.evaluate(
                "node => (node.getAttribute('aria-label') || document.getElementById(node.getAttribute('aria-labelledby'))?.textContent"
                " || node.labels?.[0]?.textContent || node.textContent).trim()"
            )
            assert name, control.evaluate("node => node.outerHTML")


def test_a_task_is_answered_without_code_and_gets_its_own_feedback(page):
    form = page.locator("[data-task=hpv_bund]")
    form.get_by_label("I hvilket år var dækningen lavest?").fill("2016")
    form.get_by_role("button", name="Tjek mit svar").click()
    expect(form.get_by_role("status")).to_contain_text("Ikke løst endnu.")
    form.get_by_label(re.compile("Hvor mange år gik der")).fill("3")
    form.get_by_role("button", name="Tjek mit svar").click()
    expect(form.get_by_role("status")).to_contain_text("Tre år fører til 2019, hvor dækningen er 79 pct.")
    form.get_by_label(re.compile("Hvor mange år gik der")).fill("4 år")
    page.keyboard.press("Enter")
    expect(form.get_by_role("status")).to_contain_text("Det passer.")


def test_hints_come_one_at_a_time(page):
    form = page.locator("[data-task=hpv_lande]")
    hints = form.locator(".lr-hint")
    expect(hints.first).to_be_hidden()
    form.get_by_role("button", name="Giv mig et vink (3)").click()
    expect(hints.first).to_be_visible()
    expect(hints.nth(1)).to_be_hidden()
    form.get_by_role("button", name="Næste vink (2 tilbage)").click()
    form.get_by_role("button", name="Næste vink (1 tilbage)").click()
    last = form.get_by_role("button", name="Der er ikke flere vink")
    expect(last).to_be_disabled()
    expect(last).to_be_focused()  # it was pressed, and keeps its place for one who uses no mouse


def test_a_figure_and_a_checked_piece_of_code_say_what_they_show_and_keep_the_focus(page):
    needs.listen(page)
    figure = page.locator(".lr-live-figure").filter(has=page.locator(".lr-said")).first
    slider = figure.get_by_role("slider").first
    slider.focus()
    for _ in range(3):
        slider.press("ArrowRight")
    until(lambda: needs.heard(page))
    assert needs.heard(page) == [" ".join(figure.locator(".lr-said").inner_text().split())]
    expect(slider).to_be_focused()

    code = page.locator("details.lr-code").first
    code.locator("summary").press("Enter")
    run = code.get_by_role("button", name="Kør og tjek")
    run.focus()
    run.press("Enter")
    until(lambda: any("Ikke løst endnu." in told for told in needs.heard(page)))
    expect(run).to_be_focused()


def open_code(page, number: int):
    panel = page.locator("details.lr-code").nth(number)
    panel.get_by_text("Løs opgaven med kode").click()
    return panel, panel.get_by_role("textbox", name="Din kode")


def test_a_task_can_be_solved_with_code_and_is_never_run_unasked(page):
    panel, editor = open_code(page, 0)
    expect(panel.locator(".lr-results")).to_be_empty()
    panel.get_by_role("button", name="Kør og tjek").click()
    expect(panel).to_contain_text("Ikke løst endnu.")
    editor.fill("laveste_aar = hpv.loc[hpv.coverage_pct.idxmin(), 'year']\naar_til_niveau = 4")
    editor.press("Control+Enter")
    expect(panel).to_contain_text("Faldet fra 2013 til 2016 tog tre år")


def test_a_mistake_in_the_code_is_one_danish_sentence_and_the_rest_on_request(page):
    panel, editor = open_code(page, 1)
    editor.fill("a = 1\nmanglende = hpvv")
    panel.get_by_role("button", name="Kør og tjek").click()
    expect(panel).to_contain_text("Linje 2: Navnet 'hpvv' findes ikke her.")
    expect(panel.get_by_text("Traceback")).to_be_hidden()
    panel.get_by_text("Vis hele fejlmeddelelsen").click()
    expect(panel.get_by_text("Traceback")).to_be_visible()


def test_the_solution_is_there_on_request(page):
    solution = page.locator("div.tag_solution").first
    expect(solution.locator("pre")).to_be_hidden()
    solution.get_by_text("Vis en løsning").click()
    expect(solution.locator("pre")).to_be_visible()


def test_what_a_reader_writes_is_text_wherever_it_is_shown(fresh):
    hostile = "<img src=x onerror=\"document.title='hacket'\"><script>document.title='hacket'</script>"
    fresh.get_by_role("textbox", name=re.compile("delvis ret")).fill(hostile)
    fresh.get_by_role("textbox", name="Hvad vil du aftale?").fill(hostile)
    form = fresh.locator("[data-task=hpv_bund]")
    form.get_by_label("I hvilket år").fill(hostile)
    form.get_by_label(re.compile("Hvor mange år")).fill("1")
    form.get_by_role("button", name="Tjek mit svar").click()
    expect(form.get_by_role("status")).to_contain_text("<img src=x")
    expect(fresh.locator(CARD).locator(".lr-saved")).to_contain_text("gemt kl.")
    fresh.reload()
    wait_live(fresh)
    expect(fresh.get_by_role("textbox", name=re.compile("delvis ret"))).to_have_value(hostile)
    assert "hacket" not in fresh.title()
