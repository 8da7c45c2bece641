"""What a test that students get looks at, read from its code: their names, and the literals that may be right answers."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from nbformat import NotebookNode

from course.grading.releasing.python_code import ASKING, called, read_code
from course.grading.releasing.regions import is_answer

KIND = "application/vnd.ledelsesrum.probe+json"
NUMBER = re.compile(r"(?<![\w.,])[-−]?\d+(?:\.\d{3})*(?:[.,]\d+)?(?!\w)")
WRAPPERS = {"float", "int", "round", "abs", "str", "sum", "min", "max"}
CLEANERS = {"strip", "lower", "upper", "casefold", "round", "item", "tolist", "mean", "sum", "min", "max", "count"}
FORM = {"columns", "shape", "ndim", "dtype", "dtypes", "name", "names", "size", "empty"}
CLOSE = {"isclose", "allclose", "approx"}
BESIDES = {"load", "query", "range", "read_csv", "digest"}


@dataclass(frozen=True)
class Questions:
    """What to ask the kernel after a test cell: the values of names and calls, which comparisons hold; and the literals to hold the values against."""

    names: tuple[str, ...]
    calls: tuple[str, ...]
    comparisons: tuple[str, ...]
    literals: tuple[object, ...]
    right: tuple[str, ...]
    """Right answers that the test says are so."""

    def code(self) -> str:
        """The cell that asks."""
        asked = f"globals(), {list(self.names)!r}, {list(self.calls)!r}, {list(self.comparisons)!r}"
        look, display = ("__import__({!r}, fromlist=['*']).{}".format(*one) for one in [("course.grading.releasing.probe", "look"), ("IPython.display", "display")])
        return f"{display}({{{KIND!r}: {look}({asked})}}, raw=True)"  # leaves no name behind


def ask(visible: str, students: set[str]) -> Questions:
    """What a test looks at: the students' names, what it makes of them, and the literals it holds."""
    tree = read_code(visible).tree or ast.Module([], [])
    tainted = _tainted(tree, students)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_students(node, students)]
    return Questions(
        tuple(sorted(tainted)), tuple(map(ast.unparse, calls)), tuple(_comparisons(tree, tainted, students)), tuple(_literals(tree, visible, students)),
        tuple(ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "right"),
    )


def students_names(notebook: NotebookNode) -> set[str]:
    return {name for cell in notebook.cells if is_answer(cell) and cell.cell_type == "code" for name in read_code(cell.source).made}


def _is_students(node: ast.Call, students: set[str]) -> bool:
    """Whether a call asks the student's function or variable."""
    return called(node) in students or (called(node) in ASKING and any(getattr(one, "value", None) in students for one in node.args))


def _tainted(tree: ast.Module, students: set[str]) -> set[str]:
    """The students' names in the test, and those the test makes of them."""
    tainted = students & {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and _looks_at(node.value, tainted, students):
            tainted |= {one.id for target in node.targets for one in ast.walk(target) if isinstance(one, ast.Name)}
    return tainted


def _looks_at(node: ast.AST, tainted: set[str], students: set[str]) -> bool:
    """Whether an expression is an answer of the student's or a part of one, and not just its form."""
    if isinstance(node, ast.Call):
        if _is_students(node, students):
            return True
        if isinstance(node.func, ast.Attribute) and node.func.attr in CLEANERS:
            return _looks_at(node.func.value, tainted, students)
        return called(node) in WRAPPERS and any(_looks_at(one, tainted, students) for one in node.args)
    if isinstance(node, ast.Attribute):
        return node.attr not in FORM and _looks_at(node.value, tainted, students)
    if isinstance(node, ast.Subscript):
        return _looks_at(node.value, tainted, students)
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
        return any(_looks_at(one, tainted, students) and _is_literal(other) for one, other in [(node.left, node.right), (node.right, node.left)])
    if isinstance(node, ast.Tuple):
        return any(_looks_at(one, tainted, students) for one in node.elts)
    return isinstance(node, ast.Name) and node.id in tainted


def _is_literal(node: ast.AST) -> bool:
    try:
        return ast.literal_eval(node) not in (None, True, False, "", ...) or ast.unparse(node) in ("0", "1", "0.0", "1.0")
    except (ValueError, TypeError):
        return False


def _comparisons(tree: ast.Module, tainted: set[str], students: set[str]) -> Iterator[str]:
    """Comparisons that are true of the solution only when the literal in them is the right answer."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            yield from _compared(node, tainted, students)
        elif isinstance(node, ast.Call) and called(node) in CLOSE and len(node.args) > 1 and any(map(_is_literal, node.args)):
            yield from [ast.unparse(node)] if any(_looks_at(one, tainted, students) for one in node.args) else []


def _compared(node: ast.Compare, tainted: set[str], students: set[str]) -> Iterator[str]:
    left, op, right = node.left, node.ops[0], node.comparators[0]
    sides = [(left, right), (right, left)]
    if isinstance(op, (ast.Eq, ast.NotEq)) and any(_looks_at(one, tainted, students) and _is_literal(other) for one, other in sides):
        yield f"{ast.unparse(left)} == {ast.unparse(right)}"
    elif isinstance(op, (ast.In, ast.NotIn)) and _looks_at(left, tainted, students) and len(getattr(right, "elts", [])) == 1 and _is_literal(right):
        yield f"{ast.unparse(left)} in {ast.unparse(right)}"
    elif isinstance(op, (ast.Lt, ast.LtE, ast.Gt, ast.GtE)) and _is_distance(left, tainted, students) and _is_literal(right):
        yield f"{ast.unparse(left)} <= {ast.unparse(right)}"


def _is_distance(node: ast.AST, tainted: set[str], students: set[str]) -> bool:
    """``abs(answer - literal)``."""
    inside = node.args[0] if isinstance(node, ast.Call) and called(node) == "abs" and node.args else None
    return isinstance(inside, ast.BinOp) and _looks_at(inside, tainted, students)


def _literals(tree: ast.Module, visible: str, students: set[str]) -> Iterator[object]:
    """Numbers and texts in the code that are not put into a function or used to pick a row, and the numbers in its messages and comments."""
    besides = {id(one) for node in ast.walk(tree) for part in _besides(node, students) for one in ast.walk(part)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in besides and not isinstance(node.value, (bool, type(None), type(...))):
            yield from numbers_in(node.value) if isinstance(node.value, str) and " " in node.value else [node.value]
    for comment in re.findall(r"#(.*)", visible):
        yield from numbers_in(comment)


def _besides(node: ast.AST, students: set[str]) -> list[ast.AST]:
    """The parts of an expression whose literals are no answers."""
    if isinstance(node, ast.Subscript):
        return [node.slice]
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.In, ast.NotIn)) and len(getattr(node.comparators[0], "elts", [])) > 1:
        return node.comparators  # options to choose between
    if isinstance(node, ast.Set) and len(node.elts) > 1:
        return node.elts
    if isinstance(node, ast.keyword) and node.arg in ("salt", "digest", "decimals", "tried"):
        return [node.value]
    return list(node.args) if isinstance(node, ast.Call) and (_is_students(node, students) or called(node) in BESIDES) else []


def numbers_in(text: str) -> Iterator[float]:
    """The numbers in a Danish text: 36.936 and 45,4, or as Python writes them."""
    for found in NUMBER.findall(text):
        number = found.replace("−", "-")
        yield float(re.sub(r"\.(?=\d{3}(?:\D|$))", "", number).replace(",", "."))
        if re.fullmatch(r"-?\d+\.\d{3}", number):
            yield float(number)
