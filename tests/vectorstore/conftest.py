from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.vectorstore.fakes import PAPERS, WordEmbedder
from vectorstore import Library


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def library(tmp_path: Path, embedder: WordEmbedder) -> Iterator[Library]:
    """The invented papers, ingested."""
    with Library.open(tmp_path / "library", embedder=embedder) as opened:
        opened.ingest(PAPERS)
        yield opened
