"""One leak of each kind is put into an assignment, and the release is refused in words that say what and where."""

from __future__ import annotations

import base64
import gzip
import io
import struct
import zipfile
import zlib
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from course.grading.releasing.generate import generate, marks, read_notebooks, source_folder
from course.grading.releasing.inspection import header_length, stubs
from course.grading.releasing.leaks import find_leaks
from course.grading.releasing.packing import write_zip
from course.grading.releasing.release import stamp
from course.grading.root import open_root
from tests.course.grading.small_root import CONFIG, HIDDEN_LINE, MARK_LINE, MODEL_ANSWER, cell, small_notebook, write_root

SOLUTION = "efter_aar = tabel.set_index('year')['andel']\nbund = int(efter_aar.idxmin())\nfald = int(efter_aar.iloc[0] - efter_aar.min())"
ONE_LINE = "fald = int(efter_aar.iloc[0] - efter_aar.min())"
SECOND_LINE = "hoeje = tabel[tabel['andel'] > graense]"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


def as_base64(text: str) -> str:
    return base64.b64encode(text.encode("utf-8")).decode("ascii")


def look(root: Path, members: dict[str, bytes] | None = None, comment: str = "", values: dict[str, str] | None = None) -> list[str]:
    """Let nbgrader make the students' edition, pack it without the kit's own files, and look for leaks."""
    course = open_root(root)
    contents = stamp(generate(course, "A1", root / "students", database=False), "A1", "Opgave A1")
    own = {f"A1/{path.relative_to(contents.folder).as_posix()}": path.read_bytes() for path in contents.folder.rglob("*") if path.is_file()}
    write_zip(root / "A1.zip", own | (members or {}))
    with zipfile.ZipFile(root / "A1.zip", "a") as archive:
        archive.comment = comment.encode("utf-8")
    sources = read_notebooks(source_folder(course, "A1")).values()
    return [str(finding) for finding in find_leaks(root / "A1.zip", sources, marks(course), stubs(course), values or {}, header_length(course))]


def test_a_clean_assignment_has_no_leak(tmp_path):
    write_root(tmp_path / "kursus")
    assert look(tmp_path / "kursus") == []


# How each leak gets into the source notebook, and what is said of it.
IN_THE_NOTEBOOK = {
    "the solution is pasted into an instruction": (
        lambda nb: nb.cells.append(new_markdown_cell(f"Sådan kan det gøres:\n\n```python\n{SOLUTION}\n```")), "celle 14: Her står noget af løsningen til a1-1"),
    "the solution is a comment with other spaces": (
        lambda nb: nb.cells.append(new_code_cell(f"# {ONE_LINE.replace(' - ', '-').replace('= ', '=   ')}  # husk at slette\n# bund=int(efter_aar.idxmin( ))")),
        "noget af løsningen til a1-1"),
    "a visible test holds the solution": (
        lambda nb: cell(nb, "a1-2-synlig").update(source=f"def facit(tabel, graense):\n    {SECOND_LINE}\n    return len(hoeje)\n{cell(nb, 'a1-2-synlig').source}"),
        "celle 9 (a1-2-synlig): Her står noget af løsningen til a1-2"),
    "a hidden test is in a cell's metadata": (
        lambda nb: cell(nb, "a1-2").metadata.update(note={"gammel": HIDDEN_LINE}),
        "celle 8 (a1-2), oplysninger (metadata): Her står noget af den skjulte prøve i a1-2-skjult"),
    "a solution is a tag": (lambda nb: nb.cells[0].metadata.update(tags=[ONE_LINE]), "celle 1, oplysninger (metadata): Her står noget af løsningen til a1-1"),
    "a tag tells the answer": (
        lambda nb: cell(nb, "a1-1").metadata.update(tags=["facit-2013"]), "celle 4 (a1-1), oplysninger (metadata): Mærket »facit-2013« holder et svar"),
    "a setting tells the answer": (lambda nb: cell(nb, "a1-1").metadata.update(løsning=22), "Oplysningen »løsning« holder et svar"),
    "a setting of the notebook tells the model answer": (
        lambda nb: nb.metadata.update(forfatter={"noter": MODEL_ANSWER}), "notesbogens oplysninger (metadata): Her står noget af svaret til a1-4"),
    "an attachment is text in base64": (
        lambda nb: nb.cells[0].update(source="![billede](attachment:a.txt)", attachments={"a.txt": {"text/plain": as_base64(MARK_LINE)}}),
        "celle 1, vedhæftet: Her står noget af rettevejledningen i a1-6"),
    "an attachment is not shown": (
        lambda nb: nb.cells[0].update(attachments={"skitse.png": {"image/png": as_base64("x")}}),
        "celle 1: »skitse.png« er vedhæftet, men cellen viser den ikke"),
    "an instruction holds base64": (lambda nb: nb.cells[0].update(source=f"<!-- {as_base64(SOLUTION)} -->"), "celle 1: Her står noget af løsningen til a1-1"),
    "sliders keep what they stood at": (
        lambda nb: nb.metadata.update(widgets={"application/vnd.jupyter.widget-state+json": {"state": {"a": {"model_name": "IntSlider"}}}}),
        "notesbogens oplysninger (metadata): Skydere og felter er gemt"),
    "the time of a run is kept": (
        lambda nb: nb.cells[1].metadata.update(execution={"iopub.execute_input": "2026-01-01T10:00:00"}),
        "celle 2: Cellen har et kørselsnummer eller et tidspunkt"),
    "a mark is misspelt": (
        lambda nb: cell(nb, "a1-1").update(source="### BEGIN SOLUTION\nx = 1\n### END SOLUTION\n### begin_solution\nfald = 22\n### end_solution"),
        "Mærket »begin_solution« er ikke fjernet"),
}


