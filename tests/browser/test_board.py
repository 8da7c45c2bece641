"""A part on one page: the reader's answers from several sections in one picture, on the screen and on paper."""

from __future__ import annotations

import subprocess

import pytest
from playwright.sync_api import Page, expect

from exercises.journal.log import Log
from tests.browser.conftest import wait_live

PAGE, ROOM = "bog/notebooks/del-2-samlet.html", "bog/notebooks/del-3-samlet.html"
HOSTILE = "<img src=x onerror=\"document.title='hacket'\">"
ANSWERS = {
    ("dine_egne_raad", "tre_maerker"): {"marks": {"truffet": 1, "raad": 3, "tvivl": 2}},
    ("maaltallets_bagside", "hvad_skete_der"): {"cells": {"mindre": {"sker": "ja", "bygger": "gaet"}, "lette": {"sker": "ved_ikke", "bygger": "gaet"}}},
    ("kalender_og_prioriteter", "vigtigst_halvaar"): {"shares": {"politisk": 20, "drift": 50, "ledere": 30}},
    ("kalender_og_prioriteter", "ugens_timer"): {"cells": {"politisk": {"timer": 30}, "drift": {"timer": 10}}, "labels": {"politisk": "Politisk betjening", "drift": "Økonomi og drift"}},
    ("kaeden_af_ja", "kaeden"): {"rows": 3, "labels": {"own_1": "Økonomichefen", "own_2": f"Udvalget {HOSTILE}"}, "cells": {"own_1": {"chance": 90}, "own_2": {"chance": 50}}},
}

SIDES, PULLS, KNOWN = ["above", "beside", "below"], ["presses_hard", "presses", "both", "supports"], ["said", "seen", "guess"]
RULES = {"own_1": "Ugerapporten", "own_2": "Godkendelse af rejser", "own_3": "Kvartalsmålet"}
# As full as a busy reader makes it: twelve on the map, eight steps in the plan.
ROOM_ANSWERS = {
    ("min_sag", "sagen"): "Alle borgere med hjemmepleje skal møde højst fem forskellige medarbejdere om måneden, og det skal ske i alle fire distrikter inden den 1. juni. "
                          "I dag møder de op til tolv. Planlæggerne skal lægge vagterne om, og medarbejderne skal selv kunne bytte uden at spørge. De første to distrikter begynder "
                          "efter nytår, og de to andre følger i marts, når vi har set, hvad der gik galt. Det må ikke koste mere end i dag.",
    ("kort_over_ledelsesrummet", "kortet"): {
        "rows": 12, "labels": {f"own_{i}": f"Aktør {i} med et ret langt navn" for i in range(1, 12)} | {"own_12": f"Formanden {HOSTILE}"},
        "cells": {f"own_{i}": {"side": SIDES[i % 3], "pull": PULLS[i % 4], "known": KNOWN[i % 3]} for i in range(1, 13)},
    },
    ("rummet_og_tiden", "rummets_stoerrelse_nu"): 3,
    ("to_haender", "hundrede_timer"): {"shares": {"drift": 60, "styring": 25, "udvikling": 10, "afproevning": 5}},
    ("opslaget_og_ansvaret", "fra_ide_til_drift"): {"hvad": "Vagtplanen på telefonen"},
    ("data_og_partnere", "hvem_baerer_risikoen"): {"cells": {"penge": {"hvem": "uaftalt"}, "data": {"hvem": "borger"}, "drift": {"hvem": "uaftalt"}}},
    ("mine_runder", "gaet_timer"): 12,
    ("mine_runder", "ti_dage"): {"rows": 3, "labels": {"own_1": "Distrikt Nord", "own_2": "Aftenvagten", "own_3": "Skolen"},
                                 "cells": {"own_1": {"timer": 2, "hvordan": "inviteret"}, "own_2": {"timer": 1.5, "hvordan": "kom"}, "own_3": {"timer": 1, "hvordan": "inviteret"}}},
    ("mine_runder", "en_runde"): {"hvad": "Aftenvagten i Nord: Hvad venter I på?"},
    ("holdet_om_bordet", "hvad_mangler"): {"order": ["modsiger", "borger", "data", "gennemfoerelse", "oversaetter", "innovation", "jura", "oekonomi"]},
    ("holdet_om_bordet", "hvem_sidder_der"): {"rows": 5, "cells": {f"own_{i}": {"imod": i == 1, "borgere": i < 3, "fag": "samfund"} for i in range(1, 6)}},
    ("bordet_og_moedet", "inviteret_ind"): {"hvad": "En aftenvagt til punkt 3"},
    ("loeft_en_regel", "regler_og_belaeg"): {"rows": 3, "labels": RULES, "cells": {"own_1": {"styrke": 4}, "own_2": {"styrke": 1}, "own_3": {"styrke": 3}}},
    ("loeft_en_regel", "kort_over_regler"): {"places": {"own_1": [5, 5], "own_2": [2, 4], "own_3": [4, 2]}},
    ("rum_jeg_giver", "en_regel_mindre"): {"hvad": "Ugerapporten", "i_stedet": "en stikprøve om måneden"},
    ("plan_led_for_led", "led_i_planen"): {"rows": 8, "labels": {f"own_{i}": f"Led {i} i planen" for i in range(1, 9)},
                                           "cells": {f"own_{i}": {"chance": 50 if i == 4 else 95, "foerst": "plan", "indflydelse": "hoert"} for i in range(1, 9)}},
    ("plan_led_for_led", "greb_i_planen"): {"cells": {"own_4": {"handling": "tidligt"}}},
    ("plan_i_kalenderen", "det_svageste_led_foerst"): {"hvad": "Planlæggerne i Syd"},
}


