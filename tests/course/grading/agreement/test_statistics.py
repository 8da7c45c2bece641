"""The coefficients against scikit-learn, statsmodels and worked examples in print, and what must hold whatever the marks are."""

from __future__ import annotations

import warnings
from fractions import Fraction
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score, confusion_matrix
from statsmodels.formula.api import ols
from statsmodels.stats.anova import anova_lm
from statsmodels.stats.inter_rater import cohens_kappa

from course.grading.agreement.statistics import (
    ALIKE, NOTHING, SINGLE, UNBALANCED, confusion, differences, drift, icc, interval_alpha, ordinal_alpha, severity, shares, weighted_kappa,
)

NONE = np.nan
LEVELS = (1, 2, 3, 4)
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
"""Shrout & Fleiss 1979, table 2: six targets, four judges; ICC(2,1) .29 and ICC(2,4) .62, which McGraw & Wong call (A,1) and (A,k)."""
FOUR_OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NONE, NONE, NONE], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NONE, 3],
    [NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NONE], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NONE],
]
"""Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, section C: ordinal .815, interval .849."""
THREE_CODERS = [
    [NONE, NONE, NONE, NONE, NONE, 3, 4, 1, 2, 1, 1, 3, 3, NONE, 3], [1, NONE, 2, 1, 3, 3, 4, 3, *[NONE] * 7],
    [NONE, NONE, 2, 1, 3, 4, 4, NONE, 2, 1, 1, 3, 3, NONE, 4],
]
"""Wikipedia's example of Krippendorff's alpha: interval .811, by the krippendorff package 0.810845."""

pairs_of_levels = st.lists(st.tuples(st.sampled_from(LEVELS), st.sampled_from(LEVELS)), min_size=2, max_size=40).map(np.array)
with_gaps = st.integers(2, 4).flatmap(lambda graders: st.lists(
    st.lists(st.sampled_from([*LEVELS, NONE]), min_size=graders, max_size=graders), min_size=2, max_size=15).map(np.array))


def twice(seed: int, scripts: int = 60) -> np.ndarray:
    """Levels of two graders who often agree."""
    random = np.random.default_rng(seed)
    first = random.integers(1, 5, scripts)
    return np.column_stack([first, np.clip(first + random.integers(-1, 2, scripts), 1, 4)])


def alpha_by_hand(marks: np.ndarray, ordinal: bool) -> Fraction | None:
    """Krippendorff's definition, pair by pair and in whole numbers: 1 minus observed over expected disagreement."""
    units = [[int(value) for value in row if not np.isnan(value)] for row in marks]
    units = [unit for unit in units if len(unit) > 1]
    values = sorted(value for unit in units for value in unit)

    def far(one: int, other: int) -> Fraction:
        low, high = sorted((one, other))
        between = sum(low <= value <= high for value in values) - Fraction(values.count(low) + values.count(high), 2)
        return Fraction(between if ordinal else high - low) ** 2

    expected = sum(far(*two) for two in permutations(values, 2))
    if not expected or len(units) < 2:
        return None
    observed = sum(Fraction(1, len(unit) - 1) * far(*two) for unit in units for two in permutations(unit, 2))
    return 1 - (len(values) - 1) * observed / expected


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("power", "name"), [(1, "linear"), (2, "quadratic")])
def test_weighted_kappa_is_that_of_scikit_learn_and_of_statsmodels(seed, power, name):
    marks = twice(seed)
    found = weighted_kappa(marks, LEVELS, power).value
    assert found == pytest.approx(cohen_kappa_score(*marks.T, labels=LEVELS, weights=name), abs=1e-6)
    assert found == pytest.approx(cohens_kappa(confusion(marks, LEVELS), wt=name).kappa, abs=1e-6)


def test_a_level_that_nobody_gave_still_keeps_its_place_on_the_scale():
    marks = np.array([[1, 1], [1, 2], [2, 2], [2, 4], [4, 4], [4, 4]])
    given = cohen_kappa_score(*marks.T, weights="linear")
    found = weighted_kappa(marks, LEVELS, 1).value
    assert found == pytest.approx(cohen_kappa_score(*marks.T, labels=LEVELS, weights="linear"), abs=1e-6)
    assert abs(found - given) > 0.01


