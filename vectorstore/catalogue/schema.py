"""The tables, and the steps that bring an older catalogue up to date."""

import sqlite3
from typing import Final

from vectorstore.catalogue.identities import write_all_keys

APPLICATION_ID: Final = (
    0x52415056  # ours alone, so that no other program's database is mistaken for a library
)
SCHEMA_VERSION: Final = 4

# Step n brings version n - 1 to version n. Steps are never edited once released, only added.
# papers.id is the order of ingest. words.rowid = papers.id; its texts are folded, see `folding.fold`.
_STEPS: Final[tuple[tuple[str, ...], ...]] = (
    (
        """CREATE TABLE papers (
            id INTEGER PRIMARY KEY,
            paper_id TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            abstract TEXT NOT NULL,
            abstract_kind TEXT NOT NULL,
            authors_complete INTEGER NOT NULL,
            year INTEGER, month INTEGER, day INTEGER,
            venue TEXT, kind TEXT, language TEXT,
            has_code INTEGER NOT NULL,
            code_url TEXT, url TEXT, doi TEXT, arxiv_id TEXT, pubmed_id TEXT,
            raw TEXT NOT NULL,
            content_hash TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX papers_by_year ON papers (year)",
        """CREATE TABLE authors (
            paper INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            name_key TEXT NOT NULL,
            PRIMARY KEY (paper, position)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX authors_by_key ON authors (name_key)",
        """CREATE TABLE categories (
            paper INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            name_key TEXT NOT NULL,
            PRIMARY KEY (paper, position)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX categories_by_key ON categories (name_key)",
        """CREATE TABLE passages (
            passage_id TEXT PRIMARY KEY,
            paper INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
            ordinal INTEGER NOT NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            indexed INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX passages_by_paper ON passages (paper, ordinal)",
        "CREATE INDEX passages_to_index ON passages (passage_id) WHERE NOT indexed",
        "CREATE TABLE pending_deletes (passage_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
        """CREATE TABLE embedding_model (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            name TEXT NOT NULL,
            dimension INTEGER NOT NULL
        ) STRICT""",
        """CREATE VIRTUAL TABLE words USING fts5 (
            title, abstract, authors, tokenize = 'porter unicode61 remove_diacritics 2'
        )""",
    ),
    (
        # What questions about records ask for, without the abstracts beside it.
        "CREATE INDEX papers_by_record ON papers "
        "(year, month, day, has_code, authors_complete, venue, paper_id)",
        "CREATE INDEX papers_by_venue ON papers (venue)",
    ),
    (
        # See `identities`: how records of one paper are found, the records of a merged paper, and papers
        # that a person has split.
        """CREATE TABLE identity_keys (
            key INTEGER NOT NULL,
            length INTEGER NOT NULL,
            paper INTEGER NOT NULL,
            PRIMARY KEY (key, length, paper)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE merged_records (
            paper INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            record TEXT NOT NULL,
            PRIMARY KEY (paper, position)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE kept_apart (
            paper INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
            other INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
            PRIMARY KEY (paper, other)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX kept_apart_by_other ON kept_apart (other)",
    ),
    (
        # Every paper in the order of ingest, and of a year in that order, without reading the papers.
        "CREATE INDEX IF NOT EXISTS papers_listed ON papers "
        "(id, paper_id, year, month, has_code, authors_complete, venue)",
        "CREATE INDEX IF NOT EXISTS papers_of_year ON papers (year, id, paper_id)",
        "DROP INDEX IF EXISTS papers_by_year",
    ),
)

_WITH_KEYS: Final = 3


def migrate(connection: sqlite3.Connection) -> None:
    """Run the missing steps in the caller's transaction."""
    version = schema_version(connection)
    steps_to(connection, SCHEMA_VERSION)
    if version < _WITH_KEYS:
        write_all_keys(connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def steps_to(connection: sqlite3.Connection, version: int) -> None:
    """The tables and indexes of a version, without what is written into them."""
    for statement in (
        statement for step in _STEPS[schema_version(connection) : version] for statement in step
    ):
        connection.execute(statement)


def made_by(connection: sqlite3.Connection) -> set[tuple[str, str, str | None]]:
    """Kind, name and statement of everything that was made in the database."""
    return set(connection.execute("SELECT type, name, sql FROM sqlite_master"))


def schema_version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def application_id(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def is_blank(connection: sqlite3.Connection) -> bool:
    """A database in which nobody has made a table yet, as a crash at its creation leaves it."""
    return int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]) == 0
