"""Serve the built book and the kernels behind its live pages, on this machine only."""

from __future__ import annotations

import logging
import os
import secrets
import signal
import socket
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from traitlets.config import Config

from course.site import NOTEBOOKS
from course.site.build import ROOT
from course.site.lab import configure_lab
from exercises.errors import LedelsesrumError
from exercises.journal.log import data_folder

HOST = "127.0.0.1"
FIRST_PORT = 8765
IDLE_SECONDS = 15 * 60  # a kernel that no page uses is ended after this


def serve(book: Path, port: int | None, open_browser: bool, say: Callable[[str], None] = print) -> None:
    """Serve ``book`` until Ctrl-C; ``port`` None means the one used last time, so that an open page finds it again."""
    folder = _folder(data_folder() / "server")
    _isolate(folder)
    from jupyter_server.serverapp import ServerApp  # after _isolate: it reads its folders on import

    notebooks = _folder(data_folder() / NOTEBOOKS)
    remembered = folder / "port"
    wanted = port or _last_port(remembered)
    free = free_port(wanted)
    if free != wanted:
        say(f"Port {wanted} er optaget af et andet program. Bruger port {free} i stedet.")
    token = secrets.token_hex(24)
    app = ServerApp.instance(config=server_config(book, folder, notebooks, free, token, say))
    app.initialize(argv=[], find_extensions=False)  # no other than ours and JupyterLab
    app.contents_manager.refresh_all()
    remembered.write_text(str(free), encoding="utf-8")
    app.io_loop.add_callback(app.kernel_manager.warm_up)
    app.io_loop.add_callback(_announce, f"http://{HOST}:{free}/start?token={token}", open_browser, say)  # once it listens
    _stop_on_ctrl_c(app)
    with _kernels_talk_to(folder / "server.log"):
        app.start()
    say("Ledelsesrum er stoppet. Dine svar og din kode ligger i " + str(data_folder()))


def _stop_on_ctrl_c(app) -> None:
    """Stop at once and without Jupyter's question; as a KeyboardInterrupt it is lost when it falls in a finalizer."""
    def stop(*_) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a second one is for a stop that does not come to its end
        app.io_loop.add_callback_from_signal(app.stop)

    signal.signal(signal.SIGINT, stop)


def _announce(address: str, open_browser: bool, say: Callable[[str], None]) -> None:
    say("Ledelsesrum er klar på denne adresse:")
    say(address)
    say("Lad vinduet stå åbent, mens du læser. Stop med Ctrl+C.")
    if open_browser:
        webbrowser.open(address)


@contextmanager
def _kernels_talk_to(path: Path) -> Iterator[None]:
    """Kernels inherit this process's standard error, and say there what no reader needs: let it go to the log."""
    kept = os.dup(2)
    with path.open("a", encoding="utf-8") as log:
        os.dup2(log.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


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


def server_config(book: Path, folder: Path, notebooks: Path, port: int, token: str, say: Callable[[str], None]) -> Config:
    """Jupyter Server's settings: one host, one token, our extension, quiet console, kernels that end when idle."""
    config = Config()
    config.ServerApp.update(
        ip=HOST,
        port=port,
        port_retries=0,
        open_browser=False,
        root_dir=str(notebooks),
        allow_root=True,  # in a container there may be no other user
        allow_remote_access=False,
        terminals_enabled=False,
        kernel_manager_class="course.site.kernels.WarmKernels",
        kernel_websocket_connection_class="course.site.kernels.PromptConnection",
        jpserver_extensions={"course.site.extension": True},
        contents_manager_class="course.site.contents.ReadersNotebooks",
        tornado_settings={"ledelsesrum_book": str(book), "ledelsesrum_secret": _secret(folder / "secret"), "ledelsesrum_say": say},
        default_url="/bog/book/index.html",
        logging_config=_logging(folder / "server.log"),
    )
    config.ReadersNotebooks.sources = str(ROOT / "notebooks")
    config.IdentityProvider.update(token=token, login_handler_class="course.site.extension.StartHandler")
    configure_lab(config, folder / "config", f"{HOST}:{port}")
    config.MappingKernelManager.update(cull_idle_timeout=IDLE_SECONDS, cull_interval=60, cull_connected=False)
    return config


def _logging(path: Path) -> dict:
    """Jupyter's own messages go to a file; the reader's window is for the reader."""
    return {
        "handlers": {
            "console": {"level": logging.CRITICAL + 1},
            "file": {"level": "INFO", "class": "logging.FileHandler", "filename": str(path), "mode": "w", "encoding": "utf-8"},
        },
        "loggers": {"ServerApp": {"level": "INFO", "handlers": ["file"]}},
    }


def _folder(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedelsesrumError(
            f"Mappen {folder} kan ikke laves ({error.strerror}). Vælg en anden med LEDELSESRUM_DATA, og start igen."
        ) from error
    return folder


def _isolate(folder: Path) -> None:
    """Keep the reader's own Jupyter, with its settings and extensions, out of this one; and give kernels the course."""
    for name in ("CONFIG", "DATA", "RUNTIME"):
        os.environ[f"JUPYTER_{name}_DIR"] = str(folder / name.lower())
    os.environ["IPYTHONDIR"] = str(folder / "ipython")
    os.environ["PYTHONPATH"] = str(ROOT)
    os.environ["PYTHONNOUSERSITE"] = "1"
    os.environ["MPLBACKEND"] = "agg"
    os.environ["MPLCONFIGDIR"] = str(folder / "matplotlib")


def _secret(path: Path) -> str:
    """The reader's own secret: made once, so that a page that outlived its server is known to the next one."""
    secret = path.read_text(encoding="utf-8") if path.exists() else ""
    if len(secret) != 64:  # new, or cut short by a full disk or a kill
        secret = secrets.token_hex(32)
        path.touch(mode=0o600)
        path.write_text(secret, encoding="utf-8")
    return secret


def _last_port(remembered: Path) -> int:
    try:
        return int(remembered.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return FIRST_PORT
