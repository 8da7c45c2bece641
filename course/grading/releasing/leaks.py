"""Look through a package for anything that students must not get, wherever it hides.

What they must not get is read from the source: solutions, hidden tests, mark schemes and model answers, and the pictures in these. Everything in the
package is read: every string of a notebook, files in archives and their names and comments, and what is written as base64.
"""

from __future__ import annotations

import base64
import hashlib
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from course.grading.releasing.contents import NameOfCell, Text, as_notebook, texts
from course.grading.releasing.findings import Finding, cell_place, shown
from course.grading.releasing.regions import NAMES, Region, SourceCell, is_answer, take_apart
from course.grading.releasing.traces import Haystack, Line, Trace, trace

KIT = re.compile(r"program/.*|requirements\.txt|LÆS-MIG\.txt|start\.(?:cmd|command|sh)|ledelsesrum_elev-.*")  # the same in every package
MARK = re.compile(r"\b(?:BEGIN|END)[ _-]+(?:SOLUTIONS?|HIDDEN[ _-]+TESTS?|MARK(?:ING)?[ _-]+SCHEMES?)\b", re.I)
TELLING = re.compile(
    r"(?:facit|l(?:ø|oe)sning|solution|answer|svarn(?:ø|oe)gle|rettevejledning|mark_?scheme|hidden_?tests?"
    r"|skjulte?_?(?:tests?|pr(?:ø|oe)ver?))(?:er|en|s)?", re.I,
)
ATTACHED = re.compile(r"attachment:([^)\s\"']+)")


@dataclass(frozen=True)
class Source:
    """The traces of what students must not get: in cells that are shown, and everywhere else; and the checksums of its pictures."""

    in_cells: tuple[Trace, ...]
    elsewhere: tuple[Trace, ...]
    pictures: frozenset[str]


def find_leaks(
    package: Path, notebooks: Iterable[NotebookNode], marks: Mapping[str, str], stubs: Iterable[str], values: Mapping[str, str], header: int = 0,
) -> list[Finding]:
    """Look through the zip file ``package`` for what stands in the source ``notebooks`` for the instructor alone.

    Parameters
    ----------
    marks : mapping
        The words around the regions, by ``generate.marks``.
    stubs : iterable of str
        What nbgrader puts in the place of an answer.
    values : mapping
        Right answers as digits and words, to the task each belongs to; they may stand in cells and data, but not in settings and names.
    header : int
        How many cells nbgrader has put before those of the source; cells are numbered as in the source.
    """
    def name(number: int, cell: NotebookNode) -> str:
        return cell_place(number - header, cell)

    source = read_source(notebooks, dict(marks), stubs)
    with zipfile.ZipFile(package) as archive:
        files = {member.filename.split("/", 1)[-1]: archive.read(member) for member in archive.infolist()}
    found = [*_in_texts(package.name, texts(package.name, package.read_bytes(), name=name), source, values)]
    for file, data in files.items():
        if notebook := as_notebook(file, data):
            found += _left_in(file, notebook, name)
        if hashlib.sha256(data).hexdigest() in source.pictures:
            found.append(Finding(file, "", "Filen er et billede fra en rettevejledning eller en løsning."))
    once = {(finding.file.removeprefix("original/"), finding.place, finding.what): finding for finding in reversed(found)}
    return list(reversed(once.values()))  # the original is the same notebook again


def read_source(notebooks: Iterable[NotebookNode], marks: dict[str, str], stubs: Iterable[str]) -> Source:
    """Take the source notebooks apart."""
    cells = [take_apart(cell, marks) for notebook in notebooks for cell in notebook.cells]
    stubs = tuple(stubs)
    answers = Haystack(*stubs, *(one.visible for one in cells if is_answer(one.cell)))
    graded = Haystack(*stubs, *(one.visible for one in cells if one.is_graded))
    everything = Haystack(*stubs, *(one.visible for one in cells))
    regions = [region for one in cells for region in one.regions]
    return Source(
        tuple(trace(region, answers if region.what == "solution" else graded) for region in regions),
        tuple(trace(region, everything) for region in regions),
        frozenset(digest for one in cells for digest in _secret_pictures(one)),
    )


