"""A student's JupyterLab in a process of its own, as the start file of a package starts it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import requests

ROOT = Path(__file__).parents[1]
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/lab/tree/\S+\?token=\w+\n")


@dataclass
class StudentLab:
    """A running one: its notebook, and the folder of what it and the reader's log keep."""

    process: subprocess.Popen
    address: str
    notebook: Path
    data: Path

    @property
    def origin(self) -> str:
        return "http://" + urlsplit(self.address).netloc

    @property
    def token(self) -> str:
        return parse_qs(urlsplit(self.address).query)["token"][0]

    def url(self, path: str) -> str:
        return f"{self.origin}/{path}"

    def logged_in(self) -> requests.Session:
        """A browser's session after the printed address was opened."""
        session = requests.Session()
        assert session.get(self.address, timeout=30).status_code == 200
        session.headers["X-XSRFToken"] = session.cookies["_xsrf"]
        return session

    def stop(self) -> None:
        """As Ctrl-C would."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=30)


def start_lab(notebook: Path, data: Path, *arguments: str) -> StudentLab:
    """Start JupyterLab with ``notebook``, its extension and language pack laid out as in an environment; waits for the address."""
    environment = os.environ | {
        "LEDELSESRUM_DATA": str(data),
        "JUPYTER_PATH": str(ROOT / "exercises/handin/lab/share/jupyter"),
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(_distribution(data))]),
    }
    command = [sys.executable, "-m", "exercises.handin.lab", str(notebook), "--no-browser", *arguments]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")
    said = []
    for line in process.stdout:
        said.append(line)
        if ADDRESS.fullmatch(line):
            return StudentLab(process, line.strip(), notebook, data)
    raise AssertionError("JupyterLab ended without an address:\n" + "".join(said))


def _distribution(data: Path) -> Path:
    """What pip writes of an installed wheel, by which JupyterLab finds its language packs."""
    folder = data / "site-packages"
    about = folder / "ledelsesrum_elev-0.1.0.dist-info"
    about.mkdir(parents=True, exist_ok=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: ledelsesrum-elev\nVersion: 0.1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[jupyterlab.languagepack]\nda_DK = exercises.handin.lab\n", encoding="utf-8")
    return folder
