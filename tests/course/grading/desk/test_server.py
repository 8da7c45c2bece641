"""The desk's server: who gets in, what it answers, that it holds no name, and that nothing else of a Jupyter server is there."""

from __future__ import annotations

import base64
import getpass
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from time import sleep

import psutil
import pytest
import requests

from course.grading.names import composed, loose
from course.grading.reading.masking import WORD
from exercises.server import free_port
from tests.conftest import ROOT, read_address
from tests.course.grading.conftest import PASSWORD
from tests.course.grading.desk.classroom import hand_in, handed_out, lay_out
from tests.course.grading.desk.visiting import Visitor, entry
from tests.course.grading.hostile import EVIL, SCRIPT
from tests.course.grading.trip import cell

CLASS = {
    "soren.holm": "soren.holm;Søren;Holm Kjær;soren.holm@kommune.dk;Svane 12",
    "mette-b": "mette-b;Mette;Brøndum;mb@region.dk;Falk 33",
    "s1003": "s1003;Åse;Ærø;aase@by.dk;",
    "knust": "knust;Karl;Knust;knust@by.dk;Lunde 44",
}
HOSTILE = "Ole Ondsind\"><img src=x onerror=alert(1)>"  # the name of a folder, by somebody who is not on the roster
NAMES = ("soren", "holm", "kjaer", "kommune", "mette", "brondum", "region.dk", "s1003", "aero", "knust", "by.dk", "ondsind", "onerror")
QUESTION = "/desk/api/assignments/A1/questions/a1-4"
READS = ("start", "assignments/A1", "assignments/A1/questions/a1-4", "assignments/A1/questions/a1-4/next", "phrases",
         "assignments/A1?reading=second", "assignments/A1/questions/a1-4?reading=second", "assignments/A1/questions/a1-4/next?reading=second",
         "assignments/A1?reading=agreed", "assignments/A1/questions/a1-4?reading=agreed", "assignments/A1/agreeing", "assignments/A1/agreement",
         "assignments/A1/glance", "calibration", "calibration/next", "calibration/exemplars/k01")
JUPYTER = (
    "api", "api/", "api/contents", "api/contents/roster.csv", "api/kernels", "api/kernelspecs", "api/sessions", "api/terminals", "api/config/x", "api/me",
    "api/status", "api/nbconvert", "api/shutdown", "api/events/subscribe", "files/roster.csv", "files/submitted/mette-b/A1/A1.ipynb", "view/roster.csv",
    "nbconvert/html/x.ipynb", "tree", "lab", "edit/x", "notebooks/x", "terminals/1", "static/x", "custom/x", "kernelspecs/x", "metrics", "login", "logout",
    "formgrader", "bog/book/index.html", "roster.csv", "grading.db", "desk/roster.csv", "desk/static/..%2fdesk.py", "desk/static/..%2f..%2fgrade.py",
    "desk/api", "desk/api/", "desk/api/scripts", "desk/api/students", "desk/%2e%2e/roster.csv",
)


