"""What every importer takes and gives: a text stream in, papers and unreadable places out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, TextIO

from vectorstore.records import Paper


@dataclass(frozen=True, kw_only=True, slots=True)
class Parsed:
    """A paper and where it stood: `line` counts from 1 (lines, or records where a format has no lines)."""

    file: str
    line: int
    paper: Paper


@dataclass(frozen=True, kw_only=True, slots=True)
class Unreadable:
    """A place that gave no paper; `reason` says what was expected there. `line` counts as in `Parsed`."""

    file: str
    line: int
    reason: str


Record = Parsed | Unreadable


class Importer(Protocol):
    """One format. Importers hold no state, read a stream once, and keep one record at a time in memory."""

    @property
    def name(self) -> str:
        """What a person calls the format, as in 'BibTeX'."""

    def recognises(self, head: str) -> bool:
        """Whether a text that begins with `head` (some ten thousand characters) is of this format."""

    def read(self, stream: TextIO, file: str) -> Iterator[Record]:
        """Papers and unreadable places in the order of the text. Raises nothing for bad content."""
