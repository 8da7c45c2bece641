"""A calendar file from the page, read in a process of its own: whatever it holds, the kernel goes on.

The page sends the file in parts through its kernel's socket. Nothing of it is written anywhere; the kernel forgets it with the page.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from exercises.calendars.reading import MOST_BYTES, read
from exercises.calendars.week import double_booked, entries, groups, week_to_show
from exercises.errors import CalendarError

ROOT = Path(__file__).parents[2]
PATIENCE = 30  # seconds; a calendar of ten years takes about three
MOST_GROUPS = 150
QUIET = {"creationflags": subprocess.CREATE_NO_WINDOW} if os.name == "nt" else {}


def week_of(data: bytes, zone: str, today: date, week: date | None = None) -> dict:
    """What the page shows of a week, as JSON: the one that is asked for, else the last whole one with entries.

    Parameters
    ----------
    zone : str
        The reader's time zone by its IANA name.

    Raises
    ------
    CalendarError
        The file cannot be read.
    """
    here, calendar = ZoneInfo(zone), read(data)
    monday = week or week_to_show(calendar, today, here)
    found = entries(calendar, monday, here)
    sorted_in = groups(found)
    left_out = sorted_in[MOST_GROUPS:]
    notes = [f"Ugen har {len(sorted_in)} forskellige aftaler. De {len(left_out)} korteste er ikke vist."] if left_out else []
    return {
        "week": monday.isoformat(), "number": monday.isocalendar().week, "groups": [asdict(group) for group in sorted_in[:MOST_GROUPS]],
        "double": round(double_booked(found), 2), "notes": [*calendar.notes, *notes],
    }


def week_in_own_process(data: bytes, zone: str, today: date, week: date | None = None, patience: float = PATIENCE) -> dict:
    """The same, with an end to how long it may take.

    Raises
    ------
    CalendarError
        The file cannot be read, or takes longer than ``patience`` seconds.
    """
    command = [sys.executable, "-m", "exercises.journal.calendar_file", zone, today.isoformat(), *([week.isoformat()] if week else [])]
    try:
        done = subprocess.run(command, input=data, capture_output=True, cwd=ROOT, timeout=patience, check=False, **QUIET)
    except subprocess.TimeoutExpired as error:
        raise CalendarError("Kalenderfilen tog for lang tid at læse. Gem et kortere tidsrum, fx den seneste måned, og vælg den nye fil.") from error
    if done.returncode:
        raise CalendarError("Kalenderfilen kunne ikke læses. Gem et kortere tidsrum som .ics, og vælg den nye fil, eller skriv timerne selv.")
    answer = json.loads(done.stdout)
    if "problem" in answer:
        raise CalendarError(answer["problem"])
    return answer


class Inbox:
    """The file that the page has sent, part by part, and what it asks of it."""

    def __init__(self):
        self._parts: list[bytes] = []

    def answer(self, asked: dict, buffers: list) -> dict | None:
        """Answer one message; None as long as more parts are to come.

        ``{part, of}`` brings a part of a new file, ``{week}`` asks for another week of the same, ``{forget}`` lets it go; all
        have ``zone`` and the page's own ``id`` of what it asks.
        """
        if asked.get("forget"):
            self._parts = []
            return None
        if "part" in asked:
            self._parts = [*(self._parts if asked["part"] else []), *map(bytes, buffers)]
            if sum(map(len, self._parts)) <= MOST_BYTES and asked["part"] + 1 < asked["of"]:
                return None
        week = date.fromisoformat(asked["week"]) if asked.get("week") else None
        try:
            return {"id": asked["id"], **week_in_own_process(b"".join(self._parts), asked["zone"], date.today(), week)}
        except CalendarError as problem:
            return {"id": asked["id"], "problem": str(problem)}


def main(zone: str, today: str, week: str | None = None) -> None:
    """Read a file from standard input, and write the answer as JSON to standard output."""
    try:
        answer = week_of(sys.stdin.buffer.read(), zone, date.fromisoformat(today), date.fromisoformat(week) if week else None)
    except CalendarError as problem:
        answer = {"problem": str(problem)}
    sys.stdout.buffer.write(json.dumps(answer).encode("utf-8"))


if __name__ == "__main__":
    main(*sys.argv[1:])
