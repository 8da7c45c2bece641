"""Jupyter Server's contents: the reader's notebooks, each up to date with the course whenever it is read."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from jupyter_server.services.contents.largefilemanager import LargeFileManager
from tornado.web import HTTPError
from traitlets import Unicode

from course.site.copies import refresh, replacing


class ReadersNotebooks(LargeFileManager):
    """The folder of the reader's notebooks. What is saved in it is there whole, or not at all and said why.

    It is not one of Jupyter Server's asynchronous managers: the files are small, nothing can come between reading and
    writing one, and no thread is left waiting when the server stops.
    """

    sources = Unicode(help="The folder of the course's own notebooks.").tag(config=True)

    def refresh_all(self) -> None:
        """Bring every notebook up to date; one that cannot be is told of when it is asked for."""
        for source in sorted(Path(self.sources).glob("*.md")):
            self._refresh(source.stem)

    def get(self, path: str, content: bool = True, *args, **kwargs) -> dict:
        """A file or folder; one of the course's notebooks is first brought up to date."""
        name = path.strip("/").removesuffix(".ipynb")
        if content and name in {source.stem for source in Path(self.sources).glob("*.md")}:
            problem = self._refresh(name)
            if problem and not self.file_exists(f"{name}.ipynb"):
                raise HTTPError(507, why(problem, Path(self.root_dir)))
        return super().get(path, content, *args, **kwargs)

    def save(self, model: dict, path: str = "") -> dict:
        """Save a file; what the system says against it is told in Danish (status 507)."""
        try:
            return super().save(model, path)
        except HTTPError as error:
            if isinstance(error.__cause__, OSError):
                raise HTTPError(507, why(error.__cause__, Path(self.root_dir))) from error
            raise

    @contextmanager
    def atomic_writing(self, os_path: str, *args, text: bool = True, **kwargs) -> Iterator[IO]:
        """Jupyter Server's own writes in place, beside a copy of the former file; ours survives a kill."""
        with replacing(os_path, **({} if text else {"mode": "wb", "encoding": None, "newline": None})) as file:
            yield file

    def _refresh(self, name: str) -> OSError | None:
        """Bring one notebook up to date; gives why it could not be: then the reader's code as it was is better than none."""
        copy = Path(self.root_dir) / f"{name}.ipynb"
        try:
            aside = refresh(Path(self.sources) / f"{name}.md", copy)
        except OSError as problem:
            self.log.warning("%s could not be renewed: %s", copy, problem)
            return problem
        if aside:
            say = self.parent.web_app.settings["ledelsesrum_say"]
            say(f"Notesbogen {copy} kunne ikke læses. Den er lagt til side som {aside.name}, og en ny med kursets kode er lavet.")
        return None


def why(error: OSError, folder: Path) -> str:
    """Why code cannot be saved and what to do, in Danish."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"Der er ikke mere plads på disken til {folder}. Gør plads, så bliver din kode gemt."
    return f"Der kan ikke skrives i mappen {folder}. Giv dig selv lov til at skrive i den, eller luk det program, der bruger filen."
