"""The text of cells compared as a student would: blank ends do not count, and in code neither do comments."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Sequence

SHORT = 4  # a line that short, a bracket or a rule, says nothing of where it came from
NAMES = re.compile(r"def +\w+|\w+ *=(?!=)")


def trimmed(text: str) -> str:
    """The text without blanks at the ends of lines, and without blank lines before and after."""
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def same(one: str, other: str) -> bool:
    return trimmed(one) == trimmed(other)


def added_lines(text: str, original: str) -> str:
    """The lines of a text that do not stand in the original, as they stand; a changed line is one of them."""
    known = {line.strip() for line in original.splitlines()}
    return trimmed("\n".join(line for line in text.splitlines() if line.strip() and line.strip() not in known))


def overlap(texts: Sequence[str]) -> bool:
    """Whether two of the texts share a line, or give a value to the same name: then they are editions of one text, not parts of it."""
    seen: set[str] = set()
    for text in texts:
        lines = {line.strip() for line in text.splitlines() if len(line.strip()) > SHORT}
        lines |= {"".join(found[0].split()) for line in text.splitlines() if (found := NAMES.match(line))}
        if lines & seen:
            return True
        seen |= lines
    return False


def fenced(code: str) -> str:
    """Code as Markdown that shows it and never runs it."""
    ticks = max((len(run) for run in re.findall(r"`+", code)), default=0)
    fence = "`" * max(3, ticks + 1)
    return f"{fence}python\n{code}\n{fence}"


def run_of(code: str) -> str:
    """What of the code is run: the same for two texts that differ in comments and blanks only, and empty where nothing is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree = ast.parse(code)
            return ast.dump(tree) if tree.body else ""
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return code
