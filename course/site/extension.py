"""Jupyter Server extension: the built book, the reader's answers and the kernels on one origin.

Routes
------
``/start``                    needs the token; sets the login and XSRF cookies, sends on to the front page; stands in for ``/login`` too
``/bog/...``                  the built book; public, for it holds no secret
``/ledelsesrum/vendor/...``   third-party scripts as they were installed
``/ledelsesrum/api/answers``  the reader's log: GET ``?since=N``, POST one answer
``/ledelsesrum/api/progress`` how many items have an answer, by section
``/ledelsesrum/api/handover`` what an open page needs to follow the server to another port
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from base64 import urlsafe_b64encode
from importlib.util import find_spec
from pathlib import Path

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import APIHandler, FileFindHandler, JupyterHandler
from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import url_path_join
from pydantic import ValidationError
from tornado.web import HTTPError, RedirectHandler, StaticFileHandler, authenticated

from course.site.security import book_policy
from exercises.errors import JournalError
from exercises.journal.entries import Entry, as_json
from exercises.journal.log import Log
from exercises.journal.progress import progress

FRONT_PAGE = "bog/book/index.html"
VENDORS = {"thebe": ("teachbooks_sphinx_thebe", "_thebe_static"), "anywidget": ("anywidget", "nbextension")}


class DanishErrors:
    """Mixin: what a reader meets where there is no page."""

    def write_error(self, status_code: int, **_) -> None:
        title, remedy = ("Siden findes ikke", "Gå til forsiden, og find den derfra.") if status_code == 404 else (
            "Her er der ikke adgang", "Åbn adressen fra programmets vindue.")
        self.finish(message_page(title, remedy))


class BookHandler(DanishErrors, FileFindHandler):
    """A file of the built book, with the policy that keeps its pages to themselves."""

    _static_paths: dict[str, str] = {}  # the parent's cache is shared by every folder it serves

    @property
    def content_security_policy(self) -> str:
        return book_policy(self.request.host)

    def set_extra_headers(self, path: str) -> None:
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cross-Origin-Opener-Policy", "same-origin")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")


class VendorHandler(StaticFileHandler):
    """A script of an installed package; its content changes only with its version."""

    def set_extra_headers(self, path: str) -> None:
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Cache-Control", "no-cache")


class StartHandler(JupyterHandler):
    """The printed address: whoever has its token is logged in and sees the front page."""

    @allow_unauthenticated
    def get(self) -> None:
        if not self.current_user:
            self.set_status(403)
            self.finish(message_page("Åbn adressen fra programmets vindue", "Den slutter med et tegn, som kun du har. Kopiér hele linjen."))
            return
        self.xsrf_token  # noqa: B018  reading it sets the cookie that every later POST must answer with
        port = self.request.host.rpartition(":")[2]
        self.set_cookie("ledelsesrum_port", f"{port}.{_sign(self.settings, f'port {port}')}", samesite="Strict", path="/")
        self.redirect(url_path_join(self.base_url, FRONT_PAGE))


def message_page(title: str, remedy: str) -> str:
    """A page of two lines in Danish, with the way to the front page."""
    return (
        f'<!DOCTYPE html><html lang="da"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
        f'<link rel="stylesheet" href="/bog/_static/tokens.css"><link rel="stylesheet" href="/bog/_static/book.css">'
        f'<main class="lr-main"><h1>{title}</h1><p>{remedy}</p><p><a href="/{FRONT_PAGE}">Forsiden</a></p></main></html>'
    )


class HandoverHandler(APIHandler):
    """The secret with which a page moves to the reader's new server (``handover.js``)."""

    @authenticated
    def get(self) -> None:
        self.finish(json.dumps({"secret": self.settings["ledelsesrum_secret"]}))


def _sign(settings: dict, text: str) -> str:
    """HMAC-SHA-256 of ``text``, as unpadded URL-safe base64."""
    digest = hmac.digest(settings["ledelsesrum_secret"].encode(), text.encode(), hashlib.sha256)
    return urlsafe_b64encode(digest).decode().rstrip("=")


class LogHandler(APIHandler):
    """Base of what reads or writes the log: in a thread, for it may wait for another program, and nobody else should."""

    async def with_log(self, work):
        def in_thread():
            with Log.open() as log:
                return work(log)

        try:
            return await asyncio.to_thread(in_thread)
        except JournalError as problem:
            raise HTTPError(507, str(problem)) from problem


class ProgressHandler(LogHandler):
    """How far the reader is: numbers alone, never what was written."""

    @authenticated
    async def get(self) -> None:
        self.finish(json.dumps(await self.with_log(progress)))


class AnswersHandler(LogHandler):
    """The reader's answers, straight from and to the log: never behind a kernel."""

    @authenticated
    async def get(self) -> None:
        since = self.get_query_argument("since", "0")
        if not since.isdecimal():
            raise HTTPError(400, "since skal være et helt tal.")
        answers = await self.with_log(lambda log: log.changes_since(int(since)))
        self.finish(json.dumps([as_json(answer) for answer in answers]))

    @authenticated
    async def post(self) -> None:
        answer = await self.with_log(self._entry().save)
        self.finish(json.dumps(as_json(answer)))

    def _entry(self) -> Entry:
        """The posted answer, of an exercise that the course has."""
        try:
            entry = Entry.model_validate_json(self.request.body)
        except ValidationError as error:
            raise HTTPError(400, "Svaret kunne ikke læses.") from error
        if not entry.belongs_to_the_course():
            raise HTTPError(400, "Svaret hører ikke til en øvelse i kurset.")
        return entry


def _folder(package: str, inside: str) -> str:
    return str(Path(find_spec(package).origin).parent / inside)


def _jupyter_server_extension_points() -> list[dict]:
    return [{"module": "course.site.extension"}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    """Add the routes; the book's folder comes from the settings that ``serve.py`` gives the server."""
    base = server.web_app.settings["base_url"]
    book = server.web_app.settings["ledelsesrum_book"]
    front = url_path_join(base, FRONT_PAGE)
    handlers = [
        (url_path_join(base, "start"), StartHandler),
        (url_path_join(base, r"bog/(.*)"), BookHandler, {"path": book, "default_filename": "index.html"}),
        (url_path_join(base, "bog"), RedirectHandler, {"url": front, "permanent": False}),
        (url_path_join(base, "ledelsesrum/api/answers"), AnswersHandler),
        (url_path_join(base, "ledelsesrum/api/progress"), ProgressHandler),
        (url_path_join(base, "ledelsesrum/api/handover"), HandoverHandler),
    ]
    for name, place in VENDORS.items():
        handlers.append((url_path_join(base, f"ledelsesrum/vendor/{name}/(.*)"), VendorHandler, {"path": _folder(*place)}))
    server.web_app.add_handlers(".*$", handlers)
