"""Start a real kernel in a folder of its own, and see that the course can be imported in it. Run as a program: ``python -m course.doctor.kernel FOLDER``.

In a process of its own, so that a package that brings Python down brings nothing else down with it.
"""

from __future__ import annotations

import sys
from pathlib import Path

CELL = "import exercises.notebook; exercises.notebook.read_ahead()"
WITHIN = 45  # seconds


def start(folder: Path) -> str:
    """Start it, run one cell, end it; gives what was wrong, or an empty text."""
    from exercises.server import HOST, isolate

    isolate(folder)
    from jupyter_client.manager import KernelManager

    manager = KernelManager(kernel_name="python3", ip=HOST)
    manager.start_kernel()
    client = manager.blocking_client()
    try:
        client.start_channels()
        client.wait_for_ready(timeout=WITHIN)
        reply = client.execute_interactive(CELL, timeout=WITHIN, output_hook=lambda _: None)["content"]
        return "" if reply["status"] == "ok" else f"{reply['ename']}: {reply['evalue']}"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


if __name__ == "__main__":
    wrong = start(Path(sys.argv[1]))
    sys.stderr.write(wrong)
    sys.exit(1 if wrong else 0)
