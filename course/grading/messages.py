"""What may be said of a test that failed: sentences that stand in the test or in the kit, and nothing else.

A hidden test's source, its data and the values it expects must not reach a student, and a student's code runs inside the test: it can raise
whatever it likes, the test's own data too. So a message is never passed on as it came. It is put together again from the sentences that a test
gives as its messages and those of the kit's own checks; what was filled into one is kept where the student can see it anyway, else it is ``…``.
"""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

BEGIN, END = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"
KIT = ("exercises.tasks.answers", "exercises.tasks.feedback", "exercises.mistakes")
SENTENCES = {
    "CellTimeoutError": "Koden stoppede ikke af sig selv og blev afbrudt. Se efter en løkke, der aldrig bliver færdig.",
    "KeyboardInterrupt": "Koden blev afbrudt, før den var færdig.",
    "NameError": "Et navn findes ikke{what}. Er det stavet rigtigt, og laver en af cellerne før det?",
    "UnboundLocalError": "Et navn bruges, før det har fået en værdi{what}.",
    "KeyError": "Tabellen har ikke noget med det navn{what}.",
    "SyntaxError": "Python kan ikke læse linjen. Mangler der en parentes, et anførselstegn eller et kolon?",
    "IndentationError": "En linje er rykket forkert ind.",
    "AttributeError": "En egenskab findes ikke. Er navnet stavet rigtigt?",
    "TypeError": "To ting kan ikke regnes sammen, eller funktionen fik noget andet, end den venter.",
    "ValueError": "En værdi kan ikke bruges der, hvor den står.",
    "ZeroDivisionError": "Der blev divideret med nul.",
    "IndexError": "En række findes ikke: listen eller tabellen er kortere.",
    "ModuleNotFoundError": "En pakke er ikke installeret her{what}.",
    "ImportError": "Noget kan ikke hentes fra en pakke.",
    "FileNotFoundError": "En fil findes ikke, hvor koden blev rettet{what}.",
    "RecursionError": "En funktion kalder sig selv uden ende.",
    "MemoryError": "Koden brugte mere hukommelse, end der er.",
}
OTHER = "Koden stoppede med en fejl."
NAMED = re.compile(r"name '(\w+)'|variable '(\w+)'|No module named '([\w.]+)'|directory: '([^']*)'|^'([^']*)'$")
PLAIN = {"str", "int", "float", "bool", "list", "tuple", "dict", "set", "function", "ndarray", "Series", "DataFrame", "NoneType", *SENTENCES}
SLOT = "(.{0,300}?)"


def why(ename: str, evalue: str, own_words: Iterable[str]) -> str:
    """One Danish sentence on an error by its kind; a name in it is told where it is among the student's own words."""
    found = NAMED.search(evalue[:500])
    name = next(filter(None, found.groups()), "") if found else ""
    sentence = SENTENCES.get(ename, OTHER)
    return sentence.format(what=f": »{name}«" if name and name in own_words else "")


def words(*sources: str) -> frozenset[str]:
    """The names and the short texts in code or prose, as what a person who wrote it knows."""
    quoted = (text for source in sources for text in re.findall(r"'([^'\n]{1,80})'|\"([^\"\n]{1,80})\"", source))
    return frozenset(word for source in sources for word in re.findall(r"\w+", source)) | {text for pair in quoted for text in pair if text}


@dataclass(frozen=True)
class TestMessages:
    """The sentences that one test cell may say, and the words that may be filled into them."""

    __test__ = False  # no test of pytest's

    sentences: tuple[re.Pattern, ...]
    known: frozenset[str]

    @classmethod
    def of(cls, source: str, own_words: Iterable[str]) -> TestMessages:
        """Those of a test cell with this source, its hidden part included."""
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError, RecursionError):
            tree = ast.Module([], [])
        told = list(_messages(tree))
        tried = {node.value for node in told if isinstance(node, ast.Constant)}
        sentences = (*filter(None, map(_pattern, told)), *_kit_sentences())
        return cls(tuple(sorted(set(sentences), key=lambda one: -len(one.pattern))), frozenset(own_words) | words(_visible(source)) | tried | PLAIN)

    def tell(self, message: str, depth: int = 0) -> str:
        """The message in known sentences; '' where it has any other."""
        said, place = "", 0
        while place < len(message[:2000]):
            if message[place].isspace():
                said, place = said + " ", place + 1
                continue
            match = next((found for one in self.sentences if (found := one.match(message, place)) and found.end() > place), None)
            if match is None:
                return ""
            said, place = said + self._filled(match, depth), match.end()
        return " ".join(said.split()).replace("Linje …: ", "")

    def _filled(self, match: re.Match, depth: int) -> str:
        said, end = "", match.start()
        for group in range(1, (match.re.groups or 0) + 1):
            start, value = match.start(group), match[group]
            said += match.string[end:start] + self._value(value, depth)
            end = match.end(group)
        return said + match.string[end:match.end()]

    def _value(self, value: str, depth: int) -> str:
        bare = value.strip("`'\"")
        if not value or bare in self.known:
            return value
        return (self.tell(value, depth + 1) if depth < 3 else "") or "…"


def _messages(tree: ast.AST) -> Iterator[ast.expr]:
    """The texts in a test that are there to be read: of assert and raise, and what is given to the kit's checks as such."""
    for node in ast.walk(tree):
        told: list = []
        if isinstance(node, ast.Assert):
            told = [node.msg]
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            told = node.exc.args
        elif isinstance(node, ast.keyword) and node.arg in ("otherwise", "tried"):
            told = [node.value]
        elif isinstance(node, ast.keyword) and node.arg == "wrong" and isinstance(node.value, ast.Dict):
            told = node.value.values
        yield from (one for one in told if isinstance(one, ast.JoinedStr) or isinstance(one, ast.Constant) and isinstance(one.value, str))


def _pattern(text: ast.expr) -> re.Pattern | None:
    """What a text looks like with anything filled in; None for one without a word of its own."""
    parts = text.values if isinstance(text, ast.JoinedStr) else [text]
    plain = " ".join(part.value for part in parts if isinstance(part, ast.Constant))
    if not re.search(r"[^\W\d_]{4}", re.sub(r"\{\w*\}", "", plain)):
        return None
    pieces = (re.split(r"\{\w*\}", part.value) if isinstance(part, ast.Constant) else ["", ""] for part in parts)
    return re.compile("".join(SLOT.join(map(re.escape, piece)) for piece in pieces), re.DOTALL)


@cache
def _kit_sentences() -> tuple[re.Pattern, ...]:
    """Every text in the modules with which the kit's tests and checks speak, docstrings apart."""
    found = []
    for module in KIT:
        spec = importlib.util.find_spec(module)
        tree = ast.parse(Path(spec.origin).read_text(encoding="utf-8")) if spec and spec.origin else ast.Module([], [])
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        texts = (node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) or isinstance(node, ast.Constant) and isinstance(node.value, str))
        found += [_pattern(text) for text in texts if id(text) not in docstrings | inner]
    return (*filter(None, found), *(re.compile(rf"{name}\b") for name in SENTENCES))


def _visible(source: str) -> str:
    """The part of a test cell that stands in the student's notebook."""
    shown, hidden = [], False
    for line in source.splitlines():
        hidden = (hidden or BEGIN in line) and END not in line
        if not hidden and END not in line:
            shown.append(line)
    return "\n".join(shown)
