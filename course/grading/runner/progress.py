"""How far a run has come: a bar in a window that can draw one, else a line for each student."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from course.grading.runner.journal import Outcome
from course.grading.runner.wording import STATES


@contextmanager
def following(say: Callable[[str], object]) -> Iterator[Callable[[Outcome, int], None]]:
    """Give a function that is told of each outcome and of how many there will be."""
    console = Console()
    bar = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=console, disable=not console.is_terminal)
    task = bar.add_task("Retter", total=None)
    count = 0

    def done(outcome: Outcome, total: int) -> None:
        nonlocal count
        count += 1
        bar.update(task, completed=count, total=total, description=outcome.student[:30])
        if not console.is_terminal:
            say(f"{count} af {total}: {outcome.student}, {STATES[outcome.state]}")

    with bar:
        yield done
