"""What lies in a folder or a zip, listed without unpacking anything to the disk. A zip is hostile until proven otherwise.

Nothing is ever written under a name from a zip, and no link is followed; what could hurt is refused with the reason.
"""

from __future__ import annotations

import os
import re
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

from course.grading.collecting.entries import danger, decoded, written
from course.grading.names import composed

MEGABYTE = 2**20
LARGEST_FILE = 250 * MEGABYTE  # one file, unpacked
LARGEST_ZIP = 1000 * MEGABYTE  # all of a student's zip, unpacked
LARGEST_CLASS = 20_000 * MEGABYTE
MOST_FILES = 2000  # in a student's zip
MOST_OF_CLASS = 50_000
RATIO = 100  # how many times its packed size a student's zip may unpack to, when that is more than LARGEST_FILE
DEEPEST = 2  # zips within each other, a student's own the first
MOST_ZIPS = 20  # in a student's zip
IN_MEMORY = 8 * MEGABYTE
JUNK = re.compile(r"__MACOSX|\.DS_Store|\._.*|Thumbs\.db|desktop\.ini|\.ipynb_checkpoints|~\$.*|\.~.*|\.git|__pycache__|\.ledelsesrum-.*\.tmp", re.IGNORECASE)
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, RuntimeError, NotImplementedError)
ENTRY = b"PK\x01\x02"  # begins every line of a zip's table of contents


@dataclass(frozen=True)
class Found:
    """A file that was handed in.

    Parameters
    ----------
    place : tuple of str
        The folders it lies in, and its name, as they were given.
    size : int
        Bytes, as the folder or zip says.
    modified : datetime or None
        When it was last written, by the clock of whoever wrote it, UTC.
    open : callable
        Opens it for reading; while the zip it lies in is open.
    """

    place: tuple[str, ...]
    size: int
    modified: datetime | None
    open: Callable[[], BinaryIO]

    @property
    def name(self) -> str:
        return self.place[-1]


@dataclass(frozen=True)
class Refused:
    """Something that is not read, and why: a Danish clause that begins with a verb."""

    place: tuple[str, ...]
    reason: str

    @property
    def name(self) -> str:
        return self.place[-1]


class BadZip(Exception):
    """A zip or folder that is not read at all; ``str()`` is a Danish clause that begins with a verb."""


def look_in(path: Path, stack: ExitStack) -> list[Found | Refused]:
    """What lies in the folder or zip of a whole class, or the one file; ``stack`` keeps it open.

    Raises
    ------
    BadZip
        It is a zip that is damaged, or there is more in it than any class hands in.
    """
    if path.is_dir():
        return _bounded(_in_folder(path))
    if is_zip(path.name):
        return _in_zip(path, (), stack, path.stat().st_size, outermost=True)
    about = path.stat()
    return [Found((composed(path.name),), about.st_size, datetime.fromtimestamp(about.st_mtime, UTC), partial(open, path, "rb"))]


def unpack(found: Found, stack: ExitStack, depth: int = 1) -> list[Found | Refused]:
    """What lies in a zip that was handed in, and in the zips in it; ``stack`` keeps them open.

    Raises
    ------
    BadZip
        It is damaged, or would take more room than a hand-in can need.
    """
    copy = stack.enter_context(tempfile.SpooledTemporaryFile(IN_MEMORY))
    entries = 0
    for part in read_parts(found):
        entries += part.count(ENTRY)  # before they are read: a table of contents can be a bomb too
        copy.write(part)
    if entries > MOST_FILES:
        raise BadZip(f"rummer mere end {MOST_FILES} filer")
    inside, zips = _in_zip(copy, found.place, stack, copy.tell()), 0
    everything: list[Found | Refused] = []
    for one in inside:
        zipped = isinstance(one, Found) and is_zip(one.name)
        zips += zipped
        if zips > MOST_ZIPS:
            raise BadZip(f"rummer mere end {MOST_ZIPS} zip-filer")
        everything += _deeper(one, stack, depth) if zipped else [one]
    return everything


