"""``python3 -m course doctor`` before anything is known to work: run in the course's environment if that starts, else as it is. Standard library only."""

from __future__ import annotations

import subprocess
from pathlib import Path

from course import bootstrap

RUN = "import sys; from course.doctor.start import here; sys.exit(here(sys.argv[1:]))"


def run(arguments: list[str], root: Path = bootstrap.ROOT) -> int:
    """Look at everything, and install nothing; what is typed wrongly, and ``--help``, is for the command line to answer."""
    if not set(arguments) <= {"--json"}:
        return bootstrap.run(["doctor", *arguments], root)
    python = bootstrap.python_of(root / ".venv")
    if _starts(python):
        return bootstrap.hand_over([str(python), "-c", RUN, *arguments], {"PYTHONPATH": str(root)})
    return here(arguments)


def here(arguments: list[str]) -> int:
    """Look at everything from this very Python."""
    from course.doctor.report import examine

    return examine("--json" in arguments)


def _starts(python: Path) -> bool:
    try:
        return subprocess.run([python, "-I", "-c", ""], capture_output=True, timeout=30, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
