"""``python3 -m course doctor`` as it is typed: where all is well, where half is broken, and before anything is installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from course import __version__
from exercises.journal.log import FILE_NAME, Log
from tests.conftest import run_fresh
from tests.course.conftest import run_course
from tests.course.installation import packages

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the environment of these tests borrows its packages by links")
SECRET = "Kirsten fra økonomi vil aldrig gå med til det"


def doctor(root: Path, *arguments: str, **environment: str) -> tuple[int, str, str]:
    """Run it with the machine's own Python; gives the exit code and what it said on both channels together."""
    process = run_fresh(root, "doctor", *arguments, **environment)
    said, _ = process.communicate(timeout=120)
    return process.returncode, said, " ".join(said.split())


def test_all_is_well_and_it_says_so_in_ten_seconds_and_changes_nothing(installed, data):
    with Log.open(data) as log:
        log.save("hvem_tror_de_paa", "delvis_ret", SECRET)
    before = {path: path.read_bytes() for path in data.iterdir() if path.is_file()}
    began = time.monotonic()
    code, said, flat = doctor(installed)
    took = time.monotonic() - began
    assert code == 0, said
    assert "Alt, hvad kurset har brug for, er i orden." in flat and "FEJL" not in said and SECRET not in said
    assert {path: path.read_bytes() for path in data.iterdir() if path.is_file()} == before
    assert took < 10 or os.getloadavg()[0] > 2, took  # a machine that does much else may be slower


def test_before_anything_is_installed_it_says_what_to_do_and_installs_nothing(kit, data):
    code, said, flat = doctor(kit)
    assert code == 1 and "Traceback" not in said
    assert "Mappen .venv mangler" in flat and "→ Start kurset, så bliver det installeret: python3 -m course read" in flat
    assert "når kurset er installeret" in flat and "Én ting skal rettes: Kursets eget Python." in flat
    assert not (kit / ".venv").exists() and not data.exists()


def test_it_answers_where_the_environment_will_not_start(installed):
    (installed / ".venv/bin/python").unlink()
    code, said, flat = doctor(installed)
    assert code == 1 and "kan ikke startes" in flat and "Slet mappen .venv" in flat and "Traceback" not in said


def test_every_fault_is_told_where_half_of_it_is_broken(installed, data):
    Log.open(data).close()
    (data / FILE_NAME).write_bytes(b"\xff" * 9000)
    for part in packages(installed).glob("ipykernel*"):
        part.unlink()
    (packages(installed) / "pydantic").unlink()
    (packages(installed) / "pydantic").mkdir()  # a package that is there and empty
    (installed / "course/site/serve.py").write_text("def (", encoding="utf-8")
    code, said, flat = doctor(installed)
    assert code == 1 and "Traceback" not in said
    assert "Der mangler pakker: ipykernel." in flat and "er beskadiget" in flat and "kerne) kunne ikke starte" in flat
    assert "SyntaxError" in flat  # of the course's own file
    for title in ("Pakker", "Svar", "Øvelser", "Port"):
        assert title in flat.rpartition("skal rettes:")[2]


def test_a_course_that_has_lost_a_package_points_to_the_doctor(installed, data):
    for part in packages(installed).glob("typer*"):
        part.unlink()
    said, _ = (process := run_fresh(installed, "log", "where")).communicate(timeout=60)
    assert process.returncode == 1 and "Traceback" not in said
    assert "En del af kurset mangler eller er i stykker: typer.\n" in said and said.endswith("course doctor\n")


def test_a_course_whose_own_python_is_damaged_points_to_the_doctor(installed, data):
    (installed / ".venv/bin/python").unlink()
    (installed / ".venv/bin/python").touch()
    said, _ = (process := run_fresh(installed, "log", "where")).communicate(timeout=60)
    assert process.returncode == 1 and "Traceback" not in said
    assert "Kursets eget Python kan ikke startes" in said and said.endswith("course doctor\n")


def test_a_fault_that_nobody_foresaw_ends_in_danish(installed, data):
    (installed / "course/portfolio.py").write_text("1 / 0", encoding="utf-8")
    said, _ = (process := run_fresh(installed, "portfolio")).communicate(timeout=60)
    assert process.returncode == 1 and "ZeroDivisionError" in said  # for whoever helps
    assert "Der skete en fejl, som kurset ikke kender." in said and said.endswith("course doctor\n")


def test_what_is_sent_to_support_names_nobody_and_quotes_no_answer(installed, tmp_path):
    home = tmp_path / "Kirsten Ågård"
    shutil.copytree(installed, root := home / "Dokumenter" / "Ledelse for Kirsten", symlinks=True)
    with Log.open(data := home / "hemmelig mappe") as log:
        log.save("hvem_tror_de_paa", "delvis_ret", SECRET)
    (data / FILE_NAME).write_bytes(b"\xff" * 9000)
    (root / "assignments/gradebook.db").write_bytes(b"x" * 9000)
    code, said, _ = doctor(root, "--json", HOME=str(home), USER="kirsten", LOGNAME="kirsten", LEDELSESRUM_DATA=str(data),
                           LEDELSESRUM_CHROME=str(home / "browser"), LEDELSESRUM_DB="postgresql://kirsten:kodeord@127.0.0.1:9/kommunen")
    report = json.loads(said)
    assert code == 1 and {"environment", "log", "nbgrader"} <= set(report["broken"])
    assert report["course"] == __version__
    assert {row["state"] for row in report["checks"]} <= {"fine", "note", "absent", "unseen", "broken"}
    for personal in ("Kirsten", "kirsten", "Ågård", "hemmelig", str(tmp_path), "økonomi", "kodeord", "kommunen"):
        assert personal not in said, said
    assert "(datamappen)" in said and "backups" in said


def test_the_ordinary_command_line_has_it_too(kit, data):
    done = run_course(kit, "doctor", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["broken"] == [] and not data.exists()


def test_a_python_that_is_too_old_is_told_so(kit):
    code = "import sys; sys.version_info = (3, 9, 1); sys.argv = ['course', 'doctor']; import runpy; runpy.run_module('course', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", code], cwd=kit, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 1 and "Denne Python er 3.9. Den er for gammel." in done.stderr
