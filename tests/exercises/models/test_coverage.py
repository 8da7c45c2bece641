"""The coverage model against sums done by hand, and against the figures that section 1.1 states."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.datasets import load
from exercises.models.coverage import Fall, deepest_fall, programme_coverage, recovery_year, shortfall

NAN = float("nan")
FRONT_LINE = {
    "Jordemødre", "Sygeplejersker", "Læger", "Politibetjente", "Bibliotekarer", "Fysioterapeuter", "Præster", "Tandlæger", "Psykologer",
    "Soldater", "Skolelærere", "Hjemmehjælpere", "Pædagoger", "Buschauffører", "Socialrådgivere",
}
DESK = {"Embedsmænd", "Politikere"}


@pytest.fixture
def denmark() -> pd.DataFrame:
    return load("hpv_denmark_who")


@pytest.fixture
def countries() -> pd.DataFrame:
    return load("hpv_countries_who")


def series(countries: pd.DataFrame, name: str):
    rows = countries[countries.country == name]
    return rows.year.to_numpy(), rows.coverage_pct.to_numpy()


class TestByHand:
    def test_coverage_is_starts_per_hundred_in_the_target_group(self):
        np.testing.assert_allclose(programme_coverage([200, 50, NAN], [50, 60, 1]), [25, 120, NAN])

    def test_the_shortfall_is_what_the_base_rate_would_have_given_minus_what_came(self):
        assert shortfall([100, 200], [50, 100], 0.75) == pytest.approx(25 + 50)
        assert shortfall([100], [90], 0.8) == pytest.approx(-10)

    def test_the_deepest_fall_goes_from_a_peak_to_a_later_trough(self):
        assert deepest_fall([1, 2, 3, 4, 5], [50, 90, 60, 95, 70]) == Fall(2, 90, 3, 60)
        assert deepest_fall([1, 2, 3], [10, NAN, 4]).depth == 6

    def test_a_series_that_only_rises_has_no_fall(self):
        assert deepest_fall([2010, 2011, 2012], [1, 2, 2]) == Fall(2010, 1, 2010, 1)

    def test_of_equal_falls_the_earliest_is_given(self):
        assert deepest_fall([1, 2, 3, 4], [9, 5, 9, 5]) == Fall(1, 9, 2, 5)

    def test_recovery_is_the_first_year_back_at_the_level(self):
        assert recovery_year([1, 2, 3, 4, 5], [80, 60, 79, 80, 40], 1) == 4
        assert recovery_year([1, 2, 3, 4, 5], [80, 60, 79, 80, 40], 1, within=2) == 3

    def test_what_never_came_back_has_no_year_and_what_never_fell_needs_none(self):
        assert recovery_year([1, 2, 3], [80, 60, 79], 1) is None
        assert recovery_year([1, 2, 3], [80, 80, 90], 1) == 1
        assert recovery_year([1, 2], [80, 20], 2) == 2


class TestFriendlyErrors:
    @pytest.mark.parametrize(
        ("call", "message"),
        [
            (lambda: shortfall([100], [50], 86), "mellem 0 og 1, for eksempel 0.86"),
            (lambda: shortfall([100, NAN], [50, 50], 0.8), "mangler tal"),
            (lambda: shortfall([100, 100], [50], 0.8), "lige lange"),
            (lambda: programme_coverage([0], [0]), "større end 0"),
            (lambda: programme_coverage([10], [-1]), "negativt"),
            (lambda: deepest_fall([2012, 2011], [1, 2]), "stigende rækkefølge"),
            (lambda: deepest_fall([2012], [NAN]), "ingen dækning"),
            (lambda: recovery_year([2012, 2013], [1, NAN], 2013), "året 2013"),
            (lambda: recovery_year([2012], [1], 2012, within=-1), "negativ"),
        ],
    )
    def test_a_wrong_argument_is_explained_in_danish(self, call, message):
        with pytest.raises(ValueError, match=message):
            call()


@given(st.lists(st.floats(0, 100), min_size=1, max_size=20))
def test_no_pair_of_years_falls_deeper_than_the_deepest_fall(coverage):
    years = range(2000, 2000 + len(coverage))
    fall = deepest_fall(years, coverage)
    assert fall.depth == max(before - after for i, before in enumerate(coverage) for after in coverage[i:])
    assert fall.peak_year <= fall.trough_year


class TestPublishedFigures:
    def test_coverage_of_2014_before_rounding(self, denmark):
        row = denmark[denmark.year == 2014]
        assert programme_coverage(row.target_girls, row.girls_first_dose)[0] == pytest.approx(78.12, abs=0.005)

    def test_every_printed_coverage_is_the_computed_one_rounded(self, denmark):
        off = programme_coverage(denmark.target_girls, denmark.girls_first_dose) - denmark.coverage_pct.to_numpy()
        assert (abs(off) < 0.5).all()
        assert denmark.year[abs(off).argmax()] == 2019
        assert off[abs(off).argmax()] == pytest.approx(-0.48, abs=0.005)

    @pytest.mark.parametrize(
        ("base", "last", "expected"),
        [("2013", 2019, 36_936), (0.86, 2019, 36_386), (0.90, 2019, 44_380), ("pooled", 2019, 9_599), ("mean", 2019, 9_462), ("2013", 2023, 32_053)],
    )
    def test_girls_who_did_not_start(self, denmark, base, last, expected):
        first = denmark[denmark.year <= 2013]
        rates = {
            "2013": 29_771 / 34_507,
            "pooled": first.girls_first_dose.sum() / first.target_girls.sum(),
            "mean": (first.girls_first_dose / first.target_girls).mean(),
        }
        period = denmark[denmark.year.between(2014, last)]
        assert round(shortfall(period.target_girls, period.girls_first_dose, rates.get(base, base))) == expected

    @pytest.mark.parametrize(
        ("country", "fall", "within", "recovered"),
        [
            ("Denmark", Fall(2013, 86, 2016, 47), 0, 2020),
            ("Colombia", Fall(2012, 90, 2016, 6), 5, None),
            ("Ireland", Fall(2014, 91, 2016, 55), 5, 2019),
        ],
    )
    def test_the_three_great_falls(self, countries, country, fall, within, recovered):
        assert deepest_fall(*series(countries, country)) == fall
        assert recovery_year(*series(countries, country), fall.peak_year, within) == recovered

    def test_three_of_seventeen_countries_fell_by_thirty_points_or_more(self, countries):
        depths = {name: deepest_fall(*series(countries, name)).depth for name in countries.country.unique()}
        assert len(depths) == 17
        assert {name for name, depth in depths.items() if depth >= 30} == {"Denmark", "Colombia", "Ireland"}
        assert depths["Japan"] == 17

    def test_denmarks_rows_are_the_same_in_both_tables(self, denmark, countries):
        rows = countries[countries.iso3 == "DNK"][list(denmark.columns)].reset_index(drop=True)
        pd.testing.assert_frame_equal(rows, denmark, check_dtype=False)

    def test_three_different_percentages_for_girls_born_in_2003(self):
        cohort = load("hpv_reports_by_cohort").query("birth_year == 2003 and sex == 'girls' and area == 'Denmark'")
        assert sorted(cohort.coverage_pct) == [17, 29, 54]

    def test_denmark_in_vaccine_confidence(self):
        table = load("vaccine_confidence_2015").set_index("country").disagree_safe_pct
        assert len(table) == 67 and table.median() == 10.5
        assert table.rank(method="min")["Denmark"] == 17 and table["Denmark"] == 6.3 and table["France"] == 41.0

    def test_professions_by_how_close_they_are_to_the_citizen(self):
        table = load("credibility_professions_2018").set_index("profession_da")
        assert (len(FRONT_LINE), len(DESK)) == (15, 2) and FRONT_LINE | DESK <= set(table.index)
        group = table.index.map(lambda name: "front" if name in FRONT_LINE else "desk" if name in DESK else "market")
        means = table.score_1_to_5.groupby(group).mean().round(2)
        assert means.to_dict() == {"front": 3.64, "desk": 2.54, "market": 3.02}
        assert table.loc["Embedsmænd", "rank"] == 21
        assert table.score_1_to_5.rank(ascending=False)["Embedsmænd"] == 21
        assert table.loc["Jordemødre"].score_1_to_5 - table.loc["Embedsmænd"].score_1_to_5 == pytest.approx(1.18)
