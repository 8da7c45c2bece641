"""The first two starts, from nothing but the files in the repository and a plain Python, by a new user whose home is empty."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from exercises.server import free_port
from tests.conftest import READ, ROOT, read_address

pytestmark = [pytest.mark.full, pytest.mark.alone, pytest.mark.timeout(1200)]  # the benchmarks use the same start


def test_the_first_start_makes_everything(first_start):
    for words in ("Gør klar første gang.", "Henter pakke", "Bygger bogen.", "Ledelsesrum er stoppet."):
        assert words in first_start.said
    assert first_start.said.count(" siderne: ") <= 22  # not a line for each of more than a hundred pages
    assert first_start.front_page == 200


def test_what_is_written_stays_in_the_new_users_own_folders(first_start):
    who, own = first_start.who, first_start.root / ".venv"
    logs = list(who.home.rglob("server.log"))
    assert len(logs) == 1 and who.home.stat().st_uid == logs[0].stat().st_uid == own.stat().st_uid == who.rights.get("user", own.stat().st_uid)


def test_the_second_start_does_not_ask_for_the_network(first_start):
    nowhere = "http://127.0.0.1:9"
    process = first_start.who.run(first_start.root, *READ, free_port(9990), PIP_INDEX_URL=f"{nowhere}/simple", HTTPS_PROXY=nowhere, HTTP_PROXY=nowhere)
    _, said = read_address(process)
    assert "Henter" not in said and "Bygger" not in said
    process.send_signal(2)
    process.communicate(timeout=60)


@pytest.mark.skipif(not sys.platform.startswith("linux") or os.geteuid() != 0, reason="kun root på Linux kan tage nettet fra et program")
def test_the_second_start_works_where_there_is_no_network(first_start):
    who = first_start.who
    rights = [who.rights.get("user", 0), who.rights.get("group", 0)]
    done = subprocess.run(["unshare", "--net", who.python, ROOT / "tests/cut_off.py", *map(str, (*rights, 9123))], cwd=first_start.root,
                          env=who.environment, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0 and "front page: 200" in done.stdout and "Ledelsesrum er stoppet." in done.stdout, done.stdout + done.stderr
