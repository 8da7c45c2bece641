"""A course in a folder of its own, a class of students, and the way of an assignment between them through stock nbgrader."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from course.grading.root import DEFAULT, CourseRoot

SCRIPTS = Path(sysconfig.get_path("scripts"))
Student = Callable[[NotebookNode, NotebookNode], None]  # changes what was handed out (the first), with the solution (the second) at hand


@dataclass(frozen=True)
class Course:
    """A course root with the kit's own settings, and an exchange beside it."""

    folder: Path
    db: str | None = None
    seconds: int = 10

    @classmethod
    def make(cls, folder: Path, **settings) -> Course:
        """Lay out a course root; the settings are the very file of the kit, by a link."""
        (folder / "source").mkdir(parents=True)
        (folder / "nbgrader_config.py").symlink_to(DEFAULT / "nbgrader_config.py")
        for name in ("header.ipynb", "footer.ipynb"):
            shutil.copy(DEFAULT / "source" / name, folder / "source")
        exchange = folder.parent / f"exchange of {folder.name}"
        exchange.mkdir()
        exchange.chmod(0o777)
        return cls(folder, **settings)

    @property
    def root(self) -> CourseRoot:
        """The course root, with the exchange and a shorter time for a cell; a new one each time, as every command has."""
        root = CourseRoot(self.folder, self.db)
        root.config.Exchange.root = str(self.folder.parent / f"exchange of {self.folder.name}")
        root.config.Execute.timeout = self.seconds
        return root

    def nbgrader(self, *arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess:
        """Run stock ``nbgrader …`` as an instructor would, who has the environment's scripts on the path and nothing of the kit."""
        environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "LEDELSESRUM_DB")}
        environment["PATH"] = os.pathsep.join([str(SCRIPTS), environment.get("PATH", "")])
        database = ["--db", self.db] if self.db else []
        return subprocess.run(
            [SCRIPTS / "nbgrader", *arguments, *database, f"--Execute.timeout={self.seconds}"], cwd=folder or self.folder, env=environment,
            capture_output=True, text=True, encoding="utf-8", timeout=280, check=False,
        )

    def exchange(self, action: str, assignment: str, home: Path | None = None, student: str = "*") -> None:
        """One step of nbgrader's exchange: ReleaseAssignment, FetchAssignment, Submit, Collect, ReleaseFeedback or FetchFeedback."""
        from nbgrader.auth import Authenticator
        from nbgrader.coursedir import CourseDirectory
        from nbgrader.exchange import ExchangeFactory

        config = self.root.config
        config.CourseDirectory.assignment_id, config.CourseDirectory.student_id = assignment, student
        home = home or self.folder.parent
        config.Exchange.assignment_dir, config.Exchange.cache = str(home), str(home / "cache")
        step = getattr(ExchangeFactory(config=config), action)
        step(coursedir=CourseDirectory(config=config), authenticator=Authenticator(config=config), config=config).start()

    def hand_in(self, assignment: str, students: Mapping[str, Student], files: Mapping[str, Mapping[str, str]] | None = None) -> None:
        """Release the assignment, let every student fetch it, change it and submit it, some with ``files`` beside it, and collect them all."""
        self.exchange("ReleaseAssignment", assignment)
        source = self.read("source", assignment)
        for name, change in students.items():
            home = self.folder.parent / "homes" / name
            home.mkdir(parents=True, exist_ok=True)
            self.exchange("FetchAssignment", assignment, home)
            path = home / assignment / f"{assignment}.ipynb"
            notebook = nbformat.read(path, 4)
            change(notebook, source)
            nbformat.write(notebook, path)
            for file, text in (files or {}).get(name, {}).items():
                (path.parent / file).parent.mkdir(parents=True, exist_ok=True)
                (path.parent / file).write_text(text, encoding="utf-8")
            self.exchange("Submit", assignment, home, name)
        self.exchange("Collect", assignment)

    def read(self, step: str, assignment: str, student: str = ".") -> NotebookNode:
        """A notebook in one of the steps."""
        return nbformat.read(self.folder / step / student / assignment / f"{assignment}.ipynb", 4)

    def page(self, assignment: str, student: str) -> str:
        """The feedback on one student, as HTML."""
        return (self.folder / "feedback" / student / assignment / f"{assignment}.html").read_text(encoding="utf-8")

    def scores(self, assignment: str) -> dict[str, dict[str, float]]:
        """Every student's points by grade_id, as the gradebook has them."""
        with self.root.gradebook() as gradebook:
            submissions = gradebook.assignment_submissions(assignment)
            return {one.student.id: {grade.name: grade.score for notebook in one.notebooks for grade in notebook.grades} for one in submissions}


def cell(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    """The cell with this grade_id."""
    return next(one for one in notebook.cells if one.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def perfect(notebook: NotebookNode, source: NotebookNode) -> None:
    """Every solution as the author wrote it, and a text in every reflection."""
    for answer in notebook.cells:
        about = answer.metadata.get("nbgrader", {})
        if about.get("solution"):
            solved = cell(source, about["grade_id"]).source.splitlines()
            answer.source = "\n".join(line for line in solved if "### BEGIN" not in line and "### END" not in line)
            if answer.cell_type == "markdown":
                answer.source = "Jeg sad i møderummet, og jeg sagde det ikke højt."


def empty(notebook: NotebookNode, source: NotebookNode) -> None:
    """Handed in as it was handed out."""


