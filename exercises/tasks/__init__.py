"""Data tasks: an answer form for those who read off, a check for those who compute.

In a notebook: ``answer_form("hpv_bund")`` and, after the reader's own cell, ``check("hpv_bund")``.
"""

from __future__ import annotations

import anywidget
import traitlets
from IPython import get_ipython

from exercises.frontend import STYLE, bundle
from exercises.tasks.definitions import find
from exercises.tasks.feedback import Verdict, judge
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


def answer_form(name: str) -> AnswerForm:
    """Show the fields in which a task is answered without code."""
    return AnswerForm(name)


def check(name: str, variables: dict[str, object] | None = None) -> Verdict:
    """Judge a task by the reader's own variables, which have the names of its parts.

    Without ``variables`` the notebook's are read; one that is not there counts as not given.
    """
    shell = get_ipython()
    if variables is None:
        variables = shell.user_ns if shell else {}
    return judge(find(name), {part.id: variables.get(part.id) for part in find(name).parts})
