"""The log and its folder, damaged for real; the doctor reads and changes nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from course.doctor import answers
from course.doctor.findings import State
from exercises.journal.log import FILE_NAME, Log
from tests.conftest import ROOT

PLACE = "hvem_tror_de_paa", "delvis_ret"


@pytest.fixture
def data(tmp_path, monkeypatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("LEDELSESRUM_DATA", str(folder))
    return folder


@pytest.fixture
def log(data) -> Path:
    """A log with a good deal in it, closed."""
    with Log.open(data) as log:
        for number in range(200):
            log.save(*PLACE, f"Mit svar {number} " * 30)
    return data / FILE_NAME


def damage(log: Path) -> None:
    with log.open("r+b") as file:
        file.seek(20_000)
        file.write(b"\xff" * 8_000)


def everything(folder: Path) -> dict:
    return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir() if path.is_file()}


def test_no_log_yet_is_no_fault_and_makes_none(data):
    assert answers.log(ROOT).state is State.ABSENT and answers.data(ROOT).state is State.FINE
    assert not data.exists()


def test_a_whole_log_is_read_and_not_touched(log):
    before = everything(log.parent)
    assert answers.log(ROOT).state is State.FINE
    assert everything(log.parent) == before


def test_a_log_in_use_is_looked_at_with_what_was_just_written(log):
    with Log.open(log.parent) as open_log:
        open_log.save(*PLACE, "lige nu")
        assert answers.log(ROOT).state is State.FINE
        open_log.save(*PLACE, "og lige efter")


def test_a_damaged_log_is_brought_back_from_the_newest_copy_by_the_very_command(log):
    with Log.open(log.parent) as whole:
        older, newer = whole.backup(), whole.backup()
    os.utime(older, (1, 1))
    with Log.open(newer.parent / "tom") as empty:
        shutil.copy(empty.backup(), newer.with_name("journal-2099-01-01-000000-foer-restore.sqlite3"))
    newer.with_name("journal-2099-01-01-000000-beskadiget.sqlite3").write_bytes(b"\xff" * 9000)
    damage(log)
    found = answers.log(ROOT)
    assert found.state is State.BROKEN and "er beskadiget" in found.text
    assert found.remedy.endswith(f'course log restore "{newer}"')
    Log.restore(newer)
    assert answers.log(ROOT).state is State.FINE


@pytest.mark.parametrize("content", [b"vr\xf8vl" * 999, b"SQLite format 3\0" + b"\0" * 5000])
def test_a_damaged_log_without_a_copy_is_to_be_kept_aside(log, content):
    log.write_bytes(content)
    found = answers.log(ROOT)
    assert found.state is State.BROKEN and "ingen hel kopi" in found.text and "gem den" in found.remedy
    assert log.read_bytes() == content


def test_a_log_of_a_newer_course_and_another_programs_file_are_told_apart(log):
    with closing(sqlite3.connect(log)) as db:
        db.execute("PRAGMA user_version=99")
    assert "nyere udgave" in answers.log(ROOT).text
    log.unlink()
    with closing(sqlite3.connect(log)) as db:
        db.execute("CREATE TABLE regninger (id)")
    assert "ikke en log fra Ledelsesrum" in answers.log(ROOT).text


def test_a_file_where_the_folder_should_be_is_said(data):
    data.write_text("", encoding="utf-8")
    assert answers.data(ROOT).state is State.BROKEN


def test_a_folder_that_a_service_copies_to_the_net_is_worth_knowing(tmp_path, monkeypatch):
    monkeypatch.setenv("LEDELSESRUM_DATA", str(tmp_path / "OneDrive - Kommunen" / "Ledelsesrum"))
    found = answers.data(ROOT)
    assert found.state is State.NOTE and "også dér" in found.text
