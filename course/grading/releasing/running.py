"""Run notebooks of the instructor's own, one kernel each, side by side, and give what every cell said."""

from __future__ import annotations

import asyncio
import atexit
import copy
import logging
import os
import re
import subprocess
from pathlib import Path

from jupyter_core.utils import run_sync
from nbformat import NotebookNode

from course.grading.root import GradingError

ROOT = Path(__file__).parents[3]
SECONDS = 60  # for one cell
ANSWER = 60  # seconds that a kernel may take to start
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def run_all(notebooks: dict[str, NotebookNode], folder: Path) -> dict[str, NotebookNode]:
    """Run copies of the notebooks in ``folder``; an error in a cell is kept as its output, and the next cell runs.

    Raises
    ------
    GradingError
        A kernel is not installed, does not start, or dies.
    """
    return run_sync(_run_all)(notebooks, folder)


def error_of(cell: NotebookNode) -> tuple[str, str] | None:
    """The kind of exception a cell that was run ended with, and what it says; what was written to stderr counts as one, as it does to nbgrader."""
    for output in cell.get("outputs", []):
        if output.output_type == "error" and output.ename == "KeyboardInterrupt":
            return f"Den var ikke færdig efter {SECONDS} sekunder.", ""
        if output.output_type == "error":
            return output.ename, COLOURS.sub("", output.evalue)
        if output.output_type == "stream" and output.name == "stderr":
            return "stderr", output.text.strip()
    return None


async def _run_all(notebooks: dict[str, NotebookNode], folder: Path) -> dict[str, NotebookNode]:
    two = asyncio.Semaphore(2)
    done = await asyncio.gather(*(_run(name, notebook, folder, two) for name, notebook in notebooks.items()))
    return dict(zip(notebooks, done))


async def _run(name: str, notebook: NotebookNode, folder: Path, turns: asyncio.Semaphore) -> NotebookNode:
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient import NotebookClient
    from nbclient.exceptions import DeadKernelError

    async def execute() -> NotebookNode:
        client = NotebookClient(
            copy.deepcopy(notebook), timeout=SECONDS, startup_timeout=ANSWER, interrupt_on_timeout=True, allow_errors=True, shutdown_kernel="immediate",
            resources={"metadata": {"path": str(folder)}},
        )
        client.log.setLevel(logging.CRITICAL)
        try:
            return await client.async_execute(env=_surroundings(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        finally:
            atexit.unregister(client._cleanup_kernel)  # nbclient leaves it behind where a kernel did not start, and it fails as the program ends

    try:
        async with turns:
            try:
                return await execute()
            except DeadKernelError:
                raise
            except RuntimeError:  # it never answered: another program may have taken a port that it was given
                return await execute()
    except NoSuchKernel as error:
        remedy = "Vælg en anden kerne i JupyterLab, og gem notesbogen."
        raise GradingError(f"{name} skal køres med »{error.name}«, som ikke er installeret her. {remedy}") from error
    except DeadKernelError as error:
        raise GradingError(f"{name} kan ikke køres til ende: Python stoppede midt i en celle. Prøv den i JupyterLab.") from error
    except RuntimeError as error:
        raise GradingError(f"{name} kan ikke køres: Python kom ikke i gang. Luk andre programmer, og prøv igen.") from error


def _surroundings() -> dict[str, str]:
    """The kernel's environment: notebooks can import what the kit has, and draw without a screen."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return os.environ | {"PYTHONPATH": path, "MPLBACKEND": "agg"}
