"""A class of thirty, read by two who disagree by a known seed: drawn, read again blind, settled, and counted."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from course.grading.desk import act, show
from course.grading.desk.agreeing_view import show_agreeing
from course.grading.desk.desk import Desk
from course.grading.desk.models import EntryView, LevelView, Saved, SaveRequest
from course.grading.publishing.plan import plan
from course.grading.root import GradingError
from course.grading.rubrics import find_rubric
from course.grading.scoring import mean_level, mean_points
from course.grading.store import marks
from course.grading.store.database import open_store
from course.grading.store.draws import lots
from course.grading.store.models import LotteryRow
from course.grading.store.scripts import find_script
from course.grading.store.values import AGREED, FIRST, FLAG, SECOND, SKIP
from exercises.errors import ContentError
from tests.course.grading.desk.classroom import hand_in, lay_out

RUBRIC = find_rubric("refleksion")
IDS = [criterion.id for criterion in RUBRIC.criteria]
STUDENTS = [f"s{number:02}" for number in range(30)]
SECRET = "kun for den første"


def entry(levels: list[int] | dict[str, int], comment: str = "", state: str = "final") -> EntryView:
    named = levels if isinstance(levels, dict) else dict(zip(IDS, levels, strict=True))
    return EntryView(levels={name: LevelView(level=level) for name, level in named.items()}, comment=comment, state=state)


@dataclass
class Class30:
    """The class with Bo and Ida at their desks, and what each has given: by student, Bo's or Ida's levels, and who was first."""

    bo: Desk
    ida: Desk
    first: dict[str, list[int]] = field(default_factory=dict)
    second: dict[str, list[int]] = field(default_factory=dict)

    def first_reader(self, student: str) -> Desk:
        return (self.bo, self.ida)[int(student[1:]) % 2]

    def second_reader(self, student: str) -> Desk:
        return (self.ida, self.bo)[int(student[1:]) % 2]

    def token(self, student: str) -> str:
        return self.bo.scripts(self.bo.questions("A1")[0], fresh=False)[student].token

    def student(self, token: str) -> str:
        return find_script(self.bo.store, token).attempt.student

    def read_first(self, *students: str) -> None:
        for student in students:
            request = SaveRequest(entry=entry(self.first[student], f"{SECRET}: {student}"), based_on=0)
            assert isinstance(act.save(self.first_reader(student), self.token(student), request), Saved)

    def due(self) -> set[str]:
        """Who is to be read twice, worked out here by the rule: a fifth by lot, and a mean level from 2.16 to 2.64."""
        lot = lots(self.bo.store, self.bo.questions("A1")[0].cell, STUDENTS)
        return {one for one in STUDENTS if lot[one] < 0.2 or 2.16 <= mean_level(RUBRIC, dict(zip(IDS, self.first[one], strict=True))) <= 2.64}

    def apart(self) -> set[str]:
        """Whose two readings are two levels apart somewhere, or more than half a level in all."""
        both = {one: (self.first[one], self.second[one]) for one in self.due()}
        means = {one: [mean_level(RUBRIC, dict(zip(IDS, levels, strict=True))) for levels in pair] for one, pair in both.items()}
        return {one for one, (a, b) in both.items()
                if max(abs(x - y) for x, y in zip(a, b, strict=True)) >= 2 or round(abs(means[one][0] - means[one][1]), 2) > 0.5}

    def read_second(self) -> None:
        for desk in (self.bo, self.ida):
            token = show.next_script(desk, "A1", "a1-4", reading=SECOND)
            while token:
                show.show_script(desk, token, SECOND)
                act.save(desk, token, SaveRequest(entry=entry(self.second[self.student(token)], "Set igen."), based_on=0), SECOND)
                token = show.next_script(desk, "A1", "a1-4", token, SECOND)


@pytest.fixture(params=["sqlite", "postgresql"])
def group(request, tmp_path) -> Iterator[Class30]:
    """The class, with what each of the two is going to give."""
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    root, chance = lay_out(tmp_path / "kursus", server.url() if server else None), random.Random(4)
    for student in STUDENTS:
        hand_in(root, student, f"Jeg sad i mødet og tav, og det var den dag, {student} skrev om.")
    (root.folder / "roster.csv").write_text("id;fornavn;efternavn\r\n", encoding="utf-8-sig")
    store = open_store(root)
    cells = ("A1", "A1", "a1-4")
    with store.writing() as session:
        session.add(LotteryRow(course=store.course, assignment=cells[0], notebook=cells[1], cell=cells[2], seed="5e" * 32))
    found = Class30(Desk(root, store, "Bo Bedømmer"), Desk(root, store, "Ida Iagttager"))
    for student in STUDENTS:
        base = chance.choice([1, 2, 2, 2, 2, 3])
        found.first[student] = [base + chance.choice([0, 0, 1]) for _ in IDS]
        shift = chance.choice([0, 1, 2, 2])  # some readers' views differ by more than the rest
        found.second[student] = [min(4, max(1, level + chance.choice([0, shift, -shift]))) for level in found.first[student]]
    yield found
    store.close()


def test_thirty_are_drawn_read_again_settled_and_counted(group):
    group.read_first(*STUDENTS)
    due, question = group.due(), group.bo.questions("A1")[0]
    piles = {desk.grader: {group.student(line.token) for line in show.show_question(desk, "A1", "a1-4", SECOND).scripts} for desk in (group.bo, group.ida)}
    assert piles == {desk.grader: {one for one in due if group.second_reader(one) is desk} for desk in (group.bo, group.ida)}
    assert 6 < len(due) < 25 and all(piles.values())

    waiting = {one.student: one for one in plan(group.bo.root, group.bo.store, question)}
    assert {one for one, planned in waiting.items() if planned.holds} == due and all(waiting[one].waits.startswith("skal læses af en til") for one in due)
    assert show_agreeing(group.bo, "A1").scripts == []

    group.read_second()
    assert [show.overview(desk, "A1", SECOND).questions[0].left for desk in (group.bo, group.ida)] == [0, 0]
    apart, queue = group.apart(), show_agreeing(group.ida, "A1")
    assert {group.student(line.token) for line in queue.scripts} == apart and queue.left == len(apart) > 2 and due - apart

    settled = {}
    for line in queue.scripts:
        student = group.student(line.token)
        script = show.show_script(group.ida, line.token, AGREED)
        shown = [[one.entry.levels[name].level for name in IDS] for one in (script.agreeing.first, script.agreeing.second)]
        assert shown == [group.first[student], group.second[student]]
        assert script.mark is None and set(line.graders) == {"Bo Bedømmer", "Ida Iagttager"} and (line.apart or line.total > 0.5)
        settled[student] = [(a + b + 1) // 2 for a, b in zip(group.first[student], group.second[student], strict=True)]
        act.save(group.ida, line.token, SaveRequest(entry=entry(settled[student]), based_on=0), AGREED)
    assert show_agreeing(group.bo, "A1").left == 0

    for planned in plan(group.bo.root, group.bo.store, question):
        one = planned.student
        levels = [settled[one]] if one in apart else [group.first[one], group.second[one]] if one in due else [group.first[one]]
        assert planned.points == mean_points(RUBRIC, [dict(zip(IDS, given, strict=True)) for given in levels], 16), one
    kept = marks.readings(group.bo.store, [find_script(group.bo.store, line.token) for line in queue.scripts])
    assert all(set(found) == {FIRST, SECOND, AGREED} and found[AGREED].grader == "Ida Iagttager" for found in kept.values())


def test_a_second_reader_is_told_nothing_of_the_first(group):
    for student in STUDENTS:
        group.first[student] = [2, 2, 2, 3, 3]
    group.read_first(*STUDENTS[:6])
    act.put_tag(group.bo, group.token("s00"), FLAG, True, f"{SECRET}: er det hans egen?")
    ida, sent = group.ida, []
    assert show.show_script(ida, group.token("s02"), SECOND).status == "unread"
    sent += [show.overview(ida, "A1", SECOND), (question := show.show_question(ida, "A1", "a1-4", SECOND)), show_agreeing(ida, "A1")]
    sent += [show.show_script(ida, line.token, SECOND) for line in question.scripts]
    sent.append(act.save(ida, group.token("s00"), SaveRequest(entry=entry([1, 1, 1, 1, 1]), based_on=0), SECOND))
    json = "".join(one.model_dump_json() for one in sent)
    assert len(question.scripts) == 3 and SECRET not in json and "Bo" not in json
    assert [show.show_script(ida, group.token("s00"), SECOND).flag.model_dump(), sent[-1].mark.revision] == [{"grader": "", "reason": ""}, 1]


def test_nobody_gives_the_second_mark_of_what_they_have_marked_or_seen(group):
    group.first["s00"] = group.first["s02"] = [2, 2, 2, 3, 3]
    group.read_first("s00", "s02")
    eva = Desk(group.bo.root, group.bo.store, "Eva")
    assert show.show_script(eva, group.token("s00")).mark.grader == "Bo Bedømmer"  # in the first reading, where marks are shown
    for desk in (group.bo, eva):
        with pytest.raises(GradingError, match="kan du ikke læse som anden læser"):
            show.show_script(desk, group.token("s00"), SECOND)
        with pytest.raises(GradingError, match="kan du ikke læse som anden læser"):
            act.save(desk, group.token("s00"), SaveRequest(entry=entry([3] * 5), based_on=0), SECOND)
    assert show.show_script(eva, group.token("s02"), SECOND).mark is None
    with pytest.raises(GradingError, match="ikke noget at blive enige om"):
        act.save(eva, group.token("s02"), SaveRequest(entry=entry([3] * 5), based_on=0), AGREED)


def test_each_reading_has_its_own_place_undo_and_conflict(group):
    for student in STUDENTS:
        group.first[student] = [2, 2, 2, 3, 3]
    group.read_first("s00", "s02", "s04")
    ida, eva = group.ida, Desk(group.bo.root, group.bo.store, "Eva")
    token = group.token("s02")
    show.show_script(ida, token, SECOND)
    assert show.show_question(ida, "A1", "a1-4", SECOND).open_now == token and show.overview(ida, "A1").resume is None
    assert show.next_script(eva, "A1", "a1-4", reading=SECOND) != token
    act.save(ida, token, SaveRequest(entry=entry([3, 3, 3, 3, 3]), based_on=0), SECOND)
    refused = act.save(eva, token, SaveRequest(entry=entry([1, 1, 1, 1, 1]), based_on=0), SECOND)
    assert not refused.saved and refused.theirs.grader == "Ida Iagttager"
    act.put_tag(ida, group.token("s04"), SKIP, True, reading=SECOND)
    assert act.undo(ida, "A1", "a1-4") is None
    assert [act.undo(ida, "A1", "a1-4", SECOND).what for _ in range(2)] == ["skip", "mark"]
    assert show.show_script(ida, token, SECOND).status == "unread"
    assert marks.latest(group.bo.store, [find_script(group.bo.store, token)])[find_script(group.bo.store, token).id].grader == "Bo Bedømmer"


def test_a_fault_in_the_policy_is_told_before_anything_is_saved(group):
    (group.bo.root.folder / "marking.yaml").write_text("draw_percent: mange", encoding="utf-8")
    group.first["s00"] = [3] * 5
    with pytest.raises(ContentError, match="draw_percent"):
        group.read_first("s00")
    assert show.show_script(group.bo, group.token("s00")).mark is None
