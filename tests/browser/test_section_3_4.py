"""Section 3.4 as a reader uses it, by keyboard: a percentage of few people, two teams on two kinds of landscape, and the reader's own table."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import open_live, press

PAGE = "bog/notebooks/3-4-nye-typer-i-direktionen.html"
POSTS, NUMBER = "Mit bud på antal danske poster", "Se på landskab nr."


def test_the_fewer_the_posts_the_more_of_the_changes_are_one_person(page):
    figure = page.locator("[data-figure=kvinder_i_toppen]")
    said = figure.locator(".lr-said")
    expect(said).to_contain_text("Én person er 2,5 procentpoint. 11 af de 20 årlige skift er højst så store.")
    expect(said).to_contain_text("Danmark ligger 9,1 procentpoint under EU-27 i 2003 og 15,8 procentpoint under i 2023.")
    press(figure, POSTS, "Home")
    expect(said).to_contain_text("Én person er 5,0 procentpoint. 18 af de 20 årlige skift er højst så store.")
    press(figure, POSTS, "ArrowRight", 16)
    expect(figure).to_contain_text("Ved 100 poster er 5 af Danmarks 20 årlige skift højst én person")
    figure.get_by_label("Sammenlign med").select_option("Sverige")
    expect(figure.locator("svg:visible")).to_have_attribute("aria-label", re.compile(r"Sverige ender på 52,5\."))


def test_a_random_team_wins_on_random_landscapes_and_loses_on_smooth_ones(page):
    figure = page.locator("[data-figure=hold_og_landskab]")
    said = figure.locator(".lr-said")
    expect(figure).to_contain_text("Et tilfældigt hold slår de bedste: 20 af 20 landskaber går til de tilfældige")
    expect(figure).to_contain_text("Simuleret, ikke mennesker")
    figure.get_by_label("Landskabet er").select_option("glat")
    expect(said).to_contain_text("De tilfældige vinder 2 af 20 landskaber. De tilfældige minus de bedste er i gennemsnit −1,2 point.")
    expect(figure).to_contain_text("De bedste slår et tilfældigt hold")
    press(figure, NUMBER, "End")
    expect(said).to_contain_text("På landskab 20 når de bedste")
    figure.get_by_label("Landskabet er").select_option("næsten tilfældigt")
    expect(figure).to_contain_text("Det skifter, hvem der vinder")


def test_the_readers_own_table_is_counted_and_the_research_is_shown_after_the_first_guess(context, course_factory):
    page = open_live(context, course_factory("--port", "9234"), path=PAGE)
    table, use = page.locator("[data-item=hvem_sidder_der]"), page.locator("[data-item=ville_vi_bruge_den]")
    table.get_by_role("textbox", name="Stol 1", exact=True).fill("A")
    table.get_by_role("textbox", name="Stol 2", exact=True).fill("B")
    table.get_by_role("checkbox", name="A: Ført til ende").check()
    table.get_by_role("checkbox", name="B: Siger imod").check()
    expect(table).to_contain_text("Du har sat kryds ved 1, der siger imod. Så betyder det mindre, hvor forskellige I er")
    expect(use).not_to_contain_text("53 undersøgelser")
    use.get_by_role("slider").fill("6")
    use.get_by_role("button", name="Gem mit bud, og vis forskningen for og imod").click()
    expect(use).to_contain_text("53 undersøgelser")
    use.get_by_role("slider").fill("3")
    expect(use).to_contain_text("Du endte på 3 af 7.")


def test_the_page_fits_the_narrowest_phone_with_its_figures_moved(page):
    page.set_viewport_size({"width": 320, "height": 640})
    press(page.locator("[data-figure=kvinder_i_toppen]"), POSTS, "End")
    expect(page.locator("[data-figure=kvinder_i_toppen] .lr-said")).to_contain_text("Én person er 0,5 procentpoint.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
