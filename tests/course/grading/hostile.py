"""What somebody hands in who would rather have the points than the answers; nothing here reaches outside the notebook."""

from __future__ import annotations

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

EVIL = "https://ond.example"
SCRIPT = f'<script src="{EVIL}/x.js"></script><img src="{EVIL}/pixel.png" onerror="alert(1)"><iframe src="{EVIL}"></iframe><b>fed</b>'
LEAK = """
import sys
def _all():
    return "\\n".join(str(one) for one in globals().get("In", [])) + repr({name: str(value) for name, value in globals().items() if name[0] != "_"})[:5000]
print(_all())
"""
TRESPASS = """
import builtins, inspect, sys
def _spy(*_, **__):
    frame = inspect.currentframe()
    seen = []
    while frame:
        seen += [repr(frame.f_locals)[:3000], *frame.f_globals.get("In", [])]
        frame = frame.f_back
    print("LEAK", *seen)
    raise AssertionError("LEAK " + " ".join(seen))
"""


BESIDE = {  # files handed in beside the notebook: modules in place of the course's own, and pages
    "exercises/__init__.py": "", "exercises/tasks/__init__.py": "",
    "exercises/tasks/answers.py": "from unittest.mock import MagicMock\ngiven = call = MagicMock()\n",
    "ond.html": SCRIPT, "noter.txt": "mine noter", "data/hemmelig.csv": "1;2",
}


def hostile(notebook: NotebookNode, source: NotebookNode) -> None:
    """Tests emptied and made worth more, claims, scripts, floods, and code that tells what it sees of the hidden tests."""
    for one in notebook.cells:
        about = one.metadata.get("nbgrader", {})
        if about.get("grade") and not about.get("solution"):
            one.source, about["points"] = "100", 100
        elif about.get("solution") and one.cell_type == "code":
            one.source = _spying(one.source)
            one.outputs = [new_output("display_data", {"text/html": SCRIPT, "application/javascript": f"fetch('{EVIL}')", "image/svg+xml": _drawing()})]
        elif about.get("solution"):
            one.source = f"{SCRIPT}\n\n![billede]({EVIL}/tegning.png)\n\n[klik](javascript:alert(1))\n\n# I alt 40 af 40 point"
    notebook.cells.insert(0, new_code_cell("import sys\nprint('x' * 3_000_000)\nprint('advarsel', file=sys.stderr)\n1/0"))
    notebook.cells.append(new_code_cell(LEAK))
    notebook.cells.append(new_code_cell("raise KeyError(_all())"))
    notebook.cells.append(new_markdown_cell(f"<style>body{{background:url({EVIL}/b)}}</style>{SCRIPT}"))
    notebook.metadata["title"] = "</title><script>alert(1)</script>"


def _spying(stub: str) -> str:
    """A function that tells what it was called with instead of answering; for a variable, a text that names itself."""
    head = next((line for line in stub.splitlines() if line.startswith("def ")), None)
    name = head.split("(")[0].removeprefix("def ") if head else None
    return f"{TRESPASS}\n{name} = _spy" if name else f"{stub}\n{LEAK}"


def _drawing() -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script><image href="{EVIL}/i.png"/><circle r="3"/></svg>'
