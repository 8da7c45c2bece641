"""The desk's data over HTTP, under ``/desk/api/``: JSON of ``models``, or ``{"message": …}`` in Danish where it cannot be had.

Everything is done in the desk's one thread of its own, in the order it was asked for: a save is answered when the store has it on the disk.
"""

from __future__ import annotations

import json
from concurrent.futures import Executor
from functools import partial
from typing import NoReturn, TypeVar

from jupyter_server.base.handlers import APIHandler
from pydantic import BaseModel, TypeAdapter, ValidationError
from tornado.ioloop import IOLoop
from tornado.web import Finish, HTTPError, authenticated

from course.grading.desk import act, show
from course.grading.desk.desk import Desk
from course.grading.desk.models import KeepPhrase, PhraseView, Refused, SaveRequest, TagRequest
from course.grading.desk.security import OTHER, POLICY, PROBLEMS
from course.grading.errors import NotFound, StoreError
from exercises.errors import LedelsesrumError
from exercises.os_errors import reason

Asked = TypeVar("Asked", bound=BaseModel)
PHRASES = TypeAdapter(list[PhraseView])
UNREADABLE = "Det, siden sendte, kan ikke læses. Genindlæs siden, og prøv igen."


class DataHandler(APIHandler):
    """Base of all that answers with data."""

    content_security_policy = POLICY

    def initialize(self, desk: Desk, worker: Executor) -> None:
        self.desk, self.worker = desk, worker

    def set_default_headers(self) -> None:
        super().set_default_headers()
        self.set_header("Cache-Control", "no-store")

    async def ask(self, call, *arguments):
        """What ``call`` gives for this desk; what it refuses is answered with its own words."""
        try:
            return await IOLoop.current().run_in_executor(self.worker, partial(call, self.desk, *arguments))
        except LedelsesrumError as error:
            self.refuse(404 if isinstance(error, NotFound) else 503 if isinstance(error, StoreError) else 422, str(error))
        except OSError as error:  # its file may have a student's name
            self.refuse(503, f"En fil kan ikke læses eller skrives ({reason(error)}). Se efter, om disken er fuld, og prøv igen.")

    def read(self, model: type[Asked]) -> Asked:
        """What the page sent."""
        try:
            return model.model_validate_json(self.request.body)
        except ValidationError:
            self.refuse(400, UNREADABLE)

    def reply(self, found: BaseModel | None) -> None:
        """Send what was found: 204 where it is nothing, 409 where somebody else came first."""
        self.set_status(204 if found is None else 409 if isinstance(found, Refused) else 200)
        self.finish(None if found is None else found.model_dump_json())

    def refuse(self, status: int, message: str) -> NoReturn:
        self.set_status(status)
        raise Finish(json.dumps({"message": message}))

    def write_error(self, status_code: int, **_) -> None:
        self.finish(json.dumps({"message": ". ".join(PROBLEMS.get(status_code, OTHER))}))


class NoDataHandler(DataHandler):
    """Every other address of the API."""

    async def prepare(self) -> None:
        await super().prepare()
        raise HTTPError(404)


class StartHandler(DataHandler):
    @authenticated
    async def get(self) -> None:
        self.reply(await self.ask(show.start))


class OverviewHandler(DataHandler):
    @authenticated
    async def get(self, assignment: str) -> None:
        self.reply(await self.ask(show.overview, assignment))


class QuestionHandler(DataHandler):
    @authenticated
    async def get(self, assignment: str, cell: str) -> None:
        self.reply(await self.ask(show.show_question, assignment, cell))


class NextHandler(DataHandler):
    @authenticated
    async def get(self, assignment: str, cell: str) -> None:
        token = await self.ask(show.next_script, assignment, cell, self.get_query_argument("after", None))
        self.finish(json.dumps({"token": token}))


class UndoHandler(DataHandler):
    @authenticated
    async def post(self, assignment: str, cell: str) -> None:
        self.reply(await self.ask(act.undo, assignment, cell))


class ScriptHandler(DataHandler):
    @authenticated
    async def get(self, token: str) -> None:
        self.reply(await self.ask(show.show_script, token))


class MarkHandler(DataHandler):
    @authenticated
    async def put(self, token: str) -> None:
        self.reply(await self.ask(act.save, token, self.read(SaveRequest)))


class TagHandler(DataHandler):
    @authenticated
    async def put(self, token: str, kind: str) -> None:
        asked = self.read(TagRequest)
        self.reply(await self.ask(act.put_tag, token, kind, asked.raised, asked.reason))


class PhrasesHandler(DataHandler):
    @authenticated
    async def get(self) -> None:
        search, criterion = self.get_query_argument("search", ""), self.get_query_argument("criterion", None)
        self.finish(PHRASES.dump_json(await self.ask(act.search_phrases, search, criterion)))

    @authenticated
    async def post(self) -> None:
        asked = self.read(KeepPhrase)
        self.finish(json.dumps({"id": await self.ask(act.keep_phrase, asked.text, asked.criterion)}))


class PhraseHandler(DataHandler):
    @authenticated
    async def delete(self, phrase: str) -> None:
        self.reply(await self.ask(act.remove_phrase, phrase))


class PhraseUseHandler(DataHandler):
    @authenticated
    async def post(self, phrase: str) -> None:
        self.reply(await self.ask(act.use_phrase, phrase))


def data_routes(desk: Desk, worker: Executor) -> list[tuple]:
    """The addresses of the desk's data."""
    handlers = {
        "start": StartHandler,
        "assignments/([^/]+)": OverviewHandler,
        "assignments/([^/]+)/questions/([^/]+)": QuestionHandler,
        "assignments/([^/]+)/questions/([^/]+)/next": NextHandler,
        "assignments/([^/]+)/questions/([^/]+)/undo": UndoHandler,
        "scripts/([0-9a-f]+)": ScriptHandler,
        "scripts/([0-9a-f]+)/mark": MarkHandler,
        "scripts/([0-9a-f]+)/tags/(flag|skip)": TagHandler,
        "phrases": PhrasesHandler,
        "phrases/([^/]+)": PhraseHandler,
        "phrases/([^/]+)/use": PhraseUseHandler,
        ".*": NoDataHandler,
    }
    return [(f"/desk/api/{address}", handler, {"desk": desk, "worker": worker}) for address, handler in handlers.items()]
