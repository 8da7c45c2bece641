"""The database is looked at before nbgrader gets it, and whatever is wrong is said in Danish, without the password."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import pytest
from sqlalchemy import create_engine, inspect

from course.grading.database import read_address, require_usable
from course.grading.errors import GradingError
from course.grading.root import CourseRoot, open_root
from tests.course.grading.conftest import PASSWORD

ROOT = Path(__file__).parents[3]


def said(address: str, course: str = "ledelsesrum") -> str:
    """What is said of a database; never the password, however it is written."""
    with pytest.raises(GradingError) as problem:
        require_usable(address, course)
    message = str(problem.value)
    for secret in ("hemmelig", "gæt@1", "gæst", PASSWORD):
        assert secret not in message and quote(secret, safe="") not in message
    return message


def tables(url: str) -> list[str]:
    engine = create_engine(url)
    found = inspect(engine).get_table_names()
    engine.dispose()
    return found


def gradebook(url: str, course: str) -> None:
    """A gradebook of a course, with an assignment."""
    with TemporaryDirectory() as folder:
        Path(folder, "nbgrader_config.py").write_text(f'c = get_config()\nc.CourseDirectory.course_id = "{course}"\n', encoding="utf-8")
        with CourseRoot(Path(folder), url).gradebook() as made:
            made.add_assignment("A1")


@pytest.fixture(scope="module")
def strategy(postgres) -> str:
    """The name of a database with the gradebook of another course than ledelsesrum."""
    name = postgres.new_database()
    gradebook(postgres.url(name), "strategi-2026")
    return name


@pytest.fixture(scope="module")
def strategy_file(tmp_path_factory) -> Path:
    """The same as a file."""
    path = tmp_path_factory.mktemp("fil") / "gradebook.db"
    gradebook(f"sqlite:///{path}", "strategi-2026")
    return path


@pytest.fixture
def file(strategy_file, tmp_path) -> Path:
    """A copy of the file, to do something to."""
    return shutil.copy(strategy_file, tmp_path / "gradebook.db")


@pytest.mark.parametrize("address", ["A1", "C:\\kursus\\gradebook.db", "://", "postgresql+psycopg://leder:hemmelig@127.0.0.1:femtusind/db"])
def test_what_is_not_an_address_is_not_repeated(address):
    assert said(address).startswith("Databasens adresse kan ikke læses. Skriv den sådan: postgresql+psycopg://navn:kodeord@server/database")


@pytest.mark.parametrize("address", ["mysql://a:b@c/d", "postgresql+psycopg2://a:b@c/d"])
def test_other_databases_are_refused(address):
    assert "kan ikke bruges. Brug PostgreSQL" in said(address)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_an_address_as_servers_give_it_is_read_as_psycopg_3(scheme):
    assert read_address(f"{scheme}://a:b@c/d").drivername == "postgresql+psycopg"


def test_an_empty_database_can_be_used_and_is_still_empty(postgres):
    url = postgres.url()
    require_usable(url, "ledelsesrum")
    assert tables(url) == []


def test_a_gradebook_of_the_course_can_be_used(postgres, strategy):
    from nbgrader.api import Gradebook

    Gradebook(postgres.url(strategy)).close()  # as nbgrader does while it grades: it adds a course of its own
    require_usable(postgres.url(strategy), "strategi-2026")


def test_a_database_of_another_course_is_refused(postgres, strategy):
    message = said(postgres.url(strategy))
    assert "hører til kurset strategi-2026, og dette kursus hedder ledelsesrum. To kurser kan ikke dele en database" in message


def test_a_course_without_a_name_cannot_use_a_server(postgres):
    assert "dette kursus har ikke noget navn" in said(postgres.url(), "")


def test_a_course_without_a_name_can_use_a_file(tmp_path):
    require_usable(f"sqlite:///{tmp_path}/gradebook.db", "")
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_another_course_is_refused(file):
    assert "hører til kurset strategi-2026, og dette kursus hedder ledelsesrum" in said(f"sqlite:///{file}")
    assert "har ikke noget navn" in said(f"sqlite:///{file}", "")


def test_a_wrong_password_is_said(postgres):
    assert "Navn eller kodeord passer ikke" in said(postgres.url("postgres", password="gæt@1"))


def test_an_unknown_user_is_no_traceback(postgres):
    assert "Navn eller kodeord passer ikke" in said(postgres.url("postgres", user="ingen"))


def test_an_unknown_database_is_said(postgres):
    assert "Serveren har ikke en database med det navn" in said(postgres.url("findes_ikke"))


def test_a_server_that_does_not_answer_is_said():
    assert "Serveren svarer ikke" in said("postgresql+psycopg://leder:hemmelig@127.0.0.1:1/kursus")
    assert "Serveren svarer ikke" in said("postgresql+psycopg://leder@127.0.0.1:1/kursus?password=hemmelig")


def test_a_server_name_that_does_not_exist_is_said():
    assert "Serverens navn findes ikke" in said("postgresql+psycopg://leder:hemmelig@findes-ikke.invalid/kursus")


def test_a_port_that_is_none_is_said():
    assert "kan ikke bruges" in said("postgresql+psycopg://leder:hemmelig@127.0.0.1:99999999/kursus")


def test_without_the_right_to_make_tables_it_is_said_before_anything_is_written(postgres):
    name = postgres.new_database()
    postgres.run("CREATE ROLE gaest_1 LOGIN PASSWORD 'gæst'")
    assert "har ikke lov til at oprette tabeller" in said(postgres.url(name, "gaest_1", "gæst"))


def test_without_the_right_to_write_it_is_said(postgres, strategy):
    postgres.run("CREATE ROLE gaest_2 LOGIN PASSWORD 'gæst'")
    postgres.run("GRANT SELECT ON ALL TABLES IN SCHEMA public TO gaest_2", database=strategy)
    assert "har ikke lov til at skrive i tabellerne" in said(postgres.url(strategy, "gaest_2", "gæst"), "strategi-2026")


def test_without_the_right_to_read_it_is_said(postgres, strategy):
    postgres.run("CREATE ROLE gaest_3 LOGIN PASSWORD 'gæst'")
    assert "Brugeren har ikke lov" in said(postgres.url(strategy, "gaest_3", "gæst"), "strategi-2026")


def test_another_programs_tables_are_left_alone(postgres):
    name = postgres.new_database()
    postgres.run("CREATE TABLE faktura (id int)", "CREATE TABLE alembic_version (version_num text)", database=name)
    assert "bruges af et andet program: Den har tabellerne alembic_version, faktura" in said(postgres.url(name))
    assert sorted(tables(postgres.url(name))) == ["alembic_version", "faktura"]


def test_an_older_gradebook_is_to_be_upgraded_and_is_not_touched(file):
    with sqlite3.connect(file) as older:
        older.execute("UPDATE alembic_version SET version_num = '724cde206c17'")
        older.execute("DROP TABLE course")
    message = said(f"sqlite:///{file}")
    assert "er lavet af en ældre nbgrader" in message and "nbgrader db upgrade --db" in message
    assert "course" not in tables(f"sqlite:///{file}")


def test_a_gradebook_of_a_newer_nbgrader_is_said(file):
    with sqlite3.connect(file) as newer:
        newer.execute("UPDATE alembic_version SET version_num = 'fremtiden'")
    assert "nyere nbgrader" in said(f"sqlite:///{file}")


def test_a_file_that_is_no_database_is_said(tmp_path):
    (tmp_path / "brev.docx").write_bytes(b"PK\3\4" + bytes(5000))
    assert "Filen er ikke en database" in said(f"sqlite:///{tmp_path}/brev.docx")


def test_a_folder_that_does_not_exist_is_said(tmp_path):
    assert f"Mappen {tmp_path / 'nej'} findes ikke" in said(f"sqlite:///{tmp_path}/nej/gradebook.db")
    assert "i hukommelsen" in said("sqlite://")


def test_a_password_is_neither_in_a_roots_text_nor_in_a_commands_words(postgres, strategy, tmp_path):
    (tmp_path / "source").mkdir()
    (tmp_path / "nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.course_id = "ledelsesrum"\n', encoding="utf-8")
    address = postgres.url(strategy)
    root = CourseRoot(tmp_path, address)
    assert PASSWORD not in repr(root) and "kode" not in repr(root)
    command = "import sys; from course.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", command, "grade", "feedback", "A1", "--course", str(tmp_path)], cwd=ROOT, text=True, encoding="utf-8",
        capture_output=True, env=os.environ | {"LEDELSESRUM_DB": address}, check=False,
    )
    assert done.returncode == 1 and done.stdout == ""
    assert "leder:***@127.0.0.1" in done.stderr and "hører til kurset strategi-2026" in done.stderr
    assert "Traceback" not in done.stderr and PASSWORD not in done.stderr and quote(PASSWORD, safe="") not in done.stderr


def test_the_address_is_taken_from_the_environment_when_none_is_given(tmp_path, monkeypatch):
    (tmp_path / "source").mkdir()
    monkeypatch.setenv("LEDELSESRUM_DB", "sqlite:////fra/miljøet.db")
    assert open_root(tmp_path).config.CourseDirectory.db_url == "sqlite:////fra/miljøet.db"
    assert open_root(tmp_path, "sqlite:////nævnt.db").config.CourseDirectory.db_url == "sqlite:////nævnt.db"


def test_a_gradebook_is_made_although_alembic_is_not_on_the_path(tmp_path):
    (tmp_path / "source").mkdir()
    program = f"from course.grading.root import open_root\nfrom pathlib import Path\nopen_root(Path({str(tmp_path)!r})).gradebook().close()"
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}, check=True)
    with sqlite3.connect(tmp_path / "gradebook.db") as made:
        assert made.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)


def test_a_settings_file_with_a_mistake_in_it_is_said(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text("c = get_config(\n", encoding="utf-8")
    with pytest.raises(GradingError, match="nbgrader_config.py kan ikke læses: SyntaxError"):
        open_root(tmp_path).config
