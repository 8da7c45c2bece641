"""Jupyter Server's contents: the reader's notebooks, each made or renewed when it is first asked for."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from tornado.web import HTTPError
from traitlets import Unicode

from course.site.copies import refresh, replacing


class ReadersNotebooks(AsyncLargeFileManager):
    """The folder of the reader's notebooks. What is saved in it is there whole, or not at all and said why."""

    sources = Unicode(help="The folder of the course's own notebooks.").tag(config=True)

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self._one_at_a_time = asyncio.Lock()

    async def get(self, path: str, content: bool = True, *args, **kwargs) -> dict:
        """A file or folder; one of the course's notebooks is first brought up to date, in the root folder all are."""
        if content:
            await self._refresh(path.strip("/"))
        return await super().get(path, content, *args, **kwargs)

    async def save(self, model: dict, path: str = "") -> dict:
        """Save a file; what the system says against it is told in Danish (status 507)."""
        async with self._one_at_a_time:
            try:
                return await super().save(model, path)
            except HTTPError as error:
                if isinstance(error.__cause__, OSError):
                    raise HTTPError(507, why(error.__cause__, Path(self.root_dir))) from error
                raise

    @contextmanager
    def atomic_writing(self, os_path: str, *args, text: bool = True, **kwargs) -> Iterator[IO]:
        """Jupyter Server's own writes in place, beside a copy of the former file; ours survives a kill."""
        with replacing(os_path, **({} if text else {"mode": "wb", "encoding": None, "newline": None})) as file:
            yield file

    async def _refresh(self, path: str) -> None:
        folder = Path(self.sources)
        wanted = sorted(folder.glob("*.md")) if not path else [folder / f"{path.removesuffix('.ipynb')}.md"]
        async with self._one_at_a_time:
            for source in wanted:
                if source.parent == folder and source.is_file():
                    await self._refresh_one(source, Path(self.root_dir) / f"{source.stem}.ipynb")

    async def _refresh_one(self, source: Path, copy: Path) -> None:
        try:
            aside = await asyncio.to_thread(refresh, source, copy)
        except OSError as error:
            self.log.warning("%s could not be renewed: %s", copy, error)
            if not copy.is_file():
                raise HTTPError(507, why(error, copy.parent)) from error
            return  # the reader's code as it was is better than none
        if aside:
            say = self.parent.web_app.settings["ledelsesrum_say"]
            say(f"Notesbogen {copy} kunne ikke læses. Den er lagt til side som {aside.name}, og en ny med kursets kode er lavet.")


def why(error: OSError, folder: Path) -> str:
    """Why code cannot be saved and what to do, in Danish."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"Der er ikke mere plads på disken til {folder}. Gør plads, så bliver din kode gemt."
    return f"Der kan ikke skrives i mappen {folder}. Giv dig selv lov til at skrive i den, eller luk det program, der bruger filen."
