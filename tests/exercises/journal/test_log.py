"""The log of answers: what it promises when all is well, and what it says and keeps when it is not."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import textwrap
import threading
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.errors import JournalError
from exercises.journal import log as log_module
from exercises.journal import migrations, opening
from exercises.journal.log import FILE_NAME, Log, data_folder

ROOT = Path(__file__).parents[3]
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=timezone.utc)
NOBODY = 65534
ON_POSIX = pytest.mark.skipif(os.name != "posix", reason="permissions and limits of POSIX")
AS_ROOT = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounting a small disk takes root")


def run(code: str, *arguments: object, **options) -> subprocess.CompletedProcess:
    """Run a piece of Python in a process of its own; as an ordinary user if need be, for root may write everywhere."""
    code = textwrap.dedent(code)
    if options.pop("ordinary_user", False) and os.geteuid() == 0:
        code = f"import os, urllib.parse\nfrom exercises.journal.log import Log\nos.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})\n{code}"
    command = [*options.pop("before", []), sys.executable, "-c", code, *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60, **options)


@pytest.fixture
def shared_folder():
    """A folder that another user may reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755)
    shutil.rmtree(folder)


def give_away(*paths: Path) -> None:
    if os.geteuid() == 0:
        for path in paths:
            os.chown(path, NOBODY, NOBODY)


def values(answers) -> list:
    return [answer.value for answer in answers]


class TestSaving:
    def test_an_answer_is_there_the_next_time(self, tmp_path):
        value = {"topleder": 30, "tekst": "Æblegrød, \"sagde\" hun 🌱 \ud83d", "tom": None, "liste": [1, 2.5, True]}
        with Log.open(tmp_path) as log:
            saved = log.save("hvem", "trovaerdig", value, occasion="foer", typed_at=NOON)
        with Log.open(tmp_path) as log:
            assert log.current() == [saved]
        assert saved.value == value and saved.typed_at == NOON and saved.saved_at.tzinfo == timezone.utc

    def test_the_newest_answer_of_each_place_is_current_and_the_history_keeps_all(self, tmp_path):
        with Log.open(tmp_path) as log:
            for exercise, item, occasion, value in [("a", "1", "", 1), ("a", "1", "", 2), ("a", "1", "efter", 3), ("b", "1", "", 4)]:
                log.save(exercise, item, value, occasion=occasion)
            assert values(log.current()) == [2, 3, 4]
            assert values(log.current("a")) == [2, 3]
            assert values(log.history("a", "1")) == [1, 2]
            assert values(log.history("a", "1", "efter")) == [3]

    def test_the_same_key_twice_is_one_answer(self, tmp_path):
        with Log.open(tmp_path) as log:
            first = log.save("a", "1", "tekst", key="side-1", typed_at=NOON)
        with Log.open(tmp_path) as log:
            assert log.save("a", "1", "tekst", key="side-1", typed_at=NOON) == first
            assert log.history("a", "1") == [first]

    def test_a_key_is_never_acknowledged_for_another_answer(self, tmp_path):
        with Log.open(tmp_path) as log:
            log.save("a", "1", "tekst", key="side-1")
            with pytest.raises(JournalError, match="Svaret er ikke gemt"):
                log.save("a", "1", "noget andet", key="side-1")
            assert values(log.current()) == ["tekst"]

    def test_a_late_answer_is_kept_but_does_not_become_current(self, tmp_path):
        with Log.open(tmp_path) as log:
            log.save("a", "1", "ny", typed_at=NOON)
            late = log.save("a", "1", "forsinket", typed_at=NOON - timedelta(minutes=5))
            assert late.late and values(log.current()) == ["ny"]
            assert values(log.history("a", "1")) == ["ny", "forsinket"]
            assert values(log.changes_since(0)) == ["ny"]

    def test_an_answer_from_the_future_never_blocks_a_new_one(self, tmp_path):
        with Log.open(tmp_path, clock=lambda: NOON) as log:
            log.save("a", "1", "skrevet med forkert ur", typed_at=NOON + timedelta(days=400))
            log.save("a", "1", "skrevet efter at uret er stillet", typed_at=NOON)
            assert values(log.current()) == ["skrevet efter at uret er stillet"]

    def test_changes_since_a_revision_are_what_another_page_has_not_seen(self, tmp_path):
        with Log.open(tmp_path) as page, Log.open(tmp_path) as other:
            seen = page.save("a", "1", "min").revision
            other.save("a", "1", "din")
            other.save("a", "2", "ny")
            assert values(page.changes_since(seen)) == ["din", "ny"]
            assert page.changes_since(2**70) == []

    def test_times_in_another_zone_are_the_same_moment(self, tmp_path):
        with Log.open(tmp_path) as log:
            copenhagen = NOON.astimezone(timezone(timedelta(hours=1)))
            assert log.save("a", "1", 1, typed_at=copenhagen).typed_at == NOON
        with closing(sqlite3.connect(tmp_path / FILE_NAME)) as db:
            assert db.execute("SELECT typed_at FROM answers").fetchone() == ("2026-03-01T12:00:00.000000+00:00",)

    def test_what_json_cannot_hold_is_refused_and_nothing_is_saved(self, tmp_path):
        with Log.open(tmp_path) as log:
            for value in (float("nan"), object()):
                with pytest.raises((ValueError, TypeError)):
                    log.save("a", "1", value)
            assert log.current() == []

    def test_threads_may_share_an_open_log(self, tmp_path):
        with Log.open(tmp_path) as log:
            threads = [threading.Thread(target=lambda n=n: [log.save("a", str(n), i) for i in range(20)]) for n in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert values(log.current()) == [19, 19, 19, 19]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(-3, 3), st.integers(0, 2), st.integers(0, 9)), max_size=25))
