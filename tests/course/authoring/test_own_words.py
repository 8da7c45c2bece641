"""Own words: ten in a row from the paper are found however they are set, and the paper cannot be read out of its hashes."""

from __future__ import annotations

import re

import pytest

from course.authoring import own_words
from tests.conftest import ROOT
from tests.course.conftest import run_course

PAPER = """Om denne tekst, som ikke er en del af oplægget og derfor gerne må stå alle mulige steder i kurset.

## 1.1 En overskrift, som gerne må stå ordret på siden, selv om den er på mere end ti ord

Den grønne hane gik over gården, fordi den hvide høne havde lagt et æg i den gamle lade. Så blev det aften,
og alle dyrene sov.
"""
RUN = "Den grønne hane gik over gården, fordi den hvide høne"


@pytest.fixture
def guarded(sources, tmp_path):
    """A copy of the project that knows the words of a paper of its own."""
    paper = tmp_path / "oplæg.md"
    paper.write_text(PAPER, encoding="utf-8")
    done = run_course(sources, "paper-hashes", paper)
    assert done.returncode == 0 and done.stdout.startswith("17 rækker af ord"), done.stderr
    return sources


@pytest.mark.parametrize(
    "written",
    [RUN, RUN.upper(), RUN.replace(" ", "\n"), RUN.replace(",", " –"), f"*{RUN}*", RUN.replace("høne", "{term}`høne`"), f"»{RUN}«."],
    ids=["as it is", "capitals", "a word a line", "other signs", "emphasised", "with a role", "quoted"],
)
@pytest.mark.parametrize("file", ["book/index.md", "README.md", "exercises/reflections/1-1-svaekkede-autoriteter.yaml"])
def test_ten_words_in_a_row_are_found_however_they_are_set(guarded, file, written):
    path = guarded / file
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}{written}\n", encoding="utf-8")
    [problem] = own_words.check(guarded)
    assert problem.file == path and problem.line == text.count("\n") + 1
    assert problem.problem.startswith("10 ord i træk") and "den grønne hane" in problem.problem


def test_a_longer_run_is_one_problem_with_its_length(guarded):
    path = guarded / "book" / "index.md"
    path.write_text(path.read_text(encoding="utf-8") + f"\nMen se: {RUN} havde lagt et æg i en ny lade.\n", encoding="utf-8")
    [problem] = own_words.check(guarded)
    assert problem.problem.startswith("15 ord i træk") and "havde lagt et æg i«" in problem.problem


@pytest.mark.parametrize(
    "written",
    [RUN.rpartition(" ")[0], RUN.replace("gik", "løb"), PAPER.splitlines()[0], PAPER.splitlines()[2].lstrip("# ")],
    ids=["nine words", "another word", "what stands before the paper", "a heading"],
)
def test_fewer_words_other_words_and_headings_may_be_written(guarded, written):
    path = guarded / "book" / "index.md"
    path.write_text(path.read_text(encoding="utf-8") + f"\n{written}\n", encoding="utf-8")
    assert list(own_words.check(guarded)) == []


def test_the_salt_is_new_each_time_and_so_are_the_hashes(guarded, tmp_path):
    before = set((guarded / own_words.HASHES).read_text(encoding="utf-8").split())
    own_words.write_hashes(tmp_path / "oplæg.md", guarded)
    assert not before & set((guarded / own_words.HASHES).read_text(encoding="utf-8").split())


def test_the_committed_file_is_small_and_holds_hashes_alone():
    text = (ROOT / own_words.HASHES).read_text(encoding="utf-8")
    assert len(text) < 300_000 and text.count("\n") > 5000
    assert re.fullmatch(r"(?:[0-9a-f]{16}\n)+", text)
