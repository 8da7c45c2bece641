"""The form in which a task is answered without code. Only a page that shows one needs the widgets, so nothing else imports it."""

from __future__ import annotations

import anywidget
import traitlets

from exercises.frontend import STYLE, bundle
from exercises.tasks.definitions import find
from exercises.tasks.feedback import judge
from exercises.tasks.twin import twin_html


class AnswerForm(anywidget.AnyWidget):
    """Fields for a task's answers; the kernel judges them, so the right ones are never sent to the page."""

    _esm = bundle("dom", "task")
    _css = STYLE

    definition = traitlets.Dict().tag(sync=True)

    def __init__(self, name: str):
        self._task = find(name)
        super().__init__(definition=self._task.model_dump(mode="json", include={
            "id": True, "hints": True, "parts": {"__all__": {"id", "label", "unit", "options"}},
        }))
        self.on_msg(self._receive)

    def _receive(self, widget, message: dict, buffers) -> None:
        self.send({"html": judge(self._task, message["answer"])._repr_html_()})

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return {**data, "text/html": twin_html(self._task)}, metadata
