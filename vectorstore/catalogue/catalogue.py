"""The catalogue's records: papers and their passages in, papers by id or by filters out."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from vectorstore.catalogue.conditions import where
from vectorstore.catalogue.connections import Connections, refuse_damaged
from vectorstore.catalogue.identities import write_keys
from vectorstore.catalogue.outbox import Outbox, passage_of_row
from vectorstore.catalogue.questions import Questions
from vectorstore.catalogue.rows import read_papers, write_paper
from vectorstore.catalogue.word_index import WordIndex
from vectorstore.filters import Filters
from vectorstore.records import Paper, Passage


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """Rows of the catalogue. Of the passages, `pending` await their vector."""

    papers: int
    passages: int
    pending: int
    pending_deletes: int


class Catalogue:
    """All methods are safe to call from many threads; each sees the catalogue as of one moment.

    Raises NotALibrary or LibraryTooNew when opened on something else, StorageError when the disk fails.
    """

    def __init__(self, folder: Path) -> None:
        self._connections = Connections(folder)
        self.words = WordIndex(self._connections)
        self.outbox = Outbox(self._connections)
        self.questions = Questions(self._connections)

    def papers(self, filters: Filters | None = None) -> tuple[Paper, ...]:
        """The papers that meet the filters, in the order of ingest."""
        with self._connections.read() as connection:
            if filters is None:
                return tuple(read_papers(connection).values())
            condition, values = where(filters)
            rows = connection.execute(f"SELECT id FROM papers WHERE {condition}", values)
            return tuple(read_papers(connection, [row[0] for row in rows]).values())

    def papers_by_id(self, paper_ids: Sequence[str]) -> dict[str, Paper]:
        """Those of the papers that exist."""
        with self._connections.read() as connection:
            rows = connection.execute(
                "SELECT id FROM papers WHERE paper_id IN (SELECT value FROM json_each(?))",
                (_json(paper_ids),),
            )
            return {p.paper_id: p for p in read_papers(connection, [row[0] for row in rows]).values()}

    def paper_ids(self, filters: Filters) -> list[str]:
        """The ids of the papers that meet the filters, in the order of ingest."""
        condition, values = where(filters)
        with self._connections.read() as connection:
            rows = connection.execute(f"SELECT paper_id FROM papers WHERE {condition} ORDER BY id", values)
            return [row[0] for row in rows]

    def passages_of(self, paper_ids: Sequence[str]) -> dict[str, tuple[Passage, ...]]:
        """The passages of each paper in reading order; a paper without an abstract has none."""
        with self._connections.read() as connection:
            rows = connection.execute(
                'SELECT passage_id, paper_id, ordinal, start, "end", abstract FROM passages '
                "JOIN papers ON papers.id = passages.paper "
                'WHERE start < "end" AND paper_id IN (SELECT value FROM json_each(?)) '
                "ORDER BY papers.id, ordinal",
                (_json(paper_ids),),
            )
            return {
                paper_id: tuple(map(passage_of_row, group))
                for paper_id, group in groupby(rows, key=lambda row: row[1])
            }

    def is_empty(self) -> bool:
        with self._connections.read() as connection:
            return connection.execute("SELECT 1 FROM papers LIMIT 1").fetchone() is None

    def counts(self) -> Counts:
        with self._connections.read() as connection:
            row = connection.execute(
                "SELECT (SELECT count(*) FROM papers), (SELECT count(*) FROM passages), "
                "(SELECT count(*) FROM passages WHERE NOT indexed), (SELECT count(*) FROM pending_deletes)"
            ).fetchone()
            return Counts(papers=row[0], passages=row[1], pending=row[2], pending_deletes=row[3])

    def writing(self) -> AbstractContextManager[sqlite3.Connection]:
        """A connection inside a write transaction: all that is done with it is stored, or nothing."""
        return self._connections.write()

    def reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """A connection inside a read transaction: all that is read with it is of one moment."""
        return self._connections.read()

    def store(self, papers: Iterable[tuple[Paper, Sequence[Passage]]]) -> None:
        """Insert or replace papers with their passages: all, or none. Passages that stay stay indexed."""
        with self._connections.write() as connection:
            for paper, passages in papers:
                write_keys(connection, store_paper(connection, paper, passages), paper)

    def remove(self, paper_ids: Sequence[str]) -> tuple[str, ...]:
        """Delete the papers, their passages and words; the ids that were there, in the order given."""
        removed: list[str] = []
        with self._connections.write() as connection:
            for paper_id in dict.fromkeys(paper_ids):
                row = connection.execute("SELECT id FROM papers WHERE paper_id = ?", (paper_id,)).fetchone()
                if row is not None:
                    drop_paper(connection, row[0])
                    removed.append(paper_id)
            if removed:
                forget_words(connection)
        return tuple(removed)

    def verify(self) -> None:
        """StorageError, with the way to restore, when pages or indexes of the file do not fit together."""
        with self._connections.read() as connection:
            refuse_damaged(connection)

    def checkpoint(self) -> None:
        """Leave nothing in the log: what was written is in the file, and what was removed is in neither."""
        self._connections.checkpoint()

    def close(self) -> None:
        self._connections.close()


def store_paper(connection: sqlite3.Connection, paper: Paper, passages: Sequence[Passage]) -> int:
    """Insert or replace a paper with its passages; its row. Passages that stay stay indexed."""
    row_id = write_paper(connection, paper)
    kept = _json([passage.passage_id for passage in passages])
    if connection.execute("SELECT 1 FROM passages WHERE paper = ? LIMIT 1", (row_id,)).fetchone():
        _drop_passages(
            connection, "paper = ? AND passage_id NOT IN (SELECT value FROM json_each(?))", row_id, kept
        )
    if passages:
        connection.executemany(
            'INSERT INTO passages (passage_id, paper, ordinal, start, "end") VALUES (?, ?, ?, ?, ?) '
            "ON CONFLICT (passage_id) DO UPDATE "
            'SET ordinal = excluded.ordinal, start = excluded.start, "end" = excluded."end"',
            [(p.passage_id, row_id, p.ordinal, p.start, p.end) for p in passages],
        )
        connection.execute(
            "DELETE FROM pending_deletes WHERE passage_id IN (SELECT value FROM json_each(?))", (kept,)
        )
    return row_id


def drop_paper(connection: sqlite3.Connection, row_id: int) -> None:
    """Delete a paper with its passages, words and records."""
    _drop_passages(connection, "paper = ?", row_id)
    connection.execute("DELETE FROM words WHERE rowid = ?", (row_id,))
    connection.execute("DELETE FROM papers WHERE id = ?", (row_id,))


def forget_words(connection: sqlite3.Connection) -> None:
    """Without this, words of dropped papers stay in the file until FTS5 happens to merge them away."""
    connection.execute("INSERT INTO words (words) VALUES ('optimize')")


def _drop_passages(connection: sqlite3.Connection, condition: str, *values: object) -> None:
    """Delete passages and note that their vectors must go."""
    connection.execute(
        f"INSERT OR IGNORE INTO pending_deletes SELECT passage_id FROM passages WHERE {condition}", values
    )
    connection.execute(f"DELETE FROM passages WHERE {condition}", values)


def _json(values: Sequence[str]) -> str:
    return json.dumps(list(values))
