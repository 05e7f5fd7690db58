"""Typed queries answered by SQL on the catalogue."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

from vectorstore.catalogue.connections import Connections
from vectorstore.catalogue.people import merged, person
from vectorstore.catalogue.query import Resolved, Sql, compiled
from vectorstore.folding import name_key
from vectorstore.query import (
    About,
    AllOf,
    ByAuthor,
    Condition,
    Group,
    GroupKey,
    InVenue,
    PersonMatch,
    Query,
    QueryResult,
    TopicEvidence,
    Unknown,
    Vocabulary,
    leaves,
)

_MOST_GROUPS: Final = 100  # people; years, months and categories are never cut
_ORDERS: Final = {
    "listed": "papers.id",
    "newest": "year IS NULL, year DESC, ifnull(month, 0) DESC, ifnull(day, 0) DESC, papers.id",
    "oldest": "year IS NULL, year, ifnull(month, 13), ifnull(day, 32), papers.id",
    "title": "title COLLATE NOCASE, papers.id",
}
_LABELS: Final[Mapping[GroupKey, str]] = {
    "year": "year",
    "month": "CASE WHEN year IS NOT NULL AND month IS NOT NULL THEN printf('%04d-%02d', year, month) END",
    "venue": "venue",
    "code": "CASE WHEN has_code THEN 'with code' ELSE 'without code' END",
}

Evidence = Mapping[str, Mapping[str, TopicEvidence]]


class Questions:
    """Queries on one catalogue. Each is answered as of one moment; texts reach SQL as parameters only."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def run(self, query: Query, evidence: Evidence) -> QueryResult:
        """The result; `evidence` holds the members of each topic that the query names."""
        with self._connections.read() as connection:
            return _Run(connection, query, evidence).result()

    def people(self, name: str) -> PersonMatch:
        """How a name would be read as an author's."""
        with self._connections.read() as connection:
            return person(connection, ByAuthor(name=name))

    def vocabulary(self) -> Vocabulary:
        """The categories, most frequent first and spelled as the papers do, the venues and the years."""
        with self._connections.read() as connection:

            def column(statement: str) -> tuple[str, ...]:
                return tuple(row[0] for row in connection.execute(statement))

            first, last, papers = connection.execute(
                "SELECT min(year), max(year), count(*) FROM papers"
            ).fetchone()
            return Vocabulary(
                categories=column(
                    "SELECT min(name), count(*) FROM categories GROUP BY name_key ORDER BY 2 DESC, 1"
                ),
                venues=column("SELECT DISTINCT venue FROM papers WHERE venue IS NOT NULL ORDER BY 1"),
                years=None if first is None else (first, last),
                papers=papers,
            )


