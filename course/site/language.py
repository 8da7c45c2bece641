"""English in a Danish page is marked as English, so that a screen reader says it as English.

An author marks it with the class ``language-en``, which docutils writes as ``lang="en"``: ``[peer review]{.language-en}``.
A term's translation in round brackets marks itself, as does what is English in the list of references (there,
``langid`` in the entry decides where the words of its title do not tell).
"""

from __future__ import annotations

import re

from docutils import nodes
from pybtex.richtext import Tag
from sphinx.transforms import SphinxTransform

CLASS = "language-en"
ENGLISH = frozenset(
    "the of and in a an on from how why what when is are with through as by its into no not after about who that this their does we you new or but "
    "between against without toward towards more than our".split()
)
DANISH = frozenset("og i af på til den det de en et der som om med er ved ikke eller mellem offentlig offentlige".split())
OPENED = re.compile(r"\((?:(?:på )?eng(?:elsk|\.):? )?$")
CLOSED = re.compile(r"[),;]")


def is_danish(text: str) -> bool:
    """Whether a text has a letter or a small word that only Danish has."""
    return bool(re.search("[æøå]", text.lower())) or not DANISH.isdisjoint(_words(text))


def is_english(text: str) -> bool:
    """Whether a text has a small word that only English has, and none that is Danish."""
    return not is_danish(text) and not ENGLISH.isdisjoint(_words(text))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


class MarkTranslations(SphinxTransform):
    """Mark the English translation of a term, in brackets after it."""

    default_priority = 400

    def apply(self, **_) -> None:
        for emphasis in self.document.findall(nodes.emphasis):
            if _is_in_brackets(emphasis) and not is_danish(emphasis.astext()):
                emphasis["classes"].append(CLASS)


def _is_in_brackets(emphasis: nodes.emphasis) -> bool:
    place = emphasis.parent.index(emphasis)
    around = emphasis.parent[max(place - 1, 0)], emphasis.parent[min(place + 1, len(emphasis.parent) - 1)]
    before, after = (part.astext() if isinstance(part, nodes.Text) else "" for part in around)
    return bool(OPENED.search(before) and CLOSED.match(after))


class InEnglish(Tag):
    """A part of a reference that is English; only a page can say so."""

    def render(self, backend):
        parts = super().render(backend)
        return [nodes.inline("", "", *parts, classes=[CLASS])] if isinstance(parts, list) else parts


def marked(text, english: bool | None = None):
    """Mark a part of a reference as English when it is; its own words tell, unless it is known."""
    return InEnglish("english", text) if (is_english(str(text)) if english is None else english) else text
