"""What every answer of the desk's API has: JSON of ``models``, or ``{"message": …}`` in Danish where it cannot be had.

It is done in a thread of the desk's own, in the order it was asked for: a save is answered when the store has it on the disk.
"""

from __future__ import annotations

import json
from concurrent.futures import Executor
from functools import partial
from typing import NoReturn, TypeVar, get_args

from jupyter_server.base.handlers import APIHandler
from pydantic import BaseModel, ValidationError
from tornado.ioloop import IOLoop
from tornado.web import Finish, HTTPError

from course.grading.desk.desk import Desk
from course.grading.desk.models import Reading, Refused
from course.grading.desk.security import OTHER, POLICY, PROBLEMS
from course.grading.errors import NotFound, StoreError
from course.grading.store.values import FIRST
from exercises.errors import LedelsesrumError
from exercises.os_errors import reason

Asked = TypeVar("Asked", bound=BaseModel)
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

    @property
    def reading(self) -> Reading:
        """Which of a text's readings is asked about."""
        asked = self.get_query_argument("reading", FIRST)
        return asked if asked in get_args(Reading) else self.refuse(400, UNREADABLE)

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
