"""Opening the grading store: where it lies, how it is kept safe, which version it is, and what its database says, in Danish."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from course.grading.database import explain, read_address, shown
from course.grading.errors import GradingError, StoreError
from course.grading.root import CourseRoot
from course.grading.store.models import Base, VersionRow
from course.grading.store.steps import STEPS
from exercises.journal.database import make_private
from exercises.journal.opening import on_network_drive

FILE = "grading.db"
SCHEMA = "ledelsesrum_grading"
LOCK = 7_143_002  # PostgreSQL's advisory lock while the tables are made
PATIENCE = 10  # seconds that somebody else may hold the file
SETTINGS = ("synchronous=FULL", "fullfsync=ON", "checkpoint_fullfsync=ON", "foreign_keys=ON", f"busy_timeout={PATIENCE * 1000}")


@dataclass(frozen=True)
class Store:
    """An open grading store of one course."""

    engine: Engine = field(repr=False)
    course: str

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one moment of the store; GradingError where it cannot be read."""
        with self._explained(), Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are all on the disk when the block is left, or none is; GradingError where they cannot be."""
        with self._explained(), Session(self.engine.execution_options(writes=True), expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise StoreError(f"{explain(self.engine.url, error)} Det, der allerede er gemt, står uændret.") from error


def open_store(root: CourseRoot, steps: tuple[Callable, ...] = STEPS) -> Store:
    """Open a course's store; it is made where there is none, and brought up to date.

    Parameters
    ----------
    steps : tuple[Callable, ...]
        From version n to n + 1: each gets alembic's Operations. The tables of a new store are made by the models as they are.

    Raises
    ------
    GradingError
        It cannot be read or written, is another program's, or is of a newer version of the course kit.
    """
    settings = root.config.CourseDirectory
    url = store_url(root)
    store = Store(_engine(url), str(settings.get("course_id", "")))
    try:
        with store._explained():
            _prepare(store.engine, url, steps)
    except (GradingError, OSError):
        store.close()
        raise
    return store


@contextmanager
def opened_store(root: CourseRoot) -> Iterator[Store]:
    """A course's store for as long as it is needed; as ``open_store``."""
    store = open_store(root)
    try:
        yield store
    finally:
        store.close()


def store_url(root: CourseRoot) -> URL:
    """Where the store is: on the server of the gradebook, where that is on one, else the file in the course root."""
    gradebook = read_address(address) if (address := root.config.CourseDirectory.get("db_url")) else None
    if gradebook is not None and gradebook.get_backend_name() == "postgresql":
        return gradebook
    return URL.create("sqlite", database=str(root.folder / FILE))


def has_store(root: CourseRoot) -> bool:
    """Whether there is a store to read; nothing is made for the asking."""
    url = store_url(root)
    if url.get_backend_name() == "sqlite":
        return Path(url.database).is_file()
    engine = create_engine(url, connect_args={"connect_timeout": PATIENCE})
    try:
        return inspect(engine).has_schema(SCHEMA)
    except SQLAlchemyError as error:
        raise GradingError(explain(url, error)) from error
    finally:
        engine.dispose()


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "postgresql":
        return create_engine(url, connect_args={"options": f"-csearch_path={SCHEMA}", "connect_timeout": PATIENCE}, pool_pre_ping=True)
    engine = create_engine(url)
    journal = "DELETE" if on_network_drive(Path(url.database).parent) else "WAL"

    @event.listens_for(engine, "connect")
    def settle(connection, _) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver
        for setting in (*SETTINGS, f"journal_mode={journal}"):
            connection.execute(f"PRAGMA {setting}")

    @event.listens_for(engine, "begin")
    def begin(connection) -> None:  # a writer takes its turn at once: a reader who turns writer could be refused
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")

    return engine


def _prepare(engine: Engine, url: URL, steps: tuple[Callable, ...]) -> None:
    newest = 1 + len(steps)
    if url.get_backend_name() == "sqlite":
        make_private(Path(url.database))
    with engine.connect() as connection:
        if _version(connection, url, newest) == newest:
            return
    with engine.execution_options(writes=True).begin() as connection:
        if url.get_backend_name() == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
        version = _version(connection, url, newest)  # another process may have been here meanwhile
        if version == 0:
            Base.metadata.create_all(connection)
        elif version < newest:
            _migrate(connection, steps[version - 1:])
        connection.execute(VersionRow.__table__.delete())
        connection.execute(VersionRow.__table__.insert().values(number=newest))


def _version(connection: Connection, url: URL, newest: int) -> int:
    """The version of the store that is there, 0 where there is none."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return 0
    if "version" not in tables or "mark" not in tables:
        raise GradingError(f"{shown(url)} er ikke en database med bedømmelser: Den har tabellerne {', '.join(sorted(tables)[:3])}. Flyt filen, og prøv igen.")
    version = connection.execute(select(VersionRow.number)).scalar_one()
    if version > newest:
        raise GradingError(f"Bedømmelserne i {shown(url)} er gemt af en nyere udgave af Ledelsesrum (version {version}, her {newest}). "
                           "Hent den nyeste udgave. Intet er ændret.")
    return version


def _migrate(connection: Connection, steps: tuple[Callable, ...]) -> None:
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    operations = Operations(MigrationContext.configure(connection))
    for step in steps:
        step(operations)
