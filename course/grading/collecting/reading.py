"""The notebooks in a file that was kept, each with the time it was handed in; what cannot be read is told and left."""

from __future__ import annotations

import hashlib
import re
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

from nbformat import NotebookNode

from course.grading.collecting.archives import MEGABYTE, BadZip, Found, Refused, is_zip, read_parts, unpack
from course.grading.collecting.assignment import Assignment
from course.grading.collecting.kept import HandedIn, Kept
from course.grading.collecting.receipts import Moment, Receipt, moment, receipts_in
from course.grading.names import listed, shown
from exercises.errors import HandinError
from exercises.handin.notebook import WrongAssignment, reads

NOTEBOOK = re.compile(r"\.ipynb(\.(txt|json))?$", re.IGNORECASE)  # some browsers add an ending
COPY = re.compile(r"(?:\((\d+)\)|-(\d+))(?=\.ipynb|\.zip|$)", re.IGNORECASE)  # »A1 (1)«, and Canvas' »A1-1«
PRISTINE = "original"  # the folder of the student's package where the assignment lies as it was handed out
MOST_NOTEBOOKS = 20
LARGE = 20 * MEGABYTE
KINDS = {
    "docx": "et Word-dokument", "doc": "et Word-dokument", "odt": "et tekstdokument", "rtf": "et tekstdokument", "pages": "et Pages-dokument",
    "txt": "en tekstfil", "md": "en tekstfil", "pdf": "en PDF", "html": "en webside", "htm": "en webside", "py": "en Python-fil", "xlsx": "et regneark",
    "xls": "et regneark", "csv": "en tabel", "pptx": "en præsentation", "png": "et billede", "jpg": "et billede", "jpeg": "et billede", "heic": "et billede",
    "rar": "pakket med et andet program end zip", "7z": "pakket med et andet program end zip", "gz": "pakket med et andet program end zip",
    "url": "en genvej", "lnk": "en genvej", "webloc": "en genvej",
}


@dataclass(frozen=True)
class Candidate:
    """A notebook that can be graded, at one of the times that it was handed in.

    Parameters
    ----------
    notebook : str
        Which of the assignment's notebooks it is.
    content : NotebookNode
        Without its outputs.
    place : str
        The student's own name for it, and where it lay in her zip, to be shown.
    """

    notebook: str
    content: NotebookNode
    sha256: str
    moment: Moment
    handed_in: HandedIn
    place: str
    kept: Kept

    @property
    def copy(self) -> int:
        """The number that a browser or an LMS puts on a file whose name is taken."""
        found = COPY.search(self.place.rpartition("/")[2])
        return int(found[1] or found[2]) if found else 0


@dataclass(frozen=True)
class Remark:
    """Something to be told of a file, of a kind: a Danish clause that follows the file's name."""

    kind: str
    place: str
    text: str


def read_kept(kept: Kept, assignment: Assignment) -> tuple[list[Candidate], list[Remark]]:
    """Read what was handed in; whatever it is, the class goes on."""
    place = shown(kept.times[-1].name)
    with ExitStack() as stack:
        try:
            inside = _inside(kept, stack)
            return _read(kept, inside, assignment, place)
        except BadZip as problem:
            return [], [Remark("zip", place, f"{problem}.")]


def _inside(kept: Kept, stack: ExitStack) -> list[Found | Refused]:
    found = Found((kept.times[-1].name,), kept.file.stat().st_size, None, partial(open, kept.file, "rb"))
    return unpack(found, stack) if is_zip(kept.file.name) else [found]


