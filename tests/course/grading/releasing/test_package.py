"""The package on a student's machine: unpacked in a folder with spaces and Ø, started, checked, opened, handed in.

Every day the environment is one that borrows this one's packages; ``--all`` starts as a manager does, with Python alone.
"""

from __future__ import annotations

import json
import os
import re
import runpy
import shutil
import signal
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
import requests

from course import bootstrap
from course.grading.releasing.packing import FILES
from exercises.frontend import TOKENS
from exercises.server import free_port
from tests.conftest import ROOT
from tests.course.grading.small_root import cell

NOWHERE = "http://127.0.0.1:9"
OFFLINE = {"PIP_INDEX_URL": f"{NOWHERE}/simple", "HTTP_PROXY": NOWHERE, "HTTPS_PROXY": NOWHERE, "NO_PROXY": "127.0.0.1"}
windows = pytest.mark.skipif(os.name == "nt", reason="the start files of Mac and Linux")
pytestmark = windows


def unpack(file: Path, folder: Path) -> Path:
    """Unpack a package as a Mac does, with the modes it says; gives the folder of the assignment."""
    with zipfile.ZipFile(file) as package:
        package.extractall(folder)
        for entry in package.infolist():
            (folder / entry.filename).chmod(entry.external_attr >> 16)
    return next(folder.iterdir())


def start(folder: Path, *arguments: str, name: str = "start.sh", **environment: str) -> subprocess.Popen:
    """Run a start file as the student does: with a home of their own and a Python on the path, and nothing of the kit."""
    home, tools = folder.parents[1] / "hjem", folder.parents[1] / "bin"
    for made in (home, tools):
        made.mkdir(exist_ok=True)
    if not (tools / "python3.13").exists():
        (tools / "python3.13").symlink_to(getattr(sys, "_base_executable", sys.executable))  # the name that is looked for first
    kept = {key: value for key, value in os.environ.items() if key.startswith(("PIP_", "SSL_", "HTTP", "LANG", "LC_", "SYSTEMROOT"))}
    return subprocess.Popen(
        [f"./{name}", *arguments], cwd=folder, env=kept | {"HOME": str(home), "PATH": f"{tools}:/usr/bin:/bin"} | environment,
        start_new_session=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
    )


def said_by(process: subprocess.Popen) -> str:
    return process.communicate(timeout=900)[0]


def opened(process: subprocess.Popen) -> tuple[str, requests.Session]:
    """Wait for JupyterLab; gives where it is, and somebody who may come in."""
    said = []
    for line in process.stdout:
        said.append(line)
        if found := re.match(r"(http://127\.0\.0\.1:\d+)/lab/tree/A1\.ipynb\?token=(\w+)", line):
            session = requests.Session()
            session.headers["Authorization"] = f"token {found[2]}"
            return found[1], session
    raise AssertionError("it ended without an address:\n" + "".join(said))


def require_open_assignment(process: subprocess.Popen, folder: Path) -> None:
    """JupyterLab answers with the assignment and its buttons, and stops when it is asked to."""
    try:
        origin, student = opened(process)
        page = student.get(f"{origin}/lab/tree/A1.ipynb", timeout=30)
        assert page.status_code == 200 and "@ledelsesrum/elev" in page.text
        given = student.get(f"{origin}/api/contents/A1.ipynb", timeout=30).json()["content"]
        assert given["metadata"]["ledelsesrum"]["assignment"] == "A1"
        assert requests.get(f"{origin}/api/contents/A1.ipynb", timeout=30).status_code == 403
    finally:
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    assert f"Din opgave ligger i {folder}" in said_by(process)


@pytest.fixture(scope="module")
def package(released) -> Path:
    """The package of the course's first assignment."""
    return released["A1"].file


