"""Checks of what is the reader's own: the data folder, and the log of answers. They read, and change nothing. Standard library at the top."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from course.doctor.findings import COMMAND, Finding, absent, broken, fine, note

SYNCED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "mobile documents", "nextcloud")


def data(root: Path) -> Finding:
    """Where the reader's things lie, and whether that is a place whose files go elsewhere."""
    from exercises.journal.log import data_folder
    from exercises.journal.opening import on_network_drive

    folder = data_folder()
    if folder.exists() and not folder.is_dir():
        return broken(f"{folder} er en fil, og dér skulle datamappen ligge.",
                      f"Giv filen et andet navn, eller ret LEDELSESRUM_DATA; se hvad der gælder nu: {COMMAND} log where")
    if any(word in part.lower() for part in folder.parts for word in SYNCED):
        return note(f"Dine svar ligger i {folder}. Mappen bliver kopieret til en tjeneste på nettet, og så er svarene også dér.",
                    "Vælg en mappe, der kun er på maskinen, med miljøvariablen LEDELSESRUM_DATA.")
    if on_network_drive(folder):
        return note(f"Dine svar ligger på et netværksdrev, {folder}. Det virker, men den, der passer drevet, kan læse dem.")
    return fine(f"Dine svar ligger i {folder}" if folder.is_dir() else f"Mappen {folder} bliver lavet ved første start.")


def log(root: Path) -> Finding:
    """Whether every page of the log hangs together, and whether this version of the course can read it."""
    from exercises.errors import JournalError
    from exercises.journal.database import connect_for_reading, is_sound, version
    from exercises.journal.log import FILE_NAME, data_folder
    from exercises.journal.migrations import STEPS, check_version
    from exercises.journal.problems import explained

    path = data_folder() / FILE_NAME
    if not path.exists():
        return absent("Der er ingen svar endnu.")
    try:
        with explained(path), closing(connect_for_reading(path, untouched=True)) as db:
            check_version(db, path)
            if not is_sound(db):
                raise sqlite3.DatabaseError
            older = version(db) < len(STEPS)
    except JournalError as problem:
        return _unusable(path, problem)
    return fine("Svarene er hele." + (" Loggen bliver bragt op til kursets udgave ved næste start, og der bliver taget en kopi først." if older else ""))


def _unusable(path: Path, problem: Exception) -> Finding:
    """A log that cannot be read: bring back the newest copy, or, where there is none, begin anew without losing the file."""
    from exercises.journal.database import DAMAGED, code_of
    from exercises.journal.problems import BACKUPS

    cause = problem.__cause__
    damaged = isinstance(cause, sqlite3.DatabaseError) and (type(cause) is sqlite3.DatabaseError or code_of(cause) in DAMAGED)
    if not damaged:
        return broken(str(problem))
    copies = sorted((path.parent / BACKUPS).glob("journal-*.sqlite3"), key=lambda copy: copy.stat().st_mtime, reverse=True)
    if best := next(filter(_holds_answers, copies), None):
        return broken(f"Loggen {path} er beskadiget.", f'Hent den nyeste kopi frem; den beskadigede bliver gemt: {COMMAND} log restore "{best}"')
    return broken(f"Loggen {path} er beskadiget, og der er ingen hel kopi med svar i {path.parent / BACKUPS}.",
                  "Flyt filen til en anden mappe, og gem den dér; kurset begynder så på en ny. Har du en kopi et andet sted, så hent den med log restore.")


def _holds_answers(copy: Path) -> bool:
    """Whether a copy is worth bringing back: a damaged log that was put aside lies there too, and what was kept before a restore may be empty."""
    from exercises.journal.database import connect_for_reading, is_sound

    try:
        with closing(connect_for_reading(copy, untouched=True)) as db:
            return is_sound(db) and db.execute("SELECT count(*) FROM answers").fetchone()[0] > 0
    except sqlite3.Error:
        return False