@pytest.mark.parametrize("seed", IN_THE_NOTEBOOK)
def test_a_leak_in_the_notebook_is_found(tmp_path, seed):
    put, said = IN_THE_NOTEBOOK[seed]
    notebook = small_notebook()
    put(notebook)
    write_root(tmp_path / "kursus", notebook)
    found = look(tmp_path / "kursus")
    assert any(said in line for line in found), found
    assert all(line.startswith("A1.ipynb, ") for line in found)


def a_zip(name: str = "laes.txt", text: str = "", comment: str = "", extra: bytes = b"") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        entry = zipfile.ZipInfo(name)
        entry.extra = extra
        archive.writestr(entry, text)
        archive.comment = comment.encode("utf-8")
    return data.getvalue()


def a_picture(text: str) -> bytes:
    """A PNG picture with a packed comment."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"zTXt", b"Comment\0\0" + zlib.compress(text.encode("utf-8"))) + chunk(b"IEND", b"")


# What lies beside the notebook, and what is said of it.
BESIDE_IT = {
    "tal/noter.txt": (ONE_LINE.encode(), "tal/noter.txt: Her står noget af løsningen til a1-1"),
    "tal/noter.csv": (f"a;b\n1;{as_base64(HIDDEN_LINE)}\n".encode(), "tal/noter.csv: Her står noget af den skjulte prøve"),
    "tal/noter.md": (MODEL_ANSWER.encode("utf-16"), "tal/noter.md: Her står noget af svaret til a1-4"),
    "tal/gammel.txt": (f"Fra sidste år:\n{MARK_LINE}".encode("cp1252"), "tal/gammel.txt: Her står noget af rettevejledningen"),
    "tal/facit.csv": (b"a;b\n", "tal/facit.csv, filens navn: Navnet tyder på et svar"),
    "tal/pakket.gz": (gzip.compress(SOLUTION.encode()), "tal/pakket.gz: Her står noget af løsningen"),
    "tal/billede.png": (a_picture(MARK_LINE), "tal/billede.png: Her står noget af rettevejledningen"),
    "tal/a.zip": (a_zip(text=SOLUTION), "tal/a.zip › laes.txt: Her står noget af løsningen"),
    "tal/b.zip": (a_zip(comment=ONE_LINE), "tal/b.zip, arkivets kommentar: Her står noget af løsningen"),
    "tal/c.zip": (
        a_zip(extra=struct.pack("<HH", 0x4C52, len(ONE_LINE)) + ONE_LINE.encode()),
        "tal/c.zip › laes.txt, filens kommentar i arkivet: Her står noget af løsningen"),
    "tal/d.zip": (a_zip(name="solution.py"), "tal/d.zip › solution.py, filens navn: Navnet tyder på et svar"),
}


@pytest.fixture(scope="module")
def with_files(tmp_path_factory) -> list[str]:
    """What is found when all those files lie beside the notebook."""
    root = tmp_path_factory.mktemp("beside") / "kursus"
    write_root(root)
    for name, (data, _) in BESIDE_IT.items():
        path = root / "source" / "A1" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return look(root)


@pytest.mark.parametrize("name", BESIDE_IT)
def test_a_leak_beside_the_notebook_is_found(with_files, name):
    assert any(line.startswith(BESIDE_IT[name][1]) for line in with_files), with_files


def test_the_picture_of_a_mark_scheme_is_found_wherever_it_lies(tmp_path):
    notebook = small_notebook()
    task = cell(notebook, "a1-6")
    task.source = task.source.replace(MARK_LINE, "![skala](attachment:skala.png)")
    task.attachments = {"skala.png": {"image/png": base64.b64encode(PICTURE).decode()}}
    write_root(tmp_path / "kursus", notebook, config=CONFIG + "c.ClearMarkScheme.check_attachment_leakage = False\n")
    (tmp_path / "kursus" / "source" / "A1" / "kort.png").write_bytes(PICTURE)
    found = look(tmp_path / "kursus")
    assert "A1.ipynb, celle 13 (a1-6): »skala.png« er vedhæftet, men cellen viser den ikke." in found
    assert "kort.png: Filen er et billede fra en rettevejledning eller en løsning." in found


def test_outputs_that_were_not_cleared_are_found(tmp_path):
    notebook = small_notebook()
    cell(notebook, "a1-1").update(execution_count=7, outputs=[new_output("stream", text=f"2013\n{ONE_LINE}\n")])
    write_root(tmp_path / "kursus", notebook, config=CONFIG + "c.ClearOutput.enabled = False\n")
    found = look(tmp_path / "kursus")
    assert "A1.ipynb, celle 4 (a1-1): Cellen har udskrift fra en kørsel." in found
    assert "A1.ipynb, celle 4 (a1-1): Cellen har et kørselsnummer eller et tidspunkt for en kørsel." in found
    assert any(line.startswith("A1.ipynb, celle 4 (a1-1), udskrift: Her står noget af løsningen") for line in found)


def test_a_leak_in_the_header_the_wheel_or_the_packages_own_comment_is_found(tmp_path):
    root = tmp_path / "kursus"
    write_root(root, config=CONFIG + "c.IncludeHeaderFooter.header = 'source/header.ipynb'\n")
    nbformat.write(nbformat.v4.new_notebook(cells=[new_markdown_cell(SOLUTION)]), root / "source" / "header.ipynb")
    wheel = a_zip("exercises/gammelt.py", f"def regn(tabel):\n    {SOLUTION}".replace("\n", "\n    "))
    found = look(root, {"A1/ledelsesrum_elev-0.1.0-py3-none-any.whl": wheel}, comment=MODEL_ANSWER)
    for place in ("A1.ipynb, sidehovedet", "ledelsesrum_elev-0.1.0-py3-none-any.whl › exercises/gammelt.py", "A1.zip, arkivets kommentar"):
        assert any(line.startswith(f"{place}: Her står noget af") for line in found), (place, found)


def test_a_right_answer_may_stand_in_a_text_but_not_in_a_setting_or_a_name(tmp_path):
    notebook = small_notebook()
    notebook.cells[0].source += "\n\nDer var 36936 i alt."
    cell(notebook, "a1-2").metadata.update(kilde="tabel 36936")
    write_root(tmp_path / "kursus", notebook)
    (tmp_path / "kursus" / "source" / "A1" / "36936.csv").write_text("36936\n", encoding="utf-8")
    found = look(tmp_path / "kursus", values={"36936": "a1-2-synlig"})
    assert found == [
        "36936.csv, filens navn: Her står det rigtige svar til a1-2-synlig: »36936.csv«",
        "A1.ipynb, celle 8 (a1-2), oplysninger (metadata): Her står det rigtige svar til a1-2-synlig: »tabel 36936«",
    ]


def put_in_sight(notebook: NotebookNode) -> None:
    """Lines as any notebook has them, which solutions and tests have too."""
    given = "import pandas as pd\nfrom exercises.tasks.answers import call\nd = load('hpv_denmark_who')\n\ndef f(x):\n    return x"
    notebook.cells.insert(2, new_code_cell(given))
    answer = cell(notebook, "a1-1")
    answer.source = answer.source.replace("### BEGIN SOLUTION", "### BEGIN SOLUTION\nimport pandas as pd\nd = load('hpv_denmark_who')\nx = 1\nif x:\n    pass")
    cell(notebook, "a1-2").source += "\n### BEGIN SOLUTION\n\ndef g(x):\n    return x\n### END SOLUTION"


def test_lines_that_say_nothing_raise_no_alarm(tmp_path):
    notebook = small_notebook()
    put_in_sight(notebook)
    write_root(tmp_path / "kursus", notebook)
    assert look(tmp_path / "kursus") == []