def borrow_environment(folder: Path) -> None:
    """Make a ready ``.venv`` whose packages, but for the wheel, are those of this environment."""
    venv.EnvBuilder(symlinks=True).create(folder / ".venv")
    python = folder / ".venv" / "bin" / "python"
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = subprocess.run([python, "-c", asked], capture_output=True, text=True, encoding="utf-8", check=True).stdout.strip()
    (Path(site) / "laant.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    wheel = next(folder.glob("*.whl"))
    subprocess.run([sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-index", "--no-deps", wheel], check=True)
    (folder / ".venv" / bootstrap.STAMP).write_text(bootstrap.fingerprint(folder / "requirements.txt", folder / ".venv", wheel), encoding="utf-8")


@pytest.fixture(scope="module")
def mine(package, tmp_path_factory) -> Iterator[Path]:
    """The package, unpacked and ready."""
    folder = unpack(package, tmp_path_factory.mktemp("elev") / "Min mappe Ø")
    borrow_environment(folder)
    yield folder


LAB = {"JUPYTERLAB_DIR": f"{sys.prefix}/share/jupyter/lab", **OFFLINE}  # a borrowed environment has no JupyterLab of its own


def test_the_package_checks_without_jupyterlab_and_without_a_network(mine):
    said = said_by(start(mine, "check", **OFFLINE))
    assert "Opgave A1.1 er ikke besvaret endnu." in said and "Henter" not in said and "Traceback" not in said
    assert json.loads((mine / "A1.ipynb").read_bytes()) == json.loads((mine / "original" / "A1.ipynb").read_bytes())


def test_the_package_opens_in_jupyterlab_with_the_assignment(mine):
    require_open_assignment(start(mine, "--no-browser", "--port", str(free_port(9600)), **LAB), mine)


def test_a_double_click_on_a_mac_runs_the_same_and_waits_to_be_read(mine):
    said = said_by(start(mine, "repair", "findes-ikke.ipynb", name="start.command", **OFFLINE))
    assert "findes-ikke.ipynb findes ikke." in said and said.endswith("Tryk Enter for at lukke. ")


def test_the_package_repairs_and_hands_in(mine):
    path = mine / "A1.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.remove(cell(notebook, "a1-1-synlig"))
    cell(notebook, "a1-4").source = "Jeg sad i møderummet. " * 60
    nbformat.write(notebook, path)
    assert "Det her er repareret:" in said_by(start(mine, "repair", **OFFLINE))
    assert "a1-1-synlig" in path.read_text(encoding="utf-8")
    said_by(start(mine, "hand-in", **OFFLINE))
    [handed_in] = mine.glob("A1-aflevering-*.zip")
    with zipfile.ZipFile(handed_in) as archive:
        receipt = json.loads(archive.read("kvittering.json"))
        assert receipt["assignment"] == "A1" and archive.read("A1.ipynb") == path.read_bytes()


def test_the_packages_exercises_are_its_own_and_draw_without_the_book(mine):
    code = ("import exercises.frontend as f, exercises.tasks.definitions as d, exercises.charts\n"
            "print(f.__file__, len(f.STYLE) > 5000, f.TOKENS['accent'], d.tasks())")
    python = mine / ".venv" / "bin" / "python"
    said = subprocess.run([python, "-c", code], cwd=mine, env={"PATH": "/usr/bin"}, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    assert said.startswith(str(mine)) and said.endswith(f"True {TOKENS['accent']} {{}}\n")


def test_another_python_is_told_and_starts_nothing(mine, tmp_path):
    old = tmp_path / "python3.13"
    pretend = "import runpy, sys\nsys.version_info = (3, 9, 1)\nsys.argv.pop(0)\nrunpy.run_path(sys.argv[0], run_name='__main__')\n"
    (tmp_path / "old.py").write_text(pretend, encoding="utf-8")
    old.write_text(f"#!/bin/sh\nPYTHONPATH=program exec {sys.executable} {tmp_path / 'old.py'} \"$@\"\n", encoding="utf-8")
    old.chmod(0o755)
    process = start(mine, "check", PATH=f"{tmp_path}:/usr/bin:/bin")
    assert "Denne Python er 3.9. Den er for gammel." in said_by(process) and process.returncode == 1


def test_a_missing_wheel_says_to_unpack_again(package, tmp_path):
    folder = unpack(package, tmp_path / "Ø")
    next(folder.glob("*.whl")).unlink()
    assert "Filen ledelsesrum_elev-….whl mangler. Pak hele zip-filen ud igen" in said_by(start(folder, "check"))


@pytest.mark.parametrize(("asked", "run"), [
    ([], ["exercises.handin.lab", "a.ipynb"]),
    (["--no-browser"], ["exercises.handin.lab", "a.ipynb", "--no-browser"]),
    (["b.ipynb", "--no-browser"], ["exercises.handin.lab", "b.ipynb", "--no-browser"]),
    (["check", "b.ipynb"], ["exercises.handin", "check", "b.ipynb"]),
])
def test_what_is_asked_for_is_what_is_run(tmp_path, monkeypatch, asked, run):
    for name in ("b.ipynb", "a.ipynb"):
        (tmp_path / name).touch()
    program = tmp_path / "program"
    shutil.copytree(FILES / "program", program, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.syspath_prepend(str(ROOT / "course"))  # where python_version.py lies before it is packed
    assert runpy.run_path(str(program / "start.py"))["program"](asked) == run


@pytest.mark.full
@pytest.mark.timeout(1200)
def test_on_a_clean_machine_with_python_alone_it_sets_itself_up_checks_and_opens(package, tmp_path):
    folder = unpack(package, tmp_path / "Min mappe Ø")
    first = said_by(start(folder, "check"))
    assert "Gør klar første gang." in first and "Henter pakke" in first and "Opgave A1.1 er ikke besvaret endnu." in first, first
    require_open_assignment(start(folder, "--no-browser", "--port", str(free_port(9700)), **OFFLINE), folder)
