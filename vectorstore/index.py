"""The vector index: one Chroma collection that any LlamaIndex application can read."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import chromadb
import numpy as np
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError
from numpy.typing import NDArray

from vectorstore.catalogue import PendingPassage
from vectorstore.errors import EmbeddingMismatch, StorageError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

COLLECTION: Final = "passages"
_MODEL_KEY: Final = "embedding_model"
_DIMENSION_KEY: Final = "embedding_dimension"
_PAGE: Final = 10_000


@dataclass(frozen=True, kw_only=True, slots=True)
class NearPassage:
    """A passage and the cosine of its vector and the query's."""

    passage_id: str
    paper_id: str
    similarity: float


class VectorIndex:
    """The collection in `folder`, created when it is missing. Safe to share between threads.

    The embedding model's name and dimension stand in the collection's metadata. Vectors are always
    given; Chroma never embeds anything, and its telemetry is off.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with self._errors():
            self._client: ClientAPI = chromadb.PersistentClient(
                path=str(folder), settings=Settings(anonymized_telemetry=False)
            )
            self._collection: Collection | None
            try:
                self._collection = self._client.get_collection(COLLECTION, embedding_function=None)
            except NotFoundError:
                self._collection = None

    @property
    def model(self) -> tuple[str, int] | None:
        """The name and dimension of the model whose vectors are stored; None without a collection."""
        if self._collection is None:
            return None
        metadata = self._collection.metadata or {}
        return str(metadata.get(_MODEL_KEY)), int(metadata.get(_DIMENSION_KEY) or 0)

    def check(self, name: str) -> None:
        """EmbeddingMismatch unless the stored vectors are of the model called `name`, or there are none."""
        if self.model is not None and self.model[0] != name:
            raise EmbeddingMismatch(
                f"The library was indexed with the embedding model {self.model[0]!r}, the settings name {name!r}: "
                "set the first one again, or run `assistant reindex` to index with the second."
            )

    def create(self, name: str, dimension: int) -> None:
        """An empty collection for this model, in place of any there is."""
        with self._errors():
            if self._collection is not None:
                self._client.delete_collection(COLLECTION)
                self._collection = None
            self._collection = self._client.create_collection(
                COLLECTION,
                embedding_function=None,
                metadata={_MODEL_KEY: name, _DIMENSION_KEY: dimension},
                configuration={"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 200}},
            )

    def count(self) -> int:
        with self._errors():
            return 0 if self._collection is None else self._collection.count()

    def passage_ids(self) -> set[str]:
        found: set[str] = set()
        with self._errors():
            while self._collection is not None:
                page = self._collection.get(include=[], limit=_PAGE, offset=len(found))["ids"]
                found.update(page)
                if len(page) < _PAGE:
                    break
        return found

    def add(self, passages: Sequence[PendingPassage], vectors: NDArray[np.float32]) -> None:
        """Store passages with their vectors, through LlamaIndex. One that is there already is left alone."""
        # Local imports: LlamaIndex takes seconds, and reading never needs it.
        from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode
        from llama_index.vector_stores.chroma import ChromaVectorStore

        nodes = [
            TextNode(
                id_=pending.passage.passage_id,
                text=pending.passage.text or pending.title,
                embedding=vector.tolist(),
                metadata={
                    "paper_id": pending.passage.paper_id,
                    "title": pending.title,
                    "year": pending.year,
                    "start": pending.passage.start,
                    "end": pending.passage.end,
                },
                relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=pending.passage.paper_id)},
            )
            for pending, vector in zip(passages, vectors, strict=True)
        ]
        with self._errors():
            ChromaVectorStore(chroma_collection=self._collection).add(list(nodes))

    def delete(self, passage_ids: Sequence[str]) -> None:
        """Forget these passages; unknown ids are ignored."""
        with self._errors():
            for first in range(0, len(passage_ids), 500):
                if self._collection is not None:
                    self._collection.delete(ids=list(passage_ids[first : first + 500]))

    def nearest(
        self, vector: NDArray[np.float32], limit: int, paper_ids: Sequence[str] | None = None
    ) -> list[NearPassage]:
        """Up to `limit` passages by cosine, best first, ties by id; of these papers only, when given."""
        if self._collection is None or limit < 1 or (paper_ids is not None and not paper_ids):
            return []
        with self._errors():
            result = self._collection.query(
                query_embeddings=vector[np.newaxis, :],
                n_results=limit,
                where=None if paper_ids is None else {"paper_id": {"$in": list(paper_ids)}},
                include=["metadatas", "distances"],
            )
        found = [
            NearPassage(passage_id=passage_id, paper_id=str(metadata["paper_id"]), similarity=1.0 - distance)
            for passage_id, metadata, distance in zip(
                result["ids"][0],
                (result["metadatas"] or [[]])[0],
                (result["distances"] or [[]])[0],
                strict=True,
            )
        ]
        return sorted(found, key=lambda near: (-near.similarity, near.passage_id))

    def close(self) -> None:
        self._client.close()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except ChromaError as exc:
            if isinstance(exc, NotFoundError):
                raise
            raise StorageError(
                f"The vector index {self._folder} could not be read or written ({exc}): check the disk; "
                "`assistant reindex` builds it again."
            ) from exc
