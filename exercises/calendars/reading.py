"""From the bytes of a calendar file (.ics, RFC 5545) to calendars that can be asked.

icalendar reads the file and knows the time zones' Windows names; recurring-ical-events finds what repeats. Only what is needed
is parsed at all: participants, places and descriptions are left out before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from math import prod

import icalendar
import recurring_ical_events

from exercises.errors import CalendarError

MOST_BYTES = 25_000_000
MOST_EVENTS = 20_000  # more than ten years of a busy life
MOST_TITLE = 120  # characters
NEEDED = {
    "BEGIN", "END", "VERSION", "PRODID", "METHOD", "UID", "SEQUENCE", "SUMMARY", "CLASS", "STATUS", "TRANSP",
    "X-MICROSOFT-CDO-BUSYSTATUS", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID",
    "TZID", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME",
}
ONCE = ("UID", "DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "SEQUENCE", "SUMMARY", "CLASS", "STATUS", "TRANSP")
DAMAGE = (ValueError, LookupError, TypeError, AttributeError, OverflowError)  # what the libraries meet in a damaged file
TOO_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}

EXPORT_AGAIN = "Gem kalenderen som .ics igen, og vælg den nye fil. Du kan altid skrive timerne selv."
DAMAGED = f"Kalenderfilen er beskadiget og kan ikke læses. {EXPORT_AGAIN}"
NOT_CALENDARS = {
    b"PK\x03\x04": "Det er en zip-fil eller et Office-dokument. Kommer den fra Google Kalender, så pak den ud, og vælg .ics-filen inde i den.",
    b"!BDN": "Det er en Outlook-datafil (.pst). Brug »Gem kalender« i Outlook, som giver en .ics-fil.",
    b"\xd0\xcf\x11\xe0": "Det er et ældre Office-dokument eller en gemt mail. Brug »Gem kalender« i Outlook, som giver en .ics-fil.",
    b"<": "Det er en webside, måske siden, hvor man logger ind. Hent selve kalenderen som .ics-fil.",
}


@dataclass(frozen=True)
class CalendarFile:
    """The calendars of a file, ready to be asked; ``notes`` say what could not be read, in Danish."""

    queries: list[tuple[recurring_ical_events.CalendarQuery, bool]]
    starts: list[date]
    notes: list[str] = field(default_factory=list)


def read(data: bytes) -> CalendarFile:
    """Read a file.

    Raises
    ------
    CalendarError
        It is no calendar, is cut off, or is more than can be read in a reasonable time.
    """
    text = prepare(data)
    try:
        calendars = icalendar.Calendar.from_ical(text, multiple=True)
        if len(calendars) < text.count("BEGIN:VCALENDAR"):
            raise CalendarError(f"Kalenderfilen er ikke hel: Den slutter midt i en aftale. {EXPORT_AGAIN}")
        return _checked(calendars)
    except DAMAGE as error:
        raise CalendarError(DAMAGED) from error


def prepare(data: bytes) -> str:
    """The lines of the file that are needed, unfolded and as text; UTF-8 and UTF-16, else the Windows letters of Western Europe."""
    if len(data) > MOST_BYTES:
        raise CalendarError(f"Filen er på {len(data) / 1e6:.0f} MB, og der kan højst læses {MOST_BYTES / 1e6:.0f}. Gem et kortere tidsrum, fx den seneste måned.")
    if not data.strip():
        raise CalendarError(f"Filen er tom. {EXPORT_AGAIN}")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", "replace").encode("utf-8")
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not re.search(rb"(?im)^BEGIN:VCALENDAR\s*$", data):
        known = next((said for start, said in NOT_CALENDARS.items() if data.startswith(start)), "Der er ingen kalender i den.")
        raise CalendarError(f"Filen er ikke en kalenderfil. {known}")
    if (events := len(re.findall(rb"(?im)^BEGIN:VEVENT", data))) > MOST_EVENTS:
        raise CalendarError(f"Filen rummer {events} aftaler, og der kan højst læses {MOST_EVENTS}. Gem et kortere tidsrum, fx den seneste måned.")
    data = re.sub(rb"\r?\n[ \t]", b"", data)  # before the letters are read: a line may be folded within one
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return "".join(_needed(text))


def _needed(text: str) -> Iterator[str]:
    for line in re.split(r"[\r\n]+", text):
        name = re.match(r"[\w-]*", line).group().upper()
        if name in NEEDED:
            yield f"{line.strip().upper() if name in ('BEGIN', 'END') else line.strip()}\r\n"


def _checked(calendars: list[icalendar.Calendar]) -> CalendarFile:
    """Leave out the entries that cannot be read, and say how many."""
    queries, starts, unreadable, too_often, zones = [], [], 0, 0, set()
    for calendar in calendars:
        kept = []
        for part in calendar.subcomponents:
            if part.name != "VEVENT":
                kept.append(part)
            elif _is_damaged(part):
                unreadable += 1
            elif _repeats_too_often(part):
                too_often += 1
            else:
                part.subcomponents = []  # alarms
                kept.append(part)
                start = part["DTSTART"]
                starts.append(start.dt.date() if isinstance(start.dt, datetime) else start.dt)
                zones |= {start.params["TZID"]} if "TZID" in start.params and getattr(start.dt, "tzinfo", 0) is None else set()
        calendar.subcomponents = kept
        queries.append((recurring_ical_events.of(calendar, skip_bad_series=True), str(calendar.get("METHOD", "")).upper() == "CANCEL"))
    if not starts:
        raise CalendarError(f"Der er ingen aftaler i filen, som kan læses. {EXPORT_AGAIN}")
    notes = [f"{_entries(unreadable)} i filen er beskadiget og er sprunget over."] if unreadable else []
    notes += [f"{_entries(too_often)} gentager sig oftere end hver dag og er sprunget over."] if too_often else []
    notes += [f"Tidszonen »{plain(zone)}« er ukendt; dens tider er læst som tider hos dig." for zone in sorted(zones)[:3]]
    return CalendarFile(queries, starts, notes)


def _entries(count: int) -> str:
    return f"{count} aftale" if count == 1 else f"{count} aftaler"


def _rules(event: icalendar.Event) -> list[icalendar.vRecur]:
    rules = event.get("RRULE", [])
    return rules if isinstance(rules, list) else [rules]


def _is_damaged(event: icalendar.Event) -> bool:
    return bool(event.errors) or "DTSTART" not in event or any(isinstance(event.get(name), list) for name in ONCE) or not all(rule.get("FREQ") for rule in _rules(event))


def _repeats_too_often(event: icalendar.Event) -> bool:
    return any(
        rule["FREQ"][0] in TOO_OFTEN or prod(len(rule.get(part, [0])) for part in ("BYHOUR", "BYMINUTE", "BYSECOND")) > 24 for rule in _rules(event)
    )


def plain(text: str) -> str:
    """A text on one line, without what a screen cannot show, and not too long."""
    shown = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return shown if len(shown) <= MOST_TITLE else f"{shown[:MOST_TITLE]}…"