def test_current_is_always_the_last_that_was_not_late_and_history_is_everything(entries):
    """Each entry: a place, minutes typed before or after the clock, minutes the clock has moved, a sender's key."""
    with tempfile.TemporaryDirectory() as folder:
        now, expected, everything, keys = NOON, {}, {"a": [], "b": []}, set()
        with Log.open(Path(folder), clock=lambda: now) as log:
            for number, (place, typed, moved, key) in enumerate(entries):
                now += timedelta(minutes=moved)
                typed_at, name = now + timedelta(minutes=typed), f"{place}{key}"
                if name in keys:
                    continue
                keys.add(name)
                log.save("x", place, number, typed_at=typed_at, key=name)
                everything[place].append(number)
                known = expected.get(place)
                if known is None or not typed_at < known[0] <= now:
                    expected[place] = (typed_at, number)
            assert {answer.item: answer.value for answer in log.current()} == {place: number for place, (_, number) in expected.items()}
            for place, numbers in everything.items():
                history = log.history("x", place)
                assert values(history) == numbers
                assert [answer.revision for answer in history] == sorted({answer.revision for answer in history})


class TestTheFile:
    def test_the_folder_can_be_chosen(self, tmp_path, monkeypatch):
        monkeypatch.setenv("LEDELSESRUM_DATA", str(tmp_path / "min mappe æ"))
        with Log.open() as log:
            log.save("a", "1", 1)
        assert (tmp_path / "min mappe æ" / FILE_NAME).is_file()
        monkeypatch.delenv("LEDELSESRUM_DATA")
        assert data_folder().name == "Ledelsesrum"

    @ON_POSIX
    def test_nobody_else_may_read_it(self, tmp_path):
        before = os.umask(0)
        try:
            with Log.open(tmp_path / "ny") as log:
                log.save("a", "1", "hemmeligt")
                backup = log.backup()
                files = [path for path in (tmp_path / "ny").rglob("*") if path.is_file()]
                assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
        finally:
            os.umask(before)
        assert stat.S_IMODE((tmp_path / "ny").stat().st_mode) == stat.S_IMODE(backup.parent.stat().st_mode) == 0o700

    @pytest.mark.parametrize("statement", ["UPDATE answers SET value = '2'", "DELETE FROM answers", "REPLACE INTO answers SELECT * FROM answers"])
    def test_the_history_refuses_to_be_changed(self, tmp_path, statement):
        with Log.open(tmp_path) as log:
            log.save("a", "1", 1)
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                log._db.execute(statement)
            assert values(log.current()) == [1]

    def test_every_commit_waits_for_the_disk(self, tmp_path):
        with Log.open(tmp_path) as log:
            assert log._db.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
            assert log.journal_mode == "wal" and "flere vinduer" in log.journal_sentence and log.problem is None

    def test_on_a_network_drive_a_rollback_journal_is_used_and_said(self, tmp_path, monkeypatch):
        with Log.open(tmp_path) as log:
            log.save("a", "1", "før flytningen")
            assert log.journal_mode == "wal"
        monkeypatch.setattr(opening, "on_network_drive", lambda folder: True)
        with Log.open(tmp_path) as log, Log.open(tmp_path) as other:
            assert log.journal_mode == "delete" and "netværksdrev" in log.journal_sentence
            log.save("a", "2", "efter")
            assert values(other.current()) == ["før flytningen", "efter"]

    def test_a_network_drive_is_known_by_its_file_system(self, tmp_path, monkeypatch):
        folder = (tmp_path / "hjem").resolve()
        folder.mkdir()
        assert not opening.on_network_drive(tmp_path)
        if os.name == "posix":
            part = type("Part", (), {"mountpoint": str(folder), "fstype": "nfs4"})
            monkeypatch.setattr(opening.psutil, "disk_partitions", lambda all: [part])
            assert opening.on_network_drive(folder / "data")

    def test_a_new_log_that_another_process_is_making_is_waited_for(self, tmp_path, monkeypatch):
        with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(JournalError, match="holdt .* låst"):
                Log.open(tmp_path, patience=0.05)
            monkeypatch.setattr(opening.time, "sleep", lambda seconds: other.execute("ROLLBACK"))
            with Log.open(tmp_path) as log:
                assert log.journal_mode == "wal" and not other.in_transaction

    def test_where_memory_cannot_be_shared_a_rollback_journal_is_used(self, tmp_path):
        (tmp_path / f"{FILE_NAME}-shm").mkdir()  # the index of a write-ahead log cannot be made
        with Log.open(tmp_path) as log:
            log.save("a", "1", "gemt")
            assert log.journal_mode == "delete"
        with Log.open(tmp_path) as log, Log.open(tmp_path) as other:
            other.save("a", "2", "også gemt")
            assert values(log.current()) == ["gemt", "også gemt"]

    @ON_POSIX
    def test_a_log_whose_shared_index_is_read_only_still_saves(self, shared_folder):
        with Log.open(shared_folder) as log:
            log.save("a", "1", "før")
            copy = shared_folder / "kopi"
            copy.mkdir()
            for path in shared_folder.glob(f"{FILE_NAME}*"):  # as left by a kill: the write-ahead log is still there
                shutil.copy(path, copy)
        give_away(copy, *copy.iterdir())
        os.chmod(copy / f"{FILE_NAME}-shm", 0o400)
        code = """
            import pathlib, sys
            from exercises.journal.log import Log
            for value in ("efter", "igen"):
                with Log.open(pathlib.Path(sys.argv[1])) as log:
                    log.save("a", "1", value)
                    print(log.journal_mode, [answer.value for answer in log.history("a", "1")])
        """
        done = run(code, copy, ordinary_user=True)
        assert (done.stdout.splitlines() or [done.stderr])[-1].endswith("['før', 'efter', 'igen']"), done.stderr


