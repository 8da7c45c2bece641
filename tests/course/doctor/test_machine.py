"""The installation, each part of it damaged for real, and what the doctor says of it."""

from __future__ import annotations

import os
import re
import shutil
import sys

import pytest

from course.bootstrap import STAMP
from course.doctor import machine
from course.doctor.findings import State
from exercises.journal.log import Log
from tests.course.doctor.conftest import ask, own
from tests.course.installation import packages

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the environment of these tests borrows its packages by links")


def test_a_whole_installation_is_in_order(installed):
    for check in ("python", "environment", "packages", "disk", "rights"):
        found = ask(installed, "machine", check)
        assert found.state is State.FINE, found


def test_a_course_that_was_never_installed_is_told_to_start(kit, monkeypatch):
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    found = machine.environment(kit)
    assert found.state is State.BROKEN and "Mappen .venv mangler" in found.text and found.remedy.endswith("course read")


def test_an_install_that_was_not_finished_names_its_log(installed):
    (installed / ".venv" / STAMP).unlink()
    found = ask(installed, "machine", "environment")
    assert found.state is State.BROKEN and "install.log" in found.text and found.remedy.endswith("course read")


def test_an_install_that_a_known_trouble_stopped_says_what_helps(installed):
    (installed / ".venv" / STAMP).unlink()
    (installed / ".venv/install.log").write_text("Collecting numpy\nTemporary failure in name resolution\n", encoding="utf-8")
    found = ask(installed, "machine", "environment")
    assert found.state is State.BROKEN and "install.log" in found.text and "ingen forbindelse til nettet" in found.remedy and "\n" not in found.remedy


def test_an_environment_whose_python_is_gone_is_to_be_made_anew(installed):
    found = machine.environment(installed)  # run by another Python, as the start does when the environment's own will not
    assert found.state is State.BROKEN and "kan ikke startes" in found.text and "Slet mappen .venv" in found.remedy


def test_a_package_that_is_missing_is_named(installed):
    for part in packages(installed).glob("pandas*"):
        part.unlink()
    found = ask(installed, "machine", "packages")
    assert found.state is State.BROKEN and found.text == "Der mangler pakker: pandas." and "Slet mappen .venv" in found.remedy


def test_a_file_that_an_antivirus_program_took_is_found(installed):
    next(own(installed, "icalendar").glob("cal/component.py")).unlink()
    found = ask(installed, "machine", "packages")
    assert found.state is State.BROKEN and re.search(r"icalendar \(icalendar.cal.component\.py\)", found.text)


def test_a_package_of_another_version_is_worth_knowing_and_no_more(installed):
    info = own(installed, next(packages(installed).glob("pandas-*.dist-info")).name) / "METADATA"
    info.write_text(re.sub(r"(?m)^Version: .*", "Version: 0.1", info.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    found = ask(installed, "machine", "packages")
    assert found.state is State.NOTE and "pandas 0.1 (skal være" in found.text


def test_a_full_disk_is_said_before_an_answer_is_lost(kit, data, small_disk):
    small_disk(data)
    found = machine.disk(kit)
    assert found.state is State.BROKEN and str(data) in found.text and "Frigør" in found.remedy


def test_a_full_disk_is_not_taken_for_a_lack_of_rights(kit, monkeypatch, full_disk):
    monkeypatch.setenv("LEDELSESRUM_DATA", str(full_disk))
    found = machine.rights(kit)
    assert found.state is State.BROKEN and "disken er fuld" in found.text and found.remedy == machine.ROOM


def test_a_data_folder_one_may_not_write_in_names_the_way_out(kit, data, small_disk):
    small_disk(data, "ro")
    found = machine.rights(kit)
    assert found.state is State.BROKEN and str(data) in found.text and "LEDELSESRUM_DATA" in found.remedy


def test_a_course_folder_one_may_not_write_in_is_to_be_moved(kit, small_disk):
    place = small_disk(kit / "laast", "ro")
    found = machine.rights(place)
    assert found.state is State.BROKEN and "Dokumenter" in found.remedy


def test_answers_that_others_can_read_are_worth_closing(kit, data):
    Log.open(data).close()
    assert machine.rights(kit).state is State.FINE
    (data / "journal.sqlite3").chmod(0o644)
    found = machine.rights(kit)
    assert found.state is State.NOTE and found.remedy == f'Luk for dem: chmod -R go-rwx "{data}"'


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs root to give a file away")
def test_answers_that_another_user_owns_name_the_command(kit, data):
    Log.open(data).close()
    shutil.chown(data / "journal.sqlite3", 65534)
    found = machine.rights(kit)
    assert found.state is State.BROKEN and "sudo chown" in found.remedy


def test_looking_leaves_nothing_in_the_folders(kit, data):
    before = sorted(kit.rglob("*"))
    for check in (machine.disk, machine.rights):
        check(kit)
    assert sorted(kit.rglob("*")) == before and not data.exists()
