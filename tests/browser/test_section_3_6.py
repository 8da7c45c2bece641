"""Section 3.6 as a reader uses it: a plan that looks back on the calendar and the chain of part 2, and two models of where to ask next."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import open_live, press

PAGE = "bog/notebooks/3-6-tidlig-og-involverende-implementering.html"
CALENDAR, CHAIN = "bog/notebooks/2-4-implementering-og-toplederfokus.html", "bog/notebooks/2-5-kompleksitet-og-hastighed-paa-kollisionskurs.html"


def test_one_weak_link_lifted_moves_more_than_nine_strong_ones(page):
    links = page.locator("[data-figure=ti_led]")
    said = links.locator(".lr-said")
    expect(said).to_contain_text("Chance for alle ti: 31,5 pct., som planen stod fra begyndelsen.")
    expect(links).to_contain_text("Opdigtet plan")
    press(links, "De ni andre", "End")
    expect(said).to_contain_text("Chance for alle ti: 45,7 pct., 14,2 procentpoint mere")
    press(links, "De ni andre", "ArrowLeft", 4)
    press(links, "Det svageste led", "ArrowRight", 30)
    expect(said).to_contain_text("Chance for alle ti: 50,4 pct., 18,9 procentpoint mere")
    press(links, "Det svageste led", "Home")
    links.get_by_label("Hvem kan spørges igen?").select_option("Alle")
    expect(said).to_contain_text("Alle kan spørges igen. Chance for alle ti: 73,3 pct.")


def test_when_some_flaws_are_hidden_one_from_the_other_side_saves_more_than_one_more_of_the_same(page):
    early = page.locator("[data-figure=spoerg_tidligt]")
    said, picture = early.locator(".lr-said"), early.locator("svg:visible")
    expect(early).to_contain_text("Færrest dage, når 10 bliver spurgt")
    press(early, "Fejl, de spurgte ikke kan se", "ArrowRight", 4)
    press(early, "Så mange bliver spurgt", "ArrowRight", 6)
    expect(said).to_contain_text("8 spurgt: 56,5 pct. af fejlene er set i tide, og planen tager 114,2 dage")
    expect(said).to_contain_text("Én til af de samme koster 0,1 dage. Den første, der ser det, de andre ikke kan se, sparer 19,6 dage.")
    expect(picture).to_have_attribute("aria-label", re.compile("lavest ved 8 med 114,2 dage"))
    press(early, "Fejl i planen", "Home")
    expect(early).to_contain_text("Her er det hurtigst ikke at spørge")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_plan_stands_beside_the_calendar_and_the_chain_of_part_2(context, course_factory):
    course = course_factory("--port", "9238")
    page = open_live(context, course, path=CALENDAR)
    priorities, hours = (page.locator(f"[data-item={name}]") for name in ("vigtigst_halvaar", "ugens_timer"))
    priorities.get_by_role("slider", name="Politisk betjening").fill("40")
    priorities.get_by_role("slider", name="Lede ledere").fill("60")
    hours.get_by_role("textbox", name="Politisk betjening: timer").fill("30")
    hours.get_by_role("textbox", name="Lede ledere: timer").fill("10")
    expect(page.locator("[data-exercise=kalender_og_prioriteter] .lr-saved")).to_contain_text("gemt kl.")
    page = open_live(context, course, page, CHAIN)
    page.locator("[data-item=naar_i_maal_foer]").get_by_role("slider").fill("80")
    chain = page.locator("[data-item=kaeden]")
    chain.get_by_role("textbox", name="Ja 1", exact=True).fill("Nabokommunen")
    chain.get_by_role("textbox", name="Nabokommunen: Chance for ja").fill("50")
    expect(page.locator("[data-exercise=kaeden_af_ja] .lr-saved")).to_contain_text("gemt kl.")

    page = open_live(context, course, page, PAGE)
    before = page.locator("[data-item=kalender_og_kaede] details.lr-earlier")
    expect(before).to_have_count(2)
    before.last.locator("summary").click()
    expect(before.last).to_contain_text("Nabokommunen")
    expect(page.locator("[data-item=naar_sagen_i_maal] details.lr-earlier")).to_contain_text("80")
    expect(page.locator("[data-item=tid_til_planen]").get_by_role("slider", name="Lede ledere")).to_be_visible()
    links, remedies = page.locator("[data-item=led_i_planen]"), page.locator("[data-item=greb_i_planen]")
    for number, (name, chance, first) in enumerate((("Udvalget", "90", "beslutning"), ("Lærerne", "50", "drift")), 1):
        links.get_by_role("textbox", name=f"Led {number}", exact=True).fill(name)
        links.get_by_role("textbox", name=f"{name}: Chance for ja").fill(chance)
        links.get_by_role("combobox", name=f"{name}: Første gang med").select_option(first)
    expect(links).to_contain_text("siger alle ja med 45 pct. chance")
    expect(links).to_contain_text("svageste led: Lærerne.")
    expect(links).to_contain_text("Først med, når planen lægges: 0. Først med, når det går i gang: 1.")
    expect(links).to_contain_text("Ingen er med, mens idéen formes.")
    remedies.get_by_role("combobox", name="Lærerne: Dit greb").select_option("tidligt")
    expect(remedies).to_contain_text("Uden greb er der 45 pct. chance for, at alle siger ja.")
    expect(remedies).to_contain_text("Med dine greb er der 67,5 pct. chance. Det svageste led er nu: Lærerne.")