def make_class(folder: Path) -> Path:
    """A class whose students have put their names wherever they could."""
    root = lay_out(folder)
    (folder / "roster.csv").write_text("\r\n".join(["id;fornavn;efternavn;email;dæknavn", *CLASS.values()]), encoding="utf-8-sig")
    for student, row in CLASS.items():
        notebook = handed_out(root)
        first, last, email = row.split(";")[1:4]
        notebook.metadata |= {"authors": [{"name": f"{first} {last}"}], "title": email, "kernelspec": {"name": student, "display_name": first}}
        answer = cell(notebook, "a1-4")
        answer.source = f"![{first} {last}](attachment:{student}.png) Jeg, {first} {last}, skrev [det](https://x.dk/{student}) til {email}. {SCRIPT}"
        answer["attachments"] = {f"{student}.png": {"image/png": base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()}}
        answer.metadata |= {"name": last, "tags": [student]}
        hand_in(root, student, notebook=notebook)
        (folder / "submitted" / student / "A1" / f"{first} {last}.docx").write_bytes(b"PK")
    hand_in(root, HOSTILE, "Jeg sad i mødet og tav.")
    (folder / "submitted/knust/A1/A1.ipynb").write_text('{"cells": [{"metadata": {"name": "Karl Knust"', encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    return make_class(tmp_path_factory.mktemp("hold") / "kursus æøå")


@pytest.fixture(scope="module")
def bo(course, desks) -> Iterator[Visitor]:
    """Bo, logged in at his own desk."""
    with desks.desk(course, "Bo") as visitor:
        yield visitor


@pytest.fixture(scope="module")
def ida(course, desks, bo) -> Iterator[Visitor]:
    """Ida, at another desk in the same course."""
    with desks.desk(course, "Ida") as visitor:
        yield visitor


def told(answer, status: int) -> str:
    """What a refusal says."""
    assert answer.status_code == status and set(answer.json()) == {"message"}, answer.text
    return answer.json()["message"]


def named(text: str) -> list[str]:
    """The names in a text, however they are spelled."""
    spelled = {loose(word) for word in WORD.findall(composed(text))}
    return [name for name in NAMES if name in text.casefold() or any(loose(name) in word for word in spelled)]


def test_the_address_opens_the_desk_and_says_who_is_at_it(bo):
    page = bo.ask("GET", "/")
    assert page.url == f"{bo.origin}/desk/" and '<html lang="da">' in page.text and "text/html" in page.headers["Content-Type"]
    assert "--lr-" in bo.ask("GET", "/desk/static/tokens.css").text
    assert bo.get("start") == {"assignment": "A1", "grader": "Bo", "assignments": ["A1"]}


@pytest.mark.parametrize("token", ["", "?token=", "?token=00ff", "?token=%00"])
def test_without_the_token_there_is_no_way_in(bo, token):
    stranger = Visitor(bo.address)
    page = stranger.ask("GET", f"/start{token}")
    assert page.status_code == 403 and "Åbn adressen fra programmets vindue." in page.text and not stranger.session.cookies
    assert {stranger.ask("GET", path).status_code for path in ("/desk/", "/desk/?token=1", "/files/roster.csv", "/hvad som helst")} == {403}
    for path in READS:
        assert "Åbn adressen" in told(stranger.ask("GET", f"/desk/api/{path}"), 403)


def test_a_login_at_another_desk_is_none_here(bo):
    stranger = Visitor(bo.address)
    stranger.session.cookies.update({name.replace(":", "-"): value for name, value in bo.session.cookies.items()})
    assert stranger.ask("GET", "/desk/api/start").status_code == 200  # the very cookie is a login
    name = next(name for name in stranger.session.cookies.keys() if name.startswith("username"))
    stranger.session.cookies.update({name: stranger.session.cookies.pop(name).replace("|", "|1", 1)})
    assert stranger.ask("GET", "/desk/api/start").status_code == 403


def test_a_write_needs_the_xsrf_token_and_changes_nothing_without(bo):
    token = next(iter(bo.tokens().values()))
    writes = (("PUT", f"scripts/{token}/mark", {"entry": entry(), "based_on": 0}), ("PUT", f"scripts/{token}/tags/flag", {"raised": True}),
              ("POST", "assignments/A1/questions/a1-4/undo", None), ("POST", "phrases", {"text": "x"}), ("POST", "phrases/refleksion-1/use", None),
              ("DELETE", "phrases/egen-1", None))
    before = bo.get(f"scripts/{token}")
    for method, path, sent in writes:
        for headers in ({}, {"X-XSRFToken": "forkert"}, {"X-XSRFToken": ""}):
            told(bo.ask(method, f"/desk/api/{path}", sent, headers=headers), 403)
    assert bo.get(f"scripts/{token}") == before


@pytest.mark.parametrize("origin", ["https://ond.example", "http://127.0.0.1:1", "null", "http://localhost"])
def test_another_origin_is_refused(bo, origin):
    mine = {"Origin": origin, "X-XSRFToken": bo.session.cookies["_xsrf"]}
    assert bo.ask("GET", "/desk/api/start", headers=mine).status_code == 404
    answer = bo.ask("POST", "/desk/api/phrases", {"text": "fra en anden side"}, headers=mine)
    assert answer.status_code == 404 and "Access-Control-Allow-Origin" not in answer.headers
    assert bo.get("phrases?search=anden+side") == []


@pytest.mark.parametrize("host", ["ond.example", "ond.example:8775", "192.168.1.4:8775", "0.0.0.0"])
def test_another_host_is_refused_everywhere(bo, host):
    paths = ("/", "/desk/", "/desk/static/tokens.css", "/desk/api/start", "/files/x", bo.address.removeprefix(bo.origin))
    assert {path: bo.ask("GET", path, headers={"Host": host}).status_code for path in paths} == dict.fromkeys(paths, 403)


@pytest.mark.parametrize("path", JUPYTER)
def test_nothing_else_of_a_jupyter_server_is_there(bo, path):
    knows_the_token = {"Authorization": f"token {bo.address.partition('token=')[2]}"}  # so it is not the login that is in the way
    for method in ("GET", "POST", "PUT", "DELETE"):
        answer = bo.ask(method, f"/{path}", headers=knows_the_token, allow_redirects=False)
        assert answer.status_code == 404 or "/static/" in path and answer.status_code in (403, 405), f"{method} {path}: {answer.text}"


def test_a_way_to_somebodys_folder_is_no_assignment(bo):
    for name in ("A9", "%2e%2e%2fA1", "..%2fsubmitted%2fmette-b%2fA1", "A1%2f..%2fA1", "%00", "x" * 3000):
        assert told(bo.ask("GET", f"/desk/api/assignments/{name}"), 404).endswith("findes ikke. Kurset har A1.")
        for beyond in ("questions/a1-4", "agreeing", "agreement", "glance"):
            assert bo.ask("GET", f"/desk/api/assignments/{name}/{beyond}").status_code == 404
    assert "har ikke et spørgsmål" in told(bo.ask("GET", "/desk/api/assignments/A1/questions/a1-1"), 404)


def test_what_is_wrong_is_told_in_danish_and_nothing_is_saved(bo):
    token = bo.tokens()["Falk 33"]
    mark = f"/desk/api/scripts/{token}/mark"
    before = bo.get(f"scripts/{token}")
    assert "findes ikke længere" in told(bo.save("0011223344556677"), 404)
    assert "findes ikke længere" in told(bo.ask("GET", "/desk/api/scripts/0011223344556677"), 404)
    assert "trin" in told(bo.save(token, level=9), 422)
    for sent in (None, [], {"entry": entry()}, {"entry": entry() | {"points": 100}, "based_on": 0}, {"entry": entry(comment="\0"), "based_on": 0},
                 {"entry": entry(comment="x" * 10_001), "based_on": 0}, {"entry": entry(), "based_on": 0, "seconds": -1}):
        assert "kan ikke læses" in told(bo.ask("PUT", mark, sent), 400)
    assert "Genindlæs" in told(bo.ask("PUT", f"/desk/api/scripts/{token}/tags/flag", {"raised": "måske"}), 400)
    assert "Genindlæs" in told(bo.ask("GET", "/desk/api/assignments/A1?reading=third"), 400)
    assert "alle teksterne færdig" in told(bo.ask("GET", "/desk/api/calibration/comparison"), 422)
    assert "Læs alle teksterne færdig" in told(bo.ask("PUT", "/desk/api/calibration/exemplars/k01/key", {"entry": entry(), "based_on": 0}), 422)
    assert "hedder k99" in told(bo.ask("GET", "/desk/api/calibration/exemplars/k99"), 404)
    for method, path in (("POST", mark), ("GET", mark), ("DELETE", "/desk/api/start"), ("PUT", "/desk/api/phrases"), ("GET", f"{QUESTION}/undo")):
        assert told(bo.ask(method, path), 405)
    assert bo.ask("GET", "/desk/api/phrases?search=%ff").status_code == 400
    assert bo.get(f"scripts/{token}") == before


def test_an_evening_over_http(bo):
    assert bo.get("assignments/A1")["questions"][0]["total"] == 5
    token = bo.get("assignments/A1/questions/a1-4/next")["token"]
    after = bo.get(f"assignments/A1/questions/a1-4/next?after={token}")["token"]
    assert after != token and bo.get(f"scripts/{token}")["status"] == "unread"
    saved = bo.save(token, comment="Først.").json()
    assert saved["saved"] is True and saved["mark"]["revision"] == 1 and saved["mark"]["grader"] == "Bo"
    for kind, seen in (("flag", lambda script: script["flag"]), ("skip", lambda script: script["skipped"])):
        for raised in (True, False):
            answer = bo.ask("PUT", f"/desk/api/scripts/{token}/tags/{kind}", {"raised": raised, "reason": "se igen"})
            assert (answer.status_code, answer.content) == (204, b"") and bool(seen(bo.get(f"scripts/{token}"))) == raised
    undone = [bo.ask("POST", f"{QUESTION}/undo") for _ in range(6)]
    assert [answer.status_code for answer in undone] == [200] * 5 + [204]
    assert [answer.json()["what"] for answer in undone[:5]] == ["skip", "skip", "flag", "flag", "mark"]
    assert bo.get(f"scripts/{token}")["status"] == "unread"


def test_the_comment_bank_over_http(bo):
    kept = bo.ask("POST", "/desk/api/phrases", {"text": "Her bøjer du dig.", "criterion": "situation"}).json()["id"]
    assert bo.ask("POST", f"/desk/api/phrases/{kept}/use").status_code == 204
    assert [(one["id"], one["used"], one["own"]) for one in bo.get("phrases?search=bøjer&criterion=situation")] == [(kept, 1, True)]
    assert bo.get("phrases?search=bøjer&criterion=andet") == [] and len(bo.get("phrases")) > 20
    assert bo.ask("DELETE", f"/desk/api/phrases/{kept}").status_code == 204 and bo.get("phrases?search=bøjer") == []
    assert "ikke en af dine egne" in told(bo.ask("DELETE", "/desk/api/phrases/situation-1"), 422)


def test_who_saves_second_is_shown_what_stands_and_overwrites_nothing(bo, ida):
    token = bo.tokens("a1-5")["Svane 12"]
    assert ida.save(token, level=2, comment="Idas.").status_code == 200
    refused = bo.save(token, level=4, comment="Bos.")
    assert refused.status_code == 409 and refused.json()["saved"] is False and refused.json()["message"].startswith("Ida har gemt den kl.")
    assert refused.json()["theirs"]["entry"]["comment"] == "Idas." == bo.get(f"scripts/{token}")["mark"]["entry"]["comment"]
    assert bo.save(token, based_on=1, comment="Bos.").status_code == 200
    assert ida.ask("POST", "/desk/api/assignments/A1/questions/a1-5/undo").status_code == 409
    assert named(refused.text) == []


def test_no_name_is_in_any_answer(bo):
    answers = [bo.ask("GET", path) for path in (*(f"/desk/api/{path}" for path in READS), "/desk/", "/desk/api/nej", QUESTION.replace("a1-4", "a1-5"))]
    for question in ("a1-4", "a1-5"):
        for token in bo.tokens(question).values():
            script = bo.ask("GET", f"/desk/api/scripts/{token}")
            revision = (script.json()["mark"] or {"revision": 0})["revision"]
            answers += [script, bo.save(token, revision), bo.save(token, revision + 7), bo.save(token, level=99), bo.ask("GET", f"/desk/api/scripts/{token}"),
                        bo.ask("PUT", f"/desk/api/scripts/{token}/tags/flag", {"raised": True}), bo.ask("PUT", f"/desk/api/scripts/{token}/mark"),
                        bo.ask("GET", f"/desk/api/assignments/A1/questions/{question}/next?after={token}")]
        answers.append(bo.ask("POST", f"/desk/api/assignments/A1/questions/{question}/undo"))
    assert {answer.status_code for answer in answers} == {200, 204, 400, 404, 409, 422}
    sent = [f"{one.request.path_url} {json.dumps(dict(one.headers))} {one.text}" for one in answers]
    assert [found for one in sent if (found := named(one))] == []
    everything = "".join(sent)
    assert all(name in everything for name in ("Svane 12", "Falk 33", "Lunde 44")) and EVIL not in everything
    broken = bo.get(f"scripts/{bo.tokens()['Lunde 44']}")
    assert broken["status"] == "unreadable" or broken["problem"]


def test_two_readings_over_http_are_blind_settled_and_without_a_name(course, desks, tmp_path):
    """All are drawn: Bo reads first, Ida again and far from him, and what they agree on leaves both as they were."""
    folder = shutil.copytree(course, tmp_path / "kursus", symlinks=True, ignore=shutil.ignore_patterns("grading.db*"))
    (folder / "marking.yaml").write_text("draw_percent: 100\n", encoding="utf-8")
    with desks.desk(folder, "Bo") as bo, desks.desk(folder, "Ida") as ida:
        token = bo.tokens()["Svane 12"]
        assert bo.save(token, level=1, comment="Kun for Bo.").status_code == 200
        mark, sent = f"/desk/api/scripts/{token}/mark", {"entry": entry(level=4), "based_on": 0, "seconds": 5}
        blind = [ida.ask("GET", f"/desk/api/{path}") for path in (f"scripts/{token}?reading=second", "assignments/A1/questions/a1-4?reading=second")]
        assert all(answer.status_code == 200 and "Bo" not in answer.text for answer in blind)
        assert "kan du ikke læse som anden læser" in told(bo.ask("GET", f"/desk/api/scripts/{token}?reading=second"), 404)
        again = ida.ask("PUT", f"{mark}?reading=second", sent)
        (line,) = ida.get("assignments/A1/agreeing")["scripts"]
        assert (line["graders"], line["status"], len(line["apart"])) == (["Bo", "Ida"], "unread", 5)
        both = ida.ask("GET", f"/desk/api/scripts/{token}?reading=agreed")
        assert [both.json()["agreeing"][side]["entry"]["levels"]["situation"]["level"] for side in ("first", "second")] == [1, 4]
        agreed = ida.ask("PUT", f"{mark}?reading=agreed", sent)
        assert bo.get("assignments/A1/agreeing")["left"] == 0 and "enige" in told(bo.save(token, based_on=1, level=2), 422)
        pages = [bo.ask("GET", f"/desk/api/assignments/A1/{name}") for name in ("agreeing", "agreement", "glance")]
        assert [named(answer.text) for answer in (*blind, again, both, agreed, *pages)] == [[]] * 8


def test_no_save_waits_for_the_agreement_to_be_computed(course, desks, tmp_path):
    root = tmp_path / "en sag"
    shutil.copytree(course, root, ignore=shutil.ignore_patterns("grading.db*"))
    with desks.desk(root, "Bo") as bo, ThreadPoolExecutor(1) as meanwhile:
        token = bo.tokens().popitem()[1]
        asked = meanwhile.submit(bo.get, "assignments/A1/agreement")  # the first time its libraries are loaded: a second
        sleep(0.1)
        with requests.Session() as other:
            other.cookies.update(bo.session.cookies)
            assert Visitor(bo.address, other).save(token).status_code == 200
        assert not asked.done()
        assert asked.result()["empty"]


def test_a_hand_in_that_is_taken_away_is_told_without_a_name(bo, course, tmp_path):
    token = bo.tokens()["Svane 12"]
    kept = shutil.move(course / "submitted/soren.holm", tmp_path / "væk")
    try:
        message = told(bo.ask("GET", f"/desk/api/scripts/{token}"), 404)
    finally:
        shutil.move(kept, course / "submitted/soren.holm")
    assert "Åbn listen igen." in message and named(message) == []
    assert bo.ask("GET", f"/desk/api/scripts/{token}").status_code == 200


def test_the_command_opens_a_desk_for_the_systems_user_on_a_free_port_and_closes_it(course, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-c", "import sys; from course.cli import main; sys.exit(main())", "grade", "desk", "A1", "--no-browser",
                   "--course", str(course), "--port", str(port)]
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"LEDELSESRUM_DATA": str(tmp_path)}, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, text=True, encoding="utf-8")
        address, said = read_address(process)
    assert f"Port {port} er optaget af et andet vindue eller program." in said and f":{port}/" not in address
    visitor = Visitor(address).log_in()
    assert visitor.get("start")["grader"] == getpass.getuser() and visitor.ask("GET", "/desk/api/nej").status_code == 404
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=20)
    assert process.returncode == 0 and said.endswith(f"Rettebordet er lukket. Det, der er gemt, ligger hos opgaverne i {course}\n")
    assert "token" not in "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "desk").iterdir())


