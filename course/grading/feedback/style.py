"""How a page of feedback looks: the book's own tokens, light or dark as the reader's machine is, and black on white on paper."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from exercises.frontend import STATIC

HERE = Path(__file__).parent
DARK = re.compile(r':root\[data-theme="dark"\]\s*(\{[^}]*\})')


@cache
def style() -> str:
    """The style sheet that stands in the page; it fetches nothing."""
    tokens = (STATIC / "tokens.css").read_text(encoding="utf-8")
    light, dark = DARK.sub("", tokens), DARK.search(tokens)
    night = f"@media screen and (prefers-color-scheme: dark) {{ :root {dark[1]} }}\n" if dark else ""
    return f"{light}{night}{(HERE / 'feedback.css').read_text(encoding='utf-8')}"
