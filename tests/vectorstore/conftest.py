from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.vectorstore.chroma_process import chroma_process
from tests.vectorstore.fakes import PAPERS, WordEmbedder
from vectorstore import Library
from vectorstore.chroma_server import ChromaServer


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def library(tmp_path: Path, embedder: WordEmbedder) -> Iterator[Library]:
    """The invented papers, ingested."""
    with Library.open(tmp_path / "library", embedder=embedder) as opened:
        opened.ingest(PAPERS)
        yield opened


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    """A Chroma server, started when the first test asks for it."""
    with chroma_process(tmp_path_factory.mktemp("chroma")) as running:
        yield running
