"""A calendar file on its way from the page: put together from its parts, read in a process of its own, and given up when it takes too long."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from exercises.errors import CalendarError
from exercises.journal.calendar_file import MOST_GROUPS, Inbox, week_in_own_process, week_of
from exercises.journal.log import FILE_NAME, Log
from exercises.journal.widget import reflection

FILES = Path(__file__).parents[2] / "browser" / "calendars"
OUTLOOK = (FILES / "outlook.ics").read_bytes()
HERE, TODAY = "Europe/Copenhagen", date(2026, 4, 22)
ASKED = {"id": 7, "zone": HERE}


def busy_week(count: int, rule: str = "") -> bytes:
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{n}\r\nSUMMARY:Aftale {n}\r\nDTSTART:20260413T070000Z\r\nDTEND:20260413T07{n % 50 + 5:02}00Z\r\n{rule}END:VEVENT\r\n" for n in range(count))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n".encode()


def test_a_process_of_its_own_gives_the_same_week():
    answer = week_in_own_process(OUTLOOK, HERE, TODAY)
    assert answer == week_of(OUTLOOK, HERE, TODAY)
    assert (answer["week"], answer["number"], answer["double"]) == ("2026-04-13", 16, 0.5)
    assert {group["title"]: group["hours"] for group in answer["groups"] if not group["apart"]} == {
        "Budgetopfølgning": 2.5, "Direktionsmøde": 2.0, "Forberedelse af udvalgsmøde": 1.5, "Privat aftale": 1.0, "Samtale med skolechefen": 0.75,
        "Netværk for kommunaldirektører i nordiske storbyer: udveksling om gennemførelse af velfærdsaftaler": 2.0,
    }
    assert week_in_own_process(OUTLOOK, HERE, TODAY, date(2026, 1, 5))["number"] == 2


def test_a_private_title_does_not_leave_the_process():
    assert "Hemmelig" in OUTLOOK.decode() and "Hemmelig" not in str(week_in_own_process(OUTLOOK, HERE, TODAY))


def test_a_rule_that_would_go_on_for_long_is_given_up():
    never = busy_week(200, "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\r\n")
    with pytest.raises(CalendarError, match="tog for lang tid at læse. Gem et kortere tidsrum"):
        week_in_own_process(never, HERE, TODAY, patience=3)


def test_what_no_calendar_can_be_asked_is_a_message_too():
    with pytest.raises(CalendarError, match="kunne ikke læses"):
        week_in_own_process(OUTLOOK, "Ingen/Steder", TODAY)


def test_more_entries_than_anybody_can_sort_are_cut_and_it_is_said():
    answer = week_of(busy_week(MOST_GROUPS + 20), HERE, TODAY)
    assert len(answer["groups"]) == MOST_GROUPS
    assert answer["notes"] == [f"Ugen har {MOST_GROUPS + 20} forskellige aftaler. De 20 korteste er ikke vist."]


def test_a_file_is_answered_when_its_last_part_is_there_and_asked_again_about_another_week():
    inbox = Inbox()
    half = len(OUTLOOK) // 2
    assert inbox.answer(ASKED | {"part": 0, "of": 2}, [memoryview(OUTLOOK[:half])]) is None
    answer = inbox.answer(ASKED | {"part": 1, "of": 2}, [memoryview(OUTLOOK[half:])])
    assert answer["id"] == 7 and answer["groups"]
    assert inbox.answer(ASKED | {"week": "2026-01-05"}, [])["number"] == 2
    assert "tom" in inbox.answer(ASKED | {"part": 0, "of": 1}, [b""])["problem"]  # a new file takes the place of the old one


def test_a_file_that_is_let_go_is_gone():
    inbox = Inbox()
    inbox.answer(ASKED | {"part": 0, "of": 1}, [OUTLOOK])
    assert inbox.answer({"forget": True}, []) is None
    assert "tom" in inbox.answer(ASKED | {"week": "2026-01-05"}, [])["problem"]


def test_reading_a_calendar_writes_no_answer(tmp_path, monkeypatch):
    monkeypatch.setenv("LEDELSESRUM_DATA", str(tmp_path))
    widget = reflection("hvem_tror_de_paa")
    sent = []
    widget.send = sent.append
    widget._receive(widget, {"calendar": ASKED | {"part": 0, "of": 1}}, [OUTLOOK])
    assert sent[0]["calendar"]["groups"]
    with Log.open() as log:
        assert log.current() == []
    assert b"Direktion" not in (tmp_path / FILE_NAME).read_bytes()
