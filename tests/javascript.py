"""What a module of JavaScript says to a person: its strings, read by a real parser (acorn, which is in the Node that Playwright brings)."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from playwright._impl._driver import compute_driver_executable

PARSE = """
const { parse } = require("internal/deps/acorn/acorn/dist/acorn"), { readFileSync } = require("fs");
const tree = (path) => parse(readFileSync(path, "utf8"), { ecmaVersion: "latest", sourceType: "module", locations: true });
console.log(JSON.stringify(process.argv.slice(1).map(tree), (_, value) => (typeof value === "bigint" ? `${value}` : value)));
"""
PROSE = re.compile(r"\S\s+\S|^[A-ZÆØÅ][a-zæøå]")  # what is more than a name; a name counts only where it is shown for certain
SPOKEN = {"aria-label", "aria-roledescription", "aria-valuetext", "aria-description", "ariaLabel", "title", "alt", "placeholder", "label", "caption",
          "heading", "text", "textContent", "innerText", "message"}
MAKERS = {"h", "el", "svg", "svgNode", "createElement"}  # the name of an element, its attributes, and what stands in it
UNSPOKEN = {"class", "className", "style", "rel", "code"}
TO_THE_PAGE = {"addEventListener", "querySelector", "querySelectorAll", "closest", "matches", "matchMedia", "getElementById", "byId", "split"}
NAMES, SHOWN, EITHER = "names", "shown", "either"


def said_by(paths: Iterable[Path]) -> Iterator[tuple[Path, int, str]]:
    """Every text of the modules that a person may read or hear, with its file and line; what is filled in is ``…``."""
    paths = list(paths)
    node, *_ = compute_driver_executable()
    trees = subprocess.run([node, "--expose-internals", "-e", PARSE, *paths], check=True, capture_output=True, encoding="utf-8").stdout
    for path, tree in zip(paths, json.loads(trees), strict=True):
        yield from ((path, line, text) for line, text in dict.fromkeys(_texts(tree, EITHER)))


def _texts(node: dict, place: str) -> Iterator[tuple[int, str]]:
    """The texts in a part of the program, which stands where names stand, where texts are shown, or where either may be."""
    if (text := _text(node)) is not None and (place == SHOWN or place == EITHER and PROSE.search(text)):
        yield node["loc"]["start"]["line"], text
    for part, its_place in _parts(node, place):
        yield from _texts(part, its_place)


def _text(node: dict) -> str | None:
    if node["type"] == "TemplateLiteral":
        return "…".join(part["value"]["cooked"] for part in node["quasis"])
    return node["value"] if node["type"] == "Literal" and isinstance(node["value"], str) else None


def _parts(node: dict, place: str) -> Iterator[tuple[dict, str]]:
    """The parts of a part, each with its place."""
    match node:
        case {"type": "ImportDeclaration" | "ExportAllDeclaration"} | {"directive": str()}:
            pass
        case {"type": "TemplateLiteral" | "ArrayExpression" | "SpreadElement" | "LogicalExpression" | "ParenthesizedExpression" | "AwaitExpression"}:
            yield from ((part, place) for part in _children(node))
        case {"type": "BinaryExpression", "operator": operator}:
            yield from ((part, place if operator == "+" else NAMES) for part in _children(node))
        case {"type": "ConditionalExpression", "test": test, "consequent": one, "alternate": other}:
            yield from ((test, NAMES), (one, place), (other, place))
        case {"type": "SwitchCase", "test": test, "consequent": steps}:
            yield from ((part, NAMES if part is test else EITHER) for part in filter(None, [test, *steps]))
        case {"type": "Property", "key": key, "value": value, "computed": False}:
            yield value, _under(key.get("name") or str(key.get("value")))
        case {"type": "MemberExpression", "object": of, "property": name, "computed": computed}:
            yield of, NAMES if name.get("name") in TO_THE_PAGE else EITHER
            yield from [(name, NAMES)] if computed else []
        case {"type": "AssignmentExpression", "left": left, "right": right}:
            yield from ((left, NAMES), (right, _under(left.get("property", {}).get("name"))))
        case {"type": "CallExpression", "callee": callee, "arguments": arguments}:
            yield callee, EITHER
            yield from zip(arguments, _of_call(callee, arguments))
        case _:
            yield from ((part, EITHER) for part in _children(node))


def _of_call(callee: dict, arguments: list[dict]) -> Iterator[str]:
    """The places of the arguments of a call."""
    name, of = callee.get("name") or callee.get("property", {}).get("name"), callee.get("object", {}).get("name")
    first = arguments[0].get("value") if arguments else None
    for number in range(len(arguments)):
        if name in TO_THE_PAGE or name in MAKERS and (number == 0 or first == "code"):
            yield NAMES
        elif name in MAKERS or of == "h":
            yield SHOWN
        elif name == "setAttribute":
            yield SHOWN if number and first in SPOKEN else NAMES
        else:
            yield EITHER


def _under(key: str) -> str:
    """The place of what is given this name."""
    return SHOWN if key in SPOKEN else NAMES if key in UNSPOKEN else EITHER


def _children(node: dict) -> Iterator[dict]:
    for value in node.values():
        yield from (part for part in (value if isinstance(value, list) else [value]) if isinstance(part, dict) and "type" in part)
