"""What the code cells of a notebook call, and the words in them that a reader sees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from course.authoring.markdown import Cell, Page, Prose


@dataclass(frozen=True)
class Call:
    """A call of a function by its plain name; what is not a constant is None."""

    line: int
    name: str
    arguments: tuple[object, ...]
    keywords: dict[str, object]


def calls(page: Page, *names: str) -> Iterator[Call]:
    """The calls of some functions in a notebook's cells."""
    for cell in page.of(Cell):
        for node in ast.walk(parse(cell)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                keywords = {keyword.arg: _constant(keyword.value) for keyword in node.keywords if keyword.arg}
                yield Call(cell.line + node.lineno - 1, node.func.id, tuple(map(_constant, node.args)), keywords)


def strings(page: Page) -> Iterator[Prose]:
    """The strings in a notebook's cells that look like words for a reader: a phrase, or a word with a capital or a Danish letter."""
    for cell in page.of(Cell):
        tree = parse(cell)
        names = {id(part) for node in ast.walk(tree) for part in _names(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in names and _is_prose(node.value):
                line = cell.line + node.lineno - 1
                yield from (Prose(line + place, text, line) for place, text in enumerate(node.value.splitlines()))


def parse(cell: Cell) -> ast.Module:
    """The cell's syntax tree; empty where Python cannot read it, which the check of cells says."""
    try:
        return ast.parse(cell.code)
    except SyntaxError:
        return ast.Module([], [])


def _constant(node: ast.expr) -> object:
    return node.value if isinstance(node, ast.Constant) else None


def _names(node: ast.AST) -> list[ast.AST]:
    """The parts of an expression that name columns, keys or values of a table."""
    if isinstance(node, ast.Dict):
        return node.keys
    if isinstance(node, ast.Compare):
        return [node.left, *node.comparators]
    return list(ast.walk(node.slice)) if isinstance(node, ast.Subscript) else []


def _is_prose(text: str) -> bool:
    return " " in text.strip() or text[:1].isupper() or not text.isascii()
