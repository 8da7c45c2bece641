"""What the tests share: the built book, a running course, and a browser, each made once per run."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from course.site.build import build_book

ROOT = Path(__file__).parents[1]
LIVE_PAGE = "bog/notebooks/1-1-svaekkede-autoriteter.html"


def until(condition, timeout: float = 30):
    """Wait until ``condition()`` gives something; gives that."""
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.05)
    raise AssertionError(f"it did not come true within {timeout} seconds")


@pytest.fixture(scope="session")
def book() -> Path:
    """The folder of the built book."""
    return build_book(ROOT)


@dataclass
class RunningCourse:
    """``course read`` in a process of its own, with a data folder of its own."""

    process: subprocess.Popen
    address: str
    data: Path
    said: str

    @property
    def origin(self) -> str:
        return re.match(r"http://[^/]+", self.address).group()

    @property
    def token(self) -> str:
        return self.address.split("token=")[1]

    def page(self, path: str = LIVE_PAGE) -> str:
        return f"{self.origin}/{path}"

    def kernels(self) -> dict[str, psutil.Process]:
        """The processes of its kernels, the one that stands ready too, by kernel id."""
        found = {}
        for child in psutil.Process(self.process.pid).children(recursive=True):
            try:
                connection_file = re.search(r"kernel-([0-9a-f-]{36})\.json", " ".join(child.cmdline()))
            except psutil.Error:
                continue  # it has ended meanwhile
            if connection_file:
                found[connection_file.group(1)] = child
        return found

    def kill(self) -> None:
        """As a crash or a flat battery would."""
        self.process.kill()
        self.process.wait(timeout=20)

    def stop(self) -> None:
        """As Ctrl-C would."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=30)


def start_course(data: Path, *arguments: str, root: Path = ROOT) -> RunningCourse:
    """Start ``course read --no-browser`` and wait for the address it prints; a copy of the course has no environment of its own."""
    environment = os.environ | {"LEDELSESRUM_DATA": str(data), "PYTHONPATH": str(root)}
    program = ["-m", "course"] if root == ROOT else ["-c", "from course.cli import main; main()"]
    command = [sys.executable, *program, "read", "--no-browser", *arguments]
    process = subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")
    address, said = read_address(process)
    return RunningCourse(process, address, data, said)


def read_address(process: subprocess.Popen) -> tuple[str, str]:
    """Wait for the address on a line of its own; gives it, and all that was said before it."""
    said = []
    for line in process.stdout:
        said.append(line)
        if re.fullmatch(r"http://127\.0\.0\.1:\d+/start\?token=\w+\n", line):
            return line.strip(), "".join(said)
    raise AssertionError("course read ended without an address:\n" + "".join(said))


@pytest.fixture
def course_factory(book, tmp_path) -> Iterator:
    """Start courses of one's own; those still running are stopped afterwards."""
    started = []

    def start(*arguments: str, data: Path | None = None) -> RunningCourse:
        started.append(start_course(data or tmp_path / "data", *arguments))
        return started[-1]

    yield start
    for course in started:
        course.stop()


@pytest.fixture(scope="session")
def shared_course(book, tmp_path_factory) -> Iterator[RunningCourse]:
    """One running course for the tests that leave it as they found it."""
    course = start_course(tmp_path_factory.mktemp("shared"), "--port", "9100")
    yield course
    course.stop()
