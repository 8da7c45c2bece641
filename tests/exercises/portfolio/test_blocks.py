"""Answers as blocks of a document: tables in the order of their rows, words where the answer is words."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from exercises.journal.definitions import find, kind_of
from exercises.journal.log import Answer
from exercises.portfolio.blocks import blocks_of, table_of, written
from exercises.portfolio.document import Bullets, Earlier, Figure, Table
from exercises.portfolio.text import day, local_day

DAY = datetime(2026, 10, 3, 9, tzinfo=timezone.utc)


def answer(exercise: str, item: str, value, occasion: str = "") -> Answer:
    return Answer(exercise, item, occasion, value, DAY, DAY, 1)


def table(exercise: str, item: str, value) -> Table | None:
    return table_of(kind_of(find(exercise).item(item)), value, "Svar")


def test_rows_stand_in_their_order_and_an_empty_cell_says_so():
    value = {"labels": {"own_1": "Vagtlaget", "own_2": "Økonomi"}, "cells": {"own_2": {"chance": 50.5}, "own_1": {"chance": 80, "foerst": "ide"}, "own_3": {}}}
    made = table("plan_led_for_led", "led_i_planen", value)
    assert made.headers == ("Led", "Chance for ja", "Første gang med", "Indflydelse")
    assert made.rows == (("Vagtlaget", "80 pct.", "Mens idéen formes", "–"), ("Økonomi", "50,5 pct.", "–", "–"))


def test_a_calendar_of_periods_has_them_beside_who_and_what():
    made = table("plan_i_kalenderen", "implementeringskalender", {"cells": {"test": {"periods": [2, 3], "hvem": "To hold"}, "beslutning": {"periods": [0]}, "plan": {}}})
    assert made.headers == ("Hvad", "Periode", "Hvem", "Hvad stopper os")
    assert made.rows == (("Beslutning", "1", "–", "–"), ("Prøve i det små", "3, 4", "To hold", "–"))


def test_estimates_stand_beside_the_true_figure():
    made = table("kalibrering_10b", "bud", {"ranges": {"serviceregnskaber": [-1034.25, -11.4], "overlaeger_2017": [20, 30.5], "fritaget_2025": [2, 9], "e_indeks_2014": [3]}, "opened": True})
    assert [row[1:] for row in made.rows] == [("−1.034,25 til −11,4 mia. kr.", "−22,8", "ja"), ("20 til 30,5 pct.", "37", "nej"), ("2 til 9 pct.", "5", "ja")]


def test_hours_and_points_have_their_unit():
    hours = {"cells": {"drift": {"timer": 15.5}, "own_1": {"timer": None}}, "labels": {"drift": "Drift"}}
    assert table("kalender_og_prioriteter", "ugens_timer", hours).rows == (("Drift", "15,5"),)
    assert table("to_haender", "hundrede_timer", {"shares": {}}) is None


@pytest.mark.parametrize("value", [{"cells": [1, 2]}, {"cells": {"own_1": 7}}, {}, "tekst", None, {"shares": {"a": 1}}])
def test_a_value_that_does_not_fit_its_kind_is_no_table_and_breaks_nothing(value):
    assert table("plan_led_for_led", "led_i_planen", value) is None
    assert blocks_of(answer("plan_led_for_led", "led_i_planen", value), [], "Svar")


def test_a_chain_is_a_picture_unless_it_says_more_than_its_chances():
    chain = answer("kaeden_af_ja", "kaeden", {"rows": 2, "labels": {"own_1": "Økonomi"}, "cells": {"own_1": {"chance": 50}, "own_2": {"chance": 90}}})
    assert isinstance(blocks_of(chain, [chain], "Svar")[0], Figure)
    plan = answer("plan_led_for_led", "led_i_planen", {"rows": 1, "labels": {"own_1": "Økonomi"}, "cells": {"own_1": {"chance": 50, "foerst": "ide"}}})
    assert isinstance(blocks_of(plan, [plan], "Svar")[0], Table)


def test_words_are_quoted_with_their_place_and_occasion():
    quoted, = blocks_of(answer("indgang_brev", "brev", "Kære mig\n\nHusk natten", "indgang"), [], "Brevet")
    assert quoted == Earlier("Kære mig\n\nHusk natten", "afsnit 0.2 (ved kursets begyndelse)", date(2026, 10, 3))


def test_an_order_is_a_list():
    given = answer("del_2_videre", "hvor_det_klemmer", {"order": ["tid", "ja"]})
    assert blocks_of(given, [given], "Svar") == (Bullets(("1. Min tid følger ikke mine prioriteter", "2. For mange skal sige ja")),)


def test_rows_from_another_answer_have_their_names_in_words_too():
    led = answer("plan_led_for_led", "led_i_planen", {"labels": {"own_1": "Økonomi"}, "cells": {"own_1": {"chance": 50}}})
    greb = answer("plan_led_for_led", "greb_i_planen", {"cells": {"own_1": {"handling": "tidligt"}}})
    assert written(greb, [led, greb]) == "Økonomi: Dit greb: Spørg, mens noget kan ændres"


def test_a_day_is_written_in_danish():
    assert day(local_day(DAY)) == "3. oktober 2026"
