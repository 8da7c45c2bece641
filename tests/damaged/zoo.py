"""A class of which every student hands in something else: sound in an unusual way, damaged, hostile, or a mistake.

What is small text lies in ``submissions/``; the rest is made here. Every kind is a student whose id is the kind's name.
"""

from __future__ import annotations

import io
import stat
import struct
import unicodedata
import zipfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_output

from tests.course.grading.collecting.small_class import answered, as_bytes, hand_in_zip, source, zipped

FILES = Path(__file__).parent / "submissions"
FIRST = ("Agnete", "Birger", "Cecilie", "Ditlev", "Elin", "Frode", "Gudrun", "Holger", "Inge", "Jørn")
LAST = ("Abildgaard", "Bjørnskov", "Clausager", "Dyrehøj", "Enevoldsen", "Fløjstrup", "Gråbæk", "Højager", "Ærøsund", "Østerby")
IN_TIME, TOO_LATE = "2026-11-02T10:00:00+00:00", "2026-11-04T14:30:00+00:00"
DUE, DOWNLOADED = "2026-11-03 23:59", datetime(2026, 11, 10, 9, 0)  # an LMS writes the time of the download on every file


@dataclass
class Zoo:
    """The folder that the instructor got together: the downloads of three LMSs, and files that came by mail."""

    folder: Path
    released: NotebookNode
    people: dict[str, str] = field(default_factory=dict)
    moodle: dict[str, bytes] = field(default_factory=dict)
    canvas: dict[str, bytes] = field(default_factory=dict)

    def name(self, kind: str) -> str:
        """The name of the student whose id is ``kind``; everybody has another."""
        number = len(self.people)
        return self.people.setdefault(kind, f"{FIRST[number % 10]} {LAST[(number // 10 + number) % 10]}")

    def hand_in(self, kind: str, file: str, data: bytes) -> None:
        """Hand in by Moodle."""
        self.moodle[f"{self.name(kind)}_{1000 + len(self.people)}_assignsubmission_file_/{file}"] = data

    def work(self, kind: str, fald: int | str = 39) -> NotebookNode:
        """The student's own good answers."""
        return answered(self.released, f"Det var i {kind.replace('_', ' ')}, at vi havde ret.", fald)

    def notebook(self, kind: str) -> bytes:
        return as_bytes(self.work(kind))


KINDS: dict[str, Callable[[Zoo, str], None]] = {}


def kind(make: Callable[[Zoo, str], None]) -> Callable[[Zoo, str], None]:
    """Put a kind in the zoo."""
    KINDS[make.__name__] = make
    return make


def build(folder: Path, released: NotebookNode) -> Zoo:
    zoo = Zoo(folder / "hentet", released)
    zoo.folder.mkdir(parents=True)
    for name, make in KINDS.items():
        make(zoo, name)
    (zoo.folder / "Ledelse-A1-4711.zip").write_bytes(zipped(zoo.moodle, DOWNLOADED))
    (zoo.folder / "submissions.zip").write_bytes(zipped(zoo.canvas, DOWNLOADED))
    return zoo


def fixture(file: str) -> Callable[[Zoo, str], None]:
    """A kind that is a file in ``submissions/``."""
    def make(zoo: Zoo, name: str) -> None:
        zoo.hand_in(name, "A1.ipynb", (FILES / file).read_bytes())
    return make


for path in sorted(FILES.glob("*.ipynb")):
    KINDS[path.stem] = fixture(path.name)


# Sound, in ways of their own.

