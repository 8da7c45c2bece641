"""Which files a reader gets: what git knows, without what only authors and instructors use, and the book as it was built."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path, PurePosixPath

from course.site.build import ANY, STAMP, sources_of
from exercises.errors import LedelsesrumError

README = "LÆS-MIG.txt"
NOT_FOR_READERS = (  # folders end with a slash; the sources of the assignments hold their solutions
    "tests/", ".ci/", "assignments/source/", "requirements-grading.txt", "requirements-test.txt", "README.md", "CONTRIBUTING.md",
    ".gitignore", ".gitattributes",
)
LONGEST = 180  # letters of a path in the zip; Windows has 260 for the whole, and the reader's own folder needs some
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
FORBIDDEN = re.compile(r'[<>:"\\|?*\x00-\x1f]|[. ]$')


class ReleaseError(LedelsesrumError):
    """The reader's zip cannot be made."""


def version_of(root: Path) -> str:
    """The version in ``pyproject.toml``."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def tracked(root: Path, dirty: bool) -> list[str]:
    """The files for readers, by git's own list; ``dirty`` takes along what is changed or new and not committed.

    Raises
    ------
    ReleaseError
        There are changes that are not committed, or there is no git here.
    """
    if not dirty and (changed := _git(root, "status", "--porcelain").splitlines()):
        names = ", ".join(line[3:] for line in changed[:5])
        raise ReleaseError(f"Der er ændringer, som ikke er gemt i git: {names}. Gem dem med git commit, eller skriv --dirty for at tage dem med.")
    also_new = ("--others", "--exclude-standard") if dirty else ()
    names = sorted(set(_git(root, "ls-files", "-z", "--cached", *also_new).split("\0")) - {""})
    return [name for name in names if (root / name).is_file() and not _is_left_out(name)]


def members(root: Path, html: Path, names: list[str]) -> dict[str, bytes]:
    """What lies in the zip, by name, under one folder that says the version.

    Raises
    ------
    ReleaseError
        A name that Windows cannot hold.
    """
    version = version_of(root)
    guide = (Path(__file__).parent / "laes-mig.txt").read_text(encoding="utf-8").format(VERSION=version)
    files = {name: (root / name).read_bytes() for name in names}
    files |= {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(html.rglob("*")) if path.is_file() and not path.name.startswith(".")}
    files[STAMP.as_posix()] = json.dumps(sources_of(root) | {"python": ANY}).encode()
    files[README] = guide.replace("\n", "\r\n").encode("utf-8-sig")  # as Notepad of any age reads it
    held = {f"ledelsesrum-{version}/{name}": content for name, content in files.items()}
    if bad := unsafe(list(held)):
        raise ReleaseError(f"Navnet {bad[0]} kan ikke bruges på Windows, eller det er længere end {LONGEST} tegn. Giv filen et andet navn.")
    return held


def unsafe(names: list[str]) -> list[str]:
    """Names that Windows cannot hold: too long, reserved, with a sign it has another use for, or alike but for capitals."""
    lower = [name.lower() for name in names]
    return [name for name in names if len(name) > LONGEST or lower.count(name.lower()) > 1
            or any(RESERVED.fullmatch(part) or FORBIDDEN.search(part) for part in PurePosixPath(name).parts)]


def _is_left_out(name: str) -> bool:
    return any(name.startswith(one) if one.endswith("/") else name == one for one in NOT_FOR_READERS)


def _git(root: Path, *words: str) -> str:
    try:
        return subprocess.run(["git", "-c", "core.quotepath=off", *words], cwd=root, capture_output=True, check=True).stdout.decode("utf-8")
    except (OSError, subprocess.CalledProcessError) as error:
        raise ReleaseError(f"Git kunne ikke sige, hvilke filer der hører til kurset i {root}. Kør kommandoen i projektets git-mappe.") from error
