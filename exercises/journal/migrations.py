"""The log's shape through time, and how an older file is brought up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from exercises.errors import JournalError
from exercises.journal.database import connect, copy_database, dated, transaction, version

APPLICATION_ID = 0x4C524D31  # 'LRM1': tells a log from any other SQLite file

PROTECT = (
    "CREATE TRIGGER answers_never_change BEFORE UPDATE ON answers BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END",
    "CREATE TRIGGER answers_never_vanish BEFORE DELETE ON answers BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END",
)
UNPROTECT = ("DROP TRIGGER answers_never_change", "DROP TRIGGER answers_never_vanish")

STEPS: list[tuple[str, ...]] = [
    (  # version 1
        """
        CREATE TABLE answers (
            revision INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT NOT NULL UNIQUE,
            exercise TEXT NOT NULL,
            item TEXT NOT NULL,
            occasion TEXT NOT NULL,
            value TEXT NOT NULL,     -- JSON
            typed_at TEXT NOT NULL,  -- ISO 8601, UTC, microseconds: sorts as it reads
            saved_at TEXT NOT NULL,
            late INTEGER NOT NULL CHECK (late IN (0, 1))
        )
        """,
        "CREATE INDEX answers_by_place ON answers (exercise, item, occasion, revision)",
        *PROTECT,
    ),
]
"""The statements that take the file from version n to n + 1, at place n. Never change a step that readers have run."""


def check_version(db: sqlite3.Connection, path: Path) -> None:
    """Refuse what is no log, and what a newer version of the course has written."""
    mark = db.execute("PRAGMA application_id").fetchone()[0]
    tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if mark != APPLICATION_ID and (tables or mark):
        raise JournalError(f"Filen {path} er en database, men ikke en log fra Ledelsesrum. Den er ikke rørt. Flyt den, eller vælg en anden fil.")
    if version(db) > len(STEPS):
        raise JournalError(
            f"Loggen {path} er skrevet af en nyere udgave af Ledelsesrum (version {version(db)}; denne udgave kender til og med"
            f" {len(STEPS)}). Intet er ændret. Hent den nyeste udgave af kurset, og åbn det igen."
        )


def migrate(db: sqlite3.Connection, path: Path) -> None:
    """Take the file to the newest version in one transaction, with a copy of the older one beside it."""
    if version(db) == len(STEPS):
        return
    with transaction(db):
        check_version(db, path)
        older = version(db)  # another process may have been first
        if 0 < older < len(STEPS):
            with closing(connect(path)) as reader:
                copy_database(reader, dated(path.parent, f"-version-{older}"))
        for step in STEPS[older:]:
            for statement in step:
                db.execute(statement)
        db.execute(f"PRAGMA application_id={APPLICATION_ID}")
        db.execute(f"PRAGMA user_version={len(STEPS)}")


@contextmanager
def history_open(db: sqlite3.Connection) -> Iterator[None]:
    """Let answers be removed, inside a transaction: for erasing and restoring, nothing else."""
    for statement in UNPROTECT:
        db.execute(statement)
    yield
    for statement in PROTECT:
        db.execute(statement)
