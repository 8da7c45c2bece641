"""What other machines are like, as far as Linux can show it: another encoding, no home, a path with a space and »Ø«, lines that end as on
Windows, names that Windows does not know, and file systems that take ``A`` and ``a`` for the same."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from exercises.content import read_yaml
from exercises.handin.notebook import reads
from exercises.journal.schema import ReflectionFile
from tests.conftest import ROOT
from tests.small_course import make_small_course

RUN = "import sys; from course.cli import main; sys.exit(main())"
OLD = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}  # what Python writes is ASCII, and files are read so unless told otherwise
UNREAD = re.compile(rb"(?:\\udc[0-9a-f]{2})+")  # bytes of a path, as Python holds those it cannot read
TIMES = re.compile(rb"\d{6}(?:-\d+)?\b")  # in the names of copies


@pytest.fixture
def home(tmp_path) -> Path:
    """A home as a Danish Windows may have it."""
    home = tmp_path / "Søren Ø. Åkjær"
    home.mkdir()
    return home


def run(*arguments: object, cwd: Path = ROOT, root: Path = ROOT, **environment: str) -> subprocess.CompletedProcess:
    """A command in a process that knows no more of the machine than this."""
    shared = {"PATH": os.environ["PATH"], "PYTHONPATH": str(root), **environment}
    return subprocess.run([sys.executable, "-c", RUN, *map(str, arguments)], cwd=cwd, env=shared, capture_output=True, timeout=300)


COMMANDS = [("log", "where"), ("log", "backup"), ("portfolio", "--all", "--format", "md"), ("assign", "roster", "hold ø.csv"), ("check", "9.9")]


def in_ascii(said: bytes) -> bytes:
    return TIMES.sub(b"", said.decode("utf-8").encode("ascii", "backslashreplace"))


@pytest.mark.skipif(os.name == "nt", reason="the locale is POSIX's")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_does_the_same_where_nothing_is_utf_8(home, command):
    modern, old = (run(*command, cwd=home, HOME=str(home), **environment) for environment in ({"PYTHONUTF8": "1"}, OLD))
    assert old.returncode == modern.returncode
    assert b"Traceback" not in old.stdout + old.stderr
    read = UNREAD.sub(lambda path: bytes.fromhex(path[0].decode().replace("\\udc", "")), old.stdout + old.stderr)
    assert in_ascii(read) == in_ascii(modern.stdout + modern.stderr)


@pytest.mark.skipif(os.name == "nt", reason="the locale is POSIX's")
def test_the_book_is_built_where_nothing_is_utf_8_and_the_path_is_long(home):
    root = make_small_course(ROOT, home / ("en lang mappe med æøå " * 4).strip() / ("og én til " * 6).strip() / "kursus")
    built = run("build", cwd=home, root=root, HOME=str(home), **OLD)
    assert built.returncode == 0, built.stdout + built.stderr
    assert "Svækkede autoriteter" in (root / "_build/html/book/1-1-svaekkede-autoriteter.html").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="HOME is POSIX's")
def test_a_machine_without_a_home_a_shell_or_programs_still_says_where_the_answers_are(tmp_path):
    said = run("log", "where", PATH="/findes-ikke", XDG_DATA_HOME="", LANG="C.UTF-8")
    assert said.returncode == 0 and b"journal.sqlite3" in said.stdout


# ---- Lines that end as on Windows -----------------------------------------------------------------------------------


def as_on_windows(path: Path, copy: Path) -> Path:
    copy.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    return copy


def test_exercises_and_notebooks_are_the_same_with_the_line_ends_of_windows(tmp_path):
    source = ROOT / "exercises/reflections/1-1-svaekkede-autoriteter.yaml"
    assert read_yaml(as_on_windows(source, tmp_path / source.name), ReflectionFile) == read_yaml(source, ReflectionFile)
    notebook = ROOT / "assignments/source/A1/A1.ipynb"
    assert reads(as_on_windows(notebook, tmp_path / notebook.name).read_bytes(), "A1.ipynb") == reads(notebook.read_bytes(), "A1.ipynb")


def test_a_course_unpacked_on_windows_has_no_problems(tmp_path):
    root = make_small_course(ROOT, tmp_path / "kursus")
    for path in [*root.rglob("*.md"), *root.rglob("*.yaml"), *root.rglob("*.yml"), *root.rglob("*.bib"), *root.rglob("*.csv")]:
        as_on_windows(path, path)
    from course.authoring.check import find_problems

    assert [problem.text(root) for problem in find_problems(root)] == []


# ---- Names ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("only a clone knows what belongs to it")
    return subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode("utf-8").strip("\0").split("\0")


def test_no_two_names_differ_by_capitals_alone(tracked):
    folders = {str(folder) for name in tracked for folder in Path(name).parents}
    assert [name for name, count in Counter(name.casefold() for name in [*tracked, *folders]).items() if count > 1] == []


RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?|.*[. ]|.*[<>:\"|?*\\\x00-\x1f].*")


def test_every_name_can_be_written_on_windows_and_leaves_room_for_the_folder_it_is_unpacked_in(tracked):
    assert [name for name in tracked if any(RESERVED.fullmatch(part) for part in name.split("/"))] == []
    assert [name for name in tracked if not name.isascii() or len(name) > 140] == []  # Windows' own limit is 260


def modules(name: str) -> set[str]:
    """The modules of the project that a module imports, and the names it takes from them, which may be modules too."""
    found = set()
    for node in ast.walk(ast.parse((ROOT / name).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
    return {one for one in found if one.split(".")[0] in {"course", "exercises", "tests"}}


def test_every_import_and_every_file_that_is_named_has_the_capitals_of_its_file(tracked):
    names, folded = set(tracked), {name.casefold(): name for name in tracked}
    wrong = []
    for name in tracked:
        if name.endswith(".py") and name.startswith(("course/", "exercises/", "tests/")):
            candidates = [f"{one.replace('.', '/')}{ending}" for one in modules(name) for ending in (".py", "/__init__.py")]
        elif name.endswith((".md", ".yml", ".css", ".toml")):
            text = (ROOT / name).read_text(encoding="utf-8")
            here = Path(name).parent
            targets = re.findall(r"\]\(([^)#\s:]+)", text) + re.findall(r"(?:file|root): (\S+)", text) + re.findall(r"url\(['\"]?([^)'\"]+)", text)
            candidates = [os.path.normpath(folder / f"{target}{ending}") for target in targets for folder in (here, Path()) for ending in ("", ".md")]
        else:
            continue
        wrong += [f"{name}: {one}" for one in candidates if one not in names and one.casefold() in folded]
    assert wrong == []
