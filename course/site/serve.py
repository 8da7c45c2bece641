"""Serve the built book and the kernels behind its live pages, on this machine only."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from traitlets.config import Config

from course.bootstrap import only_one
from course.site import NOTEBOOKS
from course.site.build import ROOT
from exercises.errors import LedelsesrumError
from exercises.journal.log import data_folder
from exercises.jupyterlab import configure_lab
from exercises.os_errors import reason
from exercises.server import HOST, announce, choose_port, isolate, kernels_talk_to, local_server, make_folder, said_why_it_ended, stop_on_ctrl_c

FIRST_PORT = 8765
SERVER = "server"  # the folder, among the reader's own, of what the server keeps
PORT = "port"  # the file that remembers it
WAITING = "Et andet vindue er ved at åbne kurset. Venter på det …"
IDLE_SECONDS = 15 * 60  # a kernel that no page uses is ended after this


def serve(book: Path, port: int | None, open_browser: bool, say: Callable[[str], None] = print) -> None:
    """Serve ``book`` until Ctrl-C; ``port`` None means the one used last time, so that an open page finds it again."""
    folder = make_folder(data_folder() / SERVER)
    isolate(folder)
    os.environ["PYTHONPATH"] = str(ROOT)  # gives kernels the course
    from jupyter_server.serverapp import ServerApp  # after isolate: it reads its folders on import

    notebooks = make_folder(data_folder() / NOTEBOOKS, to_write=False)  # without, the course's own code can still be read and run
    with ExitStack() as turn, _explained(folder):
        turn.enter_context(only_one(folder / "lock", WAITING))  # two that start at once would choose the same port
        free = choose_port(port or last_port(), say)
        token = secrets.token_hex(24)
        app = ServerApp.instance(config=server_config(book, folder, notebooks, free, token, say))
        turn.enter_context(said_why_it_ended(free))
        app.initialize(argv=[], find_extensions=False)  # no other than ours and JupyterLab
        app.contents_manager.refresh_all()
        (folder / PORT).write_text(str(free), encoding="utf-8")
        app.io_loop.add_callback(turn.close)  # once it listens
        app.io_loop.add_callback(app.kernel_manager.warm_up)
        app.io_loop.add_callback(announce, "Ledelsesrum", f"http://{HOST}:{free}/start?token={token}", open_browser, say)
        stop_on_ctrl_c(app)
        with kernels_talk_to(folder / "server.log"):
            app.start()
    say("Ledelsesrum er stoppet. Dine svar og din kode ligger i " + str(data_folder()))


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Say of a start that the system refuses which folder it is about."""
    try:
        yield
    except OSError as error:
        raise LedelsesrumError(
            f"Kurset kan ikke åbnes, for der kan ikke skrives i mappen {folder} ({reason(error)}). Gør plads på disken, og se efter, om du må skrive i"
            " mappen. Det, der allerede er gemt, står uændret."
        ) from error


def server_config(book: Path, folder: Path, notebooks: Path, port: int, token: str, say: Callable[[str], None]) -> Config:
    """Jupyter Server's settings: our extension, the reader's notebooks, kernels that end when idle."""
    config = local_server(notebooks, port, token, folder / "server.log")
    config.ServerApp.update(
        kernel_manager_class="course.site.kernels.WarmKernels",
        kernel_websocket_connection_class="course.site.kernels.PromptConnection",
        jpserver_extensions={"course.site.extension": True},
        contents_manager_class="course.site.contents.ReadersNotebooks",
        tornado_settings={"ledelsesrum_book": str(book), "ledelsesrum_secret": _secret(folder / "secret"), "ledelsesrum_say": say},
        default_url="/bog/book/index.html",
    )
    config.ReadersNotebooks.sources = str(ROOT / "notebooks")
    config.IdentityProvider.login_handler_class = "course.site.extension.StartHandler"
    configure_lab(config, folder / "config", f"{HOST}:{port}")
    config.MappingKernelManager.update(cull_idle_timeout=IDLE_SECONDS, cull_interval=60, cull_connected=False)
    return config


def _secret(path: Path) -> str:
    """The reader's own secret: made once, so that a page that outlived its server is known to the next one."""
    secret = path.read_text(encoding="utf-8") if path.exists() else ""
    if len(secret) != 64:  # new, or cut short by a full disk or a kill
        secret = secrets.token_hex(32)
        path.touch(mode=0o600)
        path.write_text(secret, encoding="utf-8")
    return secret


def last_port() -> int:
    """The port of the last time, where the course will be looked for first."""
    try:
        return int((data_folder() / SERVER / PORT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return FIRST_PORT
