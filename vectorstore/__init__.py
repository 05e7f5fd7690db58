"""Papers in, ranked passages out. `Library` is the only door."""

from typing import TYPE_CHECKING

from vectorstore.filters import Filters
from vectorstore.records import Hit, Paper, PartialDate, Passage
from vectorstore.reports import IngestReport, LibraryStats

if TYPE_CHECKING:
    from vectorstore.embeddings import Embedder, embedder_for
    from vectorstore.library import Library

__all__ = [
    "Embedder",
    "Filters",
    "Hit",
    "IngestReport",
    "Library",
    "LibraryStats",
    "Paper",
    "PartialDate",
    "Passage",
    "embedder_for",
]


def __getattr__(name: str) -> object:
    """Import what costs time only when it is asked for."""
    if name == "Library":
        from vectorstore.library import Library

        return Library
    if name in {"Embedder", "embedder_for"}:
        from vectorstore import embeddings

        return getattr(embeddings, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
