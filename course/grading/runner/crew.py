"""The workers of one run: several submissions at a time, one of them writing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from compileall import compile_dir
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Lock

import psutil

from course.grading.root import CourseRoot
from course.grading.runner.journal import Journal, Outcome
from course.grading.runner.staging import Plan
from course.grading.runner.submission import Run, grade
from course.grading.runner.warming import settings
from course.grading.runner.wording import printable
from course.grading.sandbox.bubblewrap import PROJECT
from course.grading.sandbox.limits import Limits
from course.grading.sandbox.provisioner import register
from course.grading.sandbox.sandbox import Sandbox
from course.grading.sandbox.warm import Warm


@dataclass(frozen=True)
class Crew:
    """Who runs the submissions of one assignment, ``jobs`` at a time."""

    root: CourseRoot
    plan: Plan
    journal: Journal
    jobs: int

    def run(self, waiting: list[Outcome], limits: Limits, kind: type[Sandbox] | None) -> Iterator[Outcome]:
        """Run those that wait, and give the outcome of each as it comes; without a kind of sandbox there is none.

        When it is interrupted, what was under way is left as begun.
        """
        with ExitStack() as held:
            folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="ledelsesrum-")))
            warm = held.enter_context(self._sandboxes(kind, limits, len(waiting))) if kind else None
            held.enter_context(_surroundings(self.root.folder))
            shared, interrupted = Run(self.root, self.plan, folder, Lock(), warm and warm.take), Event()
            with ThreadPoolExecutor(self.jobs, "grade") as workers:
                futures = [workers.submit(self._one, shared, begun, interrupted) for begun in waiting]
                try:
                    for future in as_completed(futures):
                        yield future.result()
                except BaseException:
                    interrupted.set()
                    workers.shutdown(wait=False, cancel_futures=True)
                    warm.end_all() if warm else _end_kernels()
                    raise

    @contextmanager
    def _sandboxes(self, kind: type[Sandbox], limits: Limits, count: int) -> Iterator[Warm]:
        register()
        kind.clear(self.root.folder)
        compile_dir(PROJECT / "exercises", quiet=2)  # a sandbox cannot keep what it compiles
        with Warm(kind, limits, settings(self.root, self.plan), self.root.folder, self.jobs, count * len(self.plan.notebooks)) as warm:
            yield warm

    def _one(self, shared: Run, begun: Outcome, interrupted: Event) -> Outcome:
        with shared.lock:
            self.journal.write(begun)
            try:
                outcome, log = grade(shared, begun.student)
                if outcome.state == "run":
                    outcome = replace(outcome, looks=(*outcome.looks, *_missing(self.root, self.plan.assignment, begun.student)))
            except Exception as error:  # nobody's trouble is another's, whatever it is
                outcome, log = Outcome(begun.student, "failed", (f"Det gik ikke: {printable(str(error))[:300]}",)), repr(error)
            outcome = replace(outcome, hand_in=begun.hand_in)
            shutil.rmtree(shared.staged / begun.student, ignore_errors=True)
            if not interrupted.is_set():
                self.journal.log(begun.student, "\n".join([*outcome.looks, *outcome.told, "", log]))
                self.journal.write(outcome)
        return outcome


@contextmanager
def _surroundings(folder: Path) -> Iterator[None]:
    """nbgrader works from the course root, and an address with a password is not left where code without a sandbox inherits it."""
    before, kept = Path.cwd(), dict(os.environ)
    os.environ.pop("LEDELSESRUM_DB", None)
    # nbgrader sets the first for each notebook, and afterwards gives it the value of the second: without that, notebooks side by side would
    # take it from each other.
    os.environ["NBGRADER_EXECUTION"] = os.environ["autograde"] = "autograde"
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
        os.environ.clear()
        os.environ.update(kept)


def _end_kernels() -> None:
    """End what runs without a sandbox."""
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            child.kill()


def _missing(root: CourseRoot, assignment: str, student: str) -> list[str]:
    """The tests that were not among what was handed in; nbgrader leaves them without points, waiting for ever for a person."""
    with root.gradebook() as gradebook:
        written = {cell.name for notebook in gradebook.find_assignment(assignment).notebooks for cell in notebook.solution_cells}
        grades = [grade for notebook in gradebook.find_submission(assignment, student).notebooks for grade in notebook.grades]
        missing = [grade.name for grade in grades if grade.auto_score is None and grade.cell_type == "code" and grade.name not in written]
    return [f"Prøven {name} mangler i afleveringen og gav 0 point." for name in sorted(missing)]
