"""One typed query on one connection."""

import sqlite3
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Final

from vectorstore.catalogue.grouping import SEPARATOR, grouped, largest, people_on, separated, uncategorised
from vectorstore.catalogue.people import person
from vectorstore.catalogue.query import Resolved, Sql, compiled
from vectorstore.folding import name_key
from vectorstore.query import (
    About,
    AllOf,
    AuthorCount,
    ByAuthor,
    Condition,
    Group,
    InCategory,
    InVenue,
    Months,
    Query,
    QueryResult,
    TopicEvidence,
    Unknown,
    Years,
    leaves,
)

_DATE: Final = "year, ifnull(month, 0), ifnull(day, 0)"
_ORDERS: Final = {
    "listed": "papers.id",
    "newest": "year IS NULL, year DESC, ifnull(month, 0) DESC, ifnull(day, 0) DESC, papers.id",
    "oldest": "year IS NULL, year, ifnull(month, 0), ifnull(day, 0), papers.id",
    "title": "title COLLATE NOCASE, papers.id",
}

_LACKING: Final[Mapping[str, tuple[type, str]]] = {
    "year": (Years, "year IS NULL"),
    "month": (Months, "month IS NULL"),
    "category": (InCategory, "NOT EXISTS (SELECT 1 FROM categories WHERE paper = papers.id)"),
    "venue": (InVenue, "venue IS NULL"),
    "authors": (AuthorCount, "TRUE"),
}


