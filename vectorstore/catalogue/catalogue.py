"""The catalogue: papers and passages in, records and word hits out, and what the vector index still owes."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from vectorstore.catalogue.conditions import where
from vectorstore.catalogue.connections import Connections
from vectorstore.catalogue.rows import read_papers, write_paper
from vectorstore.catalogue.words import match_any, match_word
from vectorstore.filters import Filters
from vectorstore.records import Paper, Passage

# BM25 weights of title, abstract, authors.
_WEIGHTS: Final = (2.0, 1.0, 0.5)


@dataclass(frozen=True, kw_only=True, slots=True)
class PendingPassage:
    """A passage whose vector is not in the index yet. Its text is empty where the paper has no abstract."""

    passage: Passage
    title: str
    year: int | None


class Catalogue:
    """All methods are safe to call from many threads; each sees one moment of the catalogue.

    A passage is stored with `indexed` off; the index turns it on once its vector is stored. A removed
    passage is noted in `pending_deletes` in the same transaction. So whatever moment a process is killed
    at, the catalogue knows what the index still owes.
    """

    def __init__(self, folder: Path) -> None:
        self._connections = Connections(folder)

    # Records

    def papers(self, filters: Filters | None = None) -> tuple[Paper, ...]:
        """The papers that meet the filters, in the order of ingest."""
        with self._connections.read() as connection:
            if filters is None:
                return tuple(read_papers(connection).values())
            return tuple(read_papers(connection, _matching(connection, filters)).values())

    def papers_by_id(self, paper_ids: Sequence[str]) -> dict[str, Paper]:
        """Those of the papers that exist."""
        with self._connections.read() as connection:
            rows = connection.execute(
                "SELECT id FROM papers WHERE paper_id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(paper_ids)),),
            )
            return {
                paper.paper_id: paper for paper in read_papers(connection, [row[0] for row in rows]).values()
            }

    def paper_ids(self, filters: Filters) -> list[str]:
        """The ids of the papers that meet the filters, in the order of ingest."""
        condition, values = where(filters)
        with self._connections.read() as connection:
            rows = connection.execute(f"SELECT paper_id FROM papers WHERE {condition} ORDER BY id", values)  # noqa: S608 - placeholders only
            return [row[0] for row in rows]

    def hashes(self, paper_ids: Sequence[str]) -> dict[str, str]:
        """The content hash of each of the papers that exist."""
        with self._connections.read() as connection:
            return dict(
                connection.execute(
                    "SELECT paper_id, content_hash FROM papers WHERE paper_id IN (SELECT value FROM json_each(?))",
                    (json.dumps(list(paper_ids)),),
                )
            )

    def store(self, papers: Iterable[tuple[Paper, Sequence[Passage]]]) -> None:
        """Insert or replace the papers with their passages: all of them, or none. Kept passages stay indexed."""
        with self._connections.write() as connection:
            for paper, passages in papers:
                row_id = write_paper(connection, paper)
                kept = json.dumps([passage.passage_id for passage in passages])
                gone = "paper = ? AND passage_id NOT IN (SELECT value FROM json_each(?))"
                _queue_deletes(connection, gone, (row_id, kept))
                connection.execute(f"DELETE FROM passages WHERE {gone}", (row_id, kept))  # noqa: S608 - our own constant
                connection.executemany(
                    'INSERT INTO passages (passage_id, paper, ordinal, start, "end") VALUES (?, ?, ?, ?, ?) '
                    "ON CONFLICT (passage_id) DO UPDATE SET ordinal = excluded.ordinal, start = excluded.start, "
                    '"end" = excluded."end"',
                    [(p.passage_id, row_id, p.ordinal, p.start, p.end) for p in passages],
                )
                connection.execute(
                    "DELETE FROM pending_deletes WHERE passage_id IN (SELECT value FROM json_each(?))",
                    (kept,),
                )

    def remove(self, paper_ids: Sequence[str]) -> tuple[str, ...]:
        """Delete the papers, their passages and words; the ids that were there, in the order given."""
        removed: list[str] = []
        with self._connections.write() as connection:
            for paper_id in dict.fromkeys(paper_ids):
                row = connection.execute("SELECT id FROM papers WHERE paper_id = ?", (paper_id,)).fetchone()
                if row is None:
                    continue
                _queue_deletes(connection, "paper = ?", row)
                connection.execute("DELETE FROM words WHERE rowid = ?", row)
                connection.execute("DELETE FROM papers WHERE id = ?", row)
                removed.append(paper_id)
            if removed:
                # Without this the removed words stay in the file until FTS5 happens to merge them away.
                connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        return tuple(removed)

    # Words

    def search_words(self, query: str, limit: int, filters: Filters | None = None) -> list[str]:
        """Ids of the papers that hold any of the query's words, by BM25, best first, ties by ingest."""
        expression = match_any(query)
        if expression is None:
            return []
        condition, values = where(filters)
        inside = "" if filters is None else f"AND rowid IN (SELECT id FROM papers WHERE {condition})"  # noqa: S608 - placeholders only
        with self._connections.read() as connection:
            rows = connection.execute(
                f"SELECT paper_id FROM (SELECT rowid AS id, bm25(words, ?, ?, ?) AS rank FROM words "  # noqa: S608 - placeholders only
                f"WHERE words MATCH ? {inside} ORDER BY rank, rowid LIMIT ?) JOIN papers USING (id) "
                "ORDER BY rank, id",
                (*_WEIGHTS, expression, *values, limit),
            )
            return [row[0] for row in rows]

    def document_frequencies(self, words: Sequence[str]) -> dict[str, int]:
        """In how many papers each word occurs, in the forms the word index holds equal."""
        frequencies: dict[str, int] = {}
        with self._connections.read() as connection:
            for word in dict.fromkeys(words):
                expression = match_word(word)
                query = "SELECT count(*) FROM words WHERE words MATCH ?"
                frequencies[word] = (
                    0 if expression is None else connection.execute(query, (expression,)).fetchone()[0]
                )
        return frequencies

    # Passages, and what the vector index owes

    def passages_of(self, paper_ids: Sequence[str]) -> dict[str, tuple[Passage, ...]]:
        """The passages of each paper in reading order; papers without an abstract have none."""
        with self._connections.read() as connection:
            rows = connection.execute(
                'SELECT passage_id, paper_id, ordinal, start, "end", abstract FROM passages '
                "JOIN papers ON papers.id = passages.paper "
                'WHERE start < "end" AND paper_id IN (SELECT value FROM json_each(?)) ORDER BY papers.id, ordinal',
                (json.dumps(list(paper_ids)),),
            )
            return {
                paper_id: tuple(_passage(row) for row in group)
                for paper_id, group in groupby(rows, key=lambda row: row[1])
            }

    def pending_passages(self, limit: int) -> list[PendingPassage]:
        """Up to `limit` passages that are not in the vector index."""
        with self._connections.read() as connection:
            rows = connection.execute(
                'SELECT passage_id, paper_id, ordinal, start, "end", abstract, title, year '
                "FROM (SELECT * FROM passages WHERE NOT indexed LIMIT ?) AS passages "
                "JOIN papers ON papers.id = passages.paper",
                (limit,),
            )
            return [PendingPassage(passage=_passage(row), title=row[6], year=row[7]) for row in rows]

    def pending_deletes(self) -> list[str]:
        """Passage ids that must leave the vector index."""
        with self._connections.read() as connection:
            return [row[0] for row in connection.execute("SELECT passage_id FROM pending_deletes")]

    def mark_indexed(self, passage_ids: Sequence[str], *, indexed: bool = True) -> None:
        with self._connections.write() as connection:
            connection.execute(
                "UPDATE passages SET indexed = ? WHERE passage_id IN (SELECT value FROM json_each(?))",
                (int(indexed), json.dumps(list(passage_ids))),
            )

    def mark_none_indexed(self) -> None:
        with self._connections.write() as connection:
            connection.execute("UPDATE passages SET indexed = 0 WHERE indexed")
            connection.execute("DELETE FROM pending_deletes")

    def forget_deletes(self, passage_ids: Sequence[str]) -> None:
        with self._connections.write() as connection:
            connection.execute(
                "DELETE FROM pending_deletes WHERE passage_id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(passage_ids)),),
            )

    def indexed_ids(self) -> set[str]:
        with self._connections.read() as connection:
            return {row[0] for row in connection.execute("SELECT passage_id FROM passages WHERE indexed")}

    def counts(self) -> "Counts":
        with self._connections.read() as connection:
            row = connection.execute(
                "SELECT (SELECT count(*) FROM papers), (SELECT count(*) FROM passages), "
                "(SELECT count(*) FROM passages WHERE NOT indexed), (SELECT count(*) FROM pending_deletes)"
            ).fetchone()
            return Counts(papers=row[0], passages=row[1], pending=row[2], pending_deletes=row[3])

    def writing(self) -> AbstractContextManager[sqlite3.Connection]:
        return self._connections.write()

    def close(self) -> None:
        self._connections.close()


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """Rows of the catalogue; `pending` of the passages await their vector."""

    papers: int
    passages: int
    pending: int
    pending_deletes: int


def _matching(connection: sqlite3.Connection, filters: Filters) -> list[int]:
    condition, values = where(filters)
    rows = connection.execute(f"SELECT id FROM papers WHERE {condition}", values)  # noqa: S608 - placeholders only
    return [row[0] for row in rows]


def _queue_deletes(connection: sqlite3.Connection, condition: str, values: tuple[object, ...]) -> None:
    connection.execute(
        f"INSERT OR IGNORE INTO pending_deletes SELECT passage_id FROM passages WHERE {condition}",  # noqa: S608 - our own constants
        values,
    )


def _passage(row: tuple[str, str, int, int, int, str]) -> Passage:
    passage_id, paper_id, ordinal, start, end, abstract = row[:6]
    return Passage(
        passage_id=passage_id,
        paper_id=paper_id,
        ordinal=ordinal,
        start=start,
        end=end,
        text=abstract[start:end],
    )
