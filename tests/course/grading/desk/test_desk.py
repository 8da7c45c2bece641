"""The desk's data: what a page gets and sends, for an evening of grading, blind, by two graders."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from pydantic import BaseModel, ValidationError

from course.grading.desk import act, show
from course.grading.desk.desk import Desk
from course.grading.desk.models import EntryView, LevelView, Refused, Saved, SaveRequest
from course.grading.desk.order import next_of, shuffled
from course.grading.names import composed, loose
from course.grading.reading.masking import WORD
from course.grading.root import GradingError
from course.grading.rubrics import find_rubric
from course.grading.store.database import open_store
from course.grading.store.values import FLAG, SKIP, Cell
from tests.course.grading.desk.classroom import hand_in, handed_out, lay_out
from tests.course.grading.hostile import EVIL, SCRIPT
from tests.course.grading.trip import cell

CLASS = {
    "soren.holm": "soren.holm;Søren;Holm Kjær;soren.holm@kommune.dk;Svane 12",
    "mette-b": "mette-b;Mette;Brøndum;mb@region.dk;Falk 33",
    "s1003": "s1003;Åse;Ærø;aase@by.dk;",
    "tom": "tom;Tom;Tavs;tom@by.dk;Lunde 44",
}
NAMES = ("soren", "holm", "kjaer", "kommune", "mette", "brondum", "region.dk", "s1003", "aero", "tavs", "by.dk")
IDS = [criterion.id for criterion in find_rubric("refleksion").criteria]
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()


def whole(level: float | None = 3.0, state: str = "final", comment: str = "Godt øje.") -> EntryView:
    return EntryView(levels={name: LevelView(level=level) for name in IDS}, comment=comment, state=state)


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request, tmp_path) -> Iterator[Desk]:
    """Bo's desk; the class has handed in, one of them nothing, and all of them have put their names wherever they could."""
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    root = lay_out(tmp_path / "kursus", server.url() if server else None)
    roster = ["id;fornavn;efternavn;email;dæknavn", *CLASS.values()]
    (root.folder / "roster.csv").write_text("\r\n".join(roster), encoding="utf-8-sig")
    for student in CLASS:
        hand_in(root, student, "" if student == "tom" else f"Jeg, {CLASS[student].split(';')[1]} {CLASS[student].split(';')[2]}, sad i mødet og tav.")
    notebook = handed_out(root)
    notebook.metadata["authors"] = [{"name": "Søren Holm Kjær"}]
    answer = cell(notebook, "a1-4")
    answer.source = f"![Søren på mødet](attachment:soren_holm.png) skrev [her](https://x.dk/soren.holm). {SCRIPT} Med Mette Brøndum."
    answer["attachments"] = {"soren_holm.png": {"image/png": PNG}}
    answer.metadata["name"] = "Søren"
    hand_in(root, "soren.holm", notebook=notebook)
    store = open_store(root)
    yield Desk(root, store, "Bo")
    store.close()


def other(desk: Desk) -> Desk:
    """Ida's desk in the same course."""
    return Desk(desk.root, desk.store, "Ida")


def tokens(desk: Desk, name: str = "a1-4") -> dict[str, str]:
    return {line.pseudonym: line.token for line in show.show_question(desk, "A1", name).scripts}


def everything(desk: Desk) -> str:
    """All that a page can be sent, as JSON."""
    sent: list[BaseModel] = [show.overview(desk, "A1")]
    for name in ("a1-4", "a1-5"):
        question = show.show_question(desk, "A1", name)
        sent += [question, *(show.show_script(desk, line.token) for line in question.scripts)]
        act.save(desk, question.scripts[0].token, SaveRequest(entry=whole(), based_on=0))
        sent.append(act.save(other(desk), question.scripts[0].token, SaveRequest(entry=whole(1), based_on=0)))
    return "".join(one.model_dump_json() for one in [*sent, *act.search_phrases(desk)])


def test_no_name_is_in_anything_that_is_sent(desk):
    sent = everything(desk)
    spelled = {loose(word) for word in WORD.findall(composed(sent))}
    assert [name for name in NAMES if name in sent.casefold() or any(loose(name) in word for word in spelled)] == []
    assert all(name in sent for name in ("Svane 12", "Falk 33", "Lunde 44"))


def test_nothing_that_could_act_is_in_it(desk):
    html = show.show_script(desk, tokens(desk)["Svane 12"]).parts[0].html
    assert EVIL not in html and "<script" not in html and "onerror" not in html and f"base64,{PNG}" in html


