"""``reflection("…")``: one exercise, live, with the reader's own answers in it."""

from __future__ import annotations

import anywidget
import traitlets

from exercises.errors import LedelsesrumError
from exercises.frontend import STYLE, VIEWS, bundle
from exercises.journal.calendar_file import Inbox
from exercises.journal.definitions import find, source_view
from exercises.journal.entries import Entry, as_json
from exercises.journal.log import Log
from exercises.journal.parts import Source
from exercises.journal.twin import twin_html


class ReflectionWidget(anywidget.AnyWidget):
    """The view saves through the Jupyter server where it can; through this kernel where there is no such server."""

    _esm = bundle(*VIEWS, "replies", "again", "profile", "reflection")
    _css = STYLE

    definition = traitlets.Dict().tag(sync=True)
    answers = traitlets.List().tag(sync=True)

    def __init__(self, name: str, occasion: str | None = None):
        self._reflection = find(name)
        self._inbox = Inbox()
        self._occasion = self._reflection.occasion(occasion)
        sources = self._reflection.sources()
        exercises = {name, *(source.exercise for source in sources)}
        with Log.open() as log:
            answers = [as_json(answer) for exercise in sorted(exercises) for answer in log.current(exercise)]
        definition = self._reflection.for_view(self._occasion) | {"sources": sources_view(sources)}
        super().__init__(definition=definition, answers=answers)
        self.on_msg(self._receive)

    def _receive(self, widget, message: dict, buffers) -> None:
        if "calendar" in message:
            if answer := self._inbox.answer(message["calendar"], buffers):
                self.send({"calendar": answer})
        else:
            self._save(message)

    def _save(self, message: dict) -> None:
        entry = Entry.model_validate(message["save"])
        try:
            with Log.open() as log:
                answer = entry.save(log)
        except LedelsesrumError as problem:
            self.send({"key": entry.key, "problem": str(problem)})
        else:
            self.send({"key": entry.key, "answer": as_json(answer)})

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return {**data, "text/html": twin_html(self._reflection, self._occasion)}, metadata


def sources_view(sources: list[Source]) -> dict[str, dict]:
    """What the browser needs of the items whose answers are shown elsewhere, by ``exercise/item``."""
    return {f"{source.exercise}/{source.item}": source_view(source) for source in sources}


def reflection(name: str, occasion: str | None = None) -> ReflectionWidget:
    """Show a reflection exercise by its id, e.g. ``reflection("hvem_tror_de_paa")``.

    One with occasions asks on the first of them, or on the one that is named: ``reflection("indgang_6", "udgang")``.
    """
    return ReflectionWidget(name, occasion)