def test_a_name_is_the_same_however_a_keyboard_spells_it(course, desks):
    with desks.desk(course, "  A\u030ase   Ærø ") as visitor:
        assert visitor.get("start")["grader"] == "Åse Ærø"


def test_calibration_opens_a_desk_where_nobody_has_handed_in(desks, tmp_path):
    running = desks.start(lay_out(tmp_path / "nyt hold").folder, assignment=None)
    bo = running.visitor()
    view = bo.get("calibration")
    assert bo.get("start")["assignment"] == "" and (view["left"], view["finished"], bo.get("calibration/next")["id"]) == (8, False, view["open_now"])
    sent = {"entry": entry(level=2), "based_on": 0}
    for line in view["exemplars"]:
        assert bo.ask("PUT", f"/desk/api/calibration/exemplars/{line['id']}/mark", sent).json()["mark"]["revision"] == 1
    assert bo.get("calibration/next")["id"] is None and bo.get("calibration/comparison")["gate"]["advisory"]
    assert "dine trin bliver stående" in told(bo.ask("PUT", "/desk/api/calibration/exemplars/k01/mark", sent | {"based_on": 1}), 422)
    assert bo.ask("PUT", "/desk/api/calibration/exemplars/k01/key", sent).json()["saved"]
    running.end(signal.SIGINT)


