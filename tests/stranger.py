"""A new user of this machine, with an empty home and the Python that it came with, for whom nothing has been set up."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

OWN = ("VIRTUAL_ENV", "PYTHON", "XDG_", "LEDELSESRUM_", "JUPYTER_", "IPYTHON")  # what a shell of ours may have set


@dataclass(frozen=True)
class Stranger:
    """Whose Python it is, her folder with her home in it, and her rights as ``Popen`` takes them: none of their own where we are not root."""

    python: str
    folder: Path
    rights: dict[str, object] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        return self.folder / "hjem"

    @property
    def environment(self) -> dict[str, str]:
        """What a program of hers is told: nothing that we have set for ourselves."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OWN)}
        return kept | {"HOME": str(self.home), "USERPROFILE": str(self.home)}

    def take_over(self, *folders: Path) -> None:
        """Make folders, and all that is in them, hers."""
        if self.rights:
            for path in (path for folder in folders for path in (folder, *folder.rglob("*"))):
                os.chown(path, self.rights["user"], self.rights["group"], follow_symlinks=False)

    def run(self, root: Path, *arguments: object, **environment: str) -> subprocess.Popen:
        """``python3 -m course`` in a folder of hers."""
        return subprocess.Popen([self.python, "-m", "course", *map(str, arguments)], cwd=root, env=self.environment | environment,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", **self.rights)


def stranger() -> Stranger:
    """Make one; under root she is a user without rights, where a Python that can make a venv is in her reach."""
    folder, own = Path(tempfile.mkdtemp(prefix="ny-bruger-")), getattr(sys, "_base_executable", sys.executable)
    made = Stranger(own, folder)
    if os.name == "posix" and os.geteuid() == 0:
        import pwd

        nobody = pwd.getpwnam("nobody")
        rights = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        for python in filter(None, (own, shutil.which("python3", path="/usr/local/bin:/usr/bin"))):
            if _works(python, rights):
                made = Stranger(python, folder, rights)
                break
    made.home.mkdir()
    made.take_over(folder)
    return made


def _works(python: str, rights: dict[str, object]) -> bool:
    try:
        return subprocess.run([python, "-c", "import ensurepip, venv"], cwd="/", capture_output=True, check=False, **rights).returncode == 0
    except OSError:  # it lies in somebody's home
        return False
