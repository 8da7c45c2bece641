"""The two commands of the README, from nothing but the files in the repository and a plain Python."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time

import pytest
import requests

from course.site.serve import free_port
from tests.conftest import ROOT, read_address

pytestmark = [pytest.mark.full, pytest.mark.timeout(1200)]


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A copy of what git tracks, as an unpacked zip would be: no .git, no .venv, no _build."""
    target = tmp_path_factory.mktemp("zip") / "Ledelsesrum æøå"
    names = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in filter(None, names.stdout.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    return target


def start(clone, data, **environment):
    """``python3 -m course read`` with the Python this machine came with."""
    python = getattr(sys, "_base_executable", sys.executable)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VIRTUAL_ENV", "PYTHON"))}
    command = [python, "-m", "course", "read", "--no-browser", "--port", str(free_port(9990))]
    return subprocess.Popen(command, cwd=clone, env=kept | {"LEDELSESRUM_DATA": str(data)} | environment,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")


def test_the_first_start_makes_everything_and_the_second_needs_no_network(clone, tmp_path):
    process = start(clone, tmp_path)
    address, said = read_address(process)
    assert "Gør klar første gang." in said and "Henter pakke" in said and "Bygger bogen." in said
    assert requests.get(address, timeout=20).status_code == 200
    process.send_signal(2)
    assert "Ledelsesrum er stoppet." in process.communicate(timeout=60)[0]

    began = time.monotonic()
    process = start(clone, tmp_path, PIP_INDEX_URL="http://127.0.0.1:9/simple", HTTPS_PROXY="http://127.0.0.1:9", HTTP_PROXY="http://127.0.0.1:9")
    address, said = read_address(process)
    print(f"second start: {time.monotonic() - began:.1f} s")
    assert "Henter" not in said and "Bygger" not in said
    process.send_signal(2)
    process.communicate(timeout=60)
