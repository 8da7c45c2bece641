"""What a sheet to print has that a page has not: lines to write on (``{ruled}``) and a room to draw in (``{empty-room}``)."""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from exercises.journal.definitions import find, kind_of
from exercises.journal.twin import empty_room, ruled


class Ruled(SphinxDirective):
    """Lines to write on, as many as the argument says; on a printed sheet they also take the room that is left, in equal shares."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        return [nodes.raw("", ruled(directives.positive_int(self.arguments[0])), format="html")]


class EmptyRoom(SphinxDirective):
    """The empty room that belongs to an item of the kind ``room_map``, named as ``exercise.item``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        exercise, item = self.arguments[0].split(".")
        self.env.note_dependency(str(find(exercise).path))
        return [nodes.raw("", empty_room(kind_of(find(exercise).item(item))), format="html")]
