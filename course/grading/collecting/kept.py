"""What was handed in, kept as it came: ``collected/<assignment>/<student>/<time>-<hash>/`` holds the file and when it came.

The same file handed in again is kept once. What nobody can be found for lies in ``collected/<assignment>/_til-side/``.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from course.grading.collecting.archives import Found, read_parts
from course.grading.names import safe
from course.grading.saving import save

FOLDER = "collected"
ASIDE = "_til-side"
ABOUT = "om-filen.json"
RECEIPT = "kvittering.json"
UNFINISHED = ".ny-"


@dataclass(frozen=True)
class HandedIn:
    """One time that a file was handed in; all times are UTC.

    Parameters
    ----------
    place : str
        Where it lay in what the LMS gave.
    name : str
        The student's own name for it.
    lms : str
        Empty where no LMS wrote on it.
    late : bool or None
        What the LMS says about it.
    time : datetime or None
        When, if the LMS says so.
    seen : datetime or None
        When it was there at the latest: by the file's own time, which an LMS sets to the download's.
    picked : datetime or None
        When the instructor said that this is the one.
    """

    place: str
    name: str
    lms: str = ""
    late: bool | None = None
    time: datetime | None = None
    seen: datetime | None = None
    picked: datetime | None = None


@dataclass(frozen=True)
class Kept:
    """A file that was kept, and every time it was handed in."""

    file: Path
    sha256: str
    times: tuple[HandedIn, ...]

    @property
    def folder(self) -> Path:
        return self.file.parent


def keep(base: Path, found: Found, handed_in: HandedIn, receipt: bytes = b"") -> Kept:
    """Keep a file in the student's folder ``base``, unless it is there; gives it with every time it was handed in.

    Raises
    ------
    BadZip
        It cannot be read to its end.
    """
    base.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=base))
    try:
        sha256 = _copy(found, unfinished / safe(handed_in.name))
        before = next((kept for kept in all_kept(base) if kept.sha256 == sha256), None)
        times = _with(before.times if before else (), handed_in)
        file = before.file if before else base / f"{(handed_in.time or handed_in.seen or datetime.now(UTC)):%Y%m%d-%H%M%S}-{sha256[:8]}" / safe(handed_in.name)
        target = unfinished if not before else before.folder
        if receipt:
            save(target / RECEIPT, receipt)
        save(target / ABOUT, _about(file.name, sha256, times))
        if not before:
            unfinished.rename(file.parent)
        return Kept(file, sha256, times)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def put_aside(base: Path, found: Found) -> Path:
    """Keep a copy of a file that nobody can be found for, under a name that tells where it lay; gives the copy.

    Raises
    ------
    BadZip
        It cannot be read to its end.
    """
    base.mkdir(parents=True, exist_ok=True)
    wanted = Path(safe(" - ".join(found.place[-3:])))
    unfinished = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=base))
    try:
        sha256 = _copy(found, unfinished / wanted.name)
        for number in count(1):
            target = base / (wanted.name if number == 1 else f"{wanted.stem} ({number}){wanted.suffix}")
            if not target.exists():
                (unfinished / wanted.name).rename(target)
                return target
            if _hash(target) == sha256:
                return target
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    raise AssertionError("there is always a free number")


def all_kept(base: Path) -> list[Kept]:
    """Everything that was kept of a student's, in the order of the folders' names."""
    kept = []
    for folder in sorted(base.iterdir()) if base.is_dir() else ():
        if folder.is_dir() and not folder.name.startswith(UNFINISHED):
            with suppress(OSError, ValueError, KeyError, TypeError):  # a folder of the instructor's own
                about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
                kept.append(Kept(folder / safe(about["file"]), about["sha256"], tuple(_read(one) for one in about["handed_in"])))
    return [one for one in kept if one.file.is_file()]


def _copy(found: Found, target: Path) -> str:
    digest = hashlib.sha256()
    with target.open("wb") as file:
        for part in read_parts(found):
            digest.update(part)
            file.write(part)
    return digest.hexdigest()


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _with(times: tuple[HandedIn, ...], new: HandedIn) -> tuple[HandedIn, ...]:
    """The times with one more, unless it is one of them: an LMS that gives no time gives the same hand-in in every download."""
    for place, old in enumerate(times):
        if old.time == new.time:
            seen = min(filter(None, (old.seen, new.seen)), default=None)
            picked = max(filter(None, (old.picked, new.picked)), default=None)
            late = new.late if new.late is not None else old.late
            return (*times[:place], replace(new, seen=seen, picked=picked, late=late), *times[place + 1 :])
    return (*times, new)


def _about(name: str, sha256: str, times: tuple[HandedIn, ...]) -> bytes:
    listed = [{key: value.isoformat() if isinstance(value, datetime) else value for key, value in asdict(one).items()} for one in times]
    return json.dumps({"file": name, "sha256": sha256, "handed_in": listed}, ensure_ascii=False, indent=1).encode("utf-8")


def _read(one: dict) -> HandedIn:
    moments = {key: datetime.fromisoformat(one[key]).astimezone(UTC) if one[key] else None for key in ("time", "seen", "picked")}
    return HandedIn(one["place"], one["name"], one["lms"], one["late"], **moments)