class Run:
    """`evidence` holds the members of each topic, by topic and paper id."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        query: Query,
        evidence: Mapping[str, Mapping[str, TopicEvidence]],
    ) -> None:
        self._connection, self._query, self._evidence = connection, query, evidence
        self._asked = [*leaves(query.where), *leaves(query.of)]
        if query.person is not None:
            self._asked.append(ByAuthor(name=query.person))
        self._people = {each: person(connection, each) for each in self._asked if isinstance(each, ByAuthor)}
        self._resolved = Resolved(
            authors={each: match.spellings for each, match in self._people.items()},
            venues={each.text: self._venues(each.text) for each in self._asked if isinstance(each, InVenue)},
            topics={topic: tuple(members) for topic, members in evidence.items()},
            uncategorised=self._uncategorised(),
        )

    def result(self) -> QueryResult:
        query, where, of = self._query, self._query.where, self._query.of
        if query.person is not None:
            where = both(where, ByAuthor(name=query.person))
        matching = compiled(where, self._resolved)
        base: tuple[str, ...] = ()
        chosen: tuple[str, ...] | None = None
        value: float | None = None
        years: tuple[int, int] | None = None
        count: int | None = None
        groups: list[Group] = []
        if query.aggregate == "share":
            base, chosen, _ = self._base_and_part(matching, compiled(of, self._resolved))
            value = len(chosen) / len(base) if base else None
        elif query.aggregate == "average":
            base, chosen, years = self._base_and_part(matching, Sql(text="year IS NOT NULL"))
            value = len(chosen) / (years[1] - years[0] + 1) if years else None
        elif query.aggregate == "groups" and query.by is not None:
            groups = grouped(self._connection, matching, query.by)
        elif query.aggregate == "co-authors":
            without = self._resolved.authors[ByAuthor(name=query.person or "")]
            groups = people_on(self._connection, matching, without=without)
        elif query.limit is not None:
            chosen, count = self._limited(matching, query.limit), self._count(matching)
        if chosen is None:
            ids = dict.fromkeys(chain.from_iterable(group.paper_ids for group in groups))
            chosen = tuple(ids) if groups else self._ids(matching)
        return QueryResult(
            query=query,
            count=len(chosen) if count is None else count,
            paper_ids=chosen,
            groups=largest(groups, query.limit),
            value=value,
            base=base,
            years=years,
            unknown=self._unknown(both(where, of)),
            cut=self._cut(matching, both(where, of)),
            people=tuple(self._people.values()),
            evidence={
                each.topic: dict(self._evidence.get(each.topic, {}))
                for each in self._asked
                if isinstance(each, About)
            },
        )

    def _ids(self, matching: Sql) -> tuple[str, ...]:
        """One row of joined ids: a row for each paper takes twice the time."""
        [joined] = self._connection.execute(
            f"SELECT group_concat(paper_id, {SEPARATOR}) FROM "
            f"(SELECT paper_id FROM papers WHERE {matching.text} ORDER BY {_ORDERS[self._query.order]})",
            matching.values,
        ).fetchone()
        return separated(joined)

    def _base_and_part(
        self, matching: Sql, part: Sql
    ) -> tuple[tuple[str, ...], tuple[str, ...], tuple[int, int] | None]:
        """The ids of the matching papers, of those among them of which `part` holds, and the first and last
        year of the matching papers."""
        base, chosen, first, last = self._connection.execute(
            f"SELECT group_concat(paper_id, {SEPARATOR}), group_concat(chosen, {SEPARATOR}), "
            "min(year), max(year) "
            f"FROM (SELECT paper_id, CASE WHEN {part.text} THEN paper_id END AS chosen, year FROM papers "
            f"WHERE {matching.text} ORDER BY {_ORDERS[self._query.order]})",
            (*part.values, *matching.values),
        ).fetchone()
        return separated(base), separated(chosen), None if first is None else (first, last)

    def _count(self, matching: Sql) -> int:
        row = self._connection.execute(f"SELECT count(*) FROM papers WHERE {matching.text}", matching.values)
        return int(row.fetchone()[0])

    def _limited(self, matching: Sql, limit: int) -> tuple[str, ...]:
        """The first ones by the order asked for; dates that tie with the last of them are kept."""
        if self._query.order not in ("newest", "oldest"):
            return self._ids(matching)[:limit]
        down = " DESC" if self._query.order == "newest" else ""
        dated = f"({matching.text}) AND year IS NOT NULL"
        order = f"year{down}, ifnull(month, 0){down}, ifnull(day, 0){down}, papers.id"
        last = self._connection.execute(
            f"SELECT {_DATE} FROM papers WHERE {dated} ORDER BY {order} LIMIT 1 OFFSET ?",
            (*matching.values, limit - 1),
        ).fetchone()
        values: tuple[object, ...] = matching.values
        if last is not None:
            dated += f" AND ({_DATE}) {'>=' if down else '<='} (?, ?, ?)"
            values += last
        rows = self._connection.execute(f"SELECT paper_id FROM papers WHERE {dated} ORDER BY {order}", values)
        return tuple(row[0] for row in rows)

    def _unknown(self, condition: Condition | None) -> Unknown:
        """Papers whose record lacks what is asked for, each counted under the first thing that it lacks."""
        lacking = {
            name: missing
            for name, (kinds, missing) in _LACKING.items()
            if any(isinstance(each, kinds) for each in self._asked)
            and (name != "category" or self._resolved.uncategorised)
        }
        if not lacking:
            return Unknown()
        sql = compiled(condition, self._resolved)
        cases = " ".join(f"WHEN {missing} THEN '{name}'" for name, missing in lacking.items())
        rows = self._connection.execute(
            f"SELECT CASE {cases} END AS lacked, count(*) FROM papers "
            f"WHERE ({' OR '.join(lacking.values())}) AND ({sql.text}) IS NULL GROUP BY lacked",
            sql.values,
        )
        return Unknown(**{name: count for name, count in rows if name is not None})

    def _cut(self, matching: Sql, condition: Condition | None) -> int:
        """Lists of authors that were cut where the rest of them could change the result."""
        if self._query.aggregate == "co-authors" or self._query.by == "author":
            return self._count(
                Sql(text=f"({matching.text}) AND NOT authors_complete", values=matching.values)
            )
        if not self._people:
            return 0
        sql = compiled(condition, self._resolved, cut_is_unknown=True)
        return self._count(Sql(text=f"NOT authors_complete AND ({sql.text}) IS NULL", values=sql.values))

    def _uncategorised(self) -> Sequence[int]:
        asked = any(isinstance(each, InCategory) for each in self._asked)
        return uncategorised(self._connection) if asked else ()

    def _venues(self, text: str) -> list[str]:
        key = name_key(text)
        rows = self._connection.execute("SELECT DISTINCT venue FROM papers WHERE venue IS NOT NULL")
        return [venue for (venue,) in rows if key and f" {key} " in f" {name_key(venue)} "]


def both(left: Condition | None, right: Condition | None) -> Condition | None:
    """The condition that both hold; None is no condition."""
    given = tuple(each for each in (left, right) if each is not None)
    return AllOf(of=given) if given else None
