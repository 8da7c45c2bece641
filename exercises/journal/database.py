"""SQLite as the log uses it: connections with the house's settings, transactions, and copies of a file in use."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from exercises.errors import JournalError

# every commit on the disk, also on a Mac; nothing deleted left readable; REPLACE fires the triggers too
SETTINGS = ("synchronous=FULL", "fullfsync=ON", "checkpoint_fullfsync=ON", "secure_delete=ON", "recursive_triggers=ON")
ALONE = ("locking_mode=EXCLUSIVE",)
CANNOT_WRITE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
DISK_TROUBLE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
NO_SHARED_INDEX = CANNOT_WRITE | DISK_TROUBLE | {sqlite3.SQLITE_PROTOCOL}
DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def code_of(error: sqlite3.Error) -> int:
    """SQLite's primary result code; 0 where Python itself complains."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def version(db: sqlite3.Connection) -> int:
    """The version of the file's shape; 0 where there is nothing in it yet."""
    return db.execute("PRAGMA user_version").fetchone()[0]


def is_sound(db: sqlite3.Connection) -> bool:
    """Whether every page of the file hangs together."""
    return db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


@contextmanager
def closed_on_failure(db: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    try:
        yield db
    except (sqlite3.Error, OSError, JournalError):
        db.close()
        raise


def make_private(path: Path) -> None:
    """Make a file, and its folder, that only this user may read; leave what is there already."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def connect(path: Path, patience: float = 5.0) -> sqlite3.Connection:
    """A connection with the house's settings; alone where a write-ahead log's index cannot be in shared memory."""
    index = path.with_name(path.name + "-shm")
    if not index.exists() or (index.is_file() and os.access(index, os.W_OK)):
        try:
            return settled(path, SETTINGS, patience)
        except sqlite3.OperationalError as error:
            if code_of(error) not in NO_SHARED_INDEX:
                raise
    return settled(path, ALONE + SETTINGS, patience)


def settled(path: Path | str, settings: tuple[str, ...], patience: float, uri: bool = False) -> sqlite3.Connection:
    with closed_on_failure(sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False, uri=uri)) as db:
        for pragma in settings:
            db.execute(f"PRAGMA {pragma}")
        version(db)  # the first read: what the file or its place is not fit for shows here
        return db


def connect_for_reading(path: Path, patience: float = 5.0, untouched: bool = False) -> sqlite3.Connection:
    """A connection that changes nothing, also where no file may be made beside the database.

    Parameters
    ----------
    untouched : bool
        Make no file beside it either, as SQLite else does for a write-ahead log; what nobody is writing to can be read so.
    """
    address = path.absolute().as_uri()
    if path.drive.startswith("\\\\"):  # a Windows share: SQLite wants it in the path, not as the host
        address = address.replace("file://", "file:////", 1)
    beside = [path.with_name(path.name + ending) for ending in ("-wal", "-journal")]
    at_rest = not any(file.exists() and file.stat().st_size for file in beside)
    try:
        if not (untouched and at_rest):
            return settled(f"{address}?mode=ro", SETTINGS, patience, uri=True)
    except sqlite3.OperationalError as error:
        if code_of(error) not in NO_SHARED_INDEX or not at_rest:
            raise
    return settled(f"{address}?mode=ro&immutable=1", SETTINGS, patience, uri=True)


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Everything or nothing; alone in writing from the first line."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


def dated(folder: Path, suffix: str = "") -> Path:
    """A name of today that is not taken, e.g. ``journal-2026-03-01-140500.sqlite3``."""
    stem = f"journal-{datetime.now():%Y-%m-%d-%H%M%S}{suffix}"
    names = [f"{stem}.sqlite3"] + [f"{stem}-{number}.sqlite3" for number in range(2, 100)]
    return next(folder / name for name in names if not (folder / name).exists())


def copy_database(source: sqlite3.Connection, target: Path) -> None:
    """Copy a database that others may be writing to, as one file; the name appears only when the copy is whole."""
    part = target.with_name(f"{target.name}.part")
    make_private(part)
    try:
        with closing(connect(part)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)
