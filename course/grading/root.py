"""An nbgrader course root: its settings, its gradebook, and nbgrader's own API on it.

nbgrader takes more than three seconds to import, so it is imported where it is used.
"""

from __future__ import annotations

import os
import sysconfig
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from exercises.errors import LedelsesrumError

if TYPE_CHECKING:
    from nbgrader.api import Gradebook
    from nbgrader.apps import NbGraderAPI
    from traitlets.config import Config

DEFAULT = Path(__file__).parents[2] / "assignments"


class GradingError(LedelsesrumError):
    """Something about an assignment, a submission or the gradebook that the instructor must see to."""


@dataclass(frozen=True)
class CourseRoot:
    """A folder with an ``nbgrader_config.py`` or a ``source``, and the database its marks are in.

    Parameters
    ----------
    folder : Path
        The course root, absolute.
    db : str or None
        A database URL as SQLAlchemy knows them; None means what ``nbgrader_config.py`` says, else ``gradebook.db`` in the folder.
    """

    folder: Path
    db: str | None = None

    @cached_property
    def config(self) -> Config:
        """nbgrader's settings: the course root's own file, and over it the folder and the database asked for."""
        from traitlets.config import Config, PyFileConfigLoader

        _scripts_on_path()
        own = self.folder / "nbgrader_config.py"
        config = PyFileConfigLoader(own.name, path=str(self.folder)).load_config() if own.exists() else Config()
        config.CourseDirectory.root = str(self.folder)
        if self.db:
            config.CourseDirectory.db_url = self.db
        return config

    @cached_property
    def api(self) -> NbGraderAPI:
        """nbgrader's API on this course root."""
        from nbgrader.apps import NbGraderAPI

        return NbGraderAPI(config=self.config)

    def gradebook(self) -> Gradebook:
        """The gradebook, open; use it in a ``with``."""
        return self.api.gradebook


def open_root(folder: Path | None = None, db: str | None = None) -> CourseRoot:
    """Find the course root.

    Raises
    ------
    GradingError
        The folder is not a course root.
    """
    folder = (folder or DEFAULT).expanduser().absolute()
    if not (folder / "nbgrader_config.py").is_file() and not (folder / "source").is_dir():
        raise GradingError(
            f"{folder} er ikke en mappe med opgaver: Der skal ligge en nbgrader_config.py eller en mappe, der hedder source. Peg på den rigtige med --course."
        )
    return CourseRoot(folder, db)


def _scripts_on_path() -> None:
    """nbgrader calls ``alembic`` by name when it makes a gradebook."""
    scripts = sysconfig.get_path("scripts")
    if scripts not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([scripts, os.environ.get("PATH", "")])