def test_half_levels_are_steps_of_the_scale():
    marks = np.array([[1, 1.5], [2.5, 2.5], [4, 3], [3, 3], [1.5, 1], [2, 2]])
    scale = np.arange(1, 4.5, 0.5)
    assert weighted_kappa(marks, scale).value == pytest.approx(cohen_kappa_score(*(marks * 2).astype(int).T, labels=range(2, 9), weights="quadratic"), abs=1e-6)


@pytest.mark.parametrize(("found", "printed"), [
    (ordinal_alpha(np.array(FOUR_OBSERVERS).T), 0.815), (interval_alpha(np.array(FOUR_OBSERVERS).T), 0.849), (interval_alpha(np.array(THREE_CODERS).T), 0.811),
])
def test_alpha_is_that_of_the_printed_examples(found, printed):
    assert round(found.value, 3) == printed


def test_alpha_is_that_of_another_program_to_the_sixth_decimal():
    assert interval_alpha(np.array(THREE_CODERS).T).value == pytest.approx(0.810845, abs=1e-6)


@settings(deadline=None)
@given(with_gaps)
def test_alpha_is_its_definition_counted_by_hand(marks):
    for found, ordinal in ((ordinal_alpha(marks), True), (interval_alpha(marks), False)):
        wanted = alpha_by_hand(marks, ordinal)
        assert found.value is None if wanted is None else found.value == pytest.approx(float(wanted), abs=1e-6)


def test_icc_is_that_of_shrout_and_fleiss_and_of_mcgraw_and_wong():
    assert round(icc(SHROUT_FLEISS).value, 2) == 0.29 and round(icc(SHROUT_FLEISS, average=True).value, 2) == 0.62
    assert icc([[2, 4], [4, 6], [6, 8]]).value == pytest.approx(2 / 3, abs=1e-6)  # their .67: the same order, two apart


@pytest.mark.parametrize("marks", [SHROUT_FLEISS, twice(3), twice(4) + np.array([0, 0.5])], ids=["printed", "levels", "one is milder"])
def test_icc_is_what_the_mean_squares_of_statsmodels_give(marks):
    marks = np.asarray(marks, float)
    scripts, graders = marks.shape
    long = pd.DataFrame({"mark": marks.ravel(), "script": np.repeat(range(scripts), graders), "grader": np.tile(range(graders), scripts)})
    rows, columns, error = anova_lm(ols("mark ~ C(script) + C(grader)", long).fit()).assign(mean=lambda table: table.sum_sq / table.df)["mean"]
    single = (rows - error) / (rows + (graders - 1) * error + graders * (columns - error) / scripts)
    assert icc(marks).value == pytest.approx(single, abs=1e-6)
    assert icc(marks, average=True).value == pytest.approx((rows - error) / (rows + (columns - error) / scripts), abs=1e-6)


@settings(deadline=None)
@given(pairs_of_levels)
def test_who_comes_first_changes_nothing(marks):
    turned = marks[:, ::-1]
    for one, other in ((weighted_kappa(marks, LEVELS), weighted_kappa(turned, LEVELS)), (ordinal_alpha(marks), ordinal_alpha(turned)),
                       (interval_alpha(marks), interval_alpha(turned)), (icc(marks), icc(turned)), (icc(marks, True), icc(turned, True))):
        assert one.value is other.value is None or one.value == pytest.approx(other.value, abs=1e-6)
    assert (confusion(marks, LEVELS) == confusion(turned, LEVELS).T).all() and shares(marks) == shares(turned)


@settings(deadline=None)
@given(with_gaps, st.randoms())
def test_the_order_of_the_scripts_changes_nothing(marks, random):
    shuffled = marks[random.sample(range(len(marks)), len(marks))]
    for statistic in (ordinal_alpha, interval_alpha, icc):
        one, other = statistic(marks), statistic(shuffled)
        assert one.why == other.why and (one.value is None or one.value == pytest.approx(other.value, abs=1e-6))


@settings(deadline=None)
@given(pairs_of_levels, st.integers(-3, 3), st.integers(1, 5))
def test_another_name_for_the_levels_changes_nothing_but_the_names(marks, start, step):
    named = [level * step + start for level in LEVELS]
    renamed = marks * step + start
    for one, other in ((weighted_kappa(marks, LEVELS), weighted_kappa(renamed, named)), (ordinal_alpha(marks), ordinal_alpha(renamed)),
                       (interval_alpha(marks), interval_alpha(renamed)), (icc(marks), icc(renamed))):
        assert one.value is other.value is None or one.value == pytest.approx(other.value, abs=1e-6)


