"""The database with a course's marks: nbgrader's gradebook, in SQLite or PostgreSQL, one for each course.

nbgrader takes any database it is given, makes its tables in it, and never asks whose it is. So it is looked at first, and nothing is written.
"""

from __future__ import annotations

import os
import re
import sysconfig
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, NullPool, create_engine, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from course.grading.errors import GradingError

EXAMPLE = "postgresql+psycopg://navn:kodeord@server/database"
NBGRADERS_OWN = "default_course"  # a row that nbgrader adds to every gradebook
VERSION = "alembic_version"


def read_address(address: str) -> URL:
    """Read a database's address, ``postgres://`` too, as psycopg 3 is to have it.

    Raises
    ------
    GradingError
        It is none, or of another kind than SQLite and PostgreSQL.
    """
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):  # the address is not repeated: there may be a password in it
        raise GradingError(f"Databasens adresse kan ikke læses. Skriv den sådan: {EXAMPLE}, eller til en fil: sqlite:///mappe/gradebook.db") from None
    kind, _, driver = url.drivername.partition("+")
    if kind in ("postgresql", "postgres") and driver in ("", "psycopg"):
        return url.set(drivername="postgresql+psycopg")
    if url.drivername in ("sqlite", "sqlite+pysqlite"):
        return url
    raise GradingError(f"En database af typen {url.drivername} kan ikke bruges. Brug PostgreSQL ({EXAMPLE}) eller en fil (sqlite:///mappe/gradebook.db).")


def as_nbgrader_reads(address: str) -> str:
    """The address with the driver that is installed here; a file's as it was typed. Raises as ``read_address`` does."""
    url = read_address(address)
    return address if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=False)


def shown(url: URL) -> str:
    """The address without its password, which may stand among the settings after a question mark too."""
    return url.database or "" if url.get_backend_name() == "sqlite" else url.set(query={}).render_as_string(hide_password=True)


def require_usable(address: str, course_id: str) -> None:
    """Look at a database without writing to it.

    Raises
    ------
    GradingError
        It cannot be reached, read or written, is another program's or another course's, or of another nbgrader.
    """
    url = read_address(address)
    if url.get_backend_name() == "sqlite" and not _is_there(url):
        return
    if url.get_backend_name() != "sqlite" and not course_id:
        raise GradingError("En database på en server hører til ét kursus, og dette kursus har ikke noget navn. "
                           'Skriv en linje i nbgrader_config.py, fx: c.CourseDirectory.course_id = "ledelse-2027"')
    with _connected(url) as connection:
        tables = set(inspect(connection).get_table_names())
        _require_gradebook(url, tables)
        if tables:
            _require_version(url, connection, tables)
            _require_course(url, connection, course_id)
        _require_rights(url, connection, tables)


def _is_there(url: URL) -> bool:
    """Whether the file of an SQLite database exists; if not, its folder must be one to write in."""
    if not url.database or url.database == ":memory:":
        raise GradingError("En database i hukommelsen er væk, når programmet slutter. Skriv en fil: sqlite:///mappe/gradebook.db")
    file = Path(url.database)
    if not file.parent.is_dir():
        raise GradingError(f"Databasen {file} kan ikke laves: Mappen {file.parent} findes ikke. Lav den, eller ret adressen.")
    if not os.access(file if file.exists() else file.parent, os.W_OK):
        raise GradingError(f"Databasen {file} kan ikke skrives. Luk den, hvis et andet program har den åben, og se efter, om du må skrive i mappen.")
    return file.exists()


@contextmanager
def _connected(url: URL):
    settings = {"connect_timeout": 10} if url.get_backend_name() == "postgresql" else {"timeout": 10}
    try:
        engine = create_engine(url, poolclass=NullPool, connect_args=settings)
        with engine.connect() as connection:
            yield connection
    except (SQLAlchemyError, UnicodeError) as error:
        raise GradingError(explain(url, error)) from None  # the chain would show the connection's settings