class TestNothingIsLost:
    def test_every_acknowledged_answer_survives_kill_9(self, tmp_path):
        code = """
            import pathlib, sys
            from exercises.journal.log import Log
            for number in range(10**6):
                with Log.open(pathlib.Path(sys.argv[1])) as log:
                    print(log.save("a", "1", {"nummer": number, "tekst": "x" * 3000}).revision, flush=True)
        """
        for stop_after in (1, 7, 40, 90):
            process = subprocess.Popen(
                [sys.executable, "-c", textwrap.dedent(code), str(tmp_path)], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
                stdout=subprocess.PIPE, text=True, encoding="utf-8",
            )
            said = [process.stdout.readline() for _ in range(stop_after)]
            process.kill()
            acknowledged = [int(line) for line in (*said, *process.stdout) if line.endswith("\n")][-1]
            process.wait()
            process.stdout.close()
            with Log.open(tmp_path) as log:
                revisions = [answer.revision for answer in log.history("a", "1")]
                assert revisions[:acknowledged] == list(range(1, acknowledged + 1))
                assert len(revisions) <= acknowledged + 1  # at most the one that was killed between disk and page

    def test_processes_may_write_at_once_also_to_a_log_that_is_not_made_yet(self, tmp_path):
        code = """
            import pathlib, sys
            from exercises.journal.log import Log
            for number in range(25):
                with Log.open(pathlib.Path(sys.argv[1]), patience=30) as log:
                    log.save("a", sys.argv[2], number)
        """
        command = [sys.executable, "-c", textwrap.dedent(code), str(tmp_path)]
        writers = [subprocess.Popen([*command, str(n)], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}) for n in range(3)]
        assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0]
        with Log.open(tmp_path) as log:
            for n in range(3):
                assert values(log.history("a", str(n))) == list(range(25))

    @ON_POSIX
    def test_a_full_disk_is_said_and_costs_nothing_that_was_saved(self, tmp_path):
        """The operating system refuses to let any file grow beyond 400 kB."""
        code = """
            import pathlib, resource, sys
            from exercises.errors import JournalError
            from exercises.journal.log import Log
            folder = pathlib.Path(sys.argv[1])
            resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
            saved = []
            with Log.open(folder) as log:
                try:
                    while True:
                        saved.append(log.save("a", "1", "x" * 5000).revision)
                except JournalError as problem:
                    print(problem)
                assert [answer.revision for answer in log.history("a", "1")] == saved
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            with Log.open(folder) as log:
                log.save("a", "1", "plads igen")
                assert [answer.revision for answer in log.history("a", "1")][:-1] == saved
                print(len(saved))
        """
        done = run(code, tmp_path)
        message, count = done.stdout.splitlines() or [done.stderr, 0]
        assert message.startswith(f"Disken tog ikke imod det, der skulle skrives til {tmp_path / FILE_NAME}. Den kan være fuld")
        assert "står uændret" in message and int(count) > 5

    @AS_ROOT
    @pytest.mark.skipif(shutil.which("unshare") is None, reason="needs unshare to mount a small disk of its own")
    def test_on_a_disk_with_no_room_left_answers_can_be_read_and_saved_once_there_is_room(self, tmp_path):
        code = """
            import pathlib, subprocess, sys
            from exercises.errors import JournalError
            from exercises.journal.log import Log
            folder = pathlib.Path(sys.argv[1])
            subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", folder], check=True)
            with Log.open(folder) as log:
                log.save("a", "1", "gemt i tide")
            ballast = open(folder / "ballast", "wb", buffering=0)
            try:
                while ballast.write(bytes(512)):
                    pass
            except OSError:
                pass
            for attempt in range(2):
                with Log.open(folder) as log:
                    assert [answer.value for answer in log.current()] == ["gemt i tide"]
                    try:
                        log.save("a", "1", "x" * 9000)
                    except JournalError as problem:
                        print(problem)
            ballast.truncate(0)
            with Log.open(folder) as log:
                log.save("a", "1", "der er plads")
                print([answer.value for answer in log.history("a", "1")])
        """
        done = run(code, tmp_path, before=["unshare", "--mount"])
        full = f"Der er ikke mere plads på disken, så der kan ikke skrives til {tmp_path / FILE_NAME}. Gør plads, og prøv igen."
        *messages, after = done.stdout.splitlines() or [done.stderr]
        assert [message.startswith(full) for message in messages] == [True, True], done.stdout + done.stderr
        assert after == "['gemt i tide', 'der er plads']"

    @ON_POSIX
    @pytest.mark.parametrize("protect", ["folder", "file"])
    def test_what_may_not_be_written_can_be_read_and_says_so(self, shared_folder, protect):
        with Log.open(shared_folder) as log:
            log.save("a", "1", "gemt før")
        path = shared_folder / FILE_NAME
        give_away(shared_folder, path)
        (shared_folder if protect == "folder" else path).chmod(0o500 if protect == "folder" else 0o400)
        code = """
            import pathlib, sys
            from exercises.errors import JournalError
            from exercises.journal.log import Log
            with Log.open(pathlib.Path(sys.argv[1])) as log:
                print([answer.value for answer in log.current()], log.journal_sentence)
                for change in (lambda: log.save("a", "1", "nyt"), log.erase):
                    try:
                        change()
                    except JournalError as problem:
                        print(problem)
                assert log.problem == str(problem)
        """
        done = run(code, shared_folder, ordinary_user=True)
        refused = f"Der kan ikke skrives til {path}: filen eller mappen er skrivebeskyttet"
        lines = done.stdout.splitlines() or [done.stderr]
        assert lines[0] == "['gemt før'] Loggen kan læses, men der kan ikke skrives i den.", done.stderr
        assert len(lines) == 3 and all(line.startswith(refused) and "LEDELSESRUM_DATA" in line for line in lines[1:])

    @ON_POSIX
    def test_a_folder_where_no_log_can_be_made_is_named(self, shared_folder):
        shared_folder.chmod(0o555)
        code = """
            import pathlib, sys
            from exercises.errors import JournalError
            from exercises.journal.log import Log
            try:
                Log.open(pathlib.Path(sys.argv[1]))
            except JournalError as problem:
                print(problem)
        """
        for folder in (shared_folder, shared_folder / "ny"):
            done = run(code, folder, ordinary_user=True)
            assert done.stdout.startswith(f"Der kan ikke skrives til {folder / FILE_NAME}"), done.stderr

    def test_a_log_held_by_another_program_is_waited_for_and_then_named(self, tmp_path):
        with Log.open(tmp_path, patience=0.05) as log, closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as other:
            log.save("a", "1", "før")
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(JournalError, match=r"Et andet program har holdt .*journal\.sqlite3 låst i 0.05 sekunder"):
                log.save("a", "1", "under")
            other.execute("ROLLBACK")
            log.save("a", "1", "efter")
            assert values(log.history("a", "1")) == ["før", "efter"]


