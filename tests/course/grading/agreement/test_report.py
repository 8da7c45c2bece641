"""The report of an assignment: what it is counted from, what it never counts, and what it says when there is little."""

from __future__ import annotations

import json

import numpy as np
import pytest

from course.grading.agreement import statistics, words
from course.grading.agreement.page import page
from course.grading.agreement.report import FEW, report
from course.grading.agreement.summary import as_csv, as_json, as_text
from course.grading.desk.agreement import show_agreement
from course.grading.store import marks
from course.grading.store.draws import NEAR, RANDOM, keep_draws
from course.grading.store.values import AGREED, DRAFT, SECOND, Entry
from tests.course.grading.agreement.readings import noisy, read, scripts

CLASS = [f"anna.holm.{number:02}" for number in range(24)]


def read_by_two(desk, students=CLASS, cells=("a1-4", "a1-5"), graders=("Bo", "Ida")) -> dict[str, list[tuple[list, list]]]:
    """Everybody's answers, read first and second by turns; gives Bo's and Ida's levels, or with more graders those of both readings."""
    given: dict[str, list] = {}
    for question in desk.questions("A1"):
        draw = noisy(sum(map(ord, question.cell.cell)))
        for number, script in enumerate(scripts(desk.store, question, students).values() if question.cell.cell in cells else ()):
            levels, pair = draw(), [graders[number % len(graders)], graders[(number + 1) % len(graders)]]
            read(desk.store, question, script, pair[0], levels[0])
            read(desk.store, question, script, pair[1], levels[1], SECOND)
            given.setdefault(question.cell.cell, []).append(levels if len(graders) > 2 or pair[0] == graders[0] else levels[::-1])
    return given


def said(found) -> str:
    return "\n".join(as_text(found))


def test_a_criterion_is_counted_grader_by_grader_whoever_read_first(either):
    given = np.array(read_by_two(either)["a1-4"])  # scripts, graders, criteria
    question = report(either.root, either.store, "A1", 200).questions[0]
    for place, one in enumerate(question.measured[:5]):
        pairs = given[:, :, place]
        assert (one.scripts, one.columns, one.same) == (24, ("Bo", "Ida"), (pairs[:, 0] == pairs[:, 1]).sum())
        assert one.kappa == statistics.weighted_kappa(pairs, [1, 2, 3, 4], 2, 200) and one.kappa.low < one.kappa.value < one.kappa.high
        assert one.alpha == statistics.ordinal_alpha(pairs, 200) and one.icc_average == statistics.icc(pairs, True, 200)
        assert np.array_equal(one.confusion, statistics.confusion(pairs, [1, 2, 3, 4]))


def test_the_question_is_its_weighted_mean_and_the_whole_is_its_points(desk):
    given = {cell: np.array(levels) for cell, levels in read_by_two(desk).items()}
    found = report(desk.root, desk.store, "A1", 0)
    weights = np.array([0.15, 0.15, 0.2, 0.3, 0.2])
    means = (given["a1-4"] * weights).sum(axis=2)
    assert found.questions[0].measured[5].icc_single.value == pytest.approx(statistics.icc(np.round(means, 2)).value, abs=1e-6)
    points = sum(np.round((levels * weights).sum(axis=2) / 4 * 16, 2) for levels in given.values())
    assert found.total.alpha.value == pytest.approx(statistics.interval_alpha(points).value, abs=1e-4)
    assert (found.total.scripts, found.total.kappa.value) == (24, None)


def test_below_twenty_there_are_counts_and_no_coefficient_anywhere(desk):
    given = np.array(read_by_two(desk, CLASS[:19])["a1-4"])
    found = report(desk.root, desk.store, "A1", 0)
    assert all(estimate.value is None and estimate.why in (FEW, "regnes kun på trin") for one in found.measured
               for estimate in (one.kappa, one.kappa_linear, one.alpha, one.icc_single, one.icc_average))
    assert np.array_equal(found.questions[0].measured[0].confusion, statistics.confusion(given[:, :, 0], [1, 2, 3, 4]))
    assert said(found).count(FEW) > 10 and " af 19" in said(found) and "%" not in said(found) and "til 0," not in said(found)


def test_nothing_read_by_two_is_said_and_not_counted(desk):
    read_by_two(desk, [])
    assert words.NOTHING in said(report(desk.root, desk.store, "A1", 0)) and "Kappa" not in said(report(desk.root, desk.store, "A1", 0))


def test_two_versions_of_a_rubric_are_never_mixed(either):
    read_by_two(either, cells=["a1-4"])
    question = either.questions("A1")[0]
    newer = question.rubric.model_copy(update={"version": 2})
    later = scripts(either.store, question, ["bent", "carl", "dorte"])
    for student, versions in {"bent": (newer, newer), "carl": (newer, newer), "dorte": (question.rubric, newer)}.items():
        for grader, reading, rubric in zip(("Bo", "Ida"), ("first", SECOND), versions, strict=True):
            read(either.store, question, later[student], grader, [2] * 5, reading, rubric=rubric)
    found = report(either.root, either.store, "A1", 0)
    assert (found.questions[0].pairs, found.questions[0].version, found.questions[0].left_out) == (24, 1, {"other_version": 3})
    assert "Ikke talt med: 3 tekster, som er bedømt efter en anden udgave af skalaen." in said(found)


