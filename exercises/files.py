"""Files that are there whole or not at all, whatever happens while they are written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path


def write_new(target: Path, content: bytes) -> Path:
    """Write a new file under the name, or the first with a number that is free; its folder is made if need be.

    Raises
    ------
    OSError
        The folder cannot be made or written in, or the disk is full. Nothing is left behind.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with _unfinished(target.parent, content) as unfinished:
        return _named(unfinished, target)


def overwrite(target: Path, content: bytes) -> None:
    """Put new content in a file's place; raises OSError where it cannot, and the file is then as it was."""
    with _unfinished(target.parent, content) as unfinished:
        os.chmod(unfinished, target.stat().st_mode & 0o777)
        os.replace(unfinished, target)


@contextmanager
def _unfinished(folder: Path, content: bytes) -> Iterator[Path]:
    handle, name = tempfile.mkstemp(prefix=".ledelsesrum-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _named(unfinished: Path, target: Path) -> Path:
    """Give the finished file the first free name. Claiming the name fails where it is taken, also by another program just now."""
    for name in _names(target):
        try:
            os.close(os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            continue
        try:
            os.replace(unfinished, name)
        except OSError:
            name.unlink(missing_ok=True)
            raise
        return name
    raise AssertionError("there is always a free number")


def _names(target: Path) -> Iterator[Path]:
    yield target
    yield from (target.with_name(f"{target.stem}-{n}{target.suffix}") for n in count(2))
