"""Read YAML as authors write it: what is wrong with it is said in Danish, and a key that stands twice is wrong."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import yaml

from exercises.errors import ContentError

# What PyYAML says of mistakes that authors make; what is wrong, and what to do. The rest show PyYAML's own words.
PROBLEMS = [
    (r"key (?P<what>.+) twice", "nøglen {what} står to gange.", "Slet den ene, eller læg det under dem sammen."),
    (r"mapping values are not allowed", "der står et kolon inde i en tekst, eller linjen er rykket forkert ind.",
     "Sæt en tekst med kolon i anførselstegn."),
    (r"found character '\\t'", "linjen er rykket ind med en tabulator.", "Brug mellemrum."),
    (r"found character '?(?P<what>[^ ]+?)'? that", "en tekst kan ikke begynde med {what}", "Sæt teksten i anførselstegn."),
    (r"undefined alias|expected alphabetic or numeric|constructor for the tag", "en tekst kan ikke begynde med *, & eller !",
     "Sæt teksten i anførselstegn."),
    (r"unexpected (?:end of stream|document separator)", "et anførselstegn bliver ikke lukket igen.",
     "Sæt det manglende, og skriv anførselstegn inde i teksten som »«."),
    (r"unknown escape character '(?P<what>.)'", "\\{what} kan ikke stå i dobbelte anførselstegn.", "Brug enkelte anførselstegn om teksten."),
    (r"expected ',' or", "noget mellem klammerne passer ikke.", "Se efter, om der mangler et komma, en slutklamme eller anførselstegn om en tekst."),
    (r"could not find expected ':'", "linjen er ikke en nøgle med kolon efter.",
     "Ryk en tekst på flere linjer længere ind, eller sæt kolon efter nøglen."),
    (r"expected <block end>|sequence entries are not allowed",
     "linjen er rykket anderledes ind end dem, den hører til, eller der står tekst efter et anførselstegn.",
     "Ret indrykningen, eller sæt hele teksten i anførselstegn."),
    (r"out of range|must be in", "en dato findes ikke.", "Ret den, eller sæt den i anførselstegn."),
    (r"special characters are not allowed", "filen har et tegn, som ikke kan ses.", "Skriv linjen igen uden at kopiere."),
]
BEGINS_EARLIER = ("while scanning a simple key", "while scanning a quoted scalar")
"""What PyYAML notices further down than it stands."""


class _OnceEach:
    def construct_mapping(self, node, deep=False):
        """Refuse a key that stands twice; YAML as PyYAML reads it keeps the last, and the author never hears of it."""
        seen = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise yaml.constructor.ConstructorError(problem=f"key '{key.value}' twice", problem_mark=key.start_mark)
            seen.add(key.value if isinstance(key, yaml.ScalarNode) else id(key))
        return super().construct_mapping(node, deep)


class _Loader(_OnceEach, yaml.SafeLoader):
    """PyYAML's own reader, whose complaints are those above."""


class _FastLoader(_OnceEach, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """libyaml's, nine times as fast; PyYAML's wheels bring it."""


def load_yaml(path: Path, text: str) -> object:
    """What the text of the file ``path`` says; raises ContentError where it is not YAML."""
    with suppress(yaml.YAMLError, ValueError):
        return yaml.load(text, _FastLoader)
    try:
        return yaml.load(text, _Loader)
    except (yaml.YAMLError, ValueError) as error:  # ValueError: what looks like a date and is none
        problem, remedy = _explained(getattr(error, "problem", None) or str(error))
        raise ContentError(path, f"linje {_line(text, error)}", f"filen er ikke gyldig YAML: {problem}", remedy) from error


def _explained(said: str) -> tuple[str, str]:
    for pattern, problem, remedy in PROBLEMS:
        if found := re.search(pattern, said):
            return problem.format(**found.groupdict()), remedy
    return f"{said}.", "Se på indrykning og anførselstegn."


def _line(text: str, error: Exception) -> int:
    if isinstance(error, yaml.reader.ReaderError):
        return text[: error.position].count("\n") + 1
    earlier = getattr(error, "context", None) in BEGINS_EARLIER
    mark = getattr(error, "context_mark" if earlier else "problem_mark", None)
    return mark.line + 1 if mark else 1
