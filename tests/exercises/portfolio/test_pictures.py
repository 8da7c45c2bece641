"""Pictures of answers: drawn once, told in words with the same figures, and left out where there is nothing to draw."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import datetime, timezone

import pytest

from exercises.journal.definitions import find
from exercises.journal.log import Answer
from exercises.portfolio.pictures import picture_of
from tests.browser.gates import Shown
from tests.danish_writing import miswritten

THEN, NOW = datetime(2026, 10, 3, 12, tzinfo=timezone.utc), datetime(2026, 12, 1, 12, tzinfo=timezone.utc)


def said(exercise, item, value, occasion="", at=THEN) -> Answer:
    return Answer(exercise, item, occasion, value, at, at, 1)


def room(**pulls: str) -> dict:
    return {
        "rows": len(pulls), "labels": {f"own_{n}": name for n, name in enumerate(pulls, 1)},
        "cells": {f"own_{n}": {"side": "above", "pull": pull, "known": "guess"} for n, pull in enumerate(pulls.values(), 1)},
    }


MAP = ("kort_over_ledelsesrummet", "kortet")
WEEK = [
    said("kalender_og_prioriteter", "vigtigst_halvaar", {"shares": {"politisk": 50, "own_1": 50}, "rows": 1, "labels": {"own_1": "Ny visitation $x$ 🌱"}}),
    said("kalender_og_prioriteter", "ugens_timer", {"cells": {"politisk": {"timer": 30}, "own_1": {"timer": 10}}, "labels": {}}),
]
CHAIN = [
    said("kaeden_af_ja", "kaeden", {"rows": 2, "labels": {"own_1": "Udvalget", "own_2": "Direktøren"}, "cells": {"own_1": {"chance": 60}, "own_2": {"chance": 50}}}),
    said("kaeden_af_ja", "greb", {"cells": {"own_1": {"handling": "igen"}, "own_2": {"handling": "fjern"}}}),
]


def ten(exercise: str, lower: float) -> Answer:
    questions = find(exercise).exercise.items[0].questions
    return said(exercise, "bud", {"opened": True, "ranges": {one.id: [one.truth + lower, one.truth + 2] for one in questions}})


def drawn_well(figure) -> None:
    root = ET.fromstring(figure.svg)
    assert root.tag.endswith("svg") and root.get("role") == "img" and root.get("aria-label") == figure.alt
    assert figure.png.startswith(b"\x89PNG") and figure.caption and figure.alt
    assert miswritten(Shown("picture", text) for text in (*root.itertext(), figure.alt, figure.caption)) == []


def test_a_map_tells_everybody_with_where_they_stand():
    figure = picture_of(*MAP, [said(*MAP, room(Borgmesteren="presses_hard"), "indgang")])
    drawn_well(figure)
    assert "1. Borgmesteren: oven, presser hårdt, jeg gætter" in figure.alt and "3. oktober 2026" in figure.caption


def test_two_maps_give_the_same_person_the_same_number():
    figure = picture_of(*MAP, [said(*MAP, room(Borgmesteren="presses"), "indgang"), said(*MAP, room(KL="both", Borgmesteren="supports"), "udgang", NOW)])
    drawn_well(figure)
    assert "1. Borgmesteren: oven, presser" in figure.alt and "2. KL: oven, både og" in figure.alt and "1. Borgmesteren: oven, støtter" in figure.alt


def test_a_weeks_time_is_told_against_its_priorities():
    figure = picture_of("kalender_og_prioriteter", "ugens_timer", WEEK)
    drawn_well(figure)
    assert "Politisk betjening: prioritet 50 pct., tid 75 pct." in figure.alt and "75 pct. af tiden gik sådan" in figure.caption


def test_a_chain_is_told_before_and_after_the_remedies():
    figure = picture_of("kaeden_af_ja", "greb", CHAIN)
    drawn_well(figure)
    assert "30 pct. før og 84 pct. efter mine greb" in figure.caption and "Direktøren: 50 pct., efter »Fjern behovet for det« 100 pct." in figure.alt


def test_entry_and_exit_are_told_side_by_side():
    answers = [said("indgang_6", "raad_hoert", 3, "indgang"), said("indgang_6", "raad_hoert", 6, "udgang", NOW), said("indgang_6", "rum", 0, "indgang")]
    figure = picture_of("indgang_6", None, answers)
    drawn_well(figure)
    assert "Rådet bliver hørt: Ved kursets begyndelse 3, Ved kursets slutning 6" in figure.alt and "Ring: Ved kursets begyndelse" in figure.caption


def test_a_number_given_more_than_once_is_drawn_on_one_line():
    figure = picture_of("plan_i_kalenderen", "rummet_med_plan", [said("min_sag", "rummets_stoerrelse", 3), said("plan_i_kalenderen", "rummet_med_plan", 5, at=NOW)])
    drawn_well(figure)
    assert "Afsnit 3.0 3, Afsnit 3.6 5" in figure.alt


def test_ranges_are_told_with_their_hits_beside_the_earlier_ones():
    answers = [ten("kalibrering_10", -2), ten("kalibrering_10b", 1)]
    figure = picture_of("kalibrering_10b", "bud", answers, against=("kalibrering_10", "bud"))
    drawn_well(figure)
    assert "10 af 10 (Ti tal, du ikke kender" in figure.caption and "0 af 10 (Ti andre tal" in figure.caption
    assert "Danmarks plads" in figure.alt and "(uden for)" in figure.alt


@pytest.mark.parametrize(("place", "answers"), [
    (MAP, []), (MAP, [said(*MAP, {"rows": 2, "labels": {}, "cells": {}}, "indgang")]), (MAP, [said(*MAP, "noget ældre", "indgang")]),
    (("kalender_og_prioriteter", "ugens_timer"), WEEK[1:]), (("kaeden_af_ja", "greb"), CHAIN[1:]), (("indgang_6", None), []),
    (("kalibrering_10", "bud"), [said("kalibrering_10", "bud", {"ranges": {}})]), (("indgang_6", "noedigst"), [said("indgang_6", "noedigst", "tekst", "indgang")]),
    (("findes_ikke", "x"), []), (("indgang_6", "findes_ikke"), []), (("min_sag", "rummets_stoerrelse"), [said("min_sag", "rummets_stoerrelse", 3)]),
])
def test_where_there_is_nothing_to_draw_there_is_no_picture(place, answers):
    assert picture_of(*place, answers) is None


def test_hostile_names_are_drawn_as_text(recwarn):
    name = '<script>"&\' $x^$ \x00\x07🌱 \u202eעברית ' + "æ" * 20_000
    drawn_well(picture_of(*MAP, [said(*MAP, {"rows": 1, "labels": {"own_1": name}, "cells": {"own_1": {"side": "beside", "pull": "both"}}}, "indgang")]))
    assert not [one for one in recwarn if "Glyph" in str(one.message)]
