"""Recognise a text in another, whatever its spaces, punctuation and comments: by the words of its lines.

What students have anyway is no trace: lines and phrases of the text they get, and lines that say nothing, as ``return x`` and imports do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from course.grading.releasing.regions import Region

PHRASE = 6  # so many words in a row are a trace of a longer line
PASSAGE = 12  # and so many where the line may stand in part by chance
SHORT = 3  # a line of fewer words says nothing, unless it sets a name to an answer
ANSWER = re.compile(r"\s*\w+ = (?:\"[^\"]+\"|'[^']+'|-?\d[\d._]+)\s*$")
NOTHING = re.compile(r"\s*(?:import\b|from\b|return \w+$|\w+ = (?:load|pd\.read_\w+)\([^()]*\)(?:\.copy\(\))?\s*$)")
WORD = re.compile(r"\w+")
Words = tuple[str, ...]


def words(text: str) -> Words:
    """The words of a text, without regard to capitals."""
    return tuple(WORD.findall(text.replace("\\n", " ").casefold()))


def runs(found: Words, length: int) -> frozenset[Words]:
    """Every so many words in a row."""
    return frozenset(found[place : place + length] for place in range(len(found) - length + 1))


class Haystack:
    """A text to look in: its lines, and every so many words of it in a row."""

    def __init__(self, *parts: str):
        self.lines = {found for part in parts for line in part.splitlines() if (found := words(line))}
        self._words = words("\n".join(parts))
        self._runs: dict[int, frozenset[Words]] = {}

    def runs(self, length: int) -> frozenset[Words]:
        if length not in self._runs:
            self._runs[length] = runs(self._words, length)
        return self._runs[length]


@dataclass(frozen=True)
class Line:
    """A line to look for, by those of its phrases that are not the students' own."""

    text: str
    words: Words
    phrases: frozenset[Words]
    passages: frozenset[Words]

    def stands_in(self, hay: Haystack, inside: bool = False) -> bool:
        """Whether a phrase of it stands there; a short line must be a line there too, or also count ``inside`` one."""
        if self.phrases:
            return not self.phrases.isdisjoint(hay.runs(PHRASE))
        return self.words in (hay.runs(len(self.words)) if inside and len(self.words) > SHORT else hay.lines)


    def stands_wholly_in(self, hay: Haystack) -> bool:
        """Whether all of a line that says something stands there, or a passage of it."""
        if not self.phrases or self.phrases.isdisjoint(hay.runs(PHRASE)):
            return False
        return not self.passages.isdisjoint(hay.runs(PASSAGE)) or self.words in hay.runs(len(self.words))


@dataclass(frozen=True)
class Trace:
    """What there is to recognise a region by."""

    region: Region
    lines: tuple[Line, ...]

    def plainly_in(self, hay: Haystack) -> Line | None:
        """The first of the lines of which anything stands where nothing of it should."""
        return next((line for line in self.lines if line.stands_in(hay, inside=True)), None)

    def largely_in(self, hay: Haystack) -> Line | None:
        """A line that shows that a good piece of the region, or a long line of it, stands where a phrase of it may by chance."""
        whole = next((line for line in self.lines if line.stands_wholly_in(hay)), None)
        found = [line for line in self.lines if line.stands_in(hay)]
        return whole or (max(found, key=lambda line: len(line.words)) if found and 2 * len(found) >= len(self.lines) else None)


def trace(region: Region, had: Haystack) -> Trace:
    """What a region can be known by that students do not ``have`` anyway."""
    found = []
    for line in region.text.splitlines():
        for part in _code_and_comment(line) if region.is_code else [line]:
            if not NOTHING.match(part) and (len(words(part)) >= SHORT or ANSWER.match(part)):
                found.append(_line(part, had))
    return Trace(region, tuple(line for line in found if line))


def _line(text: str, had: Haystack) -> Line | None:
    """The line to look for; None where all of it is the students' own."""
    own = words(text)
    phrases, passages = runs(own, PHRASE) - had.runs(PHRASE), runs(own, PASSAGE) - had.runs(PASSAGE)
    if not phrases and (len(own) >= PHRASE or own in had.runs(len(own))):
        return None
    return Line(text.strip(), own, phrases, passages)


def _code_and_comment(line: str) -> list[str]:
    """A # between quotes begins no comment."""
    for found in re.finditer("#", line):
        before = line[: found.start()]
        if before.count('"') % 2 == before.count("'") % 2 == 0:
            return [before, line[found.end() :]]
    return [line]
