"""How hard a text is to read, by LIX: long sentences and long words count against it.

The measure is Björnsson's (1968). It sees length and nothing else: neither sense, order nor tone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONG = 7  # letters
WORD = re.compile(r"\w+(?:[.,'’\-–/]\w+)*")
# A full stop that no capital follows is an abbreviation or part of a number.
SENTENCE_END = re.compile(r"[.!?:]+[»«”\")]*\s+(?=[^\w\s]*[A-ZÆØÅ])|\n\s*\n")
LEVELS = ((25, "meget let"), (35, "let"), (45, "middel"), (55, "svær"))


@dataclass(frozen=True)
class Readability:
    """The counts behind the number."""

    words: int
    sentences: int
    long_words: int

    @property
    def lix(self) -> float:
        """Words a sentence plus per cent of long words; 0 for a text without words."""
        return self.words / self.sentences + 100 * self.long_words / self.words if self.words else 0.0

    @property
    def level(self) -> str:
        """The usual Danish name of the level."""
        return next((name for limit, name in LEVELS if self.lix < limit), "meget svær")


def readability(text: str) -> Readability:
    """Count what LIX is made of.

    Parameters
    ----------
    text : str
        Running text without markup. An empty line ends a sentence, and so do . ! ? and : before a capital letter.

    Returns
    -------
    Readability
        A word joined by hyphens counts as one, and so does a number; a long word has seven letters or more.
    """
    words = WORD.findall(text)
    sentences = [part for part in SENTENCE_END.split(text) if WORD.search(part)]
    long_words = [word for word in words if sum(map(str.isalpha, word)) >= LONG]
    return Readability(len(words), len(sentences), len(long_words))
