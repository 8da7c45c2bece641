"""Mark what may be names, for the reader to look at before a text is given away. Nothing is taken out.

It knows no names. It marks a capitalised word inside a sentence, and one that recurs, unless the same word also stands there in small
letters or is one of the words below; and what looks like a CPR number or an e-mail address. It finds too much and too little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from exercises.danish_order import danish_order

WORD = re.compile(r"\d{6}[- ]?\d{4}\b|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[^\W\d_][\w'’]*(?:-\w+)*")
CERTAIN = re.compile(r"\d|.*@")
OPENS = re.compile(r"(?:^|[.!?:;…\n]|[»«\"“(•–]\s?)\s*$")
"""What stands before a word that begins a sentence, a quotation or a point of a list."""
NO_NAMES = frozenset("""
    alle altså at da de dem den der deres det dette disse du efter ellers en er et for fordi fra først han har hende her hun hvad hver hvilke
    hvilken hvis hvor hvordan hvorfor i ikke ingen ja jeg kan man med men min mine mit når nej nogle nu og også om på så selv sig ved vi vil vores
    cpr dr eu fn it kl kpi lix mv oecd pct
""".split())

Run = tuple[str, bool]
"""A piece of a text, and whether it may be a name."""


def runs(texts: Sequence[str]) -> list[list[Run]]:
    """Each text cut into runs; joined, a text's runs are the text."""
    names = _names(texts)
    return [_cut(text, names) for text in texts]


def found(marked: Iterable[list[Run]]) -> list[tuple[str, int]]:
    """What is marked, the most frequent first, with how often; words side by side are one."""
    counted = Counter(phrase for text in marked for phrase in _phrases(text))
    return sorted(counted.items(), key=lambda one: (-one[1], danish_order(one[0])))


def _phrases(text: list[Run]) -> list[str]:
    """The marked words of a text, with those joined that only a blank parts."""
    joined: list[str] = []
    apart = True
    for piece, is_name in text:
        if is_name and not apart:
            joined[-1] += f" {piece}"
        elif is_name:
            joined.append(piece)
        apart = not is_name and (piece != " " or apart)
    return joined


def _names(texts: Sequence[str]) -> set[str]:
    """The words that may be names anywhere in the texts."""
    words = [(match.group(), bool(OPENS.search(text[: match.start()]))) for text in texts for match in WORD.finditer(text)]
    small = {word for word, _ in words if word[0].islower()} | NO_NAMES
    capital = [(word, opens) for word, opens in words if word[0].isupper() and word.lower() not in small]
    often = Counter(word for word, _ in capital)
    inside = {word for word, opens in capital if not opens or often[word] > 1}
    return inside | _first_names(texts, inside, small) | {word for word, _ in words if CERTAIN.match(word)}


def _first_names(texts: Sequence[str], names: set[str], small: set[str]) -> set[str]:
    """The capitalised words that begin a sentence with a name right after them."""
    pairs = [pair for text in texts for pair in pairwise(WORD.finditer(text)) if text[pair[0].end() : pair[1].start()] == " "]
    return {one.group() for one, after in pairs if one.group()[0].isupper() and one.group().lower() not in small and after.group() in names}


def _cut(text: str, names: set[str]) -> list[Run]:
    pieces, at = [], 0
    for match in WORD.finditer(text):
        if match.group() in names:
            pieces += [(text[at : match.start()], False)] if match.start() > at else []
            pieces.append((match.group(), True))
            at = match.end()
    return [*pieces, (text[at:], False)] if at < len(text) else pieces
