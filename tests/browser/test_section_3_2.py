"""Section 3.2 as a reader uses it, by keyboard: a trial seen two ways, spans and layers, what rounds reach, and the reader's own ten days."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import open_live, press

PAGE = "bog/notebooks/3-2-management-by-walking-around.html"
OWN, WEEK = "Så mange er du selv leder for", "Så stor en del af ugen går til dem"
STAFF, FRONT, ABOVE = "Medarbejdere", "Medarbejdere hos hver leder yderst", "Ledere hos hver leder højere oppe"
HOURS, FOLLOW_UP, EACH = "Timer om måneden", "Heraf til at følge op", "Timer pr. problem, der skal løses"


def test_the_trial_shows_little_by_lot_and_much_among_those_who_took_part(page):
    trial = page.locator("[data-figure=to_sammenligninger]")
    expect(trial.locator(".lr-said")).to_contain_text("78,33 mod 77,93 point, en forskel på 0,40.")
    trial.get_by_label("Sammenlign", exact=True).select_option("Dem, der selv var med")
    expect(trial.locator(".lr-said")).to_contain_text("81,01 mod 74,88 point, en forskel på 6,13.")
    expect(trial.locator(".lr-said")).to_contain_text("afgjorde ingen lodtrækning")


def test_the_readers_own_span_becomes_minutes(page):
    span = page.locator("[data-figure=minutter_til_hver]")
    expect(span.locator(".lr-said")).to_contain_text("er der 29,6 minutter om ugen til hver. Med 21 medarbejdere er det 21,1.")
    press(span, OWN, "ArrowRight", 17)
    expect(span).to_contain_text("Du har 14 minutter om ugen til hver")
    press(span, WEEK, "ArrowLeft")
    expect(span.locator(".lr-said")).to_contain_text("Går 15 pct. af 37 timer til 32 medarbejdere")


def test_a_wider_span_saves_managers_and_not_a_layer(page):
    layers = page.locator("[data-figure=ledere_og_led]")
    said = layers.locator(".lr-said")
    expect(said).to_contain_text("2.000 medarbejdere: 113 ledere i 4 led (96 + 14 + 2 + 1).")
    expect(layers).to_contain_text("Ti flere hos hver leder sparer ledere, men ingen led")
    press(layers, FRONT, "ArrowRight", 11)
    expect(said).to_contain_text("75 ledere i 4 led (63 + 9 + 2 + 1). Går en femtedel af ugen til medarbejderne, får hver 13,9 minutter.")
    expect(layers).to_contain_text("sparer både ledere og led")
    expect(layers.locator("svg:visible")).to_have_attribute("aria-label", re.compile("75 ledere i 4 led"))
    press(layers, STAFF, "Home")
    press(layers, FRONT, "End")
    expect(said).to_contain_text("100 medarbejdere: 3 ledere i 2 led (2 + 1).")
    expect(said).to_contain_text("lige mange led")
    press(layers, ABOVE, "End")
    expect(said).to_contain_text("100 medarbejdere: 3 ledere i 2 led (2 + 1).")


def test_all_hours_on_rounds_leave_everything_unanswered(page):
    walks = page.locator("[data-figure=runder_og_opfoelgning]")
    said = walks.locator(".lr-said")
    expect(said).to_contain_text("60 runder, 480 af 2.000 medarbejdere mødt, 120 problemer nævnt, 0 løst og 120 uden svar. Det koster 120 timer.")
    expect(walks).to_contain_text("Opdigtet regneeksempel")
    press(walks, FOLLOW_UP, "ArrowRight", 15)
    expect(said).to_contain_text("15 runder, 120 af 2.000 medarbejdere mødt, 30 problemer nævnt, 30 løst og 0 uden svar.")
    expect(walks).to_contain_text("Alt, der bliver nævnt, bliver løst")
    press(walks, EACH, "Home")
    expect(said).to_contain_text("og 60 af dem er ikke brugt.")
    press(walks, HOURS, "End")
    expect(said).to_contain_text("Det koster 480 timer")
    walks.get_by_text("Vis tal").click()
    expect(walks.get_by_role("table")).to_contain_text("1.920")


def test_ten_days_are_counted_and_nothing_is_said_before_they_are(context, course_factory):
    page = open_live(context, course_factory("--port", "9232"), path=PAGE)
    days, told, agreed = (page.locator(f"[data-item={name}]") for name in ("ti_dage", "hvem_loeste", "aftalt_foer"))
    expect(days).not_to_contain_text("Kalenderen siger")
    page.locator("[data-item=gaet_timer]").get_by_role("slider").fill("8")
    for number, (name, hours, how) in enumerate((("Plejehjemmet", "1,5", "kom"), ("Skolen", "1", "inviteret")), 1):
        days.get_by_role("textbox", name=f"Sted {number}", exact=True).fill(name)
        days.get_by_role("textbox", name=f"{name}: Timer").fill(hours)
        days.get_by_role("combobox", name=f"{name}: Du var").select_option(how)
    expect(days).to_contain_text("Kalenderen siger 2,5 timer.")
    expect(days).to_contain_text("Vidste deres egen leder det, før du gik?")
    told.get_by_role("radio", name="Ingen endnu").check()
    expect(told).to_contain_text("Hvem har det her?")
    agreed.get_by_role("checkbox", name="ingen af delene").check()
    expect(agreed).to_contain_text("Det er netop det, oplægget advarer imod")


def test_the_page_fits_the_narrowest_phone_with_its_figures_moved(page):
    page.set_viewport_size({"width": 320, "height": 640})
    press(page.locator("[data-figure=minutter_til_hver]"), OWN, "End")
    expect(page.locator("[data-figure=minutter_til_hver]")).to_contain_text("Du har 6 minutter om ugen til hver")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
