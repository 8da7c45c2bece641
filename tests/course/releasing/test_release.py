"""The reader's zip: what is in it, that it is the same every time, and that its first page is there without a build and without a network."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import requests

from course.releasing.members import LONGEST, ReleaseError, tracked, unsafe, version_of
from course.releasing.release import release
from course.site.build import is_current
from tests.conftest import ROOT, read_address, read_fresh
from tests.course.installation import complete, install

TOP = f"ledelsesrum-{version_of(ROOT)}"


@pytest.fixture
def project(copy) -> Path:
    """A small course under git, with nothing uncommitted."""
    root = complete(copy)
    (root / "tests").mkdir()
    (root / "tests" / "test_noget.py").write_text("", encoding="utf-8")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "all")
    return root


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)


def names_in(file: Path) -> list[str]:
    with zipfile.ZipFile(file) as archive:
        return [name.removeprefix(f"{TOP}/") for name in archive.namelist()]


def test_what_is_in_it_is_what_a_reader_needs_and_nothing_else(project, tmp_path):
    said: list[str] = []
    file = release(project, tmp_path, False, said.append)
    names = names_in(file)
    assert file.name == f"{TOP}.zip" and f"sha256 {hashlib.sha256(file.read_bytes()).hexdigest()}" in said[-1] and " MB, " in said[-1]
    assert os.name == "nt" or file.stat().st_mode & 0o777 == 0o644
    assert {"start.cmd", "start.command", "LÆS-MIG.txt", "requirements.txt", "LICENSE", "course/__main__.py", "_build/ledelsesrum.json",
            "_build/html/book/index.html", "assignments/assignments.yaml"} <= set(names)
    assert not [name for name in names if re.match(r"tests/|assignments/source/|\.git|requirements-|_build/(?!html/|ledelsesrum\.json)|.*__pycache__", name)]
    with zipfile.ZipFile(file) as archive:
        about = {entry.filename.removeprefix(f"{TOP}/"): entry for entry in archive.infolist()}
        assert about["start.command"].external_attr >> 16 == 0o100755 and about["course/cli.py"].external_attr >> 16 == 0o100644
        assert not [name for name in archive.namelist() if str(project).encode() in archive.read(name)]
        assert archive.read(f"{TOP}/start.cmd").count(b"\r\n") > 5
        guide = archive.read(f"{TOP}/LÆS-MIG.txt").decode("utf-8-sig")
    assert "start.cmd" in guide and "course doctor" in guide and "{" not in guide


def test_the_same_course_gives_the_same_bytes_and_takes_the_place_of_the_former_file(project, tmp_path):
    first = release(project, tmp_path, False, lambda _: None).read_bytes()
    for path in project.rglob("*.md"):
        os.utime(path)
    again = release(project, tmp_path, False, lambda _: None)
    assert again.read_bytes() == first and len(list(tmp_path.glob("*.zip"))) == 1
    assert names_in(again) == sorted(names_in(again))


@pytest.mark.parametrize("change", ["changed", "new"])
def test_what_is_not_committed_is_refused_by_name_unless_told(project, change):
    path = project / ("book/index.md" if change == "changed" else "book/ny side.txt")
    with path.open("a", encoding="utf-8") as file:
        file.write("\nMere.\n")
    with pytest.raises(ReleaseError, match=rf"ikke er gemt i git: .*{path.name}.*git commit, eller skriv --dirty"):
        release(project, None, False)
    assert f"book/{path.name}" in tracked(project, dirty=True)


def test_without_git_it_says_where_to_run_it(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(ReleaseError, match="git-mappe"):
        tracked(tmp_path, dirty=False)


@pytest.mark.parametrize("name", ["a/" + "x" * LONGEST, "bog/con.md", "bog/a:b.md", "bog/slut.", "bog/AUX"])
def test_names_that_windows_cannot_hold_are_found(name):
    assert unsafe(["bog/god side.md", name]) == [name]
    assert unsafe(["bog/Side.md", "bog/side.md"]) == ["bog/Side.md", "bog/side.md"]


def test_the_courses_own_names_are_fit_for_windows():
    assert unsafe([f"{TOP}/{name}" for name in tracked(ROOT, dirty=True)]) == []


@pytest.mark.skipif(sys.platform == "win32", reason="the environment of this test borrows its packages by links")
def test_the_first_page_is_there_without_a_build_and_without_a_network(project, tmp_path):
    folder = tmp_path / "Kirsten Ø's kurser"
    with zipfile.ZipFile(release(project, tmp_path, False, lambda _: None)) as archive:
        archive.extractall(folder)
    root = install(folder / TOP)
    nowhere = "http://127.0.0.1:9"
    process = read_fresh(root, tmp_path / "data", PIP_INDEX_URL=f"{nowhere}/simple", HTTPS_PROXY=nowhere, HTTP_PROXY=nowhere)
    try:
        address, said = read_address(process)
        front = requests.get(address, timeout=20)
        assert front.status_code == 200 and "<title>Ledelsesrum</title>" in front.text
        assert "Bygger" not in said and "Henter" not in said
        assert not (root / "_build" / "build.log").exists()
    finally:
        process.send_signal(2)
        process.communicate(timeout=60)


def test_a_book_that_came_with_the_course_is_good_for_any_python_until_a_page_is_changed(project, tmp_path):
    with zipfile.ZipFile(release(project, tmp_path, False, lambda _: None)) as archive:
        archive.extractall(tmp_path / "ud")
    root = tmp_path / "ud" / TOP
    assert json.loads((root / "_build/ledelsesrum.json").read_text(encoding="utf-8"))["python"] == "any"
    (root / "book" / ".DS_Store").write_bytes(b"\0")  # as a Mac leaves it in a folder one has looked in
    (root / "exercises" / "Thumbs.db").write_bytes(b"\0")
    assert is_current(root)
    with (root / "book/index.md").open("a", encoding="utf-8") as page:
        page.write("\nMere.\n")
    assert not is_current(root)


def test_what_is_only_for_those_who_teach_is_told_so_in_the_readers_edition(project, tmp_path):
    with zipfile.ZipFile(release(project, tmp_path, False, lambda _: None)) as archive:
        archive.extractall(tmp_path / "ud")
    base = getattr(sys, "_base_executable", sys.executable)
    done = subprocess.run([base, "-m", "course", "grade", "run", "A1"], cwd=tmp_path / "ud" / TOP,
                          capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 1 and "ikke med i læsernes udgave" in done.stderr and not (tmp_path / "ud" / TOP / ".venv").exists()
