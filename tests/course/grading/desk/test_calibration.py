"""Calibration: blind until all is read, then beside the key and the colleagues, and a key that two agree on."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from course.cli import main
from course.grading.desk import calibration
from course.grading.desk.desk import Desk
from course.grading.desk.models import EntryView, LevelView, SaveRequest
from course.grading.marking.exemplars import read_exemplars
from course.grading.root import GradingError
from course.grading.store.database import open_store
from tests.course.grading.store.conftest import course_root

EXEMPLARS = read_exemplars()
KEY = {one.id: one.key for one in EXEMPLARS.texts}


def entry(levels: dict[str, float], state: str = "final") -> EntryView:
    return EntryView(levels={name: LevelView(level=level) for name, level in levels.items()}, state=state)


def read(desk: Desk, own: dict[str, dict[str, float]]) -> None:
    """Read what is left in the order of the desk, giving one's own levels."""
    name = calibration.next_exemplar(desk)
    while name:
        view = calibration.show_exemplar(desk, name)
        assert calibration.save_exemplar(desk, name, SaveRequest(entry=entry(own[name]), based_on=view.mark.revision if view.mark else 0, seconds=60)).saved
        name = calibration.next_exemplar(desk, name)


def lower(levels: dict[str, float], *names: str) -> dict[str, float]:
    return {name: max(1, level - 1) if name in names else level for name, level in levels.items()}


@pytest.fixture(params=["sqlite", "postgresql"])
def desks(request, tmp_path) -> Iterator[tuple[Desk, Desk]]:
    """Bo's and Ida's desks in a stock course root."""
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    root = course_root(tmp_path / "kursus", server.url() if server else None)
    store = open_store(root)
    yield Desk(root, store, "Bo"), Desk(root, store, "Ida")
    store.close()


def test_nothing_of_the_key_or_the_colleague_is_sent_before_all_is_read(desks):
    bo, ida = desks
    read(bo, KEY)
    view = calibration.calibration(ida)
    assert (view.left, view.finished, len({one.id for one in view.exemplars})) == (8, False, 8)
    assert [one.id for one in view.exemplars] != [one.id for one in calibration.calibration(bo).exemplars]
    sent = "".join(calibration.show_exemplar(ida, one.id).model_dump_json() for one in view.exemplars) + view.model_dump_json()
    assert '"Bo"' not in sent and "proposed" not in sent and all(note not in sent for one in EXEMPLARS.texts for note in one.notes)
    calibration.save_exemplar(ida, "k01", SaveRequest(entry=entry(KEY["k01"], "draft"), based_on=0))
    for refused in (lambda: calibration.comparison(ida), lambda: calibration.propose_key(ida, "k01", entry(KEY["k01"]), 0)):
        with pytest.raises(GradingError, match="[Ll]æst? alle teksterne færdig"):
            refused()


def test_levels_are_held_up_against_the_key_and_the_colleague_per_criterion(desks):
    bo, ida = desks
    read(bo, {name: lower(levels, "blikke") for name, levels in KEY.items()})
    read(ida, KEY)
    found = calibration.comparison(bo)
    blikke = next(one for one in found.criteria if one.id == "blikke")
    assert (found.key_name, blikke.exact, blikke.near, blikke.of, blikke.higher) == ("nøgle (forslag)", 1, 8, 8, -0.88)  # one is 1 in the key already
    assert (found.gate.exact, found.gate.of, found.gate.wanted, found.gate.too_far, found.gate.passed, found.gate.advisory) == (33, 40, 30, 0, True, True)
    assert {one.id: one.colleagues for one in found.exemplars} == {name: {"Ida": levels} for name, levels in KEY.items()}
    with pytest.raises(GradingError, match="dine trin bliver stående"):
        calibration.save_exemplar(bo, "k01", SaveRequest(entry=entry(KEY["k01"]), based_on=1))


