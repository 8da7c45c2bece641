"""What an LMS writes on the files of its bulk download: who handed in, and, if we are lucky, when.

Where the formats are known from:

- Moodle: ``mod/assign/classes/downloader.php``. ``Full Name_PARTICIPANT_assignsubmission_file`` is a folder (older versions end
  it with ``_``), or stands before each file's own name when folders are turned off. The number is the participant's in this
  assignment, not the user's. Files in the zip carry the time of the download (``archive_writer/zip_writer.php`` sets none).
- Canvas: ``lib/content_zipper.rb``. ``sortablename[_LATE]_USER_ATTACHMENT_own-name``, the name in small letters without spaces;
  ``anon_CODE`` instead of name and user when grading is anonymous. The zip's times are the download's here too.
- Brightspace: seen in others' tests of its downloads. ``USER-SUBMISSION - Full Name - Oct 10, 2025 1022 AM`` is a folder for
  each hand-in, in the clock of the organisation; there is an ``index.html`` beside them. Day and month may stand in either order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

MOODLE = re.compile(r"(?P<name>.+)_(?P<participant>\d+)_assignsubmission_(?P<plugin>[a-z]+)(_(?P<file>.*))?")
CANVAS = re.compile(r"(?P<name>\w+?)(?P<late>_LATE)?_(?P<user>\d+)_(?:(?P<attachment>\d+)_(?P<file>.+)|(?P<typed>(?:text|link)\.html))")
CANVAS_ANONYMOUS = re.compile(r"(?P<late>LATE_)?anon_[A-Za-z0-9]+_\d+_(?P<file>.+)")
BRIGHTSPACE = re.compile(r"(?P<user>\d+)-\d+ - (?P<name>.+?) - (?P<time>\w+\.? \w+\.?,? \d{4},? [\d.:_]+(?: ?[AaPp]\.?[Mm]\.?)?)(?: - (?P<file>.+))?")
TIME = re.compile(r"(?P<one>\w+)\.? (?P<other>\w+)\.?,? (?P<year>\d{4}),? (?P<clock>[\d.:_]+) ?(?P<half>[AaPp])?.*")
MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "maj": 5, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dec": 12}
NOBODY = {"participant", "deltager"}  # Moodle's word for a student when marking is blind


@dataclass(frozen=True)
class Label:
    """What stands on one file or folder of an LMS's bulk download.

    Parameters
    ----------
    lms : str
    name : str
        The student's name as the LMS writes it; empty when it hides who handed in.
    user : str
        The LMS's number for the student, the same in every assignment; empty where there is none.
    file : str
        The student's own name for the file; empty for a folder.
    late : bool or None
        Whether the LMS says that it came too late; None when it does not say.
    time : datetime or None
        When it was handed in, UTC.
    """

    lms: str
    name: str
    user: str = ""
    file: str = ""
    late: bool | None = None
    time: datetime | None = None


def read_label(name: str) -> Label | None:
    """Read what an LMS wrote on a file or folder; None if no LMS did."""
    if found := MOODLE.fullmatch(name):
        return Label("Moodle", "" if found["name"].casefold() in NOBODY else found["name"], file=found["file"] or "")
    if found := CANVAS_ANONYMOUS.fullmatch(name):
        return Label("Canvas", "", file=found["file"], late=bool(found["late"]))
    if found := CANVAS.fullmatch(name):
        return Label("Canvas", found["name"], found["user"], found["file"] or found["typed"], bool(found["late"]))
    if found := BRIGHTSPACE.fullmatch(name):
        return Label("Brightspace", found["name"], found["user"], found["file"] or "", time=read_time(found["time"]))
    return None


def read_time(text: str) -> datetime | None:
    """The moment that Brightspace writes as »Oct 10, 2025 1022 AM«, »3 Nov, 2026 1405 PM« or in Danish, as UTC; None if it is none.

    Its clock is the organisation's, which is taken to be this machine's.
    """
    found = TIME.fullmatch(text)
    if not found:
        return None
    month, day = (found["one"], found["other"]) if found["one"][:3].casefold() in MONTHS else (found["other"], found["one"])
    digits = re.sub(r"\D", "", found["clock"])
    hour, minute = (digits, "0") if len(digits) < 3 else (digits[:-2], digits[-2:])
    half = (found["half"] or "").casefold()
    try:
        hours = int(hour) % 12 + (12 if half == "p" else 0) if half and int(hour) <= 12 else int(hour)
        return datetime(int(found["year"]), MONTHS[month[:3].casefold()], int(day), hours, int(minute)).astimezone(UTC)
    except (KeyError, ValueError, OverflowError):
        return None