class TestDamage:
    @pytest.mark.parametrize("damage", ["garbage", "half", "torn"])
    def test_a_damaged_log_is_named_left_alone_and_can_be_replaced_by_a_copy(self, tmp_path, damage):
        with Log.open(tmp_path) as log:
            for number in range(60):
                log.save("a", "1", f"{number} " * 500)
            backup = log.backup()
        path = tmp_path / FILE_NAME
        whole = path.read_bytes()
        broken = {
            "garbage": b"ikke en database\n" * 900,
            "half": whole[: len(whole) // 2],
            "torn": whole[:4096] + b"\xff" * 40_000 + whole[44_096:],
        }[damage]
        path.write_bytes(broken)
        with pytest.raises(JournalError) as caught, Log.open(tmp_path) as log:
            log.history("a", "1")
        message = str(caught.value)
        assert message.startswith(f"Loggen {path} er beskadiget") and "log restore" in message and str(tmp_path / "backups") in message
        assert path.read_bytes() == broken
        aside = Log.restore(backup, tmp_path)
        assert aside.name.endswith("-beskadiget.sqlite3") and aside.read_bytes() == broken
        with Log.open(tmp_path) as log:
            assert len(log.history("a", "1")) == 60

    def test_a_log_from_a_newer_version_is_refused_and_not_touched(self, tmp_path, monkeypatch):
        monkeypatch.setattr(migrations, "STEPS", [*migrations.STEPS, ("ALTER TABLE answers ADD COLUMN stemning TEXT",)])
        with Log.open(tmp_path) as log:
            log.save("a", "1", "skrevet i version 2")
        monkeypatch.undo()
        before = (tmp_path / FILE_NAME).read_bytes()
        with pytest.raises(JournalError, match=r"nyere udgave af Ledelsesrum \(version 2; denne udgave kender til og med 1\).*Hent den nyeste"):
            Log.open(tmp_path)
        assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]
        assert (tmp_path / FILE_NAME).read_bytes() == before

    def test_another_programs_database_in_its_place_is_not_touched(self, tmp_path):
        with closing(sqlite3.connect(tmp_path / FILE_NAME)) as db:
            db.execute("CREATE TABLE kunder (navn)")
        before = (tmp_path / FILE_NAME).read_bytes()
        with pytest.raises(JournalError, match="ikke en log fra Ledelsesrum"):
            Log.open(tmp_path)
        assert (tmp_path / FILE_NAME).read_bytes() == before


