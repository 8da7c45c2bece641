"""The locks: resolvable on every platform and Python, wheels only, in step with pyproject, nothing extra for readers."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT

UV = shutil.which("uv", path=os.path.dirname(sys.executable)) or "uv"
LOCKS = {"requirements.txt": [], "requirements-test.txt": ["--group", "test"], "requirements-grading.txt": ["--group", "grading"]}
PLATFORMS = ["x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu", "aarch64-apple-darwin", "x86_64-apple-darwin", "x86_64-pc-windows-msvc"]
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
EVERYDAY = [("x86_64-pc-windows-msvc", "3.13"), ("aarch64-apple-darwin", "3.12"), ("x86_64-unknown-linux-gnu", "3.11")]
REST = [(platform, python) for platform in PLATFORMS for python in PYTHONS if (platform, python) not in EVERYDAY]
NO_NETWORK = re.compile(r"dns error|error sending request|Network is unreachable|Connection refused|timed out", re.I)


def uv(*arguments: str) -> subprocess.CompletedProcess:
    """Run uv; a machine without a network skips, except under CI."""
    done = subprocess.run([UV, *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode and NO_NETWORK.search(done.stderr) and not os.environ.get("CI"):
        pytest.skip("no package index can be reached")
    return done


def pins(lock: str) -> dict[str, str]:
    """Package and version of every line of a lock."""
    return dict(re.findall(r"^([\w.\-]+)==([^\s;\\]+)", (ROOT / lock).read_text(encoding="utf-8"), flags=re.M))


def requirements(lock: Path) -> list[str]:
    """What a lock asks for, its hashes too; without uv's notes on who asked."""
    return [line.strip() for line in lock.read_text(encoding="utf-8").splitlines() if not line.strip().startswith("#")]


@pytest.fixture(scope="module")
def index(tmp_path_factory) -> None:
    """uv has seen the index of every package in the readers' lock, whatever platform it is for, and need not ask again."""
    done = uv("pip", "compile", "requirements.txt", "--no-deps", "--universal", "--python-version", "3.11", "--generate-hashes", "-q",
              "-o", str(tmp_path_factory.mktemp("index") / "out.txt"))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("platform", "python"), EVERYDAY + [pytest.param(*pair, marks=pytest.mark.full) for pair in REST])
def test_a_readers_lock_installs_without_a_compiler(index, platform, python, tmp_path):
    done = uv("pip", "compile", "requirements.txt", "--offline", "--no-deps", "--python-platform", platform, "--python-version", python,
              "--only-binary", ":all:", "--generate-hashes", "-q", "-o", str(tmp_path / "out.txt"))
    assert done.returncode == 0, done.stderr
    resolved = dict(re.findall(r"^([\w.\-]+)==([^\s;\\]+)", (tmp_path / "out.txt").read_text(encoding="utf-8"), flags=re.M))
    assert {"jupyter-book", "pandas", "matplotlib", "anywidget", "jupyter-server"} <= set(resolved)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_is_in_step_with_pyproject(lock, tmp_path):
    copy = tmp_path / lock
    shutil.copy(ROOT / lock, copy)  # uv keeps the versions of a lock that is there already
    done = uv("pip", "compile", "pyproject.toml", *LOCKS[lock], "-c", "requirements.txt", "--universal", "--python-version", "3.11", "--generate-hashes",
              "--no-emit-index-url", "--no-header", "-q", "-o", str(copy))
    assert done.returncode == 0, done.stderr
    assert requirements(copy) == requirements(ROOT / lock)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_its_hash_and_no_lock_names_an_index(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    for block in re.split(r"\n(?=\S)", text.strip()):
        assert "--hash=sha256:" in block, block
    assert "://" not in text and "--index" not in text


def test_readers_get_no_test_or_grading_package():
    reader = pins("requirements.txt")
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    assert "nbgrader" not in reader and "pytest" not in reader and "playwright" not in reader and "uv" not in reader
    assert "nbgrader" in pins("requirements-grading.txt") and {"test", "grading"} == set(groups)


@pytest.mark.parametrize("lock", ["requirements-test.txt", "requirements-grading.txt"])
def test_the_other_locks_hold_the_very_versions_readers_have(lock):
    extra = pins(lock)
    assert {name: extra.get(name) for name in pins("requirements.txt")} == pins("requirements.txt")
