"""Undoing a merge: the records of a paper become papers of their own."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from vectorstore.catalogue.catalogue import store_paper
from vectorstore.catalogue.identities import keep_apart, read_stored, write_records
from vectorstore.errors import InputError
from vectorstore.ingestion import cut, rewrite
from vectorstore.records import Paper


def split(connection: sqlite3.Connection, paper_id: str) -> tuple[str, ...]:
    """Make a paper of each record and note that they are different ones; their ids, the first unchanged.

    Records that say the same of title and identifiers stay together. Raises InputError where there is
    nothing to split.
    """
    row = connection.execute("SELECT id FROM papers WHERE paper_id = ?", (paper_id,)).fetchone()
    if row is None:
        raise InputError(
            f"Not in the library: {paper_id}. `assistant papers --merged` lists what can be split."
        )
    (stored,) = read_stored(connection, [row[0]])
    groups: dict[tuple[str, str], list[Paper]] = {}
    for record in stored.records:
        groups.setdefault((record.record_id, record.title), []).append(record)
    first, *others = groups.values()
    if not others:
        raise InputError(
            f"{paper_id} is not made of records with different titles or identifiers: nothing can be split."
        )
    rewrite(connection, stored, first)
    rows, ids = [stored.row], [paper_id]
    for group in others:
        paper = replace(group[0], known_id=_free_id(connection, group))
        new = store_paper(connection, paper, cut(paper))
        write_records(connection, new, group)
        rows.append(new)
        ids.append(paper.paper_id)
    keep_apart(connection, rows)
    return tuple(ids)


def _free_id(connection: sqlite3.Connection, records: Sequence[Paper]) -> str:
    """The id that the first record gives; where another paper has it, the one that its title gives."""
    ids = [records[0].record_id, replace(records[0], doi=None).record_id]
    for paper_id in ids:
        taken = connection.execute("SELECT 1 FROM papers WHERE paper_id = ?", (paper_id,)).fetchone()
        if taken is None:
            return paper_id
    raise InputError(
        f"Several records have one title and identifier ({records[0].title[:80]!r}): they cannot be split."
    )
