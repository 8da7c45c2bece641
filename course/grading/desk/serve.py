"""Serve the grading desk on this machine: one process, one grader, one course."""

from __future__ import annotations

import asyncio
import getpass
import logging
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from tornado.web import Application

from course.grading.desk.desk import Desk
from course.grading.desk.handlers import data_routes
from course.grading.desk.security import PublicHandler, ShellHandler, application
from course.grading.desk.show import require_work
from course.grading.marking.exemplars import read_exemplars
from course.grading.names import composed
from course.grading.reading.questions import RUBRIC
from course.grading.root import DEFAULT, CourseRoot, GradingError
from course.grading.store.database import opened_store
from exercises.journal.log import data_folder
from exercises.server import HOST, announce, choose_port, make_folder, stop_on_ctrl_c

FIRST_PORT = 8775
LARGEST = 4_000_000  # bytes of a request: every comment as long as it may be
LONGEST = 100  # letters of a grader's name
PAGE = Path(__file__).parent / "page"
TOKENS = DEFAULT.parent / "book" / "_static"


def serve(root: CourseRoot, assignment: str | None, grader: str | None, port: int | None, open_browser: bool, say: Callable[[str], None] = print,
          rubric: str = RUBRIC) -> None:
    """Serve the desk until Ctrl-C, opened at ``assignment``, or at the calibration, which needs nobody's hand-ins.

    Parameters
    ----------
    grader : str or None
        Who marks; None means the name of the system's user.
    rubric : str
        By which there are exemplars to calibrate on.

    Raises
    ------
    GradingError
        There is no such assignment, nothing is handed in, or the store cannot be opened.
    """
    name = named(grader)
    with opened_store(root) as store, ThreadPoolExecutor(1) as worker, ThreadPoolExecutor(1) as beside:
        desk = Desk(root, store, name, assignment or "", rubric)
        if assignment is not None:
            require_work(desk)
        else:
            read_exemplars(root.folder, rubric)  # what is wrong with them is said before a browser opens
        free, token = choose_port(port or FIRST_PORT, say), secrets.token_hex(24)
        _log_to(make_folder(data_folder() / "desk") / f"{free}.log")
        routes = [*data_routes(desk, worker, beside), *page_routes()]
        asyncio.run(_listen(application(token, routes), free, f"http://{HOST}:{free}/start?token={token}", open_browser, say))
    say(f"Rettebordet er lukket. Det, der er gemt, ligger hos opgaverne i {root.folder}")


def page_routes() -> list[tuple]:
    """The addresses of the desk's page, and of what it is made of."""
    return [
        ("/desk/()", ShellHandler, {"path": str(PAGE), "default_filename": "index.html"}),
        (r"/desk/static/(tokens\.css)", PublicHandler, {"path": str(TOKENS)}),
        ("/desk/static/(.*)", PublicHandler, {"path": str(PAGE)}),
    ]


async def _listen(app: Application, port: int, address: str, open_browser: bool, say: Callable[[str], None]) -> None:
    server, stopped = HTTPServer(app, max_body_size=LARGEST), asyncio.Event()
    try:
        server.add_sockets(bind_sockets(port, HOST))
    except OSError as error:
        raise GradingError(f"Port {port} blev taget af et andet program lige nu. Start igen, eller vælg en anden med --port.") from error
    stop_on_ctrl_c(SimpleNamespace(io_loop=IOLoop.current(), stop=stopped.set))
    IOLoop.current().add_callback(announce, "Rettebordet", address, open_browser, say)  # once it listens
    await stopped.wait()
    server.stop()


def named(grader: str | None) -> str:
    """A grader's name as the store keeps it; the system's user where none is given. GradingError where it is no name."""
    try:
        name = composed(" ".join((grader if grader is not None else getpass.getuser()).split()))
    except (OSError, KeyError, ImportError) as error:  # a system without users' names
        raise GradingError("Maskinen siger ikke, hvem du er. Skriv dit navn med --grader.") from error
    if not name or len(name) > LONGEST or not name.isprintable():
        raise GradingError(f"Navnet på den, der retter, skal have mellem 1 og {LONGEST} tegn. Skriv det med --grader.")
    return name


def _log_to(path: Path) -> None:
    """What goes wrong is written to a file; the grader's window is for the grader."""
    logging.raiseExceptions = False  # a disk too full for it is told where it matters
    logging.basicConfig(level=logging.WARNING, filename=path, filemode="w", encoding="utf-8", format="%(asctime)s %(name)s %(message)s")