@pytest.fixture
def course(course_factory):
    return course_factory("--port", "9160")


def write(course, monkeypatch, *wanted: tuple[str, str], answers: dict = ANSWERS) -> None:
    monkeypatch.setenv("LEDELSESRUM_DATA", str(course.data))
    with Log.open() as log:
        for exercise, item in wanted or answers:
            log.save(exercise, item, answers[exercise, item])


@pytest.fixture
def page(context, course) -> Page:
    page = context.new_page()
    page.goto(course.address)
    return page


def opened(page: Page, course, path: str = PAGE) -> Page:
    page.goto(course.page(path))
    wait_live(page)
    return page


def tile(page: Page, name: str):
    return page.get_by_role("region", name=name, exact=True)


def test_each_field_says_what_the_answers_show(page, course, monkeypatch, watch):
    write(course, monkeypatch)
    opened(page, course)
    expect(tile(page, "Rådet")).to_contain_text("Mit råd kom efter beslutningen.")
    expect(tile(page, "Måltallet")).to_contain_text("2 af mine svar om måltallets bagside er gæt.")
    expect(tile(page, "Kalenderen")).to_contain_text("Jeg brugte 45 pct. af tiden sådan, som jeg selv havde prioriteret.")
    chain = tile(page, "Den ene gennemførelse")
    expect(chain).to_contain_text(f"Der er 45 pct. chance for, at alle siger ja første gang. Svagest: Udvalget {HOSTILE}.")
    assert page.title() != "hacket" and watch.complaints == [] and watch.foreign(course.origin) == []


def test_each_field_of_the_room_says_what_the_answers_show(page, course, monkeypatch, watch):
    write(course, monkeypatch, answers=ROOM_ANSWERS)
    opened(page, course, ROOM)
    room = tile(page, "Sagen og dens rum")
    expect(room).to_contain_text("Rummet bliver presset af 6 og støttet af 3.")
    expect(room.get_by_role("img", name="Kort over ledelsesrummet")).to_be_visible()
    expect(room.get_by_role("listitem").last).to_have_text(f"Formanden {HOSTILE}")
    expect(tile(page, "Det, vi prøver af")).to_contain_text("5 af 100 timer gik til noget, vi ikke ved, om virker.")
    expect(tile(page, "Timerne derude")).to_contain_text("Jeg gættede på 12 timer i løbet af ti arbejdsdage.")
    expect(tile(page, "Timerne derude")).to_contain_text("Kalenderen sagde 4,5 timer. Uanmeldt: 1 af 3 gange.")
    expect(tile(page, "Stolen, der mangler").get_by_role("listitem")).to_have_text(["En, der siger imod", "Borgernes blik", "Data og det digitale"])
    rule = tile(page, "Reglen, og det, der kommer i stedet")
    expect(rule).to_contain_text("I stedet sætter jeg »en stikprøve om måneden«.")
    expect(rule).to_contain_text("Mindst sikkert ved jeg, hvad der sker uden »Godkendelse af rejser«.")
    chain = tile(page, "Planens svageste led")
    expect(chain).to_contain_text("Uden greb er der 34,9 pct. chance for, at alle siger ja. Svagest: Led 4 i planen.")
    expect(chain).to_contain_text("Med mine greb er der 52,4 pct. chance.")
    assert page.title() != "hacket" and watch.complaints == [] and watch.foreign(course.origin) == []


