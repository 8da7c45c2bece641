"""What the reader typed, made fit for a file: no half characters, no control characters, paragraphs apart."""

from __future__ import annotations

import re
from datetime import date, datetime

from exercises.danish_dates import danish_date as day

# What XML cannot hold, half characters, and the invisible ones that turn the direction of all that follows.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def fit(text: str) -> str:
    """The text with line ends of one kind, and without what no file can hold."""
    return UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n"))


def line(text: str) -> str:
    """The text on one line."""
    return " ".join(fit(text).split())


def paragraphs(text: str) -> list[str]:
    """The parts of a text between blank lines, each with its own line ends."""
    return [part.strip() for part in re.split(r"\n[ \t]*\n", fit(text)) if part.strip()]


def local_day(moment: datetime) -> date:
    """The day in the reader's own time zone."""
    return moment.astimezone().date()


def origin(where: str, written: date) -> str:
    """The line under an earlier answer."""
    return f"Skrevet {day(written)} i {line(where)}"
