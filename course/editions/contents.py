"""The order of the course in an edition: parts, their pages, and what belongs under a page, as ``_toc.yml`` has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sphinx_external_toc.parsing import parse_toc_yaml

from course.site.sphinx_extension import SECTION


@dataclass(frozen=True)
class Leaf:
    """A page, named as in ``_toc.yml``; ``part`` is the caption it is the first one under; ``depth`` is 1 for a chapter, 2 below one."""

    name: str
    depth: int
    part: str = ""


def entry_name(leaf: Leaf, title: str) -> str:
    """What a page is called in the contents: with the number of its section, or just exercises where it stands below that."""
    section = SECTION.match(leaf.name)
    if not section:
        return title
    return "Øvelser" if leaf.depth == 2 else f"{section[1]}.{section[2]} {title}"


def leaves(root: Path) -> list[Leaf]:
    """All pages in reading order, the front page first."""
    toc = parse_toc_yaml(root / "_toc.yml")
    found = [Leaf(toc.root.docname, 0)]
    for tree in toc.root.subtrees:
        names = list(_below(toc, tree.items, 1))
        found += [Leaf(name, depth, tree.caption if place == 0 else "") for place, (name, depth) in enumerate(names)]
    return found


def _below(toc, items: list, depth: int) -> Iterator[tuple[str, int]]:
    for item in items:
        yield str(item), depth
        for tree in toc[item].subtrees:
            yield from _below(toc, tree.items, depth + 1)
