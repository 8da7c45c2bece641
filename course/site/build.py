"""Build the book strictly with Jupyter Book, and skip it when nothing has changed."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from sphinx_external_toc.parsing import MalformedError, parse_toc_yaml
from yaml import YAMLError

from course.bootstrap import only_one
from exercises.errors import LedelsesrumError

ROOT = Path(__file__).parents[2]
PAGES = ("book", "notebooks")
MAKERS = (  # can change every page
    "_config.yml", "_toc.yml", "requirements.txt", "book/_static", "book/references.bib", "exercises", "course/site",
    "assignments/assignments.yaml", "assignments/rubrics", "course/grading/about.py", "course/grading/rubrics.py", "course/grading/tables.py",
)
STAMP = Path("_build", "ledelsesrum.json")  # says what the built book was made from
ANY = "any"  # in place of the Python, in the stamp of a book that came with the course
JUPYTER_BOOK = "from jupyter_book.cli.main import main; main()"  # its script may be out of reach of a locked-down PATH
WAITING = "Et andet vindue bygger bogen. Venter på det …"
IGNORED = {"__pycache__", "Thumbs.db", "desktop.ini"}  # and what begins with a dot: none of it is the course's
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
PROGRESS = re.compile(r"(?P<step>reading sources|writing output)\.\.\. \[ *(?P<percent>\d+)%\]")
STEPS = {"reading sources": "Læser", "writing output": "Skriver"}


class BuildError(LedelsesrumError):
    """The book could not be built."""


def build_book(root: Path = ROOT, say: Callable[[str], None] = print, force: bool = False) -> Path:
    """Build the book into ``_build/html`` and give that folder; does nothing when it is already up to date.

    Raises
    ------
    BuildError
        Jupyter Book stopped, gave a warning, or a page of the table of contents is missing afterwards.
    """
    html, stamp = root / "_build" / "html", root / STAMP
    if not force and is_current(root):
        return html
    stamp.parent.mkdir(exist_ok=True)
    with only_one(root / "_build" / "lock", WAITING):
        if force or not is_current(root):
            _build(root, stamp, say, force)
    return html


def _build(root: Path, stamp: Path, say: Callable[[str], None], force: bool) -> None:
    wanted, made = sources_of(root), _read(stamp)
    if force or any(made.get(name) != wanted[name] for name in ("makers", "python")):
        # Sphinx warns of a page only when it reads it, and the notebooks' cache knows nothing of what they import.
        # No stamp means that the last build failed or was stopped.
        for folder in ("html", ".doctrees", ".jupyter_cache"):
            shutil.rmtree(root / "_build" / folder, ignore_errors=True)
    stamp.unlink(missing_ok=True)
    say("Bygger bogen. Det tager normalt et par minutter.")
    log = root / "_build" / "build.log"
    code = run_jupyter_book(root, log, say)
    missing = missing_pages(root)
    if code != 0 or missing:
        what = f"Siderne {', '.join(missing)} mangler." if missing else "Jupyter Book fandt fejl."
        raise BuildError(f"Bogen kunne ikke bygges. {what}\n{last_problems(log)}\nHele forløbet står i {log}.")
    stamp.write_text(json.dumps(wanted), encoding="utf-8")


def sources_of(root: Path) -> dict[str, str]:
    """What a book built now would be made from, as its stamp says it."""
    return {"pages": fingerprint(root, PAGES), "makers": fingerprint(root, MAKERS), "python": sys.version}


def is_current(root: Path) -> bool:
    """Whether the built book is of the pages, and of what makes them, as they are now, and whole."""
    wanted = sources_of(root)
    return _read(root / STAMP) in (wanted, wanted | {"python": ANY}) and not missing_pages(root)


def fingerprint(root: Path, sources: tuple[str, ...]) -> str:
    """A hash over the names and contents of some of what the book is built from."""
    total = hashlib.sha256()
    for path in _files(root, sources):
        total.update(path.relative_to(root).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def pages(root: Path) -> list[str]:
    """The pages of ``_toc.yml``, as paths without suffix."""
    try:
        return list(parse_toc_yaml(root / "_toc.yml"))
    except (OSError, MalformedError, YAMLError) as error:
        raise BuildError(f"Indholdsfortegnelsen {root / '_toc.yml'} kan ikke læses: {error}. Ret filen, og byg igen.") from error


def missing_pages(root: Path) -> list[str]:
    """Pages of ``_toc.yml`` that are not in the built book; Jupyter Book can end well without them."""
    return [name for name in pages(root) if not (root / "_build" / "html" / f"{name}.html").is_file()]


def _files(root: Path, sources: tuple[str, ...]) -> Iterator[Path]:
    for name in sources:
        path = root / name
        if path.is_file():
            yield path
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(filter(_counts, folders))
            yield from (Path(folder) / file for file in sorted(filter(_counts, files)))


def _counts(name: str) -> bool:
    return name not in IGNORED and not name.startswith(".")


def run_jupyter_book(root: Path, log: Path, say: Callable[[str], None], *options: str) -> int:
    """Run the build in a process of its own, its output in ``log``, its progress told in Danish."""
    command = [sys.executable, "-c", JUPYTER_BOOK, "build", ".", "-W", "-n", "--keep-going", *options]
    environment = os.environ | {
        "LANGUAGE": "en", "LC_ALL": "C",  # the log is read below, and Sphinx would else speak the machine's language
        "PYTHONPATH": str(root), "PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1", "MPLBACKEND": "agg", "LEDELSESRUM_BUILD": "1",
        "LEDELSESRUM_DATA": str(root / "_build" / "no-reader"),  # a built page never holds what somebody wrote
    }
    with log.open("w", encoding="utf-8") as kept, subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace"
    ) as process:
        told = ""
        for line in process.stdout:
            plain = COLOURS.sub("", line)
            kept.write(plain)
            if found := PROGRESS.search(plain):
                now = f"  {STEPS[found['step']]} siderne: {int(found['percent']) // 10 * 10} pct."
                if now != told:  # a line for every page would be more than a window holds
                    say(now)
                told = now
    return process.returncode


def last_problems(log: Path, count: int = 12) -> str:
    """The last lines of a build that tell what went wrong."""
    lines = log.read_text(encoding="utf-8").splitlines()
    problems = [line for line in lines if re.search(r"WARNING:|ERROR:|Error:", line)]
    return "\n".join((problems or lines)[-count:])


def _read(stamp: Path) -> dict:
    try:
        return json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
