"""Dates and times in Danish writing."""

from __future__ import annotations

import re
from datetime import date, datetime

from babel.dates import format_date

ISO = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")


def danish_date(day: date) -> str:
    """E.g. »3. oktober 2026«."""
    return format_date(day, format="long", locale="da")


def danish_time(moment: datetime) -> str:
    """The moment where the reader is, e.g. »3. oktober 2026 kl. 14.05«."""
    local = moment.astimezone()
    return f"{danish_date(local)} kl. {local:%H.%M}"


def date_in_words(text: str) -> str:
    """A date as data write it: ``2016-05-19`` is »19. maj 2016« and ``2017-06`` is »juni 2017«; any other text is left as it is."""
    if not (found := ISO.fullmatch(text)):
        return text
    year, month, day = found.groups()
    return format_date(date(int(year), int(month), int(day or 1)), format="long" if day else "MMMM y", locale="da")
