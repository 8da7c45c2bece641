"""What a reader has typed survives whatever goes wrong, and the state line says so."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys

import psutil
import pytest
from playwright.sync_api import expect

from exercises.server import free_port
from tests.browser.conftest import open_live, try_again, wait_live
from tests.conftest import ROOT

CARD = "[data-exercise=hvem_tror_de_paa]"
GONE = re.compile("Forbindelsen er væk: 1 svar er endnu ikke gemt")


def field(page):
    return page.get_by_role("textbox", name=re.compile("delvis ret"))


def saved(page):
    return page.locator(CARD).locator(".lr-saved")


def logged(data) -> dict:
    """The answers as ``course log show`` prints them."""
    environment = os.environ | {"LEDELSESRUM_DATA": str(data), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    shown = subprocess.run([sys.executable, "-m", "course", "log", "show", "--format", "json"],
                           cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=True)
    return {answer["item"]: answer["value"] for answer in json.loads(shown.stdout)}


@pytest.fixture
def course(course_factory):
    return course_factory("--port", str(free_port(9700)))


@pytest.fixture
def page(context, course):
    return open_live(context, course)


def test_typing_is_saved_during_a_long_running_cell(page):
    panel = page.locator("details.lr-code").first
    panel.get_by_text("Løs opgaven med kode").click()
    panel.get_by_role("textbox", name="Din kode").fill("import time; time.sleep(10)")
    panel.get_by_role("button", name="Kør og tjek").click()
    expect(page.locator(".lr-state")).to_contain_text("Regner …")
    field(page).fill("Skrevet, mens der regnes")
    expect(saved(page)).to_contain_text("gemt kl.", timeout=5_000)
    expect(page.locator(".lr-state")).to_contain_text("Regner …")
    page.get_by_role("button", name="Afbryd").click()
    expect(panel).to_contain_text("Beregningen blev afbrudt.")


def test_typing_is_saved_with_the_kernel_killed_and_the_figures_come_back(page, course):
    used = page.evaluate("fetch('/api/kernels').then((r) => r.json()).then(([kernel]) => kernel.id)")
    page.locator("[data-figure]").evaluate_all("figures => figures.forEach((figure) => { figure.dataset.former = true; })")
    course.kernels()[used].kill()
    field(page).fill("Skrevet uden kerne")
    expect(saved(page)).to_contain_text("gemt kl.")
    assert logged(course.data)["delvis_ret"] == "Skrevet uden kerne"
    figure = page.locator("[data-figure=sammenlign]:not([data-former])")  # the page says »Klar.« until it hears of the death
    expect(figure).to_be_visible(timeout=40_000)
    expect(page.locator(".lr-state")).to_contain_text("Klar.", timeout=40_000)
    figure.get_by_label("Land ved siden af Danmark").select_option("Norge")
    expect(figure.locator("svg:visible")).to_contain_text("Norge")
    expect(field(page)).to_have_value("Skrevet uden kerne")


def test_typing_after_a_server_crash_is_sent_when_it_runs_again(page, course, course_factory):
    field(page).fill("Gemt før")
    expect(saved(page)).to_contain_text("gemt kl.")
    course.kill()
    field(page).fill("Skrevet uden server")
    expect(page.locator(".lr-state")).to_contain_text(GONE)
    expect(saved(page)).to_contain_text("ikke gemt endnu")
    assert logged(course.data)["delvis_ret"] == "Gemt før"
    again = course_factory(data=course.data)
    assert again.origin == course.origin
    expect(page.locator(".lr-state")).to_contain_text("Klar.", timeout=40_000)
    expect(saved(page)).to_contain_text("gemt kl.")
    assert logged(course.data)["delvis_ret"] == "Skrevet uden server"


def test_an_open_page_follows_the_server_to_another_port_with_its_unsent_answer(context, page, course, course_factory):
    course.kill()
    field(page).fill("Skal med til den nye adresse")
    expect(page.locator(".lr-state")).to_contain_text(GONE)
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", int(course.origin.rpartition(":")[2])))
        taken.listen()
        again = course_factory(data=course.data)
        assert again.origin != course.origin
        context.new_page().goto(again.address)
        expect(page.locator(".lr-state")).to_contain_text("Ledelsesrum kører nu på en anden adresse. 1 svar er endnu ikke gemt; det følger med.")
        page.get_by_role("button", name="Fortsæt der").click()
        page.wait_for_url(f"{again.origin}/**")
    wait_live(page)
    expect(field(page)).to_have_value("Skal med til den nye adresse")
    expect(saved(page)).to_contain_text("gemt kl.")
    assert "#" not in page.url
    assert logged(course.data)["delvis_ret"] == "Skal med til den nye adresse"


@pytest.mark.parametrize("forged", ["W10.AAAA", "bad", "W10"])
def test_answers_that_this_readers_own_page_did_not_sign_are_not_taken_in(context, course, forged):
    page = context.new_page()
    page.goto(course.address)
    page.goto(f"{course.page()}#flyttet={forged}")
    wait_live(page)
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('ledelsesrum-outbox')).length") == 0


def test_a_page_closed_before_it_could_save_sends_the_answer_next_time(context, page, course, course_factory):
    course.kill()
    field(page).fill("Lukket for tidligt")
    expect(page.locator(".lr-state")).to_contain_text(GONE)
    page.close(run_before_unload=False)
    again = course_factory(data=course.data)
    reopened = open_live(context, again)
    expect(field(reopened)).to_have_value("Lukket for tidligt")
    expect(saved(reopened)).to_contain_text("gemt kl.")
    assert logged(course.data)["delvis_ret"] == "Lukket for tidligt"


def test_the_text_is_found_again_after_a_crash_and_a_new_browser(chromium, page, course, course_factory):
    field(page).fill("Fundet igen næste uge")
    expect(saved(page)).to_contain_text("gemt kl.")
    course.kill()
    again = course_factory("--port", str(free_port(9800)), data=course.data)
    other = chromium.new_context(locale="da-DK")
    expect(field(open_live(other, again))).to_have_value("Fundet igen næste uge")
    other.close()


def test_two_pages_show_each_others_answers_and_keep_both_in_the_history(context, page, course):
    second = open_live(context, course)
    field(page).fill("Fra den første side")
    expect(saved(page)).to_contain_text("gemt kl.")
    expect(field(second)).to_have_value("Fra den første side")
    # Each page has its own view of the browser's storage, and may learn late that the other's answer has left it.
    second.evaluate("""() => {
      const remove = Storage.prototype.removeItem;
      Storage.prototype.removeItem = function (name) { setTimeout(() => remove.call(this, name), 3000); };
    }""")
    field(second).fill("Fra den anden side")
    page.locator("h1").click()
    expect(field(page)).to_have_value("Fra den anden side")
    with sqlite3.connect(course.data / "journal.sqlite3") as database:
        texts = [json.loads(value) for (value,) in database.execute("SELECT value FROM answers WHERE item = 'delvis_ret' ORDER BY 1")]
    assert {"Fra den første side", "Fra den anden side"} <= set(texts)
    for live in (page, second):
        live.locator("[data-figure=sammenlign]").get_by_label("Land ved siden af Danmark").select_option("Norge")
        expect(live.locator("[data-figure=sammenlign] svg:visible")).to_contain_text("Norge")


def test_a_log_that_cannot_be_written_is_said_on_the_page_and_the_answer_is_sent_later(page, course):
    lock = sqlite3.connect(course.data / "journal.sqlite3", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    field(page).fill("Venter på loggen")
    expect(page.locator(".lr-state")).to_contain_text("1 svar er endnu ikke gemt.", timeout=40_000)
    expect(page.locator(".lr-state")).to_contain_text("journal.sqlite3")
    lock.execute("ROLLBACK")
    lock.close()
    expect(saved(page)).to_contain_text("gemt kl.", timeout=30_000)
    assert logged(course.data)["delvis_ret"] == "Venter på loggen"


def test_a_log_from_a_newer_version_is_left_alone_and_said(page, course):
    with sqlite3.connect(course.data / "journal.sqlite3") as database:
        database.execute("PRAGMA user_version = 99")
        before = list(database.iterdump())
    field(page).fill("Til en nyere log")
    expect(page.locator(".lr-state")).to_contain_text("1 svar er endnu ikke gemt. ")
    expect(page.locator(".lr-state")).to_contain_text("nyere")
    with sqlite3.connect(course.data / "journal.sqlite3") as database:
        assert list(database.iterdump()) == before
        database.execute("PRAGMA user_version = 1")
    try_again(page)
    expect(saved(page)).to_contain_text("gemt kl.", timeout=40_000)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root to mount a small disk")
def test_a_full_disk_is_said_and_nothing_is_lost(context, course_factory, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    try:
        course = course_factory("--port", str(free_port(9900)), data=disk)
        page = open_live(context, course)
        field(page).fill("Før disken blev fuld")
        expect(saved(page)).to_contain_text("gemt kl.")
        filler = disk / "filler"
        with filler.open("wb", buffering=0) as file, pytest.raises(OSError):
            while file.write(b"x" * 4096):
                pass
        field(page).fill("På en fuld disk " * 2000)
        expect(page.locator(".lr-state")).to_contain_text("1 svar er endnu ikke gemt.")
        expect(page.locator(".lr-state")).to_contain_text(re.compile("disk", re.I))
        filler.unlink()
        expect(saved(page)).to_contain_text("gemt kl.", timeout=30_000)
        assert logged(disk)["delvis_ret"].startswith("På en fuld disk")
        page.close()
        course.stop()
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)


def test_a_kernel_ends_with_the_server_even_when_a_page_is_open(page, course):
    kernels = course.kernels().values()
    assert kernels
    course.process.send_signal(signal.SIGKILL)
    gone, alive = psutil.wait_procs(kernels, timeout=30)
    assert not alive
