"""Tell a student what is left before the assignment is handed in. It reads and runs a copy, and writes nothing."""

from __future__ import annotations

import re
from pathlib import Path

from nbformat import NotebookNode

from exercises.errors import HandinError
from exercises.handin.answers import Answer, answers
from exercises.handin.notebook import graded, read, read_original, release_of
from exercises.handin.repair import repair
from exercises.handin.report import Finding, Report
from exercises.handin.trying import try_out

SECONDS = 60
ASIDE = 20  # words outside the answer cell that are worth a word
BACKUP = " (før "


def check(path: Path, original: Path | None = None, *, run: bool = True, seconds: int = SECONDS) -> Report:
    """Check a notebook as it lies on the disk.

    Parameters
    ----------
    original : Path, optional
        The notebook as it was handed out; else ``original/`` beside the student's is looked in.
    run : bool
        Run the code and the visible tests. The code then has the rights of whoever checks.
    seconds : int
        How long a cell may take.

    Raises
    ------
    HandinError
        The notebook cannot be read, is of another assignment, or the original is missing.
    """
    handed_in = read(path)
    given = read_original(original or find_original(path, handed_in))
    repaired = repair(handed_in, given)
    written = answers(repaired.notebook, given)
    own = _own_places(repaired.notebook, handed_in)
    findings = [*_release(handed_in, given), *_copies(path), *_written(written, repaired.notebook, own)]
    passed = failed = None
    if run:
        tried = try_out(repaired.notebook, given, written, path.absolute().parent, seconds)
        passed, failed = tried.passed, tried.failed
        findings += [_moved(finding, own) for finding in tried.findings]
    release = release_of(handed_in)
    known = release or release_of(given)
    return Report(path.name, known and known.assignment, release and release.release, repaired.changes, tuple(findings), written, passed, failed)


def find_original(path: Path, notebook: NotebookNode) -> Path:
    """The notebook as it was handed out, in the package's ``original/``; raises HandinError where there is none."""
    folder = path.absolute().parent / "original"
    release = release_of(notebook)
    named = [folder / f"{name}.ipynb" for name in filter(None, [release and release.assignment, path.stem])]
    found = next((file for file in named if file.is_file()), None)
    alone = list(folder.glob("*.ipynb"))
    if found or len(alone) == 1:
        return found or alone[0]
    raise HandinError(
        f"Ved siden af {path.name} mangler mappen original, som den urørte opgave ligger i. Læg notesbogen tilbage i den mappe, du pakkede ud, "
        "eller pak opgavens zip ud igen."
    )


def _release(handed_in: NotebookNode, given: NotebookNode) -> list[Finding]:
    theirs, ours = release_of(handed_in), release_of(given)
    if theirs and ours and theirs.release != ours.release:
        return [Finding("release", "Din notesbog er fra en anden udgave af opgaven end den, pakken indeholder. Hent den nyeste pakke, og spørg din underviser, "
                                   "hvilken udgave der skal afleveres, hvis du er i tvivl.")]
    return []


def _copies(path: Path) -> list[Finding]:
    """Other notebooks beside it that may be the same one, saved later: by hand, by the browser, or by OneDrive."""
    name = re.compile(re.escape(path.stem) + r"[\W_].*", re.IGNORECASE)
    saved = path.stat().st_mtime
    later = [other.name for other in sorted(path.absolute().parent.glob("*.ipynb"))
             if name.fullmatch(other.stem) and BACKUP not in other.stem and other.stat().st_mtime > saved]
    return [Finding("copy", f"Ved siden af {path.name} ligger {other}, som er gemt senere. Er det den, du vil aflevere?") for other in later]


def _written(written: tuple[Answer, ...], notebook: NotebookNode, own: dict[int, int]) -> list[Finding]:
    findings = []
    for answer in written:
        low, high = answer.range or (0, 0)
        said = {
            "unanswered": not answer.answered and f"{answer.title} er ikke besvaret endnu.{_aside(answer, notebook)}",
            "short": answer.is_short and f"{answer.title} er kort: {answer.words} ord, og der er bedt om {low}-{high}. Mangler der noget, opgaven spørger om?",
            "long": answer.is_long and f"{answer.title} er lang: {answer.words} ord, og der er bedt om {low}-{high}. Hvad kan undværes?",
        }
        findings += [Finding(kind, text, answer.task, answer.grade_id, own.get(answer.index)) for kind, text in said.items() if text]
    return findings


def _aside(answer: Answer, notebook: NotebookNode) -> str:
    """Whether the student has written in a cell of their own right below instead."""
    if answer.words is None:
        return ""
    under = notebook.cells[answer.index + 1 : answer.index + 2]
    found = [cell for cell in under if cell.cell_type == "markdown" and not graded(cell) and len(cell.source.split()) >= ASIDE]
    return " Står dit svar i cellen nedenunder, så flyt det op i svarcellen." if found else ""


def _own_places(repaired: NotebookNode, handed_in: NotebookNode) -> dict[int, int]:
    """Where each cell of the repaired notebook stands in the student's own."""
    places: dict[object, int] = {}
    for index, cell in enumerate(handed_in.cells):
        for key in _keys(cell):
            places.setdefault(key, index)
    found = ((index, next((places[key] for key in _keys(cell) if key in places), None)) for index, cell in enumerate(repaired.cells))
    return {index: place for index, place in found if place is not None}


def _keys(cell: NotebookNode) -> list[tuple]:
    found = graded(cell)
    return [("grade_id", found.grade_id)] if found else [("id", cell.get("id")), ("source", cell.source)]


def _moved(finding: Finding, own: dict[int, int]) -> Finding:
    return Finding(finding.kind, finding.text, finding.task, finding.grade_id, own.get(finding.cell))
