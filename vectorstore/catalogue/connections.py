"""Connections to one catalogue file, shared by threads."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from vectorstore.catalogue.schema import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    application_id,
    is_blank,
    migrate,
    schema_version,
)
from vectorstore.embeddings.stored import VECTORS_NAME
from vectorstore.errors import LibraryTooNew, NotALibrary, StorageError
from vectorstore.storage import sqlite_errors, storage_errors

CATALOGUE_NAME = "catalogue.sqlite3"
RESTORING = ".restoring-"
_BUSY_SECONDS = 10.0
_CHECKED_AT_OPEN = 4_000_000  # bytes, read in some milliseconds; `doctor` checks any size
WRITE_CACHE_KIB = 65_536  # a large ingest is one transaction; what does not fit is written out early


class Connections:
    """A pool for `folder/catalogue.sqlite3`. Each reader has a connection and a snapshot of its own.

    A catalogue that does not exist reads as an empty one, and comes into being with the first `write`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / CATALOGUE_NAME
        self._idle: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._closed = False
        with storage_errors(folder):
            self._check()

    def _check(self) -> None:
        """NotALibrary or LibraryTooNew unless this is our catalogue, or nothing at all."""
        if self.folder.exists() and not self.folder.is_dir():
            raise NotALibrary(f"{self.folder} is a file: name a folder for the library.")
        if not self.path.exists():
            if self.folder.exists() and any(not _is_ours(entry.name) for entry in self.folder.iterdir()):
                raise NotALibrary(
                    f"The folder {self.folder} holds other files, no library: choose an empty or a new one."
                )
            return
        # Immutable, so that looking leaves no file behind beside a database that is not ours.
        connection = connect(self.path, "mode=ro&immutable=1")
        try:
            _refuse_foreign(connection, self.folder)
        finally:
            connection.close()
        if self.path.stat().st_size <= _CHECKED_AT_OPEN:
            with closing(connect(self.path, "mode=ro")) as connection:
                refuse_damaged(connection)

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A connection inside a read transaction: everything read within is of one moment."""
        with sqlite_errors(self.folder):
            connection = self._take()
            try:
                connection.execute("BEGIN")
                try:
                    yield connection
                finally:
                    connection.rollback()
            finally:
                self._give_back(connection)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A connection inside a write transaction: all of it is stored, or nothing. Creates the catalogue."""
        with storage_errors(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
        with sqlite_errors(self.folder):
            connection = connect(self.path, "mode=rwc")
            try:
                self._prepare(connection)
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                    connection.commit()
                finally:
                    if connection.in_transaction:
                        connection.rollback()
            finally:
                connection.close()

    def checkpoint(self) -> None:
        """Bring what was written from the log into the file and empty the log, unless a reader is in the way.

        So a copy of the file is a backup, and what was removed is on the disk no more.
        """
        if self.path.exists():
            with sqlite_errors(self.folder):
                connection = connect(self.path, "mode=rw")
                try:
                    connection.execute("PRAGMA busy_timeout = 200")
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                finally:
                    connection.close()

    def _prepare(self, connection: sqlite3.Connection) -> None:
        _refuse_foreign(connection, self.folder)
        if schema_version(connection) < SCHEMA_VERSION:
            connection.execute("BEGIN IMMEDIATE")
            try:
                migrate(connection)
                connection.commit()
            finally:
                if connection.in_transaction:
                    connection.rollback()
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(f"PRAGMA cache_size = -{WRITE_CACHE_KIB}")

    def _take(self) -> sqlite3.Connection:
        with self._guard:
            if self._closed:
                raise StorageError(f"The library {self.folder} has been closed: open it again.")
            if self._idle:
                return self._idle.pop()
        if self.path.exists():
            connection = connect(self.path, "mode=ro")
            if schema_version(connection) == SCHEMA_VERSION:
                return connection
            blank = is_blank(connection)
            connection.close()
            if not blank:
                with self.write():  # an older catalogue: the write transaction migrates it
                    pass
                return connect(self.path, "mode=ro")
        empty = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        migrate(empty)
        return empty

    def _give_back(self, connection: sqlite3.Connection) -> None:
        """Keep a connection to the file for the next reader; one to nothing is not worth keeping."""
        is_file = bool(connection.execute("PRAGMA database_list").fetchone()[2])
        with self._guard:
            if is_file and not self._closed:
                self._idle.append(connection)
                return
        connection.close()

    def close(self) -> None:
        with self._guard:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()


def connect(path: Path, how: str) -> sqlite3.Connection:
    """A connection without implicit transactions; `how` is the query of the address, such as mode=ro."""
    uri = f"{path.absolute().as_uri()}?{how}"
    connection = sqlite3.connect(
        uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def refuse_damaged(connection: sqlite3.Connection) -> None:
    """DatabaseError when pages or indexes of the file do not fit together."""
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise sqlite3.DatabaseError(f"malformed: {' '.join(found.split())}")


def _refuse_foreign(connection: sqlite3.Connection, folder: Path) -> None:
    if application_id(connection) != APPLICATION_ID:
        if is_blank(connection):
            return
        raise NotALibrary(f"{folder / CATALOGUE_NAME} belongs to another program: choose another folder.")
    version = schema_version(connection)
    if version > SCHEMA_VERSION:
        raise LibraryTooNew(
            f"The library {folder} was written by a newer version (schema {version}, this program knows "
            f"{SCHEMA_VERSION}): update this program."
        )


def _is_ours(name: str) -> bool:
    return name in {"writer.lock", "index.lock"} or name.startswith((CATALOGUE_NAME, VECTORS_NAME, RESTORING))
