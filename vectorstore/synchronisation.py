"""Brings the vector index in line with the catalogue, whatever state it is found in."""

from typing import Final

from vectorstore.catalogue import Catalogue
from vectorstore.chunking import embedded_text
from vectorstore.embeddings import Embedder
from vectorstore.index import VectorIndex
from vectorstore.reports import Progress

_BATCH: Final = 256  # passages embedded and stored at a time: what a crash can cost


def agrees(catalogue: Catalogue, index: VectorIndex) -> bool:
    """Whether nothing is pending and the index holds as many passages as the catalogue, by the same model.

    Quick: that vectors can be read is tried on one of them. DamagedIndex when it cannot.
    """
    counts = catalogue.counts()
    if counts.pending or counts.pending_deletes or index.count() != counts.passages:
        return False
    index.verify(catalogue.outbox.indexed_ids(limit=1))
    return counts.passages == 0 or index.model == catalogue.outbox.model()


def synchronise(
    catalogue: Catalogue,
    index: VectorIndex,
    embedder: Embedder,
    *,
    interrupted: bool,
    progress: Progress | None = None,
) -> None:
    """Embed what is missing, delete what is orphaned. The caller holds the write lock and checked the model.

    Every step is noted in the catalogue after it is done, so a crash costs at most one batch of work.
    `interrupted`: work was left undone, so a process may have been killed while it wrote, and what is there
    is rewritten first. DamagedIndex when a vector cannot be read.
    """
    model = catalogue.outbox.model()
    if model is None or index.model != model:
        model = model or (embedder.name, embedder.dimension)
        catalogue.outbox.start_over(*model)
        index.create(*model)
    elif interrupted:
        index.rewrite()
    drain_deletes(catalogue, index)
    counts = catalogue.counts()
    if index.count() != counts.passages - counts.pending:
        _reconcile(catalogue, index)
    _drain_passages(catalogue, index, embedder, progress)


def rebuild(
    catalogue: Catalogue, index: VectorIndex, embedder: Embedder, progress: Progress | None = None
) -> None:
    """Embed everything anew with this embedder, whatever model the index was built with."""
    dimension = embedder.dimension  # first: a server that is down must not cost the old index
    catalogue.outbox.start_over(embedder.name, dimension)
    index.create(embedder.name, dimension)
    _drain_passages(catalogue, index, embedder, progress)


def drain_deletes(catalogue: Catalogue, index: VectorIndex) -> None:
    """Delete from the index what the catalogue has deleted."""
    if gone := catalogue.outbox.deletes():
        index.delete(gone)
        catalogue.outbox.forget_deletes(gone)


def _reconcile(catalogue: Catalogue, index: VectorIndex) -> None:
    """Compare id by id."""
    there, expected = index.passage_ids(), set(catalogue.outbox.indexed_ids())
    index.delete(sorted(there - expected))
    catalogue.outbox.mark_indexed(sorted(expected - there), indexed=False)


def _drain_passages(
    catalogue: Catalogue, index: VectorIndex, embedder: Embedder, progress: Progress | None
) -> None:
    total, done = catalogue.counts().pending, 0
    while pending := catalogue.outbox.passages(_BATCH):
        index.add(pending, embedder.embed([embedded_text(one.title, one.passage.text) for one in pending]))
        catalogue.outbox.mark_indexed([one.passage.passage_id for one in pending])
        done += len(pending)
        if progress is not None:
            progress(done, total)
