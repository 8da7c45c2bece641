"""What an instructor should look at in a student's code: names that reach for the machine, the kernel or the tests rather than for the task."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nbformat import NotebookNode

MODULES = {
    "os", "sys", "subprocess", "socket", "ctypes", "signal", "shutil", "multiprocessing", "threading", "importlib", "inspect", "gc", "builtins", "pickle",
    "pathlib", "glob", "tempfile", "requests", "urllib", "http", "ssl", "asyncio", "resource", "mmap", "code", "codeop", "types", "zmq", "ipykernel", "IPython",
    "jupyter_client", "nbformat", "nbgrader", "sqlite3", "sqlalchemy", "psutil", "pty", "fcntl", "posix", "traceback", "atexit", "unittest", "course",
}
NAMES = {
    "open", "exec", "eval", "compile", "globals", "locals", "vars", "setattr", "delattr", "getattr", "__import__", "__builtins__", "get_ipython",
    "In", "Out", "exit", "quit", "breakpoint", "input", "memoryview", "display",
}
TAKEN = {"load", "print", "given", "call", "either", "by_hand", "expect", "assert_equal", "isinstance", "float", "int", "round", "abs", "len", "str"}
LOOK = "Celle {cell} bruger {names}. Se, hvad koden gør, før du stoler på pointene."


def notice(notebook: NotebookNode, original: NotebookNode | None) -> list[str]:
    """One sentence for each cell whose code reaches further than the task does; what was handed out is the course's own."""
    ours = {cell.source for cell in original.cells} if original else set()
    found = []
    for number, cell in enumerate(notebook.cells, 1):
        about = cell.metadata.get("nbgrader", {})
        is_test = about.get("grade") and not about.get("solution")
        if cell.cell_type == "code" and cell.source not in ours and not is_test and (names := sorted(set(_reaches(cell.source)))):
            found.append(LOOK.format(cell=number, names=", ".join(names[:5])))
    return found


def _reaches(source: str) -> Iterator[str]:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        if any(line.lstrip().startswith(("!", "%")) for line in source.splitlines()):
            yield "kommandoer med ! eller %"
        return
    imported = {alias.asname or alias.name.partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            yield from (name for name in names if name.partition(".")[0] in MODULES)
        elif isinstance(node, ast.Name):
            taken = node.id in TAKEN and not isinstance(node.ctx, ast.Load)
            if node.id in NAMES or taken:
                yield node.id
        elif isinstance(node, ast.Attribute):
            if node.attr.startswith("__") or (not isinstance(node.ctx, ast.Load) and _changes(node, imported)):
                yield node.attr
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name in TAKEN:
            yield node.name


def _changes(node: ast.Attribute, imported: set[str]) -> bool:
    """Whether what is given a new value belongs to a module: ``pd.DataFrame.equals = …``; how pandas shows a table is the student's to choose."""
    names = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return isinstance(node, ast.Name) and node.id in {*imported, "pd", "np", "exercises"} and "options" not in names
