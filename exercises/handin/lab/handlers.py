"""What the buttons in JupyterLab ask the server for.

``check``, ``repair`` and ``hand-in`` take ``{"path": …}`` by POST: a notebook's path as JupyterLab knows it, below the server's root.
``own`` gives the reader's own reflections. What cannot be done is told as ``{"problem": …}``, in Danish, for the student to read.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable
from dataclasses import asdict
from pathlib import Path, PurePosixPath, PureWindowsPath

from jupyter_server.base.handlers import APIHandler
from tornado.web import authenticated

from exercises.errors import HandinError, LedelsesrumError
from exercises.handin.from_log import own_answers
from exercises.handin.lab.checking import Check, only_one
from exercises.handin.pack import hand_in, repair_file
from exercises.os_errors import reason
from exercises.portfolio.text import day

OUTSIDE = "JupyterLab bad om en fil, der ikke er en notesbog i opgavens mappe. Åbn notesbogen fra mappen, og prøv igen."


def notebook_at(root: Path, path: object) -> Path:
    """The notebook at a path that JupyterLab gave, below ``root``.

    Raises
    ------
    HandinError
        It is no such path, or leads elsewhere: upwards, to another drive, or by a link.
    """
    if not isinstance(path, str) or "\\" in path or "\0" in path or PureWindowsPath(path).anchor:  # before any of it is asked of the disk
        raise HandinError(OUTSIDE)
    parts = PurePosixPath(path).parts
    if ".." in parts or not path.endswith(".ipynb"):
        raise HandinError(OUTSIDE)
    try:
        found = root.joinpath(*parts).resolve()
        inside = found.is_relative_to(root.resolve())
    except (OSError, ValueError, RuntimeError):  # a name that the disk will not have, or links in a ring
        inside = False
    if not inside:
        raise HandinError(OUTSIDE)
    return found


class ButtonHandler(APIHandler):
    """Base of all: a problem that the kit knows is told to the student."""

    def notebook(self) -> Path:
        """The notebook that was asked about."""
        body = self.get_json_body()
        return notebook_at(Path(self.contents_manager.root_dir), body.get("path") if isinstance(body, dict) else None)

    async def tell(self, answer: Awaitable[object]) -> None:
        """Answer with JSON, or with the problem."""
        try:
            told = await answer
        except LedelsesrumError as problem:
            self._problem(str(problem))
        except OSError as error:
            self._problem(f"Det gik ikke: {reason(error)}. Se efter, om disken er fuld, og om du må skrive i mappen.")
        else:
            self.finish(json.dumps(told))

    def _problem(self, text: str) -> None:
        self.set_status(422)
        self.finish(json.dumps({"problem": text}))


class CheckHandler(ButtonHandler):
    """Check a notebook; one that is no longer waited for is stopped."""

    def initialize(self, checked: set[Path]) -> None:
        self.checked = checked
        self.check: Check | None = None

    @authenticated
    async def post(self) -> None:
        await self.tell(self._report())

    async def _report(self) -> dict:
        path = self.notebook()
        with only_one(self.checked, path):
            self.check = Check(path)
            return await self.check.report()

    def on_connection_close(self) -> None:
        if self.check:
            self.check.stop()


class RepairHandler(ButtonHandler):
    """Repair a notebook on the disk."""

    @authenticated
    async def post(self) -> None:
        await self.tell(self._changes())

    async def _changes(self) -> dict:
        repaired = await asyncio.to_thread(repair_file, self.notebook())
        return {"changes": list(repaired.changes), "backup": repaired.backup and repaired.backup.name}


class HandInHandler(ButtonHandler):
    """Pack a notebook into the file that is handed in."""

    @authenticated
    async def post(self) -> None:
        await self.tell(self._receipt())

    async def _receipt(self) -> dict:
        receipt = await asyncio.to_thread(hand_in, self.notebook())
        return receipt.as_json()


class OwnHandler(ButtonHandler):
    """The reader's own reflections, from the log on this machine."""

    @authenticated
    async def get(self) -> None:
        await self.tell(self._own())

    async def _own(self) -> list[dict]:
        return [asdict(own) | {"day": day(own.day)} for own in await asyncio.to_thread(own_answers)]


def routes() -> dict[str, tuple]:
    """The handlers of a server, each with what it is made with, by the last part of their address."""
    return {"check": (CheckHandler, {"checked": set()}), "repair": (RepairHandler,), "hand-in": (HandInHandler,), "own": (OwnHandler,)}
