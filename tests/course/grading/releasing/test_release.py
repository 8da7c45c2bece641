"""Assignments are released whole or not at all: those of the course, a small one that breaks in many ways, and nbgrader's own example."""

from __future__ import annotations

import hashlib
import io
import shutil
import stat
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import nbformat
import nbgrader
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from course import __version__
from course.cli import main
from course.grading.about import assignments
from course.grading.releasing.generate import generate, source_folder
from course.grading.releasing.release import release
from course.grading.root import GradingError, open_root
from exercises.handin.notebook import release_of
from tests.course.grading.small_root import CONFIG, answer, cell, check, essay, small_notebook, task, write_root

ASSIGNMENTS = tuple(assignments())


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_each_of_the_courses_assignments_is_released_without_a_remark(released, name):
    assert released[name].remarks == ()
    assert str(released[name]).startswith(f"{name} er klar: Intet svar er at finde i pakken, og opgave og løsning passer sammen.\n")


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_a_package_holds_what_a_student_needs_and_nothing_else(released, name):
    with zipfile.ZipFile(released[name].file) as package:
        names = package.namelist()
        tables = {file for file in names if file.startswith(f"{name}/data/")}
        assert {file.removeprefix(f"{name}/") for file in set(names) - tables} == {
            f"{name}.ipynb", f"original/{name}.ipynb", "LÆS-MIG.txt", "requirements.txt", "start.cmd", "start.command", "start.sh",
            "program/start.py", "program/bootstrap.py", "program/python_version.py", f"ledelsesrum_elev-{__version__}-py3-none-any.whl",
        }
        assert package.read(f"{name}/{name}.ipynb") == package.read(f"{name}/original/{name}.ipynb")
        assert not tables or f"{name}/data/kilder.txt" in tables


def test_the_notebook_knows_its_release_and_the_gradebook_its_cells(released, kit_course):
    with zipfile.ZipFile(released["A1"].file) as package:
        packed = package.read("A1/A1.ipynb")
    assert packed == (kit_course / "release" / "A1" / "A1.ipynb").read_bytes()
    notebook = nbformat.reads(packed.decode("utf-8"), as_version=4)
    said = "\0".join(part for one in notebook.cells for part in (one.metadata.get("nbgrader", {}).get("grade_id", ""), one.source))
    assert release_of(notebook).release == released["A1"].release == hashlib.sha256(said.encode("utf-8")).hexdigest()[:12]
    with open_root(kit_course).gradebook() as gradebook:
        assert {one.name for one in gradebook.assignments} == set(ASSIGNMENTS)
        assert gradebook.find_assignment("A1").max_score == 40


def test_windows_mac_and_linux_can_unpack_and_read_it(released):
    with zipfile.ZipFile(released["A1"].file) as package:
        entries = {entry.filename.removeprefix("A1/"): entry for entry in package.infolist()}
        for name in ("start.command", "start.sh"):
            assert stat.S_IMODE(entries[name].external_attr >> 16) == 0o755 and entries[name].create_system == 3
            assert package.read(entries[name]).startswith(b"#!/bin/sh\n") and b"\r" not in package.read(entries[name])
        assert entries["LÆS-MIG.txt"].flag_bits & 0x800  # the name is UTF-8, and says so
        readme = package.read(entries["LÆS-MIG.txt"])
        assert readme.startswith(b"\xef\xbb\xbfOpgave A1: Tillid og virkelighed\r\n") and readme.count(b"\n") == readme.count(b"\r\n")
        assert b"{" not in readme and released["A1"].release.encode() in readme
        command = package.read(entries["start.cmd"])
        assert command.isascii() and command.count(b"\n") == command.count(b"\r\n") and b'"%~dp0program\\start.py" %*' in command
        table = package.read(entries["data/hpv_countries_who.csv"]).decode("utf-8-sig")
        assert table.splitlines()[0].startswith("country;") and "," not in table.splitlines()[0]
        assert all("\\" not in name and len(name) < 60 for name in entries)


