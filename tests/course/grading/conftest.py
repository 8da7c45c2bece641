"""What the tests of grading share: a real PostgreSQL, and the course's own assignments released; each made once per run."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest

from course.grading.releasing.release import Released, release
from course.grading.root import DEFAULT, open_root
from exercises.server import free_port
from tests.conftest import WORKER, until

ADMIN, PASSWORD = "leder", "kode: 50%@/ord"


@dataclass(frozen=True)
class Postgres:
    """A PostgreSQL of its own on 127.0.0.1, with one administrator who needs a password."""

    port: int
    numbers: Iterator[int]

    def run(self, *statements: str, database: str = "postgres") -> None:
        """Run statements as the administrator."""
        with psycopg.connect(host="127.0.0.1", port=self.port, dbname=database, user=ADMIN, password=PASSWORD, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def new_database(self) -> str:
        """The name of an empty database that nobody else uses."""
        name = f"kursus_{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return name

    def url(self, database: str | None = None, user: str = ADMIN, password: str = PASSWORD) -> str:
        """The address of a database, a new one where none is named."""
        from sqlalchemy import URL

        url = URL.create("postgresql+psycopg", user, password, "127.0.0.1", self.port, database or self.new_database())
        return url.render_as_string(hide_password=False)


def _binaries() -> Path | None:
    """Where initdb and postgres lie: Debian keeps them apart from the path, by version."""
    found = [path.parent for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))]
    on_path = shutil.which("initdb")
    return found[-1] if found else Path(on_path).resolve().parent if on_path else None


def _user() -> dict[str, object]:
    """As whom to run it: PostgreSQL refuses to run as root."""
    if os.name == "nt" or os.geteuid() != 0:
        return {}
    import pwd

    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise AssertionError("there is no user to run PostgreSQL as")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A real PostgreSQL, stopped afterwards; skipped where there is none, and that is a failure under CI."""
    binaries = _binaries()
    if binaries is None:
        if os.environ.get("CI"):
            pytest.fail("Tests under CI need PostgreSQL: see tests/debian-packages.txt.")
        pytest.skip("ingen PostgreSQL fundet")
    folder, user, port = Path(tempfile.mkdtemp(prefix="pg-")), _user(), free_port(15432 + 100 * WORKER)  # two that look for a port at once find the same
    secret = folder / "kodeord"
    secret.write_text(PASSWORD, encoding="utf-8")
    if user:
        os.chown(folder, user["user"], user["group"])
        os.chown(secret, user["user"], user["group"])
    shared = {"cwd": folder, "env": {"LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", "")}, **user}
    data = folder / "data"
    subprocess.run([binaries / "initdb", "-D", data, "-U", ADMIN, "-A", "scram-sha-256", f"--pwfile={secret}", "-E", "UTF8", "--no-sync"],
                   check=True, capture_output=True, **shared)
    with (folder / "log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen([binaries / "postgres", "-D", data, "-k", folder, "-p", str(port), "-c", "listen_addresses=127.0.0.1",
                                    "-c", "fsync=off"], stdout=log, stderr=log, **shared)
    server = Postgres(port, count(1))
    try:
        until(lambda: process.poll() is not None or _answers(server))
        assert process.poll() is None, (folder / "log").read_text(encoding="utf-8")
        yield server
    finally:
        process.send_signal(signal.SIGQUIT)  # at once: nothing in it is to be kept
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _answers(server: Postgres) -> bool:
    try:
        server.run("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


@pytest.fixture(scope="session")
def kit_course(tmp_path_factory) -> Path:
    """The course's own assignments in a folder to release them in, with the very settings of the kit."""
    root = tmp_path_factory.mktemp("kit") / "opgaver æøå"
    made = ("release", "submitted", "autograded", "feedback", "feedback_kept", "exports", "packages", "gradebook.db", "grading.db*", "roster.csv")
    shutil.copytree(DEFAULT, root, ignore=shutil.ignore_patterns(*made))
    (root / "nbgrader_config.py").unlink()
    (root / "nbgrader_config.py").symlink_to(DEFAULT / "nbgrader_config.py")
    return root


@pytest.fixture(scope="session")
def released(kit_course) -> dict[str, Released]:
    """The course's own assignments, released."""
    return {name: release(open_root(kit_course), name) for name in ("A1", "A2", "A3", "A4")}
