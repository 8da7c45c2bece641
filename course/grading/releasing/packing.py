"""Pack an assignment for students: everything they need, in one zip file that is the same, byte for byte, for the same release."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from course.grading.releasing.wheel import ROOT, build_wheel
from course.grading.root import GradingError
from exercises.datasets import describe, load, names

FILES = Path(__file__).parent / "package"
README = "LÆS-MIG.txt"
PROGRAM = [FILES / "program" / "start.py", ROOT / "course" / "bootstrap.py", ROOT / "course" / "python_version.py"]
EXECUTABLE = {"start.command", "start.sh"}
DAY = (2020, 1, 1, 0, 0, 0)  # zip files hold times; the same release is the same bytes


@dataclass(frozen=True)
class Contents:
    """What a package is made of: the assignment's released folder and its notebooks by file name, what it is called, and its release."""

    assignment: str
    title: str
    release: str
    folder: Path
    notebooks: dict[str, NotebookNode]


def pack(contents: Contents, file: Path) -> None:
    """Write the package to ``file``.

    Raises
    ------
    GradingError
        A file of the assignment's own has a name the package needs.
    """
    own = {path.relative_to(contents.folder).as_posix(): path.read_bytes() for path in sorted(contents.folder.rglob("*")) if path.is_file()}
    kit = _kit(contents, file.parent)
    if taken := sorted(name for name in own if name in kit):
        raise GradingError(f"{contents.folder.name} har selv en fil, der hedder {taken[0]}. Det navn bruger pakken; giv filen et andet navn.")
    write_zip(file, {f"{contents.assignment}/{name}": data for name, data in (own | kit).items()})


def write_zip(file: Path, members: dict[str, bytes]) -> None:
    """Write a zip file with forward slashes, one time for all, and the start files executable."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(members):
            entry = zipfile.ZipInfo(name, DAY)  # a name with æøå is marked as UTF-8 by zipfile
            entry.create_system, entry.compress_type = 3, zipfile.ZIP_DEFLATED  # Unix, for the modes
            entry.external_attr = (0o100755 if Path(name).name in EXECUTABLE else 0o100644) << 16
            archive.writestr(entry, members[name])


def datasets(notebooks: Iterable[NotebookNode]) -> list[str]:
    """The course's tables that the notebooks speak of, as ``load("name")``."""
    said = {name for notebook in notebooks for cell in notebook.cells for name in re.findall(r"load\(\s*[\"'](\w+)[\"']", cell.source)}
    return sorted(said & set(names()))


def _kit(contents: Contents, workplace: Path) -> dict[str, bytes]:
    """What the package has besides the assignment's own files."""
    wheel = build_wheel(workplace)
    tables = datasets(contents.notebooks.values())
    return {
        **{f"original/{name}": (contents.folder / name).read_bytes() for name in contents.notebooks},
        **{f"data/{name}.csv": _for_a_spreadsheet(name) for name in tables},
        **({"data/kilder.txt": _windows_text(_sources(tables))} if tables else {}),
        **{f"program/{path.name}": _unix(path) for path in PROGRAM},
        **{name: _unix(FILES / name) for name in EXECUTABLE},
        "start.cmd": _unix(FILES / "start.cmd").replace(b"\n", b"\r\n"),
        "requirements.txt": _unix(ROOT / "requirements.txt"),
        wheel.name: wheel.read_bytes(),
        README: _windows_text(_readme(contents)),
    }


def _readme(contents: Contents) -> str:
    text = (FILES / "laes-mig.txt").read_text(encoding="utf-8")
    return text.format(
        TITLE=contents.title, LINE="=" * len(contents.title), NOTEBOOK=min(contents.notebooks), ASSIGNMENT=contents.assignment, RELEASE=contents.release,
    )


def _for_a_spreadsheet(name: str) -> bytes:
    """A table as a Danish spreadsheet opens it: semicolons, and commas in decimals."""
    return load(name).to_csv(sep=";", decimal=",", index=False, lineterminator="\r\n").encode("utf-8-sig")


def _sources(tables: list[str]) -> str:
    """Where the tables come from, and what they cannot be used for."""
    parts = ["Tabellerne i denne mappe åbner i et regneark: semikolon mellem felterne og komma i decimaltal."]
    for name in tables:
        about = describe(name)
        columns = "\n".join(f"  {column.name}: {column.label}{f' ({column.unit})' if column.unit else ''}" for column in about.columns)
        parts.append(f"{name}.csv\n{about.title}\nKilde: {about.source.removeprefix('Kilde: ')}\nVilkår: {about.licence}\nForbehold: {about.caveat}\n{columns}")
    return "\n\n".join(parts) + "\n"


def _unix(path: Path) -> bytes:
    return path.read_bytes().replace(b"\r\n", b"\n")


def _windows_text(text: str) -> bytes:
    """Text as Notepad of any age reads it."""
    return text.replace("\r\n", "\n").replace("\n", "\r\n").encode("utf-8-sig")
