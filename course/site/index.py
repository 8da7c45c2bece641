"""Sphinx' general index for a Danish reader: each word of the glossary, the pages that use it, and æ, ø and å last."""

from __future__ import annotations

from itertools import groupby

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from exercises.danish_order import danish_order

PAGE = "genindex"


class IndexUses(SphinxTransform):
    """Put every first use of a glossary's word on a page into the index, under the word and by the page's title."""

    default_priority = 400  # while a reference still says what it points to

    def apply(self) -> None:
        title = next((found.astext() for found in self.document.findall(nodes.title)), None)
        section = next(self.document.findall(nodes.section), None)
        if title is None or section is None:
            return
        used = {node["reftarget"] for node in self.document.findall(addnodes.pending_xref) if node.get("reftype") == "term"}
        entries = [("single", f"{term}; {title.replace(';', ',')}", section["ids"][0], "", None) for term in sorted(used)]
        if entries:  # after the title, which Sphinx expects first
            section.insert(1, addnodes.index(entries=entries))


def in_danish(entries: list[tuple]) -> list[tuple]:
    """The letters of an index and what stands under each, as a Danish dictionary has them."""
    words = sorted((word for _, words in entries for word in words), key=_order)
    merged = [_merged(list(same)) for _, same in groupby(words, key=_order)]
    return [(letter, list(under)) for letter, under in groupby(merged, key=lambda word: word[0][0].upper())]


def _order(word: tuple) -> str:
    return danish_order(word[0])


def _merged(same: list[tuple]) -> tuple:
    """One entry of those whose words differ only in capitals, since Sphinx' references have none; the glossary's spelling wins."""
    name, (links, _, key) = next((word for word in same if word[1][0]), same[0])
    return name, (links, [use for _, (_, uses, _) in same for use in uses], key)


def order_index(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Give the index page its words in Danish order."""
    if pagename == PAGE:
        context["genindexentries"] = in_danish(context["genindexentries"])