def test_a_script_is_shown_with_its_aids_and_place_in_the_pile(desk):
    line = tokens(desk)["Falk 33"]
    script = show.show_script(desk, line)
    assert script.aids.words == script.parts[0].words == 9 and script.aids.asked == (250, 350)
    assert len(script.aids.coverage) > 2 and script.aids.copied_share == 0
    assert (script.total, script.status, script.mark) == (4, "unread", None)


def test_the_order_is_each_graders_own_and_the_same_every_evening(desk):
    names = [f"Svane {number}" for number in range(30)]
    one = Cell("A1", "A1", "a1-4")
    orders = [shuffled(names, grader, question) for grader in ("Bo", "Ida") for question in (one, Cell("A1", "A1", "a1-5"))]
    assert len(set(map(tuple, orders))) == 4 and all(sorted(order) == sorted(names) for order in orders)
    assert shuffled(reversed(names), "Bo", one) == orders[0]
    with_more = shuffled([*names, "Ny 99"], "Bo", one)
    with_more.remove("Ny 99")
    assert with_more == orders[0]
    assert list(tokens(desk)) == list(tokens(Desk(desk.root, desk.store, "Bo")))


def test_next_goes_round_past_what_is_read_skipped_or_open_elsewhere():
    assert next_of(list("abcd"), "b", {"a", "c"}, set(), set()) == "c"
    assert next_of(list("abcd"), "c", {"a", "c"}, set(), set()) == "a"
    assert next_of(list("abcd"), "a", {"b", "c"}, {"b"}, set()) == "c"
    assert next_of(list("abcd"), "a", {"b", "c"}, set(), {"b"}) == "c"
    assert next_of(list("abcd"), "a", {"b"}, {"b"}, set()) == "b"
    assert next_of(list("abcd"), None, {"a"}, set(), set()) == "a"
    assert next_of(list("abcd"), "x", {"c"}, set(), set()) == "c"
    assert next_of(list("abcd"), "a", {"a"}, set(), set()) is None


def test_an_evening_ends_where_nothing_is_left_and_what_is_blank_needs_nobody(desk):
    read, token = [], show.next_script(desk, "A1", "a1-4")
    while token:
        read.append(show.show_script(desk, token).pseudonym)
        assert isinstance(act.save(desk, token, SaveRequest(entry=whole(), based_on=0, seconds=42)), Saved)
        token = show.next_script(desk, "A1", "a1-4", token)
    assert len(read) == 3 and "Lunde 44" not in read
    first, second = show.overview(desk, "A1").questions
    assert (first.total, first.finished, first.left, second.left) == (4, 4, 0, 2)


def test_the_desk_opens_where_it_was_left(desk):
    token = tokens(desk)["Falk 33"]
    show.show_script(desk, token)
    act.save(desk, token, SaveRequest(entry=whole(state="draft"), based_on=0))
    again = Desk(desk.root, desk.store, "Bo")
    assert show.overview(again, "A1").resume == "a1-4"
    assert show.show_question(again, "A1", "a1-4").open_now == token
    assert show.show_script(again, token).mark.entry == whole(state="draft")
    act.save(desk, token, SaveRequest(entry=whole(), based_on=1))
    assert show.show_question(again, "A1", "a1-4").open_now not in (token, None)


def test_two_graders_do_not_meet_in_the_same_script(desk):
    token = show.next_script(desk, "A1", "a1-4")
    show.show_script(desk, token)
    assert show.next_script(other(desk), "A1", "a1-4") != token


def test_a_conflict_is_shown_with_what_the_other_wrote(desk):
    token = tokens(desk)["Falk 33"]
    act.save(desk, token, SaveRequest(entry=whole(3), based_on=0))
    refused = act.save(other(desk), token, SaveRequest(entry=whole(1), based_on=0))
    assert isinstance(refused, Refused) and refused.theirs.entry == whole(3) and refused.theirs.grader == "Bo"
    assert "Intet er overskrevet" in refused.message
    assert show.show_script(desk, token).mark.entry == whole(3)
    assert act.save(other(desk), token, SaveRequest(entry=whole(1), based_on=refused.theirs.revision)).mark.revision == 2


