"""Typed queries answered by SQL on the catalogue."""

from collections.abc import Mapping
from typing import Final

from vectorstore.catalogue.connections import Connections
from vectorstore.catalogue.people import person
from vectorstore.catalogue.run import Run
from vectorstore.query import ByAuthor, PersonMatch, Query, QueryResult, TopicEvidence, Vocabulary

# Each category once. A plain GROUP BY would read every row, this jumps from one to the next.
_CATEGORIES: Final = """
    WITH RECURSIVE each (name_key) AS (
        SELECT min(name_key) FROM categories
        UNION ALL
        SELECT (SELECT min(name_key) FROM categories WHERE name_key > each.name_key) FROM each
        WHERE each.name_key IS NOT NULL
    )
    SELECT (SELECT name FROM categories WHERE categories.name_key = each.name_key LIMIT 1)
    FROM each WHERE name_key IS NOT NULL
"""
_VENUES: Final = """
    WITH RECURSIVE each (venue) AS (
        SELECT min(venue) FROM papers
        UNION ALL
        SELECT (SELECT min(venue) FROM papers WHERE venue > each.venue) FROM each WHERE venue IS NOT NULL
    )
    SELECT venue FROM each WHERE venue IS NOT NULL
"""


class Questions:
    """Queries on one catalogue. Each is answered as of one moment; texts reach SQL as parameters only."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def run(self, query: Query, evidence: Mapping[str, Mapping[str, TopicEvidence]]) -> QueryResult:
        """The result; `evidence` holds the members of each topic that the query names."""
        with self._connections.read() as connection:
            return Run(connection, query, evidence).result()

    def people(self, name: str) -> PersonMatch:
        """How a name would be read as an author's."""
        with self._connections.read() as connection:
            return person(connection, ByAuthor(name=name))

    def vocabulary(self) -> Vocabulary:
        """The categories and venues as the papers spell them, in order, and the years."""
        with self._connections.read() as connection:
            first, last = connection.execute(
                "SELECT (SELECT min(year) FROM papers), (SELECT max(year) FROM papers)"
            ).fetchone()
            return Vocabulary(
                categories=tuple(row[0] for row in connection.execute(_CATEGORIES)),
                venues=tuple(row[0] for row in connection.execute(_VENUES)),
                years=None if first is None else (first, last),
            )
