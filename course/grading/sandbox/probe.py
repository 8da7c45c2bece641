"""What a student's code might try, tried in a sandbox before the first student's code is. Standard library only; it runs in the sandbox."""

from __future__ import annotations

import ctypes
import errno
import os
import resource
import signal
import socket
from pathlib import Path

WRITABLE = ("/arbejde", "/tmp", "/dev/shm")


def probe(about: dict) -> dict[str, bool]:
    """Whether each limit holds; ``about`` is what the runner knows of its own side."""
    limits = about["limits"]
    held = {
        "namespaces": all(_namespace(name) != outside for name, outside in about["namespaces"].items()),
        "user": _status("CapEff") == 0 and _status("NoNewPrivs") == 1,
        "network": _no_network(about["port"]),
        "processes_of_others": not Path(f"/proc/{about['pid']}/cmdline").exists() or _namespace("pid") != about["namespaces"]["pid"],
        "files_of_others": not any(_seen(path) for path in about["secrets"]),
        "environment": about["variable"] not in os.environ,
        "read_only": not any(_writes(place) for place in ("/", "/dev", "/usr", "/etc", "/opt/ledelsesrum/exercises", *about["python"])),
        "disk": all(_filled(place) <= limits["disk"] for place in WRITABLE),
        "file_size": _largest() <= limits["file_size"],
        "open_files": _opened() <= limits["open_files"],
        "memory": not _takes(limits["memory"]),
        "cannot_raise": not any(_raises(kind) for kind in (resource.RLIMIT_AS, resource.RLIMIT_NPROC, resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE)),
    }
    return {**held, "processes": _forked(limits["processes"] + 1) <= limits["processes"]}


def _namespace(name: str) -> str:
    return os.readlink(f"/proc/self/ns/{name}")


def _status(name: str) -> int:
    line = next(line for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1], 16)


def _seen(path: str) -> bool:
    """Whether a file is there, or a folder with anything in it."""
    try:
        return bool(os.listdir(path))
    except (NotADirectoryError, PermissionError):
        return True
    except OSError:
        return False


def _no_network(port: int) -> bool:
    if any(name != "lo" for _, name in socket.if_nameindex()):
        return False
    for address in (("127.0.0.1", port), ("192.0.2.1", 80)):
        with socket.socket() as one:
            one.settimeout(1)
            if one.connect_ex(address) == 0:
                return False
    return True


def _writes(place: str) -> bool:
    try:
        descriptor = os.open(f"{place}/proeve", os.O_CREAT | os.O_WRONLY)
    except OSError:
        return False
    os.close(descriptor)
    return True


def _filled(place: str) -> int:
    """How many bytes could be written in a folder, in files of the largest size."""
    written, block = 0, b"0" * 2**20
    names = []
    try:
        for number in range(100):
            names.append(f"{place}/fyld{number}")
            with open(names[-1], "wb", buffering=0) as file:
                try:
                    for _ in range(64):
                        written += file.write(block)
                except OSError as error:
                    if error.errno == errno.ENOSPC:
                        return written
    finally:
        for name in names:
            os.unlink(name)
    return written


def _largest() -> int:
    """The size of the largest file; it is made of nothing, so that the disk is not what stops it."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    size = 2**20
    with open("/tmp/stor", "wb", buffering=0) as file:
        try:
            while size < 2**40:
                file.truncate(size)
                size *= 2
        except OSError:
            pass
    os.unlink("/tmp/stor")
    return size // 2


def _opened() -> int:
    held = []
    try:
        while len(held) < 100_000:
            held.append(os.open("/dev/null", os.O_RDONLY))
    except OSError:
        return len(held)
    finally:
        for one in held:
            os.close(one)
    return len(held)


def _takes(size: int) -> bool:
    """Whether a process gets as much memory as it must not have."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.malloc.restype, libc.malloc.argtypes, libc.free.argtypes = ctypes.c_void_p, [ctypes.c_size_t], [ctypes.c_void_p]
    got = libc.malloc(size)
    libc.free(got)
    return bool(got)


def _raises(kind: int) -> bool:
    hard = resource.getrlimit(kind)[1]
    if hard == resource.RLIM_INFINITY:  # held by something else, which has been tried
        return False
    try:
        resource.setrlimit(kind, (hard + 1, hard + 1))
    except (ValueError, OSError):
        return False
    return True


def _forked(most: int) -> int:
    """How many processes could be started at once; they end with the sandbox or here."""
    children = []
    try:
        while len(children) < most:
            child = os.fork()
            if child == 0:
                signal.pause()
                os._exit(0)
            children.append(child)
    except OSError:
        pass
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    return len(children)
