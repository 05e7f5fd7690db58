"""The data folder: its files as rows, its texts as sentences, its documents in parts."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vectorstore.sentences import sentence_spans

TRAINING_HALF = "01234567"


def in_training_half(document: str) -> bool:
    """Whether a document's labels may train: the first hex digit of its SHA-256 is below 8."""
    return hashlib.sha256(document.encode()).hexdigest()[0] in TRAINING_HALF


def in_dev_part(document: str) -> bool:
    """Whether a document of the training half is kept for calibration: its first digit is 6 or 7."""
    return hashlib.sha256(document.encode()).hexdigest()[0] in "67"


def split(text: str) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in sentence_spans(text))


def rows(path: Path) -> Iterator[dict[str, Any]]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    for line in text.split("\n"):
        if line:
            yield json.loads(line)
