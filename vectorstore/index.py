"""The vector index: one Chroma collection that any LlamaIndex application can read."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar, cast

import chromadb
import numpy as np
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError
from numpy.typing import NDArray

from vectorstore.catalogue import PendingPassage
from vectorstore.errors import StorageError
from vectorstore.fusion import NearPassage

if TYPE_CHECKING:
    from chromadb import Where
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

COLLECTION: Final = "passages"
_MODEL_KEY: Final = "embedding_model"
_DIMENSION_KEY: Final = "embedding_dimension"
_PAGE: Final = 10_000

_Result = TypeVar("_Result")


class VectorIndex:
    """The collection in `folder`. Safe to share between threads; StorageError when Chroma fails.

    The embedding model's name and dimension stand in the collection's metadata. Vectors are always
    given: Chroma embeds nothing here, and its telemetry is off. Without a collection it reads as empty.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with self._errors():
            settings = Settings(anonymized_telemetry=False)
            self._client = cast(
                "Client", chromadb.PersistentClient(path=str(folder.resolve()), settings=settings)
            )
            self._collection = self._find()

    def _find(self) -> "Collection | None":
        try:
            return self._client.get_collection(COLLECTION, embedding_function=None)
        except NotFoundError:
            return None

    @property
    def model(self) -> tuple[str, int] | None:
        """Name and dimension of the model whose vectors are stored; None without a collection."""
        if self._collection is None:
            return None
        metadata = self._collection.metadata or {}
        return str(metadata.get(_MODEL_KEY)), int(metadata.get(_DIMENSION_KEY) or 0)

    def create(self, name: str, dimension: int) -> None:
        """An empty collection for this model, in the place of any there is."""
        with self._errors():
            if self._find() is not None:
                self._client.delete_collection(COLLECTION)
            self._collection = self._client.create_collection(
                COLLECTION,
                embedding_function=None,
                metadata={_MODEL_KEY: name, _DIMENSION_KEY: dimension},
                configuration={"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 200}},
            )

    def count(self) -> int:
        return self._ask(lambda collection: collection.count(), 0)

    def passage_ids(self) -> set[str]:
        found: set[str] = set()
        nothing: set[str] = set()
        while True:
            page = self._ask(partial(_page_of_ids, offset=len(found)), nothing)
            if not page - found:
                return found
            found |= page

    def add(self, passages: Sequence[PendingPassage], vectors: NDArray[np.float32]) -> None:
        """Store passages with their vectors, through LlamaIndex. One that is there already is left alone."""
        # Local imports: LlamaIndex takes seconds, and reading never needs it.
        from llama_index.core.schema import BaseNode, NodeRelationship, RelatedNodeInfo, TextNode

        # Local for the same reason. The package is typed but does not say so.
        from llama_index.vector_stores.chroma import ChromaVectorStore  # type: ignore[import-untyped]

        nodes: list[BaseNode] = [
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
            ChromaVectorStore(chroma_collection=self._collection).add(nodes)

    def delete(self, passage_ids: Sequence[str]) -> None:
        """Forget these passages; unknown ids are ignored."""
        for first in range(0, len(passage_ids), 500):
            self._ask(partial(_delete, passage_ids=list(passage_ids[first : first + 500])), None)

    def nearest(
        self, vector: NDArray[np.float32], limit: int, paper_ids: Sequence[str] | None = None
    ) -> list[NearPassage]:
        """Up to `limit` passages by cosine, best first, ties by id; of these papers only, when given."""
        if limit < 1 or (paper_ids is not None and not paper_ids):
            return []
        where = None if paper_ids is None else cast("Where", {"paper_id": {"$in": list(paper_ids)}})
        result = self._ask(
            lambda collection: collection.query(
                query_embeddings=vector[np.newaxis, :],
                n_results=limit,
                where=where,
                include=["metadatas", "distances"],
            ),
            None,
        )
        if result is None or result["metadatas"] is None or result["distances"] is None:
            return []
        found = [
            NearPassage(passage_id=passage_id, paper_id=str(metadata["paper_id"]), similarity=1.0 - distance)
            for passage_id, metadata, distance in zip(
                result["ids"][0], result["metadatas"][0], result["distances"][0], strict=True
            )
        ]
        return sorted(found, key=lambda near: (-near.similarity, near.passage_id))

    def close(self) -> None:
        self._client.close()

    def _ask(self, question: "Callable[[Collection], _Result]", without: _Result) -> _Result:
        """The collection's reply; `without` when there is none. One replaced by a reindex elsewhere is found."""
        with self._errors():
            collection = self._collection
            if collection is None:
                return without
            try:
                return question(collection)
            except NotFoundError:
                self._collection = collection = self._find()
                return without if collection is None else question(collection)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except ChromaError as exc:
            raise StorageError(
                f"The vector index {self._folder} could not be read or written ({exc}): check the disk and "
                "the folder's permissions; `assistant reindex` builds it again."
            ) from exc


def _delete(collection: "Collection", passage_ids: list[str]) -> None:
    collection.delete(ids=passage_ids)


def _page_of_ids(collection: "Collection", offset: int) -> set[str]:
    return set(collection.get(include=[], limit=_PAGE, offset=offset)["ids"])
