"""Which stored papers a record may be of, what a merged paper was made of, and which papers stay apart.

Keys are numbers made of `duplicates.keys`. A key that is left behind by a removed paper does no harm: it
leads to no paper, or to one that is then found to be another.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from vectorstore.catalogue.rows import content_hash, read_papers, said_by
from vectorstore.duplicates import edge_keys, exact_keys, same_paper, title_lengths
from vectorstore.records import Paper, PartialDate

_MAX_CANDIDATES: Final = 64
_PAGE: Final = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """A paper as the catalogue holds it, with the records it is made of (itself where it is only one)."""

    row: int
    paper: Paper
    records: tuple[Paper, ...]

    def has(self, record: Paper) -> bool:
        """Whether the record is of this paper."""
        ids = {self.paper.paper_id, *(one.record_id for one in self.records)}
        return bool({record.paper_id, record.record_id} & ids) or any(
            same_paper(one, record) for one in self.records
        )


def write_keys(connection: sqlite3.Connection, row: int, record: Paper) -> None:
    """Make the paper in this row findable by what the record says."""
    keys = _keys(record, record.known_id)
    connection.executemany(
        "INSERT OR IGNORE INTO identity_keys (key, length, paper) VALUES (?, ?, ?)",
        [*((key, 0, row) for key in keys.exact), *((key, keys.length, row) for key in keys.edges)],
    )


def write_all_keys(connection: sqlite3.Connection) -> None:
    """Keys of every paper of a catalogue that has none yet."""
    ids = [row[0] for row in connection.execute("SELECT id FROM papers ORDER BY id")]
    for first in range(0, len(ids), _PAGE):
        for row, paper in read_papers(connection, ids[first : first + _PAGE]).items():
            write_keys(connection, row, paper)


def candidates(connection: sqlite3.Connection, record: Paper) -> list[int]:
    """Rows of papers that share a key with the record, in the order of ingest."""
    keys = _keys(record, record.known_id)
    values = list(keys.exact)
    for key in keys.edges:
        values += (key, keys.shortest, keys.longest)
    query = _candidates_query(len(keys.exact), len(keys.edges))
    return sorted({row for (row,) in connection.execute(query, values)})


@cache
def _candidates_query(exact: int, edges: int) -> str:
    """One query for all keys: a record's own query for each is what a large ingest would spend most on."""
    of_key = "SELECT * FROM (SELECT paper FROM identity_keys WHERE key = ? AND length {} "
    of_key += f"ORDER BY paper DESC LIMIT {_MAX_CANDIDATES})"
    parts = [of_key.format("= 0")] * exact + [of_key.format("BETWEEN ? AND ?")] * edges
    return " UNION ALL ".join(parts)


def read_stored(connection: sqlite3.Connection, rows: Sequence[int]) -> list[Stored]:
    """The papers in those of the rows that exist, with their records, in the order of ingest."""
    papers = read_papers(connection, rows)
    records: dict[int, list[Paper]] = {}
    query = "SELECT paper, record FROM merged_records WHERE paper IN (SELECT value FROM json_each(?)) "
    for row, text in connection.execute(query + "ORDER BY paper, position", (json.dumps(list(rows)),)):
        records.setdefault(row, []).append(_record(text))
    return [
        Stored(row=row, paper=paper, records=tuple(records.get(row, (paper,))))
        for row, paper in papers.items()
    ]


def write_records(connection: sqlite3.Connection, row: int, records: Sequence[Paper]) -> None:
    """Note what a paper is made of; one record alone is the paper itself."""
    connection.execute("DELETE FROM merged_records WHERE paper = ?", (row,))
    if len(records) > 1:
        connection.executemany(
            "INSERT INTO merged_records (paper, position, record) VALUES (?, ?, ?)",
            [(row, place, _text(record)) for place, record in enumerate(records)],
        )
    for record in records:
        write_keys(connection, row, record)


def merged_rows(connection: sqlite3.Connection) -> Iterator[Stored]:
    """The papers that are made of several records."""
    rows = connection.execute("SELECT DISTINCT paper FROM merged_records ORDER BY paper").fetchall()
    yield from read_stored(connection, [row[0] for row in rows])


def keep_apart(connection: sqlite3.Connection, rows: Sequence[int]) -> None:
    """Note that a person has said of these papers that they are different ones."""
    connection.executemany(
        "INSERT OR IGNORE INTO kept_apart (paper, other) VALUES (?, ?)",
        [(one, other) for one in rows for other in rows if one != other],
    )


def apart_from(connection: sqlite3.Connection, row: int) -> set[int]:
    """Rows of the papers that a person has split from this one."""
    return {other for (other,) in connection.execute("SELECT other FROM kept_apart WHERE paper = ?", (row,))}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Keys:
    """A record's keys as numbers; the length of its title, and those that a nearly equal title can have."""

    exact: tuple[int, ...]
    edges: tuple[int, ...]
    length: int
    shortest: int
    longest: int


@lru_cache(maxsize=16)
def _keys(record: Paper, known_id: str | None) -> _Keys:
    """Looked for and then written, one after the other. The id is named because records compare without."""
    length, shortest, longest = title_lengths(record)
    exact = {*exact_keys(record), "id:" + (known_id or record.record_id), "id:" + record.record_id}
    return _Keys(
        exact=tuple(map(_number, exact)),
        edges=tuple(map(_number, edge_keys(record))),
        length=length,
        shortest=shortest,
        longest=longest,
    )


def _number(key: str) -> int:
    digest = hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _text(record: Paper) -> str:
    return json.dumps(said_by(record), ensure_ascii=False)


def _record(text: str) -> Paper:
    given: dict[str, Any] = json.loads(text)
    date = given["date"]
    return Paper(
        **{
            **given,
            "authors": tuple(given["authors"]),
            "categories": tuple(given["categories"]),
            "date": None if date is None else PartialDate(**date),
        }
    )


def short_hash(record: Paper) -> str:
    """Half of the content hash: enough to tell the records of one paper apart."""
    return content_hash(record)[:32]