@settings(deadline=None)
@given(st.lists(st.sampled_from(LEVELS), min_size=2, max_size=30))
def test_those_who_always_agree_have_one_or_nothing_to_tell_it_by(levels):
    marks = np.column_stack([levels, levels])
    wanted = 1 if len(set(levels)) > 1 else None
    for found in (weighted_kappa(marks, LEVELS), ordinal_alpha(marks), interval_alpha(marks), icc(marks), icc(marks, True)):
        assert found.value == (wanted and pytest.approx(1, abs=1e-6)) and found.why == ("" if wanted else ALIKE)
    assert shares(marks) == (1, 1)


@settings(deadline=None)
@given(with_gaps)
def test_nothing_warns_and_nothing_is_nan_however_little_there_is(marks):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = [ordinal_alpha(marks, 50), interval_alpha(marks, 50), icc(marks, False, 50), icc(marks, True, 50), weighted_kappa(marks[:, :2], LEVELS, 2, 50),
                 severity(differences(marks)[:, 0], 50), drift([marks[:5, 0], marks[5:, 0]], 50)]
    for one in found:
        assert (one.value is None) == bool(one.why) and not any(number is not None and np.isnan(number) for number in (one.value, one.low, one.high))


@pytest.mark.parametrize(("marks", "why"), [
    (np.empty((0, 2)), NOTHING), (np.full((4, 2), NONE), NOTHING), ([[3, 4]], SINGLE), ([[3, 4], [NONE, 2], [1, NONE]], SINGLE), (np.full((30, 2), 3), ALIKE),
])
def test_what_cannot_be_computed_says_why(marks, why):
    marks = np.asarray(marks, float)
    assert [found.why for found in (weighted_kappa(marks, LEVELS), ordinal_alpha(marks), interval_alpha(marks))] == [why] * 3


def test_an_icc_of_marks_that_not_all_have_given_is_not_computed():
    assert icc([[3, 4], [NONE, 2], [1, 2]]).why == UNBALANCED
    assert icc([[NONE, NONE], [3, 4]]).why == SINGLE and icc([[NONE, NONE]]).why == NOTHING and icc([[3, 3], [3, 3]]).why == ALIKE


def test_an_interval_is_the_same_every_time_and_about_that_of_statsmodels():
    marks = twice(7, 200)
    found = weighted_kappa(marks, LEVELS, 2, 4000)
    assert found == weighted_kappa(marks, LEVELS, 2, 4000) and found != weighted_kappa(marks, LEVELS, 2, 4000, seed=1)
    theirs = cohens_kappa(confusion(marks, LEVELS), wt="quadratic")
    assert (found.low, found.high) == pytest.approx((theirs.kappa_low, theirs.kappa_upp), abs=0.02)


def test_an_interval_draws_whole_scripts():
    """Bootstrapped the slow way, one drawn sample after the other."""
    marks, random = twice(9, 40), np.random.default_rng(0)
    drawn = [ordinal_alpha(marks[random.integers(0, 40, 40)]).value for _ in range(1500)]
    found = ordinal_alpha(marks, 4000)
    assert (found.low, found.high) == pytest.approx(tuple(np.quantile(drawn, [0.025, 0.975])), abs=0.03)


def test_the_confusion_matrix_is_that_of_scikit_learn_with_every_level():
    marks = np.array([[1, 2], [2, 2], [1, 1], [4, 2]])
    assert confusion(marks, LEVELS).tolist() == confusion_matrix(*marks.T, labels=LEVELS).tolist()
    assert shares(marks) == (0.5, 0.75)


def test_severity_is_the_mean_distance_to_the_other_readers():
    marks = np.array([[3, 2, NONE], [4, NONE, 4], [2, 1, 1], [1, NONE, NONE]])
    apart = differences(marks)
    assert severity(apart[:, 0]).value == pytest.approx((1 + 0 + 1) / 3)
    assert severity(apart[:, 1]).value == pytest.approx((-1 - 0.5) / 2)
    assert severity(np.full(30, -0.5), 200) == type(severity(np.zeros(2)))(-0.5, -0.5, -0.5)


def test_drift_is_the_last_part_over_the_first():
    found = drift([np.array([-1, -0.5, -0.75]), np.array([0.0]), np.array([0.25, 0, 0.5])], 500)
    assert found.value == pytest.approx(1) and found.low < 1 < found.high and found.low > 0.4
    assert drift([np.array([1.0]), np.array([2.0, 3.0])]).why == SINGLE
