"""Release an assignment: make the students' edition, check it, and pack it. Nothing is published unless everything is in order."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from course.grading.about import FILE, find_assignment
from course.grading.releasing.findings import Finding
from course.grading.releasing.generate import generate, read_notebooks, source_folder
from course.grading.releasing.inspection import inspect
from course.grading.releasing.packing import Contents, pack
from course.grading.root import CourseRoot, GradingError


@dataclass(frozen=True)
class Released:
    """A package that was published, and what is worth knowing about it."""

    assignment: str
    release: str
    file: Path
    remarks: tuple[Finding, ...]

    def __str__(self) -> str:
        size = f"{self.file.stat().st_size / 1e6:.1f}".replace(".", ",")
        said = (
            f"{self.assignment} er klar: Intet svar er at finde i pakken, og opgave og løsning passer sammen.\n{self.file}\n"
            f"Udgave {self.release}, {size} MB. Læg zip-filen op, som den er."
        )
        return "\n- ".join([f"{said}\nVærd at vide:", *map(str, self.remarks)]) if self.remarks else said


def release(root: CourseRoot, assignment: str, out: Path | None = None) -> Released:
    """Release an assignment of the course root, as ``packages/NAME.zip`` in it, or as the file or in the folder ``out``.

    Raises
    ------
    GradingError
        There is no such assignment, nbgrader stops, something leaks or does not fit; what was released before is as it was.
    """
    sources = read_notebooks(source_folder(root, assignment))
    file = (out or root.folder / "packages").absolute()
    if out is None or out.is_dir():
        file /= f"{assignment}.zip"
    with _workplace(file.parent) as workplace:
        folder = generate(root, assignment, workplace / "release", database=False)
        contents = stamp(folder, assignment, title_of(root, assignment))
        package = workplace / file.name
        pack(contents, package)
        found = inspect(root, contents, sources, package)
        if serious := [finding for finding in found if finding.serious]:
            raise GradingError(_refused(assignment, serious))
        generate(root, assignment, workplace / "saved", database=True)  # into the gradebook, now that it may be
        _publish(folder, root.step("release", assignment).resolve(), package, file)
    return Released(assignment, contents.release, file, tuple(found))


def release_id(notebooks: dict[str, NotebookNode]) -> str:
    """Name an edition: 12 hex digits of what its cells say."""
    said = "\0".join(part for _, notebook in sorted(notebooks.items()) for cell in notebook.cells
                     for part in (cell.metadata.get("nbgrader", {}).get("grade_id", ""), cell.source))
    return hashlib.sha256(said.encode("utf-8")).hexdigest()[:12]


def stamp(folder: Path, assignment: str, title: str) -> Contents:
    """Write into the notebooks of a released folder which assignment and release they are."""
    notebooks = read_notebooks(folder)
    name = release_id(notebooks)
    for file, notebook in notebooks.items():
        notebook.metadata["ledelsesrum"] = {"assignment": assignment, "release": name}
        nbformat.write(notebook, folder / file)
    return Contents(assignment, title, name, folder, notebooks)


def title_of(root: CourseRoot, assignment: str) -> str:
    """The assignment's name and, where the course root tells it, its title."""
    if not (root.folder / FILE).is_file():
        return f"Opgave {assignment}"
    return f"Opgave {assignment}: {find_assignment(assignment, root.folder).title}"


def _refused(assignment: str, findings: list[Finding]) -> str:
    number = "Ét sted skal rettes" if len(findings) == 1 else f"{len(findings)} steder skal rettes"
    listed = "\n".join(f"- {finding}" for finding in findings[:30])
    more = f"\n… og {len(findings) - 30} til." if len(findings) > 30 else ""
    return f"{assignment} er ikke frigivet. {number} i source:\n{listed}{more}\nRet det, og kør kommandoen igen. Den forrige udgave er, som den var."


@contextmanager
def _workplace(parent: Path) -> Iterator[Path]:
    """A folder to make things in, on the same disk as what they will become."""
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".klargoering-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _publish(folder: Path, released: Path, package: Path, file: Path) -> None:
    """Put the released folder and the package in their places, instead of former ones; both or none."""
    released.parent.mkdir(parents=True, exist_ok=True)
    former = package.parent / "former"
    if released.exists():
        shutil.move(released, former)
    try:
        shutil.move(folder, released)
        os.replace(package, file)
    except OSError:
        shutil.rmtree(released, ignore_errors=True)
        if former.exists():
            shutil.move(former, released)
        raise
