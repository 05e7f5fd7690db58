"""The library: the only door to papers and passages."""

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from vectorstore.catalogue import Catalogue
from vectorstore.catalogue.identities import merged_rows
from vectorstore.catalogue.schema import SCHEMA_VERSION
from vectorstore.chroma_server import ChromaServer
from vectorstore.derived_index import DerivedIndex
from vectorstore.embeddings.cached import CachedEmbedder
from vectorstore.embeddings.embedder import Embedder
from vectorstore.embeddings.stored import StoredVectors
from vectorstore.filters import Filters
from vectorstore.ingestion import Ingestion
from vectorstore.query import PersonMatch, Query, QueryResult, Vocabulary
from vectorstore.records import Hit, Paper
from vectorstore.rehearsal import rehearse
from vectorstore.reports import Fate, IngestReport, LibraryStats, MergedPaper, Progress
from vectorstore.retriever import retrieve
from vectorstore.splitting import split
from vectorstore.storage import storage_errors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Library:
    """Papers in a folder, found by words and by meaning. Safe to share between threads.

    The SQLite catalogue is the truth; the vector index in `index/` is derived from it. What the index lacks
    or has too much when it is first used (after a crash, or when its folder was deleted) is put right then.
    Nothing is created on disk before the first ingest; a library that does not exist reads as an empty one.

    Raises NotALibrary, LibraryTooNew and StorageError on opening; EmbeddingMismatch when vectors of
    different models would be compared; VectorsElsewhere when they are in another place than is named;
    LibraryBusy when another process is writing.
    """

    def __init__(
        self, path: Path, *, embedder: Embedder | None = None, server: ChromaServer | None = None
    ) -> None:
        self.path = Path(path)
        self._catalogue = Catalogue(self.path)
        self._embedder = CachedEmbedder(embedder, stored=StoredVectors(self.path))
        self._index = DerivedIndex(self.path, self._catalogue, self._embedder, server)

    @classmethod
    def open(
        cls, path: Path, *, embedder: Embedder | None = None, server: ChromaServer | None = None
    ) -> Self:
        """The library in `path`; without an embedder the embedded MiniLM, loaded when first needed.

        With a server the vectors are kept there and not in the folder.
        """
        return cls(path, embedder=embedder, server=server)

    def papers(self, filters: Filters | None = None) -> tuple[Paper, ...]:
        """The papers that meet the filters, in the order of ingest."""
        return self._catalogue.papers(filters)

    def __len__(self) -> int:
        """How many papers there are."""
        return self._catalogue.counts().papers

    def __bool__(self) -> bool:
        """True: an empty library is a library."""
        return True

    def paper(self, paper_id: str) -> Paper | None:
        """The paper with this id."""
        return self._catalogue.papers_by_id([paper_id]).get(paper_id)

    def search(self, query: str, *, top_k: int = 8, filters: Filters | None = None) -> tuple[Hit, ...]:
        """The `top_k` papers that answer the query best, by words and by vectors, fused; best first.

        A hit's passages are all of its paper's, those near to the query first. No words in the query, an
        empty library, or a filter that matches nothing: no hits.
        """
        return retrieve(
            query,
            top_k=top_k,
            filters=filters,
            catalogue=self._catalogue,
            index=self._index.for_reading,
            embedder=self._embedder,
        )

    def query(self, query: Query) -> QueryResult:
        """The exact result of a typed query on the records; topics are judged, and come with evidence."""
        from vectorstore.asking import answer  # local: nobody else needs it

        return answer(
            query, catalogue=self._catalogue, index=self._index.for_reading, embedder=self._embedder
        )

    def vocabulary(self) -> Vocabulary:
        """The names that a query can hold: categories, venues, years."""
        return self._catalogue.questions.vocabulary()

    def person(self, name: str) -> PersonMatch:
        """How a query would read a name: the spellings of that person, or names that look alike."""
        return self._catalogue.questions.people(name)

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Unit vectors of the library's model, shape (len(texts), dimension). No text is embedded twice."""
        return self._embedder.embed(texts)

    def document_frequencies(self, words: Sequence[str]) -> dict[str, int]:
        """In how many papers each word occurs, inflected forms counted as the same word."""
        return self._catalogue.words.document_frequencies(words)

    def stats(self) -> LibraryStats:
        """Counts, the embedding model and the size on disk."""
        counts, model = self._catalogue.counts(), self._catalogue.outbox.model()
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

    def verify(self) -> None:
        """Read the whole catalogue; StorageError, with the way to restore it, when it is damaged."""
        self._catalogue.verify()

    def preview(self, papers: Iterable[Paper]) -> IngestReport:
        """What `ingest` of these papers would report; nothing is written."""
        return rehearse(self._catalogue, papers).report

    def preview_each(self, papers: Iterable[Paper]) -> tuple[IngestReport, tuple[Fate, ...]]:
        """`preview`, and what would become of each of the records, in their order."""
        found = rehearse(self._catalogue, papers)
        return found.report, found.fates

    def preview_sync(self, papers: Iterable[Paper]) -> tuple[IngestReport, tuple[Paper, ...]]:
        """What `sync` with these papers would report, and which papers would leave; nothing is written."""
        found = rehearse(self._catalogue, papers, sync=True)
        return found.report, tuple(self._catalogue.papers_by_id(found.leaving).values())

    def ingest(self, papers: Iterable[Paper], *, progress: Progress | None = None) -> IngestReport:
        """Add papers, update those that changed, merge records of one paper, leave the rest alone.

        An update replaces what is given and keeps what is not; a summary never replaces an abstract. What
        makes records one paper stands in `duplicates.same_paper`. Stopped before all is read, the library
        is as it was; stopped later, vectors that are missing are added when they are next needed.
        `progress(done, total)` counts passages as their vectors are stored.
        """
        return self._ingest(papers, sync=False, progress=progress)

    def sync(self, papers: Iterable[Paper], *, progress: Progress | None = None) -> IngestReport:
        """Make the library equal to these papers: `ingest`, and remove what is not among them."""
        return self._ingest(papers, sync=True, progress=progress)

    def _ingest(self, papers: Iterable[Paper], *, sync: bool, progress: Progress | None) -> IngestReport:
        given = iter(papers)
        first = next(given, None)
        if first is None and (not sync or self._catalogue.is_empty()):
            return IngestReport()
        self._index.check()
        with self._index.writing() as interrupted:
            with self._catalogue.writing() as connection:
                ingestion = Ingestion(connection=connection)
                ingestion.add(given if first is None else chain([first], given))
                if sync:
                    ingestion.drop_the_rest()
            self._index.bring_up_to_date(interrupted=interrupted, progress=progress)
        return ingestion.report

    def merged(self) -> tuple[MergedPaper, ...]:
        """The papers that were merged of several records, with these records."""
        with self._catalogue.reading() as connection:
            return tuple(MergedPaper(paper=one.paper, records=one.records) for one in merged_rows(connection))

    def split(self, paper_id: str) -> tuple[str, ...]:
        """Undo a merge: the records become papers that stay apart; their ids. InputError if not merged."""
        self._index.check_place()
        with self._index.writing() as interrupted:
            with self._catalogue.writing() as connection:
                ids = split(connection, paper_id)
            self._index.bring_up_to_date(interrupted=interrupted)
            return ids

    def remove(self, paper_ids: Sequence[str]) -> tuple[str, ...]:
        """Delete papers from the catalogue and both indexes; the ids that were there."""
        if not self._catalogue.papers_by_id(paper_ids):
            return ()
        self._index.check_place()
        with self._index.writing() as interrupted:
            removed = self._catalogue.remove(paper_ids)
            if not interrupted:  # else the next search has more to put right, and does this too
                self._index.drop_removed()
        return removed

    def reindex(self, *, progress: Progress | None = None) -> int:
        """Build the vector index anew with the current embedder; how many passages it holds."""
        if self._catalogue.is_empty():
            return 0
        with self._index.writing():
            self._index.rebuild(progress)
            return self._catalogue.counts().passages

    def complete(self, *, progress: Progress | None = None) -> None:
        """Make now the vectors that are missing, which the next search would."""
        self._index.check()
        if not self._catalogue.is_empty():
            with self._index.writing() as interrupted:
                self._index.bring_up_to_date(interrupted=interrupted, progress=progress)

    def export(self, archive: Path) -> int:
        """Write a backup of the papers to a new file, while others use the library; how many there are.

        InputError when the file exists or the library does not.
        """
        from vectorstore.backup import export  # local: nobody else needs it

        return export(self.path, archive).papers

    @staticmethod
    def restore(archive: Path, path: Path, *, replace: bool = False) -> int:
        """Make the library in `path` what the archive holds; how many papers. See `restoring.restore`."""
        from vectorstore.restoring import restore  # local: nobody else needs it

        return restore(archive, path, replace=replace)

    def close(self) -> None:
        """Release files and connections; the library cannot be used afterwards."""
        self._catalogue.close()
        self._index.close()
        self._embedder.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