@kind
def sound(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1-aflevering-20261102-110000.zip", hand_in_zip(zoo.notebook(name)))


@kind
def sound_loose_with_receipt(zoo: Zoo, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(hand_in_zip(zoo.notebook(name)))) as archive:
        for file in archive.namelist():
            zoo.hand_in(name, file, archive.read(file))


@kind
def sound_zip_in_zip(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1.zip", zipped({"A1/A1-aflevering-20261102-110000.zip": hand_in_zip(zoo.notebook(name))}))


@kind
def sound_from_a_mac(zoo: Zoo, name: str) -> None:
    folder = unicodedata.normalize("NFD", "Lærke på ø")
    zoo.hand_in(name, "Arkiv.zip", zipped({f"{folder}/A1.ipynb": zoo.notebook(name), f"__MACOSX/{folder}/._A1.ipynb": b"\0\5\x16\7", f"{folder}/.DS_Store": b"\0\0\0\1Bud1"}))


@kind
def sound_from_windows(zoo: Zoo, name: str) -> None:
    packed = zipped({"A1\\A1 besvarelse p# #en.ipynb": zoo.notebook(name), "A1\\Thumbs.db": b"\xd0\xcf\x11\xe0"})
    zoo.hand_in(name, "A1.zip", packed.replace(b"p# #en", "på øen".encode("cp850")))  # as Explorer does, without the mark of UTF-8


@kind
def sound_whole_package(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1.zip", zipped({"A1/A1.ipynb": zoo.notebook(name), "A1/original/A1.ipynb": as_bytes(zoo.released), "A1/data/tabel.csv": b"a,b\n1,2\n",
                                        "A1/LÆS-MIG.txt": b"Start her", "A1/ledelsesrum_elev-1.0-py3-none-any.whl": zipped({"a.py": b""})}))