def test_the_wheel_has_no_answers_and_no_grading_code(released):
    with zipfile.ZipFile(released["A1"].file) as package:
        wheel = zipfile.ZipFile(io.BytesIO(package.read(f"A1/ledelsesrum_elev-{__version__}-py3-none-any.whl")))
    names = wheel.namelist()
    assert not [name for name in names if name.startswith("exercises/tasks/") and name.endswith(".yaml")]
    assert not [name for name in names if "course/" in name or "assignments" in name or "__pycache__" in name]
    for needed in ("exercises/handin/check.py", "exercises/tasks/answers.py", "exercises/datasets/hpv_countries_who.csv", "exercises/frontend/widgets.css"):
        assert needed in names
    assert any(name.endswith("share/jupyter/labextensions/@ledelsesrum/elev/package.json") for name in names)
    entry_points = wheel.read(f"ledelsesrum_elev-{__version__}.dist-info/entry_points.txt").decode("utf-8")
    assert "ledelsesrum-elev = exercises.handin.__main__:main" in entry_points


def test_the_same_release_is_the_same_bytes(released, kit_course, tmp_path):
    again = release(open_root(kit_course), "A1", tmp_path / "A1 igen.zip")
    assert again.file == tmp_path / "A1 igen.zip" and again.file.read_bytes() == released["A1"].file.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["A1 igen.zip"]
    assert sorted(path.name for path in (kit_course / "packages").iterdir()) == [f"{name}.zip" for name in ASSIGNMENTS]


def test_stock_nbgrader_makes_the_same_students_edition(released, kit_course, tmp_path):
    nbgrader_command = Path(sysconfig.get_path("scripts")) / "nbgrader"
    done = subprocess.run(
        [nbgrader_command, "generate_assignment", "A1", "--force", f"--db=sqlite:///{tmp_path / 'gradebook.db'}",
         f"--CourseDirectory.release_directory={tmp_path}"],
        cwd=kit_course, env={"PATH": str(nbgrader_command.parent), "HOME": str(tmp_path)},
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=250,
    )
    assert done.returncode == 0, done.stderr
    stock, ours = (nbformat.read(folder / "A1" / "A1.ipynb", as_version=4) for folder in (tmp_path, kit_course / "release"))
    assert stock.cells == ours.cells and release_of(stock) is None