def test_one_level_two_steps_off_is_not_near_enough(desks):
    bo, _ = desks
    read(bo, KEY | {"k07": KEY["k07"] | {"laering": 2}})
    found = calibration.comparison(bo).gate
    assert (found.exact, found.too_far, found.passed) == (39, 1, False)


def test_two_agree_on_a_key_of_their_own_and_then_the_gate_is_no_longer_advisory(desks):
    bo, ida = desks
    read(bo, KEY)
    read(ida, {name: lower(levels, "laering") for name, levels in KEY.items()})
    for name, levels in KEY.items():
        calibration.propose_key(bo, name, entry(levels), 0)
    calibration.propose_key(ida, "k05", entry(lower(KEY["k05"], "laering")), 0)
    assert all(one.key.status == "proposed" for one in calibration.comparison(ida).exemplars)  # one alone agrees with nobody
    settled = KEY | {"k05": lower(KEY["k05"], "laering")}
    for name, levels in settled.items():
        key = next(one.key for one in calibration.comparison(ida).exemplars if one.id == name)
        calibration.propose_key(ida, name, entry(levels), key.own_revision)
    assert calibration.comparison(bo).key_name == "nøgle (forslag)"  # they differ on one still
    revision = next(one.key.own_revision for one in calibration.comparison(bo).exemplars if one.id == "k05")
    calibration.propose_key(bo, "k05", entry(settled["k05"]), revision)
    found = calibration.comparison(bo)
    assert (found.key_name, found.gate.advisory, found.gate.exact) == ("nøgle", False, 39)
    assert all(one.key.names == ["Bo", "Ida"] and one.key.time and one.key.levels == settled[one.id] for one in found.exemplars)
    assert {one.id: one.own for one in found.exemplars} == KEY  # what was given blind is as it was


def test_the_terminal_tells_how_far_one_is_and_then_the_table(desks, monkeypatch, capsys):
    bo, ida = desks

    def told() -> str:
        database = ["--db", bo.root.db] if bo.root.db else []
        monkeypatch.setattr(sys, "argv", ["course", "grade", "calibrate", "--show", "--grader", "Bo", "--course", str(bo.root.folder), *database])
        assert main() == 0
        return capsys.readouterr().out

    assert "Bo: 0 af 8 tekster er læst færdig" in told()
    read(bo, KEY | {"k07": KEY["k07"] | {"laering": 2}})
    read(ida, KEY)
    said = told()
    assert "nøgle (forslag)  Ida" in said and "Ugerapporten" in said and "kun vejledende" in said
    assert "39 af 40 trin er som nøglen, og målet er 30. 1 er to trin fra eller mere." in said and "ikke afprøvet" in said


OF_SOLO = """
rubric: solo
rubric_version: 1
gate: {exact: 1, most_apart: 1}
exemplars:
  - {id: s01, title: Listen, constructed: true, words: 4, text: Vi gør tre ting., key: {sammenhaeng: 3}, key_status: proposed, score: 3, notes: [En liste.]}
"""


def test_the_texts_of_another_rubric_are_read_by_that_rubric(tmp_path, monkeypatch, capsys):
    root = course_root(tmp_path / "kursus")
    (root.folder / "calibration").mkdir()
    (root.folder / "calibration/solo.yaml").write_text(OF_SOLO, encoding="utf-8")
    store = open_store(root)
    desk = Desk(root, store, "Bo", rubric="solo")
    read(desk, {"s01": {"sammenhaeng": 2}})
    assert calibration.calibration(Desk(root, store, "Bo")).left == 8  # those of the course's own rubric are as they were
    store.close()
    command = ["course", "grade", "calibrate", "--grader", "Bo", "--course", str(root.folder), "--rubric"]
    monkeypatch.setattr(sys, "argv", [*command, "solo", "--show"])
    assert main() == 0 and "Listen  Sammenhæng i planen  2   3" in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", [*command, "sola", "--no-browser"])
    assert main() == 1 and "Der er ingen tekster til kalibrering efter skalaen sola. Læg dem i " in capsys.readouterr().err
