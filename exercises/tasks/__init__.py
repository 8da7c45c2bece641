"""Data tasks: an answer form for those who read off, a check for those who compute.

In a notebook: ``answer_form("hpv_bund")`` and, after the reader's own cell, ``check("hpv_bund")``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from IPython import get_ipython

from exercises.tasks.definitions import find
from exercises.tasks.feedback import Verdict, judge

if TYPE_CHECKING:
    from exercises.tasks.fields import AnswerForm


def answer_form(name: str) -> AnswerForm:
    """Show the fields in which a task is answered without code."""
    from exercises.tasks.fields import AnswerForm  # a test imports this package too, and has no use for widgets

    return AnswerForm(name)


def check(name: str, variables: dict[str, object] | None = None) -> Verdict:
    """Judge a task by the reader's own variables, which have the names of its parts.

    Without ``variables`` the notebook's are read; one that is not there counts as not given.
    """
    shell = get_ipython()
    if variables is None:
        variables = shell.user_ns if shell else {}
    return judge(find(name), {part.id: variables.get(part.id) for part in find(name).parts})
