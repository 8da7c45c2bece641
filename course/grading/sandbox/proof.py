"""Prove, before the first submission, that the sandbox holds."""

from __future__ import annotations

import os
import secrets
import socket
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

import psutil

from course.grading.errors import GradingError
from course.grading.sandbox.limits import Limits
from course.grading.sandbox.sandbox import Sandbox

NAMESPACES = ("user", "mnt", "pid", "net", "ipc", "uts")
LIMITS = {
    "namespaces": "et eget rum for processer, filer og net", "user": "en bruger uden rettigheder", "not_root": "en anden bruger end root",
    "network": "intet net",
    "processes_of_others": "ingen adgang til andre processer", "files_of_others": "ingen adgang til dine filer",
    "environment": "ingen af dine miljøvariable",
    "read_only": "et system, der kun kan læses", "disk": "plads på disken", "file_size": "filers størrelse", "open_files": "åbne filer",
    "memory": "hukommelse", "processes": "antal processer", "cannot_raise": "grænser, der ikke kan hæves", "ended": "at alt lukkes, når tiden er gået",
}


def prove(limits: Limits, hidden: Path) -> None:
    """Start a sandbox in which every limit is tried.

    Raises
    ------
    GradingError
        One of them does not hold, or no sandbox can be started.
    """
    failed = [LIMITS[name] for name, held in tried(limits, hidden).items() if not held]
    if failed:
        raise GradingError(
            f"Sandkassen holder ikke på denne maskine. Det, der ikke virkede: {', '.join(failed)}. Ingen kode er kørt. "
            "Ret på en anden maskine, eller skriv --no-sandbox, hvis du stoler på dem, der har afleveret."
        )


def tried(limits: Limits, hidden: Path) -> dict[str, bool]:
    """Whether each limit holds, by its name in LIMITS."""
    name = f"LEDELSESRUM_{secrets.token_hex(4).upper()}"
    os.environ[name] = "hemmelig"
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as server:
        secret = Path(folder) / "hemmelig"
        secret.write_text("hemmelig", encoding="utf-8")
        about = {
            "limits": asdict(limits), "pid": os.getpid(), "port": server.getsockname()[1], "variable": name, "python": [sys.prefix, sys.base_prefix],
            "namespaces": {one: os.readlink(f"/proc/self/ns/{one}") for one in NAMESPACES},
            "secrets": [str(secret), str(hidden), "/home", "/etc/passwd", "/etc/shadow"],
        }
        try:
            return _ask(limits, hidden, about)
        finally:
            del os.environ[name]


def _ask(limits: Limits, hidden: Path, about: dict) -> dict[str, bool]:
    sandbox = Sandbox(limits, {"probe": about}, hidden)
    try:
        said = sandbox.answer()
    finally:
        sandbox.destroy()
    if "error" in said:
        raise GradingError(f"Sandkassen kan ikke startes på denne maskine. Den skrev: {said['error'][-500:].strip()}")
    return {**said, **_from_outside(limits, hidden)}


def _from_outside(limits: Limits, hidden: Path) -> dict[str, bool]:
    """Whether a kernel in a sandbox is no process of root's, whom the limit of processes does not bind, and is gone when it is told to go."""
    sandbox = Sandbox(limits, {"modules": [], "arguments": []}, hidden)
    try:
        said = sandbox.answer()
        if "error" in said:
            raise GradingError(f"Python kan ikke startes i sandkassen. Den skrev: {said['error'][-500:].strip()}")
        users = {process.uids().real for process in psutil.Process(sandbox.pid).children(recursive=True)}
    finally:
        sandbox.destroy()
    deadline = time.monotonic() + 5
    while sandbox.root.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    return {"not_root": bool(users) and 0 not in users, "ended": not sandbox.root.exists()}