def test_nbgraders_own_example_is_released_with_remarks_on_its_ways(tmp_path):
    shutil.copytree(Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide" / "source", tmp_path / "source")
    done = release(open_root(tmp_path), "ps1")
    assert "Værd at vide:" in str(done) and "squares(1) == [1]" in str(done)
    with zipfile.ZipFile(done.file) as package:
        names = set(package.namelist())
        assert {"ps1/problem1.ipynb", "ps1/problem2.ipynb", "ps1/original/problem2.ipynb", "ps1/jupyter.png", "ps1/start.cmd"} <= names
        assert not any(name.startswith("ps1/data/") for name in names)
        notebooks = [nbformat.reads(package.read(f"ps1/problem{number}.ipynb").decode("utf-8"), as_version=4) for number in (1, 2)]
    assert release_of(notebooks[0]) == release_of(notebooks[1]) and release_of(notebooks[0]).assignment == "ps1"


def refused(root: Path, name: str = "A1") -> str:
    with pytest.raises(GradingError) as stopped:
        release(open_root(root), name)
    return str(stopped.value)


def write(path: Path, notebook: NotebookNode) -> None:
    nbformat.write(notebook, path)


def everything_in(root: Path) -> dict[str, bytes]:
    files = [path for path in root.rglob("*") if path.is_file() and path.name != "gradebook.db" and "source" not in path.parts]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def source_cells(root: Path) -> dict[str, str]:
    with open_root(root).gradebook() as gradebook:
        return {one.name: one.source for one in gradebook.find_notebook("A1", "A1").source_cells}


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    """A small assignment that has been released, and that somebody has answered."""
    root = tmp_path_factory.mktemp("small") / "kursus"
    write_root(root)
    release(open_root(root), "A1")
    with open_root(root).gradebook() as gradebook:
        gradebook.add_student("anna")
        gradebook.add_submission("A1", "anna")
    return root


def leak(notebook: NotebookNode) -> None:
    notebook.cells.append(new_markdown_cell("fald = int(efter_aar.iloc[0] - efter_aar.min())"))


def fail_its_own_test(notebook: NotebookNode) -> None:
    answered = cell(notebook, "a1-1")
    answered.source = answered.source.replace("efter_aar.idxmin()", "efter_aar.idxmax()")


def add_a_cell(notebook: NotebookNode) -> None:
    notebook.cells.append(essay("a1-7", "Et nyt svar."))


WRONG = {
    leak: "A1 er ikke frigivet. Ét sted skal rettes i source:\n"
    "- A1.ipynb, celle 14: Her står noget af løsningen til a1-1: »fald = int(efter_aar.iloc[0] - efter_aar.min())«",
    fail_its_own_test: "- A1.ipynb, celle 5 (a1-1-synlig): Løsningen klarer ikke sin egen prøve: NotYet",
    add_a_cell: "Der er allerede afleveret svar på opgaven, og så kan celler hverken tilføjes eller fjernes",
}


@pytest.mark.parametrize("change", WRONG, ids=lambda change: change.__name__)
def test_a_refused_release_leaves_everything_as_it_was(small, change):
    before, cells = everything_in(small), source_cells(small)
    notebook = small_notebook()
    change(notebook)
    write(small / "source" / "A1" / "A1.ipynb", notebook)
    assert WRONG[change] in refused(small)
    assert everything_in(small) == before and source_cells(small) == cells


def test_an_assignment_with_submissions_can_have_its_texts_mended(small):
    notebook = small_notebook()
    cell(notebook, "a1-1-tekst").source += " Tabellen har fire år."
    write(small / "source" / "A1" / "A1.ipynb", notebook)
    assert release(open_root(small), "A1").remarks == ()
    assert source_cells(small)["a1-1-tekst"].endswith("fire år.")


def in_a_wrong_cell(notebook: NotebookNode) -> None:
    notebook.cells.append(new_code_cell("# mit forsøg\n### BEGIN SOLUTION\nx = 1\n### END SOLUTION"))


def without_an_end(notebook: NotebookNode) -> None:
    notebook.cells.append(answer("a1-8", "### BEGIN SOLUTION\nx = 1"))


def hidden_without_an_end(notebook: NotebookNode) -> None:
    notebook.cells.append(check("a1-8", "### BEGIN HIDDEN TESTS\nassert x"))


def twice(notebook: NotebookNode) -> None:
    notebook.cells.append(answer("a1-1", "x = 1"))


def without_points(notebook: NotebookNode) -> None:
    del cell(notebook, "a1-1-synlig").metadata.nbgrader["points"]


def with_a_picture(notebook: NotebookNode) -> None:
    notebook.cells.append(task("a1-8", "Tegn.\n=== BEGIN MARK SCHEME ===\n![svar](attachment:svar.png)\n=== END MARK SCHEME ==="))


def of_an_old_nbgrader(notebook: NotebookNode) -> None:
    cell(notebook, "a1-1").metadata.nbgrader.schema_version = 2


NBGRADER_STOPS = {
    in_a_wrong_cell: "En celle med BEGIN SOLUTION er ikke mærket som svarcelle. Mærk den under Create Assignment i JupyterLab.\n"
    "Det er cellen, der begynder: # mit forsøg",
    without_an_end: "Der mangler en linje med END SOLUTION efter BEGIN SOLUTION.",
    hidden_without_an_end: "Der mangler en linje med END HIDDEN TESTS efter BEGIN HIDDEN TESTS.",
    twice: "To celler har samme navn (grade_id): a1-1. Giv den ene et andet.",
    without_points: "Cellen a1-1-synlig har ikke fået point.",
    with_a_picture: "Rettevejledningen i en celle har et vedhæftet billede",
    of_an_old_nbgrader: "Opgavens celler er mærket af en ældre nbgrader.",
}


@pytest.mark.parametrize("change", NBGRADER_STOPS, ids=lambda change: change.__name__)
def test_what_stops_nbgrader_is_told_in_danish(tmp_path, change):
    notebook = small_notebook()
    change(notebook)
    write_root(tmp_path / "kursus", notebook)
    message = refused(tmp_path / "kursus")
    assert message.startswith("nbgrader kunne ikke gøre A1 klar. ") and NBGRADER_STOPS[change] in message
    assert "Traceback" not in message and not (tmp_path / "kursus" / "release").exists() and not any((tmp_path / "kursus" / "packages").iterdir())


def test_settings_that_lead_nowhere_are_told(tmp_path):
    write_root(tmp_path / "kursus", config=CONFIG + "c.IncludeHeaderFooter.header = 'source/hoved.ipynb'\n")
    assert "Filen source/hoved.ipynb findes ikke, og nbgrader skal bruge den." in refused(tmp_path / "kursus")


def test_what_nobody_foresaw_is_shown_in_nbgraders_own_last_words(tmp_path):
    write_root(tmp_path / "kursus", config=CONFIG + "c.ClearSolutions.code_stub = {'python': 7}\n")
    assert refused(tmp_path / "kursus") == "nbgrader kunne ikke gøre A1 klar. Den skrev: AttributeError: 'int' object has no attribute 'split'"


@pytest.mark.parametrize("name", ["A2", "a1", "*", "../A1", "", "A[1]", "."])
def test_an_assignment_that_is_not_there_is_told_with_those_that_are(tmp_path, name):
    write_root(tmp_path / "kursus")
    assert refused(tmp_path / "kursus", name) == f"Der er ingen opgave, der hedder »{name}«, i {tmp_path / 'kursus' / 'source'}. Der er: A1."


def test_a_source_without_assignments_says_where_to_put_one(tmp_path):
    (tmp_path / "source").mkdir()
    assert refused(tmp_path) == f"Der er ingen opgave, der hedder »A1«, i {tmp_path / 'source'}. Læg dens notesbog i {tmp_path / 'source' / 'NAVN'}."


def test_a_source_that_is_no_notebook_is_told(tmp_path):
    write_root(tmp_path / "kursus").write_text("{", encoding="utf-8")
    assert refused(tmp_path / "kursus").endswith("A1.ipynb kan ikke læses som en notesbog. Åbn den i JupyterLab, og gem den igen.")


def test_a_file_that_would_be_in_the_packages_way_is_told(tmp_path):
    write_root(tmp_path / "kursus")
    (tmp_path / "kursus" / "source" / "A1" / "start.cmd").write_text("", encoding="utf-8")
    assert refused(tmp_path / "kursus") == "A1 har selv en fil, der hedder start.cmd. Det navn bruger pakken; giv filen et andet navn."


def test_a_package_that_cannot_be_put_in_its_place_takes_the_students_edition_back(tmp_path):
    write_root(tmp_path / "kursus")
    (tmp_path / "kursus" / "packages" / "A1.zip").mkdir(parents=True)
    with pytest.raises(OSError):
        release(open_root(tmp_path / "kursus"), "A1")
    assert not (tmp_path / "kursus" / "release" / "A1").exists()
    assert [path.name for path in (tmp_path / "kursus" / "packages").iterdir()] == ["A1.zip"]


def test_the_command_says_how_it_went(tmp_path, monkeypatch, capsys):
    write_root(tmp_path / "kursus")
    monkeypatch.setattr(sys, "argv", ["course", "assign", "release", "A9", "--course", str(tmp_path / "kursus")])
    assert main() == 1
    assert "Der er ingen opgave, der hedder »A9«" in capsys.readouterr().err


def test_nbgraders_edition_without_the_gradebook_touches_no_database(tmp_path):
    write_root(tmp_path / "kursus")
    course = open_root(tmp_path / "kursus")
    folder = generate(course, "A1", tmp_path / "ud", database=False)
    assert folder == tmp_path / "ud" / "A1" and not (tmp_path / "kursus" / "gradebook.db").exists() and source_folder(course, "A1").is_dir()
