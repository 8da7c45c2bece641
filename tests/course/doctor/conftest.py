"""A course of one's own to damage: the small course with its assignments, and an environment that is real but borrows its packages."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from course.doctor.findings import Finding, State
from tests.course.installation import complete, install, packages

ASK = "import json, sys; from pathlib import Path; from course.doctor import {0}; found = {0}.{1}(Path(sys.argv[1])); " \
      "print(json.dumps([found.state.value, found.text, found.remedy]))"


@pytest.fixture
def data(tmp_path, monkeypatch) -> Path:
    """The reader's data folder, not made yet."""
    folder = tmp_path / "mine svar"
    monkeypatch.setenv("LEDELSESRUM_DATA", str(folder))
    return folder


@pytest.fixture
def kit(copy, data) -> Path:
    """A built copy of the small course, with the locks and the assignments."""
    return complete(copy)


@pytest.fixture
def installed(kit) -> Path:
    """The same with a ``.venv`` to damage."""
    return install(kit)


def own(root: Path, name: str) -> Path:
    """A package of the environment's own to damage, in place of the link."""
    place = packages(root) / name
    source = place.resolve()
    place.unlink()
    return Path(shutil.copytree(source, place))


def ask(root: Path, module: str, check: str, python: Path | None = None) -> Finding:
    """What one check finds, in the copy's own environment."""
    done = subprocess.run([python or root / ".venv/bin/python", "-c", ASK.format(module, check), str(root)], cwd=root, capture_output=True, text=True,
                          encoding="utf-8", env=os.environ | {"PYTHONPATH": str(root), "PYTHONUTF8": "1"}, timeout=60)
    assert done.returncode == 0, done.stderr
    state, text, remedy = json.loads(done.stdout)
    return Finding(State(state), text, remedy)


@pytest.fixture
def small_disk(tmp_path):
    """Mount a disk of three megabytes on a folder, where this machine lets it."""
    mounted: list[Path] = []

    def mount(folder: Path, *options: str) -> Path:
        folder.mkdir(exist_ok=True)
        if not hasattr(os, "geteuid") or os.geteuid() != 0:
            pytest.skip("needs root to mount a disk")
        if subprocess.run(["mount", "-t", "tmpfs", "-o", ",".join(["size=3m", *options]), "tmpfs", str(folder)], capture_output=True, check=False).returncode:
            pytest.skip("this machine lets nobody mount a disk")
        mounted.append(folder)
        return folder

    yield mount
    for folder in mounted:
        subprocess.run(["umount", "-l", str(folder)], capture_output=True, check=False)