def test_a_desk_with_nothing_to_read_says_why_and_does_not_open(course, desks, tmp_path):
    nobody = lay_out(tmp_path / "nyt hold").folder
    dead = f"postgresql://leder:hemmelig@127.0.0.1:{free_port(15900)}/kursus"
    for settings, said in (
        ({"course": nobody}, "Ingen har afleveret A1 endnu. Saml ind først med: course grade collect A1 MAPPE"),
        ({"course": course, "assignment": "A9"}, "Opgaven A9 findes ikke. Kurset har A1."),
        ({"course": course, "grader": "  "}, "Skriv det med --grader."),
        ({"course": course, "db": dead}, "Serveren svarer ikke. Er den tændt"),
    ):
        with pytest.raises(AssertionError, match=re.escape(said)) as told:
            desks.start(**settings)
        assert "hemmelig" not in str(told.value)


def test_a_full_disk_is_told_and_the_page_can_save_again_when_there_is_room(course, desks, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True, check=False).returncode:
        pytest.skip("der kan ikke monteres en lille disk her")
    try:
        shutil.copytree(course, disk / "kursus", symlinks=True, ignore=shutil.ignore_patterns("grading.db*"))
        with desks.desk(disk / "kursus") as visitor:
            token, filler = visitor.tokens()["Falk 33"], disk / "fyld"
            with suppress(OSError), filler.open("wb") as file:
                while True:
                    file.write(bytes(4096))
                    file.flush()
            problem = told(visitor.save(token, comment="x" * 9_000), 503)
            assert "ikke mere plads på disken" in problem and "Det, der allerede er gemt, står uændret." in problem
            filler.unlink()
            assert visitor.save(token, comment="x" * 9_000).status_code == 200 and visitor.get(f"scripts/{token}")["mark"]["revision"] == 1
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_server_that_goes_away_is_told_and_found_again_when_it_is_back(course, desks, postgres):
    name = postgres.new_database()
    running = desks.start(course, db=postgres.url(name))
    bo = running.visitor()
    token = bo.tokens()["Falk 33"]
    assert bo.save(token, comment="Før.").status_code == 200
    postgres.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false", f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    problem = told(bo.save(token, based_on=1, comment="Imens."), 503)
    assert problem.startswith("Databasen postgresql") and PASSWORD not in problem and named(problem) == []
    postgres.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    assert bo.save(token, based_on=1, comment="Imens.").json()["mark"]["revision"] == 2
    running.end(signal.SIGINT)


def test_nothing_listens_on_another_address(course, desks):
    running = desks.start(course)
    listening = [one.laddr for one in psutil.Process(running.pid).net_connections("inet") if one.status == psutil.CONN_LISTEN]
    running.end(signal.SIGINT)
    assert [(one.ip, str(one.port)) for one in listening] == [("127.0.0.1", running.address.split("/")[2].partition(":")[2])]
