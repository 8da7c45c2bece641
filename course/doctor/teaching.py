"""Checks of what only those who teach have installed: nbgrader and its database, the marks, the sandbox. Standard library at the top."""

from __future__ import annotations

import sqlite3
import sys
import sysconfig
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from shutil import which

from course.bootstrap import LOCKS
from course.doctor.findings import AGAIN, Finding, absent, broken, fine, note

NOT_HERE = "Ikke installeret, kun for undervisere."


def _is_taught_from(root: Path) -> bool:
    """Whether grading is installed; the readers' edition has not even its list of packages."""
    return (root / LOCKS["grade"]).is_file() and find_spec("nbgrader") is not None


def nbgrader(root: Path) -> Finding:
    """Whether nbgrader is whole and its gradebook can be used; nothing is written to it."""
    if not _is_taught_from(root):
        return absent(NOT_HERE)
    from course.doctor.machine import compare
    from course.grading.errors import GradingError
    from course.grading.root import open_root

    held = compare(root / LOCKS["grade"])
    wrong = [*held.missing, *held.damaged]
    if not which("alembic", path=sysconfig.get_path("scripts")):
        wrong.append("programmet alembic")
    if wrong:
        return broken(f"Det, bedømmelsen bruger, mangler eller har mistet filer: {', '.join(wrong[:5])}.", AGAIN)
    if held.others:
        return note(f"Det, bedømmelsen bruger, er af en anden udgave end den afprøvede: {', '.join(held.others[:5])}.", AGAIN)
    try:
        open_root(root / "assignments").require_database()
    except GradingError as problem:
        return broken(str(problem))
    return fine("nbgrader er installeret, og databasen med point kan bruges.")


def marks(root: Path) -> Finding:
    """Whether the file with the marks is whole and of a version this course knows; it is not made here."""
    if not _is_taught_from(root):
        return absent(NOT_HERE)
    from course.grading.errors import GradingError
    from course.grading.root import open_root
    from course.grading.store.database import STEPS, store_url
    from exercises.journal.database import connect_for_reading, is_sound

    try:
        url = store_url(open_root(root / "assignments"))
    except GradingError as problem:
        return broken(str(problem))
    if url.get_backend_name() != "sqlite":
        return fine("Bedømmelserne ligger på serveren sammen med point.")
    file = Path(url.database)
    if not file.is_file():
        return absent("Der er ingen bedømmelser endnu.")
    try:
        with closing(connect_for_reading(file, untouched=True)) as db:
            number = db.execute("SELECT number FROM version").fetchone()[0] if is_sound(db) else 0
    except (sqlite3.DatabaseError, TypeError):
        number = 0
    if not number:
        return broken(f"Filen med bedømmelser, {file}, er beskadiget eller af en anden slags.",
                      "Læg en sikkerhedskopi af filen i dens sted; gem den, der er der nu.")
    if number > 1 + len(STEPS):
        return broken(f"Bedømmelserne i {file} er gemt af en nyere udgave af kurset.", "Hent den nyeste udgave af kurset.")
    return fine("Filen med bedømmelser er hel.")


def sandbox(root: Path) -> Finding:
    """Whether students' code can be shut in here: every limit is tried, as before the first submission of a run."""
    if not _is_taught_from(root):
        return absent(NOT_HERE)
    if not sys.platform.startswith("linux"):
        return note("De studerendes kode kan kun køres lukket inde på Linux.",
                    "Kør course grade run på en maskine med Linux. Resten af bedømmelsen virker her.")
    from course.grading.errors import GradingError
    from course.grading.sandbox.limits import Limits
    from course.grading.sandbox.proof import tried_here

    try:
        _, failed = tried_here(Limits(), root / "assignments")
    except GradingError as problem:
        if not which("bwrap"):
            return note("Programmet bubblewrap mangler, så de studerendes kode kan ikke køres lukket inde.", "Installér det: sudo apt install bubblewrap")
        return note(f"Sandkassen kan ikke startes på denne maskine. Den sagde til sidst: {str(problem).splitlines()[-1]}",
                    "Kør course grade run på en anden maskine med Linux.")
    if failed:
        return note(f"Sandkassen holder ikke på denne maskine. Det, der ikke virkede: {', '.join(failed)}.",
                    "Kør course grade run på en anden maskine med Linux.")
    return fine("Sandkassen holder: Hver grænse er prøvet.")
