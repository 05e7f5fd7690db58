"""What the library says about itself and about an ingest."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from vectorstore.records import Paper

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much."""


Fate = Literal["new", "unchanged", "updated", "merged", "repeated"]
"""What becomes of one record: `merged` joins a paper of the library, `repeated` one of the same list."""


@dataclass(frozen=True, kw_only=True, slots=True)
class IngestReport:
    """Papers by what became of them. `merged` counts the records that were another one's duplicate,
    so that new + unchanged + updated + merged is the number of records given.
    """

    new: int = 0
    unchanged: int = 0
    updated: int = 0
    merged: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class MergedPaper:
    """A paper and the records that it is the fullest form of, in the order in which they came."""

    paper: Paper
    records: tuple[Paper, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LibraryStats:
    """Counts and settings of one library. The embedding fields are None before the first ingest."""

    path: Path
    papers: int
    passages: int
    embedding_model: str | None
    embedding_dimension: int | None
    schema_version: int
    bytes_on_disk: int
