"""Section 3.1 as a reader uses it, by keyboard: a house that learns, a lab beside it, and what became of the reader's own attempts."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import open_live, press

PAGE = "bog/notebooks/3-1-organisatorisk-reboot.html"
ALIKE, TURNOVER, WORLD = "Så hurtigt bliver folk som huset", "Udskiftning pr. periode", "Så hurtigt skifter de rigtige svar"
SIZE, LEARNS, RENEWED = "Medarbejdere i laboratoriet", "Så meget lærer laboratoriet af huset", "Udskiftning i laboratoriet pr. periode"


def test_the_house_that_agrees_fastest_knows_least_in_the_end_until_people_come_and_go(page):
    house = page.locator("[data-figure=hus_der_laerer]")
    said, picture = house.locator(".lr-said"), house.locator("svg:visible")
    expect(said).to_contain_text("Periode 5: medarbejderne 62 pct., håndbogen 68.")
    expect(house).to_contain_text("Simuleret")
    press(house, ALIKE, "End")
    expect(said).to_contain_text("Periode 5: medarbejderne 67 pct., håndbogen 68. Periode 20: 68 og 68. Periode 100: 68 og 68.")
    expect(house).to_contain_text("Foran den prikkede linje i periode 5, bagud i periode 100")
    press(house, ALIKE, "ArrowLeft", 8)
    expect(said).to_contain_text("Periode 5: medarbejderne 43 pct., håndbogen 63. Periode 20: 67 og 77. Periode 100: 84 og 84.")
    press(house, TURNOVER, "ArrowRight", 2)
    expect(said).to_contain_text("Periode 100: 60 og 90.")
    expect(house).to_contain_text("Håndbogen ved mere, end medarbejderne når at lære")
    expect(picture).to_have_attribute("aria-label", re.compile(r"41 i periode 5 og 60 i periode 100"))
    press(house, ALIKE, "End")
    expect(said).to_contain_text("Periode 100: 87 og 94.")
    press(house, TURNOVER, "Home")
    press(house, WORLD, "ArrowRight", 2)
    expect(house).to_contain_text("Medarbejderne ved mindre til sidst end i periode 20")
    house.get_by_text("Vis tal").click()
    expect(house.get_by_role("table")).to_contain_text("33,")


def test_a_lab_helps_when_it_knows_the_house_and_gets_new_people(page):
    lab = page.locator("[data-figure=laboratorium]")
    said = lab.locator(".lr-said")
    expect(said).to_contain_text("10 af 50 i laboratoriet: Driften har 69 pct. rigtige svar før bruddet, 57 lige efter og 61 i periode 100.")
    expect(lab).to_contain_text("Driften ved kun lidt mere end uden laboratorium")
    press(lab, LEARNS, "ArrowRight", 5)
    expect(said).to_contain_text("79 pct. rigtige svar før bruddet, 62 lige efter og 77 i periode 100. Uden laboratorium: 68, 57 og 57.")
    expect(lab).to_contain_text("Laboratoriet løfter driften, også efter bruddet")
    press(lab, RENEWED, "Home")
    expect(said).to_contain_text("58 i periode 100")
    press(lab, SIZE, "Home")
    expect(said).to_contain_text("Intet laboratorium: Driften har 68 pct. rigtige svar før bruddet, 57 lige efter og 57 i periode 100.")


def test_the_reader_sees_what_became_of_what_was_tried(context, course_factory):
    page = open_live(context, course_factory("--port", "9231"), path=PAGE)
    tried, alike = page.locator("[data-item=sidste_forsoeg]"), page.locator("[data-item=som_os_andre]")
    for number, (name, today) in enumerate((("Chatten", "hos_os"), ("Selvbooking", "drift"), ("Idéportalen", "visnet")), 1):
        tried.get_by_role("textbox", name=f"Forsøg {number}", exact=True).fill(name)
        tried.get_by_role("combobox", name=f"{name}: I dag").select_option(today)
    expect(tried).to_contain_text("1 af 3 lever stadig kun hos dem, der prøvede.")
    expect(tried).to_contain_text("1 af 3 visnede, uden at nogen besluttede det.")
    expect(tried).not_to_contain_text("blev stoppet med vilje")
    slider = alike.get_by_role("slider")
    slider.focus()
    slider.press("End")
    expect(alike).to_contain_text("Du svarede 7 af 7.")
    expect(alike).to_contain_text("Med udskiftning vender det.")


def test_the_page_fits_the_narrowest_phone_with_its_figures_moved(page):
    page.set_viewport_size({"width": 320, "height": 640})
    press(page.locator("[data-figure=hus_der_laerer]"), ALIKE, "End")
    expect(page.locator("[data-figure=hus_der_laerer] .lr-said")).to_contain_text("Periode 5: medarbejderne 67 pct.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
