"""A sandbox of Docker's, for a Linux where bubblewrap cannot be had. It needs no image from anywhere: the system's own files are read in it."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import os
import secrets
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from course.grading.errors import GradingError
from course.grading.sandbox.bubblewrap import NOBODY, SYSTEM, environment, mounted, within_python
from course.grading.sandbox.inside import KERNEL, WORK
from course.grading.sandbox.limits import MB, Limits
from course.grading.sandbox.sandbox import Sandbox

IMAGE = "ledelsesrum-tom:1"  # nothing is in it but the empty folders that anybody may write in
LABEL = "ledelsesrum.kursus"
PLACES = (WORK, "/tmp", "/dev/shm")
FLAGS = (
    "--rm", "--interactive", "--pull=never", "--log-driver=none", "--network=none", "--ipc=private", "--read-only", "--cap-drop=ALL",
    "--security-opt=no-new-privileges", "--oom-score-adj=1000", "--ulimit=core=0", "--hostname=sandkasse", f"--user={NOBODY}:{NOBODY}", f"--workdir={WORK}",
)
# The first process, which nothing in the sandbox can end: it ends itself, and all of them, when Python has ended or when the runner has.
FIRST = 'read -r told; (printf %s "$told" | "$@"; kill -9 -1) & cat > /dev/null'
UNPACK = "import sys, tarfile; tarfile.open(fileobj=sys.stdin.buffer, mode='r|').extractall('.')"


class Container(Sandbox):
    """A Sandbox in a container. Its user has no rights and is never root; the whole of it is held to the memory and the processes of one."""

    inside = ("memory", "open_files", "file_size")
    namespaces = ("mnt", "pid", "net", "ipc", "uts")

    def _start(self, hidden: Path | None) -> None:
        self.name = f"ledelsesrum-{secrets.token_hex(8)}"
        self.folder = Path(tempfile.mkdtemp(prefix="ledelsesrum-"))
        self.kernel.mkdir()
        self.kernel.chmod(0o777)
        words = command(self.limits, self.name, self.kernel, hidden)
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def _tell(self, settings: bytes) -> None:
        """The way in stays open: it is closed when the runner ends, however that happens, and then the container ends."""
        self.process.stdin.write(settings + b"\n")
        self.process.stdin.flush()

    @property
    def kernel(self) -> Path:
        return self.folder / "kerne"

    def answer(self, within: float = 120) -> dict:
        """As a Sandbox's; no student's code has run yet, and from now on no file can be put where the sockets are."""
        said = super().answer(within)
        self.kernel.chmod(0o755)
        return said

    def put(self, files: Mapping[str, Path]) -> None:
        if files:
            packed = io.BytesIO()
            with tarfile.open(fileobj=packed, mode="w") as archive:
                for name, path in files.items():
                    archive.add(path, name, filter=_anybodys)
            _docker("exec", "--interactive", self.name, *_python(), "-c", UNPACK, given=packed.getvalue())

    def users(self) -> set[int]:
        lines = _docker("top", self.name, "-eo", "pid,uid").splitlines()[1:]
        return {int(line.split()[1]) for line in lines}

    def together(self) -> bool:
        return _docker("inspect", "--format", "{{.HostConfig.Memory}}", self.name).strip() == str(self.limits.memory)

    def gone(self) -> bool:
        return not _docker("ps", "--all", "--quiet", f"--filter=name={self.name}").strip()

    def destroy(self) -> None:
        if self.folder.exists():
            with contextlib.suppress(GradingError):  # it is gone already
                _docker("rm", "--force", self.name)
            shutil.rmtree(self.folder, ignore_errors=True)
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        super().destroy()

    def _end(self) -> None:
        """The client ends with its container."""

    def _exceeds(self) -> str:
        """Docker holds it to all but its time."""
        return "time" if time.monotonic() - self.began > self.limits.wall else ""

    @classmethod
    def clear(cls, hidden: Path) -> None:
        """Remove what a run of this course that was cut off may have left; only one run of it goes on at a time."""
        left = _docker("ps", "--all", "--quiet", f"--filter=label={LABEL}={_mark(hidden)}").split()
        if left:
            _docker("rm", "--force", *left)


def require_docker() -> None:
    """Raise GradingError where there is no Docker that can shut code in; makes its image where there is none."""
    if not sys.platform.startswith("linux") or not shutil.which("docker"):
        raise GradingError("Docker findes ikke her.")
    _docker("version", "--format", "{{.Server.Version}}")
    try:
        _docker("image", "inspect", IMAGE)
    except GradingError:
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w") as image:
            for place, mode in {"/dev": 0o755, **dict.fromkeys(PLACES, 0o1777)}.items():  # Docker gives a room for files the rights of the folder under it
                folder = tarfile.TarInfo(place[1:])
                folder.type, folder.mode = tarfile.DIRTYPE, mode
                image.addfile(folder)
        _docker("import", "-", IMAGE, given=packed.getvalue())


def command(limits: Limits, name: str, kernel: Path, hidden: Path | None = None) -> list[str]:
    """The command line of a container that runs ``inside.py``, with its sockets in the folder ``kernel``."""
    # What is written in the folders counts as memory too.
    held = [f"--memory={limits.memory}", f"--memory-swap={limits.memory}", f"--pids-limit={limits.processes}"]
    rooms = [f"--tmpfs={place}:size={16 * MB if place == '/dev/shm' else limits.disk},mode=1777,nr_inodes={limits.files}" for place in PLACES]
    seen = [word for source, target in _files().items() for word in ("--mount", _mount(type="bind", source=source, target=target, readonly=""))]
    seen += ["--mount", _mount(type="bind", source=kernel, target=KERNEL)]
    if hidden and within_python(hidden):
        seen += ["--tmpfs", f"{hidden}:size=4k,mode=0755"]
    surroundings = [f"{name}={value}" for name, value in environment().items()]
    label = [f"--label={LABEL}={_mark(hidden)}"] if hidden else []
    first = ["/usr/bin/env", "-i", *surroundings, "/bin/sh", "-c", FIRST, "sh", *_python(), "/opt/sandkasse/inside.py"]
    return ["docker", "run", f"--name={name}", *label, *FLAGS, *held, *rooms, *seen, IMAGE, *first]


def _files() -> dict[Path, str]:
    """What can be read in it, by where it is here."""
    found = {Path("/usr"): "/usr", **{Path(name).resolve(): name for name in SYSTEM if Path(name).is_dir()}}
    return found | {source.resolve(): target for source, target in mounted().items() if source.exists()}


def _python() -> list[str]:
    return [sys.executable, "-I", "-X", "utf8"]


def _anybodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.mode = 0o777
    return member


def _mount(**about: object) -> str:
    """One mount as Docker reads it: fields of CSV, since a folder's name may hold a comma."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(f"{name}={value}" if value != "" else name for name, value in about.items())
    return line.getvalue()


@cache
def _mark(hidden: Path) -> str:
    return hashlib.sha256(os.fsencode(hidden)).hexdigest()[:16]


def _docker(*words: str, given: bytes = b"") -> str:
    """Ask Docker for something; GradingError with its own last words where it cannot."""
    try:
        done = subprocess.run(["docker", *words], input=given, capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GradingError(f"Docker svarer ikke: {error}") from error
    if done.returncode:
        raise GradingError(f"Docker kunne ikke bruges. Det skrev: {done.stderr.decode(errors='replace').strip()[-500:]}")
    return done.stdout.decode(errors="replace")
