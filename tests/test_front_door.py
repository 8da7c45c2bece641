"""What a stranger meets first: pictures that are there, one version everywhere, and links that lead somewhere."""

from __future__ import annotations

import re
import tomllib

import pytest
import yaml

from course import __version__
from tests.conftest import ROOT

PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
NAMED = re.compile(r"`((?:book|notebooks|exercises|assignments|course|tests)/[\w./-]+|[A-Z]+\.(?:md|cff))`")

TO_COME = re.compile(r"^RESULTS.md|/\.ledelsesrum/|feedback_kept|SECTION|NAME|[aA]5\b")  # made by a command, by whoever adds something, or named by its folder


def test_every_place_tells_the_same_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)[1]
    assert {project, citation["version"], newest} == {__version__}


def test_the_citation_has_what_its_format_requires():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(citation) and all("name" in author for author in citation["authors"])


@pytest.mark.parametrize("page", PAGES)
def test_pictures_and_files_that_are_named_are_there(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    pictures = re.findall(r"!\[[^\]]{20,}\]\(([^)]+)\)", text)
    assert len(pictures) == text.count("![")  # each says what is seen
    missing = [name for name in [*pictures, *NAMED.findall(text)] if not (ROOT / name).exists() and not TO_COME.search(name)]
    assert missing == []
