"""The server's own folders, and the browser that is opened on it, by the machine's real means."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from exercises.errors import LedelsesrumError
from exercises.server import make_folder

ANNOUNCE = """
import sys, threading
from exercises.server import announce
announce("Ledelsesrum", sys.argv[1], True, lambda text: print(text, flush=True))
print("serveren svarer", flush=True)
[thread.join(30) for thread in threading.enumerate() if thread is not threading.current_thread()]
"""
ADDRESS = "http://127.0.0.1:9/start"


def announced(folder: Path, browser: Path) -> subprocess.Popen:
    """Announce a server in a process that knows of one browser and no other."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment |= {"BROWSER": str(browser), "PATH": str(folder), "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen([sys.executable, "-c", ANNOUNCE, ADDRESS], env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these systems have a browser whatever the environment says")
def test_where_no_browser_can_be_opened_the_address_is_to_be_copied(tmp_path):
    said, _ = announced(tmp_path, tmp_path / "findes-ikke").communicate(timeout=60)
    assert ADDRESS in said.splitlines() and "Ingen browser kunne åbnes herfra. Kopiér adressen" in said


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these systems have a browser whatever the environment says")
def test_a_browser_that_keeps_the_terminal_does_not_hold_the_server_up(tmp_path):
    browser, closed = tmp_path / "browser", tmp_path / "lukket"
    browser.write_text(f'#!/bin/sh\nuntil [ -e "{closed}" ]; do :; done\n', encoding="utf-8")
    browser.chmod(0o755)
    with announced(tmp_path, browser) as process:
        try:
            assert "serveren svarer\n" in iter(process.stdout.readline, "")
        finally:
            closed.touch()
    assert process.returncode == 0


def test_a_folder_that_cannot_be_made_is_said_with_what_to_do(tmp_path):
    (tmp_path / "fil").touch()
    with pytest.raises(LedelsesrumError, match=r"Der kan ikke skrives i mappen .*mine svar.*LEDELSESRUM_DATA"):
        make_folder(tmp_path / "fil" / "mine svar")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root may mount a disk")
def test_a_folder_that_cannot_be_written_in_is_said_too(tmp_path):
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", str(tmp_path)], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a disk")
    try:
        with pytest.raises(LedelsesrumError, match="Der kan ikke skrives i mappen"):
            make_folder(tmp_path)
    finally:
        subprocess.run(["umount", "-l", str(tmp_path)], check=True)
