"""The plan as a document: nothing but what was ticked or written, as it was then, in the reader's order."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from exercises.journal.log import Log
from exercises.portfolio.document import Bullets, Earlier, Figure, Paragraph, Table
from exercises.portfolio.plan import PLAN, gather

DAY = datetime(2026, 10, 3, 9, tzinfo=timezone.utc)
CASE = "Hjemmeplejens aftenvagter skal selv lægge ruterne fra marts."
ROOM = {"rows": 2, "labels": {"own_1": "Loven", "own_2": "Budgettet"}, "cells": {"own_2": {"slags": "graense"}, "own_1": {"slags": "krav"}}}


@pytest.fixture
def log(tmp_path, monkeypatch):
    monkeypatch.setenv("LEDELSESRUM_DATA", str(tmp_path))
    with Log.open() as log:
        yield log


def taken(exercise: str, item: str, words: str = "", occasion: str = "", at: datetime = DAY) -> dict:
    return {"exercise": exercise, "item": item, "occasion": occasion, "typed_at": at.isoformat(), "words": words}


def headings(log, **options) -> list[str]:
    return [section.heading for section in gather(log, **options).sections]


def test_an_answer_that_is_not_taken_along_is_not_in_the_plan(log):
    log.save("min_sag", "sagen", CASE, typed_at=DAY)
    document = gather(log)
    assert document.title == "Min ledelsesplan" and document.sections == () and document.appendix == ()


def test_an_answer_taken_along_stands_as_it_was_written_with_its_day_and_place(log):
    log.save("min_sag", "sagen", CASE, typed_at=DAY)
    log.save(PLAN, "min_sag", {"text": CASE, "taken": [taken("min_sag", "sagen", CASE)]})
    section, = gather(log).sections
    assert section.heading == "Min sag" and section.blocks == (Earlier(CASE, "afsnit 3.0", date(2026, 10, 3)),)


def test_words_that_were_edited_say_what_they_build_on(log):
    log.save("min_sag", "sagen", CASE, typed_at=DAY)
    log.save(PLAN, "min_sag", {"text": "Ruterne lægges ude hos os.", "taken": [taken("min_sag", "sagen", CASE)]})
    section, = gather(log).sections
    assert section.blocks == (Paragraph("Ruterne lægges ude hos os."), Paragraph("Bygger på svar fra afsnit 3.0, 3. oktober 2026."))


def test_a_table_is_taken_along_as_it_was_then_in_the_order_of_its_rows(log):
    log.save("kalender_og_prioriteter", "vigtigst_halvaar", {"shares": {"politisk": 60, "own_1": 40}, "labels": {"own_1": "Ruterne"}}, typed_at=DAY)
    log.save("plan_i_kalenderen", "tid_til_planen", {"shares": {"own_1": 70, "politisk": 30}}, typed_at=DAY)
    log.save("plan_i_kalenderen", "tid_til_planen", {"shares": {"own_1": 10, "politisk": 90}}, typed_at=DAY + timedelta(days=1))
    log.save(PLAN, "planen", {"taken": [taken("plan_i_kalenderen", "tid_til_planen")]})
    table, = gather(log).sections[0].blocks
    assert isinstance(table, Table) and table.caption == "Egen tid i de næste tre måneder. Skrevet 3. oktober 2026 i afsnit 3.6"
    assert [row[1] for row in table.rows] == ["30", "70"] and table.rows[1][0] == "Ruterne"


def test_the_scale_of_the_room_is_a_row_for_each_time_it_was_asked(log):
    for days, (exercise, item, size) in enumerate([("min_sag", "rummets_stoerrelse", 3), ("rummet_og_tiden", "rummets_stoerrelse_nu", 2), ("plan_i_kalenderen", "rummet_med_plan", 4)]):
        log.save(exercise, item, size, typed_at=DAY + timedelta(days=days))
    log.save(PLAN, "rumskala", {"taken": [taken("plan_i_kalenderen", "rummet_med_plan", at=DAY + timedelta(days=2))]})
    table, = gather(log).sections[0].blocks
    assert [row[0] for row in table.rows] == ["afsnit 3.0, 3. oktober 2026", "afsnit 3.0, 4. oktober 2026", "afsnit 3.6, 5. oktober 2026"]
    assert [row[1] for row in table.rows] == ["3", "2", "4"] and table.headers[1] == "Svar (1: jeg udfører bare, 7: jeg vælger selv vejen)"


def test_lines_written_here_are_a_table_and_the_answers_beside_them_are_quoted(log):
    letter = {"hvad": "Runden", "ser": "Mette"}
    log.save("mine_runder", "en_runde", letter, typed_at=DAY)
    lines = [{"hvis": "mødet aflyses", "saa": "ringer jeg samme dag", "ser": "Mette"}, {"hvis": " "}]
    log.save(PLAN, "aftaler", {"lines": lines, "taken": [taken("mine_runder", "en_runde", "Hvad: Runden")]})
    table, quoted = gather(log).sections[0].blocks
    assert table.headers == ("Hvis …", "Så …", "Hvem ser det?") and table.rows == (("mødet aflyses", "ringer jeg samme dag", "Mette"),)
    assert quoted == Earlier("Hvad: Runden", "afsnit 3.2", date(2026, 10, 3))


def test_a_passage_stands_where_it_was_moved_to_and_one_left_out_is_gone(log):
    log.save(PLAN, "min_sag", {"text": "Sagen"})
    log.save(PLAN, "tegnet", {"text": "Tegnet", "place": -1})
    log.save(PLAN, "modargumentet", {"text": "Imod", "left_out": True})
    assert headings(log) == ["Sådan ved jeg om tre måneder, om det virker", "Min sag"]


def test_what_was_answered_at_the_beginning_is_hidden_until_it_is_answered_again(log):
    log.save("indgang_6", "rum", 3, occasion="indgang", typed_at=DAY)
    log.save(PLAN, "ind_og_ud", {"taken": [taken("indgang_6", "")]})
    assert headings(log) == []
    log.save("indgang_6", "rum", 6, occasion="udgang", typed_at=DAY)
    assert headings(log) == ["Fra begyndelsen til slutningen"]


def test_the_readers_pictures_are_in_the_plan(log):
    for occasion, value in (("indgang", 3), ("udgang", 6)):
        for item in ("raad_hoert", "sige_nej", "genkende", "opdage_fejl", "rum"):
            log.save("indgang_6", item, value, occasion=occasion, typed_at=DAY)
    log.save(PLAN, "ind_og_ud", {"taken": [taken("indgang_6", "")]})
    figure, = gather(log).sections[0].blocks
    assert isinstance(figure, Figure) and figure.alt and figure.png.startswith(b"\x89PNG")


def test_every_answer_comes_along_as_an_appendix_in_the_courses_order_under_its_question(log):
    log.save("min_sag", "sagen", CASE, typed_at=DAY)
    log.save("dine_egne_raad", "tre_maerker", {"marks": {"truffet": 1}}, typed_at=DAY)
    log.save("hvem_tror_de_paa", "mandat", "", typed_at=DAY)
    first, last = gather(log, everything=True).appendix
    assert first.heading == "Afsnit 2.0: Dine egne råd" and isinstance(first.blocks[1], Bullets)
    assert last.heading == "Afsnit 3.0: Min sag og dens rum"
    assert last.blocks[0].text.startswith("Vælg en forandring") and last.blocks[1] == Earlier(CASE, "afsnit 3.0", date(2026, 10, 3))


def test_an_answer_that_the_course_no_longer_asks_for_does_not_stop_the_rest(log):
    log.save("en_gammel_oevelse", "punkt", "Bevaret")
    log.save("min_sag", "et_gammelt_punkt", "Bevaret")
    log.save("min_sag", "krav_graenser_valg", {"cells": [1, 2]}, typed_at=DAY)
    log.save(PLAN, "ledelsesrum", {"taken": [taken("min_sag", "krav_graenser_valg"), taken("en_gammel_oevelse", "punkt")]})
    document = gather(log, everything=True)
    assert [section.heading for section in document.sections] == ["Mit ledelsesrum: krav, grænser og valg"]
    assert document.appendix[-1].heading == "Svar på spørgsmål, som kurset ikke længere stiller"
    assert [block.text for block in document.appendix[-1].blocks] == ["Bevaret", "Bevaret"]
