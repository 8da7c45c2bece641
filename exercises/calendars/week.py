"""One week of a calendar file: its entries in the reader's own time, their hours, and those that belong together.

The title of a private entry is never told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo

import icalendar

from exercises.calendars.reading import DAMAGE, DAMAGED, CalendarFile, plain
from exercises.errors import CalendarError

LONG = timedelta(hours=24)
DAY_HOURS = 7.4  # of an entry for the whole day: the Danish week of 37 hours in five
DAYS = ("man.", "tirs.", "ons.", "tors.", "fre.", "lør.", "søn.")
PRIVATE = "Privat aftale"


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


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def entries(calendar: CalendarFile, monday: date, zone: tzinfo) -> list[Entry]:
    """The entries of the week that begins on ``monday``, in the order they begin; those without duration are left out."""
    return entries_between(calendar, monday, monday + timedelta(days=7), zone)


def entries_between(calendar: CalendarFile, first: date, end: date, zone: tzinfo) -> list[Entry]:
    """The entries from the beginning of one day to the beginning of another, cut at both.

    Raises
    ------
    CalendarError
        The file is damaged in a way that shows only now.
    """
    begin, stop = (datetime.combine(day, time(), zone) for day in (first, end))
    margin = timedelta(days=1)  # what has no time zone of its own is asked for generously, and cut below
    found: dict[tuple, Entry] = {}
    try:
        for query, cancelled in calendar.queries:
            for event in query.between(begin.astimezone(timezone.utc) - margin, stop.astimezone(timezone.utc) + margin):
                entry = _entry(event, cancelled, begin, stop, zone)
                if entry:
                    found.setdefault((str(event.get("UID", "")), entry.start, entry.end, entry.title), entry)
    except DAMAGE as error:
        raise CalendarError(DAMAGED) from error
    return sorted(found.values(), key=lambda entry: (entry.start, entry.end))


def _entry(event: icalendar.Event, cancelled: bool, begin: datetime, stop: datetime, zone: tzinfo) -> Entry | None:
    """An occurrence as an entry; None where it is outside the time or has no duration."""
    of_days = not isinstance(event.start, datetime)
    start, end = max(_local(event.start, zone), begin), min(_local(event.end, zone), stop)
    length = _elapsed(start, end)
    if length <= timedelta(0):
        return None
    all_day = of_days or _elapsed(_local(event.start, zone), _local(event.end, zone)) >= LONG
    days = ((end - timedelta(seconds=1)).date() - start.date()).days + 1
    private = str(event.get("CLASS", "")).upper() in ("PRIVATE", "CONFIDENTIAL")
    title = PRIVATE if private else plain(str(event.get("SUMMARY", ""))) or "Uden titel"
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


def _elapsed(start: datetime, end: datetime) -> timedelta:
    """The time that passes; within one zone datetimes differ by the wall's clock, which jumps twice a year."""
    return end.astimezone(timezone.utc) - start.astimezone(timezone.utc)


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
