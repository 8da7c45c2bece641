"""A kernel that is ready when a page asks for one.

Starting Python, importing pandas and matplotlib and reading the exercises is most of what a reader waits for on opening a page. So one kernel
stands ready with the course imported: the next page gets it, and another is started once no kernel has had work for a while.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.ioloop import IOLoop

from exercises.journal.log import utc_now

QUIET_SECONDS = 3
# Every kernel starts so, warm or not, and none has a name or a counter more than it would have had.
COURSE_IMPORTED = [
    '--IPKernelApp.exec_lines=exec("import exercises.notebook as course; course.read_ahead()", {})',
    "--HistoryManager.hist_file=:memory:",  # what a reader runs is kept in the reader's notebook, and nowhere that the reader does not know of
]


class WarmKernels(AsyncMappingKernelManager):
    """Jupyter Server's kernels, of which one is warm: nobody's yet, so it is not listed and not culled."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self._warm: str | None = None
        self._starts: set[asyncio.Future] = set()
        self._stopping = False

    async def warm_up(self) -> None:
        """Start the kernel that the next page will get, if there is none."""
        if self._warm is None and not self._stopping:
            self._warm = self.new_kernel_id()
            await self._start(kernel_id=self._warm, path="")

    async def start_kernel(self, *, kernel_id: str | None = None, path: str | None = None, kernel_name: str | None = None, **kwargs) -> str:
        """Give the warm kernel where a new one would be the same, else a new one."""
        any_will_do = kernel_id is None and kernel_name in {None, self.default_kernel_name}
        at_home = path is not None and self.cwd_for_path(path) == self.root_dir
        found = await self._take_warm() if any_will_do and at_home else None
        if not found:
            found = await self._start(kernel_id=kernel_id, path=path, kernel_name=kernel_name, **kwargs)
        IOLoop.current().call_later(QUIET_SECONDS, self._warm_up_when_quiet)
        return found

    async def _start(self, **kwargs) -> str:
        start = asyncio.ensure_future(super().start_kernel(extra_arguments=COURSE_IMPORTED, **kwargs))
        self._starts.add(start)
        start.add_done_callback(self._starts.discard)
        return await start

    async def _take_warm(self) -> str | None:
        if self._warm not in self:
            return None
        warm, self._warm = self._warm, None
        kernel = self.get_kernel(warm)
        if not await kernel.is_alive():
            await self.shutdown_kernel(warm, now=True)
            return None
        kernel.last_activity = self.last_kernel_activity = utc_now()
        return warm

    async def _warm_up_when_quiet(self) -> None:
        if utc_now() - self.last_kernel_activity < timedelta(seconds=QUIET_SECONDS):
            IOLoop.current().call_later(QUIET_SECONDS, self._warm_up_when_quiet)
        else:
            await self.warm_up()

    async def shutdown_all(self, now: bool = False) -> None:
        """End every kernel, the warm one too, and start no more."""
        self._stopping = True
        await asyncio.gather(*self._starts, return_exceptions=True)  # one that is not there yet is not found, and the server would never stop
        await super().shutdown_all(now=now)

    def list_kernels(self) -> list[dict]:
        """The kernels that somebody uses."""
        return [model for model in super().list_kernels() if model["id"] != self._warm]

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End a kernel that no page has used for long; the warm one waits for its first."""
        if kernel_id != self._warm:
            await super().cull_kernel_if_idle(kernel_id)


class PromptConnection(ZMQChannelsWebsocketConnection):
    """A page's connection to its kernel, whose small messages are sent at once: else each waits 40 ms for the one before."""

    def connect(self):
        """Open the channels, with Nagle's algorithm off."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()
