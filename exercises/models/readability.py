"""How hard a text is to read, by LIX: long sentences and long words count against it.

The measure is Björnsson's (1968). It sees length and nothing else: neither sense, order nor tone. The page counts by the
same rule in ``exercises/frontend/readability.js``, so that it answers without a kernel; ``tests/browser/test_readability.py``
holds the two equal.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONG = 7  # letters
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")  # soft hyphens and the like, which Word and PDF leave inside words
SPACE = r"[ \t\n\r\f\v\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"  # said out: \s is not the same in JavaScript
WORD = re.compile(r"\w+(?:[.,'’\-–/]\w+)*")
SENTENCE_END = re.compile(
    rf"(?<![.!?:])[.!?:]+[»«”\")]*{SPACE}+(?=[^\w{SPACE[1:]}*[A-ZÆØÅ])"  # no capital after: an abbreviation or part of a number
    rf"|\n{SPACE}*\n"
    rf"|\n{SPACE}*(?=[•▪◦●]{SPACE})"  # a list as Word pastes it
)
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
        return self.sentence_length + self.long_share

    @property
    def sentence_length(self) -> float:
        """Words a sentence on average."""
        return self.words / self.sentences if self.words else 0.0

    @property
    def long_share(self) -> float:
        """Per cent of the words that are long."""
        return 100 * self.long_words / self.words if self.words else 0.0

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
    words = WORD.findall(_plain(text))
    long_words = [word for word in words if sum(map(str.isalpha, word)) >= LONG]
    return Readability(len(words), len(sentences(text)), len(long_words))


def sentences(text: str) -> list[str]:
    """Split a text where a sentence ends by the rule of `readability`; what has no words is left out."""
    return [part.strip() for part in SENTENCE_END.split(_plain(text)) if WORD.search(part)]


def _plain(text: str) -> str:
    """The text as it is counted: one character for å however it was typed, and nothing invisible inside words."""
    return INVISIBLE.sub("", unicodedata.normalize("NFC", text))
