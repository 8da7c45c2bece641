"""The browser's side of the widgets: plain JavaScript, joined into one module per widget.

A widget's module reaches the browser as text (anywidget), so its files cannot import each other.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

HERE = Path(__file__).parent
BOOK = HERE.parents[1] / "book" / "_static"
STATIC = BOOK if BOOK.is_dir() else HERE  # in a student's package the two styles lie beside the scripts
STYLE = "\n".join((STATIC / name).read_text(encoding="utf-8") for name in ("tokens.css", "widgets.css"))
"""What a widget looks like where no page of the book brings the style along, as in JupyterLab."""
TOKENS = dict(re.findall(r"--lr-([a-z-]+):\s*(#[0-9A-F]{6});", (STATIC / "tokens.css").read_text(encoding="utf-8").split("}")[0]))
"""Colour names and their values on light paper, e.g. ``TOKENS["accent"] == "#0B5D66"``."""
VIEWS = (
    "dom", "journal", "things", "picture", "readability", "kinds/simple", "kinds/lists", "kinds/tables", "kinds/calendar", "kinds/calendar_file",
    "kinds/gap_picture", "kinds/room_map",
    "kinds/places", "kinds/interval", "kinds/readability", "kinds/before_after", "answers",
)
"""The files that every widget with the reader's answers is made of."""


def bundle(*names: str) -> str:
    """Join files of this folder, in order, into the text of one ES module; it knows the colours of light paper as ``LIGHT``."""
    return "\n".join([f"const LIGHT = {json.dumps(TOKENS)};", *((HERE / f"{name}.js").read_text(encoding="utf-8") for name in names)])
