"""What a kernel has ready before its student's notebook comes: what the assignment's own cells import."""

from __future__ import annotations

import ast
from contextlib import suppress

import nbformat

from course.grading.root import CourseRoot
from course.grading.runner.staging import Plan


def settings(root: CourseRoot, plan: Plan) -> dict[str, object]:
    """What ``inside.py`` is told for this assignment: modules to import, and the arguments of the kernel as nbgrader has them."""
    from nbgrader.preprocessors import Execute

    arguments = list(Execute(config=root.config).extra_arguments)
    if not any(argument.startswith("--HistoryManager.hist_file") for argument in arguments):
        arguments.append("--HistoryManager.hist_file=:memory:")  # as nbclient has it
    return {"modules": modules(root, plan), "arguments": arguments}


def modules(root: CourseRoot, plan: Plan) -> list[str]:
    """The modules that the source's code cells import, in their order; none that lies beside the notebook."""
    found: dict[str, None] = {}
    beside = {name.partition("/")[0].removesuffix(".py") for name in plan.files}
    for name in plan.notebooks:
        path = root.step("source", plan.assignment) / f"{name}.ipynb"
        if path.is_file():
            for cell in nbformat.read(path, 4).cells:
                if cell.cell_type == "code":
                    found |= dict.fromkeys(_imported(cell.source))
    return [name for name in found if name.partition(".")[0] not in beside]


def _imported(source: str) -> list[str]:
    with suppress(SyntaxError, ValueError, RecursionError):
        nodes = list(ast.walk(ast.parse(source)))
        plain = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
        return plain + [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level]
    return []