def _secret_pictures(one: SourceCell) -> Iterator[str]:
    """The checksums of a cell's attachments that students are not shown."""
    for name, bundle in one.cell.get("attachments", {}).items():
        if name not in ATTACHED.findall(one.visible):
            yield from (hashlib.sha256(base64.b64decode(data)).hexdigest() for data in bundle.values())


def _in_texts(package: str, found: Iterable[Text], source: Source, values: Mapping[str, str]) -> Iterator[Finding]:
    """Traces of the source's regions in the package's texts."""
    for text in found:
        file = text.file.split("/", 1)[-1] if text.file != package else package
        ours = bool(KIT.fullmatch(file))
        for region, line in _traces(text, source, ours):
            yield Finding(file, text.place, _about(region, line.text))
        if not ours:
            yield from _in_names(file, text, values)


def _traces(text: Text, source: Source, ours: bool) -> Iterator[tuple[Region, Line]]:
    """The regions that show in a text, each with a line of it. In the kit's own code a short line is likely to stand by chance."""
    hay = Haystack(text.text)
    for found in source.in_cells if text.of_cell or ours else source.elsewhere:
        line = found.largely_in(hay) if text.of_cell or ours else found.plainly_in(hay)
        if line and (line.phrases or not ours):
            yield found.region, line


def _about(region: Region, line: str) -> str:
    home = f" til {region.home}" if region.what in ("solution", "answer") else f" i {region.home}"
    return f"Her står noget af {NAMES[region.what]}{home}: {shown(line)}"


def _in_names(file: str, text: Text, values: Mapping[str, str]) -> Iterator[Finding]:
    """Names that tell, marks that were not removed, and right answers where no text is shown."""
    if mark := MARK.search(text.text):
        yield Finding(file, text.place, f"Mærket {shown(mark[0])} er ikke fjernet.")
    if text.place == "filens navn" and any(map(TELLING.fullmatch, re.split(r"[\W_]+", Path(text.text).stem))):
        yield Finding(file, text.place, "Navnet tyder på et svar. Omdøb filen, eller tag den ud af mappen.")
    if "(metadata)" in text.place or text.place == "filens navn":
        told = Path(text.text).name if text.place == "filens navn" else text.text
        for word in re.findall(r"\d+(?:[.,]\d+)?|\w+", text.text):
            if task := values.get(word.replace(",", ".").casefold()):
                yield Finding(file, text.place, f"Her står det rigtige svar til {task}: {shown(told)}")


def _left_in(file: str, notebook: NotebookNode, name: NameOfCell) -> Iterator[Finding]:
    """What a run or an author left in a notebook besides the text of its cells."""
    for number, cell in enumerate(notebook.cells):
        place = name(number, cell)
        if cell.get("outputs"):
            yield Finding(file, place, "Cellen har udskrift fra en kørsel.")
        if cell.get("execution_count") is not None or "execution" in cell.metadata:
            yield Finding(file, place, "Cellen har et kørselsnummer eller et tidspunkt for en kørsel.")
        for file_name in sorted(set(cell.get("attachments", {})) - set(ATTACHED.findall(cell.source))):
            yield Finding(file, place, f"{shown(file_name)} er vedhæftet, men cellen viser den ikke.")
        yield from _told(file, f"{place}, oplysninger (metadata)", cell.metadata)
    if notebook.metadata.get("widgets"):
        yield Finding(file, "notesbogens oplysninger (metadata)", "Skydere og felter er gemt med det, de stod på (widgets).")
    yield from _told(file, "notesbogens oplysninger (metadata)", notebook.metadata)


def _told(file: str, place: str, metadata: Mapping) -> Iterator[Finding]:
    """Settings and tags whose name says that they hold an answer."""
    for key, value in metadata.items():
        if key != "nbgrader" and TELLING.fullmatch(str(key)) and value not in (None, False, "", [], {}):
            yield Finding(file, place, f"Oplysningen {shown(str(key))} holder et svar.")
        if key != "nbgrader" and isinstance(value, dict):
            yield from _told(file, place, value)
    for tag in metadata.get("tags", []):
        if (found := TELLING.match(str(tag))) and found.end() < len(str(tag)):
            yield Finding(file, place, f"Mærket {shown(str(tag))} holder et svar.")