def test_what_is_not_answered_yet_says_where_and_leads_there(page, course, monkeypatch):
    write(course, monkeypatch, ("dine_egne_raad", "tre_maerker"))
    opened(page, course)
    expect(tile(page, "Kalenderen")).to_contain_text("når du har gjort ugen op i afsnit 2.4")
    expect(tile(page, "Rådet").get_by_role("link", name="Skriv videre i øvelsen")).to_be_visible()
    tile(page, "Kalenderen").get_by_role("link", name="Gå til øvelsen").click()
    wait_live(page)
    expect(page.locator("[data-item=ugens_timer]")).to_be_visible()


def test_an_answer_given_on_another_page_appears_in_the_picture(page, context, course):
    opened(page, course)
    other = context.new_page()
    other.goto(course.page("bog/notebooks/2-1-styringsvaerktoejer-med-slagside.html"))
    wait_live(other)
    other.locator("[data-item=ikke_set] textarea").fill("Ventetiden i telefonen, og om man blev hjulpet")
    expect(tile(page, "Måltallet")).to_contain_text("Ventetiden i telefonen, og om man blev hjulpet")


@pytest.mark.parametrize(("path", "answers", "words", "below"), [
    (PAGE, ANSWERS, ("Min del 2 på én side", "Rådet", "Kalenderen", "Økonomichefen"), "Hvad holder du op med?"),
    (ROOM, ROOM_ANSWERS, ("Mit ledelsesrum på én side", "Aktør 11 med", "Aftenvagten i Nord", "Gør lettere: Godkendelse af rejser", "Led 8 i planen"), "Fra billede til mandag"),
])
def test_the_picture_is_printed_alone_on_one_page(page, course, monkeypatch, tmp_path, path, answers, words, below):
    write(course, monkeypatch, answers=answers)
    opened(page, course, path)
    page.evaluate("window.print = () => { globalThis.printed = true; }")
    page.get_by_role("button", name="Udskriv billedet på én side").click()
    assert page.evaluate("globalThis.printed")
    page.pdf(path=tmp_path / "billede.pdf", format="A4")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.pdf(path=tmp_path / "siden.pdf", format="A4")
    picture, whole = (subprocess.run(["pdftotext", "-layout", tmp_path / f"{name}.pdf", "-"], capture_output=True, text=True, check=True).stdout for name in ("billede", "siden"))
    assert picture.count("\f") == 1 and whole.count("\f") > 1
    assert [word for word in words if word not in picture] == []
    assert below not in picture and below in whole


def test_the_reader_stops_something_and_sees_it_in_words(page, course):
    opened(page, course)
    item = page.locator("[data-item=holde_op_med]")
    item.get_by_role("textbox", name="Hvad holder du op med?").fill("Mandagsmødet")
    expect(item).to_contain_text("Du holder op med »Mandagsmødet«.")
    expect(page.locator("[data-exercise=del_2_videre] .lr-saved")).to_contain_text("gemt kl.")


def test_the_reader_ticks_a_contradiction_and_is_asked_what_gives_way(page, course):
    opened(page, course, ROOM)
    contradictions = page.locator("[data-item=modsigelser]")
    contradictions.get_by_role("checkbox", name="Ingen af dem").check()
    expect(contradictions).to_contain_text("Det er svært at se i sit eget.")
    contradictions.get_by_role("checkbox", name="Planens svageste led").check()
    expect(contradictions).to_contain_text("Flyt en halv time til det i denne uge. Fra hvad?")
    expect(contradictions).not_to_contain_text("Det er svært at se i sit eget.")


def test_the_seven_agreements_stand_over_the_order_they_are_put_in(page, course, monkeypatch):
    write(course, monkeypatch, ("mine_runder", "en_runde"), ("rum_jeg_giver", "en_regel_mindre"), answers=ROOM_ANSWERS)
    opened(page, course, ROOM)
    order = page.locator("[data-item=aftaler_i_raekke]")
    expect(order).to_contain_text("Aftenvagten i Nord: Hvad venter I på?")
    expect(order).to_contain_text("en stikprøve om måneden")
    order.get_by_role("button", name="Flyt Fjerne en regel og sætte noget i stedet op").click()
    expect(order).to_contain_text("Øverst står »Undersøge en grænse i stedet for at antage den« og nederst »Tale med planens svageste led«.")
