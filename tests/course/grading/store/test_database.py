"""The store's database: two processes at once, the plug pulled, and what is said when it cannot be used."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Column as SqlColumn
from sqlalchemy import Integer, inspect, text

from course.grading.errors import GradingError
from course.grading.store import marks
from course.grading.store.database import FILE, SCHEMA, _engine, open_store, store_url
from course.grading.store.draws import NEAR, drawn, keep_draws
from course.grading.store.knowing import known
from course.grading.store.places import keep_place, places
from course.grading.store.scripts import find_script, name_all
from course.grading.store.steps import STEPS
from course.grading.store.values import FINAL, FIRST, SECOND, Entry, Level
from tests.conftest import ROOT
from tests.course.grading.store.conftest import CELL, course_root, registered
from tests.course.grading.store.test_marks import WHOLE, save

KILLS = 4


def start(root, script, grader, saves):
    command = [sys.executable, "-m", "tests.course.grading.store.writer", root.folder, root.db or "", grader, script.token, str(saves)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")


def test_two_graders_in_two_processes_lose_nothing(root, store, script):
    writers = [start(root, script, grader, 12) for grader in ("Bo", "Ida")]
    outputs = [writer.communicate(timeout=60) for writer in writers]
    assert all(writer.returncode == 0 for writer in writers), outputs
    acknowledged = {tuple(line.split(" ", 1)) for said, _ in outputs for line in said.splitlines()}
    kept = marks.history(store, script)
    assert {(str(mark.revision), mark.entry.comment) for mark in kept} == acknowledged
    assert [mark.revision for mark in kept] == list(range(1, 25))


def test_what_was_acknowledged_is_there_after_a_kill_at_any_moment(root, store, script):
    acknowledged, chance = [], random.Random(9)
    for number in range(KILLS):
        writer = start(root, script, f"Bo{number}", 100_000)
        lines = chance.randrange(1, 12)
        acknowledged += [writer.stdout.readline() for _ in range(lines)]
        os.kill(writer.pid, signal.SIGKILL)
        acknowledged += writer.communicate(timeout=30)[0].splitlines(keepends=True)
    kept = {f"{mark.revision} {mark.entry.comment}\n" for mark in marks.history(store, script)}
    assert set(filter(lambda line: line.endswith("\n"), acknowledged)) <= kept
    assert len(kept) - len(set(acknowledged)) <= KILLS  # at most the one that was on its way at each kill


def test_it_is_made_once_by_two_who_open_it_together(root):
    code = ("import sys; from pathlib import Path; from course.grading.root import CourseRoot; from course.grading.store.database import open_store; "
            "open_store(CourseRoot(Path(sys.argv[1]), sys.argv[2] or None)).close()")
    command = [sys.executable, "-c", code, root.folder, root.db or ""]
    openers = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    assert [(opener.communicate(timeout=60)[1], opener.returncode) for opener in openers] == [("", 0)] * 3


def test_it_is_never_among_nbgraders_tables(root, store, script):
    save(store, script)
    with root.gradebook() as gradebook:
        tables = inspect(gradebook.engine).get_table_names()
        assert "alembic_version" in tables  # nbgrader found an empty place, and set its own version
        assert "mark" not in tables
    assert marks.latest(store, [script])


def test_a_store_of_a_newer_version_is_left_alone(root, store):
    with store.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("UPDATE version SET number = 9"))
    with pytest.raises(GradingError, match=r"nyere udgave af Ledelsesrum \(version 9, her 2\)"):
        open_store(root)


def test_an_older_store_is_brought_up_to_date_with_its_marks(root, store, script):
    saved = save(store, script)

    def step(operations):
        operations.add_column("tag", SqlColumn("weight", Integer, server_default="1"))

    newer = open_store(root, (*STEPS, step))
    assert "weight" in {column["name"] for column in inspect(newer.engine).get_columns("tag")}
    assert marks.latest(newer, [script]) == {script.id: saved}
    newer.close()
    open_store(root, (*STEPS, step)).close()  # and only once


def test_a_store_of_version_1_keeps_its_marks_and_gets_room_for_second_readings(root):
    url = store_url(root)
    engine = _engine(url)
    sql = (Path(__file__).parent / "version_1.sql").read_text(encoding="utf-8")
    with engine.execution_options(writes=True).begin() as connection:
        if root.db:
            connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
            sql = sql.replace("DATETIME", "TIMESTAMP").replace("DOUBLE", "DOUBLE PRECISION").replace("id INTEGER NOT NULL,\n", "id SERIAL NOT NULL,\n")
        for statement in sql.split(";\n"):
            connection.exec_driver_sql(statement) if statement.strip() else None
    engine.dispose()
    store = open_store(root)
    script = find_script(store, "abc")
    mark = marks.latest(store, [script])[script.id]
    assert (mark.grader, mark.entry.levels, mark.entry.comment, mark.entry.seconds) == ("Bo", {"blikke": Level(3.0, "To, der er hørt.")}, "Godt øje.", 41.5)
    assert [place.student for place in places(store, "Bo", "A1")] == ["anna"]
    keep_place(store, "Bo", CELL, "bent", SECOND)
    assert [[place.student for place in places(store, "Bo", "A1", reading)] for reading in (FIRST, SECOND)] == [["anna"], ["bent"]]
    keep_draws(store, [script], NEAR)
    assert drawn(store, CELL) == {script.id: NEAR} and known(store, CELL, "Bo") == {script.id}
    new, old = (inspect(one.engine) for one in (open_store(course_root(root.folder.parent / "ny")), store))
    assert set(new.get_table_names()) == set(old.get_table_names())
    for table in new.get_table_names():
        assert {column["name"] for column in new.get_columns(table)} == {column["name"] for column in old.get_columns(table)}, table
    store.close()


def test_a_step_that_fails_changes_nothing(root, store):
    def step(operations):
        operations.add_column("tag", SqlColumn("weight", Integer))
        operations.execute("INSERT INTO nowhere VALUES (1)")

    with pytest.raises(GradingError, match="står uændret"):
        open_store(root, (*STEPS, step))
    open_store(root).close()
    assert "weight" not in {column["name"] for column in inspect(store.engine).get_columns("tag")}


def test_pseudonyms_are_kept_and_the_rosters_come_first(store):
    names = name_all(store, ["anna", "bent", "åse"], {"anna": "Svane 12"})
    assert names["anna"] == "Svane 12" and len(set(names.values())) == 3
    assert name_all(store, ["åse", "bent", "ny"], {})["bent"] == names["bent"]


def test_a_class_is_registered_once_and_keeps_its_tokens(store):
    students = [f"s{number}" for number in range(120)]
    first = registered(store, CELL, *students)
    assert registered(store, CELL, *students) == first
    assert len({script.token for script in first.values()}) == 120
    save(store, first["s7"])
    assert list(marks.latest(store, list(first.values()))) == [first["s7"].id]


def sqlite_only(root):
    if root.db:
        pytest.skip("kun en fil")


def test_somebody_who_holds_the_file_is_named(root, store, script, monkeypatch):
    sqlite_only(root)
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=100")
    with sqlite3.connect(root.folder / FILE, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(GradingError, match="Et andet program skriver i filen.*allerede er gemt, står uændret"):
            save(store, script)
        other.execute("ROLLBACK")
    assert save(store, script).revision == 1


def test_a_full_disk_loses_nothing_that_was_saved(root, store, script):
    sqlite_only(root)
    kept = save(store, script)
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1")  # SQLite then says what it says of a full disk
    entry = Entry({name: Level(3.0, "x" * 9000) for name in WHOLE}, "y" * 9000, state=FINAL)
    with pytest.raises(GradingError, match="ikke mere plads på disken.*står uændret"):
        for number in range(50):
            save(store, script, entry=Entry(entry.levels, f"{number}{entry.comment}"), based_on=1 + number)
    assert marks.history(store, script)[0] == kept
    open_store(root).close()


@pytest.mark.parametrize(("content", "said"), [
    (b"ikke en database, men noget andet tekst" * 100, "ikke en database, eller den er beskadiget"),
    (None, "er ikke en database med bedømmelser: Den har tabellerne noget"),
])
def test_a_file_that_is_something_else_is_not_touched(root, content, said):
    sqlite_only(root)
    path = root.folder / FILE
    if content is None:
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE noget (tal INTEGER)")
        other.close()
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(GradingError, match=said):
        open_store(root)
    assert path.read_bytes()[100:] == before[100:]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root må alt")
def test_a_folder_that_cannot_be_written_is_named(root):
    root.folder.chmod(0o500)
    with pytest.raises((GradingError, OSError)):
        open_store(root)


@pytest.mark.skipif(os.name == "nt", reason="Windows har ikke disse rettigheder")
def test_only_its_owner_may_read_the_file(root, store):
    sqlite_only(root)
    assert (root.folder / FILE).stat().st_mode & 0o077 == 0


def test_a_server_that_refuses_is_explained_without_its_password(postgres, tmp_path):
    from tests.course.grading.store.conftest import course_root

    postgres.run("CREATE ROLE gaest LOGIN PASSWORD 'hemmelig'")
    database = postgres.new_database()
    postgres.run(f"REVOKE CREATE ON DATABASE {database} FROM PUBLIC")
    with pytest.raises(GradingError, match="Brugeren har ikke lov") as caught:
        open_store(course_root(tmp_path / "k", postgres.url(database, "gaest", "hemmelig")))
    assert "hemmelig" not in str(caught.value) and SCHEMA not in repr(caught.value)
