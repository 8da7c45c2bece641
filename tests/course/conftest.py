"""What the tests of the program share: a change to a file, and a command run in a copy of the course."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

RUN = "import sys; from course.cli import main; sys.exit(main())"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def run_course(root: Path, *arguments: object, **environment: str) -> subprocess.CompletedProcess:
    """Run a command of the course that lies in ``root``, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", RUN, *map(str, arguments)], cwd=root, env=os.environ | {"PYTHONPATH": str(root)} | environment,
        capture_output=True, text=True, encoding="utf-8", timeout=250,
    )
