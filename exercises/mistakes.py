"""A reader's exception as one Danish sentence with its line; the whole traceback on request."""

from __future__ import annotations

import json
import os
import sys
import traceback
from html import escape

from IPython.core.interactiveshell import InteractiveShell
from IPython.display import HTML, display

from exercises.errors import LedelsesrumError

SENTENCES = {
    "NameError": "Navnet {name} findes ikke her. Er det stavet rigtigt, og er cellen, der laver det, kørt?",
    "KeyError": "Tabellen har ikke noget, der hedder {what}. Se kolonnernes navne med df.columns.",
    "SyntaxError": "Python kan ikke læse linjen. Mangler der en parentes, et anførselstegn eller et kolon?",
    "IndentationError": "Linjen er rykket forkert ind.",
    "AttributeError": "Den egenskab findes ikke: {what}. Er navnet stavet rigtigt?",
    "TypeError": "De to ting kan ikke regnes sammen, eller funktionen fik noget andet, end den venter: {what}",
    "ValueError": "Værdien kan ikke bruges her: {what}",
    "ZeroDivisionError": "Der divideres med nul.",
    "IndexError": "Rækken findes ikke: listen eller tabellen er kortere.",
    "ModuleNotFoundError": "Pakken {name} er ikke installeret her.",
    "KeyboardInterrupt": "Beregningen blev afbrudt.",
}


def explain(error: BaseException, tb=None) -> str:
    """One sentence in Danish, with the line in the reader's own cell where it is known."""
    if isinstance(error, LedelsesrumError):
        return str(error)
    kind = next((cls.__name__ for cls in type(error).__mro__ if cls.__name__ in SENTENCES), None)
    what = error.args[0] if error.args else ""
    sentence = SENTENCES[kind].format(name=f"'{getattr(error, 'name', what)}'", what=repr(what) if kind == "KeyError" else what) if kind else (
        f"Python stoppede med fejlen {type(error).__name__}: {error}"
    )
    line = _line(error, tb)
    return f"Linje {line}: {sentence}" if line else sentence


def told() -> str:
    """What the exception that stopped the last cell says, for a program that asks the kernel: JSON with ``asserted`` and ``text``.

    An assert says its own message. Any other exception says the sentence, with the reader's own line quoted, since the one
    who reads it may not have the cell at hand.
    """
    error, tb = getattr(sys, "last_value", None), getattr(sys, "last_traceback", None)
    asserted = isinstance(error, AssertionError)
    text = (str(error) or "Prøven gik ikke igennem.") if asserted else explain(error, tb)
    quoted = _quoted(error, tb)
    if quoted and not (asserted and str(error)):
        text += f" Det står her: {quoted}"
    return json.dumps({"asserted": asserted, "text": text})


def _quoted(error: BaseException, tb) -> str:
    """The reader's own line of code that an exception came from."""
    if isinstance(error, SyntaxError):
        return (error.text or "").strip()
    return next((frame.line for frame in reversed(_own_frames(tb)) if frame.line), "")


def _line(error: BaseException, tb) -> int | None:
    """The line in the cell: of a syntax error its own, else of the first frame, which is the reader's."""
    if isinstance(error, SyntaxError):
        return error.lineno
    own = _own_frames(tb)
    return own[-1].lineno if own else None


def _own_frames(tb) -> list[traceback.FrameSummary]:
    """What of a traceback lies in the reader's own cells."""
    return [frame for frame in traceback.extract_tb(tb) if "ipykernel" in frame.filename or "<ipython-input" in frame.filename]


def handle(shell, kind, error, tb, tb_offset=None) -> None:
    """Show the sentence, and the whole traceback folded away."""
    sys.last_value, sys.last_traceback = error, tb  # as Python itself leaves them
    full = "".join(traceback.format_exception(kind, error, tb))
    display(HTML(
        f'<div class="lr-verdict lr-wrong lr-stopped"><p><strong>Koden stoppede.</strong></p><p>{escape(explain(error, tb))}</p>'
        f"<details><summary>Vis hele fejlmeddelelsen</summary><pre>{escape(full)}</pre></details></div>"
    ))


def install(shell: InteractiveShell | None) -> None:
    """Let the shell speak so of every exception from now on; not while a book is built, where authors need the traceback."""
    if shell is not None and "LEDELSESRUM_BUILD" not in os.environ:
        shell.set_custom_exc((Exception, KeyboardInterrupt), handle)
