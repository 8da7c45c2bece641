"""A document as JSON: for other programs, and for who wants to read it in twenty years."""

from __future__ import annotations

import json
from dataclasses import asdict

from exercises.portfolio.document import Block, Document, Section

SCHEMA_VERSION = 1


def data_of(document: Document) -> bytes:
    """Every heading and block with its kind, the figures by caption and alt text; dates as ISO 8601, text as UTF-8."""
    data = {
        "schema_version": SCHEMA_VERSION, "language": "da", "title": document.title, "subtitle": document.subtitle, "made": document.made.isoformat(),
        "sections": [_section(section) for section in document.sections], "appendix": [_section(section) for section in document.appendix],
    }
    return json.dumps(data, ensure_ascii=False, indent=2, default=str).encode("utf-8", "backslashreplace")


def _section(section: Section) -> dict:
    return {"heading": section.heading, "blocks": [_block(block) for block in section.blocks]}


def _block(block: Block) -> dict:
    return {"kind": type(block).__name__.lower()} | {name: value for name, value in asdict(block).items() if name not in ("to_svg", "to_png")}
