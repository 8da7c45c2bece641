"""Run a student's notebook as grading would, from top to bottom in a fresh kernel, and say what came of every code cell.

The code has the rights of whoever runs this: it is for students and their own notebooks.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sysconfig
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import exercises
from exercises.errors import HandinError
from exercises.os_errors import reason
from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

KERNEL = "python3"
PATIENCE = 3  # seconds for a kernel to heed that it is interrupted
MOST_TEXT = 20_000  # characters kept of what a cell writes
STOPPED = "Stopped"
OPTIONS = ["--InteractiveShellApp.ignore_cwd=True"]  # a file beside the notebook is not imported in place of a package
EXPLAIN = "print(__import__('exercises.mistakes', fromlist=['told']).told())"


@dataclass(frozen=True)
class Ran:
    """What came of a cell: ``how`` is ok, error, stopped (it did not end in time) or died (Python itself closed down).

    ``text`` is an assert's message, or a sentence on the exception; ``warned`` what the cell wrote to stderr.
    """

    how: str
    text: str = ""
    asserted: bool = False
    warned: str = ""


class Client(NotebookClient):
    """A client that keeps the little text it is asked about, and the kernel's reply, however much a cell writes."""

    def output(self, outs, msg, display_id, cell_index):
        """Keep the beginning of each stream; of everything else nothing."""
        content = msg["content"]
        if msg["msg_type"] == "stream" and sum(len(out.text) for out in outs) < MOST_TEXT:
            outs.append(NotebookNode(output_type="stream", name=content["name"], text=content["text"][:MOST_TEXT]))


def run(notebook: NotebookNode, folder: Path, seconds: int) -> dict[int, Ran]:
    """Run the code cells and give what came of each, by its place; the notebook is not changed.

    A cell that does not end within ``seconds`` is stopped, and the rest are run all the same, in a new kernel if need be.

    Raises
    ------
    HandinError
        No kernel can be started.
    """
    copy = deepcopy(notebook)
    done: dict[int, Ran] = {}
    places = [index for index, cell in enumerate(copy.cells) if cell.cell_type == "code" and cell.source.strip()]
    while any(index not in done for index in places):
        known = dict(done)
        for index, ran in _session(copy, [index for index in places if known.get(index, Ran("ok")).how in ("ok", "error")], folder, seconds):
            done.setdefault(index, ran)
    return done


def _session(notebook: NotebookNode, places: list[int], folder: Path, seconds: int) -> Iterator[tuple[int, Ran]]:
    """Run cells in one kernel until all are run or the kernel is lost."""
    client = Client(
        notebook, kernel_name=KERNEL, allow_errors=True, timeout=seconds, interrupt_on_timeout=True, error_on_timeout={"ename": STOPPED},
        extra_arguments=OPTIONS, iopub_timeout=PATIENCE,
        store_widget_state=False, shutdown_kernel="immediate", resources={"metadata": {"path": str(folder)}},
    )
    client.log.setLevel(logging.CRITICAL)
    replies: dict[int, dict] = {}
    client.on_cell_executed = lambda cell, cell_index, execute_reply: replies.update({cell_index: execute_reply["content"]})
    try:
        with client.setup_kernel(env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
            for index in places:
                ran = _cell(client, index, replies)
                yield index, ran
                if ran.how == "died" or (ran.how == "stopped" and not _heeds(client)):
                    return
    except (NoSuchKernel, RuntimeError, OSError) as error:
        raise HandinError(f"Python kunne ikke startes til prøverne ({_short(error)}). Luk andre programmer, og prøv igen; ellers start maskinen om.") from error


def _cell(client: Client, index: int, replies: dict[int, dict]) -> Ran:
    cell = client.nb.cells[index]
    cell.metadata.pop("tags", None)  # a tag could have it skipped
    try:
        client.execute_cell(cell, index)
    except CellTimeoutError:
        return Ran("stopped")
    except DeadKernelError:
        return Ran("died")
    reply = replies[index]
    if reply["status"] == "ok":
        return Ran("ok", warned=_text(cell, "stderr"))
    if reply.get("ename") == STOPPED:
        return Ran("stopped")
    return _explained(client, reply)


def _explained(client: Client, reply: dict) -> Ran:
    """Ask the kernel itself what its last exception says to a reader."""
    try:
        told = json.loads(_aside(client, EXPLAIN))
        return Ran("error", str(told["text"]), bool(told["asserted"]))
    except (CellTimeoutError, DeadKernelError, ValueError, KeyError, TypeError):
        asserted = reply.get("ename") == "AssertionError"
        text = reply.get("evalue", "")
        return Ran("error", text if asserted else f"Python stoppede med fejlen {reply.get('ename')}: {text}", asserted)


def _heeds(client: Client) -> bool:
    """Whether the kernel is free again after it was interrupted."""
    try:
        return _aside(client, "print('fri')").strip() == "fri"
    except (CellTimeoutError, DeadKernelError):
        return False


def _aside(client: Client, code: str) -> str:
    """Run a line that is no part of the notebook, and give what it prints."""
    cell, patience = new_code_cell(code), client.timeout
    client.timeout = PATIENCE
    client.nb.cells.append(cell)
    try:
        client.execute_cell(cell, len(client.nb.cells) - 1, store_history=False)
    finally:
        client.nb.cells.pop()
        client.timeout = patience
    return _text(cell, "stdout")


def _text(cell: NotebookNode, stream: str) -> str:
    return "".join(output.text for output in cell.outputs if output.name == stream)


def _environment() -> dict[str, str]:
    """The environment, with this very ``exercises`` importable where it is not installed, and nbgrader's word that this is a check."""
    home = str(Path(exercises.__file__).parents[1])
    path = os.environ.get("PYTHONPATH", "")
    if home not in (sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), *path.split(os.pathsep)):
        path = os.pathsep.join(filter(None, [home, path]))
    extra = {"PYTHONPATH": path} if path else {}
    return os.environ | extra | {"NBGRADER_VALIDATING": "1", "NBGRADER_EXECUTION": "validate", "PYTHONUTF8": "1"}


def _short(error: Exception) -> str:
    return reason(error) if isinstance(error, OSError) else type(error).__name__
