"""Section 2.5 as a reader uses it, by keyboard: a chain of yeses, an organisation that loses patience, and a chain of the reader's own."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import open_live, press

PAGE = "bog/notebooks/2-5-kompleksitet-og-hastighed-paa-kollisionskurs.html"
NEEDED, LIKELY, ASKED, PACKED = "Så mange ja skal der til", "Chance for hvert ja", "Så mange gange kan hver blive spurgt", "Så mange ja er samlet i hver pakke"
PATIENCE, FAILING = "Måneder mellem hver dom", "Så mange indsatser virker ikke"


def test_one_more_asking_of_each_turns_a_lost_case_into_a_likely_one(page):
    chain = page.locator("[data-figure=kaede_af_ja]")
    said, picture = chain.locator(".lr-said"), chain.locator("svg:visible")
    expect(said).to_contain_text("70 afgørelser, hver spurgt én gang: 2,8 pct. chance for, at alle siger ja.")
    expect(said).to_contain_text("245 uger (4,7 år)")
    expect(chain).to_contain_text("Opdigtet regneeksempel")
    press(chain, ASKED, "ArrowRight")
    expect(said).to_contain_text("83,9 pct. chance for, at alle siger ja. Hver for sig og én gang: 2,8 pct.")
    expect(picture).to_have_attribute("aria-label", re.compile(r"Ved 70 ja er den på 83,9 pct\. Den stiplede kurve"))
    press(chain, ASKED, "ArrowLeft")
    press(chain, PACKED, "ArrowRight", 6)
    expect(said).to_contain_text("10 afgørelser, hver spurgt én gang: 59,9 pct.")
    press(chain, LIKELY, "Home")
    expect(said).to_contain_text("under 0,1 pct.")
    press(chain, NEEDED, "Home")
    expect(said).to_contain_text("1 afgørelse, hver spurgt én gang: 50,0 pct.")
    chain.get_by_text("Vis tal").click()
    expect(chain.get_by_role("table")).to_contain_text("96,9")


def test_judging_before_anything_can_be_seen_is_worse_than_doing_nothing(page):
    rule = page.locator("[data-figure=taalmodighed]")
    said = rule.locator(".lr-said")
    expect(said).to_contain_text("Dom hver 12. måned, når 30 pct. af indsatserne ikke virker: 4,8 point om måneden")
    expect(rule).to_contain_text("Simuleret, opdigtede tal")
    press(rule, FAILING, "Home")
    press(rule, PATIENCE, "ArrowLeft", 2)
    expect(said).to_contain_text("Dom hver 6. måned, når 0 pct. af indsatserne ikke virker: −1,1 point om måneden")
    expect(said).to_contain_text("Det er ringere end at lade være.")
    rule.get_by_label("Vis", exact=True).select_option("Ét forløb")
    expect(said).to_contain_text("I det viste forløb bliver der begyndt")
    expect(rule.locator("svg:visible")).to_have_attribute("aria-label", re.compile("96 måneder med 1[0-6] begyndelser"))
    press(rule, PATIENCE, "End")
    expect(said).to_contain_text("Ingen dom i otte år")
    expect(said).to_contain_text("I det viste forløb bliver der begyndt 1 gang; gennemsnittet er 8,4.")


def test_half_of_the_citizens_live_in_twenty_two_municipalities(page):
    figure = page.locator("[data-figure=stoerste_kommuner]")
    press(figure, "De største kommuner", "ArrowRight", 12)
    expect(figure.locator(".lr-said")).to_contain_text("De 22 største kommuner har 51,0 pct. af borgerne.")
    expect(figure.locator(".lr-said")).to_contain_text("Median for alle 98: 43.171,5. Gennemsnit: 59.415,1.")


def test_the_readers_own_chain_is_multiplied_and_again_with_what_is_done_about_it(context, course_factory):
    page = open_live(context, course_factory("--port", "9225"), path=PAGE)
    chain, remedies, again = (page.locator(f"[data-item={name}]") for name in ("kaeden", "greb", "naar_i_maal_efter"))
    page.locator("[data-item=naar_i_maal_foer]").get_by_role("slider").fill("60")
    for number, (name, chance) in enumerate((("Budgettet", "50"), ("Naboen", "80"), ("Udvalget", "90")), 1):
        chain.get_by_role("textbox", name=f"Ja {number}", exact=True).fill(name)
        chain.get_by_role("textbox", name=f"{name}: Chance for ja").fill(chance)
    chain.get_by_role("checkbox", name="Naboen: Kan spørges igen").check()
    expect(chain).to_contain_text("siger alle ja med 36 pct. chance")
    expect(chain).to_contain_text("Det svageste led er: Budgettet.")
    expect(chain).to_contain_text("Ved 1 af dem er et nej ikke det sidste ord.")
    again.get_by_role("slider").fill("40")
    expect(again).to_contain_text("Du skriver nu 40 pct.")
    expect(remedies.get_by_role("rowheader")).to_have_text(["Budgettet", "Naboen", "Udvalget"])
    remedies.get_by_role("combobox", name="Budgettet: Dit greb").select_option("igen")
    expect(remedies).to_contain_text("Som kæden stod, var der 36 pct. chance for, at alle siger ja.")
    expect(remedies).to_contain_text("Med dine greb er der 54 pct. chance for, at alle siger ja. Det svageste led er nu: Budgettet.")
    remedies.get_by_role("combobox", name="Budgettet: Dit greb").select_option("fjern")
    expect(remedies).to_contain_text("Med dine greb er der 72 pct. chance for, at alle siger ja. Det svageste led er nu: Naboen.")
    expect(remedies).to_contain_text("Hvem var beskyttet")
    chain.get_by_role("textbox", name="Budgettet: Chance for ja").fill("1")
    expect(chain).to_contain_text("under 1 pct. chance for, at alle siger ja")
    expect(remedies).to_contain_text("Som kæden stod, var der under 1 pct. chance for, at alle siger ja.")
    expect(remedies).to_contain_text("Med dine greb er der 72 pct. chance for, at alle siger ja.")
    marks = page.locator("[data-item=dom_og_effekt]")
    marks.get_by_role("slider", name="Vi vurderer den").fill("6")
    marks.get_by_role("slider", name="Effekten kan tidligst ses").fill("18")
    expect(marks).to_contain_text("Når I vurderer, er der stadig 12 måneder til, at noget kan ses.")


def test_the_page_fits_the_narrowest_phone_with_its_figures_moved(page):
    page.set_viewport_size({"width": 320, "height": 640})
    press(page.locator("[data-figure=kaede_af_ja]"), ASKED, "ArrowRight")
    expect(page.locator("[data-figure=kaede_af_ja] .lr-said")).to_contain_text("83,9 pct.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
