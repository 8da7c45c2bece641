"""A class where most are after more than the points for the task: real sandboxes, real nbgrader, and nothing reached."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from course.grading.runner.run import Outcome, run, summary
from course.grading.sandbox.limits import MB, Limits
from tests.course.grading.runner.docker import only_docker
from tests.course.grading.runner.probes import IN_DOCKER, PROBES, WRONG, claim_everything, lay_beside, with_probe
from tests.course.grading.small_assignment import write_assignment
from tests.course.grading.trip import Course, cell, perfect

pytestmark = [pytest.mark.skipif(not sys.platform.startswith("linux"), reason="bubblewrap findes kun til Linux"), pytest.mark.timeout(900)]
SMALL = Limits(memory=1024 * MB, processes=48, file_size=8 * MB, disk=16 * MB, files=3000, output=2 * MB, wall=40)
BRIEF = replace(SMALL, wall=15)  # the one who leaves the runner without an answer uses it all
QUICK = ("laeser", "skriver", "net", "signal", "egne", "binder", "lapper", "sender")
LONG = tuple(name for name in PROBES if name not in QUICK)


@pytest.fixture(scope="module")
def listening() -> Iterator[socket.socket]:
    """A server of this machine that nobody in a sandbox may reach, by a port and by a name."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as named:
        named.bind(f"\0ledelsesrum-{server.getsockname()[1]}")
        named.listen()
        server.settimeout(0)
        yield server


def hand_in(course: Course, student: str, notebook) -> Path:
    folder = course.folder / "submitted" / student / "S1"
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / "S1.ipynb")
    return folder


def a_class(folder: Path, names, port: int, seconds: int = 8) -> Course:
    course = Course.make(folder, seconds=seconds)
    write_assignment(course.folder)
    assert course.root.api.generate_assignment("S1")["success"]
    for student in ("anna", "aage", *names, "zoe"):
        notebook = course.read("release", "S1")
        perfect(notebook, course.read("source", "S1"))
        if student in PROBES:
            with_probe(notebook, PROBES[student][0], folder=course.folder, prefix=sys.prefix, base=sys.base_prefix, port=port, pid=os.getpid())
        if student == "aage":
            claim_everything(notebook)
            cell(notebook, "s1-2").source = WRONG
        lay_beside(hand_in(course, student, notebook))
    return course


@pytest.fixture(scope="module", params=["bubblewrap", pytest.param("docker", marks=pytest.mark.full)])
def kind(request) -> Iterator[str]:
    """What shuts the class in: bubblewrap, or Docker where that cannot be had."""
    with pytest.MonkeyPatch.context() as patched:
        if request.param == "docker":
            only_docker(patched)
        yield request.param


@pytest.fixture(scope="module")
def quick(kind, tmp_path_factory, listening) -> tuple[Course, dict[str, Outcome]]:
    course = a_class(tmp_path_factory.mktemp("ond") / "kursus", QUICK, listening.getsockname()[1], seconds=5)
    return course, {one.student: one for one in run(course.root, "S1", say=print, limits=BRIEF, jobs=2)}


@pytest.fixture(scope="module")
def long(kind, tmp_path_factory, listening) -> tuple[Course, dict[str, Outcome]]:
    course = a_class(tmp_path_factory.mktemp("ond") / "kursus", LONG, listening.getsockname()[1])
    return course, {one.student: one for one in run(course.root, "S1", say=print, limits=SMALL, jobs=2)}


def text_of(course: Course, student: str) -> str:
    """All that the code of a student wrote."""
    outputs = [output for one in course.read("autograded", "S1", student).cells for output in one.get("outputs", [])]
    return "\n".join(output.text for output in outputs if output.output_type == "stream")


def contained(kind: str, course: Course, outcomes: dict[str, Outcome], student: str) -> None:
    _, points, sentence = PROBES[student]
    sentence = IN_DOCKER.get(student, sentence) if kind == "docker" else sentence
    scores = course.scores("S1")
    assert outcomes[student].state == "run" and outcomes[student].looks and sentence in " ".join(outcomes[student].looks), outcomes[student]
    assert "HAR " not in text_of(course, student)
    assert sum(scores[student].values()) <= 5 - points, scores[student]
    assert any(line.startswith(f"  {student}: ") for line in summary(list(outcomes.values())))


@pytest.mark.parametrize("student", QUICK)
def test_what_reaches_out_is_contained_and_named(kind, quick, student):
    course, outcomes = quick
    contained(kind, course, outcomes, student)
    assert "PRØVET" in text_of(course, student)


@pytest.mark.full
@pytest.mark.parametrize("student", LONG)
def test_what_uses_everything_up_is_stopped_and_named(kind, long, student):
    contained(kind, *long, student)


def the_others_have_their_points(course: Course, outcomes: dict[str, Outcome]) -> None:
    for student in ("anna", "zoe"):
        assert outcomes[student] == Outcome(student, "run")
        assert sum(course.scores("S1")[student].values()) == 5


def test_the_others_have_their_points(quick):
    the_others_have_their_points(*quick)


@pytest.mark.full
def test_the_others_have_their_points_beside_those_who_use_everything(long):
    the_others_have_their_points(*long)


def test_what_another_handed_in_is_as_it_was(quick):
    course, _ = quick
    assert cell(course.read("submitted", "S1", "anna"), "s1-3").source == cell(course.read("autograded", "S1", "anna"), "s1-3").source != ""


def test_nobody_was_called_on_the_net(quick, listening):
    with pytest.raises(BlockingIOError):
        listening.accept()


def test_a_notebook_that_claims_points_gets_what_it_earned(quick):
    course, outcomes = quick
    assert sum(course.scores("S1")["aage"].values()) == 2
    assert outcomes["aage"].state == "run" and "oplysninger om point" in " ".join(outcomes["aage"].told)
    assert "widgets" not in course.read("autograded", "S1", "aage").metadata


def test_only_the_notebook_that_was_asked_for_is_used(quick):
    course, _ = quick
    found = {path.name for path in (course.folder / "autograded").rglob("*") if path.is_file()}
    assert found == {"S1.ipynb"}
