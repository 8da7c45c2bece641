"""The grading desk in a browser: an evening's work by two graders, what a hostile hand-in can do to it, and what happens when the desk stops.

A class of twelve hands in once; each test has a question, or a copy of the class, of its own.
"""

from __future__ import annotations

import base64
import re
import shutil
import signal
import sys
from collections.abc import Iterator

import nbformat
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from course.cli import main
from course.grading.marking.exemplars import read_exemplars
from course.grading.names import loose
from course.grading.reading.masking import WORD
from course.grading.reading.scripts import scripts_of
from course.grading.reading.questions import find_question
from course.grading.root import CourseRoot
from course.grading.rubrics import find_rubric
from course.grading.store import marks
from course.grading.store.database import open_store
from tests.browser import needs
from tests.browser.conftest import Watch, picture
from tests.browser.gates import STANDARD, axe, english, shown_texts, too_wide
from tests.conftest import until
from tests.course.grading.desk.visiting import Nursery, Running, lay_out_a1, nursery
from tests.course.grading.hostile import EVIL, SCRIPT
from tests.course.grading.trip import cell

CRITERIA = [criterion.title.da for criterion in find_rubric("refleksion").criteria]
FIRST, SECOND = "a1-4", "a1-5"
GIVEN = ["Asta", "Birk", "Cille", "Ditlev", "Elvira", "Folmer", "Gudrun", "Hjalmar", "Ingrid", "Jeppe", "Kirsten", "Lauge"]
FAMILY = ["Adelborg", "Brixen", "Clausholt", "Dybvad", "Egeskov", "Friisgaard", "Gyldenkrone", "Hvidtfeldt", "Iversholt", "Juelsminde", "Krabbenhoeft",
          "Lindholdt"]
TEXT = ("Mandag spurgte formanden, om vi kunne nå det. Jeg sagde ja, selv om jeg vidste, at kontoret var imod.\n\n"
        "Jeg antog, at de ville finde sig i det. Bagefter så jeg tallene: {number} havde bedt om andre opgaver.")
GLOBALS = "() => Object.getOwnPropertyNames(window).filter((name) => !/^\\d+$/.test(name)).sort().join()"
PNG = base64.b64encode(bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000"
                                     "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082")).decode()
SVG = base64.b64encode(b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>').decode()


# ---- A class, and desks ------------------------------------------------------------------------------------------


def student(number: int) -> str:
    return f"{GIVEN[number]}.{FAMILY[number]}".lower()


def hand_in(root: CourseRoot, number: int, sources: dict[str, str], attachments: dict | None = None) -> None:
    """Put a hand-in where nbgrader's collect would; the student has signed it wherever there was room."""
    notebook = nbformat.read(root.folder / "release/A1/A1.ipynb", 4)
    notebook.metadata["authors"] = [{"name": f"{GIVEN[number]} {FAMILY[number]}"}]
    for grade_id, source in sources.items():
        answer = cell(notebook, grade_id)
        answer.source = source
        if attachments and grade_id == FIRST:
            answer["attachments"] = attachments
    folder = root.folder / "submitted" / student(number) / "A1"
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, folder / "A1.ipynb")


@pytest.fixture(scope="module")
def class_of_twelve(tmp_path_factory) -> CourseRoot:
    """Twelve who have handed in A1, autograded by nbgrader without a kernel; one of them left a question blank."""
    folder = tmp_path_factory.mktemp("hold") / "kursus"
    root = lay_out_a1(folder, [f"{student(one)};{GIVEN[one]};{FAMILY[one]};{student(one)}@by.dk" for one in range(12)])
    for number in range(12):
        said = f"{TEXT.format(number=number + 2)}\n\n{GIVEN[number]} {FAMILY[number]}"
        hand_in(root, number, {FIRST: said} if number == 11 else {FIRST: said, SECOND: said})
        done = root.api.autograde("A1", student(number), force=True)
        assert done["success"], done["log"]
    return CourseRoot(folder)


@pytest.fixture(scope="module")
def desks(tmp_path_factory) -> Iterator[Nursery]:
    with nursery(tmp_path_factory.mktemp("desks")) as ready:
        yield ready


@pytest.fixture
def copied(class_of_twelve, tmp_path) -> CourseRoot:
    """A copy of the class, with an empty store."""
    return CourseRoot(shutil.copytree(class_of_twelve.folder, tmp_path / "kopi", symlinks=True, ignore=shutil.ignore_patterns("grading.db*")))


