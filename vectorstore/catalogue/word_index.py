"""The word index: FTS5 over folded titles, abstracts and authors, ranked by BM25."""

from collections.abc import Sequence
from typing import Final

from vectorstore.catalogue.conditions import where
from vectorstore.catalogue.connections import Connections
from vectorstore.catalogue.words import match_any, match_word
from vectorstore.filters import Filters

# BM25 weights of title, abstract, authors. A title word counts double; an author's name finds papers, but
# many names are also words ("Long", "Price").
WEIGHTS: Final = (2.0, 1.0, 0.5)


class WordIndex:
    """Words are compared without case, accents and English endings (Porter), see `folding.fold`."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def search(self, query: str, limit: int, filters: Filters | None = None) -> list[str]:
        """Ids of the papers that hold any of the query's words, by BM25, best first, ties by ingest."""
        expression = match_any(query)
        if expression is None:
            return []
        condition, values = where(filters)
        inside = "" if filters is None else f"AND rowid IN (SELECT id FROM papers WHERE {condition})"
        with self._connections.read() as connection:
            rows = connection.execute(
                "SELECT paper_id FROM (SELECT rowid AS id, bm25(words, ?, ?, ?) AS rank FROM words "
                f"WHERE words MATCH ? {inside} ORDER BY rank, rowid LIMIT ?) JOIN papers USING (id) "
                "ORDER BY rank, id",
                (*WEIGHTS, expression, *values, limit),
            )
            return [row[0] for row in rows]

    def document_frequencies(self, words: Sequence[str]) -> dict[str, int]:
        """In how many papers each word occurs, in the forms the index holds equal; 0 for what is no word."""
        query = "SELECT count(*) FROM words WHERE words MATCH ?"
        with self._connections.read() as connection:
            return {
                word: 0
                if (expression := match_word(word)) is None
                else connection.execute(query, (expression,)).fetchone()[0]
                for word in dict.fromkeys(words)
            }
