"""What the tests share: the built book, a running course, and a browser, each made once per run."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
import requests
from playwright.sync_api import Browser, sync_playwright

from course.site.build import build_book
from exercises.server import free_port
from tests.small_assignment import make_small_assignment
from tests.small_course import make_small_course
from tests.stranger import Stranger, stranger

ROOT = Path(__file__).parents[1]
READ = ("read", "--no-browser", "--port")
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])  # the number of this process among those that test side by side
LIVE_PAGE = "bog/notebooks/1-1-svaekkede-autoriteter.html"
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync"]


def pytest_collection_modifyitems(items) -> None:
    """What uses a browser is skipped where there is none, and under CI that is a failure."""
    using = [item for item in items if "chromium" in getattr(item, "fixturenames", ())]
    for item in using:
        item.add_marker(pytest.mark.browser)
        if "LEDELSESRUM_CHROME" not in os.environ:
            item.add_marker(pytest.mark.skip(reason="ingen Chrome, Edge eller Chromium fundet"))
    if using and "LEDELSESRUM_CHROME" not in os.environ and os.environ.get("CI"):
        raise pytest.UsageError("Browser tests need Chromium under CI: see tests/debian-packages.txt.")


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


@pytest.fixture(scope="session")
def small_course(tmp_path_factory) -> Path:
    """The small course, built."""
    root = make_small_course(ROOT, tmp_path_factory.mktemp("small") / "kursus med æøå")
    build_book(root, say=lambda _: None)
    return root


@pytest.fixture(scope="session")
def small_assignment(tmp_path_factory) -> Path:
    """The folder that a student gets of the small assignment, made by nbgrader."""
    return make_small_assignment(tmp_path_factory.mktemp("assignment"))


@pytest.fixture
def sources(small_course, tmp_path) -> Path:
    """A copy of the small course that has never been built."""
    return shutil.copytree(small_course, tmp_path / small_course.name, ignore=shutil.ignore_patterns("_build"))


@pytest.fixture
def copy(small_course, tmp_path) -> Path:
    """A built copy of the small course."""
    return shutil.copytree(small_course, tmp_path / small_course.name)


@pytest.fixture
def full_disk(tmp_path) -> Iterator[Path]:
    """A disk of the test's own without a byte left, where this machine lets one be mounted."""
    folder = tmp_path / "fuld disk"
    folder.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0 or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a disk")
    with contextlib.suppress(OSError), (folder / "fyld").open("wb", buffering=0) as filler:
        while True:
            filler.write(bytes(4096))
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


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
    if "--port" not in arguments and not (data / "server" / "port").is_file():  # tests side by side that start at once would choose the same
        arguments = (*arguments, "--port", str(free_port(8600 + 50 * WORKER)))
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
    course = start_course(tmp_path_factory.mktemp("shared"), "--port", str(9100 + WORKER))
    yield course
    course.stop()


@dataclass(frozen=True)
class FirstStart:
    """The first start of a fresh copy by somebody new, and how long each stage of it took, in seconds."""

    who: Stranger
    root: Path
    said: str
    front_page: int
    stages: dict[str, float]


def run_fresh(root: Path, *arguments: object, **environment: str) -> subprocess.Popen:
    """``python3 -m course`` in a fresh copy, with the Python this machine came with."""
    python = getattr(sys, "_base_executable", sys.executable)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VIRTUAL_ENV", "PYTHON"))}
    return subprocess.Popen([python, "-m", "course", *map(str, arguments)], cwd=root, env=kept | environment,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")


def read_fresh(root: Path, data: Path, **environment: str) -> subprocess.Popen:
    """``python3 -m course read --no-browser`` in a fresh copy."""
    return run_fresh(root, *READ, free_port(9990), LEDELSESRUM_DATA=str(data), **environment)


@pytest.fixture(scope="session")
def first_start() -> Iterator[FirstStart]:
    """A copy of what git tracks, as an unpacked zip would be (no .git, .venv or _build), read for the first time by a new user."""
    who = stranger()
    root = who.folder / "Ledelsesrum æøå"
    names = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in filter(None, names.stdout.split("\0")):
        if (ROOT / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, root / name)
    who.take_over(root)
    began = time.time()
    process = who.run(root, *READ, free_port(9990))
    address, said = read_address(process)
    answer = requests.get(address, timeout=20)
    ended = time.time()
    process.send_signal(signal.SIGINT)
    said += process.communicate(timeout=60)[0]
    # Each stage ends by writing its stamp.
    installed, built = ((root / stamp).stat().st_mtime for stamp in (".venv/ledelsesrum-stamp", "_build/ledelsesrum.json"))
    stages = {"install": installed - began, "build": built - installed, "serve": ended - built, "in all": ended - began}
    yield FirstStart(who, root, said, answer.status_code, stages)
    shutil.rmtree(who.folder, ignore_errors=True)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["LEDELSESRUM_CHROME"], args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def returned(tmp_path_factory):
    """A class whose A1 has been run, read, published and given feedback; to be read only."""
    from course.grading.feedback.make import make_feedback
    from tests.course.grading.returned import make

    course = make(tmp_path_factory.mktemp("returned") / "kursus")
    assert make_feedback(course.root, "A1").failed == ()
    return course
