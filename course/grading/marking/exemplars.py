"""The texts to calibrate on, as data: ``calibration/*.yaml`` in the course root, one file for each rubric that has them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from course.grading import scoring
from course.grading.errors import GradingError, NotFound
from course.grading.root import DEFAULT
from course.grading.rubrics import FOLDER as RUBRICS
from course.grading.rubrics import Rubric, find_rubric
from course.grading.store.values import FINAL, Cell, Entry, Level
from exercises.content import Identifier, Part, Text, first_twin, read_yaml, require
from exercises.errors import ContentError
from exercises.handin.answers import count_words

FOLDER = "calibration"


class Gate(Part):
    """How near the key a grader should be before marking for real: so many levels exact, and none further from it."""

    exact: int = Field(ge=0)
    most_apart: float = Field(ge=0)


class Exemplar(Part):
    """A text, the levels that its author proposes, and why; ``constructed`` says that nobody has handed it in."""

    id: Identifier
    title: Text
    constructed: bool
    words: int
    text: Text
    key: dict[Identifier, float]
    key_status: Literal["proposed"]
    score: float
    notes: Annotated[list[Text], Field(min_length=1)]

    @model_validator(mode="after")
    def _words_are_counted(self):
        if (counted := count_words(self.text)) != self.words:
            raise ValueError(f"'{self.id}' har {counted} ord og siger {self.words}.")
        return self

    @property
    def digest(self) -> str:
        """The sha256 of the text: what was given to another wording does not count for this one."""
        return sha256(self.text.encode("utf-8")).hexdigest()


class ExemplarsFile(Part):
    """The exemplars of one rubric, in the version that their keys were set by."""

    rubric: Identifier
    rubric_version: int
    gate: Gate
    exemplars: Annotated[list[Exemplar], Field(min_length=1)]

    @model_validator(mode="after")
    def _ids_differ(self):
        if twin := first_twin(one.id for one in self.exemplars):
            raise ValueError(f"'{twin}' står to gange.")
        return self


@dataclass(frozen=True)
class Exemplars:
    """What there is to calibrate on by a rubric; all its criteria count."""

    rubric: Rubric
    gate: Gate
    texts: tuple[Exemplar, ...]
    criteria: tuple[str, ...] = ()

    def cell(self, exemplar: Exemplar) -> Cell:
        """Where the store keeps what is given to it; no assignment's folder can be called so."""
        return Cell(f"kalibrering/{self.rubric.id}", self.rubric.id, exemplar.id)

    def find(self, name: str) -> Exemplar:
        """An exemplar by its id; NotFound where there is none such."""
        found = next((one for one in self.texts if one.id == name), None)
        if found is None:
            raise NotFound(f"Der er ikke en tekst til kalibrering, der hedder {name[:64]}.")
        return found


@cache
def read_exemplars(folder: Path = DEFAULT, rubric: str = "refleksion") -> Exemplars:
    """The exemplars of a rubric, read once; the kit's where the course root has no file of them.

    Raises
    ------
    ContentError
        The file does not follow the schema, its keys are not by the rubric as it is now, or a score is not what the key comes to.
    """
    own = folder / FOLDER / f"{rubric}.yaml"
    path = own if own.is_file() else DEFAULT / FOLDER / own.name
    if not path.is_file():
        raise GradingError(f"Der er ingen tekster til kalibrering efter skalaen {rubric}. Læg dem i {own}.")
    told = read_yaml(path, ExemplarsFile)
    found = find_rubric(told.rubric, folder if (folder / RUBRICS / f"{told.rubric}.yaml").is_file() else DEFAULT)
    if (told.rubric, told.rubric_version) != (rubric, found.version):
        raise ContentError(path, "rubric_version", f"nøglen er sat efter {told.rubric} version {told.rubric_version}, og skalaen er {rubric} version "
                           f"{found.version}.", "Gå nøglen igennem efter den nye ordlyd, og skriv den nye version.")
    for exemplar in told.exemplars:
        _require_key(path, found, exemplar)
    return Exemplars(found, told.gate, tuple(told.exemplars))


def _require_key(path: Path, rubric: Rubric, exemplar: Exemplar) -> None:
    for name in exemplar.key:
        require(name, [criterion.id for criterion in rubric.criteria], path, f"{exemplar.id}.key, '{name}'", f"intet kriterium i '{rubric.id}'")
    try:
        scoring.require_valid(rubric, Entry({name: Level(level) for name, level in exemplar.key.items()}, state=FINAL))
    except GradingError as error:
        raise ContentError(path, f"{exemplar.id}.key", str(error), "Ret nøglen.") from error
    if (score := scoring.mean_level(rubric, exemplar.key)) != exemplar.score:
        raise ContentError(path, f"{exemplar.id}.score", f"nøglen giver {score:g}, og der står {exemplar.score:g}.", "Ret den ene.")
