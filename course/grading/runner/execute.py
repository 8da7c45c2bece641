"""nbgrader's Execute, with its kernel in a sandbox."""

from __future__ import annotations

import time
from contextlib import contextmanager
from queue import Empty
from threading import Lock

from jupyter_core.utils import ensure_async, run_sync
from nbclient.util import run_hook
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import Execute
from nbgrader.utils import is_grade

from course.grading.runner.wording import STOPPED
from course.grading.sandbox.provisioner import SandboxManager

FRESH = "__import__('ledelsesrum_sandbox').fresh()"
MEMORY = "En celle ville bruge mere hukommelse, end der er plads til."
HERE = "Koden blev stoppet her, og resten af notesbogen er ikke kørt."


class Unlocked(Execute):
    """Execute while others write: the lock that all of a class's runs share is open as long as a student's code runs."""

    def __init__(self, lock: Lock, **settings):
        self.shared, self.reasons = lock, []
        super().__init__(**settings)

    def preprocess(self, nb: NotebookNode, resources: dict, km=None):
        """Run the notebook; one without code needs no kernel."""
        if not any(cell.cell_type == "code" and cell.source.strip() for cell in nb.cells):
            return nb, resources
        with _open(self.shared):
            return super().preprocess(nb, resources, km)


class ShutIn(Unlocked):
    """Run the notebook in a sandbox of its own. A student's code that ends or blocks its kernel costs what is left of that notebook, and no more.

    Parameters
    ----------
    lock : Lock
        Held by whoever calls; open while the notebook runs.
    take : Callable
        Gives a warm sandbox.
    """

    def __init__(self, lock: Lock, take, **settings):
        self.take, self.sandbox, self.stopped, self.shown = take, None, "", 0
        super().__init__(lock, **settings)
        self.shutdown_kernel = "immediate"

    def create_kernel_manager(self) -> SandboxManager:
        """A manager of one kernel, in one sandbox."""
        self.stopped, self.shown = "", 0
        self.km = SandboxManager(kernel_name=self.kernel_name or "python3", take=self._taken, parent=None)
        return self.km

    async def async_start_new_kernel_client(self):
        """Connect to a kernel that listens already. One that does not answer is replaced, once: nothing of the student's has run in it."""
        if not await self._listens():
            await self._async_cleanup_kernel()
            self.create_kernel_manager()
            await self.async_start_new_kernel()
            if not await self._listens():
                await self._async_cleanup_kernel()
                raise RuntimeError("the kernel in the sandbox does not answer")
        self.kc.allow_stdin = False
        await run_hook(self.on_notebook_start, notebook=self.nb)
        return self.kc

    start_new_kernel_client = run_sync(async_start_new_kernel_client)

    def preprocess_cell(self, cell: NotebookNode, resources: dict, index: int):
        """Run one cell; a test begins with imports that no answer has had its hands on."""
        if cell.cell_type != "code" or not cell.source.strip():
            return super().preprocess_cell(cell, resources, index)
        began = time.monotonic()
        try:
            if not self.stopped and is_grade(cell):
                self.wait_for_reply(self.kc.execute(FRESH, silent=True, store_history=False))
            if not self.stopped:
                cell, resources = super().preprocess_cell(cell, resources, index)
                if self.timeout and time.monotonic() - began >= self.timeout and not self._answers():
                    self._stop("stuck")
        except Exception:  # a dead kernel, or whatever a student's code made it send
            self.log.error("The notebook was stopped in cell %s", index, exc_info=True)
            late = self.timeout and time.monotonic() - began >= self.timeout
            self._stop("stuck" if late and self.sandbox.alive() else "ended")
        if _short_of_memory(cell) and MEMORY not in self.reasons:
            self.reasons.append(MEMORY)
        if self.stopped or self.sandbox.stopped:
            self._stop("ended")
            cell.outputs = [one for one in cell.outputs if one.output_type != "error"] + [new_output("error", ename="Stoppet", evalue=HERE, traceback=[HERE])]
        return cell, resources

    def process_message(self, msg: dict, cell: NotebookNode, cell_index: int):
        """Take what a cell shows, until all of them together have shown too much."""
        if msg["msg_type"] not in ("status", "execute_input"):
            self.shown += len(str(msg["content"]))
        if self.shown > self.sandbox.limits.output:
            self.sandbox.stop("output")
            return None
        return super().process_message(msg, cell, cell_index)

    def _taken(self):
        self.sandbox = self.take()
        return self.sandbox

    def _stop(self, reason: str) -> None:
        if not self.stopped:
            self.sandbox.stop(reason)
            self.stopped = self.sandbox.stopped
            self.reasons.append(STOPPED[self.stopped])

    async def _listens(self) -> bool:
        """Whether the kernel answers in time; nothing needs to be waited for but the connection itself."""
        self.kc = self.km.client()
        self.kc.start_channels(hb=False)
        deadline = time.monotonic() + self.startup_timeout
        while not (connected := await self._connected()) and self.sandbox.alive() and time.monotonic() < deadline:
            pass
        return connected

    async def _connected(self) -> bool:
        """Whether a question was answered on both channels; later messages that belong to it are passed over by nbclient."""
        self.kc.kernel_info()
        try:
            await ensure_async(self.kc.shell_channel.get_msg(timeout=1))
            await ensure_async(self.kc.iopub_channel.get_msg(timeout=0.2))
        except Empty:
            return False
        return True

    async def _async_answers(self) -> bool:
        """Whether the kernel, interrupted, can be spoken to again within five seconds."""
        asked, deadline = self.kc.kernel_info(), time.monotonic() + 5
        while (left := deadline - time.monotonic()) > 0:
            try:
                reply = await ensure_async(self.kc.shell_channel.get_msg(timeout=left))
            except Empty:
                return False
            if reply["parent_header"].get("msg_id") == asked:
                return True
        return False

    _answers = run_sync(_async_answers)


def _short_of_memory(cell: NotebookNode) -> bool:
    """Whether a cell was refused memory, which Python bears as an error like any other."""
    said = (str(one.get("ename", "")) if one.output_type == "error" else str(one.get("text", "")) for one in cell.outputs)
    return any("MemoryError" in one for one in said)


@contextmanager
def _open(lock: Lock):
    lock.release()
    try:
        yield
    finally:
        lock.acquire()
