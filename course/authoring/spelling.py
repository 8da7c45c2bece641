"""Check the spelling of what readers read, with hunspell's Danish dictionary and the project's own word list."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import yaml

from course.authoring.code import strings
from course.authoring.markdown import Prose
from course.authoring.problem import Problem
from course.authoring.project import ASSIGNMENTS, GLOSSARY, REFLECTIONS, RUBRICS, TASKS, assignments, pages
from course.authoring.todo import MARKER
from exercises.content import read_text

OWN_WORDS = Path("course/authoring/words.txt")
HUNSPELL = ["hunspell", "-d", "da_DK", "-i", "utf-8"]
MISSING = (
    "Stavningen blev ikke kontrolleret: hunspell eller dens danske ordbog mangler.\n"
    "  På Debian og Ubuntu: apt install hunspell hunspell-da. På macOS: brew install hunspell, og læg da_DK.aff og da_DK.dic i ~/Library/Spelling."
)
SCHEMAS = "exercises/datasets/{}.schema.yaml"
NOT_PROSE = {"id", "kind", "code", "when", "section", "exercise", "occasion", "after", "page", "dataset", "name", "type", "values", "earlier", "rows_from", "sha256", "english", "en", "sources", "prepare", "read", "datasets", "rubric"}  # keys of the YAML files
LETTERS = r"[^\W\d_¹²³¼½¾]+"  # hunspell does not count raised figures and fractions as words, and its answers would be those of the next word
WORD = re.compile(rf"{LETTERS}(?:['’-]{LETTERS})*")
# In running text: addresses, e-mail, names and pieces of code, and a reply's {figure}.
CODE = re.compile(r"\{[\w.]+\}|\S*(?:://|\w_\w|\w\.\w|\w[(\[=@]|==)\S*")


def check(root: Path) -> Iterator[Problem]:
    if not available():
        if os.environ.get("CI"):
            yield Problem(root / OWN_WORDS, None, *MISSING.split("\n  "))
        return
    found: dict[str, list[tuple[Path, int]]] = {}
    for path, prose in _prose(root):
        for word in WORD.findall(CODE.sub(" ", MARKER.sub(" ", prose.text))):
            found.setdefault(word, []).append((path, prose.line))
    own = own_words(root)
    wrong = misspelt(sorted(word for word in found if word not in own and word.lower() not in own))
    for word, suggestions in wrong.items():
        for path in dict.fromkeys(path for path, _ in found[word]):
            line = next(line for file, line in found[word] if file == path)
            meant = f"Mente du {', '.join(suggestions[:3])}? " if suggestions else ""
            yield Problem(path, line, f"ordet »{word}« er ikke i ordbogen.", f"{meant}Er det rigtigt, så skriv det i {OWN_WORDS.as_posix()}.")


def available() -> bool:
    """Whether the program and its dictionary are on this machine."""
    return bool(shutil.which(HUNSPELL[0])) and subprocess.run([*HUNSPELL, "-l"], input=b"", capture_output=True, check=False).returncode == 0


def own_words(root: Path) -> set[str]:
    """The project's own words; lines starting with # name their groups."""
    return {line.strip() for line in read_text(root / OWN_WORDS).splitlines() if line.strip() and not line.startswith("#")}


def misspelt(words: list[str]) -> dict[str, list[str]]:
    """The words that the dictionary does not know, with its suggestions."""
    lines = "".join(f"^{word}\n" for word in words)  # ^ says that a line is text, not a command
    answers = subprocess.run([*HUNSPELL, "-a"], input=lines, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    blocks = answers.partition("\n")[2].split("\n\n")
    wrong = {word: [line for line in block.splitlines() if line[:1] in "&#"] for word, block in zip(words, blocks)}
    return {word: lines[0].partition(": ")[2].split(", ") if ": " in lines[0] else [] for word, lines in wrong.items() if lines}


def _prose(root: Path) -> Iterator[tuple[Path, Prose]]:
    for page in pages(root) + assignments(root):
        yield from ((page.path, prose) for prose in [*page.of(Prose), *strings(page)])
    for pattern in (REFLECTIONS, TASKS, SCHEMAS, GLOSSARY, ASSIGNMENTS, RUBRICS):
        for path in sorted(root.glob(pattern.format("*"))):
            yield from ((path, prose) for prose in yaml_prose(read_text(path)))


def yaml_prose(text: str) -> Iterator[Prose]:
    """The lines of a YAML file's texts; keys and the values of ``NOT_PROSE`` are none. Nothing for what is not YAML."""
    try:
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError:
        return
    lines = text.splitlines()
    for node in _texts(root):
        start, end = node.start_mark, node.end_mark
        for number in range(start.line, min(end.line + 1, len(lines))):
            line = lines[number][: end.column] if number == end.line else lines[number]
            yield Prose(number + 1, line[start.column :] if number == start.line else line, start.line + 1)


def _texts(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for part in node.value:
            yield from _texts(part)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            is_id = key.value == "item" and isinstance(value, yaml.ScalarNode)  # elsewhere it is a question
            if key.value not in NOT_PROSE and not is_id:
                yield from _texts(value)
