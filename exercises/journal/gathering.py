"""``gathered(1)``: what the reader has written in a part of the course, in one place, with the way back to each exercise."""

from __future__ import annotations

from html import escape

import anywidget
import traitlets

from exercises.errors import ContentError
from exercises.frontend import STYLE, VIEWS, bundle
from exercises.journal.definitions import FOLDER, Reflection, reflections
from exercises.journal.entries import as_json
from exercises.journal.log import Log
from exercises.journal.twin import ruled
from exercises.journal.widget import sources_view


class GatheredWidget(anywidget.AnyWidget):
    """The exercises of a part with the answers given so far; what is saved elsewhere meanwhile appears."""

    _esm = bundle(*VIEWS, "gathering")
    _css = STYLE

    exercises = traitlets.List().tag(sync=True)
    sources = traitlets.Dict().tag(sync=True)
    answers = traitlets.List().tag(sync=True)

    def __init__(self, part: int):
        self._reflections = _of_part(part)
        sources = [source for reflection in self._reflections for source in reflection.sources()]
        with Log.open() as log:
            answers = [as_json(answer) for answer in log.current()]
        super().__init__(
            exercises=[reflection.for_view() | {"page": f"{reflection.path.stem}.html"} for reflection in self._reflections],
            sources=sources_view(sources), answers=answers,
        )

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return {**data, "text/html": _twin_html(self._reflections)}, metadata


def gathered(part: int) -> GatheredWidget:
    """Show what the reader has written in part 1, 2 or 3 (0 is the preface)."""
    return GatheredWidget(part)


def _of_part(part: int) -> list[Reflection]:
    """The exercises of a part's sections, in the paper's order.

    Raises
    ------
    ContentError
        The part has none.
    """
    found = [reflection for reflection in reflections().values() if reflection.section.startswith(f"{part}.")]
    if not found:
        raise ContentError(FOLDER, f"gathered({part})", "delen har ingen øvelser.", "Vælg 0, 1, 2 eller 3.")
    return sorted(found, key=lambda reflection: reflection.section)


def _twin_html(found: list[Reflection]) -> str:
    """On paper: every exercise by name, with room for the one thing worth keeping of it."""
    entries = "".join(
        f'<section class="lr-item"><h3 class="lr-prompt"><a href="{reflection.path.stem}.html">{reflection.section} '
        f"{escape(reflection.exercise.title)}</a></h3>{ruled(2)}</section>" for reflection in found
    )
    return f'<section class="lr-card lr-twin"><p class="lr-why">Det vigtigste, jeg skrev i hver øvelse:</p>{entries}</section>'
