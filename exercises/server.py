"""A Jupyter server on the reader's own machine: its port, its folders, its quiet, and its end.

The course (``course read``) and a student's assignment (``exercises.handin.lab``) each start one.
"""

from __future__ import annotations

import errno
import logging
import os
import signal
import socket
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from traitlets.config import Config

from exercises.errors import LedelsesrumError
from exercises.os_errors import reason

HOST = "127.0.0.1"


def make_folder(folder: Path, to_write: bool = True) -> Path:
    """Make a folder of the reader's own, if it is not there, which nobody else on the machine can open; gives it.

    Raises
    ------
    LedelsesrumError
        It cannot be made, or, where it is there ``to_write`` in, cannot be written in.
    """
    try:
        for missing in reversed([each for each in (folder, *folder.parents) if not each.is_dir()]):
            missing.mkdir(mode=0o700, exist_ok=True)
        if to_write and not os.access(folder, os.W_OK):
            raise PermissionError(errno.EACCES, "")
    except OSError as error:
        raise LedelsesrumError(
            f"Der kan ikke skrives i mappen {folder} ({reason(error)}). Giv dig selv lov til det, eller vælg en anden mappe med miljøvariablen"
            " LEDELSESRUM_DATA, og start igen."
        ) from error
    return folder


def isolate(folder: Path) -> None:
    """Keep the reader's own Jupyter, with its settings and extensions, out of this one. Before jupyter_server is imported."""
    for name in ("CONFIG", "DATA", "RUNTIME"):
        os.environ[f"JUPYTER_{name}_DIR"] = str(folder / name.lower())
    os.environ["IPYTHONDIR"] = str(folder / "ipython")
    os.environ["PYTHONNOUSERSITE"] = "1"
    os.environ["MPLBACKEND"] = "agg"
    os.environ["MPLCONFIGDIR"] = str(folder / "matplotlib")


def free_port(wanted: int, tries: int = 50) -> int:
    """The first port from ``wanted`` that nothing on this machine listens on."""
    for port in range(wanted, min(wanted + tries, 65536)):
        with socket.socket() as probe:
            if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows would else share a port that is in use
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    raise LedelsesrumError(f"Ingen ledig port fra {wanted} og {tries} frem. Prøv en anden med --port, fx --port {wanted + 1000}.")


def choose_port(wanted: int, say: Callable[[str], None]) -> int:
    """A free port, ``wanted`` if it is free; says when it is another."""
    free = free_port(wanted)
    if free != wanted:
        say(f"Port {wanted} er optaget af et andet vindue eller program. Bruger port {free} i stedet.")
    return free


def local_server(root: Path, port: int, token: str, log: Path) -> Config:
    """Settings of a server that only this machine, and only who has the token, can speak to, and that is quiet."""
    config = Config()
    config.ServerApp.update(
        ip=HOST,
        port=port,
        port_retries=0,
        open_browser=False,
        root_dir=str(root),
        allow_root=True,  # in a container there may be no other user
        allow_remote_access=False,
        terminals_enabled=False,
        tornado_settings={},
        logging_config=_to_file(log),
    )
    config.IdentityProvider.token = token
    return config


def _to_file(path: Path) -> dict:
    """Jupyter's own messages go to a file; the reader's window is for the reader."""
    return {
        "handlers": {
            "console": {"level": logging.CRITICAL + 1},
            "file": {"level": "INFO", "class": "logging.FileHandler", "filename": str(path), "mode": "w", "encoding": "utf-8"},
        },
        "loggers": {"ServerApp": {"level": "INFO", "handlers": ["file"]}},
    }


def announce(name: str, address: str, open_browser: bool, say: Callable[[str], None]) -> None:
    """Tell the reader where it is, and open it."""
    say(f"{name} er klar på denne adresse:")
    say(address)
    say("Lad vinduet stå åbent imens. Stop med Ctrl+C.")
    if open_browser:
        threading.Thread(target=_open, args=(address, say), daemon=True).start()  # a browser in the terminal would hold the server up


def _open(address: str, say: Callable[[str], None]) -> None:
    if not webbrowser.open(address):
        say("Ingen browser kunne åbnes herfra. Kopiér adressen, og sæt den ind i en browser på maskinen.")


def stop_on_ctrl_c(app) -> None:
    """Stop at once and without Jupyter's question; as a KeyboardInterrupt it is lost when it falls in a finalizer."""
    def stop(*_) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a second one is for a stop that does not come to its end
        app.io_loop.add_callback_from_signal(app.stop)

    signal.signal(signal.SIGINT, stop)


@contextmanager
def said_why_it_ended(port: int) -> Iterator[None]:
    """Say why a server ended by itself, which Jupyter does without a word.

    Raises
    ------
    LedelsesrumError
        It could not listen: another program took the port after it was chosen.
    """
    try:
        yield
    except SystemExit as error:
        raise LedelsesrumError(f"Port {port} blev taget af et andet program i samme øjeblik. Start igen, eller vælg en anden med --port.") from error


@contextmanager
def kernels_talk_to(path: Path) -> Iterator[None]:
    """Kernels inherit this process's standard error, and say there what no reader needs: let it go to the log."""
    kept = os.dup(2)
    with path.open("a", encoding="utf-8") as log:
        os.dup2(log.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
