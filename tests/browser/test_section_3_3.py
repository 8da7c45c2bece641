"""Section 3.3 as a reader uses it, by keyboard: a table without names that points people out, a measure with a ceiling, and the reader's own data."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import open_live, press

PAGE = "bog/notebooks/3-3-digital-ledelse-med-mening-og-vildskab.html"
LINKED = "Så mange kolonner er koblet"


def test_one_more_column_points_out_most_people_and_a_coarser_age_hides_them_again(page):
    table = page.locator("[data-figure=koblede_kolonner]")
    said, picture = table.locator(".lr-said"), table.locator("svg:visible")
    expect(said).to_contain_text("4 kolonner: 8.640 mulige kombinationer til 43.354 borgere. 0,7 pct. er alene om deres")
    expect(table).to_contain_text("Opdigtet regneeksempel")
    press(table, LINKED, "ArrowRight")
    expect(said).to_contain_text("5 kolonner: 69.120 mulige kombinationer til 43.354 borgere. 53,4 pct. er alene om deres")
    expect(table).to_contain_text("De fleste står alene, og der er ingen navne i tabellen")
    expect(picture).to_have_attribute("aria-label", re.compile(r"\+? ?uddannelse: 53,4 pct\. alene"))
    table.get_by_label("Alderen står som").select_option("alder i tiår")
    expect(said).to_contain_text("6.912 mulige kombinationer til 43.354 borgere. 0,2 pct. er alene")
    table.get_by_label("Alderen står som").select_option("fødselsdato")
    press(table, LINKED, "Home")
    press(table, LINKED, "ArrowRight")
    expect(said).to_contain_text("2 kolonner: 65.700 mulige kombinationer til 43.354 borgere. 51,7 pct. er alene")
    table.get_by_label("Borgerne i").select_option("landet")
    expect(said).to_contain_text("0,0 pct. er alene")
    expect(table).to_contain_text("Alle forsvinder i mængden")


def test_a_ceiling_is_seen_in_the_figures_and_gone_in_the_places(page):
    figure = page.locator("[data-figure=prikker_og_loft]")
    expect(figure.locator(".lr-said")).to_contain_text("Plads blandt de 20: 9; 14; 18; 14; 1. Lande på mindst 0,95: 1 i 2010 og 13 i 2018.")
    expect(figure).to_contain_text("I 2018 står 13 af 20 lande ved loftet")
    figure.get_by_label("Vis", exact=True).select_option("pladsen blandt de 20")
    expect(figure).to_contain_text("Som pladser ligner det et væddeløb med lige lange spring")
    figure.get_by_label("Mål").select_option("Tjenester på nettet")
    expect(figure.locator(".lr-said")).to_contain_text("Lande på mindst 0,95: 1 i 2010 og 11 i 2018. Spredning (standardafvigelse): 0,183 i 2010 og 0,064 i 2018.")
    both = page.locator("[data-figure=to_maal]")
    both.get_by_label("År").select_option("2016")
    expect(both.locator(".lr-said")).to_contain_text("Korrelationen mellem de to er 0,77.")


def test_the_readers_own_partnership_and_advertisement_are_answered(context, course_factory):
    page = open_live(context, course_factory("--port", "9233"), path=PAGE)
    risks, line = page.locator("[data-item=hvem_baerer_risikoen]"), page.locator("[data-item=opslagets_foerste_linje]")
    risks.get_by_role("combobox", name="Det bliver dyrere: Hvem bærer det?").select_option("Vi")
    risks.get_by_role("combobox", name="Data slipper ud: Hvem bærer det?").select_option("Borgeren")
    risks.get_by_role("combobox", name="Partneren holder op: Hvem bærer det?").select_option("Det er ikke aftalt")
    expect(risks).to_contain_text("1 af de fem er ikke aftalt.")
    expect(risks).to_contain_text("1 af de fem bærer borgeren. Ved borgeren det?")
    expect(line).not_to_contain_text("tre gange så mange ansøgere")
    line.get_by_role("textbox").fill("Hos os gør du en forskel.")
    line.get_by_role("button", name="Gem min linje, og vis, hvad et forsøg fandt").click()
    expect(line).to_contain_text("tre gange så mange ansøgere")


def test_the_page_fits_the_narrowest_phone_with_its_figures_moved(page):
    page.set_viewport_size({"width": 320, "height": 640})
    press(page.locator("[data-figure=koblede_kolonner]"), LINKED, "End")
    expect(page.locator("[data-figure=koblede_kolonner] .lr-said")).to_contain_text("7 kolonner")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
