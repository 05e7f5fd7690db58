"""The vector index of one library: opened when first needed, and kept in line with the catalogue."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from vectorstore.catalogue import Catalogue
from vectorstore.chroma_server import ChromaServer
from vectorstore.embeddings.cached import CachedEmbedder
from vectorstore.errors import DamagedIndex, LibraryBusy
from vectorstore.index_place import IndexPlace
from vectorstore.lock import writer_lock
from vectorstore.reports import Progress

if TYPE_CHECKING:
    from vectorstore.index import VectorIndex


class DerivedIndex:
    """The catalogue is the truth: what the index lacks or has too much is put right from it.

    Writers change the catalogue inside `writing()` and then call one of the methods that need its lock.
    """

    def __init__(
        self,
        library: Path,
        catalogue: Catalogue,
        embedder: CachedEmbedder,
        server: ChromaServer | None = None,
    ) -> None:
        self._library = library
        self._place = IndexPlace(library, server)
        self._catalogue = catalogue
        self._embedder = embedder
        self._index: VectorIndex | None = None
        self._agrees_with_catalogue = False
        self._is_healing = False
        self._opening = threading.Lock()
        self._checking = threading.Lock()

    @contextmanager
    def writing(self, *, wait_seconds: float = 3.0) -> Iterator[bool]:
        """The library's write lock; whether an earlier write was cut short. LibraryBusy after the wait."""
        with writer_lock(self._library, wait_seconds=wait_seconds):
            counts = self._catalogue.counts()
            yield counts.pending + counts.pending_deletes > 0
            self._catalogue.checkpoint()

    def for_reading(self) -> "VectorIndex":
        """The index, put right first where it disagrees with the catalogue.

        While one thread, or another process, does that, the others read what is there: words find what
        vectors do not. EmbeddingMismatch when it was built with another model.
        """
        with self._checking:
            if self._agrees_with_catalogue or self._is_healing:
                return self._opened()
            self.check()
            if self._agrees():
                self._agrees_with_catalogue = True
                return self._opened()
            self._is_healing = True
        try:
            with suppress(LibraryBusy), self.writing(wait_seconds=0):
                self._synchronise(interrupted=True)
                self._agrees_with_catalogue = True
        finally:
            self._is_healing = False
        return self._opened()

    def check(self) -> None:
        """EmbeddingMismatch or VectorsElsewhere when what the settings name is not what is there."""
        self._catalogue.outbox.check_model(self._embedder.name)
        self.check_place()

    def check_place(self) -> None:
        """VectorsElsewhere when the index is in another place than the settings name."""
        self._place.check()

    def bring_up_to_date(self, *, interrupted: bool, progress: Progress | None = None) -> None:
        """Embed what was added, delete what was removed; nothing is opened when there is nothing to do."""
        counts = self._catalogue.counts()
        if counts.pending or counts.pending_deletes or not self._place.is_used():
            self._synchronise(interrupted=interrupted, progress=progress)

    def drop_removed(self) -> None:
        """Delete what was removed, with no need of a model."""
        from vectorstore.synchronisation import drain_deletes  # local: chromadb takes half a second

        if self._place.is_used():
            drain_deletes(self._catalogue, self._opened())

    def rebuild(self, progress: Progress | None) -> None:
        """Build it anew with the present model in the present place, whatever there is now and wherever."""
        from vectorstore.synchronisation import rebuild  # local: chromadb takes half a second

        _ = self._embedder.dimension  # a server that is down must not cost the old index
        self._place.settle()
        try:
            index = self._opened()
        except DamagedIndex:
            index = self._wiped()
        rebuild(self._catalogue, index, self._embedder, progress)

    def close(self) -> None:
        with self._opening:
            if self._index is not None:
                self._index.close()
                self._index = None

    def _opened(self) -> "VectorIndex":
        """The index as it is."""
        with self._opening:
            if self._index is None:
                self._index = self._place.open()
            return self._index

    def _wiped(self) -> "VectorIndex":
        """An index without anything, in the place of a damaged one."""
        with self._opening:
            if self._index is not None:
                self._index.close()
            self._index = self._place.open(afresh=True)
            return self._index

    def _agrees(self) -> bool:
        from vectorstore.synchronisation import agrees  # local: chromadb takes half a second

        try:
            return agrees(self._catalogue, self._opened())
        except DamagedIndex:
            return False

    def _synchronise(self, *, interrupted: bool, progress: Progress | None = None) -> None:
        from vectorstore.synchronisation import synchronise  # local: chromadb takes half a second

        try:
            synchronise(
                self._catalogue, self._opened(), self._embedder, interrupted=interrupted, progress=progress
            )
        except DamagedIndex:
            synchronise(self._catalogue, self._wiped(), self._embedder, interrupted=False, progress=progress)
