"""The class after collecting: a table that any console can show, and the same for spreadsheets and programs."""

from __future__ import annotations

import json
import re
import textwrap
from dataclasses import asdict
from datetime import UTC, datetime, time

from course.grading.collecting.collect import Collected
from course.grading.collecting.problems import when
from course.grading.collecting.settling import ASIDE, IN, LATE, MISSING, UNREADABLE, Row
from course.grading.root import GradingError
from course.grading.spreadsheet import for_excel

HEADINGS = ("Deltager", "Id", "Stand", "Afleveret", "Forsøg", "Fil")
WIDEST = (30, 20, 14, 30, 6, 44)
COUNTED = {IN: "til tiden eller uden frist", LATE: "for sent", MISSING: "mangler", UNREADABLE: "kan ikke læses", ASIDE: "lagt til side"}
DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[.\-/](\d{1,2})[.\-/ ](\d{4})")
CLOCK = re.compile(r"(?:T|kl\.?)?\s*(\d{1,2})[.:](\d{2})(?::\d{2})?")


def as_text(collected: Collected) -> str:
    """The table, what it comes to, and everything that is to be told."""
    rows = [HEADINGS, *(_cells(row) for row in collected.rows)]
    widths = [min(widest, max(map(len, column))) for widest, column in zip(WIDEST, zip(*rows, strict=True), strict=True)]
    lines = ["  ".join(_cut(cell, width).ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    parts = ["\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]]), _counts(collected)]
    if collected.problems:
        item = textwrap.TextWrapper(100, initial_indent="- ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
        parts.append("\n".join(["Se på dette:", *(item.fill(problem.text) for problem in collected.problems)]))
    return "\n\n".join(parts)


def as_csv(collected: Collected) -> bytes:
    """A row per student, for Danish Excel; what is told of no student in particular comes last."""
    rows: list[list] = [["id", "navn", "stand", "afleveret", "tidspunkt kendt", "forsøg", "fil", "bemærkninger"]]
    for row in collected.rows:
        told = " ".join(problem.text for problem in collected.problems if problem.student == row.student.id)
        local = f"{row.time.astimezone():%Y-%m-%d %H:%M}" if row.time else ""
        rows.append([row.student.id, row.student.name, row.status, local, "ja" if row.known else "nej", row.attempts, row.file, told])
    rows += [["", "", ASIDE if problem.kind == "aside" else "", "", "", "", problem.file, problem.text] for problem in collected.problems if not problem.student]
    return for_excel(rows)


def as_json(collected: Collected) -> bytes:
    """Everything; times are UTC."""
    students = [
        {"id": row.student.id, "name": row.student.name, "pseudonym": row.student.pseudonym, "status": row.status,
         "time": row.time.isoformat() if row.time else None, "time_known": row.known, "attempts": row.attempts, "file": row.file}
        for row in collected.rows
    ]
    said = {"assignment": collected.assignment, "students": students, "problems": [asdict(problem) for problem in collected.problems], "aside": collected.aside}
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def read_due(text: str) -> datetime:
    """A day, with or without a time, ISO or Danish, by this machine's clock; a day alone ends at midnight.

    Raises
    ------
    GradingError
        It is no moment.
    """
    day = DAY.match(text.strip())
    rest = text.strip()[day.end() :].strip() if day else ""
    clock = CLOCK.fullmatch(rest)
    try:
        if not day or (rest and not clock):
            raise ValueError
        year, month, date = (day[1], day[2], day[3]) if day[1] else (day[6], day[5], day[4])
        moment = time(int(clock[1]), int(clock[2])) if clock else time(23, 59, 59)
        return datetime.combine(datetime(int(year), int(month), int(date)), moment).astimezone(UTC)
    except (ValueError, OverflowError):
        raise GradingError(f"Fristen »{text}« kan ikke læses. Skriv den sådan: 2026-11-03 12:00") from None


def _cells(row: Row) -> tuple[str, ...]:
    moment = ("" if row.known else "senest ") + when(row.time) if row.time else ""
    return row.student.name, row.student.id, row.status, moment, str(row.attempts or ""), row.file


def _cut(cell: str, width: int) -> str:
    """The cell within its column; of a file's place the end tells most."""
    if len(cell) <= width:
        return cell
    return f"…{cell[1 - width :]}" if "/" in cell else f"{cell[: width - 1]}…"


def _counts(collected: Collected) -> str:
    numbers = {status: sum(row.status == status for row in collected.rows) for status in COUNTED}
    several = sum(row.attempts > 1 for row in collected.rows)
    handed_in = numbers[IN] + numbers[LATE]
    parts = [f"{COUNTED[status]} {numbers[status]}" for status in (LATE, MISSING, UNREADABLE, ASIDE) if numbers[status]]
    parts += [f"flere forsøg {several}"] if several else []
    parts += [f"filer uden deltager {collected.aside}"] if collected.aside else []
    return f"{collected.assignment}: {handed_in} af {len(collected.rows)} er inde" + (f" ({', '.join(parts)})." if parts else ".")
