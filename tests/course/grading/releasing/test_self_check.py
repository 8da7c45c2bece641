"""``course assign check`` holds a notebook against the release of the course root it is pointed at."""

from __future__ import annotations

import shutil
import sys

import pytest

from course.cli import main
from tests.exercises.handin.conftest import mine, package, released, write  # noqa: F401


@pytest.fixture
def root(package, tmp_path):  # noqa: F811
    """A stock nbgrader course root in which A1 is released."""
    folder = tmp_path / "kursus"
    (folder / "source").mkdir(parents=True)
    (folder / "release" / "A1").mkdir(parents=True)
    shutil.copy(package / "original" / "A1.ipynb", folder / "release" / "A1" / "A1.ipynb")
    return folder


def check(monkeypatch, capsys, *arguments: object) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["course", "assign", "check", *map(str, arguments)])
    code = main()
    return code, *capsys.readouterr()


def test_a_notebook_anywhere_is_held_against_the_release(monkeypatch, capsys, root, write, mine, tmp_path):  # noqa: F811
    path = write(mine).rename(tmp_path / "Mette A1.ipynb")
    code, said, _ = check(monkeypatch, capsys, path, "--course", root)
    assert code == 0 and said.rstrip().endswith("Prøver: 2 af 2 gik igennem.\n\nOpgave A1 er klar til at blive afleveret.")


def test_code_one_does_not_know_need_not_be_run(monkeypatch, capsys, root, write, mine, tmp_path):  # noqa: F811
    mine.cells[1].source = f"open({str(tmp_path / 'kørt')!r}, 'w')"
    mine.cells[3].source = f"open({str(tmp_path / 'kørt')!r}, 'w')"
    code, said, _ = check(monkeypatch, capsys, write(mine), "--course", root, "--no-run")
    assert code == 0 and "Prøver:" not in said and not (tmp_path / "kørt").exists()


@pytest.mark.parametrize("stamped", [True, False])
def test_an_assignment_that_is_not_released_is_told_how_to_be(monkeypatch, capsys, root, write, mine, tmp_path, stamped):  # noqa: F811
    if not stamped:
        del mine.metadata["ledelsesrum"]
    path = write(mine)
    shutil.rmtree(root / "release")
    code, _, said = check(monkeypatch, capsys, path, "--course", root)
    assert code == 1 and "A1.ipynb kan ikke holdes op mod A1: Den opgave er ikke gjort klar i" in said and said.rstrip().endswith("assign release A1")


def test_a_notebook_without_a_stamp_is_known_by_its_name_or_its_folders(monkeypatch, capsys, root, write, mine, tmp_path):  # noqa: F811
    del mine.metadata["ledelsesrum"]
    path = write(mine)
    assert check(monkeypatch, capsys, path, "--course", root, "--no-run")[0] == 0
    renamed = path.rename(path.with_name("besvarelse.ipynb"))  # submitted/mette/A1/besvarelse.ipynb
    assert check(monkeypatch, capsys, renamed, "--course", root, "--no-run")[0] == 0
