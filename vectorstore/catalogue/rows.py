"""Papers as rows, and rows as papers."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from functools import lru_cache
from itertools import groupby
from typing import Any, Final

from vectorstore.folding import fold, joined_compounds, name_key, replace_surrogates
from vectorstore.records import Paper, PartialDate

_COLUMNS: Final = (
    "id, paper_id, title, abstract, abstract_kind, authors_complete, year, month, day, venue, kind, "
    "language, has_code, code_url, url, doi, arxiv_id, pubmed_id, raw"
)
_WRITTEN: Final = [name.strip() for name in _COLUMNS.split(",")[1:]] + ["content_hash"]
_INSERT: Final = f"INSERT INTO papers ({', '.join(_WRITTEN)}) VALUES ({', '.join('?' * len(_WRITTEN))})"
_UPDATE: Final = f"UPDATE papers SET {', '.join(f'{name} = ?' for name in _WRITTEN)} WHERE id = ?"

_FIELDS: Final = tuple(field.name for field in fields(Paper))


def storable(paper: Paper) -> Paper:
    """The paper without lone surrogates, which UTF-8 cannot hold; each becomes U+FFFD, so offsets stay."""
    if _is_storable(paper):
        return paper
    texts: dict[str, Any] = {
        name: replace_surrogates(value) for name in _FIELDS if isinstance(value := getattr(paper, name), str)
    }
    return replace(
        paper,
        **texts,
        authors=tuple(map(replace_surrogates, paper.authors)),
        categories=tuple(map(replace_surrogates, paper.categories)),
    )


def _is_storable(paper: Paper) -> bool:
    """Whether `storable` would change nothing: no surrogates, and names that are tuples as promised."""
    if not (isinstance(paper.authors, tuple) and isinstance(paper.categories, tuple)):
        return False
    texts = [value for name in _FIELDS if isinstance(value := getattr(paper, name), str)]
    try:
        "".join([*texts, *paper.authors, *paper.categories]).encode()
    except UnicodeEncodeError:
        return False
    return True


def content_hash(paper: Paper) -> str:
    """SHA-256 over every field but the library's own id: equal exactly when two records say the same."""
    return _content_hash(paper, paper.raw)


@lru_cache(maxsize=16)
def _content_hash(paper: Paper, raw: str) -> str:
    """The raw record is named because papers compare without."""
    said = said_by(paper) | {"raw": raw}
    del said["known_id"]
    canonical = json.dumps(said, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def said_by(paper: Paper) -> dict[str, Any]:
    """The fields by name, ready for JSON: what `dataclasses.asdict` gives, at a tenth of its cost."""
    said: dict[str, Any] = {name: getattr(paper, name) for name in _FIELDS}
    if paper.date is not None:
        said["date"] = {"year": paper.date.year, "month": paper.date.month, "day": paper.date.day}
    return said


def read_papers(connection: sqlite3.Connection, ids: Sequence[int] | None = None) -> dict[int, Paper]:
    """The papers of these row ids, or all of them, by row id in the order of ingest."""
    chosen = "" if ids is None else "WHERE {} IN (SELECT value FROM json_each(?))"
    given = () if ids is None else (json.dumps(list(ids)),)
    authors = _names(connection, "authors", chosen, given)
    categories = _names(connection, "categories", chosen, given)
    query = f"SELECT {_COLUMNS} FROM papers {chosen.format('id')} ORDER BY id"
    return {
        row[0]: _paper(row, authors.get(row[0], ()), categories.get(row[0], ()))
        for row in connection.execute(query, given)
    }


def write_paper(connection: sqlite3.Connection, paper: Paper) -> int:
    """Insert or replace the paper with its names and words; its row id."""
    found = connection.execute("SELECT id FROM papers WHERE paper_id = ?", (paper.paper_id,)).fetchone()
    date = paper.date or _NO_DATE
    values = (
        paper.paper_id, paper.title, paper.abstract, paper.abstract_kind, int(paper.authors_complete),
        date.year, date.month, date.day, paper.venue, paper.kind, paper.language, int(paper.has_code),
        paper.code_url, paper.url, paper.doi, paper.arxiv_id, paper.pubmed_id, paper.raw, content_hash(paper),
    )  # fmt: skip
    row_id: int | None
    if found is None:
        # Neither an upsert nor RETURNING: with these, SQLite has FTS5 write what it holds after every paper.
        row_id = connection.execute(_INSERT, values).lastrowid
        assert row_id is not None
    else:
        row_id = int(found[0])
        connection.execute(_UPDATE, (*values, row_id))
        for table in ("authors", "categories"):
            connection.execute(f"DELETE FROM {table} WHERE paper = ?", (row_id,))
        connection.execute("DELETE FROM words WHERE rowid = ?", (row_id,))
    _write_names(connection, "authors", row_id, paper.authors)
    _write_names(connection, "categories", row_id, paper.categories)
    connection.execute(
        "INSERT INTO words (rowid, title, abstract, authors) VALUES (?, ?, ?, ?)",
        (row_id, _indexable(paper.title), _indexable(paper.abstract), _indexable(" , ".join(paper.authors))),
    )
    return row_id


def _indexable(text: str) -> str:
    """Folded, with compounds added as one word so that `Split-Mix` is also found as `splitmix`."""
    folded = fold(text)
    return " ".join([folded, *joined_compounds(folded)])


def _names(
    connection: sqlite3.Connection, table: str, chosen: str, given: tuple[str, ...]
) -> dict[int, tuple[str, ...]]:
    query = f"SELECT paper, name FROM {table} {chosen.format('paper')} ORDER BY paper, position"
    rows: Iterable[tuple[int, str]] = connection.execute(query, given)
    return {paper: tuple(name for _, name in group) for paper, group in groupby(rows, key=lambda row: row[0])}


def _write_names(connection: sqlite3.Connection, table: str, row_id: int, names: tuple[str, ...]) -> None:
    connection.executemany(
        f"INSERT INTO {table} (paper, position, name, name_key) VALUES (?, ?, ?, ?)",
        [(row_id, position, name, name_key(name)) for position, name in enumerate(names)],
    )


class _NoDate:
    year = month = day = None


_NO_DATE: Final = _NoDate()


def _paper(row: tuple[Any, ...], authors: tuple[str, ...], categories: tuple[str, ...]) -> Paper:
    (_, paper_id, title, abstract, abstract_kind, complete, year, month, day, venue, kind, language,
     has_code, code_url, url, doi, arxiv_id, pubmed_id, raw) = row  # fmt: skip
    paper = Paper(
        title=title,
        abstract=abstract,
        abstract_kind=abstract_kind,
        authors=authors,
        authors_complete=bool(complete),
        date=None if year is None and month is None else PartialDate(year=year, month=month, day=day),
        categories=categories,
        venue=venue,
        kind=kind,
        language=language,
        has_code=bool(has_code),
        code_url=code_url,
        url=url,
        doi=doi,
        arxiv_id=arxiv_id,
        pubmed_id=pubmed_id,
        raw=raw,
    )
    return paper if paper.record_id == paper_id else replace(paper, known_id=paper_id)
