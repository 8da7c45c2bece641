"""A check in a process of its own, so that the server goes on answering, and a check can be stopped whatever the student's code is up to."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from exercises.errors import HandinError, LedelsesrumError
from exercises.handin.check import check

PACKAGES = Path(__file__).parents[3]  # where `exercises` is found


class Check:
    """A check that goes on."""

    def __init__(self, path: Path):
        self._path = path
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__, str(path)], cwd=PACKAGES, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows would else open a console
        )

    async def report(self) -> dict:
        """Wait for ``Report.as_json``.

        Raises
        ------
        HandinError
            The check could not be made, or was stopped.
        """
        said, _ = await asyncio.to_thread(self._process.communicate)
        told = json.loads(said) if self._process.returncode == 0 else {
            "problem": f"Tjekket af {self._path.name} gik i stå, før det var færdigt. Prøv igen. Sker det en gang til, så luk andre programmer, og genstart opgaven."
        }
        if "problem" in told:
            raise HandinError(told["problem"])
        return told["report"]

    def stop(self) -> None:
        """End the check, and the kernel that runs the student's code."""
        with suppress(psutil.NoSuchProcess):
            process = psutil.Process(self._process.pid)
            for one in [process, *process.children(recursive=True)]:
                with suppress(psutil.NoSuchProcess):
                    one.kill()


@contextmanager
def only_one(checked: set[Path], path: Path) -> Iterator[None]:
    """Keep ``path`` among those that are being checked; raises HandinError where it is so already."""
    if path in checked:
        raise HandinError(f"{path.name} er allerede ved at blive tjekket, måske i en anden fane. Vent, til det er færdigt, eller stop det dér.")
    checked.add(path)
    try:
        yield
    finally:
        checked.discard(path)


def main(path: str) -> None:
    """Check a notebook, and write what came of it to standard output, as JSON."""
    answer = os.dup(1)
    os.dup2(2, 1)  # a kernel inherits standard output, and may write there
    try:
        told = {"report": check(Path(path)).as_json()}
    except LedelsesrumError as problem:
        told = {"problem": str(problem)}
    with os.fdopen(answer, "wb") as file:
        file.write(json.dumps(told).encode())


if __name__ == "__main__":
    main(sys.argv[1])
