"""What SQLite and the system say about the log, told to the reader in Danish: what happened, where, and what to do."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exercises.errors import JournalError
from exercises.journal.database import code_of

BACKUPS = "backups"
COMMAND = "py -m course" if os.name == "nt" else "python3 -m course"

FULL = "Der er ikke mere plads på disken, så der kan ikke skrives til {path}. Gør plads, og prøv igen. {safe}"
FAILED = (
    "Disken tog ikke imod det, der skulle skrives til {path}. Den kan være fuld, din kvote kan være brugt op, eller et netværksdrev kan"
    " være væk. Se efter, og prøv igen. {safe}"
)
PROTECTED = (
    "Der kan ikke skrives til {path}: filen eller mappen er skrivebeskyttet eller findes ikke. Giv dig selv lov til at skrive i mappen"
    " {folder}, eller vælg en anden mappe{how}. {safe}"
)
BROKEN = (
    "Loggen {path} er beskadiget og kan ikke læses. Filen er ikke slettet. Hent en sikkerhedskopi frem med: {command} log restore FIL."
    " Har du taget kopier, ligger de i {backups}."
)
LOCKED = "Et andet program har holdt {path} låst i {patience:g} sekunder. Luk det, eller vent lidt, og prøv igen. {safe}"
OTHER = "{path} kan ikke bruges lige nu ({error}). Luk kurset, åbn det, og prøv igen. {safe}"
SAFE = "Det, der allerede er gemt, står uændret."
SENTENCES = {
    sqlite3.SQLITE_FULL: FULL, sqlite3.SQLITE_IOERR: FAILED,
    sqlite3.SQLITE_READONLY: PROTECTED, sqlite3.SQLITE_CANTOPEN: PROTECTED, sqlite3.SQLITE_PERM: PROTECTED,
    sqlite3.SQLITE_CORRUPT: BROKEN, sqlite3.SQLITE_NOTADB: BROKEN,
    sqlite3.SQLITE_BUSY: LOCKED, sqlite3.SQLITE_LOCKED: LOCKED, sqlite3.SQLITE_PROTOCOL: LOCKED,
}


@contextmanager
def explained(path: Path, patience: float = 5.0, copy: Path | None = None) -> Iterator[None]:
    """Turn what SQLite and the system say about the log, or about a copy of it being made, into one Danish message."""
    try:
        yield
    except (sqlite3.DatabaseError, OSError) as error:
        if isinstance(error, sqlite3.ProgrammingError):
            raise
        raise JournalError(say(error, path, patience, copy)) from error


def say(error: sqlite3.Error | OSError, path: Path, patience: float, copy: Path | None = None) -> str:
    if isinstance(error, OSError):
        text = FULL if error.errno in (errno.ENOSPC, errno.EDQUOT) else PROTECTED
    else:
        text = SENTENCES.get(code_of(error), OTHER)
    place = copy if copy and text not in (BROKEN, LOCKED) else path
    return text.format(
        path=place, folder=place.parent, backups=path.parent / BACKUPS, command=COMMAND, patience=patience,
        error=getattr(error, "sqlite_errorname", type(error).__name__),
        how="" if copy else " med miljøvariablen LEDELSESRUM_DATA", safe=SAFE,
    )
