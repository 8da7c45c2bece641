"""Desks in processes of their own, and whoever opens them in a browser: every answer they get is looked at for what all answers must have."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import requests

from course.grading.root import DEFAULT, CourseRoot
from course.grading.rubrics import find_rubric
from exercises.server import free_port
from tests.conftest import ROOT, until

IDS = [criterion.id for criterion in find_rubric("refleksion").criteria]
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                               "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types ledelsesrum-parse",
    "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
}

NURSERY = """
import json, os, signal, sys
from pathlib import Path
import course.cli  # as the command does
from course.grading.desk.serve import serve
from course.grading.root import CourseRoot
from exercises.errors import LedelsesrumError

def tell(**said):
    print(json.dumps({"pid": os.getpid(), **said}), flush=True)

def be_a_desk(course, db, assignment, grader, port):
    try:
        serve(CourseRoot(Path(course), db), assignment, grader, port, False, say=lambda line: line.startswith("http") and tell(address=line))
    except LedelsesrumError as problem:
        tell(problem=str(problem))

signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for line in sys.stdin:
    if os.fork() == 0:
        be_a_desk(**json.loads(line))
        os._exit(0)
"""


def entry(level: float | None = 3, comment: str = "Godt øje.", state: str = "final") -> dict:
    """What a page sends of a script with the same level on every criterion."""
    return {"levels": {name: {"level": level} for name in IDS}, "comment": comment, "next_step": "", "state": state}


def lay_out_a1(folder: Path, roster: list[str]) -> CourseRoot:
    """A course root with the kit's own A1, generated, and a class: rows of id, first name, family name and e-mail. No kernel is started in it."""
    (folder / "source").mkdir(parents=True)
    for name in ("nbgrader_config.py", "assignments.yaml", "rubrics", "phrases.yaml", "source/A1", "source/header.ipynb", "source/footer.ipynb"):
        (folder / name).symlink_to(DEFAULT / name)
    root = CourseRoot(folder)
    assert root.api.generate_assignment("A1")["success"]
    (folder / "roster.csv").write_text("\r\n".join(["id;fornavn;efternavn;email", *roster]), encoding="utf-8-sig")
    root.config.Execute.enabled = False
    return root


@dataclass
class Visitor:
    """Somebody's browser: it keeps cookies and answers with the XSRF token, and knows an ``address`` with or without a login."""

    address: str
    session: requests.Session = field(default_factory=requests.Session)

    @property
    def origin(self) -> str:
        return re.match(r"http://[^/]+", self.address).group()

    def log_in(self) -> Visitor:
        assert self.ask("GET", self.address.removeprefix(self.origin)).url == f"{self.origin}/desk/"
        return self

    def ask(self, method: str, path: str, sent: object = None, **settings) -> requests.Response:
        """Ask for a path; what a page of the desk sends goes along unless ``headers`` say otherwise."""
        headers = settings.pop("headers", {"X-XSRFToken": self.session.cookies.get("_xsrf", "")} if method not in ("GET", "HEAD") else {})
        answer = self.session.request(method, self.origin + path, json=sent, headers=headers, timeout=30, **settings)
        for one in [*answer.history, answer]:
            assert {name: one.headers.get(name) for name in HEADERS} == HEADERS, path
            if path.startswith("/desk/api/"):
                assert one.headers["Cache-Control"] == "no-store" and one.headers.get("Content-Type", "application/json") == "application/json", path
        return answer

    def get(self, path: str) -> object:
        """The data under an address of the API."""
        answer = self.ask("GET", f"/desk/api/{path}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def save(self, token: str, based_on: int = 0, **content) -> requests.Response:
        return self.ask("PUT", f"/desk/api/scripts/{token}/mark", {"entry": entry(**content), "based_on": based_on, "seconds": 5})

    def tokens(self, cell: str = "a1-4") -> dict[str, str]:
        """The scripts of a question in this grader's order, by pseudonym."""
        return {line["pseudonym"]: line["token"] for line in self.get(f"assignments/A1/questions/{cell}")["scripts"]}


@dataclass(frozen=True)
class Running:
    """A desk's process, and its address."""

    pid: int
    address: str

    def visitor(self) -> Visitor:
        return Visitor(self.address).log_in()

    def end(self, how: signal.Signals) -> None:
        """End it, as by Ctrl-C (SIGINT) or as a flat battery would (SIGKILL)."""
        os.kill(self.pid, how)
        until(lambda: not psutil.pid_exists(self.pid), 20)


@dataclass(frozen=True)
class Nursery:
    """Starts desks in a moment: each is a fork of a process that has imported everything."""

    process: subprocess.Popen

    def start(self, course: Path, grader: str = "Bo", assignment: str | None = "A1", db: str | None = None, port: int | None = None) -> Running:
        """A desk that listens; AssertionError with what it says where it does not come to that."""
        asked = {"course": str(course), "db": db, "assignment": assignment, "grader": grader, "port": port or free_port(9500)}
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        told = json.loads(self.process.stdout.readline())
        assert "problem" not in told, told["problem"]
        return Running(told["pid"], told["address"])

    @contextmanager
    def desk(self, course: Path, grader: str = "Bo") -> Iterator[Visitor]:
        """Somebody who has logged in at a desk of their own, which is closed afterwards."""
        running = self.start(course, grader)
        try:
            yield running.visitor()
        finally:
            running.end(signal.SIGINT)


@contextmanager
def nursery(data: Path) -> Iterator[Nursery]:
    """A nursery for as long as it is needed; desks that are still open are killed with it."""
    process = subprocess.Popen([sys.executable, "-c", NURSERY], cwd=ROOT, env=os.environ | {"LEDELSESRUM_DATA": str(data)}, text=True, encoding="utf-8",
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        yield Nursery(process)
    finally:
        with suppress(psutil.Error):
            for child in psutil.Process(process.pid).children():
                child.kill()
        process.stdin.close()
        process.wait(timeout=20)
