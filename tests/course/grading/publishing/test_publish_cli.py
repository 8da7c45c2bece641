"""``course grade publish`` and ``extend`` as they are typed."""

from __future__ import annotations

import sys

from course.cli import main


def run(monkeypatch, capsys, desk, *arguments: str) -> tuple[int, str]:
    database = ["--db", desk.root.db] if desk.root.db else []
    monkeypatch.setattr(sys, "argv", ["course", "grade", *arguments, "--course", str(desk.root.folder), *database])
    code = main()
    said = capsys.readouterr()
    return code, said.out + said.err


def test_publishing_tells_what_it_does_under_pseudonyms(desk, monkeypatch, capsys):
    desk.mark("anna", "a4-5", 3)
    code, said = run(monkeypatch, capsys, desk, "publish", "A4", "--dry-run")
    assert code == 0 and "Prøve, intet er skrevet." in said and "anna" not in said
    code, said = run(monkeypatch, capsys, desk, "publish", "A4", "--names")
    assert code == 0 and "14,25  nye point" in said and "anna" in said
    desk.formgrader("anna", "a4-5", 3, "nej")
    code, said = run(monkeypatch, capsys, desk, "publish", "A4")
    assert code == 1 and "IKKE skrevet: er ændret i formgrader (her: 14,25)" in said
    assert desk.grade("anna", "a4-5")[0] == 3


def test_an_assignment_that_is_not_there_is_told(desk, monkeypatch, capsys):
    code, said = run(monkeypatch, capsys, desk, "publish", "A9")
    assert code == 1 and "findes ikke" in said and "Traceback" not in said


def test_more_time_is_given_by_id_and_days(desk, monkeypatch, capsys):
    code, said = run(monkeypatch, capsys, desk, "extend", "A4", "anna", "2")
    assert code == 0 and "anna har frist 5. november 2026" in said
