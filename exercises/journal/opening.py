"""Opening the log's file: in the safest way its place allows, for reading only where it cannot be written."""

from __future__ import annotations

import os
import sqlite3
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psutil

from exercises.journal.database import (
    ALONE, CANNOT_WRITE, DISK_TROUBLE, NO_SHARED_INDEX, SETTINGS, closed_on_failure, code_of, connect, connect_for_reading, make_private,
    settled, version,
)
from exercises.journal.migrations import check_version, migrate

NETWORK_FILESYSTEMS = {
    "9p", "afpfs", "afs", "ceph", "cifs", "davfs", "fuse.rclone", "fuse.sshfs", "fuse.vmhgfs-fuse", "lustre", "ncpfs", "nfs", "nfs4", "smb2",
    "smb3", "smbfs", "vboxsf", "webdav",
}


@dataclass(frozen=True)
class Opened:
    """An open database, how it is written, and why it cannot be written, if so."""

    db: sqlite3.Connection
    journal_mode: str
    unwritable: sqlite3.Error | OSError | None = None


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
            db = settled(path, ALONE + SETTINGS, patience)
            _leave_wal(db)
    with closed_on_failure(db):
        migrate(db, path)
        return Opened(db, db.execute("PRAGMA journal_mode").fetchone()[0])


def _open_for_reading(path: Path, patience: float, why: sqlite3.Error | OSError) -> Opened:
    with closed_on_failure(connect_for_reading(path, patience)) as db:
        check_version(db, path)
        return Opened(db, db.execute("PRAGMA journal_mode").fetchone()[0], why)


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
