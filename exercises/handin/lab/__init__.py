"""A student's JupyterLab: the buttons over an assignment, what they ask the server for, and how it all is started.

``share`` and ``etc`` lie as they are installed into an environment; ``locale`` is a Danish language pack for JupyterLab.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp


def _jupyter_server_extension_points() -> list[dict]:
    return [{"module": "exercises.handin.lab"}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    """Add the routes that the buttons ask for."""
    from jupyter_server.utils import url_path_join  # the language pack is this module too, and needs no server

    from exercises.handin.lab.handlers import routes

    base = server.web_app.settings["base_url"]
    server.web_app.add_handlers(".*$", [(url_path_join(base, "ledelsesrum/elev", name), *handler) for name, handler in routes().items()])
