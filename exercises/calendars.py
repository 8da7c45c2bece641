"""What a calendar file (.ics, RFC 5545) holds of one week: its entries in the reader's own time, their hours, and those of a kind together.

icalendar reads the file and knows the time zones' Windows names; recurring-ical-events finds what repeats. Only what is needed
is parsed at all: participants, places and descriptions are left out before, and the title of a private entry is never told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from math import prod

import icalendar
import recurring_ical_events

from exercises.errors import CalendarError

MOST_BYTES = 25_000_000
MOST_EVENTS = 20_000  # more than ten years of a busy life
MOST_TITLE = 120  # characters
LONG = timedelta(hours=24)
DAY_HOURS = 7.4  # of an entry for the whole day: the Danish week of 37 hours in five
DAYS = ("man.", "tirs.", "ons.", "tors.", "fre.", "lør.", "søn.")
PRIVATE = "Privat aftale"
NEEDED = {
    "BEGIN", "END", "VERSION", "PRODID", "METHOD", "CALSCALE", "X-WR-TIMEZONE", "UID", "SEQUENCE", "SUMMARY", "CLASS", "STATUS", "TRANSP",
    "X-MICROSOFT-CDO-BUSYSTATUS", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID",
    "TZID", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME",
}
TOO_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}

EXPORT_AGAIN = "Gem kalenderen som .ics igen, og vælg den nye fil. Du kan altid skrive timerne selv."
NOT_CALENDARS = {
    b"PK\x03\x04": "Det er en zip-fil eller et Office-dokument. Kommer den fra Google Kalender, så pak den ud, og vælg .ics-filen inde i den.",
    b"!BDN": "Det er en Outlook-datafil (.pst). Brug »Gem kalender« i Outlook, som giver en .ics-fil.",
    b"\xd0\xcf\x11\xe0": "Det er et ældre Office-dokument eller en gemt mail. Brug »Gem kalender« i Outlook, som giver en .ics-fil.",
    b"<": "Det er en webside, måske siden, hvor man logger ind. Hent selve kalenderen som .ics-fil.",
}


@dataclass(frozen=True)
class Entry:
    """An entry of the week, cut at the week's edges; ``hours`` are those that were booked.

    ``all_day`` entries, and those of 24 hours or more, have ``DAY_HOURS`` for each of up to five days. ``free`` ones take no time
    in the calendar. ``group`` is the same for entries that are likely to belong together: equal titles, or one private series.
    """

    title: str
    start: datetime
    end: datetime
    hours: float
    all_day: bool
    private: bool
    free: bool
    cancelled: bool
    group: str

    @property
    def counts(self) -> bool:
        """Whether its hours count unless the reader says otherwise."""
        return not (self.all_day or self.free or self.cancelled)

    @property
    def when(self) -> str:
        """Its day and time, e.g. ``man. 9.00–10.30``."""
        start, end = (f"{moment.hour}.{moment:%M}" for moment in (self.start, self.end))
        first, last = DAYS[self.start.weekday()], DAYS[(self.end - timedelta(seconds=1)).weekday()]
        if self.all_day:
            return first if first == last else f"{first}–{last}"
        return f"{first} {start}–{end}" if first == last else f"{first} {start} – {last} {end}"


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
    except (ValueError, KeyError, IndexError) as error:
        raise CalendarError(f"Kalenderfilen er beskadiget og kan ikke læses. {EXPORT_AGAIN}") from error
    if len(calendars) < text.count("BEGIN:VCALENDAR"):
        raise CalendarError(f"Kalenderfilen er ikke hel: den slutter midt i en aftale. {EXPORT_AGAIN}")
    return _checked(calendars)


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
            elif part.errors or "DTSTART" not in part or isinstance(part["DTSTART"], list):
                unreadable += 1
            elif _repeats_too_often(part):
                too_often += 1
            else:
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
    notes += [f"Tidszonen »{_plain(zone)}« er ukendt; dens tider er læst som tider hos dig." for zone in sorted(zones)[:3]]
    return CalendarFile(queries, starts, notes)


def _entries(count: int) -> str:
    return f"{count} aftale" if count == 1 else f"{count} aftaler"


def _repeats_too_often(event: icalendar.Event) -> bool:
    rules = event.get("RRULE", [])
    return any(
        rule.get("FREQ", [""])[0] in TOO_OFTEN or prod(len(rule.get(part, [0])) for part in ("BYHOUR", "BYMINUTE", "BYSECOND")) > 24
        for rule in (rules if isinstance(rules, list) else [rules])
    )


def _plain(text: str) -> str:
    """A text on one line, without what a screen cannot show, and not too long."""
    shown = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return shown if len(shown) <= MOST_TITLE else f"{shown[:MOST_TITLE]}…"


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def entries(calendar: CalendarFile, monday: date, zone: tzinfo) -> list[Entry]:
    """The entries of the week that begins on ``monday``, in the order they begin; those without duration are left out."""
    return entries_between(calendar, monday, monday + timedelta(days=7), zone)


def entries_between(calendar: CalendarFile, first: date, end: date, zone: tzinfo) -> list[Entry]:
    """The entries from the beginning of one day to the beginning of another, cut at both."""
    begin, stop = (datetime.combine(day, time(), zone) for day in (first, end))
    margin = timedelta(days=1)  # what has no time zone of its own is asked for generously, and cut below
    found: dict[tuple, Entry] = {}
    for query, cancelled in calendar.queries:
        for event in query.between(begin.astimezone(timezone.utc) - margin, stop.astimezone(timezone.utc) + margin):
            entry = _entry(event, cancelled, begin, stop, zone)
            if entry:
                found.setdefault((str(event.get("UID", "")), entry.start, entry.end, entry.title), entry)
    return sorted(found.values(), key=lambda entry: (entry.start, entry.end))


def _entry(event: icalendar.Event, cancelled: bool, begin: datetime, stop: datetime, zone: tzinfo) -> Entry | None:
    """An occurrence as an entry; None where it is outside the time or has no duration."""
    of_days = not isinstance(event.start, datetime)
    start, end = max(_local(event.start, zone), begin), min(_local(event.end, zone), stop)
    length = end.astimezone(timezone.utc) - start.astimezone(timezone.utc)  # within one zone datetimes differ by the wall's clock
    if length <= timedelta(0):
        return None
    all_day = of_days or _local(event.end, zone) - _local(event.start, zone) >= LONG
    days = ((end - timedelta(seconds=1)).date() - start.date()).days + 1
    private = str(event.get("CLASS", "")).upper() in ("PRIVATE", "CONFIDENTIAL")
    title = PRIVATE if private else _plain(str(event.get("SUMMARY", ""))) or "Uden titel"
    return Entry(
        title, start, end,
        hours=DAY_HOURS * min(days, 5) if all_day else length.total_seconds() / 3600,
        all_day=all_day, private=private, free=_is_free(event), cancelled=cancelled or str(event.get("STATUS", "")).upper() == "CANCELLED",
        group=str(event.get("UID", "")) if private else title.casefold(),
    )


def _local(moment: date, zone: tzinfo) -> datetime:
    """A date or time as the reader's time; one without a zone is the reader's already."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def _is_free(event: icalendar.Event) -> bool:
    return str(event.get("TRANSP", "")).upper() == "TRANSPARENT" or str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() == "FREE"


