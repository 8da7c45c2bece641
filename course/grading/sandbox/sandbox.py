"""One sandbox of bubblewrap's: started early, used once, destroyed."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import select
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import psutil

from course.grading.errors import GradingError
from course.grading.sandbox.bubblewrap import NO_SANDBOX, command
from course.grading.sandbox.inside import KERNEL, WORK
from course.grading.sandbox.limits import Limits

PORTS = {f"{name}_port": number for number, name in enumerate(("shell", "iopub", "stdin", "control", "hb"), 1)}
BARRED = (
    "Ubuntu kan spærre for det: Spørg den, der passer maskinen, om sysctl kernel.apparmor_restrict_unprivileged_userns. "
    "Docker kan også bruges, når det kører."
)
STARTS_WITHIN = 120  # seconds; a machine may be busy


class Sandbox:
    """A process that is shut in; nothing of a student's is in it before ``put``.

    Parameters
    ----------
    limits : Limits
        What it may use.
    settings : Mapping
        What ``inside.py`` is told, beside the limits: ``modules`` and ``arguments`` for a kernel, or ``probe``.
    hidden : Path or None
        A folder it must not see, wherever it lies.
    """

    # What the system itself holds a process to, as ``inside.py`` sets it.
    inside = ("memory", "processes", "open_files", "file_size")
    # What it has of its own.
    namespaces = ("user", "mnt", "pid", "net", "ipc", "uts")

    def __init__(self, limits: Limits, settings: Mapping[str, object], hidden: Path | None = None):
        self.limits, self.stopped, self.began = limits, "", 0.0
        self.key = secrets.token_hex(32)
        self._start(hidden)
        connection = {"transport": "ipc", "ip": str(KERNEL / "k"), "key": self.key, "signature_scheme": "hmac-sha256", **PORTS}
        told = {"limits": {name: getattr(limits, name) for name in self.inside}, "connection": connection, **settings}
        with contextlib.suppress(BrokenPipeError):  # it has ended, and ``answer`` says so
            self._tell(json.dumps(told).encode())

    def _start(self, hidden: Path | None) -> None:
        self.process, self.pid = _start(command(self.limits, hidden))

    def _tell(self, settings: bytes) -> None:
        self.process.stdin.write(settings)
        self.process.stdin.close()

    @property
    def root(self) -> Path:
        """The sandbox's own file system, as it is seen from outside."""
        return Path(f"/proc/{self.pid}/root")

    @property
    def kernel(self) -> Path:
        """Where the kernel's sockets are, as it is seen from outside."""
        return Path(f"{self.root}{KERNEL}")

    @property
    def connection(self) -> dict[str, object]:
        """How the kernel is reached from outside."""
        return {"transport": "ipc", "ip": str(self.kernel / "k"), "key": self.key.encode(), "signature_scheme": "hmac-sha256", **PORTS}

    def users(self) -> set[int]:
        """The ids of the users that its processes run as, as they are seen from outside."""
        return {process.uids().real for process in psutil.Process(self.pid).children(recursive=True)}

    def together(self) -> bool:
        """Whether all its processes are held to the memory of one together: always, for they are looked at from here."""
        return True

    def gone(self) -> bool:
        """Whether nothing is left of it."""
        return not self.root.exists()

    def answer(self, within: float = STARTS_WITHIN) -> dict:
        """Wait until ``inside.py`` has answered; gives what it said, or ``error``, in English, where it could not."""
        deadline, said = time.monotonic() + within, b""
        while not said.endswith(b"\n"):
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, deadline - time.monotonic()))
            part = os.read(self.process.stdout.fileno(), 65536) if ready else b""
            if not part:
                return {"error": f"no answer: {said.decode(errors='replace')} {self._words()}"}
            said += part
        return json.loads(said)

    def put(self, files: Mapping[str, Path]) -> None:
        """Copy files into the work folder, by their names in it; to be done before any of a student's code runs."""
        for name, path in files.items():
            target = self.root / WORK[1:] / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
            for made in (target, *target.parents[: len(Path(name).parts) - 1]):
                made.chmod(0o777)

    def alive(self) -> bool:
        """Whether its process runs."""
        return self.process.poll() is None

    def begin(self) -> None:
        """Start the clock: from now on it belongs to one student."""
        self.began = time.monotonic()

    def look(self) -> None:
        """Destroy it where it uses more than it may, and say why in ``stopped``."""
        if self.began and self.alive() and (reason := self._exceeds()):
            self.stop(reason)

    def stop(self, reason: str) -> None:
        """Destroy it for a reason: memory, files, time, output or stuck."""
        self.stopped = self.stopped or reason
        self.destroy()

    def destroy(self) -> None:
        """End every process in it, and with them its folders; may be done again."""
        if self.alive():
            self._end()
        try:
            self.process.wait(timeout=10)  # it ends when the last process in the sandbox has
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for pipe in (self.process.stdout, self.process.stderr):
            pipe.close()

    @classmethod
    def clear(cls, hidden: Path) -> None:
        """Remove what an earlier run of the course may have left: nothing, for a sandbox ends with the thread that started it."""

    def _end(self) -> None:
        with contextlib.suppress(OSError):
            os.kill(self.pid, signal.SIGKILL)

    def _exceeds(self) -> str:
        if time.monotonic() - self.began > self.limits.wall:
            return "time"
        try:
            inner = psutil.Process(self.pid).children(recursive=True)
            if sum(_memory(process) for process in inner) > self.limits.memory or psutil.virtual_memory().available < 256 * 2**20:
                return "memory"
            for place in (WORK, "/tmp", "/dev/shm"):
                state = os.statvfs(f"{self.root}{place}")
                if state.f_files - state.f_ffree > self.limits.files:
                    return "files"
        except (OSError, psutil.Error):  # it has ended meanwhile
            return ""
        return ""

    def _words(self) -> str:
        with contextlib.suppress(OSError, ValueError):
            if not self.alive():
                return self.process.stderr.read(2000).decode(errors="replace")
        return ""


def _start(words: Sequence[str]) -> tuple[subprocess.Popen, int]:
    """Start bubblewrap; gives its process, and the id of the first one in the sandbox."""
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as info:
        try:
            process = subprocess.Popen(
                [words[0], "--info-fd", str(writing), *words[1:]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, pass_fds=[writing]
            )
        finally:
            os.close(writing)
        told = info.read()
    if not told:
        process.wait(timeout=30)
        why = f"bubblewrap kan ikke lukke noget inde på denne maskine. Det skrev: {process.stderr.read(500).decode(errors='replace').strip()}."
        raise GradingError(NO_SANDBOX.format(why=why, remedy=BARRED))
    return process, json.loads(told)["child-pid"]


def _memory(process: psutil.Process) -> int:
    try:
        return process.memory_info().rss
    except psutil.Error:
        return 0
