"""Points from levels: the rubric's own arithmetic, to the hundredth."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from course.grading import scoring
from course.grading.errors import GradingError
from course.grading.rubrics import find_rubric
from course.grading.store.values import Entry, Level

REFLECTION, SOLO, KEMBER = find_rubric("refleksion"), find_rubric("solo"), find_rubric("kember")
IDS = [criterion.id for criterion in REFLECTION.criteria]
HALF = ["blikke", "antagelser", "laering"]
LEVELS = some.fixed_dictionaries({name: some.integers(1, 4) for name in IDS})


@pytest.mark.parametrize(("levels", "mean", "points"), [
    ((2, 1, 1, 1, 1), 1.15, 4.6), ((1, 1, 2, 2, 1), 1.5, 6.0), ((3, 2, 2, 2, 2), 2.15, 8.6), ((4, 4, 4, 4, 4), 4.0, 16.0), ((3, 2, 3, 3, 3), 2.85, 11.4),
])
def test_the_exemplars_get_the_scores_that_the_rubric_tells(levels, mean, points):
    given_levels = dict(zip(IDS, levels, strict=True))
    assert scoring.mean_level(REFLECTION, given_levels) == mean
    assert scoring.points(REFLECTION, given_levels, 16) == points


@pytest.mark.parametrize(("level", "points"), [(1, 2), (2, 5), (3, 9), (4, 13), (5, 16)])
def test_an_analysis_gets_the_points_of_its_level(level, points):
    assert scoring.points(SOLO, {"sammenhaeng": level}, 16) == points


@given(some.integers(1, 4), some.integers(1, 4), some.integers(1, 4))
def test_the_other_half_of_a_plan_is_weighed_as_the_mark_scheme_says(views, grounds, learning):
    expected = Fraction(16 * (2 * views + 3 * grounds + 2 * learning), 28)
    assert scoring.points(REFLECTION, dict(zip(HALF, (views, grounds, learning), strict=True)), 16, HALF) == pytest.approx(float(expected), abs=0.005)


@given(LEVELS, some.integers(1, 100))
def test_points_lie_between_a_quarter_and_all(levels, out_of):
    assert out_of / 4 - 0.005 <= scoring.points(REFLECTION, levels, out_of) <= out_of


@given(LEVELS, some.sampled_from(IDS))
def test_a_higher_level_never_gives_less(levels, name):
    higher = levels | {name: min(4, levels[name] + 1)}
    assert scoring.points(REFLECTION, higher, 16) >= scoring.points(REFLECTION, levels, 16)


@given(LEVELS)
def test_a_criterion_that_does_not_count_changes_nothing(levels):
    assert scoring.points(REFLECTION, levels, 16, HALF) == scoring.points(REFLECTION, levels | {"situation": 4}, 16, HALF)


@given(some.integers(1, 4))
def test_the_same_level_everywhere_is_that_share(level):
    assert scoring.points(REFLECTION, dict.fromkeys(IDS, level), 16) == 4 * level


def test_half_levels_only_where_the_rubric_has_them():
    assert scoring.points(KEMBER, {"helhed": 2.5}, 16) == 10
    with pytest.raises(GradingError, match="2,5 er ikke et trin ved Flere blikke. Trinnene går fra 1 til 4."):
        scoring.points(REFLECTION, dict.fromkeys(IDS, 2) | {"blikke": 2.5}, 16)


def test_a_level_that_is_missing_is_named_and_never_guessed():
    with pytest.raises(GradingError, match="mangler et trin: Flere blikke"):
        scoring.points(REFLECTION, {name: 3 for name in IDS if name != "blikke"}, 16)


def test_a_half_goes_up():
    assert scoring.rounded(Fraction(1005, 1000)) == 1.01
    assert scoring.points(REFLECTION, dict.fromkeys(HALF, 1) | {"blikke": 2}, 16, HALF) == 5.14  # 36/7 · 16/16


def test_what_is_missing_and_what_cannot_be_assessed_is_told_in_the_rubrics_words():
    levels = {"situation": Level(3.0), "blikke": Level(None, "en andens tekst")}
    assert scoring.missing(REFLECTION, levels) == ["Følelser og værdier", "Antagelser og belæg", "Læring og næste skridt"]
    assert scoring.not_assessable(REFLECTION, levels) == ["Flere blikke"]
    assert scoring.missing(REFLECTION, levels, ["blikke"]) == []


def test_a_draft_may_lack_anything_and_a_state_of_another_kind_is_refused():
    scoring.require_valid(REFLECTION, Entry())
    with pytest.raises(GradingError, match="enten en kladde eller færdig"):
        scoring.require_valid(REFLECTION, Entry(state="published"))


def test_a_blank_answer_gives_what_the_rubric_says_and_never_more_than_there_is():
    assert scoring.blank(REFLECTION, 16) == 0
    assert scoring.blank(REFLECTION.model_copy(update={"blank": 3}), 2) == 2
