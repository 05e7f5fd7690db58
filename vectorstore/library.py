"""The library: the only door to papers and passages."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from vectorstore.catalogue import Catalogue
from vectorstore.catalogue.connections import storage_errors
from vectorstore.catalogue.rows import content_hash, storable
from vectorstore.catalogue.schema import SCHEMA_VERSION
from vectorstore.embeddings import Embedder, embedder_for
from vectorstore.errors import LibraryBusy
from vectorstore.filters import Filters
from vectorstore.lock import writer_lock
from vectorstore.merging import fullest, updated
from vectorstore.records import Hit, Paper
from vectorstore.reports import IngestReport, LibraryStats

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from vectorstore.index import VectorIndex

Progress = Callable[[int, int], None]

_STORE_BATCH: Final = 256
_EMBED_BATCH: Final = 256
_CACHED_VECTORS: Final = 4096


class Library:
    """Papers in a folder, found by words and by meaning. Safe to share between threads.

    The SQLite catalogue is the truth; the vector index in `index/` is derived from it. Whatever the index
    is found to lack or to have too much when it is first used (after a crash, or when its folder was
    deleted) is put right then. Nothing is created on disk before the first ingest.

    Raises NotALibrary, LibraryTooNew and StorageError on opening; EmbeddingMismatch as soon as vectors of
    another model would be compared; LibraryBusy when another process is writing.
    """

    def __init__(self, path: Path, *, embedder: Embedder | None = None) -> None:
        self.path = Path(path)
        self._catalogue = Catalogue(self.path)
        self._given_embedder = embedder
        self._opened_index: VectorIndex | None = None
        self._vectors: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._vectors_guard = threading.Lock()
        self._guard = threading.RLock()

    @classmethod
    def open(cls, path: Path, *, embedder: Embedder | None = None) -> Self:
        """The library in `path`; without an embedder the embedded MiniLM, loaded when first needed."""
        return cls(path, embedder=embedder)

    # Reading

    def papers(self, filters: Filters | None = None) -> tuple[Paper, ...]:
        """The papers that meet the filters, in the order of ingest."""
        return self._catalogue.papers(filters)

    def paper(self, paper_id: str) -> Paper | None:
        """The paper with this id."""
        return self._catalogue.papers_by_id([paper_id]).get(paper_id)

    def document_frequencies(self, words: Sequence[str]) -> dict[str, int]:
        """In how many papers each word occurs, inflected forms counted as the same word."""
        return self._catalogue.document_frequencies(words)

    def search(self, query: str, *, top_k: int = 8, filters: Filters | None = None) -> tuple[Hit, ...]:
        """The `top_k` papers that answer the query best, by words and by vectors, fused; best first.

        A hit's passages are all of its paper's, those near to the query first. No words in the query,
        an empty library, or a filter that matches nothing: no hits.
        """
        from vectorstore.retriever import DEPTH, fuse  # local: chromadb takes half a second

        allowed = None if filters is None else self._catalogue.paper_ids(filters)
        if top_k < 1 or not query.strip() or allowed == [] or not self._catalogue.counts().papers:
            return ()
        near = self._index().nearest(self.embed([query])[0], 2 * DEPTH, allowed)
        fused = fuse(self._catalogue.search_words(query, DEPTH, filters), near)
        papers = self._catalogue.papers_by_id([one.paper_id for one in fused[: top_k + DEPTH]])
        chosen = [one for one in fused if one.paper_id in papers][:top_k]
        passages = self._catalogue.passages_of([one.paper_id for one in chosen])
        hits = []
        for one in chosen:
            order = {passage_id: place for place, passage_id in enumerate(one.passage_ids)}
            hits.append(
                Hit(
                    paper=papers[one.paper_id],
                    passages=tuple(
                        sorted(
                            passages.get(one.paper_id, ()),
                            key=lambda p: (order.get(p.passage_id, len(order)), p.ordinal),
                        )
                    ),
                    score=one.score,
                    word_rank=one.word_rank,
                    vector_rank=one.vector_rank,
                    similarity=one.similarity,
                )
            )
        return tuple(hits)

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Unit vectors of the library's model, shape (len(texts), dimension). Recent texts are remembered."""
        import numpy as np  # local: a tenth of a second that listing papers does without

        with self._vectors_guard:
            known = {text: self._vectors[text] for text in texts if text in self._vectors}
            for text in known:
                self._vectors.move_to_end(text)
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            fresh = dict(zip(missing, self._embedder().embed(missing), strict=True))
            known.update(fresh)
            with self._vectors_guard:
                self._vectors.update(fresh)
                while len(self._vectors) > _CACHED_VECTORS:
                    self._vectors.popitem(last=False)
        if not texts:
            return np.empty((0, self._embedder().dimension), dtype=np.float32)
        return np.stack([known[text] for text in texts])

    def stats(self) -> LibraryStats:
        """Counts, the embedding model and the size on disk."""
        counts = self._catalogue.counts()
        model = self._raw_index().model if (self.path / "index").exists() else None
        with storage_errors(self.path):
            size = sum(file.stat().st_size for file in self.path.rglob("*") if file.is_file())
        return LibraryStats(
            path=self.path,
            papers=counts.papers,
            passages=counts.passages,
            embedding_model=model[0] if model else None,
            embedding_dimension=model[1] if model else None,
            schema_version=SCHEMA_VERSION,
            bytes_on_disk=size,
        )

    # Writing

    def ingest(self, papers: Iterable[Paper], *, progress: Progress | None = None) -> IngestReport:
        """Add papers, update those that changed, leave the rest alone. `progress(done, total)` counts passages.

        Records with the same id in one call are merged to their fullest form. An update replaces what is
        given and keeps what is not; a summary never replaces an abstract.
        """
        merged = 0
        given: dict[str, Paper] = {}
        for paper in map(storable, papers):
            paper_id = paper.paper_id
            if paper_id in given:
                merged += 1
                paper = _same_id(given[paper_id], fullest(given[paper_id], paper))
            given[paper_id] = paper
        if not given:
            return IngestReport(merged=merged)
        with self._writing():
            report = IngestReport(merged=merged)
            ids = list(given)
            for first in range(0, len(ids), _STORE_BATCH):
                report = self._store({key: given[key] for key in ids[first : first + _STORE_BATCH]}, report)
            self._settle(progress)
        return report

    def _store(self, batch: dict[str, Paper], report: IngestReport) -> IngestReport:
        """Bring a batch into the catalogue; what changed awaits its vectors."""
        hashes = self._catalogue.hashes(list(batch))
        differing = [
            key for key, paper in batch.items() if hashes.get(key) not in (None, content_hash(paper))
        ]
        stored = self._catalogue.papers_by_id(differing)
        changed = {key: _same_id(stored[key], updated(stored[key], batch[key])) for key in differing}
        changed = {key: paper for key, paper in changed.items() if content_hash(paper) != hashes[key]}
        new = {key: paper for key, paper in batch.items() if key not in hashes}
        if new or changed:
            from vectorstore.chunking import passages_of  # local: brings in LlamaIndex

            self._catalogue.store([(paper, passages_of(paper)) for paper in (new | changed).values()])
        return replace(
            report,
            new=report.new + len(new),
            updated=report.updated + len(changed),
            unchanged=report.unchanged + len(batch) - len(new) - len(changed),
        )

    def remove(self, paper_ids: Sequence[str]) -> tuple[str, ...]:
        """Delete papers from the catalogue and both indexes; the ids that were there."""
        if not self._catalogue.papers_by_id(paper_ids):
            return ()
        with self._writing():
            removed = self._catalogue.remove(paper_ids)
            if (self.path / "index").exists():
                self._drain_deletes(self._raw_index())
        return removed

    def reindex(self, *, progress: Progress | None = None) -> int:
        """Build the vector index anew with the current embedder; how many passages it holds."""
        counts = self._catalogue.counts()
        if not counts.papers:
            return 0
        embedder = self._embedder()
        dimension = embedder.dimension  # asked before anything is deleted: a server may be down
        with self._writing():
            self._catalogue.mark_none_indexed()
            index = self._raw_index()
            index.create(embedder.name, dimension)
            self._drain_passages(index, progress)
        return counts.passages

    # The vector index

    def _embedder(self) -> Embedder:
        with self._guard:
            if self._given_embedder is None:
                self._given_embedder = embedder_for()
            return self._given_embedder

    def _raw_index(self) -> "VectorIndex":
        """The index as it is, unchecked."""
        from vectorstore.index import VectorIndex  # local: chromadb takes half a second

        with self._guard:
            if self._opened_index is None:
                self._opened_index = VectorIndex(self.path / "index")
            return self._opened_index

    def _index(self) -> "VectorIndex":
        """The index, checked once and healed where it can be; for reading."""
        with self._guard:
            if self._opened_index is None:
                index = self._raw_index()
                index.check(self._embedder().name)
                if self._disagrees(index):
                    try:
                        with self._writing():
                            self._settle(None)
                    except LibraryBusy:
                        pass  # whoever is writing leaves it whole; until then words find what vectors do not
            return self._raw_index()

    def _disagrees(self, index: "VectorIndex") -> bool:
        counts = self._catalogue.counts()
        return bool(counts.pending or counts.pending_deletes or index.count() != counts.passages)

    def _settle(self, progress: Progress | None) -> None:
        """Pay what the index owes the catalogue. Needs the write lock."""
        counts = self._catalogue.counts()
        untouched = not counts.pending and not counts.pending_deletes
        if untouched and (
            self._opened_index is not None or (self.path / "index" / "chroma.sqlite3").exists()
        ):
            if self._opened_index is None or self._opened_index.count() == counts.passages:
                return
        if not counts.passages and not counts.pending_deletes:
            return
        index = self._raw_index()
        embedder = self._embedder()
        index.check(embedder.name)
        if index.model is None:
            self._catalogue.mark_none_indexed()
            index.create(embedder.name, embedder.dimension)
        self._drain_deletes(index)
        if index.count() != self._catalogue.counts().passages - self._catalogue.counts().pending:
            there, expected = index.passage_ids(), self._catalogue.indexed_ids()
            self._catalogue.mark_indexed(sorted(expected - there), indexed=False)
            pending = {
                p.passage.passage_id
                for p in self._catalogue.pending_passages(self._catalogue.counts().pending)
            }
            index.delete(sorted(there - expected - pending))
        self._drain_passages(index, progress)

    def _drain_deletes(self, index: "VectorIndex") -> None:
        if gone := self._catalogue.pending_deletes():
            index.delete(gone)
            self._catalogue.forget_deletes(gone)

    def _drain_passages(self, index: "VectorIndex", progress: Progress | None) -> None:
        from vectorstore.chunking import embedded_text

        total, done = self._catalogue.counts().pending, 0
        while pending := self._catalogue.pending_passages(_EMBED_BATCH):
            vectors = self._embedder().embed([embedded_text(p.title, p.passage.text) for p in pending])
            index.add(pending, vectors)
            self._catalogue.mark_indexed([p.passage.passage_id for p in pending])
            done += len(pending)
            if progress is not None:
                progress(done, max(total, done))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._guard:
            with storage_errors(self.path):
                self.path.mkdir(parents=True, exist_ok=True)
            with writer_lock(self.path):
                yield

    def close(self) -> None:
        """Release files and connections; the library cannot be used afterwards."""
        with self._guard:
            self._catalogue.close()
            if self._opened_index is not None:
                self._opened_index.close()
                self._opened_index = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _same_id(keeper: Paper, merged: Paper) -> Paper:
    """`merged`, with the fields its id is made of as `keeper` has them, so that the id stays."""
    if merged.paper_id == keeper.paper_id:
        return merged
    return replace(merged, doi=keeper.doi, title=keeper.title, authors=keeper.authors)
