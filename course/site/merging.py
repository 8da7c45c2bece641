"""A new edition of the course meets a reader's copy of a notebook: cell by cell, by id, and nothing of the reader's is lost."""

from __future__ import annotations

import uuid
from collections import defaultdict
from copy import deepcopy
from itertools import chain

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

OURS = "ledelsesrum"  # our key in the metadata of a notebook and of each of the course's cells
EARLIER = "from-an-earlier-edition"
EARLIER_TITLE = "## Fra en tidligere udgave af kurset\n\nDu havde ændret disse celler, og de er ikke længere med i kurset. De er dine."


def merge(own: NotebookNode, course: NotebookNode) -> NotebookNode:
    """The new edition, with what the reader has edited and added.

    - A cell that the reader has not edited gets the new text; one that is edited stays, and remembers the new text.
    - A cell the reader added stays after the same cell of the course, or the nearest before it that is still there.
    - An edited cell that the course has dropped stands at the end, under a heading that says so.
    - A cell of the course that the reader removed is there again.
    """
    known, followers, dropped = _sort_out(own.cells, {cell.id for cell in course.cells})
    if dropped and not followers[EARLIER]:
        followers[EARLIER] = [new_markdown_cell(EARLIER_TITLE, id=EARLIER)]
    merged = deepcopy(course)
    cells = [[_renewed(known[cell.id], cell) if cell.id in known else cell, *followers[cell.id]] for cell in merged.cells]
    merged.cells = list(chain(followers[None], *cells, followers[EARLIER], dropped))
    merged.metadata = own.metadata | {OURS: base(own) | base(course)}  # a message the reader has not seen stays too
    merged.nbformat_minor = max(own.nbformat_minor, course.nbformat_minor)
    return merged


def _sort_out(cells: list[NotebookNode], course_ids: set[str]) -> tuple[dict, dict, list]:
    """The reader's copy as: the course's cells by id; the reader's own by the cell they follow; edited ones that the course has dropped."""
    known, followers, dropped = {}, defaultdict(list), []
    anchor = None
    for cell in cells:
        name = cell.get("id") or base(cell).get("id")  # an old program may have taken the ids away
        if name in course_ids and name not in known:
            known[name], anchor = cell, name
        elif name == EARLIER:
            anchor = EARLIER
            followers[EARLIER].append(cell)
        elif name is None or base(cell).get("id") != name or name in known:  # a copy made in JupyterLab takes the metadata along
            followers[anchor].append(_readers_own(cell, new_id=name is None or name in known))
        elif is_edited(cell):
            dropped.append(_readers_own(cell))
    return known, followers, dropped


def base(node: NotebookNode) -> dict:
    """What we keep about a cell or a notebook; empty where the reader made it."""
    found = node.metadata.get(OURS)
    return found if isinstance(found, dict) else {}


def is_edited(cell: NotebookNode) -> bool:
    """Whether the reader has changed a cell of the course."""
    return cell.source != base(cell).get("source")


def _renewed(own: NotebookNode, new: NotebookNode) -> NotebookNode:
    """The reader's cell in the new edition."""
    cell = deepcopy(own)
    cell.id = new.id
    if not is_edited(own) and own.source != new.source:
        cell.source = new.source
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    cell.metadata = new.metadata | own.metadata | {key: new.metadata[key] for key in (OURS, "tags") if key in new.metadata}
    return cell


def _readers_own(cell: NotebookNode, new_id: bool = False) -> NotebookNode:
    cell = deepcopy(cell)
    if new_id:
        cell.id = uuid.uuid4().hex[:8]
    cell.metadata.pop(OURS, None)
    return cell
