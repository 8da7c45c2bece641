"""What may be said of a test that failed: sentences that stand in the test or in the kit, and nothing else.

A hidden test's source, its data and the values it expects must not reach a student, and a student's code runs inside the test: it can raise
whatever it likes, the test's own data too. So a message is never passed on as it came. It is put together again from the sentences that a test
gives as its messages and those of the kit's own checks; what was filled into one is kept where the student can see it anyway, else it is ``…``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import exercises

BEGIN, END = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"
KIT = (*sorted((Path(exercises.__file__).parent / "tasks").glob("*.py")), Path(exercises.__file__).parent / "mistakes.py")
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
SLOT = "\0"


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
        told, filled = _told(tree)
        slot = "|".join([*sorted(map(re.escape, filled), key=len, reverse=True), ".{0,300}?"])
        patterns = sorted({*filter(None, map(_pattern, told)), *_kit_sentences()}, key=len, reverse=True)
        known = frozenset(own_words) | words(visible(source)) | filled | PLAIN
        return cls(tuple(re.compile(one.replace(SLOT, f"({slot})"), re.DOTALL) for one in patterns), known)

    def tell(self, message: str, depth: int = 0) -> str:
        """The message in known sentences; '' where it has any other."""
        said, place = "", 0
        while place < len(message[:2000]):
            if message[place].isspace():
                said, place = said + " ", place + 1
                continue
            match = next((found for one in self.sentences if (found := one.match(message, place)) and found.end() > place), None)
            if match is None:
                return f"{said}…" if said and depth else ""
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
        if value in self.known or all(part.strip("`'\"") in self.known for part in value.split(", ") if part):
            return value
        return (self.tell(value, depth + 1) if depth < 3 else "") or "…"


def _told(tree: ast.AST) -> tuple[list[ast.expr], set[str]]:
    """The texts in a test that are there to be read: of assert and raise, and what is given to the kit's checks as such; and what fills them."""
    bound = _bound(tree)
    roles = [role for node in ast.walk(tree) for role in _roles(node)]
    told = [text for role in roles for text in _texts(role, bound)]
    slots = [slot.value for text in told if isinstance(text, ast.JoinedStr) for slot in text.values if isinstance(slot, ast.FormattedValue)]
    filling = [text for slot in slots for text in _texts(slot, bound)] + told
    return told, {text.value for text in filling if isinstance(text, ast.Constant)}


def _roles(node: ast.AST) -> list[ast.expr]:
    """The expressions in a node that are a message, or hold some."""
    if isinstance(node, ast.Assert):
        return [node.msg] if node.msg else []
    if isinstance(node, ast.Raise):
        return node.exc.args if isinstance(node.exc, ast.Call) else []
    return [node.value] if isinstance(node, ast.keyword) and node.arg in ("otherwise", "tried", "wrong") else []


def _texts(expression: ast.expr, bound: dict[str, list[ast.expr]], depth: int = 0) -> list[ast.expr]:
    """Every text that an expression can be, by what its names are bound to."""
    if isinstance(expression, ast.JoinedStr) or isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        return [expression]
    inner = {
        ast.Name: lambda: bound.get(expression.id, []), ast.Dict: lambda: expression.values, ast.IfExp: lambda: [expression.body, expression.orelse],
        ast.BinOp: lambda: [expression.left, expression.right],
    }.get(type(expression), list)()
    return [text for one in inner for text in _texts(one, bound, depth + 1)] if depth < 8 else []


def _bound(tree: ast.AST) -> dict[str, list[ast.expr]]:
    """What each name is set to, where that stands in the code: by an assignment, a loop over what is written out, or a call of a function."""
    bound: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        pairs: list = []
        if isinstance(node, ast.Assign):
            pairs = [(target, node.value) for target in node.targets]
        elif isinstance(node, (ast.For, ast.comprehension)) and isinstance(node.iter, (ast.Tuple, ast.List)):
            pairs = [(node.target, element) for element in node.iter.elts]
        elif isinstance(node, ast.FunctionDef):
            names = [ast.Name(one.arg) for one in node.args.args]
            calls = [one for one in ast.walk(tree) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == node.name]
            pairs = [pair for call in calls for pair in zip(names, call.args)]
        for target, value in pairs:
            several = isinstance(target, ast.Tuple) and isinstance(value, (ast.Tuple, ast.List))
            for name, one in zip(target.elts, value.elts) if several else [(target, value)]:
                if isinstance(name, ast.Name):
                    bound.setdefault(name.id, []).append(one)
    return bound


def _pattern(text: ast.expr) -> str | None:
    """What a text looks like, SLOT where something is filled in; None for one without a word of its own."""
    parts = text.values if isinstance(text, ast.JoinedStr) else [text]
    plain = " ".join(part.value for part in parts if isinstance(part, ast.Constant))
    if not re.search(r"[^\W\d_]{4}", re.sub(r"\{\w*\}", "", plain)):
        return None
    pieces = (re.split(r"\{\w*\}", part.value) if isinstance(part, ast.Constant) else ["", ""] for part in parts)
    return "".join(SLOT.join(map(re.escape, piece)) for piece in pieces).replace("\\ ", r"\s*")


@cache
def _kit_sentences() -> tuple[str, ...]:
    """Every text in the modules with which the kit's tests and checks speak, docstrings apart."""
    found = []
    for path in KIT:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        texts = (node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) or isinstance(node, ast.Constant) and isinstance(node.value, str))
        found += [_pattern(text) for text in texts if id(text) not in docstrings | inner]
    return (*filter(None, found), *(rf"{name}\b" for name in SENTENCES))


def visible(source: str) -> str:
    """The part of a test cell that stands in the student's notebook."""
    shown, hidden = [], False
    for line in source.splitlines():
        hidden = (hidden or BEGIN in line) and END not in line
        if not hidden and END not in line:
            shown.append(line)
    return "\n".join(shown)