def week_to_show(calendar: CalendarFile, today: date, zone: tzinfo) -> date:
    """The Monday of the last whole week with entries that count; else of the newest start before today, else of the first."""
    this_week = monday_of(today)
    recent = [entry.start.date() for entry in entries_between(calendar, this_week - timedelta(weeks=8), this_week, zone) if entry.counts]
    past = [start for start in calendar.starts if start <= today]
    return monday_of(max(recent, default=max(past, default=min(calendar.starts))))


@dataclass(frozen=True)
class Group:
    """Entries that the reader sorts together; ``apart`` says why they do not count by themselves, else it is empty."""

    title: str
    hours: float
    when: list[str]
    apart: str
    private: bool

    @classmethod
    def of(cls, members: list[Entry]) -> Group:
        first = members[0]
        apart = "aflyst" if first.cancelled else "står som ledig" if first.free else "hele dagen" if first.all_day else ""
        return cls(first.title, round(sum(entry.hours for entry in members), 2), [entry.when for entry in members], apart, first.private)


def groups(found: Iterable[Entry]) -> list[Group]:
    """The entries by title, a private series by itself, those with most hours first; what does not count stands last."""
    together: dict[tuple, list[Entry]] = {}
    for entry in found:
        together.setdefault((entry.group, entry.private, entry.cancelled, entry.free, entry.all_day), []).append(entry)
    return sorted(map(Group.of, together.values()), key=lambda group: (bool(group.apart), -group.hours, group.title))


def double_booked(found: Iterable[Entry]) -> float:
    """The hours that are counted twice, because entries that count lie on top of each other."""
    counted = [entry for entry in found if entry.counts]
    return sum(entry.hours for entry in counted) - sum(_covered(counted))


def _covered(counted: list[Entry]) -> Iterator[float]:
    """The hours of each stretch of time that is booked by one entry or more."""
    spans = sorted((entry.start.astimezone(timezone.utc), entry.end.astimezone(timezone.utc)) for entry in counted)
    reached = None
    for start, end in spans:
        if reached is None or end > reached:
            yield (end - max(start, reached or start)).total_seconds() / 3600
            reached = end
