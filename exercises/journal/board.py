"""``board(2)``: answers from a part's exercises in one picture, on one page."""

from __future__ import annotations

from html import escape

import anywidget
import traitlets

from exercises.content import read_yaml
from exercises.errors import ContentError
from exercises.frontend import STYLE, VIEWS, bundle
from exercises.journal.definitions import FOLDER, find, with_rows
from exercises.journal.entries import as_json
from exercises.journal.log import Log
from exercises.journal.parts import Board, Tile
from exercises.journal.schema import ReflectionFile
from exercises.journal.twin import ruled
from exercises.journal.widget import sources_view


class BoardWidget(anywidget.AnyWidget):
    """A part's ``Board`` with the answers given so far; what is saved elsewhere meanwhile appears."""

    _esm = bundle(*VIEWS, "replies", "board")
    _css = STYLE

    board = traitlets.Dict().tag(sync=True)
    sources = traitlets.Dict().tag(sync=True)
    answers = traitlets.List().tag(sync=True)

    def __init__(self, part: int):
        self._board = _board_of(part)
        sources = with_rows([source for tile in self._board.tiles for source in tile.answers])
        with Log.open() as log:
            answers = [as_json(answer) for exercise in sorted({source.exercise for source in sources}) for answer in log.current(exercise)]
        pages = [f"{find(tile.answers[0].exercise).path.stem}.html" for tile in self._board.tiles]
        board = self._board.model_dump(mode="json")
        super().__init__(
            board=board | {"tiles": [tile | {"page": page} for tile, page in zip(board["tiles"], pages)]},
            sources=sources_view(sources), answers=answers,
        )

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return {**data, "text/html": _twin_html(self._board)}, metadata


def board(part: int) -> BoardWidget:
    """Show the picture of a part's answers that stands in ``exercises/reflections/del-<part>-samlet.yaml``."""
    return BoardWidget(part)


def _board_of(part: int) -> Board:
    path = FOLDER / f"del-{part}-samlet.yaml"
    found = read_yaml(path, ReflectionFile).board if path.is_file() else None
    if not found:
        raise ContentError(path, f"board({part})", "delen har intet billede.", "Skriv board i filen.")
    return found


def _twin_html(shown: Board) -> str:
    """On paper: every field by its heading, with room to write what the reader answered."""
    fields = "".join(f'<section class="lr-tile"><h3>{escape(tile.title)}</h3>{_asked(tile)}{ruled(5)}</section>' for tile in shown.tiles)
    return f'<section class="lr-card lr-twin lr-board"><h2 class="lr-title">{escape(shown.title)}</h2><div class="lr-tiles">{fields}</div></section>'


def _asked(tile: Tile) -> str:
    first = tile.answers[0]
    reflection = find(first.exercise)
    return (
        f'<p class="lr-guidance">{escape(reflection.item(first.item).prompt)} '
        f'<a href="{reflection.path.stem}.html">Øvelsen står i afsnit {reflection.section}</a></p>'
    )
