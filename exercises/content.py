"""Read a YAML file of the course against its schema; an error names the file, the line, the key and the remedy."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Annotated, TypeVar

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

from exercises.danish_yaml import load_yaml
from exercises.errors import ContentError

Model = TypeVar("Model", bound=BaseModel)
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


def like(example: str, pattern: str) -> AfterValidator:
    """A text of the form of the example."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"'{text}' har ikke den rette form. Skriv det som {example}.")
        return text

    return AfterValidator(check)


class Part(BaseModel):
    """Base of everything in a content file: unknown keys are errors, values cannot be changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


# pydantic's error types that an author meets, in Danish. The rest show pydantic's own words.
QUOTED = "Sæt den i anførselstegn, hvis den ligner et tal eller er et engelsk ja eller nej."
PROBLEMS = {
    "missing": ("nøglen mangler.", "Tilføj den."),
    "extra_forbidden": ("nøglen er ukendt.", "Ret stavningen, eller slet den."),
    "union_tag_invalid": ("'kind' er ikke en kendt slags.", "Brug en af: {expected_tags}."),
    "union_tag_not_found": ("'kind' mangler.", "Skriv, hvilken slags punktet er."),
    "literal_error": ("'{input}' er ikke en af de kendte værdier.", "Brug en af: {expected}."),
    "string_pattern_mismatch": ("'{input}' følger ikke mønstret.", "Brug små bogstaver, tal og understreg."),
    "string_too_short": ("teksten er tom.", "Skriv den, eller slet nøglen."),
    "string_type": ("her skal stå tekst.", QUOTED),
    "invalid_key": ("en nøgle skal være tekst.", QUOTED),
    "int_parsing": ("her skal stå et helt tal.", "Ret værdien."),
    "int_type": ("her skal stå ét tal.", "Ret værdien."),
    "int_from_float": ("her skal stå et helt tal.", "Ret værdien."),
    "float_parsing": ("her skal stå et tal.", "Skriv decimaler med punktum."),
    "float_type": ("her skal stå ét tal.", "Skriv decimaler med punktum."),
    "bool_parsing": ("her skal stå true eller false.", "Ret værdien."),
    "bool_type": ("her skal stå true eller false.", "Ret værdien."),
    "greater_than": ("{input} er for lidt.", "Det skal være mere end {gt:g}."),
    "greater_than_equal": ("{input} er for lidt.", "Det skal være mindst {ge:g}."),
    "less_than_equal": ("{input} er for meget.", "Det må højst være {le:g}."),
    "multiple_of": ("{input} passer ikke.", "Det skal kunne deles med {multiple_of:g}."),
    "model_type": ("her skal stå nøgler med hver sin værdi.", "Skriv dem, hver på sin linje."),
    "dict_type": ("her skal stå nøgler med hver sin værdi.", "Skriv dem, hver på sin linje."),
    "list_type": ("her skal stå en liste.", "Begynd hvert punkt med en bindestreg."),
    "tuple_type": ("her skal stå en liste.", "Skriv den mellem kantede klammer, fx [20, 60]."),
    "too_short": ("listen har for få punkter.", "Den skal have mindst {min_length}."),
    "too_long": ("listen har for mange punkter.", "Den må højst have {max_length}."),
    "value_error": ("{error}", "Ret det i filen."),
}
SHORT = ("listen har for få punkter.", "Tilføj det, der mangler.")
COMMA = "Er det tekst efter et komma, så sæt hele teksten i anførselstegn."


def read_text(path: Path, encoding: str = "utf-8") -> str:
    """A file's text.

    Raises
    ------
    ContentError
        The file is not saved as UTF-8.
    """
    try:
        return path.read_text(encoding=encoding)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ContentError(path, f"linje {line}", "filen er ikke gemt som UTF-8.", "Gem den som UTF-8.") from error


def read_yaml(path: Path, model: type[Model]) -> Model:
    """Read one file.

    Raises
    ------
    ContentError
        The file is not YAML, or does not follow ``model``.
    """
    text = read_text(path)
    data = load_yaml(path, text)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        node = yaml.compose(text, yaml.SafeLoader)  # it alone knows the lines, and is as slow again as reading
        raise _content_error(path, node, error.errors()[0]) from error


def first_twin(names: Iterable[str]) -> str | None:
    """The first name, in alphabetical order, that stands more than once; None where all differ."""
    return min((name for name, times in Counter(names).items() if times > 1), default=None)


def require(name: str, known: Collection[str], folder: Path, asked: str, nothing: str) -> str:
    """Give ``name`` back if it is known; else raise a ContentError that names its nearest neighbours."""
    if name not in known:
        near = ", ".join(difflib.get_close_matches(name, known) or sorted(known))
        raise ContentError(folder, asked, f"der er {nothing} med det navn.", f"Mente du: {near}?")
    return name


def _content_error(path: Path, node: yaml.Node | None, error: dict) -> ContentError:
    keys = [key for key in error["loc"] if key != error.get("ctx", {}).get("discriminator")]
    line, place = _locate(node, keys)
    short = error["type"] == "missing" and isinstance(keys[-1], int)
    problem, remedy = SHORT if short else PROBLEMS.get(error["type"], (error["msg"], "Ret værdien."))
    if error["type"] == "extra_forbidden" and error["input"] is None:  # as a comma in a text between braces leaves it
        remedy = f"{remedy} {COMMA}"
    facts = {"input": error["input"], **error.get("ctx", {})}
    if "expected" in facts:
        facts["expected"] = facts["expected"].replace(" or ", " eller ")
    return ContentError(path, f"linje {line}, {place or 'øverst'}", problem.format(**facts), remedy.format(**facts))


def _locate(node: yaml.Node | None, keys: list) -> tuple[int, str]:
    """The line of the innermost key that stands in the file, and the way to it, e.g. ``exercises[0].title``."""
    line, place = 1, ""
    for key in keys:
        if isinstance(node, yaml.SequenceNode) and isinstance(key, int):
            node, place = (node.value[key] if key < len(node.value) else None), f"{place}[{key}]"
        elif isinstance(node, yaml.MappingNode):
            found = next((pair for pair in node.value if pair[0].value == key), None)
            if found is None and any(pair[0].value == "kind" and pair[1].value == key for pair in node.value):
                continue  # pydantic names the kind of an item in the way to it; the file does not
            place = f"{place}.{key}".lstrip(".")
            if found is None:
                break
            line, node = found[0].start_mark.line + 1, found[1]
            continue
        line = node.start_mark.line + 1 if node else line
    return line, place
