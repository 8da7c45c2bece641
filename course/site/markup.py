"""The HTML of two kinds of nodes, where what docutils and MyST-NB write is no longer valid, or English; headings, and the heads of a table's rows."""

from __future__ import annotations

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxTranslator


class HeadRows(SphinxTransform):
    """Let the first cell of each row say what the row is about, in a table where it says something in all of them."""

    default_priority = 400

    def apply(self, **_) -> None:
        for table in self.document.findall(nodes.tgroup):
            columns = list(table.findall(nodes.colspec))
            rows = [row for body in table.findall(nodes.tbody) for row in body.findall(nodes.row)]
            if len(columns) > 1 and all(row[0].astext().strip() for row in rows):
                columns[0]["stub"] = True


def heading(text: str, level: int) -> nodes.rubric:
    """A heading within what a directive writes, where docutils has no sections: MyST writes it by its ``level``."""
    return nodes.rubric(text, text, level=level)


def open_fold(writer: SphinxTranslator, node: HideCodeCellNode) -> None:
    """Folded code, named by what stands on it; MyST-NB names it in English."""
    show, hide = (writer.encode(node[name]) for name in ("prompt_show", "prompt_hide"))
    writer.body.append(
        f'<details class="hide {" ".join(node["classes"])}"><summary><span class="collapsed">{show}</span><span class="expanded">{hide}</span></summary>\n'
    )


def close_fold(writer: SphinxTranslator, node: HideCodeCellNode) -> None:
    writer.body.append("</details>\n")


def open_reference(writer: SphinxTranslator, node: nodes.citation) -> None:
    """An entry in a list of references; the role that docutils gives it is out of use."""
    if not isinstance(node.previous_sibling(), nodes.citation):
        writer.body.append('<div role="list" class="citation-list">\n')
    writer.body.append(writer.starttag(node, "div", classes=["citation"], role="listitem"))


def close_reference(writer: SphinxTranslator, node: nodes.citation) -> None:
    last = not isinstance(node.next_node(descend=False, siblings=True), nodes.citation)
    writer.body.append("</div>\n" * (2 if last else 1))


def register(app: Sphinx) -> None:
    """Put these in place of the packages' own."""
    app.add_transform(HeadRows)
    app.add_node(HideCodeCellNode, override=True, html=(open_fold, close_fold))
    app.add_node(nodes.citation, override=True, html=(open_reference, close_reference))
