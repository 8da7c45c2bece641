"""What a cell of Python makes and uses, read without running it."""

from __future__ import annotations

import ast
import builtins
import symtable
from collections.abc import Iterator
from dataclasses import dataclass, field

from nbformat import NotebookNode

ASKING = {"given": slice(1, 2), "call": slice(1, 2), "either": slice(1, 3), "by_hand": slice(1, None)}
"""The functions of ``exercises.tasks.answers`` that take a name as text, and which of their arguments do."""


def is_python(notebook: NotebookNode) -> bool:
    """Whether the notebook's code is Python; one that does not say is taken for it."""
    return notebook.metadata.get("kernelspec", {}).get("language", "python").casefold() == "python"


@dataclass(frozen=True)
class Code:
    """A cell's code. ``tree`` is None for what is not Python."""

    tree: ast.Module | None
    made: dict[str, str] = field(default_factory=dict)
    """The names it makes at the top, to the parameters of those that are functions (else '')."""
    used: frozenset[str] = frozenset()
    """The names it needs from elsewhere."""
    takes_all: bool = False
    """Whether it imports names with a star, which cannot be known."""


def read_code(source: str) -> Code:
    """Read a cell; IPython's own commands in it are understood."""
    from IPython.core.inputtransformer2 import TransformerManager

    text = TransformerManager().transform_cell(source)
    try:
        tree = ast.parse(text)
        table = symtable.symtable(text, "cell", "exec")
    except SyntaxError:
        return Code(None)
    functions = [node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    made = {name: "" for name in _assigned(table)} | {node.name: f"({ast.unparse(node.args)})" for node in functions}
    needed = {name for name in _needed(table) if name not in made and not hasattr(builtins, name)} - {"get_ipython"}
    stars = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.names[0].name == "*")
    return Code(tree, made, frozenset(needed | set(asked(tree))), any(stars))


def asked(tree: ast.AST) -> Iterator[str]:
    """The student's names that a test takes as text, as ``call(globals(), "name", …)`` does."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in ASKING and node.args and ast.unparse(node.args[0]) == "globals()":
            yield from (one.value for one in node.args[ASKING[called(node)]] if isinstance(one, ast.Constant) and isinstance(one.value, str))


def called(node: ast.Call) -> str:
    """The last name of what is called."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _assigned(table: symtable.SymbolTable) -> Iterator[str]:
    return (symbol.get_name() for symbol in table.get_symbols() if symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace())


def _needed(table: symtable.SymbolTable) -> Iterator[str]:
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (table.get_type() == "module" or symbol.is_global()):
            yield symbol.get_name()
    for child in table.get_children():
        yield from _needed(child)
