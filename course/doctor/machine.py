"""Checks of the machine and the installation: Python, the environment, its packages, room on the disk, and rights. Standard library at the top."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from course.bootstrap import LOCKS, START, fingerprint, known_problem, stamp_of
from course.doctor.findings import AGAIN, Finding, broken, fine, in_environment, note, unseen
from course.python_version import wrong_version
from exercises.os_errors import reason

MB = 2**20
TIGHT, NEEDED = 100 * MB, 1000 * MB  # bytes: for answers alone, and for an install
PIN = re.compile(r"^(?P<name>[\w.\-]+)==(?P<version>[^\s;\\]+)(?: ; (?P<marker>[^\\\n]+))?", re.MULTILINE)
ROOM = "Frigør mindst 1 GB på den disk."
FULL = reason(OSError(errno.ENOSPC, ""))  # or the quota is used up
PARTS = {".py", ".so", ".pyd"}


def python(root: Path) -> Finding:
    """The Python that runs this, which is the environment's own where there is one."""
    wrong = wrong_version(tuple(sys.version_info), sys.platform)
    if wrong:
        text, remedy, start = wrong.split("\n")
        return broken(text, f"{remedy} {start}")
    return fine(f"Python {'.'.join(map(str, sys.version_info[:3]))}")


def environment(root: Path) -> Finding:
    """Whether ``.venv`` is there, runs, and was made for this place, this Python and this list of packages."""
    folder = root / ".venv"
    if not folder.exists():
        if in_environment():
            return note("Kurset kører i et andet miljø end sit eget (.venv).")
        return broken("Kurset er ikke installeret endnu: Mappen .venv mangler.", f"Start kurset, så bliver det installeret: {START}")
    lock = root / LOCKS["read"]
    if not lock.is_file():
        return broken(f"Filen {lock} mangler.", "Pak kursets zip-fil ud igen.")
    if Path(sys.prefix).resolve() != folder.resolve():
        return broken(f"Kursets eget Python i {folder} kan ikke startes. Måske er det flyttet, eller også er maskinens Python skiftet ud.", AGAIN)
    if fingerprint(lock, folder) not in stamp_of(folder):
        log = folder / "install.log"
        if known := known_problem(log.read_text(encoding="utf-8", errors="replace") if log.is_file() else ""):
            return broken(f"Installationen blev ikke færdig. Forløbet står i {log}.", " ".join(known.split()))
        return broken(f"Installationen blev ikke færdig, eller den hører til en anden udgave. Forløbet står i {log}.",
                      f"Start kurset, så bliver den gjort færdig: {START}")
    return fine(f"Kursets eget Python ligger i {folder}")


def packages(root: Path) -> Finding:
    """Whether the packages that the lock names are there, whole, and of the versions the course has been tried with."""
    if not in_environment():
        return unseen()
    held = compare(root / LOCKS["read"])
    if held.missing:
        return broken(f"Der mangler pakker: {_some(held.missing)}.", AGAIN)
    if held.damaged:
        return broken(f"Pakker har mistet filer: {_some(held.damaged)}. Det kan et antivirusprogram gøre.", AGAIN)
    if held.others:
        return note(f"Pakker er af en anden udgave end den, kurset er afprøvet med: {_some(held.others)}.", AGAIN)
    return fine("Alle pakker er der, hele og i de afprøvede udgaver.")


@dataclass(frozen=True)
class Compared:
    """What is installed otherwise than a lock says, by the names of the packages."""

    missing: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def compare(lock: Path) -> Compared:
    """Hold what is installed against the pins of a lock, and every package's files against its own list of them."""
    held = Compared()
    for name, version in _wanted(lock):
        found = _installed(name)
        if found is None:
            held.missing.append(name)
        elif found.version != version:
            held.others.append(f"{name} {found.version} (skal være {version})")
        elif gone := _lost_files(found):
            held.damaged.append(f"{name} ({gone[0]})")
    return held


def _wanted(lock: Path) -> Iterator[tuple[str, str]]:
    """The pins of a lock that hold for this machine."""
    from packaging.markers import Marker

    for pin in PIN.finditer(lock.read_text(encoding="utf-8")):
        if not pin["marker"] or Marker(pin["marker"].strip()).evaluate():
            yield pin["name"], pin["version"]


def _installed(name: str):
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _lost_files(found) -> list[str]:
    return [str(file) for file in found.files or [] if file.suffix in PARTS and not file.locate().exists()]


def _some(names: list[str], most: int = 5) -> str:
    return ", ".join(names[:most]) + (f" og {len(names) - most} til" if len(names) > most else "")


def disk(root: Path) -> Finding:
    """Whether there is room where the course lies and where the answers do."""
    for folder in folders(root):
        free = shutil.disk_usage(nearest(folder)).free
        if free < TIGHT:
            return broken(f"Disken med mappen {folder} er næsten fuld: {free // MB} MB tilbage. Svar kan snart ikke gemmes.", ROOM)
        if free < NEEDED:
            return note(f"Disken med mappen {folder} har kun {free // MB} MB tilbage.", "Frigør mindst 1 GB, før kurset skal hente pakker eller bygge bogen.")
    return fine(f"{shutil.disk_usage(root).free // (1000 * MB)} GB ledig")


def rights(root: Path) -> Finding:
    """Whether one may write where the course and the answers lie, and whether others can read the answers."""
    places = folders(root)
    for folder in places:
        if refused := _refused(folder):
            remedy = ("Flyt kursets mappe til et sted, hvor du må skrive, fx Dokumenter." if folder == root else
                      f"Giv dig selv lov til at skrive i mappen {folder}, eller vælg en anden mappe med miljøvariablen LEDELSESRUM_DATA.")
            return broken(f"Der kan ikke skrives i mappen {folder} ({refused}).", ROOM if refused == FULL else remedy)
    unsafe = _privacy(places[0]) if len(places) > 1 and os.name != "nt" else None
    return unsafe or fine("Kurset må skrive i sine mapper.")


def _refused(folder: Path) -> str | None:
    """Why a file cannot be made in a folder, or the folder not be made; None where it can. Nothing is left there."""
    try:
        if folder.is_dir():
            with tempfile.TemporaryFile(dir=folder) as file:
                file.write(b"0")
        elif not os.access(nearest(folder), os.W_OK):
            return "mappen findes ikke og kan ikke laves"
    except OSError as error:
        return reason(error)
    return None


def _privacy(folder: Path) -> Finding | None:
    """On POSIX: what lies in the answers' folder is the reader's alone, and is not another user's."""
    for path in (folder, *folder.glob("journal.sqlite3*")) if folder.is_dir() else ():
        about = path.stat()
        if about.st_uid != os.geteuid():
            return broken(f"{path} tilhører en anden bruger. Måske har kurset engang været startet med sudo.",
                          f'Gør den til din: sudo chown -R "$USER" "{folder}"')
        if about.st_mode & 0o077:
            return note(f"Andre brugere af maskinen kan læse {path}.", f'Luk for dem: chmod -R go-rwx "{folder}"')
    return None


def folders(root: Path) -> list[Path]:
    """Where the answers lie, which is not known before the packages are there, and where the course does."""
    try:
        from exercises.journal.log import data_folder
    except ImportError:
        return [root]
    return [data_folder(), root]


def nearest(path: Path) -> Path:
    """The path, or the innermost folder above it that is there."""
    return next(one for one in (path, *path.parents) if one.exists())
