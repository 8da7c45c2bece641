"""Read a page or a notebook with MyST's own parser: its headings, links, images, roles, cells and prose, each with its line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

import yaml
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from course.site.build import ROOT
from exercises.content import read_text
from exercises.errors import ContentError

DIRECTIVE = re.compile(r"\{(?P<name>[\w:-]+)\}\s*(?P<argument>.*)")
TITLED_TARGET = re.compile(r"(?s)(?P<title>.+?)\s*<(?P<target>.+)>")
PICTURES = {"image", "figure"}
NOT_PROSE = {"assignment", "bibliography", "code", "code-block", "course-glossary", "image", "include", "literalinclude", "math", "raw", "rubric-table", "toctree"}


@dataclass(frozen=True)
class Element:
    """Something that stands on a line of a page."""

    line: int


@dataclass(frozen=True)
class Header(Element):
    """The YAML at the top of the file."""

    data: dict


@dataclass(frozen=True)
class Heading(Element):
    level: int
    text: str


@dataclass(frozen=True)
class Prose(Element):
    """Words that a reader reads; ``block`` is the first line of the paragraph they are part of."""

    text: str
    block: int


@dataclass(frozen=True)
class Link(Element):
    target: str


@dataclass(frozen=True)
class Image(Element):
    target: str
    alt: str


@dataclass(frozen=True)
class Role(Element):
    """A MyST role, e.g. ``{term}`ordet <target>```."""

    name: str
    target: str


@dataclass(frozen=True)
class Cell(Element):
    """A code cell; ``line`` is that of its first line of code."""

    tags: tuple[str, ...]
    code: str


Kind = TypeVar("Kind", bound=Element)


@dataclass(frozen=True)
class Page:
    path: Path
    elements: tuple[Element, ...]

    def of(self, kind: type[Kind]) -> list[Kind]:
        """Its elements of one kind, from top to bottom."""
        return [element for element in self.elements if isinstance(element, kind)]


def read_page(path: Path) -> Page:
    """Read a page or a notebook."""
    return Page(path, tuple(_elements(read_text(path), 1)))


def read_assignment(path: Path) -> Page:
    """Read an assignment's notebook, an .ipynb as nbgrader has it: a line of a cell is a line of its file."""
    text = read_text(path)
    try:
        cells = json.loads(text)["cells"]
    except (ValueError, KeyError, TypeError) as error:
        raise ContentError(path, "hele filen", "filen er ikke en notesbog.", "Åbn den i JupyterLab, og gem den igen.") from error
    starts = [number for number, line in enumerate(text.splitlines(), 2) if line.strip().startswith('"source": [')]
    return Page(path, tuple(element for start, cell in zip(starts, cells) for element in _cell(cell, start)))


def _cell(cell: dict, first: int) -> Iterator[Element]:
    source = "".join(cell["source"])
    if cell["cell_type"] == "code":
        yield Cell(first, (), source)
    else:
        yield from _elements(source, first)


@cache
def _parser() -> MarkdownIt:
    settings = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    return create_md_parser(MdParserConfig(enable_extensions=set(settings["parse"]["myst_enable_extensions"])), RendererHTML)


def _elements(text: str, first: int) -> Iterator[Element]:
    """The elements of a text whose first line is the file's line ``first``."""
    tokens = _parser().parse(text)
    for number, token in enumerate(tokens):
        line = first + token.map[0] if token.map else first
        if token.type == "front_matter":
            yield Header(line, _yaml(token.content))
        elif token.type == "heading_open":
            yield Heading(line, int(token.tag[1:]), "".join(child.content for child in tokens[number + 1].children))
        elif token.type == "inline":
            yield from _inline(token, line)
        elif token.type in ("fence", "colon_fence"):
            yield from _directive(token, line)


def _inline(token: Token, line: int) -> Iterator[Element]:
    block = line
    for child in token.children:
        if child.type in ("softbreak", "hardbreak"):
            line += 1
        elif child.type == "text" and child.content:
            yield Prose(line, child.content, block)
        elif child.type == "link_open":
            yield Link(line, child.attrs["href"])
        elif child.type == "image":
            yield Image(line, child.attrs["src"], child.content)
        elif child.type == "myst_role":
            yield from _role(child, line, block)
            line += child.content.count("\n")


def _role(token: Token, line: int, block: int) -> Iterator[Element]:
    titled = TITLED_TARGET.fullmatch(token.content)
    title, target = titled.groups() if titled else (token.content, token.content)
    yield Role(line, token.meta["name"], " ".join(target.split()))
    if not token.meta["name"].startswith("cite"):
        yield Prose(line, title, block)


def _directive(token: Token, line: int) -> Iterator[Element]:
    found = DIRECTIVE.match(token.info)
    if not found:
        return
    lines = token.content.splitlines()
    count = next((number for number, text in enumerate(lines) if not text.startswith(":")), len(lines))
    options, body, first = _yaml("\n".join(text[1:] for text in lines[:count])), "\n".join(lines[count:]), line + 1 + count
    if found["name"] == "code-cell":
        yield Cell(first, tuple(options.get("tags", ())), body)
        return
    if found["name"] in PICTURES:
        yield Image(line, found["argument"], str(options.get("alt") or ""))
    elif found["argument"] and found["name"] not in NOT_PROSE:
        yield Prose(line, found["argument"], line)
    if found["name"] not in NOT_PROSE:
        yield from _elements(body, first)


def _yaml(text: str) -> dict:
    """Options or a header; what is not YAML counts as missing."""
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError:
        data = None
    return data if isinstance(data, dict) else {}
