"""Copies of a log on their way back: proved sound before anything is touched, and nothing thrown away."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from exercises.errors import JournalError
from exercises.journal.database import DAMAGED, code_of, connect, connect_for_reading, copy_database, dated, is_sound, version
from exercises.journal.migrations import check_version, migrate
from exercises.journal.problems import BACKUPS


def checked_copy(source: Path, copy: Path) -> None:
    """Copy a file that proves to be a sound log, and bring the copy up to date."""
    if not source.is_file():
        raise JournalError(f"Der er ingen fil i {source}. Loggen er ikke ændret. Se efter, hvad sikkerhedskopien hedder.")
    try:
        with closing(connect_for_reading(source)) as db:
            check_version(db, source)
            sound = version(db) > 0 and is_sound(db)
            if sound:
                copy_database(db, copy)
    except sqlite3.DatabaseError as error:
        if code_of(error) not in DAMAGED:
            raise
        sound = False
    if not sound:
        raise JournalError(f"{source} er ikke en hel log fra Ledelsesrum. Loggen er ikke ændret. Vælg en anden sikkerhedskopi.")
    with closing(connect(copy)) as db:
        migrate(db, copy)


def move_damaged_aside(path: Path) -> Path | None:
    """Move a log that cannot be read, with all its parts, to ``backups/``; leave a sound one."""
    if not path.exists():
        return None
    try:
        with closing(connect(path)) as db:
            check_version(db, path)
            if is_sound(db):
                return None
    except sqlite3.DatabaseError as error:
        if code_of(error) not in DAMAGED:
            raise
    target = dated(path.parent / BACKUPS, "-beskadiget")
    target.parent.mkdir(mode=0o700, exist_ok=True)
    for ending in ("-wal", "-shm", "-journal", ""):  # the file itself last: a new one must never meet the old one's parts
        part = path.with_name(path.name + ending)
        if part.exists():
            part.rename(target.with_name(target.name + ending))
    return target
