"""JupyterLab for the reader's notebooks: it asks nobody but this server for anything.

Nothing here is fetched: no news, no look for a new version, no list of extensions. The parts of JupyterLab that would do
so, or that need a server extension which is not loaded, are switched off where ``jupyter labextension disable`` does it.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path

from traitlets.config import Config

from course.site.security import lab_policy

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
    "@jupyterlab/docmanager-extension:plugin": {"autosaveInterval": 10},  # seconds: the page shows what JupyterLab has saved
}


def configure_lab(config: Config, folder: Path, host: str) -> None:
    """Add JupyterLab to the server's settings; ``folder`` is the server's JUPYTER_CONFIG_DIR, ``host`` its name and port."""
    own = folder / "labconfig"
    own.mkdir(parents=True, exist_ok=True)
    for name, content in {"page_config": {"disabledExtensions": dict.fromkeys(DISABLED, True)}, "default_setting_overrides": SETTINGS}.items():
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
        "headers": {"Content-Security-Policy": lab_policy(host)},
    }