PROBLEMS = {
    r"password authentication failed|no password supplied|28P01":
        "Navn eller kodeord passer ikke. Ret adressen; tegn som @ : / % i et kodeord skrives %40 %3A %2F %25.",
    r'role ".*" does not exist|28000|no pg_hba\.conf entry|not permitted to log in': "Serveren lukker ikke den bruger ind. Spørg den, der passer serveren.",
    r'database ".*" does not exist|3D000': "Serveren har ikke en database med det navn. Ret navnet, eller lav den: createdb NAVN.",
    r"permission denied|42501":
        "Brugeren har ikke lov. Spørg den, der passer serveren, om lov til at oprette og skrive i tabeller i databasen.",
    r"could not translate host|failed to resolve|name or service not known|nodename nor servname|getaddrinfo":
        "Serverens navn findes ikke. Ret adressen.",
    r"connection refused|timeout expired|timed out|no route|unreachable|is the server running|server closed":
        "Serveren svarer ikke. Er den tændt, er adresse og port rigtige, og er du på det rigtige net?",
    r"invalid port|port number|invalid integer": "Porten i adressen er ikke et tal, der kan bruges. PostgreSQL har som regel 5432.",
    r"file is not a database|file is encrypted|malformed": "Filen er ikke en database, eller den er beskadiget. Ret adressen, eller hent en sikkerhedskopi.",
    r"database or disk is full|no space left|disk full|disk I/O error|53100": "Der er ikke mere plads på disken, eller den svarer ikke. Gør plads, og prøv igen.",
    r"database is locked": "Et andet program skriver i filen. Vent, til det er færdigt, og prøv igen.",
    r"readonly database|unable to open": "Filen kan ikke åbnes til at skrive i. Se efter, om du må skrive i mappen.",
}


def explain(url: URL, error: Exception) -> str:
    """What a database said, in Danish: which it is, what is wrong, and what to do; never its password."""
    cause = getattr(error, "orig", None) or error
    words = getattr(getattr(cause, "diag", None), "message_primary", None) or cause  # not PostgreSQL's details, which quote rows
    said = f"{getattr(cause, 'sqlstate', '') or ''} {words}"
    reason = next((danish for pattern, danish in PROBLEMS.items() if re.search(pattern, said, re.IGNORECASE)), None)
    if reason is None:
        words = " ".join(said.split())[:300]
        reason = f"Den svarede: {words.replace(url.password, '***') if url.password else words}"
    return f"Databasen {shown(url)} kan ikke bruges. {reason}"


def _require_gradebook(url: URL, tables: set[str]) -> None:
    """Either nothing is there, or a whole gradebook, perhaps an older one; nbgrader would put its tables beside another program's."""
    from nbgrader.api import Base

    own = set(Base.metadata.tables)
    if tables and not {"assignment", "student", "grade"} <= tables:
        others = ", ".join(sorted(tables - own)[:3])
        raise GradingError(f"Databasen {shown(url)} bruges af et andet program: Den har tabellerne {others or ', '.join(sorted(tables))}. "
                           "Lav en tom database til kurset, og skriv dens adresse.")


def _require_version(url: URL, connection: Connection, tables: set[str]) -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import ALEMBIC_DIR

    config = Config()
    config.set_main_option("script_location", ALEMBIC_DIR.replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    version = connection.execute(text(f"SELECT version_num FROM {VERSION}")).scalar() if VERSION in tables else None
    if version == scripts.get_current_head():
        return
    if version and version not in {script.revision for script in scripts.walk_revisions()}:
        raise GradingError(f"Databasen {shown(url)} er lavet af en nyere nbgrader end den, Ledelsesrum har. Hent en nyere udgave af Ledelsesrum.")
    scripts_folder = Path(sysconfig.get_path("scripts"))
    raise GradingError(
        f"Databasen {shown(url)} er lavet af en ældre nbgrader. Tag en kopi af den, læg mappen {scripts_folder} i PATH, "
        "gå til mappen med opgaverne, og kør (med adressen i anførselstegn): nbgrader db upgrade --db ADRESSE"
    )


def _require_course(url: URL, connection: Connection, course_id: str) -> None:
    courses = set(connection.execute(text("SELECT id FROM course")).scalars()) - {NBGRADERS_OWN, ""}
    if not courses or course_id in courses:
        return
    own = f"dette kursus hedder {course_id}" if course_id else "dette kursus har ikke noget navn (course_id i nbgrader_config.py)"
    raise GradingError(
        f"Databasen {shown(url)} hører til kurset {', '.join(sorted(courses))}, og {own}. To kurser kan ikke dele en database: "
        "De ville overskrive hinandens opgaver. Lav en tom database til det ene, og skriv dens adresse."
    )


def _require_rights(url: URL, connection: Connection, tables: set[str]) -> None:
    """On PostgreSQL: the right to make tables where there are none, else to write in them."""
    if url.get_backend_name() != "postgresql":
        return
    if not tables:
        allowed = connection.execute(text("SELECT coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)")).scalar()
        wanted = "oprette tabeller"
    else:
        rights = ("SELECT", "INSERT", "UPDATE", "DELETE")
        question = text("SELECT has_table_privilege(quote_ident(:name), :right)")
        allowed = all(connection.execute(question, {"name": name, "right": right}).scalar() for name in ("grade", "student") for right in rights)
        wanted = "skrive i tabellerne"
    if not allowed:
        raise GradingError(f"Databasen {shown(url)} kan læses, men {url.username} har ikke lov til at {wanted}. Spørg den, der passer serveren.")
