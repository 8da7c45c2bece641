"""Every kind of item, by mouse and by keyboard alone: what the reader gives is saved, given back, and there after a reload.

The kinds stand on a page of their own (``kinds/``) in a copy of the course: no section needs them all.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from course.site.build import ROOT
from exercises.content import read_yaml
from exercises.journal.schema import ReflectionFile
from tests.browser import gates, needs
from tests.browser.conftest import wait_live
from tests.conftest import start_course, until
from tests.small_course import make_small_course

HERE = Path(__file__).parent / "kinds"
PAGE = "bog/notebooks/9-9-alle-slags.html"
PICTURES = ROOT / "_build" / "screenshots"


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    """A copy of the course with the page of every kind in its contents."""
    root = make_small_course(ROOT, tmp_path_factory.mktemp("kinds") / "course")
    shutil.copy(HERE / "reflections.yaml", root / "exercises" / "reflections" / "9-9-alle-slags.yaml")
    shutil.copy(HERE / "page.md", root / "notebooks" / "9-9-alle-slags.md")
    with (root / "_toc.yml").open("a", encoding="utf-8") as contents:
        contents.write("      - file: notebooks/9-9-alle-slags\n")
    return root


@pytest.fixture
def page(context, root, tmp_path) -> Page:
    course = start_course(tmp_path / "data", root=root)
    page = context.new_page()
    page.goto(course.address)
    page.goto(course.page(PAGE))
    wait_live(page)
    yield page
    course.stop()


def item(page: Page, name: str) -> Locator:
    return page.locator(f"[data-item={name}]")


def answers(page: Page) -> dict:
    expect(page.locator("[data-exercise=alle_slags] .lr-saved")).to_contain_text(re.compile(r"gemt kl\. \d\d\.\d\d"))
    until(lambda: page.evaluate("!globalThis.ledelsesrumJournal.entries().length"))  # asked from outside: the page's policy forbids eval
    found = page.evaluate("fetch('/ledelsesrum/api/answers').then((response) => response.json())")
    return {f"{answer['item']}.{answer['occasion']}".rstrip("."): answer["value"] for answer in found}


def fill_by_mouse(page: Page) -> None:
    item(page, "tekst").get_by_role("textbox").fill("Tre små ord")
    item(page, "skala").get_by_role("slider").click(position={"x": 2, "y": 14})
    item(page, "valg").get_by_text("Ingen steder").click()
    item(page, "flere").get_by_text("Ny regel").click()
    item(page, "orden").locator("li[data-row=samarbejde]").drag_to(item(page, "orden").locator("li[data-row=forklare]"))
    item(page, "point").get_by_role("textbox", name="Eget punkt 1").fill("Fred")
    share = item(page, "point").get_by_role("slider", name="Fred")
    share.click(position={"x": share.bounding_box()["width"] - 2, "y": 14})
    matrix = item(page, "felter")
    matrix.evaluate("(el) => el.scrollIntoView({ block: 'center' })")  # clear of the line at the top, which stays where it is
    matrix.get_by_role("button", name=re.compile(r"1\. Brev")).drag_to(matrix.locator("[data-x='1'][data-y='5']"))
    matrix.get_by_role("button", name=re.compile(r"2\. Chat")).drag_to(matrix.locator("[data-x='5'][data-y='1']"))
    item(page, "dilemma").get_by_text("Skriv hver for sig.").first.click()
    people = item(page, "folk")
    people.get_by_role("checkbox", name="Person 1: Uenig med mig").click()
    people.get_by_role("textbox", name="Person 2: Timer").fill("2,5")
    marks = item(page, "linje")
    for name, share in (("Dit råd", 0.99), ("Beslutningen", 0.01)):
        slider = marks.get_by_role("slider", name=name)
        slider.click(position={"x": slider.bounding_box()["width"] * share, "y": 14})
    item(page, "kalender").get_by_role("group", name="Plan", exact=True).get_by_text("Feb.").click()
    estimates = item(page, "bud")
    for name, amount in (("Dage i en uge laveste", "6"), ("Dage i en uge højeste", "8"), ("Timer i et døgn laveste", "10"), ("Timer i et døgn højeste", "12")):
        estimates.get_by_role("textbox", name=name).fill(amount)
    estimates.get_by_role("button", name="Vis de rigtige tal").click()


def test_every_kind_by_mouse(page):
    fill_by_mouse(page)
    expect(item(page, "tekst")).to_contain_text("Du skrev 3 ord.")
    expect(item(page, "valg")).to_contain_text("Det er et svar i sig selv.")
    expect(item(page, "flere")).to_contain_text("Ved I, om den var sjælden?")
    expect(item(page, "orden")).to_contain_text("Øverst står At samarbejde.")
    expect(item(page, "felter")).to_contain_text("Mange og uden styring: Brev. Hvem svarer dér?")
    expect(item(page, "linje")).to_contain_text("Dit råd kom efter beslutningen.")
    expect(item(page, "bud")).to_contain_text("1 af 2 rigtige tal lå inden for dine bud.")
    expect(item(page, "bud")).to_contain_text("Du ramte 1 af 2. Bredde: 18 pct.")  # 2 of 7 days and 2 of 24 hours
    expect(item(page, "bud")).to_contain_text("Inden for dit bud: 7 dage (dit bud 6–8).")
    given = answers(page)
    assert given["orden"]["order"] == ["samarbejde", "forklare", "prioritere"]
    assert given["point"] == {"labels": {"own_1": "Fred"}, "shares": {"own_1": 100}}
    assert given["felter"]["places"] == {"brev": [1, 5], "chat": [5, 1]}
    assert given["folk"]["cells"] == {"own_1": {"uenig": True}, "own_2": {"timer": 2.5}}
    assert given["linje"]["marks"] == {"raad": 3, "beslutning": 0}
    assert given["kalender"]["cells"] == {"plan": {"periods": [1]}}
    assert given["bud"] == {"ranges": {"dage": [6, 8], "timer": [10, 12]}, "opened": True}
    page.screenshot(path=PICTURES / "kinds-desk.png", full_page=True)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate("Math.min(...[...document.querySelectorAll('.lr-share input[type=range]')].map((slider) => slider.offsetWidth))") >= 100  # a thumb can pull it
    page.screenshot(path=PICTURES / "kinds-narrow.png", full_page=True)


def test_every_kind_passes_every_gate_with_everything_answered_and_opened(page):
    fill_by_mouse(page)
    gates.answer_everything(page)
    expect(item(page, "bud")).to_contain_text("rigtige tal lå inden for dine bud.")
    expect(item(page, "foer_efter").locator(".lr-compare li")).to_have_count(3)
    expect(page.locator("details:not(.hide):not([open])")).to_have_count(0)
    page.screenshot(path=PICTURES / "kinds-opened.png", full_page=True)
    assert gates.problems(page) == []


def test_every_kind_serves_those_who_enlarge_it_space_it_and_use_no_mouse(page):
    fill_by_mouse(page)
    gates.open_folds(page)
    page.set_viewport_size(needs.LARGE)
    found, kinds = needs.unseen_focus(page, "Shift+Tab")
    page.set_viewport_size({"width": 1100, "height": 900})  # where the line of the page's state stays at the top
    at_a_desk, _ = needs.unseen_focus(page, "Shift+Tab")
    assert [*found, *at_a_desk, *needs.cramped(page), *needs.moving(page)] == []
    controls = {"input[range]", "input[radio]", "input[checkbox]", "input[text]", "textarea[textarea]", "select[select-one]", "button[button]", "summary", "a"}
    assert controls <= {kind.split(".")[0] for kind in kinds}


def test_every_kind_shows_its_controls_and_their_state_in_the_readers_own_few_colours(page):
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.evaluate("() => { document.documentElement.dataset.theme = 'light'; }")
    matrix = item(page, "felter")
    changed = {
        "slider": (item(page, "skala").get_by_role("slider"), lambda part: part.press("End")),
        "radio": (item(page, "valg").get_by_role("radio").first, lambda part: part.check()),
        "checkbox": (item(page, "flere").get_by_role("checkbox").first, lambda part: part.check()),
        "month": (item(page, "kalender").get_by_role("checkbox").first, lambda part: part.check()),
    }
    for name, (part, answer) in changed.items():
        page.mouse.move(0, 0)
        before = needs.drawn(part)
        answer(part)
        part.blur()
        assert needs.differing(before, needs.drawn(part)) > 20, name
    fill_by_mouse(page)
    for part in (matrix.locator(".lr-chip").first, item(page, "bud").locator(".lr-range").first, page.locator(".lr-step:not([aria-disabled=true])").first,
                 item(page, "tekst").get_by_role("textbox"), item(page, "folk").get_by_role("combobox").first, item(page, "linje").locator(".lr-mark").first):
        assert needs.standing_out(part) > 30
    page.screenshot(path=PICTURES / "kinds-few-colours.png", full_page=True)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext mangler (se tests/debian-packages.txt)")
def test_every_kind_is_whole_on_paper(page, root):
    page.goto((root / "_build" / "html" / "notebooks" / "9-9-alle-slags.html").as_uri())
    text = gates.printed(page, PICTURES / "kinds.pdf")
    exercises = read_yaml(HERE / "reflections.yaml", ReflectionFile).model_dump()
    assert gates.missing_on_paper(text, gates.wanted_on_paper(exercises)) == []
    assert gates.empty_on_paper(page) == []


def press(page: Page, control: Locator, *keys: str) -> None:
    control.focus()
    for key in keys:
        page.keyboard.press(key)


def test_every_kind_by_keyboard_alone(page):
    press(page, item(page, "skala").get_by_role("slider"), "ArrowRight", "ArrowRight")
    press(page, item(page, "valg").get_by_role("radio").first, "Space", "ArrowDown")
    press(page, item(page, "flere").get_by_role("checkbox", name="Undersøgte mønsteret"), "Space")
    down = item(page, "orden").get_by_role("button", name="Flyt At forklare ned")
    press(page, down, "Enter", "Enter")
    expect(down).to_be_focused()  # the focus follows what is moved
    expect(item(page, "orden").get_by_text("At forklare er nu nummer 3.")).to_have_attribute("role", "status")
    press(page, item(page, "point").get_by_role("slider", name="Drift"), "ArrowRight")
    chip = item(page, "felter").get_by_role("button", name=re.compile(r"1\. Brev"))
    press(page, chip, "ArrowLeft", "ArrowUp")
    expect(item(page, "felter").get_by_text("ingen styring til fuld styring", exact=True)).to_have_count(2)  # the lists say to the eye what they are for
    item(page, "felter").get_by_role("combobox", name="Brev: slags").select_option("ude")
    item(page, "felter").get_by_role("combobox", name="Chat: ingen styring til fuld styring").select_option("5")
    press(page, item(page, "dilemma").get_by_role("radio").first, "Space")
    press(page, item(page, "dilemma").get_by_role("textbox", name="Hvem mister status?"), "J", "a")
    add = item(page, "folk").get_by_role("button", name="Tilføj en mere")
    press(page, add, "Enter")
    press(page, item(page, "folk").get_by_role("textbox", name="Person 3", exact=True), "B", "o", "Tab")
    press(page, item(page, "folk").get_by_role("checkbox", name="Bo: Uenig med mig"), "Space")
    item(page, "folk").get_by_role("combobox", name="Bo: Hvor").select_option("inde")
    press(page, item(page, "folk").get_by_role("textbox", name="Bo: Chance"), "5", "0")
    item(page, "folk").get_by_role("combobox", name="Bo: Greb").select_option("igen")
    for number, (claim, strength) in enumerate((("Vi svarer hurtigt", "4"), ("Vi retter selv fejl", "2")), 1):
        item(page, "paastande").get_by_role("textbox", name=f"Påstand {number}", exact=True).focus()
        page.keyboard.type(claim)
        page.keyboard.press("Tab")
        item(page, "paastande").get_by_role("combobox", name=f"{claim}: Styrke").select_option(strength)
    press(page, item(page, "linje").get_by_role("slider", name="Dit råd"), "ArrowRight")
    press(page, item(page, "kalender").get_by_role("group", name="Test", exact=True).get_by_role("checkbox", name="Mar."), "Space")
    press(page, item(page, "aftale").get_by_role("textbox", name="Hvad vil du gøre?"), *"ringe")
    before = item(page, "foer_efter")
    press(page, before.get_by_role("slider"), "End")
    press(page, before.get_by_role("button", name="Vis det første"), "Enter")
    press(page, before.get_by_role("slider"), "ArrowLeft")
    press(page, before.get_by_role("button", name="Vis det sidste"), "Enter")
    press(page, before.get_by_role("slider"), "Home", "ArrowRight")

    expect(item(page, "folk")).to_contain_text("Uenig med mig")
    expect(item(page, "folk")).to_contain_text("1 af 1 var uenige med dig.")
    expect(item(page, "paastande").locator(".lr-weakest")).to_have_text("Vi retter selv fejl")
    expect(item(page, "paastande")).to_contain_text("Svagest står Vi retter selv fejl.")
    expect(item(page, "aftale")).to_contain_text("Du vil ringe.")
    expect(before).to_contain_text("Du flyttede dig −95.")
    expect(before.locator(".lr-compare li")).to_have_count(3)
    expect(before.locator(".lr-compare li").last).to_contain_text(re.compile(r"Efter: 5 pct\., i dag kl\. \d\d\.\d\d"))
    given = answers(page)
    assert given["skala"] == 10 and given["valg"] == "ingen" and given["flere"] == ["moenster"]
    assert given["orden"]["order"] == ["prioritere", "samarbejde", "forklare"]
    assert given["felter"]["places"] == {"brev": [2, 4], "chat": [5, None]} and given["felter"]["tags"] == {"brev": "ude"}
    assert given["dilemma"] == {"choice": "skriv", "follow_up": "Ja"}
    assert given["folk"]["cells"] == {"own_3": {"uenig": True, "hvor": "inde", "chance": 50, "greb": "igen"}}
    assert given["paastande"]["cells"] == {"own_1": {"styrke": 4}, "own_2": {"styrke": 2}}
    assert given["linje"]["marks"] == {"raad": 1} and given["kalender"]["cells"] == {"test": {"periods": [2]}}
    assert [given[f"foer_efter.{when}"] for when in ("foer", "midt", "efter")] == [100, 95, 5]


def test_what_goes_away_when_it_is_pressed_takes_no_focus_with_it(page):
    order, people, estimates = (item(page, name) for name in ("orden", "folk", "bud"))
    press(page, order.get_by_role("button", name="behold den, som den står"), "Enter")
    expect(order.get_by_role("list")).to_be_focused()
    for number in (3, 4):
        press(page, people.get_by_role("button", name="Tilføj en mere"), "Enter")
        expect(people.get_by_role("textbox", name=f"Person {number}", exact=True)).to_be_focused()
    expect(people.get_by_role("button", name="Tilføj en mere")).to_have_count(0)
    for field in estimates.get_by_role("textbox").all():
        field.fill("7")
    press(page, estimates.get_by_role("button", name="Vis de rigtige tal"), "Enter")
    expect(estimates.locator("p", has_text="rigtige tal lå inden for dine bud.")).to_be_focused()


def test_what_changes_is_told_once_when_the_hands_are_still(page):
    needs.listen(page)
    item(page, "tekst").get_by_role("textbox").focus()
    for word in ("Tre ", "små ", "ord"):
        page.keyboard.type(word)
        page.wait_for_timeout(600)  # long enough to be saved, and not to be still
    press(page, item(page, "skala").get_by_role("slider"), "ArrowRight", "ArrowRight")
    press(page, item(page, "valg").get_by_role("radio").first, "Space", "ArrowDown")
    press(page, item(page, "point").get_by_role("slider", name="Drift"), "ArrowRight", "ArrowRight")
    press(page, item(page, "folk").get_by_role("textbox", name="Person 1: Timer"), "2", "5")
    until(lambda: any("25" in told for told in needs.heard(page)))
    page.wait_for_timeout(1500)  # whatever else there may be to say
    saved = [told for told in needs.heard(page) if told.startswith("gemt kl.")]
    assert 1 <= len(saved) == len(set(saved))
    assert sorted(told for told in needs.heard(page) if told not in saved) == sorted([
        "Du skrev 3 ord.", "Det er et svar i sig selv.", "90 point tilbage.", "Mest fik Drift.", "0 af 1 var uenige med dig.", "Timer · i alt 25 timer Person 1 25",
    ])


def test_every_kind_shows_after_a_reload_what_was_given(page):
    fill_by_mouse(page)
    saved = answers(page)
    page.reload()
    wait_live(page)
    expect(item(page, "tekst").get_by_role("textbox")).to_have_value("Tre små ord")
    expect(item(page, "flere").get_by_role("checkbox", name="Ny regel")).to_be_checked()
    expect(item(page, "orden").locator("li").first).to_contain_text("At samarbejde")
    expect(item(page, "point").get_by_role("slider", name="Fred")).to_have_value("100")
    expect(item(page, "felter").locator("[data-x='1'][data-y='5']").get_by_role("button")).to_have_count(1)
    expect(item(page, "folk").get_by_role("textbox", name="Person 2: Timer")).to_have_value("2,5")
    expect(item(page, "kalender").get_by_role("group", name="Plan", exact=True).get_by_role("checkbox", name="Feb.")).to_be_checked()
    expect(item(page, "bud").get_by_role("textbox")).to_have_count(0)  # what was opened cannot be guessed again
    assert answers(page) == saved


def test_an_exercise_takes_rows_and_an_earlier_answer_from_another(page):
    expect(item(page, "kanaler")).to_contain_text("Flyt punkterne")
    item(page, "felter").get_by_role("textbox", name="Egen kanal 1").fill("Døren")
    item(page, "tekst").get_by_role("textbox").fill("Det troede jeg")
    item(page, "tekst").get_by_role("textbox").blur()
    answers(page)
    expect(item(page, "kanaler").locator("li")).to_have_text([re.compile("Brev"), re.compile("Chat"), re.compile("Døren")])
    earlier = item(page, "nu").locator("details")
    expect(earlier.locator("summary")).to_have_text(re.compile(r"Du svarede i dag kl\. \d\d\.\d\d: Skriv en sætning\."))
    earlier.locator("summary").click()
    expect(earlier).to_contain_text("Det troede jeg")


@pytest.mark.parametrize(("typed", "said"), [("mange", "Skriv et tal, fx 2,5"), ("120", "Skriv et tal fra 0 til 100")])
def test_what_is_no_such_number_is_said_and_not_kept(page, typed, said):
    field = item(page, "folk").get_by_role("textbox", name="Person 1: Chance")
    field.fill("50")
    field.fill(typed)
    expect(item(page, "folk").get_by_text(said)).to_be_visible()
    assert answers(page)["folk"]["cells"]["own_1"] == {}
    expect(field).to_have_attribute("aria-invalid", "true")


@pytest.mark.parametrize(("typed", "kept"), [("12,5", 12.5), ("12.5", 12.5), ("43.172", 43172), ("1.234,5", 1234.5)])
def test_a_number_is_read_as_it_was_meant(page, typed, kept):
    item(page, "folk").get_by_role("textbox", name="Person 1: Timer").fill(typed)
    assert answers(page)["folk"]["cells"]["own_1"] == {"timer": kept}


def asked(page: Page, occasion: str) -> Locator:
    return page.locator(f"[data-exercise=to_gange][data-occasion={occasion}]")


def test_an_answer_from_the_beginning_stays_hidden_until_there_is_one_at_the_end(page):
    first, last = asked(page, "indgang"), asked(page, "udgang")
    expect(first.locator(".lr-kicker")).to_contain_text("Ved begyndelsen")
    expect(last.locator(".lr-kicker")).to_contain_text("Ved slutningen")
    press(page, first.locator("[data-item=hoert]").get_by_role("slider"), *["ArrowRight"] * 4)
    first.locator("[data-item=brev]").get_by_role("textbox").fill("Kære mig, husk skoven")
    first.locator("[data-item=brev]").get_by_role("textbox").blur()
    expect(first.locator(".lr-compare:visible, .lr-again button:visible")).to_have_count(0)

    scale, letter = last.locator("[data-item=hoert]"), last.locator("[data-item=brev]")
    show = letter.get_by_role("button", name=re.compile(r"Vis mit svar fra i dag kl\. \d\d\.\d\d"))
    expect(letter.get_by_role("heading")).to_have_text("3. Svar på brevet, før du åbner det.")
    expect(show).to_be_disabled()
    expect(last).not_to_contain_text("skoven")
    letter.get_by_role("textbox").fill("Den blev plantet")
    expect(last).not_to_contain_text("skoven")
    show.click()
    expect(letter.locator(".lr-columns")).to_contain_text(re.compile(r"Ved begyndelsen.*Kære mig, husk skoven.*i dag kl\..*Ved slutningen.*Den blev plantet", re.S))

    press(page, scale.get_by_role("slider"), *["ArrowRight"] * 7)
    expect(scale.locator(".lr-mark")).to_have_count(0)
    press(page, scale.get_by_role("button"), "Enter")
    expect(scale.locator(".lr-mark")).to_have_text(["1", "2"])
    expect(scale.locator(".lr-legend")).to_contain_text(re.compile(r"Ved begyndelsen: 4 af 10, i dag.*Ved slutningen: 7 af 10, i dag", re.S))
    press(page, scale.get_by_role("slider"), *["ArrowLeft"] * 3)
    expect(scale.locator(".lr-mark")).to_have_text(["1, 2"])  # one place, one mark
    place = last.locator("[data-item=plads]")
    place.get_by_role("slider").focus()
    page.keyboard.press("End")
    expect(place).to_contain_text("Du har intet svar fra »Ved begyndelsen« at holde det op mod.")

    expect(last.locator(".lr-saved")).to_contain_text("gemt kl.")
    given = {(one["item"], one["occasion"]): one["value"] for one in page.evaluate("fetch('/ledelsesrum/api/answers').then((response) => response.json())")}
    assert given == {("hoert", "indgang"): 4, ("hoert", "udgang"): 4, ("brev", "indgang"): "Kære mig, husk skoven", ("brev", "udgang"): "Den blev plantet", ("plads", "udgang"): 10}
    page.reload()
    wait_live(page)
    expect(first.locator("[data-item=brev]").get_by_role("textbox")).to_have_value("Kære mig, husk skoven")
    expect(letter.get_by_role("textbox")).to_have_value("Den blev plantet")
    expect(letter.locator(".lr-columns")).to_contain_text("Kære mig, husk skoven")


def test_a_profile_shows_what_was_answered_as_dots_and_in_words(page):
    first, last = asked(page, "indgang"), asked(page, "udgang")
    expect(first.locator(".lr-profile")).to_be_hidden()
    press(page, first.locator("[data-item=hoert]").get_by_role("slider"), *["ArrowRight"] * 4)
    profile = first.get_by_role("region", name="Dine svar på én side")
    expect(profile.locator(".lr-profile-line")).to_have_text([re.compile("Rådet bliver hørt.*4 af 10"), re.compile("Plads til at lede.*ikke besvaret endnu")])
    expect(profile).to_contain_text("Du møder spørgsmålene igen.")
    press(page, last.locator("[data-item=hoert]").get_by_role("slider"), *["ArrowRight"] * 6)
    expect(last.locator(".lr-profile-line").first).to_contain_text("6 af 10")
    expect(last.locator(".lr-dot-earlier")).to_have_count(0)
    last.locator("[data-item=hoert]").get_by_role("button").click()
    expect(last.locator(".lr-profile-line").first).to_contain_text("fra 4 til 6 af 10")
    expect(last.locator(".lr-dot-earlier")).to_have_count(1)
    expect(last.locator(".lr-profile")).to_contain_text("Ring: Ved begyndelsen. Fyldt: Ved slutningen.")
    expect(last.locator(".lr-profile")).not_to_contain_text("Du møder spørgsmålene igen.")
    last.screenshot(path=PICTURES / "again-desk.png")


def test_what_is_done_about_each_chance_changes_the_chance_of_all_of_them(page):
    people, again = item(page, "folk"), item(page, "greb_igen")
    for number, (name, chance) in enumerate((("Bo", "50"), ("Eva", "80"), ("Per", "90")), 1):
        if number == 3:
            people.get_by_role("button", name="Tilføj en mere").click()
        people.get_by_role("textbox", name=f"Person {number}", exact=True).fill(name)
        people.get_by_role("textbox", name=f"{name}: Chance").fill(chance)
    expect(people).to_contain_text("Alle siger ja: 36 pct. før, 36 efter. Lavest er Bo.")
    people.get_by_role("combobox", name="Bo: Greb").select_option("igen")
    expect(people.locator(".lr-given-row", has_text="Bo (før 50)")).to_contain_text("75")
    expect(people).to_contain_text("Alle siger ja: 36 pct. før, 54 efter. Lavest er Bo.")
    people.get_by_role("combobox", name="Bo: Greb").select_option("fjern")
    people.get_by_role("combobox", name="Per: Greb").select_option("halvt")
    expect(people).to_contain_text("Alle siger ja: 36 pct. før, 76 efter. Lavest er Eva.")
    again.get_by_role("combobox", name="Eva: Nyt greb").select_option("fjern")  # its chances are those given above
    expect(again.get_by_role("rowheader")).to_have_text(["Bo", "Eva", "Per"])
    expect(again.locator(".lr-given-row", has_text="Eva (før 80)")).to_contain_text("100")
    expect(again).to_contain_text("Fra 36 til 45 pct.")


HOSTILE = "<img src=x onerror=\"document.title='hacket'\">"


def place(page: Page, card: Locator, number: int, name: str, *picked: str) -> None:
    """Name an actor of a map and place it, with the keyboard alone."""
    field = card.get_by_role("textbox", name=f"Aktør {number}", exact=True)
    if not field.count():
        press(page, card.get_by_role("button", name="Tilføj en mere"), "Enter")
    if field.input_value() != name:
        field.fill(name)
    for column, option in zip(("Hvor står de?", "Hvad gør de ved rummet?", "Hvad bygger det på?"), picked):
        card.get_by_role("combobox", name=f"{name}: {column}").select_option(label=option)


def walls(card: Locator) -> list[str]:
    return card.locator("figure svg:visible g > path[fill=none]").evaluate_all("(paths) => paths.map((path) => path.getAttribute('stroke-dasharray') ?? 'whole')")


def test_a_map_of_the_room_is_drawn_from_the_answers_and_can_be_kept(page, watch):
    card = item(page, "kort")
    expect(card).to_contain_text("Kortet tegnes her, når du har sat den første på plads.")
    place(page, card, 1, "Formanden", "oven", "presser hårdt", "jeg gætter")
    place(page, card, 2, HOSTILE, "siden", "støtter", "de har sagt det")
    expect(card).to_contain_text("1 presser, 1 støtter, 1 er gæt. Ingen fra neden.")
    expect(card).to_contain_text("De presser: Formanden.")
    assert walls(card) == ["whole", "whole", "2 6", "whole"]  # above, right, below, left
    place(page, card, 3, "Tillidsmanden", "neden", "både og", "jeg har set det")
    place(page, card, 4, "Naboen", "siden", "presser", "de har sagt det")
    assert walls(card) == ["whole"] * 4
    expect(card.locator("figure svg:visible circle")).to_have_count(4)
    expect(card.get_by_role("img")).to_have_attribute("aria-label", re.compile(r"Formanden: oven, presser hårdt \(jeg gætter\)\. <img.*Tillidsmanden: neden, både og"))
    expect(card.locator(".lr-legend li")).to_have_text([re.compile("Formanden: oven, presser hårdt"), re.compile("hacket"), re.compile("Tillidsmanden"), re.compile("Naboen: siden")])
    with page.expect_download() as download:
        press(page, card.get_by_role("button", name="Gem billedet"), "Enter")
    file = Path(download.value.path())
    assert re.fullmatch(r"ledelsesrum-\d{4}-\d\d-\d\d\.png", download.value.suggested_filename) and file.read_bytes().startswith(b"\x89PNG")
    shutil.copy(file, PICTURES / "room-map.png")
    assert answers(page)["kort"]["cells"]["own_1"] == {"side": "above", "pull": "presses_hard", "known": "guess"}
    assert page.title() != "hacket" and watch.complaints == []
    page.reload()
    wait_live(page)
    expect(card.locator("figure svg:visible circle")).to_have_count(4)
    card.screenshot(path=PICTURES / "room-map-desk.png")
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(card.locator("figure svg:visible circle")).to_have_count(4)
    card.screenshot(path=PICTURES / "room-map-phone.png")


def test_two_maps_stand_side_by_side_when_the_second_is_drawn(page):
    first, last = (asked(page, occasion).locator("[data-item=rummet]") for occasion in ("indgang", "udgang"))
    place(page, first, 1, "Formanden", "oven", "presser hårdt", "jeg gætter")
    place(page, first, 2, "Naboen", "siden", "støtter", "de har sagt det")
    place(page, first, 3, "Klubben", "neden", "støtter", "jeg gætter")
    expect(asked(page, "indgang").locator(".lr-saved")).to_contain_text("gemt kl.")
    until(lambda: page.evaluate("!globalThis.ledelsesrumJournal.entries().length"))
    page.reload()
    wait_live(page)
    expect(last).to_contain_text("Navnene er fra dit tidligere kort.")
    expect(last.get_by_role("textbox", name="Aktør 3", exact=True)).to_have_value("Klubben")
    expect(last.locator("figure")).to_have_count(0)  # where they stood is hidden
    expect(last.get_by_role("button", name=re.compile("Vis mit svar"))).to_be_disabled()
    place(page, last, 1, "Formanden", "oven", "støtter", "de har sagt det")
    place(page, last, 2, "Naboen", "siden", "støtter", "de har sagt det")
    place(page, last, 4, "Ministeriet", "oven", "presser", "jeg gætter")
    last.get_by_role("button", name=re.compile("Vis mit svar")).click()
    expect(last.locator(".lr-columns figure svg:visible")).to_have_count(2)
    expect(last.locator(".lr-columns")).to_contain_text(re.compile(r"Ved begyndelsen.*Klubben.*Ved slutningen.*Ministeriet", re.S))
    expect(last.locator(".lr-changes li")).to_have_text([
        "Kommet til: Ministeriet.", "Ikke på kortet mere: Klubben.", "Flyttet: Formanden (presser hårdt → støtter).", "Står, hvor de stod: 1.", "Gæt: 2 dengang, 1 nu.",
    ])
    last.screenshot(path=PICTURES / "room-map-twice.png")