class _Run:
    """One query on one connection."""

    def __init__(self, connection: sqlite3.Connection, query: Query, evidence: Evidence) -> None:
        self._connection, self._query, self._evidence = connection, query, evidence
        asked = [*leaves(query.where), *leaves(query.of)]
        if query.person is not None:
            asked.append(ByAuthor(name=query.person))
        self._people = {each: person(connection, each) for each in asked if isinstance(each, ByAuthor)}
        self._resolved = Resolved(
            authors={each: match.spellings for each, match in self._people.items()},
            venues={each.text: self._venues(each.text) for each in asked if isinstance(each, InVenue)},
            topics={topic: tuple(members) for topic, members in evidence.items()},
        )
        self._named = [each.topic for each in asked if isinstance(each, About)]

    def result(self) -> QueryResult:
        query = self._query
        where = query.where
        if query.person is not None:
            where = _both(where, ByAuthor(name=query.person))
        base = self._ids(where, query.order)
        chosen, value, years = base, None, None
        groups: list[Group] = []
        if query.aggregate == "share":
            chosen = self._ids(_both(where, query.of), query.order)
            value = len(chosen) / len(base) if base else None
        elif query.aggregate == "average":
            chosen, value, years = self._average(base)
        elif query.aggregate == "groups" and query.by is not None:
            groups = self._groups(base, query.by)
        elif query.aggregate == "co-authors":
            groups = self._people_of(base, without=self._resolved.authors[ByAuthor(name=query.person or "")])
        return QueryResult(
            query=query,
            count=len(chosen),
            paper_ids=self._limited(chosen) if query.aggregate == "list" else tuple(chosen),
            groups=_largest(groups, query.limit),
            value=value,
            base=tuple(base) if query.aggregate in ("share", "average") else (),
            years=years,
            unknown=self._unknown(_both(where, query.of)),
            cut=self._cut(where, query.of, base),
            people=tuple(self._people.values()),
            evidence={topic: dict(self._evidence.get(topic, {})) for topic in self._named},
        )

    def _ids(self, condition: Condition | None, order: str = "listed") -> list[str]:
        sql = compiled(condition, self._resolved)
        rows = self._connection.execute(
            f"SELECT paper_id FROM papers WHERE {sql.text} ORDER BY {_ORDERS[order]}", sql.values
        )
        return [row[0] for row in rows]

    def _limited(self, ids: Sequence[str]) -> tuple[str, ...]:
        """The first ones by the order asked for; a date that ties with the last of them is kept."""
        limit = self._query.limit
        if limit is None:
            return tuple(ids)
        if self._query.order not in ("newest", "oldest"):
            return tuple(ids[:limit])
        dates = {
            row[0]: row[1:]
            for row in self._rows(
                "SELECT paper_id, year, month, day FROM papers WHERE {} AND year IS NOT NULL", ids
            )
        }
        dated = [each for each in ids if each in dates]
        last = dates[dated[:limit][-1]] if dated else None
        return tuple(each for at, each in enumerate(dated) if at < limit or dates[each] == last)

    def _average(self, base: Sequence[str]) -> tuple[list[str], float | None, tuple[int, int] | None]:
        rows = list(self._rows("SELECT paper_id, year FROM papers WHERE {} AND year IS NOT NULL", base))
        if not rows:
            return [], None, None
        dated = {row[0]: row[1] for row in rows}
        first, last = min(dated.values()), max(dated.values())
        return [each for each in base if each in dated], len(dated) / (last - first + 1), (first, last)

    def _groups(self, base: Sequence[str], by: GroupKey) -> list[Group]:
        if by in ("author", "first author"):
            return self._people_of(base, first=by == "first author")
        if by == "category":
            rows = self._rows(
                "SELECT categories.name, paper_id FROM papers LEFT JOIN categories ON paper = papers.id "
                "WHERE {} ORDER BY categories.name_key, papers.id",
                base,
            )
        else:
            rows = self._rows(
                f"SELECT {_LABELS[by]} AS label, paper_id FROM papers WHERE {{}} ORDER BY label, papers.id",
                base,
            )
        groups = [
            Group(label=None if label is None else str(label), paper_ids=tuple(row[1] for row in group))
            for label, group in groupby(rows, key=lambda row: row[0])
        ]
        if by in ("year", "month"):
            return sorted(groups, key=lambda group: (group.label is None, group.label))
        return _most_first(groups)

    def _people_of(
        self, base: Sequence[str], *, first: bool = False, without: Sequence[str] = ()
    ) -> list[Group]:
        """People on these papers, spellings of one person together, most papers first."""
        leading = " AND position = 0" if first else ""
        counts = self._rows(
            "SELECT authors.name_key, min(authors.name), count(*) FROM papers "
            f"JOIN authors ON paper = papers.id WHERE {{}}{leading} GROUP BY authors.name_key",
            base,
        )
        left_out = {name_key(spelling) for spelling in without}
        known = [row for row in counts if row[0] not in left_out]
        number = {row[0]: row[2] for row in known}
        ranked = sorted(merged(known), key=lambda one: (-sum(number[key] for key in one[1]), one[0]))
        ranked = ranked[:_MOST_GROUPS]
        label = {key: name for name, keys in ranked for key in keys}
        papers: dict[str, dict[str, None]] = {name: {} for name, _ in ranked}
        rows = self._rows(
            "SELECT authors.name_key, paper_id FROM papers JOIN authors ON paper = papers.id "
            f"WHERE {{}}{leading} AND authors.name_key IN (SELECT value FROM json_each(?)) "
            "ORDER BY papers.id",
            base,
            json.dumps(list(label)),
        )
        for key, paper_id in rows:
            papers[label[key]][paper_id] = None
        return _most_first([Group(label=name, paper_ids=tuple(ids)) for name, ids in papers.items()])

    def _unknown(self, condition: Condition | None) -> Unknown:
        sql = compiled(condition, self._resolved)
        row = self._connection.execute(
            "SELECT sum(year IS NULL), sum(year IS NOT NULL AND month IS NULL), "
            "sum(year IS NOT NULL AND month IS NOT NULL AND id NOT IN (SELECT paper FROM categories)), "
            "sum(year IS NOT NULL AND month IS NOT NULL AND venue IS NULL) "
            f"FROM papers WHERE ({sql.text}) IS NULL",
            sql.values,
        ).fetchone()
        year, month, category, venue = (count or 0 for count in row)
        return Unknown(year=year, month=month, category=category, venue=venue)

    def _cut(self, where: Condition | None, of: Condition | None, base: Sequence[str]) -> int:
        """Lists of authors that were cut where the rest of them could change the result."""
        by_people = self._query.aggregate == "co-authors" or self._query.by == "author"
        if by_people:
            rows = self._rows("SELECT count(*) FROM papers WHERE {} AND NOT authors_complete", base)
            return int(next(iter(rows))[0])
        if not self._people:
            return 0
        sql: Sql = compiled(_both(where, of), self._resolved, cut_is_unknown=True)
        count = self._connection.execute(
            f"SELECT count(*) FROM papers WHERE ({sql.text}) IS NULL", sql.values
        ).fetchone()[0]
        return int(count)

    def _venues(self, text: str) -> list[str]:
        key = name_key(text)
        rows = self._connection.execute("SELECT DISTINCT venue FROM papers WHERE venue IS NOT NULL")
        return [venue for (venue,) in rows if key and f" {key} " in f" {name_key(venue)} "]

    def _rows(self, statement: str, ids: Sequence[str], *values: object) -> sqlite3.Cursor:
        chosen = "papers.paper_id IN (SELECT value FROM json_each(?))"
        return self._connection.execute(statement.format(chosen), (json.dumps(list(ids)), *values))


def _both(left: Condition | None, right: Condition | None) -> Condition | None:
    given = tuple(each for each in (left, right) if each is not None)
    return AllOf(of=given) if given else None


def _most_first(groups: list[Group]) -> list[Group]:
    return sorted(groups, key=lambda group: (group.label is None, -len(group.paper_ids), group.label))


def _largest(groups: list[Group], limit: int | None) -> tuple[Group, ...]:
    """The groups with most papers, those that tie with the last of them included; all without a limit."""
    if limit is None:
        return tuple(groups)
    known = _most_first([group for group in groups if group.label is not None])
    least = len(known[:limit][-1].paper_ids) if known else 0
    return tuple(group for group in known if len(group.paper_ids) >= least)
