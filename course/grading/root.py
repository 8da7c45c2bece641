"""An nbgrader course root: its settings, its gradebook, and nbgrader's own API on it.

nbgrader takes more than three seconds to import, so it is imported where it is used.
"""

from __future__ import annotations

import os
import sysconfig
import warnings
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from course.grading.errors import GradingError

if TYPE_CHECKING:
    from nbgrader.api import Gradebook
    from nbgrader.apps import NbGraderAPI
    from traitlets.config import Config

DEFAULT = Path(__file__).parents[2] / "assignments"
__all__ = ["DEFAULT", "CourseRoot", "GradingError", "open_root"]


@dataclass(frozen=True)
class CourseRoot:
    """A folder with an ``nbgrader_config.py`` or a ``source``, and the database its marks are in.

    Parameters
    ----------
    folder : Path
        The course root, absolute.
    db : str or None
        A database URL as SQLAlchemy knows them; None means what ``nbgrader_config.py`` says, else ``gradebook.db`` in the folder.
        It may hold a password and is never shown.
    """

    folder: Path
    db: str | None = field(default=None, repr=False)

    @cached_property
    def config(self) -> Config:
        """nbgrader's settings: the course root's own file, over it the folder and the database asked for.

        A course root that says nothing of feedback gets the kit's, which shows no hidden tests.
        """
        from traitlets.config import Config, PyFileConfigLoader

        from course.grading.database import as_nbgrader_reads
        from course.grading.settings import safe_feedback

        _scripts_on_path()
        own = self.folder / "nbgrader_config.py"
        try:
            config = PyFileConfigLoader(own.name, path=str(self.folder)).load_config() if own.exists() else Config()
        except Exception as error:  # it is a program, and may stop in any way
            raise GradingError(f"{own} kan ikke læses: {type(error).__name__}: {error}. Ret filen, eller hent den igen.") from error
        config.CourseDirectory.root = str(self.folder)
        if self.db:
            config.CourseDirectory.db_url = as_nbgrader_reads(self.db)
        if "preprocessors" not in config.GenerateFeedback:
            safe_feedback(config)
        return config

    @cached_property
    def api(self) -> NbGraderAPI:
        """nbgrader's API on this course root, when its database has been looked at.

        Raises
        ------
        GradingError
            The database cannot be used, or is not this course's. Nothing has been written to it.
        """
        from nbgrader.apps import NbGraderAPI
        from sqlalchemy.exc import SAWarning

        self.require_database()
        warnings.filterwarnings("ignore", category=SAWarning, module=r"nbgrader\.")  # of nbgrader's own doing, and harmless
        return NbGraderAPI(config=self.config)

    def require_database(self) -> None:
        """Look at the database, and write nothing to it; GradingError where it cannot be used, or is not this course's."""
        from nbgrader.coursedir import CourseDirectory

        from course.grading.database import require_usable

        course = CourseDirectory(config=self.config)
        require_usable(course.db_url, course.course_id)

    def gradebook(self) -> Gradebook:
        """The gradebook, open; use it in a ``with``."""
        from nbgrader.api import Gradebook

        course = self.api.coursedir
        return Gradebook(course.db_url, course.course_id)

    def step(self, name: str, assignment: str = "*", student: str = ".") -> Path:
        """The folder of an assignment in one of nbgrader's steps, as ``step("submitted", "A1", "anna")``; a ``*`` stands as it is."""
        course = self.api.coursedir
        return Path(course.format_path(getattr(course, f"{name}_directory"), student, assignment))


def open_root(folder: Path | None = None, db: str | None = None) -> CourseRoot:
    """Find the course root; without ``db`` the database is that of the environment variable LEDELSESRUM_DB, where it is set.

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
    return CourseRoot(folder, db or os.environ.get("LEDELSESRUM_DB") or None)


def _scripts_on_path() -> None:
    """nbgrader calls ``alembic`` by name when it makes a gradebook."""
    scripts = sysconfig.get_path("scripts")
    if scripts not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([scripts, os.environ.get("PATH", "")])
