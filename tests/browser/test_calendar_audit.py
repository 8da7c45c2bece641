"""The calendar audit as a reader uses it: hours typed or sorted from a calendar file, by keyboard, and the picture of the gap.

The files in ``calendars/`` are made for the tests, in the shape that Outlook, Google Calendar and Apple's Calendar export.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from exercises.frontend import bundle
from exercises.models.time_overlap import time_overlap
from tests.browser import gates
from tests.browser.conftest import wait_live
from tests.browser.test_every_kind import PAGE, PICTURES, answers, item, press, root  # noqa: F401 - the page of every kind
from tests.conftest import RunningCourse, start_course

CALENDARS = Path(__file__).parent / "calendars"
POINTS = {"Drift": 40, "Gennemførelse": 40, "Folk": 20, "Andet": 0}
IDS = {"Drift": "drift", "Gennemførelse": "own_1", "Folk": "own_2", "Andet": "andet"}
# Which line each title goes to, and the hours that week 16 of 2026 then has.
SORTED = {
    "outlook": (
        {"Direktionsmøde": "Drift", "Budgetopfølgning": "Drift", "Forberedelse af udvalgsmøde": "Drift", "Samtale med skolechefen": "Folk",
         "Netværk for kommunaldirektører": "Andet", "Privat aftale": None},
        {"Drift": 6, "Folk": 0.75, "Andet": 2},
    ),
    "google": (
        {"Styregruppe for velfærdsaftalen": "Gennemførelse", "Budgetmøde": "Drift", "Skolebesøg": "Gennemførelse", "Forhandling": "Drift", "<img src=x": "Andet"},
        {"Drift": 6, "Gennemførelse": 6, "Andet": 1},
    ),
    "apple": (
        {"Ledermøde": "Folk", "Tilsyn": "Gennemførelse", "Nattevagt": "Drift", "Læsning og eftertanke": "Andet", "Privat aftale": "Folk",
         "Konference i Eksempelby": "Andet"},
        {"Drift": 2, "Gennemførelse": 2.5, "Folk": 3, "Andet": 15.8},
    ),
}
TITLES = ["Direktionsm", "Budgetopf", "Samtale med", "Tandl", "Sommerhus", "Styregruppe", "Skolebes", "onerror", "Lederm", "Tilsyn", "Konference", "Hemmelig", "Kaj Opdigtet"]


@pytest.fixture
def context(chromium) -> Iterator[BrowserContext]:
    """A fresh browser profile in Denmark, where the calendars were kept."""
    context = chromium.new_context(locale="da-DK", timezone_id="Europe/Copenhagen", viewport={"width": 1100, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture
def course(root, tmp_path):  # noqa: F811
    course = start_course(tmp_path / "data", root=root)
    yield course
    course.stop()


@pytest.fixture
def page(context, course, watch) -> Page:
    page = context.new_page()
    page.goto(course.address)
    page.goto(course.page(PAGE))
    wait_live(page)
    return page


@pytest.fixture
def audit(page) -> Locator:
    """The audit, when the reader has said what is important."""
    points = item(page, "point")
    points.get_by_role("button", name="Tilføj en mere").click()
    for number, name in ((1, "Gennemførelse"), (2, "Folk")):
        points.get_by_role("textbox", name=f"Eget punkt {number}", exact=True).fill(name)
    for name in ("Drift", "Gennemførelse", "Folk"):
        points.get_by_role("slider", name=name).fill(str(POINTS[name]))
    points.get_by_role("slider", name="Folk").blur()
    expect(item(page, "uge").get_by_role("textbox", name="Folk: timer")).to_be_visible()
    return item(page, "uge")


def open_file(page: Page, audit: Locator, file) -> None:
    """Choose a calendar file by keyboard alone."""
    fold = audit.locator(".lr-calendar > summary")
    if not audit.get_by_label("Kalenderfil (.ics)").is_visible():
        press(page, fold, "Enter")
    with page.expect_file_chooser() as chooser:
        press(page, audit.get_by_label("Kalenderfil (.ics)"), "Enter")
    chooser.value.set_files(file)


def named(name: str, content: bytes) -> dict:
    return {"name": name, "mimeType": "text/calendar", "buffer": content}


def sort_entries(page: Page, audit: Locator, wanted: dict[str, str | None]) -> None:
    """Give every title its line: from one choice to the next with the tab key, the line by its first letter."""
    entries = audit.locator(".lr-entries li")
    for title, line in wanted.items():
        press(page, entries.filter(has_text=title).get_by_role("combobox"), (line or "Tæl ikke med")[0])


def overlap_of(hours: dict[str, float]) -> int:
    return round(100 * time_overlap(list(POINTS.values()), [hours.get(name, 0) for name in POINTS]).share)


@pytest.mark.parametrize("program", SORTED)
def test_a_calendar_is_sorted_into_ones_own_lines_by_keyboard(page, audit, course, watch, program):
    sent = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    wanted, hours = SORTED[program]
    open_file(page, audit, CALENDARS / f"{program}.ics")
    expect(audit.get_by_role("heading", name="Uge 16: 13.–19. april 2026")).to_be_visible()
    sort_entries(page, audit, wanted)
    expect(audit.locator(".lr-calendar [role=status]").first).to_contain_text("Alle har fået en plads.")
    for line in POINTS:
        expect(audit.get_by_role("textbox", name=f"{line}: timer")).to_have_value(str(hours.get(line, "")).replace(".", ","))
    expect(audit.locator(".lr-overlap")).to_contain_text(f"Du brugte {overlap_of(hours)} pct. af tiden sådan, som du selv havde prioriteret.")
    given = answers(page)["uge"]
    assert {name: cell["timer"] for name, cell in given["cells"].items()} == {IDS[line]: amount for line, amount in hours.items()}
    assert given["labels"] == {where: name for name, where in IDS.items()}
    assert page.title() != "hacket" and "Hemmelig" not in page.content()
    audit.screenshot(path=PICTURES / f"calendar-{program}.png")
    kept = b"".join(file.read_bytes() for file in course.data.rglob("*") if file.is_file()).decode("utf-8", "replace")
    kept += page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)") + "".join(sent)
    assert "Gennemførelse" in kept and [title for title in TITLES if title in kept] == []
    assert watch.foreign(course.origin) == [] and watch.complaints == []


def test_the_hours_can_be_typed_and_no_file_is_needed(page, audit, course):
    for line, typed in (("Drift", "20"), ("Gennemførelse", "7,5"), ("Folk", "5"), ("Andet", "4,5")):
        press(page, audit.get_by_role("textbox", name=f"{line}: timer"), *typed)
    expect(audit.locator(".lr-overlap strong")).to_have_text(f"{overlap_of({'Drift': 20, 'Gennemførelse': 7.5, 'Folk': 5, 'Andet': 4.5})} pct.")
    expect(audit.locator(".lr-back")).to_contain_text("Andet tog 12 pct. af 37 timer.")
    expect(audit.locator(".lr-back")).to_contain_text("Længst fra står Gennemførelse (−20 procentpoint).")
    audit.get_by_text("Vis tal").press("Enter")
    expect(audit.get_by_role("row", name="Gennemførelse 7,5 40 20 −20")).to_be_visible()
    answers(page)
    page.reload()
    wait_live(page)
    expect(audit.get_by_role("textbox", name="Gennemførelse: timer")).to_have_value("7,5")
    earlier = item(page, "ugen_nu").locator("details.lr-earlier")
    earlier.locator("> summary").click()
    expect(earlier.locator(".lr-overlap strong")).to_have_text("74 pct.")


def test_hours_from_a_file_can_be_corrected_and_stay_when_it_is_closed(page, audit):
    audit.get_by_role("textbox", name="Folk: timer").fill("3")
    open_file(page, audit, CALENDARS / "outlook.ics")
    sort_entries(page, audit, {"Direktionsmøde": "Drift"})
    drift = audit.get_by_role("textbox", name="Drift: timer")
    expect(drift).to_have_value("2")
    expect(audit.get_by_role("textbox", name="Folk: timer")).to_have_value("3")  # what the file says nothing of is left alone
    drift.fill("1,5")
    sort_entries(page, audit, {"Netværk": "Andet"})
    expect(drift).to_have_value("1,5")
    press(page, audit.get_by_role("combobox", name="Sæt resten på én linje"), "T")
    expect(audit.locator(".lr-calendar [role=status]").first).to_contain_text("Alle har fået en plads.")
    press(page, audit.get_by_role("button", name="Luk filen"), "Enter")
    expect(audit.locator(".lr-entries li")).to_have_count(0)
    expect(drift).to_have_value("1,5")
    expect(audit.get_by_label("Kalenderfil (.ics)")).to_be_focused()


def test_another_week_is_a_key_away_and_equal_titles_keep_their_line(page, audit):
    open_file(page, audit, CALENDARS / "outlook.ics")
    expect(audit).to_contain_text("0,5 timer er dobbeltbooket")
    sort_entries(page, audit, {"Direktionsmøde": "Drift", "Budgetopfølgning": "Gennemførelse"})
    press(page, audit.get_by_role("button", name="Ugen før"), "Enter")
    expect(audit.get_by_role("heading", name="Uge 15: 6.–12. april 2026")).to_be_visible()
    expect(audit.get_by_role("button", name="Ugen før")).to_be_focused()
    expect(audit.locator(".lr-entries li").filter(has_text="Direktionsmøde").get_by_role("combobox")).to_have_value("drift")
    expect(audit.get_by_role("textbox", name="Drift: timer")).to_have_value("2")
    expect(audit.get_by_role("textbox", name="Gennemførelse: timer")).to_have_value("")  # its entry was in the other week
    audit.get_by_label("Ugen med datoen").fill("2026-01-08")
    expect(audit.get_by_role("heading", name="Uge 2: 5.–11. januar 2026")).to_be_visible()


def test_a_line_renamed_while_a_file_is_open_keeps_its_entries(page, audit):
    open_file(page, audit, CALENDARS / "google.ics")
    sort_entries(page, audit, {"Skolebesøg": "Gennemførelse"})
    item(page, "point").get_by_role("textbox", name="Gennemførelse", exact=True).or_(item(page, "point").get_by_role("textbox", name="Eget punkt 1", exact=True)).first.fill("Aftalen")
    expect(audit.get_by_role("textbox", name="Aftalen: timer")).to_have_value("4")
    expect(audit.locator(".lr-entries li").filter(has_text="Skolebesøg").get_by_role("combobox")).to_have_value("own_1")


GAP = bundle("things", "kinds/simple", "kinds/tables", "kinds/calendar") + """
globalThis.overlap = (points, hours) => {
  const options = points.map((_, i) => ({ id: `line_${i}`, label: `${i}` }));
  const source = { item: { options }, answer: { value: { shares: Object.fromEntries(points.map((share, i) => [`line_${i}`, share])) } } };
  const value = { cells: Object.fromEntries(hours.map((timer, i) => [`line_${i}`, { timer }])) };
  return timeGap({ options: [{ id: "andet", label: "Andet" }], rows_from: {} }, value, { source: () => source })?.overlap;
};
"""


def test_the_page_works_the_overlap_out_as_the_course_does(chromium):
    page = chromium.new_page()
    page.add_script_tag(content=GAP)
    chance = Random(24)
    for lines in (1, 2, 3, 6, 9):
        for _ in range(20):
            points, hours = ([chance.choice([0, 5, 40, 0.25, 12.5, 100]) for _ in range(lines)] for _ in range(2))
            shown = page.evaluate("([points, hours]) => overlap(points, hours)", [points, hours])
            if sum(points) and sum(hours):
                assert shown == pytest.approx(100 * time_overlap(points, hours).share)
            else:
                assert shown is None
    page.close()


OUTLOOK = (CALENDARS / "outlook.ics").read_bytes()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (OUTLOOK[: len(OUTLOOK) // 2], "Kalenderfilen er ikke hel: Den slutter midt i en aftale. Gem kalenderen som .ics igen"),
        (b"PK\x03\x04" + bytes(100), "Filen er ikke en kalenderfil. Det er en zip-fil eller et Office-dokument."),
        (b"", "Filen er tom."),
        (b" " * 25_000_001, "Filen er på 25 MB, og der kan højst læses 25."),
    ],
    ids=["cut off", "zip", "empty", "too big"],
)
def test_a_file_that_cannot_be_read_says_why_and_the_next_one_is_read(page, audit, tmp_path, content, said):
    (tmp_path / "kalender.ics").write_bytes(content)
    open_file(page, audit, tmp_path / "kalender.ics")
    expect(audit.locator(".lr-calendar [role=status]").first).to_contain_text(said)
    open_file(page, audit, CALENDARS / "apple.ics")
    expect(audit.get_by_role("heading", name="Uge 16: 13.–19. april 2026")).to_be_visible()


def test_a_file_of_several_million_bytes_comes_through_whole(page, audit, tmp_path):
    filler = b"".join(b"BEGIN:VEVENT\r\nUID:f%d\r\nDTSTART:20250101T100000Z\r\nDTEND:20250101T110000Z\r\nDESCRIPTION:%s\r\nEND:VEVENT\r\n" % (n, b"x" * 3000) for n in range(1200))
    (tmp_path / "stor.ics").write_bytes(OUTLOOK.replace(b"END:VCALENDAR", filler + b"END:VCALENDAR"))
    open_file(page, audit, tmp_path / "stor.ics")
    expect(audit.get_by_role("heading", name="Uge 16: 13.–19. april 2026")).to_be_visible()


def test_the_picture_is_kept_as_a_file_that_stands_by_itself(page, audit, watch):
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    for line, typed in (("Drift", "20"), ("Gennemførelse", "7,5"), ("Andet", "9,5")):
        audit.get_by_role("textbox", name=f"{line}: timer").fill(typed)
    with page.expect_download() as download:
        press(page, audit.get_by_role("button", name="Gem billedet"), "Enter")
    assert re.fullmatch(r"tid-og-prioriteter-\d{4}-\d\d-\d\d\.png", download.value.suggested_filename)
    download.value.save_as(PICTURES / "calendar-gap.png")
    picture = (PICTURES / "calendar-gap.png").read_bytes()
    width, height = struct.unpack(">II", picture[16:24])
    assert picture[:8] == b"\x89PNG\r\n\x1a\n" and width == 1520 and height > 1000
    assert watch.complaints == []  # the page's policy allows it


def test_the_audit_passes_every_gate_with_a_file_open(page, audit):
    open_file(page, audit, CALENDARS / "apple.ics")
    sort_entries(page, audit, SORTED["apple"][0])
    expect(audit.locator(".lr-overlap")).to_be_visible()
    gates.open_folds(page)
    assert gates.problems(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    audit.screenshot(path=PICTURES / "calendar-narrow.png")
