"""Section 1.7 as a reader uses it: a simulation moved by sliders, a table that is careful with two points, and ten conversations."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import open_live

PAGE = "bog/notebooks/1-7-smalsporede-ekkorum.html"
REACH, CLOSED, START = "Så langt væk lytter de", "Så mange lytter næsten ikke", "Tilfældig start nr."


@pytest.fixture
def simulation(page):
    return page.locator("[data-figure=ekkokammer]")


def move(figure, name: str, value: str) -> None:
    figure.get_by_role("slider", name=name).fill(value)


def test_a_little_more_listening_turns_two_camps_into_one(simulation):
    said = simulation.locator(".lr-said")
    expect(said).to_contain_text("To lejre: 135 ved 0,39 og 65 ved 0,71.")
    expect(simulation).to_contain_text("Simuleret, ikke danskere, men tal")
    move(simulation, REACH, "0.25")
    expect(said).to_contain_text("Én lejr: 200 ved 0,49.")
    expect(simulation.locator("svg:visible")).to_have_attribute("aria-label", re.compile("Efter 5 runder er der én lejr"))


def test_a_few_who_hardly_listen_move_the_crowd_and_another_start_moves_it_elsewhere(simulation):
    said = simulation.locator(".lr-said")
    move(simulation, REACH, "0.3")
    move(simulation, CLOSED, "5")
    expect(said).to_contain_text("Fire lejre: 196 ved 0,28, 2 ved 0,92, 1 ved 0,69 og 1 ved 0,81. Den største ligger 0,22 under gennemsnittet ved start (0,50).")
    expect(said).to_contain_text("et andet begreb, kun som størrelsesorden")
    move(simulation, START, "7")
    expect(said).to_contain_text("191 ved 0,56")
    expect(said).to_contain_text("Efter 400 runder flytter de sig stadig lidt")
    simulation.get_by_text("Vis tal").click()
    expect(simulation.get_by_role("table")).to_contain_text("191")


def test_a_slider_moved_away_and_back_while_the_figure_is_drawn_goes_on_working(simulation):
    slider = simulation.get_by_role("slider", name=REACH)
    slider.evaluate("""node => ["0.3", "0.4", "0.3"].forEach((value) => { node.value = value; node.dispatchEvent(new Event("input", { bubbles: true })); })""")
    expect(simulation.locator(".lr-said")).to_contain_text("Én lejr")
    move(simulation, REACH, "0.05")
    expect(simulation.locator(".lr-said")).to_contain_text("Syv lejre")


def test_two_points_are_not_drawn_as_a_development_and_what_was_worked_out_is_marked(page):
    figure = page.locator("[data-figure=nyhedsvaner]")
    picture = figure.locator("svg:visible")
    expect(picture).to_have_attribute("aria-label", re.compile(r"57 pct\. i 2019 \(regnet ud\), 46 pct\. i 2020.*Punkterne er forbundet"))
    figure.get_by_label("Mål").select_option("Foretrækker tv til nyheder")
    expect(picture).to_have_attribute("aria-label", re.compile("Punkterne er ikke forbundet"))
    expect(figure.locator(".lr-said")).to_contain_text("To tal viser en forskel mellem 2013 og 2020.")
    figure.get_by_label("Mål").select_option("Undgår nyheder tit eller nogle gange")
    expect(picture).to_contain_text("regnet ud")


def test_the_ten_conversations_and_the_guess_are_answered_with_the_readers_own_figures(context, course_factory):
    page = open_live(context, course_factory("--port", "9217"), path=PAGE)
    people, guess = page.locator("[data-item=ti_samtaler]"), page.locator("[data-item=andel_i_ekkokammer]")
    for number in (1, 4, 9):
        people.get_by_role("checkbox", name=f"Person {number}: Uenig med mig om noget vigtigt").check()
    expect(people).to_contain_text("3 af 10")
    expect(people).to_contain_text("3 af ti var uenige med dig om noget vigtigt.")
    expect(guess).not_to_contain_text("Omkring 5 pct.")
    guess.get_by_role("slider").fill("30")
    guess.get_by_role("button", name="Gem mit gæt, og vis tallet").click()
    expect(guess).to_contain_text("Omkring 5 pct.")
    guess.get_by_role("slider").fill("8")
    expect(guess).to_contain_text("Du satte dit bud lavere for Danmark, end du gættede for de syv lande.")
    expect(guess).to_contain_text("Dit bud for Danmark er 8 pct.")


def test_the_page_fits_the_narrowest_phone_with_its_figures_moved(page, simulation):
    page.set_viewport_size({"width": 320, "height": 640})
    move(simulation, CLOSED, "40")
    expect(simulation.locator(".lr-said")).to_contain_text("Den største")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