class TestMigration:
    VERSION_2 = ("ALTER TABLE answers ADD COLUMN stemning TEXT NOT NULL DEFAULT 'uoplyst'",)

    @pytest.fixture
    def version_1(self, tmp_path) -> list:
        with Log.open(tmp_path) as log:
            for number in range(5):
                log.save("a", "1", number, typed_at=NOON + timedelta(minutes=number))
            log.save("a", "1", "forsinket", typed_at=NOON)
            return log.history("a", "1")

    def test_a_new_version_keeps_everything_and_a_copy_of_the_old_file(self, tmp_path, version_1, monkeypatch):
        monkeypatch.setattr(migrations, "STEPS", [*migrations.STEPS, self.VERSION_2])
        with Log.open(tmp_path) as log:
            assert log.history("a", "1") == version_1
            assert log._db.execute("SELECT DISTINCT stemning FROM answers").fetchall() == [("uoplyst",)]
            log.save("a", "1", "i den nye")
        with Log.open(tmp_path) as log:
            assert migrations.version(log._db) == 2 and len(log.history("a", "1")) == 7
        copies = list(tmp_path.glob("journal-*-version-1.sqlite3"))
        monkeypatch.undo()
        assert len(copies) == 1
        (tmp_path / "gammel").mkdir()
        copies[0].rename(tmp_path / "gammel" / FILE_NAME)
        with Log.open(tmp_path / "gammel") as old:
            assert old.history("a", "1") == version_1

    def test_a_migration_that_fails_half_way_leaves_the_old_file_as_it_was(self, tmp_path, version_1, monkeypatch):
        halfway = (*migrations.UNPROTECT, "UPDATE answers SET value = '0'", *self.VERSION_2, "INSERT INTO findes_ikke VALUES (1)")
        monkeypatch.setattr(migrations, "STEPS", [*migrations.STEPS, halfway])
        with pytest.raises(JournalError, match=r"kan ikke bruges lige nu \(SQLITE_ERROR\).* står uændret"):
            Log.open(tmp_path)
        monkeypatch.undo()
        with Log.open(tmp_path) as log:
            assert migrations.version(log._db) == 1 and log.history("a", "1") == version_1
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                log._db.execute("UPDATE answers SET value = '0'")

    def test_a_copy_of_an_older_version_is_brought_up_to_date_when_restored(self, tmp_path, version_1, monkeypatch):
        with Log.open(tmp_path) as log:
            backup = log.backup()
        before = backup.read_bytes()
        monkeypatch.setattr(migrations, "STEPS", [*migrations.STEPS, self.VERSION_2])
        Log.restore(backup, tmp_path / "ny")
        with Log.open(tmp_path / "ny") as log:
            assert values(log.history("a", "1")) == values(version_1)
        assert backup.read_bytes() == before


