"""The log's file: how it is opened, what stands in it, and how an older one is brought up to date."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import psutil

from exercises.errors import JournalError

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

# every commit on the disk, also on a Mac; nothing deleted left readable; REPLACE fires the triggers too
SETTINGS = ("synchronous=FULL", "fullfsync=ON", "checkpoint_fullfsync=ON", "secure_delete=ON", "recursive_triggers=ON")
ALONE = ("locking_mode=EXCLUSIVE",)
NETWORK_FILESYSTEMS = {
    "9p", "afpfs", "afs", "ceph", "cifs", "davfs", "fuse.rclone", "fuse.sshfs", "fuse.vmhgfs-fuse", "lustre", "ncpfs", "nfs", "nfs4", "smb2",
    "smb3", "smbfs", "vboxsf", "webdav",
}
CANNOT_WRITE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
DISK_TROUBLE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
NO_SHARED_INDEX = CANNOT_WRITE | DISK_TROUBLE | {sqlite3.SQLITE_PROTOCOL}
DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


@dataclass(frozen=True)
class Opened:
    """An open database, how it is written, and why it cannot be written, if so."""

    db: sqlite3.Connection
    journal_mode: str
    unwritable: sqlite3.Error | OSError | None = None


def code_of(error: sqlite3.Error) -> int:
    """SQLite's primary result code; 0 where Python itself complains."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def open_file(path: Path, patience: float) -> Opened:
    """Open the log, make it if there is none, and bring it up to date; for reading only where it cannot be written.

    Raises
    ------
    sqlite3.Error, OSError
        It can be neither read nor made.
    JournalError
        The file belongs to a newer version of the course, or is no log.
    """
    try:
        make_private(path)
        return _open_for_writing(path, patience)
    except (OSError, sqlite3.OperationalError) as error:
        protected = isinstance(error, OSError) or code_of(error) in CANNOT_WRITE
        if not protected or not path.is_file() or not path.stat().st_size:
            raise
        return _open_for_reading(path, patience, error)


def _open_for_writing(path: Path, patience: float) -> Opened:
    with closed_on_failure(connect(path, patience)) as db:
        check_version(db, path)
        if not _suits_its_place(db, path.parent, patience):
            db.close()
            db = _settled(path, ALONE + SETTINGS, patience)
            _leave_wal(db)
    with closed_on_failure(db):
        migrate(db, path)
        return Opened(db, db.execute("PRAGMA journal_mode").fetchone()[0])


def _open_for_reading(path: Path, patience: float, why: sqlite3.Error | OSError) -> Opened:
    with closed_on_failure(connect_for_reading(path, patience)) as db:
        check_version(db, path)
        return Opened(db, db.execute("PRAGMA journal_mode").fetchone()[0], why)


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
            return _settled(path, SETTINGS, patience)
        except sqlite3.OperationalError as error:
            if code_of(error) not in NO_SHARED_INDEX:
                raise
    return _settled(path, ALONE + SETTINGS, patience)


def _settled(path: Path | str, settings: tuple[str, ...], patience: float, uri: bool = False) -> sqlite3.Connection:
    with closed_on_failure(sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False, uri=uri)) as db:
        for pragma in settings:
            db.execute(f"PRAGMA {pragma}")
        version(db)  # the first read: what the file or its place is not fit for shows here
        return db


def connect_for_reading(path: Path, patience: float = 5.0) -> sqlite3.Connection:
    """A connection that changes nothing, also where no file may be made beside the database."""
    address = path.absolute().as_uri()
    if path.drive.startswith("\\\\"):  # a Windows share: SQLite wants it in the path, not as the host
        address = address.replace("file://", "file:////", 1)
    try:
        return _settled(f"{address}?mode=ro", SETTINGS, patience, uri=True)
    except sqlite3.OperationalError as error:
        beside = [path.with_name(path.name + ending) for ending in ("-wal", "-journal")]
        if code_of(error) not in NO_SHARED_INDEX or any(file.exists() and file.stat().st_size for file in beside):
            raise
    return _settled(f"{address}?mode=ro&immutable=1", SETTINGS, patience, uri=True)


def _suits_its_place(db: sqlite3.Connection, folder: Path, patience: float) -> bool:
    """Whether the file may go on being written as it is. A new one gets a write-ahead log where that works."""
    if db.execute("PRAGMA locking_mode").fetchone()[0] == "exclusive":
        return False
    wal = db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    if on_network_drive(folder):
        return not wal
    return wal or version(db) > 0 or _start_wal(db, patience)


def _leave_wal(db: sqlite3.Connection) -> None:
    """Change to a rollback journal; on a disk so full that it cannot be, go on alone: what is there can still be read."""
    try:
        db.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        if code_of(error) not in DISK_TROUBLE:
            raise
    else:
        db.execute("PRAGMA locking_mode=NORMAL")
        version(db)  # the lock is let go with the next read


def _start_wal(db: sqlite3.Connection, patience: float) -> bool:
    """Whether a write-ahead log works here. For a new file held by another process SQLite does not wait by itself."""
    deadline = time.monotonic() + patience
    while True:
        try:
            if db.execute("PRAGMA journal_mode=WAL").fetchone()[0] != "wal":
                return False
            version(db)
            return True
        except sqlite3.OperationalError as error:
            if code_of(error) in NO_SHARED_INDEX:
                return False
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)


@cache
def on_network_drive(folder: Path) -> bool:
    """Whether other machines may write the same files, whose memory SQLite cannot share."""
    folder = folder.resolve()
    if os.name == "nt":
        import ctypes

        return ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == 4  # DRIVE_REMOTE
    mounted = {Path(part.mountpoint): part.fstype for part in psutil.disk_partitions(all=True)}
    place = next((parent for parent in (folder, *folder.parents) if parent in mounted), folder)
    return mounted.get(place, "").lower() in NETWORK_FILESYSTEMS


def version(db: sqlite3.Connection) -> int:
    """The version of the file's shape; 0 where there is nothing in it yet."""
    return db.execute("PRAGMA user_version").fetchone()[0]


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


def is_sound(db: sqlite3.Connection) -> bool:
    """Whether every page of the file hangs together."""
    return db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


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
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Everything or nothing; alone in writing from the first line."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


@contextmanager
def history_open(db: sqlite3.Connection) -> Iterator[None]:
    """Let answers be removed, inside a transaction: for erasing and restoring, nothing else."""
    for statement in UNPROTECT:
        db.execute(statement)
    yield
    for statement in PROTECT:
        db.execute(statement)


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
