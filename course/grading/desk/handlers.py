"""The addresses of the desk's data, under ``/desk/api/``."""

from __future__ import annotations

import json
from concurrent.futures import Executor

from pydantic import TypeAdapter
from tornado.web import authenticated

from course.grading.desk import act, calibration, show
from course.grading.desk.agreeing_view import show_agreeing
from course.grading.desk.agreement import show_agreement
from course.grading.desk.answering import DataHandler, NoDataHandler
from course.grading.desk.desk import Desk
from course.grading.desk.glance import show_glance
from course.grading.desk.models import KeepPhrase, PhraseView, SaveRequest, TagRequest

PHRASES = TypeAdapter(list[PhraseView])


class StartHandler(DataHandler):
    @authenticated
    async def get(self) -> None:
        self.reply(await self.ask(show.start))


class OverviewHandler(DataHandler):
    @authenticated
    async def get(self, assignment: str) -> None:
        self.reply(await self.ask(show.overview, assignment, self.reading))


class QuestionHandler(DataHandler):
    @authenticated
    async def get(self, assignment: str, cell: str) -> None:
        self.reply(await self.ask(show.show_question, assignment, cell, self.reading))


class NextHandler(DataHandler):
    @authenticated
    async def get(self, assignment: str, cell: str) -> None:
        token = await self.ask(show.next_script, assignment, cell, self.get_query_argument("after", None), self.reading)
        self.finish(json.dumps({"token": token}))


class UndoHandler(DataHandler):
    @authenticated
    async def post(self, assignment: str, cell: str) -> None:
        self.reply(await self.ask(act.undo, assignment, cell, self.reading))


class ScriptHandler(DataHandler):
    @authenticated
    async def get(self, token: str) -> None:
        self.reply(await self.ask(show.show_script, token, self.reading))


class MarkHandler(DataHandler):
    @authenticated
    async def put(self, token: str) -> None:
        self.reply(await self.ask(act.save, token, self.read(SaveRequest), self.reading))


class TagHandler(DataHandler):
    @authenticated
    async def put(self, token: str, kind: str) -> None:
        asked = self.read(TagRequest)
        self.reply(await self.ask(act.put_tag, token, kind, asked.raised, asked.reason, self.reading))


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


class ShownHandler(DataHandler):
    """What ``call`` gives for the names in the address."""

    def initialize(self, desk: Desk, worker: Executor, call) -> None:
        super().initialize(desk, worker)
        self.call = call

    @authenticated
    async def get(self, *names: str) -> None:
        self.reply(await self.ask(self.call, *names))


class NextExemplarHandler(DataHandler):
    @authenticated
    async def get(self) -> None:
        self.finish(json.dumps({"id": await self.ask(calibration.next_exemplar, self.get_query_argument("after", None))}))


class ExemplarMarkHandler(DataHandler):
    @authenticated
    async def put(self, name: str) -> None:
        self.reply(await self.ask(calibration.save_exemplar, name, self.read(SaveRequest)))


class KeyHandler(DataHandler):
    @authenticated
    async def put(self, name: str) -> None:
        asked = self.read(SaveRequest)
        self.reply(await self.ask(calibration.propose_key, name, asked.entry, asked.based_on))


def data_routes(desk: Desk, worker: Executor, beside: Executor) -> list[tuple]:
    """The addresses of the desk's data. What takes seconds, and only reads the store, is done in ``beside``, so that no save waits for it."""
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
        "calibration/next": NextExemplarHandler,
        "calibration/exemplars/([^/]+)/mark": ExemplarMarkHandler,
        "calibration/exemplars/([^/]+)/key": KeyHandler,
    }
    shown = {
        "assignments/([^/]+)/agreeing": show_agreeing,
        "assignments/([^/]+)/glance": show_glance,
        "calibration": calibration.calibration,
        "calibration/comparison": calibration.comparison,
        "calibration/exemplars/([^/]+)": calibration.show_exemplar,
    }
    has = {"desk": desk, "worker": worker}
    return [
        *((f"/desk/api/{address}", handler, has) for address, handler in handlers.items()),
        *((f"/desk/api/{address}", ShownHandler, has | {"call": call}) for address, call in shown.items()),
        ("/desk/api/assignments/([^/]+)/agreement", ShownHandler, has | {"worker": beside, "call": show_agreement}),
        ("/desk/api/.*", NoDataHandler, has),
    ]