class TestCopies:
    def test_a_backup_is_one_whole_file_also_while_another_process_writes(self, tmp_path):
        code = """
            import pathlib, sys
            from exercises.journal.log import Log
            for number in range(10**6):
                with Log.open(pathlib.Path(sys.argv[1])) as log:
                    log.save("a", "1", "y" * 4000)
                    print(number, flush=True)
        """
        writer = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(code), str(tmp_path)], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )
        try:
            for _ in range(20):
                writer.stdout.readline()
            with Log.open(tmp_path, patience=30) as log:
                backups = [log.backup() for _ in range(3)]
        finally:
            writer.kill()
            writer.wait()
            writer.stdout.close()
        for backup in backups:
            with closing(sqlite3.connect(backup)) as db:
                assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
                assert db.execute("SELECT count(*) FROM answers").fetchone()[0] >= 20
        assert {path.suffix for path in (tmp_path / "backups").iterdir()} == {".sqlite3"}

    def test_a_backup_never_writes_over_a_file(self, tmp_path):
        (tmp_path / "vigtig.txt").write_text("min", encoding="utf-8")
        with Log.open(tmp_path / "data") as log:
            with pytest.raises(JournalError, match="Der ligger allerede en fil"):
                log.backup(tmp_path / "vigtig.txt")
            assert log.backup(tmp_path).parent == tmp_path  # a folder gets a dated file
        assert (tmp_path / "vigtig.txt").read_text(encoding="utf-8") == "min"

    def test_a_backup_to_a_place_that_cannot_be_names_that_place(self, tmp_path):
        (tmp_path / "fil").write_text("", encoding="utf-8")
        with Log.open(tmp_path / "data") as log, pytest.raises(JournalError) as caught:
            log.backup(tmp_path / "fil" / "kopi.sqlite3")
        assert str(tmp_path / "fil" / "kopi.sqlite3") in str(caught.value) and "LEDELSESRUM_DATA" not in str(caught.value)

    def test_restoring_keeps_the_present_log_and_open_pages_see_the_restored_answers(self, tmp_path):
        with Log.open(tmp_path) as page:
            page.save("a", "1", "gammel")
            page.save("a", "1", "gammel, forsinket", typed_at=NOON)
            backup = page.backup(tmp_path / "kopi.sqlite3")
            seen = page.save("a", "1", "ny").revision
            former = Log.restore(backup, tmp_path)
            assert values(page.current()) == values(page.changes_since(seen)) == ["gammel"]
            assert values(page.history("a", "1")) == ["gammel", "gammel, forsinket"]
            page.save("a", "1", "skrevet bagefter")
        assert former.parent == tmp_path / "backups" and former.name.endswith("-foer-restore.sqlite3")
        Log.restore(former, tmp_path)
        with Log.open(tmp_path) as log:
            assert values(log.current()) == ["ny"]

    def test_what_is_no_sound_log_cannot_be_restored_and_changes_nothing(self, tmp_path, monkeypatch):
        with Log.open(tmp_path / "data") as log:
            for number in range(40):
                log.save("a", "1", f"{number} " * 600)
            good = log.backup(tmp_path / "god.sqlite3").read_bytes()
        before = (tmp_path / "data" / FILE_NAME).read_bytes()
        with closing(sqlite3.connect(tmp_path / "andet.sqlite3")) as db:
            db.execute("CREATE TABLE kunder (navn)")
        candidates = {"tom": b"", "vrøvl": "vrøvl".encode() * 999, "halv": good[: len(good) // 2], "revet": good[:4096] + bytes(40_000) + good[44_096:]}
        for name, content in candidates.items():
            (tmp_path / name).write_bytes(content)
        for name in (*candidates, "andet.sqlite3", "findes-ikke", "data"):
            with pytest.raises(JournalError, match="ikke en (hel )?log fra Ledelsesrum|Der er ingen fil i"):
                Log.restore(tmp_path / name, tmp_path / "data")
        monkeypatch.setattr(migrations, "STEPS", [])
        with pytest.raises(JournalError, match="nyere udgave"):
            Log.restore(tmp_path / "god.sqlite3", tmp_path / "data")
        assert (tmp_path / "data" / FILE_NAME).read_bytes() == before
        assert not (tmp_path / "data" / "backups").exists()

    def test_a_copy_can_be_restored_where_no_log_was(self, tmp_path):
        with Log.open(tmp_path / "her") as log:
            log.save("a", "1", "med hjem")
            backup = log.backup()
        assert Log.restore(backup, tmp_path / "der") is None
        with Log.open(tmp_path / "der") as log:
            assert values(log.current()) == ["med hjem"]


class TestErasing:
    @pytest.mark.parametrize("network", [False, True])
    def test_erased_text_is_gone_from_the_file_and_all_that_lies_beside_it(self, tmp_path, monkeypatch, network):
        monkeypatch.setattr(opening, "on_network_drive", lambda folder: network)
        secret = "Jeg siger op paa mandag"
        with Log.open(tmp_path) as page, Log.open(tmp_path) as other:
            for number in range(30):
                page.save("a", "1", f"{secret} {number} " * 40, key=f"noegle-{number}")
            backup = page.backup(tmp_path / "kopi" / "min.sqlite3")
            last = page.current()[0].revision
            assert any(secret.encode() in path.read_bytes() for path in tmp_path.glob(f"{FILE_NAME}*"))
            assert other.erase() == 30
            for path in tmp_path.glob(f"{FILE_NAME}*"):
                assert secret.encode() not in path.read_bytes() and b"noegle" not in path.read_bytes()
            assert page.current() == page.history("a", "1") == []
            assert page.save("a", "1", "en ny begyndelse").revision > last
        assert secret.encode() in backup.read_bytes()

    def test_an_open_reader_that_holds_the_old_text_is_said(self, tmp_path):
        with Log.open(tmp_path, patience=0.05) as log, closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as reader:
            log.save("a", "1", "hemmeligt")
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM answers").fetchall()
            with pytest.raises(JournalError, match="Svarene er slettet, men|låst"):
                log.erase()
            reader.execute("ROLLBACK")
            log.erase()
            assert b"hemmeligt" not in (tmp_path / FILE_NAME).read_bytes() + (tmp_path / f"{FILE_NAME}-wal").read_bytes()


def test_answers_can_be_given_as_json(tmp_path):
    with Log.open(tmp_path) as log:
        answer = log.save("a", "1", ["æ", {"b": 1}], typed_at=NOON)
    assert json.loads(json.dumps(answer.value)) == ["æ", {"b": 1}]
    assert answer.typed_at.isoformat() == "2026-03-01T12:00:00+00:00"
    assert log_module.COMMAND in ("python3 -m course", "py -m course")
