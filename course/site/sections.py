"""The sections, as ``book/afsnit.yaml`` names them: the paper's 25, and those that the course adds; and which of them the course has."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from exercises.content import Part, Text, like, read_yaml

ROOT = Path(__file__).parents[2]
FILE = "book/afsnit.yaml"


class Section(Part):
    number: Annotated[str, like("1.7", r"\d\.\d")]
    title: Text

    def slug(self, root: Path) -> str | None:
        """The name its files share; None while the course does not have it."""
        return next((path.stem for path in root.glob(f"book/{self.number.replace('.', '-')}-*.md")), None)


class PaperPart(Part):
    """A part of the paper: its caption in the table of contents, and its sections."""

    caption: Text
    sections: list[Section]


class Paper(Part):
    parts: list[PaperPart]


@cache
def paper_parts(root: Path = ROOT) -> tuple[PaperPart, ...]:
    """The paper's parts in order: the preface, then parts 1 to 3."""
    return tuple(read_yaml(root / FILE, Paper).parts)


def sections(root: Path = ROOT) -> list[Section]:
    """Every section, in order."""
    return [section for part in paper_parts(root) for section in part.sections]
