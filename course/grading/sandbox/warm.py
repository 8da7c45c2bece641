"""Sandboxes that are started ahead of their turn, and looked at while they run."""

from __future__ import annotations

import contextlib
import threading
from collections import deque
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from course.grading.errors import GradingError
from course.grading.sandbox.limits import Limits
from course.grading.sandbox.sandbox import Sandbox

EVERY = 0.25  # seconds between two looks


class Warm:
    """Sandboxes for one assignment; use it in a ``with``, and none is left behind.

    Parameters
    ----------
    kind : type of Sandbox
        What is proved to hold on this machine.
    limits, settings, hidden
        As for a Sandbox.
    ahead, count : int
        How many are made ready while others run, and how many will be asked for in all; a few more may be had.
    """

    def __init__(self, kind: type[Sandbox], limits: Limits, settings: Mapping[str, object], hidden: Path, ahead: int, count: int):
        self.make = lambda: kind(limits, settings, hidden)
        self.waiting: deque[Future[Sandbox]] = deque()
        self.running: set[Sandbox] = set()
        self.lock, self.ended = threading.Lock(), threading.Event()
        # A sandbox dies with the thread that started it, so one thread starts them all and lives as long as they do.
        self.starter = ThreadPoolExecutor(1, "sandboxes")
        self.watcher = threading.Thread(target=self._watch, name="watch", daemon=True)
        self.ahead, self.left = ahead, count

    def __enter__(self) -> Warm:
        self.watcher.start()
        self._fill()
        return self

    def __exit__(self, *_) -> None:
        self.ended.set()
        for one in [*self.running, *(future.result() for future in self.waiting if not future.cancel() and not future.exception())]:
            one.destroy()
        self.starter.shutdown(cancel_futures=True)
        self.watcher.join()

    def take(self, files: Mapping[str, Path]) -> Sandbox:
        """One with a kernel that listens and with ``files`` in its work folder; another is started in its place."""
        with self.lock:
            future = self.waiting.popleft() if self.waiting else self.starter.submit(self.make)
        self._fill()
        sandbox = future.result()
        said = sandbox.answer()
        if "error" in said:
            sandbox.destroy()
            raise GradingError(f"Python kunne ikke startes i sandkassen. Den skrev: {said['error'][-500:].strip()}")
        sandbox.put(files)
        sandbox.begin()
        with self.lock:
            self.running.add(sandbox)
        return sandbox

    def end_all(self) -> None:
        """End every student's code at once, and start no more."""
        self.left = 0
        with self.lock:
            running = list(self.running)
        for one in running:
            one.destroy()

    def _fill(self) -> None:
        with self.lock:
            while self.left > 0 and len(self.waiting) < self.ahead:
                self.waiting.append(self.starter.submit(self.make))
                self.left -= 1

    def _watch(self) -> None:
        while not self.ended.wait(EVERY):
            with self.lock:
                self.running = {one for one in self.running if one.alive()}
                running = list(self.running)
            for one in running:
                with contextlib.suppress(OSError):
                    one.look()