@pytest.fixture(scope="module")
def bo(class_of_twelve, desks) -> Running:
    """Bo's desk in the class itself, for the tests that do not mind each other's marks."""
    return desks.start(class_of_twelve.folder)


def profile(chromium: Browser, width: int = 1280, height: int = 800, **settings) -> BrowserContext:
    context = chromium.new_context(locale="da-DK", viewport={"width": width, "height": height}, reduced_motion="reduce", **settings)
    context.set_default_timeout(20_000)
    return context


@pytest.fixture
def context(chromium) -> Iterator[BrowserContext]:
    context = profile(chromium)
    yield context
    context.close()


def sit_down(context: BrowserContext, desk: Running, question: str = FIRST, token: str | None = None) -> Page:
    """Log in as the printed address does, and open a question, at the script that the desk chooses or the one named."""
    page = context.new_page()
    page.goto(desk.address)
    page.goto(at(desk, question, token))
    expect(page.locator("#script-title")).not_to_be_empty()
    return page


def at(desk: Running, question: str, token: str | None = None) -> str:
    return f"{desk.address.split('/start')[0]}/desk/#/A1/{question}{f'/{token}' if token else ''}"


@pytest.fixture
def page(context, copied, desks) -> Page:
    return sit_down(context, desks.start(copied.folder))


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def open_token(page: Page) -> str:
    return page.url.rpartition("/")[2]


