"""Papers counted by year, category, venue or person."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from vectorstore.catalogue.people import merged
from vectorstore.catalogue.query import Sql
from vectorstore.folding import name_key
from vectorstore.query import Group, GroupKey

ALL: Final = "TRUE"
"""The condition of every paper."""
SEPARATOR: Final = "char(10)"
"""What SQL joins ids with: one row of many ids takes half the time of many rows."""

_IN_ORDER: Final[Mapping[GroupKey, str]] = {
    "year": "papers INDEXED BY papers_of_year",
    "category": "categories CROSS JOIN papers INDEXED BY papers_listed ON papers.id = paper",
}
_MOST_PEOPLE: Final = 100  # years, months, categories and venues are never cut
_LABELS: Final[Mapping[GroupKey, str]] = {
    "year": "year",
    "month": "CASE WHEN year IS NOT NULL AND month IS NOT NULL THEN printf('%04d-%02d', year, month) END",
    "venue": "venue",
    "category": "name_key",
    "code": "CASE WHEN has_code THEN 'with code' ELSE 'without code' END",
}


def grouped(connection: sqlite3.Connection, matching: Sql, by: GroupKey) -> list[Group]:
    """The groups of the matching papers: years and months in their order, others with most papers first."""
    if by in ("author", "first author"):
        return people_on(connection, matching, first=by == "first author")
    whole = _of_all(connection, by) if matching.text == ALL else None
    found: dict[object, list[str]] = {}
    if whole is None:
        papers = "papers LEFT JOIN categories ON paper = papers.id" if by == "category" else "papers"
        rows = connection.execute(
            f"SELECT {_LABELS[by]}, paper_id FROM {papers} WHERE {matching.text} ORDER BY papers.id",
            matching.values,
        )
        for label, paper_id in rows:
            found.setdefault(label, []).append(paper_id)
    name = "SELECT name FROM categories WHERE name_key = ? LIMIT 1"
    groups = [
        Group(
            label=None
            if label is None
            else str(connection.execute(name, (label,)).fetchone()[0] if by == "category" else label),
            paper_ids=tuple(ids),
        )
        for label, ids in (found if whole is None else whole).items()
    ]
    if by in ("year", "month"):
        return sorted(groups, key=lambda group: (group.label is None, group.label or ""))
    return most_first(groups)


def _of_all(connection: sqlite3.Connection, by: GroupKey) -> dict[object, tuple[str, ...]] | None:
    """The groups of every paper, read from an index that has them in order; None where there is no such."""
    if by not in _IN_ORDER:
        return None
    label = _LABELS[by]
    found: dict[object, tuple[str, ...]] = {
        value: separated(ids)
        for value, ids in connection.execute(
            f"SELECT {label}, group_concat(paper_id, {SEPARATOR}) FROM {_IN_ORDER[by]} GROUP BY {label}"
        )
    }
    if by == "category" and (lacking := uncategorised(connection)):
        found[None] = separated(
            connection.execute(
                f"SELECT group_concat(paper_id, {SEPARATOR}) FROM (SELECT paper_id FROM papers "
                "WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id)",
                (json.dumps(lacking),),
            ).fetchone()[0]
        )
    return found


def uncategorised(connection: sqlite3.Connection) -> list[int]:
    """Row ids of the papers without any category."""
    all_of_them = (
        "SELECT (SELECT count(*) FROM papers) = (SELECT count(*) FROM categories WHERE position = 0)"
    )
    if connection.execute(all_of_them).fetchone()[0]:
        return []
    rows = connection.execute(
        "SELECT id FROM papers WHERE NOT EXISTS (SELECT 1 FROM categories WHERE paper = papers.id)"
    )
    return [row[0] for row in rows]


def separated(joined: str | None) -> tuple[str, ...]:
    """Ids that SQL joined with `SEPARATOR`; none of NULL."""
    return () if joined is None else tuple(joined.split("\n"))


def people_on(
    connection: sqlite3.Connection, matching: Sql, *, first: bool = False, without: Sequence[str] = ()
) -> list[Group]:
    """People on the matching papers, spellings of one person together, most papers first."""
    joined = "FROM papers JOIN authors ON paper = papers.id"
    where = f"WHERE ({matching.text}){' AND position = 0' if first else ''}"
    left_out = {name_key(spelling) for spelling in without}
    known = [
        row
        for row in connection.execute(
            "SELECT authors.name_key, min(authors.name), count(DISTINCT papers.id) "
            f"{joined} {where} GROUP BY authors.name_key",
            matching.values,
        )
        if row[0] not in left_out
    ]
    number = {row[0]: row[2] for row in known}
    ranked = sorted(merged(known), key=lambda one: (-sum(number[key] for key in one[1]), one[0]))[
        :_MOST_PEOPLE
    ]
    shown = {key: name for name, keys in ranked for key in keys}
    papers: dict[str, dict[str, None]] = {name: {} for name, _ in ranked}
    rows = connection.execute(
        f"SELECT authors.name_key, paper_id {joined} {where} "
        "AND authors.name_key IN (SELECT value FROM json_each(?)) ORDER BY papers.id",
        (*matching.values, json.dumps(list(shown))),
    )
    for key, paper_id in rows:
        papers[shown[key]][paper_id] = None
    return most_first([Group(label=name, paper_ids=tuple(ids)) for name, ids in papers.items()])


def most_first(groups: Iterable[Group]) -> list[Group]:
    return sorted(groups, key=lambda group: (group.label is None, -len(group.paper_ids), group.label or ""))


def largest(groups: Sequence[Group], limit: int | None) -> tuple[Group, ...]:
    """The groups with most papers, those that tie with the last of them included; all without a limit."""
    if limit is None:
        return tuple(groups)
    known = most_first(group for group in groups if group.label is not None)
    least = len(known[:limit][-1].paper_ids) if known else 0
    return tuple(group for group in known if len(group.paper_ids) >= least)