def test_what_is_not_two_whole_readings_of_the_newest_attempt_is_left_out_and_said(either):
    question = either.questions("A1")[0]
    old, new = (scripts(either.store, question, ["anna", "bent", "carl", "dorte"], attempt) for attempt in ("første", "andet"))
    for script in (*old.values(), new["anna"]):
        read(either.store, question, script, "Bo", [3] * 5)
    for script in (old["anna"], new["anna"]):
        read(either.store, question, script, "Ida", [2] * 5, SECOND)
    read(either.store, question, old["bent"], "Ida", [1] * 5, SECOND, state=DRAFT)
    read(either.store, question, old["carl"], "Bo", [1] * 5, SECOND)
    found = report(either.root, either.store, "A1", 0)
    assert (found.questions[0].pairs, found.questions[0].left_out) == (1, {"earlier": 1, "unfinished": 1, "same_grader": 1})
    assert "1 tekst, som er læst to gange af den samme." in said(found)


def test_what_is_changed_once_they_have_begun_to_agree_does_not_count(desk):
    question = desk.questions("A1")[0]
    script = scripts(desk.store, question, ["anna"])["anna"]
    read(desk.store, question, script, "Bo", [4] * 5)
    read(desk.store, question, script, "Ida", [1] * 5, SECOND)
    read(desk.store, question, script, "Bo", [2] * 5, AGREED)
    marks.save(desk.store, script, "Bo", Entry(), 1, question.rubric, question.criteria, AGREED)  # undone: now both could be changed
    read(desk.store, question, script, "Bo", [1] * 5, based_on=1)
    one = report(desk.root, desk.store, "A1", 0).questions[0].measured[0]
    assert (one.same, one.near, one.confusion[3][0]) == (0, 0, 1)


def test_what_one_could_not_assess_is_counted_apart(desk):
    read_by_two(desk, cells=["a1-4"])
    question = desk.questions("A1")[0]
    script = scripts(desk.store, question, ["bent"])["bent"]
    read(desk.store, question, script, "Bo", [3, None, 3, 3, 3])
    read(desk.store, question, script, "Ida", [3] * 5, SECOND)
    measured = report(desk.root, desk.store, "A1", 0).questions[0].measured
    assert [(one.scripts, one.unsettled) for one in measured] == [(25, 0), (24, 1), (25, 0), (25, 0), (25, 0), (24, 1)]


def test_those_who_give_everybody_the_same_are_told_that_it_cannot_be_computed(desk):
    question = desk.questions("A1")[0]
    for script in scripts(desk.store, question, CLASS).values():
        read(desk.store, question, script, "Bo", [3] * 5)
        read(desk.store, question, script, "Ida", [3] * 5, SECOND)
    found = report(desk.root, desk.store, "A1", 0)
    assert "Kan ikke beregnes: Situation og egen andel (kappa), Situation og egen andel (alfa)" in said(found) and statistics.ALIKE in said(found)
    assert "100 pct." in said(found) and json.loads(as_json(found), parse_constant=pytest.fail)


def test_of_three_graders_first_and_second_readings_are_compared(desk):
    given = np.array(read_by_two(desk, cells=["a1-4"], graders=("Bo", "Ida", "Åse"))["a1-4"])
    found = report(desk.root, desk.store, "A1", 0)
    one = found.questions[0].measured[0]
    assert one.columns == ("første læsning", "anden læsning") and np.array_equal(one.confusion, statistics.confusion(given[:, :, 0], [1, 2, 3, 4]))
    assert words.MIXED in said(found).replace("\n  ", " ")


def test_a_grader_who_is_strict_and_grows_stricter_is_seen(either):
    question = either.questions("A1")[0]
    for number, script in enumerate(scripts(either.store, question, CLASS).values()):
        read(either.store, question, script, "Bo", [3] * 5)
        read(either.store, question, script, "Ida", [3 - (number >= 8)] * 5, SECOND)
    bo, ida = report(either.root, either.store, "A1", 500).graders
    assert (bo.grader, ida.grader, ida.scripts) == ("Bo", "Ida", 24)
    assert ida.mean.value == pytest.approx(-2 / 3) and ida.mean.high < 0 and words.verdict(ida) == "strengere end kollegerne"
    assert [third.value for third in ida.thirds] == [0, -1, -1] and ida.drift.value == -1 and bo.drift.value == 1


def test_those_chosen_for_lying_near_a_limit_are_mentioned(desk):
    read_by_two(desk, cells=["a1-4"])
    chosen = list(scripts(desk.store, desk.questions("A1")[0], CLASS).values())
    keep_draws(desk.store, chosen[:4], NEAR)
    keep_draws(desk.store, chosen[4:9], RANDOM)
    found = report(desk.root, desk.store, "A1", 0)
    assert found.questions[0].borderline == 4 and "4 af de 24 tekster er valgt, fordi de ligger nær en grænse." in said(found)


def test_of_fewer_than_five_nothing_is_told_outside_the_desk(desk):
    read_by_two(desk, CLASS[:4])
    found = report(desk.root, desk.store, "A1", 0)
    assert words.WITHHELD in said(found) and "Situation og egen andel" not in said(found) + page(found) + as_csv(found).decode()
    assert json.loads(as_json(found))["questions"][0]["measured"] == [] and json.loads(as_json(found))["total"] is None
    view = show_agreement(desk, "A1")
    assert view.sections[0].table.rows[0][:3] == ["Situation og egen andel", "4", f"{found.questions[0].measured[0].same} af 4"] and view.sections[0].figures
