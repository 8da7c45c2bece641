"""Dates and times are written as Danes write them, and told where the reader is."""

from datetime import date, datetime, timezone

import pytest

from exercises.danish_dates import danish_date, danish_time, date_in_words


def test_a_moment_is_told_with_its_day_in_words_and_a_full_stop_in_the_time():
    here = datetime(2026, 3, 7, 9, 5).astimezone()
    assert danish_date(date(2026, 3, 7)) == "7. marts 2026"
    assert danish_time(here) == danish_time(here.astimezone(timezone.utc)) == "7. marts 2026 kl. 09.05"


@pytest.mark.parametrize(("written", "told"), [("2016-05-19", "19. maj 2016"), ("2017-06", "juni 2017"), ("1985", "1985"), ("uge 12", "uge 12")])
def test_a_date_of_a_table_is_told_in_words(written, told):
    assert date_in_words(written) == told
