"""``python -m exercises.handin.lab A1.ipynb``: JupyterLab with a student's assignment, on this machine only."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Optional
from urllib.parse import quote
from urllib.request import urlopen

import typer
from traitlets.config import Config

from exercises.danish_cli import DanishTyper, run, tell
from exercises.errors import HandinError
from exercises.journal.log import data_folder
from exercises.jupyterlab import configure_lab
from exercises.server import HOST, announce, choose_port, isolate, kernels_talk_to, local_server, make_folder, said_why_it_ended, stop_on_ctrl_c

FIRST_PORT = 8865
SETTINGS = {
    "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},  # dark where the student's system is
    "@jupyterlab/translation-extension:plugin": {"locale": "da_DK"},  # the language pack in locale/
    # One click, and an answer cell is gone, or there twice: those who want to will find it in the menus.
    "@jupyterlab/cell-toolbar-extension:plugin": {"toolbar": [{"name": "duplicate-cell", "disabled": True}]},
    "@jupyterlab/notebook-extension:panel": {"toolbar": [{"name": name, "disabled": True} for name in ("cut", "copy", "paste")]},
}
DISABLED = (  # what an assignment has no use for, and what nbgrader brings along where it is installed too
    "@jupyter/nbgrader",
    "@jupyter-notebook/lab-extension",
    "@jupyterlab/debugger-extension",
    "@jupyterlab/running-extension",
    "@jupyterlab/workspaces-extension:sidebar",
)

app = DanishTyper(help="JupyterLab til en opgave fra Ledelsesrum.")


@app.command()
def main(
    notebook: Annotated[Path, typer.Argument(metavar="FIL", help="Opgavens notesbog, fx A1.ipynb.")],
    browser: Annotated[bool, typer.Option(help="Åbn opgaven i browseren.", show_default=False)] = True,
    port: Annotated[Optional[int], typer.Option(metavar="TAL", help="Port på denne maskine.", min=1024, max=65535)] = None,
) -> None:
    """Åbn en opgave i JupyterLab."""
    open_assignment(notebook, port, browser, tell)


def open_assignment(notebook: Path, port: int | None, open_browser: bool, say: Callable[[str], None] = print) -> None:
    """Serve the folder of ``notebook`` to this machine until Ctrl-C, and open it; where that is done already, open that one.

    Raises
    ------
    HandinError
        The notebook is not there.
    """
    notebook = notebook.expanduser().absolute()
    if not notebook.is_file():
        raise HandinError(f"{notebook} findes ikke. Er den slettet eller flyttet, så pak opgavens zip ud igen, eller kopiér den urørte fra mappen original.")
    folder = make_folder(data_folder() / "opgaver")
    isolate(folder)
    from jupyter_server.serverapp import ServerApp  # after isolate: it reads its folders on import

    if address := _running(notebook):
        return announce(notebook.name, address, open_browser, say)
    free, token = choose_port(port or FIRST_PORT, say), secrets.token_hex(24)
    app = ServerApp.instance(config=server_config(notebook, folder, free, token))
    with said_why_it_ended(free):
        app.initialize(argv=[], find_extensions=False)  # no other than ours and JupyterLab
        app.io_loop.add_callback(announce, notebook.name, _address(f"http://{HOST}:{free}/", notebook, token), open_browser, say)  # once it listens
        stop_on_ctrl_c(app)
        with kernels_talk_to(folder / "server.log"):
            app.start()
    say(f"Stoppet. Din opgave ligger i {notebook.parent}")


def server_config(notebook: Path, folder: Path, port: int, token: str) -> Config:
    """The settings of Jupyter Server and JupyterLab; ``folder`` is where both keep their own files."""
    config = local_server(notebook.parent, port, token, folder / "server.log")
    config.ServerApp.update(jpserver_extensions={"exercises.handin.lab": True}, default_url=f"/lab/tree/{quote(notebook.name)}")
    configure_lab(config, folder / "config", f"{HOST}:{port}", DISABLED, SETTINGS)
    config.LabApp.workspaces_dir = str(folder / "workspaces" / notebook.stem)  # else it would open the tabs of another assignment
    return config


def _running(notebook: Path) -> str | None:
    """The address of the notebook in a server that is up already, as when the start file is opened twice."""
    from jupyter_server.serverapp import list_running_servers

    found = next((server for server in list_running_servers() if Path(server["root_dir"]) == notebook.parent and _answers(server)), None)
    return found and _address(found["url"], notebook, found["token"])


def _answers(server: dict) -> bool:
    """Whether it is that server that listens there: what is known of one that was killed may be true of another program."""
    try:
        return urlopen(f"{server['url']}api/status?token={server['token']}", timeout=5).status == 200
    except (OSError, ValueError):
        return False


def _address(base: str, notebook: Path, token: str) -> str:
    return f"{base}lab/tree/{quote(notebook.name)}?token={token}"


if __name__ == "__main__":
    sys.exit(run(app, "python -m exercises.handin.lab"))
