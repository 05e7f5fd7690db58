"""What the vector index still owes the catalogue: passages to add, passages to forget."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from vectorstore.catalogue.connections import Connections
from vectorstore.errors import EmbeddingMismatch
from vectorstore.records import Passage


@dataclass(frozen=True, kw_only=True, slots=True)
class PendingPassage:
    """A passage whose vector is not in the index yet. Its text is empty where the paper has no abstract."""

    passage: Passage
    title: str
    year: int | None


class Outbox:
    """A passage is stored with `indexed` off, which is turned on once its vector is stored. A passage that
    goes is noted in `pending_deletes` in the same transaction. So at whatever moment a process is killed,
    what remains to be done stands here. Work that is done twice does no harm.
    """

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def passages(self, limit: int) -> list[PendingPassage]:
        """Up to `limit` passages that are not in the vector index."""
        with self._connections.read() as connection:
            rows = connection.execute(
                'SELECT passage_id, paper_id, ordinal, start, "end", abstract, title, year '
                "FROM (SELECT * FROM passages WHERE NOT indexed LIMIT ?) AS passages "
                "JOIN papers ON papers.id = passages.paper",
                (limit,),
            )
            return [
                PendingPassage(passage=passage_of_row(row), title=row[6], year=row[7])
                for row in rows.fetchall()
            ]

    def deletes(self) -> list[str]:
        """Passage ids that must leave the vector index."""
        with self._connections.read() as connection:
            return [row[0] for row in connection.execute("SELECT passage_id FROM pending_deletes")]

    def indexed_ids(self, *, limit: int = -1) -> list[str]:
        """Ids of the passages that should be in the vector index; at most `limit`, unless negative."""
        query = "SELECT passage_id FROM passages WHERE indexed LIMIT ?"
        with self._connections.read() as connection:
            return [row[0] for row in connection.execute(query, (limit,))]

    def mark_indexed(self, passage_ids: Sequence[str], *, indexed: bool = True) -> None:
        """Note that the vectors of these passages are stored, or, with `indexed` off, that they are not."""
        with self._connections.write() as connection:
            connection.execute(
                "UPDATE passages SET indexed = ? WHERE passage_id IN (SELECT value FROM json_each(?))",
                (int(indexed), json.dumps(list(passage_ids))),
            )

    def forget_deletes(self, passage_ids: Sequence[str]) -> None:
        """Note that these passages have left the vector index."""
        with self._connections.write() as connection:
            connection.execute(
                "DELETE FROM pending_deletes WHERE passage_id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(passage_ids)),),
            )

    def start_over(self, model: str, dimension: int) -> None:
        """Everything awaits a vector of this model. Call it before an empty index replaces the old one."""
        with self._connections.write() as connection:
            connection.execute("UPDATE passages SET indexed = 0 WHERE indexed")
            connection.execute("DELETE FROM pending_deletes")
            connection.execute(
                "INSERT OR REPLACE INTO embedding_model (only, name, dimension) VALUES (1, ?, ?)",
                (model, dimension),
            )

    def model(self) -> tuple[str, int] | None:
        """Name and dimension of the embedding model that the index is built with; None before the first."""
        with self._connections.read() as connection:
            row = connection.execute("SELECT name, dimension FROM embedding_model").fetchone()
            return None if row is None else (row[0], row[1])

    def check_model(self, name: str) -> None:
        """EmbeddingMismatch unless the index is built with the model called `name`, or not built yet."""
        model = self.model()
        if model is not None and model[0] != name:
            raise EmbeddingMismatch(
                f"The library is indexed with the embedding model {model[0]!r}, the settings name {name!r}: "
                "set the first one again, or run `assistant reindex` to index with the second."
            )


def passage_of_row(row: tuple[str, str, int, int, int, str]) -> Passage:
    """A passage from its id, paper id, ordinal, start, end, and its paper's abstract."""
    passage_id, paper_id, ordinal, start, end, abstract = row[:6]
    return Passage(
        passage_id=passage_id,
        paper_id=paper_id,
        ordinal=ordinal,
        start=start,
        end=end,
        text=abstract[start:end],
    )