def _read(kept: Kept, inside: list[Found | Refused], assignment: Assignment, place: str) -> tuple[list[Candidate], list[Remark]]:
    remarks = [Remark("refused", _shown(one.place), f"{one.reason} og er ikke læst.") for one in inside if isinstance(one, Refused)]
    files = [one for one in inside if isinstance(one, Found)]
    notebooks = [one for one in files if NOTEBOOK.search(one.name) and PRISTINE not in one.place[1:-1]]
    receipts, candidates, wrong = receipts_in(kept, files), [], []
    for found in notebooks[:MOST_NOTEBOOKS]:
        read, told = _notebook(kept, found, receipts, assignment)
        candidates += read
        for remark in told:
            (wrong if remark.kind == "assignment" else remarks).append(remark)
    if len(notebooks) > MOST_NOTEBOOKS:
        remarks.append(Remark("many", place, f"rummer {len(notebooks)} notesbøger. Kun de første {MOST_NOTEBOOKS} er læst."))
    if not notebooks and not remarks:
        remarks.append(Remark("kind", place, _kind(kept, files)))
    return candidates, remarks + ([] if candidates else wrong)  # beside the right notebook another does no harm


def _notebook(kept: Kept, found: Found, receipts: list[Receipt], assignment: Assignment) -> tuple[list[Candidate], list[Remark]]:
    place, name = _shown(found.place), shown(found.name)
    try:
        data = b"".join(read_parts(found))
        content = reads(data, name)
        which = assignment.which(content, found.name)
    except WrongAssignment as problem:
        return [], [Remark("assignment", place, f"{problem}.")]
    except HandinError as problem:
        return [], [Remark("unreadable", place, first_sentence(str(problem)).removeprefix(name).lstrip())]
    except BadZip as problem:
        return [], [Remark("unreadable", place, f"{problem}.")]
    except Exception as problem:  # a hostile file may find a mistake of ours; it is named, and the class goes on
        return [], [Remark("unreadable", place, f"kunne ikke læses ({type(problem).__name__}).")]
    for cell in content.cells:
        if "outputs" in cell:
            cell.outputs = []
    sha256 = hashlib.sha256(data).hexdigest()
    receipt = next((one for one in receipts if one.sha256 == sha256), None)
    written = found.modified if is_zip(kept.file.name) else None
    made = [Candidate(which, content, sha256, moment(one, receipt, written), one, place, kept) for one in kept.times]
    return made, _remarks(place, len(data), receipts, receipt, made, assignment)


def _remarks(place: str, size: int, receipts: list[Receipt], receipt: Receipt | None, made: list[Candidate], assignment: Assignment) -> list[Remark]:
    """What is odd about a notebook that can be graded all the same."""
    remarks = []
    if size > LARGE:
        remarks.append(Remark("large", place, f"fylder {size // MEGABYTE} MB, næsten altid fordi koden har skrevet for meget ud. Det udskrevne er ikke taget med; tekst og kode er."))
    if receipts and not receipt:
        other = next((one.assignment for one in receipts if one.assignment != assignment.name), None)
        said = f"har en kvittering for {shown(other)}" if other else "er ændret, efter at kvitteringen blev skrevet"
        remarks.append(Remark("receipt", place, f"{said}. Kvitteringens tidspunkt er ikke brugt."))
    if any(one.moment.wrong_clock for one in made):
        remarks.append(Remark("clock", place, "er ifølge sig selv lavet efter, at den blev afleveret: Uret på deltagerens computer går forkert. Det tidspunkt er ikke brugt."))
    return remarks


def first_sentence(text: str) -> str:
    """The first sentence of a message: what is wrong. The rest speaks to the student."""
    return re.split(r"(?<=[.!?]) +(?=[A-ZÆØÅ])", text)[0]


def _kind(kept: Kept, files: list[Found]) -> str:
    if is_zip(kept.file.name):
        return f"er en zip-fil uden en notesbog; i den ligger {listed(shown(one.name) for one in files)}." if files else "er en zip-fil, som er tom."
    return f"er {KINDS.get(kept.file.suffix.lower().removeprefix('.'), 'en anden slags fil')} og ikke en notesbog."


def _shown(place: tuple[str, ...]) -> str:
    return shown("/".join(place))
