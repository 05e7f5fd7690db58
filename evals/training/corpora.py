"""The documents of the data folder in parts, and their texts as sentences."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from vectorstore import Library, Paper
from vectorstore.sentences import sentences

TRAINING_HALF = "01234567"
DEV_PART = "67"


def in_training_half(document: str) -> bool:
    """Whether a document's labels may train: the first hex digit of its SHA-256 is below 8."""
    return _digit(document) in TRAINING_HALF


def in_dev_part(document: str) -> bool:
    """Whether a document of the training half is kept for calibration: its first digit is 6 or 7."""
    return _digit(document) in DEV_PART


def split(text: str) -> tuple[str, ...]:
    return tuple(sentences(text))


@contextmanager
def library_of(papers: Iterable[Paper]) -> Iterator[Library]:
    """A library of these papers for as long as it is needed."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(Path(folder))
        library.ingest(papers)
        yield library
        library.close()


def _digit(document: str) -> str:
    return hashlib.sha256(document.encode()).hexdigest()[0]