def test_undo_tells_which_script_and_is_seen_at_once(desk):
    token = tokens(desk)["Falk 33"]
    act.save(desk, token, SaveRequest(entry=whole(), based_on=0))
    act.put_tag(desk, token, SKIP, True)
    assert show.show_script(desk, token).skipped
    assert act.undo(desk, "A1", "a1-4").what == "skip"
    assert act.undo(desk, "A1", "a1-4").token == token
    script = show.show_script(desk, token)
    assert (script.skipped, script.status, script.mark.revision) == (False, "unread", 2)
    assert act.undo(desk, "A1", "a1-4") is None


def test_a_flag_is_seen_by_the_other_and_a_mark_that_cannot_be_given_is_unsettled(desk):
    token = tokens(desk)["Falk 33"]
    act.put_tag(desk, token, FLAG, True, "Er det en andens?")
    act.save(desk, token, SaveRequest(entry=whole(None), based_on=0))
    script = show.show_script(other(desk), token)
    assert script.flag.reason == "Er det en andens?" and script.status == "unsettled" and script.mark.score is None
    assert show.overview(other(desk), "A1").questions[0].flagged == 1


def test_a_new_attempt_is_unread_and_shows_the_earlier_mark_as_what_it_is(desk):
    token = tokens(desk)["Falk 33"]
    act.save(desk, token, SaveRequest(entry=whole(), based_on=0))
    notebook = handed_out(desk.root)
    cell(notebook, "a1-4").source = "Jeg, Mette Brøndum, sad i mødet og tav. a1-4"
    cell(notebook, "a1-5").source = "Et nyt svar."
    hand_in(desk.root, "mette-b", notebook=notebook)
    with pytest.raises(GradingError, match="nyere forsøg"):
        show.show_script(desk, token)
    script = show.show_script(desk, tokens(desk)["Falk 33"])
    assert (script.status, script.mark) == ("unread", None)
    assert script.earlier.same_text and script.earlier.mark.entry == whole()


def test_a_notebook_that_cannot_be_read_is_told_without_a_name(desk):
    path = desk.root.folder / "submitted/mette-b/A1/A1.ipynb"
    path.write_text("{ikke json", encoding="utf-8")
    script = show.show_script(desk, tokens(desk)["Falk 33"])
    assert script.status == "unreadable" and script.problem and "mette" not in script.problem and not script.parts


def test_own_phrases_are_found_with_the_courses_and_the_most_used_come_first(desk):
    own = act.keep_phrase(desk, "Fin  iagttagelse af\nmødet.", "situation")
    assert act.keep_phrase(desk, "Fin iagttagelse af mødet.", "situation") == own
    assert [phrase.id for phrase in act.search_phrases(desk, "iagttag mød")] == [own]
    assert all(phrase.id != own for phrase in act.search_phrases(other(desk)))
    act.use_phrase(desk, "situation-4")
    assert act.search_phrases(desk, criterion="situation")[0].id == "situation-4"
    assert [phrase.id for phrase in act.search_phrases(desk, "FREDAG")] == ["laering-3"]
    with pytest.raises(GradingError, match="ikke en af dine egne"):
        act.remove_phrase(other(desk), own)
    act.remove_phrase(desk, own)
    assert act.search_phrases(desk, "iagttag") == []
    assert len(act.search_phrases(desk)) == 25 and {phrase.criterion for phrase in act.search_phrases(desk)} == set(IDS)


@pytest.mark.parametrize("body", [
    {"entry": {"levels": {"situation": {"level": float("nan")}}}, "based_on": 0}, {"entry": {"state": "published"}, "based_on": 0}, {"entry": {}, "based_on": -1},
    {"entry": {"comment": "x" * 10_001}, "based_on": 0}, {"entry": {}, "based_on": 0, "grader": "Ida"}, {"entry": {}, "based_on": 0, "seconds": -5},
])
def test_a_request_of_another_form_is_refused(body):
    with pytest.raises(ValidationError):
        SaveRequest.model_validate(body)


@pytest.mark.parametrize("call", [
    lambda desk: show.show_script(desk, "0123456789abcdef"), lambda desk: show.show_question(desk, "A1", "a1-9"), lambda desk: show.overview(desk, "A9"),
    lambda desk: act.save(desk, "x", SaveRequest(entry=whole(), based_on=0)), lambda desk: act.put_tag(desk, "", FLAG, True),
    lambda desk: act.keep_phrase(desk, "  "), lambda desk: act.remove_phrase(desk, "egen-x"),
])
def test_what_is_not_there_is_told_in_danish(desk, call):
    with pytest.raises(Exception, match="findes ikke|har ikke et spørgsmål|ingen opgave|skal have mellem|ikke en af dine"):
        call(desk)