def comment(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Kommentar til teksten", exact=True)


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_have_text(re.compile(r"^gemt kl\. \d\d\.\d\d$"))


def newest(root: CourseRoot, question: str) -> dict[str, marks.Mark]:
    """What the store has, by token; read past the desk."""
    store = open_store(root)
    try:
        scripts = scripts_of(root, store, find_question(root, "A1", question)).values()
        found = marks.latest(store, scripts)
        return {script.token: found[script.id] for script in scripts if script.id in found}
    finally:
        store.close()


def token_of(root: CourseRoot, question: str, number: int) -> str:
    store = open_store(root)
    try:
        return scripts_of(root, store, find_question(root, "A1", question))[student(number)].token
    finally:
        store.close()


def course(monkeypatch, capsys, *arguments: str) -> str:
    """What a command says."""
    monkeypatch.setattr(sys, "argv", ["course", *arguments])
    assert main() == 0
    return capsys.readouterr().out


# ---- An evening ---------------------------------------------------------------------------------------------------


def test_two_graders_at_once_bring_a_class_from_empty_to_published(copied, desks, chromium, monkeypatch, capsys):
    graders = [sit_down(profile(chromium), desks.start(copied.folder, name)) for name in ("Bo", "Ida")]
    bo, ida = graders
    show_a_conflict(bo, ida)
    for _ in range(6):  # by turns, each at the next that is left; Bo by the keyboard alone
        grade_by_keys(bo)
        grade_by_pointing(ida)
    for page in graders:
        page.reload()
        expect(page.locator("#progress")).to_have_text("12 af 12 færdige · 0 tilbage")
        page.context.close()
    assert {mark.entry.state for mark in newest(copied, FIRST).values()} == {"final"}
    assert {mark.grader for mark in newest(copied, FIRST).values()} == {"Bo", "Ida"}
    course(monkeypatch, capsys, "grade", "publish", "A1", "--without-second", "--course", str(copied.folder))
    with copied.gradebook() as gradebook:
        points = [gradebook.find_grade(FIRST, "A1", "A1", student(number)) for number in range(12)]
        assert {grade.manual_score for grade in points} <= {12.0, 16.0} and not any(grade.needs_manual_grade for grade in points)


def show_a_conflict(bo: Page, ida: Page) -> None:
    """Both have the same text open, and both write; what Bo sees before he chooses is what Ida wrote and what he wrote."""
    ida.goto(f"{ida.url.partition('#')[0]}#/A1/{FIRST}/{open_token(bo)}")
    expect(ida.locator("#script-title")).to_have_text(bo.locator("#script-title").inner_text())
    comment(ida).fill("Idas ord")
    saved(ida)
    press(bo, "c")
    bo.keyboard.type("Bos ord")
    both = bo.get_by_role("dialog", name="To har bedømt den samme tekst")
    row = both.get_by_role("row", name="Kommentar")
    expect(row.get_by_role("cell")).to_have_text(["Idas ord", "Bos ord"])
    expect(bo.locator("#saved")).to_contain_text("ikke gemt")
    assert axe(bo) == []
    press(bo, "Escape")
    expect(comment(bo)).to_have_value("Bos ord")
    bo.get_by_role("button", name="Se begge").press("Enter")
    both.get_by_role("button", name="Gem mit i stedet").press("Enter")
    saved(bo)
    ida.reload()
    expect(comment(ida)).to_have_value("Bos ord")
    press(ida, "n")
    expect(ida.locator("#script-title")).not_to_have_text(bo.locator("#script-title").inner_text())


def grade_by_keys(page: Page) -> None:
    before = page.locator("#script-title").inner_text()
    press(page, "3", "3", "3", "3", "3", "c")
    page.keyboard.type("Du er til stede.")
    press(page, "Control+Enter")
    finished(page, before)


def grade_by_pointing(page: Page) -> None:
    before = page.locator("#script-title").inner_text()
    for criterion in CRITERIA:
        page.get_by_role("radiogroup", name=criterion).locator(".number").nth(3).click()
    page.get_by_role("button", name="Læst færdig, og videre").click()
    finished(page, before)


def finished(page: Page, before: str) -> None:
    """The next one is there, or it is told that there is none."""
    gone_on = page.locator("#script-title").filter(has_not_text=re.compile(f"^{before}$"))
    expect(gone_on.or_(page.get_by_text("Alle tekster til spørgsmålet er læst")).first).to_be_visible()


# ---- Keys ----------------------------------------------------------------------------------------------------------


def test_keys_give_levels_put_in_phrases_and_are_silent_in_text_fields(page):
    begun = page.locator("#script-title").inner_text()
    press(page, "b")
    expect(page.locator("#desk-said")).to_have_text("Giv først et trin; så kan der skrives en bemærkning.")
    press(page, "2", "4", "b")  # the remark is about the criterion that was set last
    page.keyboard.type("3 gange »hårdt«")
    expect(page.locator("#remark-foelelser")).to_have_value("3 gange »hårdt«")
    expect(page.locator(".given").filter(has_text=re.compile("."))).to_have_text(["2 Forklarer", "4 Forandrer"])
    press(page, "Escape", "3", "c")  # on to the next criterion
    page.keyboard.type("jnsu f 1234 / ?0")
    expect(comment(page)).to_have_value("jnsu f 1234 / ?0")
    expect(page.locator("#script-title")).to_have_text(begun)
    expect(page.locator(".given").filter(has_text=re.compile("."))).to_have_count(3)
    press(page, "Home", "Escape", "/")
    page.keyboard.type("bedste grund")
    expect(page.get_by_role("listbox", name="Sætninger").get_by_role("option")).to_have_count(1)
    press(page, "Enter")
    expect(comment(page)).to_have_value("Giv [it-chefen] hans bedste grund, ikke kun hans humør. jnsu f 1234 / ?0")
    page.keyboard.type("sekretæren")  # what stands in brackets is chosen, and is written over
    expect(comment(page)).to_have_value(re.compile(r"^Giv sekretæren hans bedste"))
    saved(page)
    press(page, "Escape", "?")
    page.get_by_label("Brug taster med ét tegn").uncheck()
    press(page, "Escape", "j")
    expect(page.locator("#script-title")).to_have_text(begun)
    press(page, "?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Taster").click()
    page.get_by_label("Brug taster med ét tegn").check()
    press(page, "Escape", "j")
    expect(page.locator("#script-title")).not_to_have_text(begun)


def test_the_text_has_the_middle_of_the_desk_and_its_rubric_is_in_view(context, copied, desks):
    for number, exemplar in enumerate(read_exemplars().texts):  # constructed texts, as in the README's picture
        hand_in(copied, number, {FIRST: exemplar.text})
    page = sit_down(context, desks.start(copied.folder, "Bo"), FIRST, token_of(copied, FIRST, 4))
    press(page, "3", "3", "3", "3", "3", "c")
    page.keyboard.type("Dit eget mål står som årsag, og du siger det. Hvad ville få dig til at opgive det?")
    saved(page)
    panels = {name: page.locator(name).bounding_box() for name in ("#desk-list", "#desk-script", "#desk-form")}
    assert all(box["y"] >= 0 and box["x"] >= 0 and box["x"] + box["width"] <= 1280 for box in panels.values())
    assert panels["#desk-script"]["width"] > panels["#desk-form"]["width"] > panels["#desk-list"]["width"]
    press(page, "Escape")
    picture(page, "desk")


def test_a_phrase_of_ones_own_is_kept_and_taken_out(page):
    press(page, "c")
    page.keyboard.type("Et helt eget råd")
    page.get_by_role("button", name="Sætninger til: Kommentar til teksten").click()
    page.get_by_text("Læg en sætning i samlingen").click()
    page.get_by_role("button", name="Behold den").click()
    page.get_by_role("combobox", name="Søg").fill("eget råd")
    expect(page.get_by_role("listbox", name="Sætninger").get_by_role("option")).to_have_count(1)
    page.get_by_role("button", name="Tag den valgte ud").click()
    expect(page.get_by_text("Sætningen er taget ud.", exact=True).last).to_be_visible()
    expect(page.get_by_role("listbox", name="Sætninger").get_by_role("option")).to_have_count(0)


def test_flag_skip_undo_and_what_cannot_be_assessed_are_seen_in_the_list_and_the_overview(context, copied, desks):
    page = sit_down(context, desks.start(copied.folder))
    first = page.locator("#script-title").inner_text()
    line = page.locator("#desk-list li").filter(has_text=first)
    press(page, "f")
    page.keyboard.type("Nævner en klage")
    press(page, "Control+Enter")
    expect(line).to_contain_text("flag")
    expect(page.locator(".about")).to_contain_text("flag fra Bo: Nævner en klage")
    expect(page.locator("#desk-alert")).to_be_empty()  # the keys of the dialog are the dialog's alone
    press(page, "u")
    expect(line).not_to_contain_text("flag")
    press(page, "s")
    expect(page.locator("#script-title")).not_to_have_text(first)
    expect(line).to_contain_text("sprunget over")
    press(page, "u")  # undo goes back to where it was
    expect(page.locator("#script-title")).to_have_text(first)
    press(page, "0", "Control+Enter")
    expect(page.locator("#desk-alert")).to_contain_text("Der mangler et trin ved Følelser og værdier")
    press(page, "3", "3", "3", "3", "Control+Enter")
    expect(page.locator("#desk-alert")).to_contain_text("Skriv, hvorfor det ikke kan vurderes: Situation og egen andel")
    page.keyboard.type("Sagen er en andens.")
    press(page, "Control+Enter")
    expect(page.locator("#script-title")).not_to_have_text(first)
    expect(line).to_contain_text("kan ikke vurderes")
    press(page, "a")
    expect(page.locator(".questions li").first).to_contain_text("1 kan ikke vurderes")


def test_a_mark_of_an_earlier_attempt_is_taken_over_where_the_text_is_the_same(context, copied, desks):
    page = sit_down(context, desks.start(copied.folder), SECOND)
    who = page.locator("#script-title").inner_text()
    press(page, "4", "2", "c")
    page.keyboard.type("Sagt før")
    press(page, "Escape")
    saved(page)
    for folder in (copied.folder / "submitted").iterdir():  # everybody hands in again, with one word more in the other answer
        path = folder / "A1/A1.ipynb"
        notebook = nbformat.read(path, 4)
        cell(notebook, FIRST).source += " Igen."
        nbformat.write(notebook, path)
    page.reload()
    expect(page.locator("#desk-alert")).to_contain_text("nyere forsøg")
    page.locator("#desk-list a").filter(has_text=who).click()
    expect(page.locator("#script-title")).to_have_text(who)
    expect(page.locator(".given").first).to_be_empty()
    page.get_by_role("button", name="Overtag bedømmelsen som kladde").click()
    expect(page.locator(".given").filter(has_text=re.compile("."))).to_have_text(["4 Forandrer", "2 Forklarer"])
    saved(page)


# ---- Nothing is lost -----------------------------------------------------------------------------------------------


def test_saved_is_said_only_of_what_the_store_has_and_a_killed_desk_loses_no_word(context, copied, desks):
    desk = desks.start(copied.folder)
    page = sit_down(context, desk)
    token = open_token(page)
    press(page, "3", "c")
    page.keyboard.type("Før")
    saved(page)
    assert newest(copied, FIRST)[token].entry.comment == "Før"
    desk.end(signal.SIGKILL)
    page.keyboard.type(" og efter")
    expect(page.locator("#saved")).to_have_text("ikke gemt: prøver igen")
    expect(comment(page)).to_have_value("Før og efter")
    press(page, "Escape", "j")  # what is not saved is not left
    expect(page.locator("#desk-said")).to_contain_text("er ikke gemt endnu")
    assert newest(copied, FIRST)[token].entry.comment == "Før"
    again = desks.start(copied.folder, port=port_of(desk))
    expect(page.locator("#saved")).to_contain_text("ikke gemt: Du er logget ud")
    other = context.new_page()
    other.goto(again.address)  # the new address, in another tab, logs this page in as well
    saved(page)
    assert newest(copied, FIRST)[token].entry.comment == "Før og efter"


def test_what_a_closed_page_could_not_send_is_there_when_it_is_opened_again(context, copied, desks):
    desk = desks.start(copied.folder)
    page = sit_down(context, desk)
    token = open_token(page)
    desk.end(signal.SIGKILL)
    press(page, "c")
    page.keyboard.type("Skrevet til ingen")
    expect(page.locator("#saved")).to_have_text("ikke gemt: prøver igen")
    page.close()
    again = desks.start(copied.folder, port=port_of(desk))
    page = sit_down(context, again, FIRST, token)
    expect(comment(page)).to_have_value("Skrevet til ingen")
    expect(page.locator(".notice")).to_contain_text("nåede ikke at blive gemt")
    saved(page)
    assert newest(copied, FIRST)[token].entry.comment == "Skrevet til ingen"


def test_what_was_written_just_before_the_page_is_closed_is_saved(context, copied, desks):
    page = sit_down(context, desks.start(copied.folder))
    token = open_token(page)
    press(page, "c")
    page.keyboard.type("I sidste øjeblik")
    page.close(run_before_unload=True)
    until(lambda: (mark := newest(copied, FIRST).get(token)) and mark.entry.comment == "I sidste øjeblik", 10)


def test_a_reload_and_a_new_start_come_back_to_the_same_text(context, copied, desks):
    desk = desks.start(copied.folder)
    page = sit_down(context, desk)
    here = page.locator("#desk-list li").nth(2).locator(".name").inner_text()
    press(page, "j", "j")
    expect(page.locator("#script-title")).to_have_text(here)
    page.reload()
    expect(page.locator("#script-title")).to_have_text(here)
    page.goto("about:blank")
    page.goto(desk.address)  # as the program opens it: no address but the desk's own
    expect(page.locator("#script-title")).to_have_text(here)


def port_of(desk: Running) -> int:
    return int(desk.address.split(":")[2].split("/")[0])


# ---- Hostile hand-ins, and names -----------------------------------------------------------------------------------


HOSTILE = f"""{SCRIPT}

<svg onload="window.hacked=1"><script>window.hacked=1</script><circle r="3"/></svg>
<style>body{{display:none}} #desk-form{{background:url({EVIL}/css)}}</style>
<form action="{EVIL}"><input name="x" autofocus onfocus="window.hacked=1"><button id="desk-main">Send</button></form>
<a href="javascript:window.hacked=1">klik</a> [klik her](javascript:window.hacked=1) [data](data:text/html;base64,PHNjcmlwdD4=) <a href="{EVIL}/ud">ud</a>
<iframe srcdoc="<script>parent.hacked=1</script>"></iframe><object data="data:text/html,x"></object><meta http-equiv="refresh" content="0;url={EVIL}">
<base href="{EVIL}"><img src=x onerror="window.hacked=1"><details open ontoggle="window.hacked=1"><summary>a</summary></details>
<math><mtext><table><mglyph><style><img src=x onerror=window.hacked=1></style></mglyph></table></mtext></math>

![tegning](attachment:tegning.svg) ![billede](attachment:"><img src=x onerror=window.hacked=1>.png) ![fjernt]({EVIL}/pixel.png)

Til sidst en almindelig sætning."""


def test_a_hostile_hand_in_changes_nothing_in_the_graders_browser(context, copied, desks):
    name = '"><img src=x onerror=window.hacked=1>.png'
    hand_in(copied, 0, {FIRST: HOSTILE, SECOND: "![billede](attachment:ok.png)"}, {name: {"image/png": PNG}, "tegning.svg": {"image/svg+xml": SVG}})
    beside = copied.folder / "submitted" / student(0) / "A1"
    for hostile in ("<img src=x onerror=alert(1)>.txt", "'; DROP TABLE mark; --.ipynb.txt"):
        (beside / hostile).write_text(SCRIPT, encoding="utf-8")
    watch, dialogs, popups = Watch(), [], []
    page = sit_down(context, desks.start(copied.folder))  # at whatever text
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    context.on("page", lambda opened: popups.append(opened.url))
    watch.on(page)
    before, address = page.evaluate(GLOBALS), page.url.partition("#")[0]
    page.evaluate("(address) => { location.hash = address; }", f"#/A1/{FIRST}/{token_of(copied, FIRST, 0)}")
    answer = page.locator(".answer")
    expect(answer).to_contain_text("Til sidst en almindelig sætning.")
    answer.get_by_text("klik her").click()
    assert page.evaluate(GLOBALS) == before and page.evaluate("window.hacked") is None
    assert answer.locator("script, style, svg, iframe, object, form, input, button, base, meta, math, [onerror], [onload], [id], [style]").count() == 0
    assert {link.get_attribute("href") for link in answer.get_by_role("link").all()} == {f"{EVIL}/ud"}
    assert answer.get_by_role("link").first.evaluate("(link) => [link.target, link.rel]") == ["_blank", "noopener noreferrer nofollow"]
    expect(answer).to_contain_text(f"ud ({EVIL}/ud)")
    assert (dialogs, popups, watch.foreign(address), watch.complaints) == ([], [], [], [])
    assert page.url.startswith(address)
    press(page, "3", "c")
    page.keyboard.type("Siden virker stadig")
    saved(page)


def test_no_name_of_a_student_is_on_the_page_or_on_its_way_to_it(context, bo):
    sent = []
    context.on("response", lambda answer: sent.append(answer.text()) if "/desk/api/" in answer.url and answer.status == 200 else None)
    page = sit_down(context, bo)
    seen = ""
    for line in page.locator("#desk-list li").all():
        line.get_by_role("link").click()
        expect(page.locator("#script-title")).to_have_text(line.locator(".name").inner_text())
        seen += page.content()
    press(page, "a")
    expect(page.get_by_role("heading", name="Spørgsmål")).to_be_visible()
    words = {loose(word) for word in WORD.findall(seen + page.content() + "".join(sent))}
    assert len(sent) > 12
    assert not words & {loose(name) for name in (*GIVEN, *FAMILY)}


# ---- For everybody -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width, height", [(1280, 800), (820, 1180)])
def test_every_view_is_accessible_and_danish_in_light_and_dark(chromium, bo, width, height):
    context = profile(chromium, width, height)
    page = sit_down(context, bo, FIRST)
    found = wrong(page)
    press(page, "1", "2", "o", "g", "h")
    found += wrong(page)
    for key, heading in (("/", "Sætninger"), ("?", "Taster"), ("f", "Flag på")):
        press(page, key)
        expect(page.get_by_role("dialog").get_by_role("heading", name=heading).first).to_be_visible()
        found += wrong(page)
        press(page, "Escape")
    press(page, "a")
    expect(page.get_by_role("heading", name="Spørgsmål")).to_be_visible()
    found += wrong(page)
    context.close()
    assert found == []


def test_every_view_fits_in_320_pixels(chromium, bo):
    context = profile(chromium, 320, 640)
    page = sit_down(context, bo, FIRST)
    press(page, "o", "g", "h")
    found = too_wide(page) + axe(page) + needs.cramped(page) + needs.in_the_way(page) + needs.moving(page)
    found += needs.unseen_focus(page)[0]
    for key in ("l", "/", "?"):
        press(page, key)
        found += too_wide(page)
        press(page, "Escape")
    press(page, "a")
    expect(page.get_by_role("heading", name="Spørgsmål")).to_be_visible()
    found += too_wide(page)
    page.emulate_media(forced_colors="active", color_scheme="dark")
    here, *others = page.locator(".paths a").evaluate_all("(links) => links.map((link) => getComputedStyle(link).borderBottomColor)")
    context.close()
    assert found == [] and here not in others  # in the reader's own few colours, too, one sees where one is


def wrong(page: Page) -> list[str]:
    """What axe finds, light and dark, and what is not Danish."""
    found = english(shown_texts(page))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("html")).to_have_attribute("data-theme", scheme)
        found += [f"{scheme}: {fault}" for fault in axe(page, {"type": "tag", "values": [*STANDARD]})]
    page.emulate_media(color_scheme="light")
    return found
