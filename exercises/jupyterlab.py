"""JupyterLab for readers and students: it asks nobody but this server for anything.

Nothing here is fetched: no news, no look for a new version, no list of extensions. The parts of JupyterLab that would do
so, or that need a server extension which is not loaded, are switched off where ``jupyter labextension disable`` does it.
Nor can it speak to anybody else, whatever the outputs in a notebook say: its content security policy has one host only.
JupyterLab has an inline script, and compiles the schemas of its settings.
"""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path

from traitlets.config import Config

DISABLED = (
    "@jupyterlab/apputils-extension:announcements",
    "@jupyterlab/extensionmanager-extension",
    "@jupyterlab/fileeditor-extension:language-server",
    "@jupyterlab/lsp-extension",
    "@jupyterlab/notebook-extension:language-server",
    "@jupyterlab/terminal-extension",
    "jupyterlab-jupytext",
)
SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/docmanager-extension:plugin": {"autosaveInterval": 10},  # seconds: a page of the course shows what JupyterLab has saved
}
POLICY = {
    "default-src": "'self' data: blob:",
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "connect-src": "'self' data: blob:{socket}",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}


def configure_lab(config: Config, folder: Path, host: str, disabled: tuple[str, ...] = (), settings: dict[str, dict] | None = None) -> None:
    """Add JupyterLab to the server's settings.

    Parameters
    ----------
    folder : Path
        The server's JUPYTER_CONFIG_DIR.
    host : str
        Its name and port.
    disabled, settings
        Plugins to leave out, and settings by plugin, besides those of every JupyterLab of the kit.
    """
    own = folder / "labconfig"
    own.mkdir(parents=True, exist_ok=True)
    page = {"disabledExtensions": dict.fromkeys(DISABLED + disabled, True)}
    for name, content in {"page_config": page, "default_setting_overrides": SETTINGS | (settings or {})}.items():
        (own / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    config.LabApp.update(
        news_url=None,
        check_for_updates_class="jupyterlab.handlers.announcements.NeverCheckForUpdate",
        extension_manager="readonly",
    )
    config.ExtensionApp.logging_config = {"handlers": {"console": {"level": logging.CRITICAL + 1}}}  # the reader's window is for the reader
    config.ServerApp.jpserver_extensions["jupyterlab"] = True
    config.ServerApp.tornado_settings |= {
        "page_config_data": {"buildAvailable": False, "buildCheck": False},
        "headers": {"Content-Security-Policy": policy(POLICY, host)},
    }


def policy(directives: dict[str, str], host: str) -> str:
    """The header's value: ``{socket}`` in a directive is this very host and port (``127.0.0.1:8765``) for WebSockets."""
    socket = f" ws://{host}" if re.fullmatch(r"[\w.\-\[\]:]+", host) else ""
    return "; ".join(f"{name} {sources.format(socket=socket)}" for name, sources in directives.items())
