"""Docker in the place of bubblewrap: the same limits, the same proof, and nothing left behind."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from course.grading.errors import GradingError
from course.grading.runner.run import run
from course.grading.sandbox import container
from course.grading.sandbox.container import LABEL, Container
from course.grading.sandbox.limits import Limits
from course.grading.sandbox.proof import LIMITS, prove, tried
from tests.conftest import ROOT, until
from tests.course.grading.runner.docker import MISSING, only_docker
from tests.course.grading.runner.test_hostile import hand_in
from tests.course.grading.small_assignment import write_assignment
from tests.course.grading.trip import Course, cell, perfect

KERNEL = {"modules": [], "arguments": []}
HELD = """
import sys, time
from pathlib import Path
from course.grading.sandbox.container import Container
from course.grading.sandbox.limits import Limits
one = Container(Limits(), {"modules": [], "arguments": []}, Path(sys.argv[1]))
print(one.answer(), one.name, flush=True)
time.sleep(600)
"""


@pytest.fixture(autouse=True)
def docker(monkeypatch) -> None:
    only_docker(monkeypatch)


def test_where_bubblewrap_cannot_be_had_docker_is_used_and_every_limit_holds(tmp_path):
    assert prove(Limits(), tmp_path) is Container
    assert tried(Container, Limits(), tmp_path) == dict.fromkeys(LIMITS, True)


@pytest.mark.full
@pytest.mark.parametrize("left_out, named", [
    ("--security-opt=no-new-privileges", "en bruger uden rettigheder"), ("--user=", "en anden bruger end root"), ("--ipc=", "et eget rum for processer"),
    ("--memory", "hukommelse til alle processer tilsammen"), ("--pids-limit", "antal processer"),
])
def test_a_container_with_a_hole_is_found_out_and_nothing_is_run(monkeypatch, tmp_path, left_out, named):
    whole = container.command
    instead = ["--ipc=host"] if left_out == "--ipc=" else []

    def holed(*about):
        docker, started, *words = whole(*about)
        return [docker, started, *instead, *(word for word in words if not word.startswith(left_out))]

    monkeypatch.setattr(container, "command", holed)
    with pytest.raises(GradingError, match=f"Sandkassen holder ikke.*{named}.*Ingen kode er kørt"):
        prove(Limits(), tmp_path)


def test_a_class_is_run_with_its_files_and_gets_its_points(tmp_path):
    course = Course.make(tmp_path / "kursus, med komma")
    write_assignment(course.folder)
    (course.folder / "source" / "S1" / "data").mkdir()
    (course.folder / "source" / "S1" / "data" / "tal.csv").write_text("1;2", encoding="utf-8")
    assert course.root.api.generate_assignment("S1")["success"]
    notebook = course.read("release", "S1")
    perfect(notebook, course.read("source", "S1"))
    cell(notebook, "s1-1").source += "\nprint(open('data/tal.csv').read())"
    hand_in(course, "anna", notebook)
    assert run(course.root, "S1", say=print)[0].state == "run"
    assert sum(course.scores("S1")["anna"].values()) == 5
    assert "1;2" in str(course.read("autograded", "S1", "anna").cells)


def test_no_container_outlives_the_runner_and_what_did_is_removed_by_the_next(tmp_path):
    running = subprocess.Popen([sys.executable, "-c", HELD, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    said = running.stdout.readline()
    assert "'ready': True" in said, said
    running.send_signal(signal.SIGKILL)
    running.wait()
    until(lambda: not listed(f"name={said.split()[-1]}"), timeout=20)
    name = f"ledelsesrum-{tmp_path.name[-8:]}"
    container._docker("create", f"--name={name}", f"--label={LABEL}={container._mark(tmp_path)}", container.IMAGE, "/bin/true")
    Container.clear(tmp_path / "en anden")
    assert listed(f"name={name}")
    Container.clear(tmp_path)
    assert not listed(f"name={name}")


def test_nothing_can_be_put_on_the_disk_where_the_sockets_are(tmp_path):
    one = Container(Limits(), KERNEL, tmp_path)
    try:
        assert one.answer() == {"ready": True}
        with pytest.raises(GradingError, match="Permission denied"):
            container._docker("exec", one.name, "/bin/sh", "-c", "echo > /tmp/kerne/stor")
        assert one.users() == {65534}
    finally:
        one.destroy()
    assert one.gone() and not one.folder.exists()


def test_without_docker_it_is_bubblewrap_that_is_asked_for(monkeypatch, tmp_path):
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/ingen.sock")
    with pytest.raises(GradingError, match=MISSING):
        prove(Limits(), tmp_path)


def listed(what: str) -> list[str]:
    return container._docker("ps", "--all", "--quiet", f"--filter={what}").split()