def unpack_class(found: Found, stack: ExitStack) -> list[Found | Refused]:
    """What lies in the zip of a whole class that was found in a folder; zips in it stay as they are.

    Raises
    ------
    BadZip
        As ``look_in``.
    """
    try:
        file = stack.enter_context(found.open())
    except BROKEN as error:
        raise BadZip("er beskadiget eller ikke hentet færdig") from error
    return _in_zip(file, found.place, stack, found.size, outermost=True)


def is_zip(name: str) -> bool:
    """Whether a file is a zip by its name; a Word document is one inside, and is not."""
    return name.lower().endswith(".zip")


def read_parts(found: Found, limit: int = LARGEST_FILE) -> Iterator[bytes]:
    """The file, piece by piece.

    Raises
    ------
    BadZip
        It is damaged, or longer than ``limit`` bytes.
    """
    length = 0
    try:
        with found.open() as file:
            while part := file.read(MEGABYTE):
                length += len(part)
                if length > limit:
                    raise BadZip(f"fylder over {limit // MEGABYTE} MB")
                yield part
    except BROKEN as error:
        raise BadZip("er beskadiget eller ikke hentet færdig") from error


def _in_folder(folder: Path) -> Iterator[Found | Refused]:
    """The files of a folder and its folders; links are refused."""
    waiting = [((), str(folder))]
    while waiting:
        place, path = waiting.pop(0)
        try:
            entries = sorted(os.scandir(path), key=lambda entry: entry.name)
        except OSError:
            yield Refused(place, "er en mappe, der ikke kan åbnes")
            continue
        for entry in (entry for entry in entries if not JUNK.fullmatch(entry.name)):
            here, about = (*place, composed(entry.name)), entry.stat(follow_symlinks=False)
            if entry.is_symlink() or getattr(about, "st_reparse_tag", 0) == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1):
                yield Refused(here, "er en genvej til et andet sted på maskinen")
            elif entry.is_dir(follow_symlinks=False):
                waiting.append((here, entry.path))
            elif entry.is_file(follow_symlinks=False):
                yield Found(here, about.st_size, datetime.fromtimestamp(about.st_mtime, UTC), partial(open, entry.path, "rb"))


def _bounded(found: Iterator[Found | Refused]) -> list[Found | Refused]:
    kept = []
    for one in found:
        kept.append(one)
        if len(kept) > MOST_OF_CLASS:
            raise BadZip(f"rummer mere end {MOST_OF_CLASS} filer")
    return kept


def _in_zip(source: Path | BinaryIO, place: tuple[str, ...], stack: ExitStack, packed: int, outermost: bool = False) -> list[Found | Refused]:
    try:
        opened = stack.enter_context(zipfile.ZipFile(source))
    except BROKEN as error:
        raise BadZip("er en zip-fil, der er beskadiget eller ikke hentet færdig") from error
    entries = [entry for entry in opened.infolist() if not entry.is_dir()]
    most, largest = (MOST_OF_CLASS, LARGEST_CLASS) if outermost else (MOST_FILES, LARGEST_ZIP)
    total = sum(entry.file_size for entry in entries)
    if len(entries) > most:
        raise BadZip(f"rummer mere end {most} filer")
    if total > largest or (not outermost and total > max(LARGEST_FILE, RATIO * packed)):
        raise BadZip(f"ville fylde {total // MEGABYTE} MB, når den pakkes ud")
    found = [_entry(opened, entry, place) for entry in entries]
    return [one for one in found if not any(JUNK.fullmatch(part) for part in one.place[len(place) :])]


def _entry(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, place: tuple[str, ...]) -> Found | Refused:
    name = decoded(entry).replace("\\", "/")
    here = (*place, *(part for part in name.split("/") if part not in ("", "."))) or ("?",)
    if reason := danger(name, entry, LARGEST_FILE):
        return Refused(here, reason)
    return Found(here, entry.file_size, written(entry), partial(opened.open, entry))


def _deeper(found: Found, stack: ExitStack, depth: int) -> list[Found | Refused]:
    if depth >= DEEPEST:
        return [Refused(found.place, f"er en zip-fil inde i {depth} andre")]
    try:
        return unpack(found, stack, depth + 1)
    except BadZip as problem:
        return [Refused(found.place, str(problem))]
