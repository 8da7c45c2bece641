"""Calendar files: one week's entries in the reader's own time, whatever program, zone and rule; and what is no calendar."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.calendars.reading import MOST_BYTES, MOST_EVENTS, CalendarFile, read
from exercises.calendars.week import DAY_HOURS, double_booked, entries, groups, week_to_show
from exercises.errors import CalendarError

HERE = ZoneInfo("Europe/Copenhagen")
FILES = Path(__file__).parents[2] / "browser" / "calendars"
WEEK = date(2026, 4, 13)
CUSTOM_ZONE = """BEGIN:VTIMEZONE
TZID:Kommunens tid
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE"""


def event(*lines: str, uid: str = "a", title: str = "Møde") -> str:
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", *lines, "END:VEVENT"])


def calendar(*parts: str, head: tuple[str, ...] = ()) -> bytes:
    lines = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Prøve//DA", *head, *parts, "END:VCALENDAR"])
    return (lines.replace("\n", "\r\n") + "\r\n").encode("utf-8")


def week(data: bytes, monday: date = WEEK, zone: ZoneInfo = HERE) -> list[tuple[str, float]]:
    """When and how long, of each entry."""
    return [(entry.when, entry.hours) for entry in entries(read(data), monday, zone)]


# ---- Time zones and summer time ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        (("DTSTART:20260413T070000Z", "DTEND:20260413T083000Z"), ()),
        (('DTSTART;TZID="Romance Standard Time":20260413T090000', 'DTEND;TZID="Romance Standard Time":20260413T103000'), ()),
        (("DTSTART;TZID=GMT Standard Time:20260413T080000", "DTEND;TZID=GMT Standard Time:20260413T093000"), ()),
        (("DTSTART;TZID=Kommunens tid:20260413T090000", "DTEND;TZID=Kommunens tid:20260413T103000"), (CUSTOM_ZONE,)),
        (("DTSTART;TZID=America/New_York:20260413T030000", "DURATION:PT1H30M"), ()),
        (("DTSTART:20260413T090000", "DTEND:20260413T103000"), ()),
    ],
    ids=["UTC", "Windows' name", "another Windows' name", "a zone of the file's own", "another continent", "floating"],
)
def test_an_hour_is_where_the_reader_is(lines, parts):
    assert week(calendar(*parts, event(*lines))) == [("man. 9.00–10.30", 1.5)]


@pytest.mark.parametrize("zone", ["Romance Standard Time", "Kommunens tid", "Europe/Copenhagen"])
def test_what_repeats_keeps_its_hour_across_summer_time(zone):
    weekly = calendar(CUSTOM_ZONE, event(f"DTSTART;TZID={zone}:20260106T090000", f"DTEND;TZID={zone}:20260106T100000", "RRULE:FREQ=WEEKLY"))
    for monday in (date(2026, 1, 5), date(2026, 3, 23), date(2026, 3, 30), date(2026, 10, 19), date(2026, 10, 26)):
        assert week(weekly, monday) == [("tirs. 9.00–10.00", 1.0)]


@pytest.mark.parametrize(("night", "hours"), [("20260329", 2.0), ("20261025", 4.0)])
def test_the_nights_when_the_clock_is_moved_are_as_long_as_they_are(night, hours):
    data = calendar(event(f"DTSTART;TZID=Europe/Copenhagen:{night}T010000", f"DTEND;TZID=Europe/Copenhagen:{night}T040000"))
    day = datetime.strptime(night, "%Y%m%d").date()
    assert week(data, day - timedelta(days=6)) == [("søn. 1.00–4.00", hours)]


def test_what_is_a_whole_day_by_the_clock_alone_is_not_one():
    data = calendar(event("DTSTART;TZID=Europe/Copenhagen:20260328T100000", "DTEND;TZID=Europe/Copenhagen:20260329T103000"))
    assert [(entry.hours, entry.all_day) for entry in entries(read(data), date(2026, 3, 23), HERE)] == [(23.5, False)]


def test_an_unknown_zone_is_read_as_here_and_said():
    found = read(calendar(event("DTSTART;TZID=Hjemme:20260413T090000", "DTEND;TZID=Hjemme:20260413T100000")))
    assert [entry.when for entry in entries(found, WEEK, HERE)] == ["man. 9.00–10.00"]
    assert found.notes == ["Tidszonen »Hjemme« er ukendt; dens tider er læst som tider hos dig."]


# ---- Repetition ----------------------------------------------------------------------------------------------------


def test_a_series_with_one_taken_out_and_one_moved():
    assert [(entry.title, entry.when) for entry in entries(read((FILES / "google.ics").read_bytes()), WEEK, HERE) if "Styregruppe" in entry.title] == [
        ("Styregruppe for velfærdsaftalen", "ons. 13.00–15.00")]


def test_a_rule_without_end_is_asked_only_about_the_week():
    data = calendar(event("DTSTART;TZID=Europe/Copenhagen:19900101T080000", "DTEND;TZID=Europe/Copenhagen:19900101T083000", "RRULE:FREQ=DAILY"))
    assert week(data) == [(f"{day} 8.00–8.30", 0.5) for day in ("man.", "tirs.", "ons.", "tors.", "fre.", "lør.", "søn.")]


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=5", "FREQ=HOURLY",
                                  f"FREQ=DAILY;BYHOUR={','.join(map(str, range(24)))};BYMINUTE={','.join(map(str, range(60)))}"])
def test_a_rule_that_no_calendar_needs_is_left_out_and_said(rule):
    found = read(calendar(event("DTSTART:20200101T080000Z", "DTEND:20200101T080001Z", f"RRULE:{rule}"), event("DTSTART:20260413T070000Z", "DURATION:PT1H", uid="b")))
    assert len(entries(found, WEEK, HERE)) == 1
    assert found.notes == ["1 aftale gentager sig oftere end hver dag og er sprunget over."]


# ---- What counts ----------------------------------------------------------------------------------------------------


def test_an_entry_over_midnight_is_one_and_over_the_weeks_edge_is_cut():
    data = calendar(
        event("DTSTART;TZID=Europe/Copenhagen:20260412T200000", "DTEND;TZID=Europe/Copenhagen:20260413T020000", uid="a"),
        event("DTSTART;TZID=Europe/Copenhagen:20260416T220000", "DTEND;TZID=Europe/Copenhagen:20260417T023000", uid="b"),
        event("DTSTART;TZID=Europe/Copenhagen:20260419T230000", "DTEND;TZID=Europe/Copenhagen:20260420T030000", uid="c"),
        event("DTSTART;TZID=Europe/Copenhagen:20260420T000000", "DTEND;TZID=Europe/Copenhagen:20260420T010000", uid="d"),
    )
    assert week(data) == [("man. 0.00–2.00", 2.0), ("tors. 22.00 – fre. 2.30", 4.5), ("søn. 23.00–0.00", 1.0)]


def test_whole_days_are_of_a_days_work_and_do_not_count_by_themselves():
    data = calendar(
        event("DTSTART;VALUE=DATE:20260416", "DTEND;VALUE=DATE:20260418", uid="a"), event("DTSTART;VALUE=DATE:20260414", uid="b"),
        event("DTSTART;VALUE=DATE:20260101", "DTEND;VALUE=DATE:20270101", uid="c"),
        event("DTSTART;TZID=Europe/Copenhagen:20260413T080000", "DTEND;TZID=Europe/Copenhagen:20260415T160000", uid="d"),
    )
    found = entries(read(data), WEEK, HERE)
    assert {entry.when: entry.hours for entry in found} == pytest.approx(
        {"man.–søn.": 5 * DAY_HOURS, "man.–ons.": 3 * DAY_HOURS, "tirs.": DAY_HOURS, "tors.–fre.": 2 * DAY_HOURS})
    assert not any(entry.counts for entry in found) and {group.apart for group in groups(found)} == {"hele dagen"}


@pytest.mark.parametrize(
    ("line", "head", "apart"),
    [
        ("STATUS:CANCELLED", (), "aflyst"), ("SEQUENCE:1", ("METHOD:CANCEL",), "aflyst"), ("TRANSP:TRANSPARENT", (), "står som ledig"),
        ("X-MICROSOFT-CDO-BUSYSTATUS:FREE", (), "står som ledig"), ("SEQUENCE:1", ("METHOD:REQUEST",), ""), ("STATUS:TENTATIVE", (), ""),
    ],
)
def test_what_is_cancelled_or_free_does_not_count_by_itself(line, head, apart):
    found = entries(read(calendar(event("DTSTART:20260413T070000Z", "DTEND:20260413T080000Z", line), head=head)), WEEK, HERE)
    assert [group.apart for group in groups(found)] == [apart]
    assert [entry.counts for entry in found] == [not apart]


@pytest.mark.parametrize("kind", ["PRIVATE", "CONFIDENTIAL", "private"])
def test_a_private_title_is_never_told(kind):
    data = calendar(event("DTSTART:20260413T070000Z", "DTEND:20260413T080000Z", f"CLASS:{kind}", title="Hos lægen"))
    found = entries(read(data), WEEK, HERE)
    assert [entry.title for entry in found] == ["Privat aftale"] and "lægen" not in repr(found) + repr(groups(found))


def test_equal_titles_stand_together_but_private_series_apart():
    hours = [("a", "Direktionsmøde", ""), ("b", "direktionsmøde ", ""), ("c", "Frisør", "PRIVATE"), ("d", "Frisør", "PRIVATE")]
    data = calendar(*(event(f"DTSTART:2026041{n + 3}T070000Z", "DURATION:PT1H", f"CLASS:{kind or 'PUBLIC'}", uid=uid, title=title)
                      for n, (uid, title, kind) in enumerate(hours)))
    assert [(group.title, group.hours, group.when) for group in groups(entries(read(data), WEEK, HERE))] == [
        ("Direktionsmøde", 2.0, ["man. 9.00–10.00", "tirs. 9.00–10.00"]), ("Privat aftale", 1.0, ["ons. 9.00–10.00"]), ("Privat aftale", 1.0, ["tors. 9.00–10.00"])]


def test_hours_are_counted_as_they_are_booked_and_what_is_booked_twice_is_known():
    data = calendar(*(event(f"DTSTART:20260413T{start}0000Z", f"DTEND:20260413T{end}0000Z", uid=start) for start, end in (("07", "10"), ("08", "09"), ("09", "11"), ("12", "13"))))
    found = entries(read(data), WEEK, HERE)
    assert sum(entry.hours for entry in found) == 7 and double_booked(found) == 2


def test_the_same_entry_in_two_calendars_of_a_file_counts_once_and_a_moment_not_at_all():
    one = calendar(event("DTSTART:20260413T070000Z", "DTEND:20260413T080000Z"), event("DTSTART:20260414T070000Z", "DTEND:20260414T070000Z", uid="b"))
    assert week(one + one) == [("man. 9.00–10.00", 1.0)]


def test_a_title_is_one_line_of_what_can_be_shown():
    data = calendar(event("DTSTART:20260413T070000Z", "DURATION:PT1H", title="A\u202eB\\n\x07<b>C</b>" + "x" * 500))
    title = entries(read(data), WEEK, HERE)[0].title
    assert title.startswith("A B <b>C</b>xxx") and len(title) == 121
    assert entries(read(calendar(event("DTSTART:20260413T070000Z", "DURATION:PT1H", title=""))), WEEK, HERE)[0].title == "Uden titel"


# ---- Letters and lines ----------------------------------------------------------------------------------------------

FOLDED = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY;LANGUAGE=da:Årsmøde for s\r\n kolelederne i Næstv\r\n\ted\r\nDTSTART:20260413T070000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


@pytest.mark.parametrize("encode", [
    lambda text: text.encode("utf-8"), lambda text: text.encode("utf-8-sig"), lambda text: text.encode("cp1252"), lambda text: text.encode("utf-16"),
    lambda text: text.replace("\r\n", "\n").encode("utf-8"), lambda text: text.encode("utf-8").replace("Årsmøde".encode(), b"\xc3\r\n \x85rsm\xc3\r\n \xb8de"),
    lambda text: text.replace("BEGIN:V", "begin:v").replace("END:V", "End:v").encode("utf-8"),
], ids=["UTF-8", "with a BOM", "Windows", "UTF-16", "Unix lines", "folded within a letter", "small letters"])
def test_letters_are_read_however_they_were_written(encode):
    assert [entry.title for entry in entries(read(encode(FOLDED)), WEEK, HERE)] == ["Årsmøde for skolelederne i Næstved"]


# ---- Damage ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Filen er tom."), (b" \r\n", "Filen er tom."), (b"PK\x03\x04\x14", "zip-fil"), (b"!BDN\x00", "(.pst)"), (b"<!doctype html><title>Log ind", "webside"),
        (b"\xd0\xcf\x11\xe0\xa1", "gemt mail"), (b"Emne;Startdato\r\nM\xf8de;13-04-2026", "Filen er ikke en kalenderfil. Der er ingen kalender i den."),
        (b"BEGIN:VCARD\r\nEND:VCARD", "ikke en kalenderfil"),
        (calendar(event("DTSTART:20260413T070000Z"))[:-20], "slutter midt i en aftale"),
        (calendar(event("DTSTART:20260413T070000Z"))[:60], "slutter midt i en aftale"),
        (calendar(), "Der er ingen aftaler i filen, som kan læses."),
        (calendar(event("DTSTART:i morgen")), "Der er ingen aftaler i filen, som kan læses."),
        (b"x" * (MOST_BYTES + 1), "Filen er på 25 MB, og der kan højst læses 25."),
        (calendar(*["BEGIN:VEVENT\nEND:VEVENT"] * 100_000), f"Filen rummer 100000 aftaler, og der kan højst læses {MOST_EVENTS}."),
    ],
)
def test_what_is_no_whole_calendar_is_said_with_what_to_do(data, said):
    with pytest.raises(CalendarError) as problem:
        read(data)
    assert said in str(problem.value) and ("Gem" in str(problem.value) or "vælg" in str(problem.value) or "Hent" in str(problem.value) or "kalenderfil" in str(problem.value))


def test_damaged_entries_are_left_out_and_counted():
    found = read(calendar(event("DTSTART:hest"), event("DTSTART:20260413T070000Z", "RRULE:FREQ=TIT", uid="b"), event(uid="c"), event("DTSTART:20260413T070000Z", "DURATION:PT1H", uid="d")))
    assert found.notes == ["3 aftaler i filen er beskadiget og er sprunget over."]
    assert len(entries(found, WEEK, HERE)) == 1


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["outlook.ics", "google.ics", "apple.ics"]), st.data())
def test_whatever_happens_to_a_file_it_is_read_or_it_is_said_why_not(name, data):
    content = bytearray((FILES / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.sampled_from([0, 1, 1, 5, 400]))] = data.draw(st.binary(max_size=3))
    with suppress(CalendarError):
        assert all(entry.hours > 0 for entry in entries(read(bytes(content)), WEEK, HERE))


# ---- Hours, over all weeks ------------------------------------------------------------------------------------------

MINUTES = 60
spans = st.lists(st.tuples(st.integers(0, 21 * 24 * MINUTES - 1), st.integers(1, 24 * MINUTES - 1)), min_size=1, max_size=12)


def booked(found: list[tuple[int, int]], first: datetime) -> CalendarFile:
    """Entries by their first minute after ``first`` and their minutes."""
    form = "%Y%m%dT%H%M%SZ"
    return read(calendar(*(event(f"DTSTART:{first + timedelta(minutes=start):{form}}", f"DTEND:{first + timedelta(minutes=start + long):{form}}", uid=f"{n}")
                           for n, (start, long) in enumerate(found))))


@settings(max_examples=40, deadline=None)
@given(spans, st.sampled_from([date(2026, 4, 6), date(2026, 3, 16), date(2026, 10, 12)]))
def test_no_minute_is_lost_between_weeks_and_none_is_counted_twice_within_one(found, monday):
    first = datetime.combine(monday, datetime.min.time(), HERE).astimezone(timezone.utc)
    kept = booked(found, first)
    weeks = [entries(kept, monday + timedelta(weeks=n), HERE) for n in range(-1, 5)]
    counts = [long for _, long in found]
    assert sum(entry.hours for each in weeks for entry in each) == pytest.approx(sum(counts) / MINUTES)
    taken = {minute for start, long in found for minute in range(start, start + long)}
    covered = sum(sum(entry.hours for entry in each) - double_booked(each) for each in weeks)
    assert covered == pytest.approx(len(taken) / MINUTES)


# ---- The week that is shown first -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "today", "monday"),
    [
        (("DTSTART:20260105T080000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY"), date(2026, 4, 22), date(2026, 4, 13)),
        (("DTSTART:20260105T080000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;UNTIL=20260401T000000Z"), date(2026, 4, 22), date(2026, 3, 30)),
        (("DTSTART:20200105T080000Z", "DURATION:PT1H"), date(2026, 4, 22), date(2019, 12, 30)),
        (("DTSTART:20270105T080000Z", "DURATION:PT1H"), date(2026, 4, 22), date(2027, 1, 4)),
        (("DTSTART:20260422T080000Z", "DURATION:PT1H"), date(2026, 4, 22), date(2026, 4, 20)),
    ],
    ids=["the last whole one", "the last one with entries", "long ago", "to come", "this one"],
)
def test_the_last_whole_week_with_entries_is_shown_first(lines, today, monday):
    assert week_to_show(read(calendar(event(*lines))), today, HERE) == monday
