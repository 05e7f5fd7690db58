"""The vector index: one Chroma collection that any LlamaIndex application can read."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar, cast

import numpy as np
from chromadb.api.collection_configuration import CreateHNSWConfiguration
from chromadb.errors import ChromaError, NotFoundError
from numpy.typing import NDArray

from vectorstore.catalogue import PendingPassage
from vectorstore.chroma_stores import FolderStore, Store
from vectorstore.chunking import paper_id_of
from vectorstore.fusion import NearPassage

if TYPE_CHECKING:
    from chromadb import Where
    from chromadb.api.models.Collection import Collection

_MODEL_KEY: Final = "embedding_model"
_DIMENSION_KEY: Final = "embedding_dimension"
_PAGE: Final = 10_000
_BATCH: Final = 500
# Chroma filters by a list of ids in time that grows with the list (10,000 ids: 0.1 s). So for more papers
# than this, more passages are asked for and the others dropped; the list is sent if too few are left.
_NAMED_PAPERS: Final = 1_000
_WIDER: Final = 5

# On 11,239 passages of SciFact this finds 99.9 % of the nearest 200, Chroma's defaults 97.5 %, as fast.
_HNSW: Final[CreateHNSWConfiguration] = {
    "space": "cosine",
    "max_neighbors": 32,
    "ef_construction": 400,
    "ef_search": 400,
}
_NO_VECTORS_YET: Final = "Nothing found on disk"
_RETRIES: Final = (0.0, 0.05, 0.2, 0.5)  # seconds

_Result = TypeVar("_Result")


class VectorIndex:
    """The collection in a folder or on a server. Safe to share between threads and, on disk, processes.

    StorageError when Chroma fails, ServerError when its server does.

    The embedding model's name and dimension stand in the collection's metadata. Vectors are always
    given: Chroma embeds nothing here, and its telemetry is off. Without a collection it reads as empty.
    """

    def __init__(self, place: Path | Store) -> None:
        self._store: Store = FolderStore(place) if isinstance(place, Path) else place
        self._following = threading.Lock()
        with self._store.connecting() as count, self._store.errors():
            self._writes = count
            self._client = self._store.connect()
            self._collection = self._find()

    def _find(self) -> "Collection | None":
        try:
            return self._client.get_collection(self._store.collection, embedding_function=None)
        except NotFoundError:
            return None

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._store.together() as count, self._store.errors():
            self._follow(count, count)
            yield

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._store.alone() as count, self._store.errors():
            self._follow(count, None if count is None else count - 1)
            yield

    def _follow(self, count: int | None, expected: int | None) -> None:
        """Connect anew when another has written since: what Chroma keeps in memory is out of date then, and
        written back it would undo that. Nobody is at work with the old client: that write was alone.
        """
        with self._following:
            if count is None or self._writes == count:
                return
            if self._writes not in {None, expected}:
                self._client.close()
                self._client = self._store.connect()
                self._collection = self._find()
            self._writes = count

    @property
    def model(self) -> tuple[str, int] | None:
        """Name and dimension of the model whose vectors are stored; None without a collection."""
        if self._collection is None:
            return None
        metadata = self._collection.metadata or {}
        return str(metadata.get(_MODEL_KEY)), int(metadata.get(_DIMENSION_KEY) or 0)

    def create(self, name: str, dimension: int) -> None:
        """An empty collection for this model, in the place of any there is."""
        with self._writing():
            if self._find() is not None:
                self._client.delete_collection(self._store.collection)
            self._collection = self._created(self._store.collection, name, dimension)

    def _created(self, collection: str, model: str, dimension: int) -> "Collection":
        return self._client.create_collection(
            collection,
            embedding_function=None,
            metadata={_MODEL_KEY: model, _DIMENSION_KEY: dimension},
            configuration={"hnsw": _HNSW},
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
        """Store passages with their vectors, through LlamaIndex, and return when Chroma has written them.

        One that is there already is left alone.
        """
        from llama_index.vector_stores.chroma import ChromaVectorStore  # local: seconds that reading saves

        from vectorstore.nodes import nodes_of  # local: for the same reason

        with self._writing():
            ChromaVectorStore(chroma_collection=self._collection).add(nodes_of(passages, vectors))
            self._flush()

    def verify(self, passage_ids: Sequence[str]) -> None:
        """DamagedIndex unless the vector of each of these passages can be read."""
        if passage_ids and self._ask(partial(_vectors_found, passage_ids=list(passage_ids)), 0) != len(
            passage_ids
        ):
            raise self._store.damaged("vectors are missing")

    def rewrite(self) -> None:
        """Copy everything into a fresh collection; DamagedIndex when a vector cannot be read.

        A process that is killed while Chroma writes its files can leave vectors that are whole and that no
        search leads to, because the graph between them was written by halves.
        """
        with self._writing():
            if self._collection is None or self.model is None:
                return
            if any(collection.name == self._fresh for collection in self._client.list_collections()):
                self._client.delete_collection(self._fresh)
            fresh = self._created(self._fresh, *self.model)
        ids = sorted(self.passage_ids())
        for first in range(0, len(ids), _BATCH):
            with self._writing():
                self._copy(ids[first : first + _BATCH], fresh)
        with self._writing():
            self._client.delete_collection(self._store.collection)
            fresh.modify(name=self._store.collection)
            self._collection = fresh

    @property
    def _fresh(self) -> str:
        return f"{self._store.collection}-being-rewritten"

    def _copy(self, ids: list[str], fresh: "Collection") -> None:
        assert self._collection is not None
        stored = self._collection.get(ids=ids, include=["embeddings", "metadatas", "documents"])
        if stored["embeddings"] is None or len(stored["embeddings"]) != len(ids):
            raise self._store.damaged("vectors are missing")
        fresh.add(
            ids=stored["ids"],
            embeddings=stored["embeddings"],
            metadatas=stored["metadatas"],
            documents=stored["documents"],
        )

    def _flush(self) -> None:
        """Return when Chroma, which writes in the background, has written everything so far.

        A query waits for that. What is noted as stored only afterwards is never lost to a kill.
        """
        if self.model is not None:
            self.nearest(np.ones(self.model[1], dtype=np.float32), 1)

    def delete(self, passage_ids: Sequence[str]) -> None:
        """Forget these passages, and return when Chroma has written that; unknown ids are ignored."""
        for first in range(0, len(passage_ids), _BATCH):
            with self._writing():
                self._ask(partial(_delete, passage_ids=list(passage_ids[first : first + _BATCH])), None)
                self._flush()

    def nearest(
        self, vector: NDArray[np.float32], limit: int, paper_ids: Sequence[str] | None = None
    ) -> list[NearPassage]:
        """Up to `limit` passages by cosine, best first, ties by id; of these papers only, when given."""
        if limit < 1 or (paper_ids is not None and not paper_ids):
            return []
        if paper_ids is None or len(paper_ids) <= _NAMED_PAPERS:
            return self._query(vector, limit, paper_ids)
        allowed = frozenset(paper_ids)
        wide = self._query(vector, _WIDER * limit, None)
        found = [near for near in wide if near.paper_id in allowed]
        if len(found) >= limit or len(wide) < _WIDER * limit:
            return found[:limit]
        return self._query(vector, limit, paper_ids)

    def _query(
        self, vector: NDArray[np.float32], limit: int, paper_ids: Sequence[str] | None
    ) -> list[NearPassage]:
        where = None if paper_ids is None else cast("Where", {"paper_id": {"$in": list(paper_ids)}})
        result = self._ask(
            lambda collection: collection.query(
                query_embeddings=vector[np.newaxis, :],
                n_results=limit,
                where=where,
                include=["distances"],
            ),
            None,
        )
        if result is None or result["distances"] is None:
            return []
        found = [
            NearPassage(passage_id=one, paper_id=paper_id_of(one), similarity=1.0 - distance)
            for one, distance in zip(result["ids"][0], result["distances"][0], strict=True)
        ]
        return sorted(found, key=lambda near: (-near.similarity, near.passage_id))

    def close(self) -> None:
        """Release the files; afterwards it reads as empty."""
        self._collection = None
        self._client.close()

    def _ask(self, question: "Callable[[Collection], _Result]", without: _Result) -> _Result:
        """The collection's reply; `without` when there is none.

        While a reindex, here or in another process, replaces the collection, the old one fails in several
        ways: then the new one is asked.
        """
        with self._reading():
            collection = self._collection
            failure: ChromaError | None = None
            for wait in _RETRIES:
                if collection is None:
                    return without
                try:
                    return question(collection)
                except ChromaError as exc:
                    failure = exc
                time.sleep(wait)
                collection = self._find()
                if collection is not None:
                    self._collection = collection
            if failure is not None and _NO_VECTORS_YET not in str(failure):
                raise failure
            return without


def _delete(collection: "Collection", passage_ids: list[str]) -> None:
    collection.delete(ids=passage_ids)


def _page_of_ids(collection: "Collection", offset: int) -> set[str]:
    return set(collection.get(include=[], limit=_PAGE, offset=offset)["ids"])


def _vectors_found(collection: "Collection", passage_ids: list[str]) -> int:
    vectors = collection.get(ids=passage_ids, include=["embeddings"])["embeddings"]
    return 0 if vectors is None else len(vectors)