@kind
def sound_with_a_mark_of_order(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1.ipynb", b"\xef\xbb\xbf" + zoo.notebook(name))


@kind
def sound_with_another_ending(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1.ipynb.txt", zoo.notebook(name))


@kind
def sound_by_mail(zoo: Zoo, name: str) -> None:
    folder = zoo.folder / "mail" / name
    folder.mkdir(parents=True)
    (folder / "min opgave.ipynb").write_bytes(zoo.notebook(name))
    zoo.name(name)


@kind
def sound_from_nbgrader(zoo: Zoo, name: str) -> None:
    zoo.name(name)
    folder = zoo.folder / "submitted" / name
    for assignment in ("A1", "A2"):
        (folder / assignment).mkdir(parents=True)
        (folder / assignment / f"{assignment}.ipynb").write_bytes(zoo.notebook(name))
    (folder / "A1" / "timestamp.txt").write_text("2026-11-02 13:45:00 UTC\n", encoding="utf-8")


# Not a notebook of this assignment.

@kind
def word(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "Min opgave.docx", zipped({"word/document.xml": b"<w/>"}))


@kind
def word_called_a_notebook(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1.ipynb", zipped({"word/document.xml": b"<w/>"}))


@kind
def pdf(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1.pdf", b"%PDF-1.7\n")


@kind
def word_beside_the_notebook(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1.ipynb", zoo.notebook(name))
    zoo.hand_in(name, "A1.docx", zipped({"word/document.xml": b"<w/>"}))


@kind
def rar(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1.rar", b"Rar!\x1a\x07\x01\x00")


@kind
def text_field(zoo: Zoo, name: str) -> None:
    first, last = zoo.name(name).casefold().split()
    zoo.canvas[f"{last}{first}_77{len(zoo.people)}_text.html"] = b"<p>Mit svar</p>"


@kind
def other_assignment(zoo: Zoo, name: str) -> None:
    notebook = zoo.work(name)
    notebook.metadata["ledelsesrum"]["assignment"] = "A2"
    zoo.hand_in(name, "A1.ipynb", as_bytes(notebook))


@kind
def other_assignment_unstamped(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1.ipynb", as_bytes(answered(source("A2"))))


@kind
def receipt_for_another_assignment(zoo: Zoo, name: str) -> None:
    data = zoo.notebook(name)
    with zipfile.ZipFile(io.BytesIO(hand_in_zip(as_bytes(zoo.released), assignment="A2"))) as archive:
        zoo.hand_in(name, "A1.zip", zipped({"A1.ipynb": data, "kvittering.json": archive.read("kvittering.json")}))


# Notebooks that need a hand.

@kind
def cell_deleted(zoo: Zoo, name: str) -> None:
    notebook = zoo.work(name)
    del notebook.cells[2]
    zoo.hand_in(name, "A1.ipynb", as_bytes(notebook))


@kind
def cell_copied(zoo: Zoo, name: str) -> None:
    notebook = zoo.work(name)
    notebook.cells.append(deepcopy(notebook.cells[3]))
    zoo.hand_in(name, "A1.ipynb", as_bytes(notebook))


@kind
def cell_retyped(zoo: Zoo, name: str) -> None:
    notebook = zoo.work(name)
    notebook.cells[3] = new_markdown_cell(notebook.cells[3].source, metadata=notebook.cells[3].metadata, id=notebook.cells[3].id)
    notebook.cells[3].cell_type = "raw"
    zoo.hand_in(name, "A1.ipynb", as_bytes(notebook))


@kind
def points_of_their_own(zoo: Zoo, name: str) -> None:
    notebook = zoo.work(name)
    notebook.cells[2].metadata["nbgrader"]["points"] = 1_000_000
    notebook.cells[2].source = "assert True"
    zoo.hand_in(name, "A1.ipynb", as_bytes(notebook))


@kind
def older_release(zoo: Zoo, name: str) -> None:
    notebook = zoo.work(name)
    notebook.metadata["ledelsesrum"]["release"] = "aaaaaaaaaaaa"
    zoo.hand_in(name, "A1.ipynb", as_bytes(notebook))


@kind
def much_output(zoo: Zoo, name: str) -> None:
    notebook = zoo.work(name)
    notebook.cells[1].outputs = [new_output("stream", text="Forsøg igen …\n" * 1_400_000)]
    zoo.hand_in(name, "A1.zip", zipped({"A1.ipynb": as_bytes(notebook)}))


@kind
def untouched(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1.ipynb", as_bytes(zoo.released))


@kind
def deep(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1.ipynb", b'{"cells": [], "metadata": ' + b'{"a": ' * 100_000 + b"1" + b"}" * 100_000 + b', "nbformat": 4}')


# Whose, when, and which.

@kind
def other_name_on_the_file(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, f"A1 {zoo.name('sound')}.ipynb", zoo.notebook(name))


@kind
def other_name_inside(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1.ipynb", as_bytes(answered(zoo.released, f"Navn: {zoo.name('sound')}\n\nVi havde ret den dag.")))


@kind
def twin(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1.ipynb", as_bytes(answered(zoo.released, "Vi skrev den sammen.")))


@kind
def other_twin(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1_endelig.ipynb", as_bytes(answered(zoo.released, "Vi  skrev den\nsammen.")))


@kind
def late(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1.zip", hand_in_zip(zoo.notebook(name), TOO_LATE))


@kind
def late_says_canvas(zoo: Zoo, name: str) -> None:
    first, last = zoo.name(name).casefold().split()
    zoo.canvas[f"{last}{first}_LATE_77{len(zoo.people)}_9001_A1-2.ipynb"] = zoo.notebook(name)


@kind
def time_unknown(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1.ipynb", zoo.notebook(name))


@kind
def clock_wrong(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1.zip", hand_in_zip(zoo.notebook(name), "2031-01-01T00:00:00+00:00"))


@kind
def changed_after_the_receipt(zoo: Zoo, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(hand_in_zip(as_bytes(zoo.released)))) as archive:
        zoo.hand_in(name, "A1.zip", zipped({"A1.ipynb": zoo.notebook(name), "kvittering.json": archive.read("kvittering.json")}))


@kind
def attempts(zoo: Zoo, name: str) -> None:
    first = as_bytes(answered(zoo.released, "Det første udkast."))
    for data, folder in ((first, "Nov 2, 2026 0105 PM"), (zoo.notebook(name), "3 nov. 2026 09.15")):
        path = zoo.folder / "brightspace" / f"77-{len(data)} - {zoo.name(name)} - {folder}"
        path.mkdir(parents=True)
        (path / "A1.ipynb").write_bytes(data)
    (zoo.folder / "brightspace" / "index.html").write_text("<html></html>", encoding="utf-8")


@kind
def numbered_copies(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1.ipynb", as_bytes(answered(zoo.released, "Det første udkast fra mig.")))
    zoo.hand_in(name, "A1 (1).ipynb", zoo.notebook(name))


@kind
def rivals(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1.ipynb", as_bytes(answered(zoo.released, "Er det den her?")))
    zoo.hand_in(name, "A1 ny.ipynb", zoo.notebook(name))


@kind
def handed_in_beside_the_original(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1.ipynb", as_bytes(zoo.released))
    zoo.hand_in(name, "A1 min.ipynb", zoo.notebook(name))


@kind
def missing(zoo: Zoo, name: str) -> None:
    zoo.name(name)


# Hostile, or broken so that it might be.

@kind
def path_upwards(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1.zip", zipped({"A1.ipynb": zoo.notebook(name), "../../../nbgrader_config.py": b"raise SystemExit"}))


@kind
def path_from_the_root(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1.zip", zipped({"/etc/A1.ipynb": zoo.notebook(name)}))


@kind
def path_with_a_drive(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1.zip", zipped({"C:\\Windows\\A1.ipynb": zoo.notebook(name)}))


@kind
def link_in_a_zip(zoo: Zoo, name: str) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        link = zipfile.ZipInfo("A1.ipynb")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "../../gradebook.db")
    zoo.hand_in(name, "A1.zip", made.getvalue())


@kind
def link_in_a_folder(zoo: Zoo, name: str) -> None:
    zoo.name(name)
    folder = zoo.folder / "mail" / name
    folder.mkdir(parents=True)
    (folder / "A1.ipynb").symlink_to("/etc/passwd")


@kind
def bomb(zoo: Zoo, name: str) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(3):
            with archive.open(f"A{number}.ipynb", "w") as file:
                for _ in range(90):
                    file.write(bytes(2**20))
    zoo.hand_in(name, "A1.zip", made.getvalue())


@kind
def too_many_files(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1.zip", zipped({f"{number}.txt": b"" for number in range(2001)}))


@kind
def zips_without_end(zoo: Zoo, name: str) -> None:
    data = zipped({"A1.ipynb": zoo.notebook(name)})
    for depth in range(3):
        data = zipped({f"{depth}.zip": data})
    zoo.hand_in(name, "A1.zip", data)


@kind
def password(zoo: Zoo, name: str) -> None:
    data = bytearray(zipped({"A1.ipynb": zoo.notebook(name)}))
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        struct.pack_into("<H", data, data.index(mark) + place, 1)
    zoo.hand_in(name, "A1.zip", bytes(data))


@kind
def zip_cut_off(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1.zip", hand_in_zip(zoo.notebook(name))[:200])


@kind
def zip_with_a_wrong_sum(zoo: Zoo, name: str) -> None:
    data = bytearray(zipped({"A1.ipynb": zoo.notebook(name)}))
    data[60] ^= 0xFF
    zoo.hand_in(name, "A1.zip", bytes(data))


@kind
def zip_that_is_empty(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1.zip", zipped({}))


@kind
def zip_without_a_notebook(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "A1.zip", zipped({"A1/rapport.docx": b"PK\3\4", "A1/data/tabel.csv": b"a"}))


@kind
def zip_packed_oddly(zoo: Zoo, name: str) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("A1.ipynb", zoo.notebook(name))
    zoo.hand_in(name, "A1.zip", made.getvalue())


@kind
def forbidden_on_windows(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, 'A1: "min"?.ipynb', zoo.notebook(name))


@kind
def name_of_a_device(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "CON.ipynb", zoo.notebook(name))


@kind
def name_that_steers_the_console(zoo: Zoo, name: str) -> None:
    zoo.hand_in(name, "\x1b[2J\u202eA1.docx", b"PK\3\4")


# Nobody's, or one of several's.

@kind
def not_on_the_roster(zoo: Zoo, name: str) -> None:
    zoo.moodle["Yrsa Ukendt_4_assignsubmission_file_/A1.ipynb"] = zoo.notebook(name)


@kind
def same_name(zoo: Zoo, name: str) -> None:
    zoo.people |= {"ulla1": "Ulla Vestergaard", "ulla2": "Ulla Vestergaard"}
    zoo.moodle["Ulla Vestergaard_5_assignsubmission_file_/A1.ipynb"] = zoo.notebook(name)


@kind
def anonymous(zoo: Zoo, name: str) -> None:
    zoo.canvas["anon_x7Yz3_9002_A1.ipynb"] = zoo.notebook(name)


@kind
def nameless(zoo: Zoo, name: str) -> None:
    (zoo.folder / "A1 (3).ipynb").write_bytes(zoo.notebook(name))


@kind
def two_names(zoo: Zoo, name: str) -> None:
    folder = zoo.folder / "mail" / zoo.name("sound")
    folder.mkdir(parents=True)
    (folder / f"{zoo.name('late')}.ipynb").write_bytes(zoo.notebook(name))


@kind
def path_upwards_in_the_download(zoo: Zoo, name: str) -> None:
    zoo.moodle[f"../{zoo.name(name)}_6_assignsubmission_file_/A1.ipynb"] = zoo.notebook(name)
