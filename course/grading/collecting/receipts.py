"""When a file was handed in: by the LMS, else by its receipt or its zip, which have the student's own clock, else by when it was there.

A receipt is the student's word: it orders attempts, and decides on lateness only where the LMS says nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from course.grading.collecting.archives import Found, read_parts
from course.grading.collecting.kept import RECEIPT, HandedIn, Kept

CLOCK = timedelta(days=1)  # a server's zip may hold another zone's time
LARGEST = 10_000  # bytes


@dataclass(frozen=True)
class Receipt:
    """What a hand-in says of itself; ``time`` is UTC, None where it is no time."""

    assignment: str
    sha256: str
    time: datetime | None


@dataclass(frozen=True)
class Moment:
    """When something was handed in, UTC; whether that is known, and not only when it was there at the latest; whether a clock was wrong."""

    time: datetime | None
    known: bool = False
    wrong_clock: bool = False


def moment(handed_in: HandedIn, receipt: Receipt | None, written: datetime | None) -> Moment:
    """When a file was handed in that time; ``written`` is when the student's zip says that the notebook was saved."""
    if handed_in.time:
        return Moment(handed_in.time, known=True)
    latest = min(filter(None, (handed_in.seen, datetime.now(UTC)))) + CLOCK
    claimed = next(filter(None, (receipt and receipt.time, written)), None)
    if claimed and claimed <= latest:
        return Moment(claimed, known=True)
    return Moment(handed_in.seen, wrong_clock=claimed is not None)


def receipts_in(kept: Kept, files: list[Found]) -> list[Receipt]:
    """The receipts among the files of a hand-in, and the one that lay beside it."""
    data = [b"".join(read_parts(one)) for one in files if one.name.casefold() == RECEIPT and one.size <= LARGEST]
    if (beside := kept.folder / RECEIPT).is_file():
        data.append(beside.read_bytes())
    return [receipt for one in data if (receipt := _receipt(one))]


def _receipt(data: bytes) -> Receipt | None:
    try:
        said = json.loads(data.decode("utf-8-sig"))
        assignment, sha256, time = said["assignment"], said["sha256"], said["time"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not all(isinstance(one, str) for one in (assignment, sha256, time)):
        return None
    try:
        made = datetime.fromisoformat(time)
        return Receipt(assignment, sha256, made.astimezone(UTC) if made.tzinfo else made.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return Receipt(assignment, sha256, None)
