"""What those who teach use, damaged for real."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing

import pytest

from course.doctor import teaching
from course.doctor.findings import State
from course.grading.root import open_root
from course.grading.store.database import FILE, open_store


def test_grading_that_is_installed_and_not_used_yet_is_in_order_and_makes_no_file(kit):
    before = sorted((kit / "assignments").rglob("*"))
    assert teaching.nbgrader(kit).state is State.FINE
    assert teaching.marks(kit).state is State.ABSENT
    assert sorted((kit / "assignments").rglob("*")) == before


@pytest.mark.parametrize("edition", ["the project without grading", "the readers' edition"])
def test_a_reader_is_told_that_grading_is_only_for_those_who_teach(kit, monkeypatch, edition):
    if edition == "the readers' edition":
        (kit / "requirements-grading.txt").unlink()
    else:
        monkeypatch.setattr(teaching, "find_spec", lambda name: None)
    for check in (teaching.nbgrader, teaching.marks, teaching.sandbox):
        assert check(kit).state is State.ABSENT and "kun for undervisere" in check(kit).text


def test_a_gradebook_that_is_none_is_said(kit):
    (kit / "assignments/gradebook.db").write_bytes(b"ikke en database " * 500)
    found = teaching.nbgrader(kit)
    assert found.state is State.BROKEN and "gradebook.db" in found.text and "sikkerhedskopi" in found.text


def test_settings_of_the_assignments_that_cannot_be_read_are_said(kit):
    (kit / "assignments/nbgrader_config.py").write_text("c = get_config(", encoding="utf-8")
    found = teaching.nbgrader(kit)
    assert found.state is State.BROKEN and "nbgrader_config.py kan ikke læses" in found.text


def test_the_marks_are_looked_at_and_not_touched(kit):
    open_store(open_root(kit / "assignments")).close()
    file = kit / "assignments" / FILE
    before = file.read_bytes(), file.stat().st_mtime_ns
    assert teaching.marks(kit).state is State.FINE
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before


@pytest.mark.parametrize(("damage", "says"), [("other", "af en anden slags"), ("noise", "beskadiget"), ("newer", "nyere udgave")])
def test_marks_that_cannot_be_read_are_said_with_what_helps(kit, damage, says):
    file = kit / "assignments" / FILE
    if damage == "newer":
        open_store(open_root(kit / "assignments")).close()
    with closing(sqlite3.connect(file)) as db:
        db.executescript("UPDATE version SET number = 99" if damage == "newer" else "CREATE TABLE andet (id)")
    if damage == "noise":
        file.write_bytes(b"\xff" * 9000)
    found = teaching.marks(kit)
    assert found.state is State.BROKEN and says in found.text and found.remedy


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the sandbox is Linux's")
def test_a_machine_without_bubblewrap_is_told_the_command(kit, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    found = teaching.sandbox(kit)
    assert found.state is State.NOTE and "apt install bubblewrap" in found.remedy


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the sandbox is Linux's")
def test_a_sandbox_that_will_not_start_is_worth_knowing(kit, monkeypatch, tmp_path):
    (tmp_path / "bwrap").write_text("#!/bin/sh\necho 'No permissions to create new namespace' >&2\nexit 1\n", encoding="utf-8")
    (tmp_path / "bwrap").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    found = teaching.sandbox(kit)
    assert found.state is State.NOTE and "maskine med Linux" in found.remedy
