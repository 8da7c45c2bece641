"""The end of the course as a reader meets it: what was answered at the beginning stays hidden until it is answered anew."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from exercises.journal.definitions import find
from tests.browser.conftest import open_live

QUESTIONS = find("kalibrering_10b").exercise.items[0].questions
FIRST, LETTER, END = (f"bog/notebooks/{name}.html" for name in ("0-1-forord", "0-2-kaere-laeser", "udgang"))


def asked(page: Page, exercise: str, item: str, occasion: str = "udgang") -> Locator:
    return page.locator(f"[data-exercise={exercise}][data-occasion={occasion}] [data-item={item}]")


def write(item: Locator, text: str) -> None:
    item.get_by_role("textbox").fill(text)
    item.get_by_role("textbox").blur()


def test_the_beginning_is_hidden_until_the_end_is_answered_and_then_the_two_stand_side_by_side(context, course_factory):
    course = course_factory("--port", "9236")
    page = open_live(context, course, path=FIRST)
    asked(page, "indgang_6", "raad_hoert", "indgang").get_by_role("slider").fill("3")
    write(asked(page, "indgang_6", "noedigst", "indgang"), "Borgerne ringer ikke længere")
    expect(page.locator("[data-exercise=indgang_6] .lr-saved")).to_contain_text("gemt kl.")
    page = open_live(context, course, page, LETTER)
    write(asked(page, "indgang_brev", "brev", "indgang"), "Kære mig, har du flyttet kontoret?")
    write(asked(page, "beslutningen", "uden_alle_med", "indgang"), "Vi lukkede et plejehjem")
    expect(page.locator("[data-exercise=beslutningen] .lr-saved")).to_contain_text("gemt kl.")

    page = open_live(context, course, page, END)
    main = page.locator("main")
    for told in ("Borgerne ringer ikke længere", "har du flyttet kontoret", "Vi lukkede et plejehjem"):
        expect(main).not_to_contain_text(told)
    heard = asked(page, "indgang_6", "raad_hoert")
    show = heard.get_by_role("button", name=re.compile("Vis mit svar fra i dag"))
    expect(show).to_be_disabled()
    heard.get_by_role("slider").fill("6")
    show.click()
    expect(heard.locator(".lr-legend")).to_contain_text(re.compile("Ved kursets begyndelse: 3 af 10.*Ved kursets slutning: 6 af 10", re.S))
    expect(page.locator("[data-exercise=indgang_6] .lr-profile-line").first).to_contain_text("fra 3 til 6 af 10")

    letter = asked(page, "indgang_brev", "brev")
    expect(letter.get_by_role("heading").first).to_contain_text("Før du åbner dit brev")
    write(letter, "Den blev flyttet i maj")
    expect(main).not_to_contain_text("har du flyttet kontoret")
    letter.get_by_role("button", name=re.compile("Vis mit svar")).click()
    expect(letter.locator(".lr-columns")).to_contain_text(re.compile("Kære mig, har du flyttet kontoret.*Den blev flyttet i maj", re.S))

    decision = asked(page, "beslutningen", "uden_alle_med")
    write(decision, "Vi åbnede et andet")
    decision.get_by_role("button", name=re.compile("Vis mit svar")).click()
    expect(decision.locator(".lr-columns")).to_contain_text(re.compile("Vi lukkede et plejehjem.*Vi åbnede et andet", re.S))
    expect(main).not_to_contain_text("Borgerne ringer ikke længere")


def test_ten_other_facts_are_told_when_all_ten_are_estimated(context, course_factory):
    page = open_live(context, course_factory("--port", "9237"), path=END)
    estimates = page.locator("[data-exercise=kalibrering_10b] [data-item=bud]")
    show = estimates.get_by_role("button", name="Vis de rigtige tal")
    for question in QUESTIONS:
        expect(show).to_be_disabled()
        low, high = sorted((0.5 * question.truth, 1.5 * question.truth))
        for word, amount in (("laveste", low), ("højeste", high)):
            estimates.get_by_role("textbox", name=f"{question.label} {word}", exact=True).fill(f"{amount:.2f}".replace(".", ","))
    expect(estimates).not_to_contain_text("Inden for dit bud")
    show.click()
    expect(estimates).to_contain_text("10 af 10 rigtige tal lå inden for dine bud.")
    expect(estimates).to_contain_text("Inden for dit bud: −22,8 mia. kr. (dit bud −34,2 til −11,4).")
    expect(estimates).to_contain_text("Dine spænd var i gennemsnit 100 pct. så brede")
    expect(estimates.get_by_role("textbox")).to_have_count(0)
    expect(page.locator("[data-item=ti_tal_to_gange] details.lr-earlier")).to_have_count(1)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
