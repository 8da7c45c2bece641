"""Prove, before the first submission, that a sandbox holds: bubblewrap's, or Docker's where that cannot be had."""

from __future__ import annotations

import os
import secrets
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from course.grading.errors import GradingError
from course.grading.sandbox.container import Container, require_docker
from course.grading.sandbox.limits import Limits
from course.grading.sandbox.sandbox import Sandbox

LIMITS = {
    "namespaces": "et eget rum for processer, filer og net", "user": "en bruger uden rettigheder", "not_root": "en anden bruger end root",
    "network": "intet net",
    "processes_of_others": "ingen adgang til andre processer", "files_of_others": "ingen adgang til dine filer",
    "environment": "ingen af dine miljøvariable",
    "read_only": "et system, der kun kan læses", "disk": "plads på disken", "file_size": "filers størrelse", "open_files": "åbne filer",
    "memory": "hukommelse", "processes": "antal processer", "cannot_raise": "grænser, der ikke kan hæves",
    "together": "hukommelse til alle processer tilsammen", "ended": "at alt lukkes, når tiden er gået",
}


@contextmanager
def proving(limits: Limits, hidden: Path) -> Iterator[Callable[[], type[Sandbox]]]:
    """Begin the proof while something else is done; gives what waits for it, and gives or raises what ``prove`` does."""
    with ThreadPoolExecutor(1, "proof") as beside:
        yield beside.submit(prove, limits, hidden).result


def prove(limits: Limits, hidden: Path) -> type[Sandbox]:
    """Start a sandbox in which every limit is tried; gives the kind that holds here.

    Raises
    ------
    GradingError
        One of the limits does not hold, or no sandbox can be started.
    """
    kind, failed = tried_here(limits, hidden)
    if failed:
        raise GradingError(
            f"Sandkassen holder ikke på denne maskine. Det, der ikke virkede: {', '.join(failed)}. Ingen kode er kørt. "
            "Ret på en anden maskine, eller skriv --no-sandbox, hvis du stoler på dem, der har afleveret."
        )
    return kind


def tried_here(limits: Limits, hidden: Path) -> tuple[type[Sandbox], list[str]]:
    """The kind of sandbox that can be had here, and the limits of it that do not hold, in words; GradingError where none can be started."""
    try:
        kind, held = Sandbox, tried(Sandbox, limits, hidden)
    except GradingError as without:
        kind, held = Container, _in_docker(limits, hidden, without)
    return kind, [LIMITS[name] for name, holds in held.items() if not holds]


def _in_docker(limits: Limits, hidden: Path, without: GradingError) -> dict[str, bool]:
    """What holds in Docker; where there is none, what is wrong with bubblewrap is what is said."""
    try:
        require_docker()
    except GradingError:
        raise without from None
    return tried(Container, limits, hidden)


def tried(kind: type[Sandbox], limits: Limits, hidden: Path) -> dict[str, bool]:
    """Whether each limit holds, by its name in LIMITS."""
    name = f"LEDELSESRUM_{secrets.token_hex(4).upper()}"
    os.environ[name] = "hemmelig"
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as server:
        secret = Path(folder) / "hemmelig"
        secret.write_text("hemmelig", encoding="utf-8")
        about = {
            "limits": asdict(limits), "pid": os.getpid(), "port": server.getsockname()[1], "variable": name, "python": [sys.prefix, sys.base_prefix],
            "namespaces": {one: os.readlink(f"/proc/self/ns/{one}") for one in kind.namespaces},
            "secrets": [str(secret), str(hidden), "/home", "/etc/passwd", "/etc/shadow"],
        }
        try:
            return _ask(kind, limits, hidden, about)
        finally:
            del os.environ[name]


def _ask(kind: type[Sandbox], limits: Limits, hidden: Path, about: dict) -> dict[str, bool]:
    """What is found from within, and from outside: that none of its processes is root's, whom no limit of processes binds, and that it ends when told to."""
    sandbox = kind(limits, {"probe": about}, hidden)
    try:
        said = sandbox.answer()
        if "error" in said:
            raise GradingError(f"Sandkassen kan ikke startes på denne maskine. Den skrev: {said['error'][-500:].strip()}")
        users, together = sandbox.users(), sandbox.together()
    finally:
        sandbox.destroy()
    deadline = time.monotonic() + 5
    while not sandbox.gone() and time.monotonic() < deadline:
        time.sleep(0.01)
    return {**said, "not_root": bool(users) and 0 not in users, "together": together, "ended": sandbox.gone()}
