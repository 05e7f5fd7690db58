"""From a catalogue that somebody gave to one of our own making, row by row."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from vectorstore.catalogue.connections import WRITE_CACHE_KIB, connect, refuse_damaged
from vectorstore.catalogue.identities import merged_rows
from vectorstore.catalogue.rows import read_papers
from vectorstore.catalogue.schema import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    application_id,
    made_by,
    migrate,
    schema_version,
    steps_to,
)
from vectorstore.errors import ArchiveRefused

_TABLES: Final = (
    "papers", "authors", "categories", "passages", "identity_keys", "merged_records", "kept_apart"
)  # fmt: skip


def copy_records(given: Path, fresh: Path, archive: Path) -> int:
    """A new catalogue in `fresh` with the papers of the one in `given`; how many there are.

    Tables, indexes and the word index are made anew: those of a file that somebody gave could hold triggers,
    views or damage that act when they are used. Every paper is read once, so that a row which is none is
    found now. No passage counts as indexed. ArchiveRefused names the archive that it came in.
    """
    try:
        with closing(connect(given, "mode=rw")) as source:
            _check(source)
            if schema_version(source) < SCHEMA_VERSION:
                source.execute("BEGIN")
                migrate(source)
                source.commit()
        with closing(connect(fresh, "mode=rwc")) as target:
            return _copied(target, given)
    except (sqlite3.DatabaseError, ValueError, TypeError, KeyError, AttributeError) as exc:
        if isinstance(exc, sqlite3.OperationalError) and "full" in str(exc):
            raise
        raise ArchiveRefused(
            f"{archive} was not imported (its catalogue cannot be read: {exc}): take another copy, or export "
            "it anew."
        ) from exc


def _check(source: sqlite3.Connection) -> None:
    source.execute("PRAGMA trusted_schema = OFF")
    source.execute("PRAGMA cell_size_check = ON")
    version = schema_version(source)
    if application_id(source) != APPLICATION_ID or not 1 <= version <= SCHEMA_VERSION:
        raise ValueError("another program's, or of a newer version")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as ours:
        steps_to(ours, version)
        if made_by(source) != made_by(ours):
            raise ValueError("its tables are not those of a catalogue")
    refuse_damaged(source)


def _copied(target: sqlite3.Connection, given: Path) -> int:
    target.execute(f"PRAGMA cache_size = -{WRITE_CACHE_KIB}")
    target.execute("ATTACH ? AS given", (f"{given.absolute().as_uri()}?mode=ro&immutable=1",))
    target.execute("PRAGMA trusted_schema = OFF")
    target.execute("BEGIN")
    migrate(target)
    for table in _TABLES:
        target.execute(f"INSERT INTO main.{table} SELECT * FROM given.{table}")
    target.execute("UPDATE passages SET indexed = 0 WHERE indexed")
    target.execute(
        "INSERT INTO words (rowid, title, abstract, authors) SELECT id, c0, c1, c2 FROM given.words_content"
    )
    if target.execute("PRAGMA main.foreign_key_check").fetchone():
        raise ValueError("rows refer to papers that are not there")
    papers = len(read_papers(target))
    for stored in merged_rows(target):
        assert stored.records
    target.commit()
    return papers
