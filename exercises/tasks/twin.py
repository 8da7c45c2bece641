"""The text twin of an answer form: what is asked, the hints, and room for the answer."""

from __future__ import annotations

from html import escape

from exercises.journal.twin import boxes
from exercises.tasks.schema import Answer, Task


def twin_html(task: Task) -> str:
    """The task's fields as HTML without scripts."""
    fields = "".join(map(_field, task.parts))
    hints = "".join(f"<details><summary>Vink {number}</summary><p>{escape(hint)}</p></details>" for number, hint in enumerate(task.hints, 1))
    return f'<div class="lr-task lr-twin">{fields}{hints}</div>'


def _field(part: Answer) -> str:
    if part.options:
        return f"<p>{escape(part.label)}</p>{boxes(part.options)}"
    return f"<p>{escape(part.label)} ________ {escape(part.unit)}</p>"
