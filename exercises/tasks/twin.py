"""The text twin of an answer form: what is asked, the hints, and room for the answer."""

from __future__ import annotations

from html import escape

from exercises.tasks.schema import Task


def twin_html(task: Task) -> str:
    """The task's fields as HTML without scripts."""
    fields = "".join(
        f"<p>{escape(part.label)}: {_room(part)} {escape(part.unit)}</p>" for part in task.parts
    )
    hints = "".join(f"<details><summary>Vink {number}</summary><p>{escape(hint)}</p></details>" for number, hint in enumerate(task.hints, 1))
    return f'<div class="lr-task lr-twin">{fields}{hints}</div>'


def _room(part) -> str:
    return " / ".join(escape(option.label) for option in part.options) if part.options else "________"
