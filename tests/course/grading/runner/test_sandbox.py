"""The sandbox holds, and the proof finds out where it does not."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from course.grading.errors import GradingError
from course.grading.sandbox import bubblewrap, sandbox
from course.grading.sandbox.limits import MB, Limits
from course.grading.sandbox.proof import LIMITS, prove, tried
from course.grading.sandbox.sandbox import Sandbox
from course.grading.sandbox.warm import Warm

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="bubblewrap findes kun til Linux")
KERNEL = {"modules": [], "arguments": []}


def test_every_limit_is_tried_and_holds(tmp_path):
    held = tried(Sandbox, Limits(), tmp_path)
    assert held == dict.fromkeys(LIMITS, True)


@pytest.mark.parametrize("left_out, named", [("--unshare-net", "intet net"), ("--unshare-pid", "et eget rum"), ("--clearenv", "ingen af dine miljøvariable")])
def test_a_sandbox_with_a_hole_is_found_out_and_nothing_is_run(monkeypatch, tmp_path, left_out, named):
    monkeypatch.setattr(sandbox, "command", lambda *about: [word for word in bubblewrap.command(*about) if word != left_out])
    with pytest.raises(GradingError, match=f"Sandkassen holder ikke på denne maskine.*{named}.*Ingen kode er kørt"):
        prove(Limits(), tmp_path)


def test_files_that_can_be_seen_are_found_out(monkeypatch, tmp_path):
    (tmp_path / "brev.txt").write_text("Kære", encoding="utf-8")
    open_door = ["--bind", str(tmp_path), "/home"]
    monkeypatch.setattr(sandbox, "command", lambda *about: [word for part in bubblewrap.command(*about) for word in ([*open_door, part] if part == "--proc" else [part])])
    with pytest.raises(GradingError, match="ingen adgang til dine filer"):
        prove(Limits(), tmp_path)


@pytest.mark.parametrize("name", ["memory", "processes", "open_files", "file_size", "disk"])
def test_a_limit_that_does_not_bind_is_found_out(monkeypatch, tmp_path, name):
    """The sandbox is given far more than the runner believes."""
    believed, given = Limits(), replace(Limits(), **{name: getattr(Limits(), name) * 4})
    if name == "disk":
        given = replace(given, file_size=given.file_size * 4)
    real = Sandbox.__init__
    monkeypatch.setattr(Sandbox, "__init__", lambda one, limits, settings, hidden: real(one, given, settings, hidden))
    with pytest.raises(GradingError, match=LIMITS[name]):
        prove(believed, tmp_path)


def test_without_bubblewrap_it_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GradingError, match="Programmet bubblewrap mangler.*apt install bubblewrap.*--no-sandbox"):
        prove(Limits(), tmp_path)


def test_where_bubblewrap_is_barred_it_is_said_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(sandbox, "command", lambda *_: ["/bin/sh", "-c", "echo no namespaces >&2; exit 1"])
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/ingen.sock")
    with pytest.raises(GradingError, match="Det skrev: .*apparmor_restrict_unprivileged_userns.*Docker.*--no-sandbox"):
        prove(Limits(), tmp_path)


def test_a_course_within_pythons_own_folder_is_hidden():
    folder = Path(sys.prefix) / "kursus"
    words = bubblewrap.command(Limits(), folder)
    assert words[words.index(str(folder)) - 1] == "--tmpfs"


def test_no_secret_stands_on_the_command_line_or_in_the_environment(monkeypatch):
    monkeypatch.setenv("LEDELSESRUM_DB", "postgresql://hemmelig")
    assert "hemmelig" not in " ".join(bubblewrap.command(Limits()))


def test_one_is_warm_before_its_turn_and_no_two_students_share_one(tmp_path):
    (tmp_path / "data.csv").write_text("1;2", encoding="utf-8")
    with Warm(Sandbox, Limits(), KERNEL, tmp_path, ahead=1, count=3) as warm:
        first = warm.take({"data/tal.csv": tmp_path / "data.csv"})
        assert (first.root / "arbejde" / "data" / "tal.csv").read_text(encoding="utf-8") == "1;2"
        second = warm.take({})
        assert first.pid != second.pid and first.key != second.key
        assert not list((second.root / "arbejde").iterdir())
        first.destroy()
        assert not first.root.exists() and second.alive()
        waiting = warm.waiting[0].result()
    assert not second.alive() and not waiting.alive()


def test_what_runs_too_long_is_ended_from_outside(tmp_path):
    with Warm(Sandbox, Limits(wall=0.5), KERNEL, tmp_path, ahead=0, count=1) as warm:
        taken = warm.take({})
        deadline = time.monotonic() + 20
        while taken.alive() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert taken.stopped == "time" and not taken.root.exists()


def test_a_sandbox_that_cannot_start_says_why(tmp_path):
    one = Sandbox(Limits(memory=30 * MB), KERNEL, tmp_path)
    said = one.answer()
    one.destroy()
    assert "error" in said and os.path.exists(tmp_path)
