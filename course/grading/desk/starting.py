"""What is left out so that the desk opens fast. Call it before anything that reads notebooks is imported."""

from __future__ import annotations

import sys


def lighten() -> None:
    """Let jsonschema, which nbformat imports, do without one optional package: it takes a second to build a grammar of web addresses, for a check nobody asks for."""
    sys.modules.setdefault("rfc3987_syntax", None)
