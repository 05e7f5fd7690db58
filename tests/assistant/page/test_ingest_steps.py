import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.page.ingest_steps import Passages, ingest_steps
from tests.assistant.page.assistants import WordEmbedder
from tests.papers import LIBRARY
from vectorstore import IngestReport, Library
from vectorstore.errors import OutsideError


class SlowEmbedder(WordEmbedder):
    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        time.sleep(0.8)
        return super().embed(texts)


class BrokenEmbedder(WordEmbedder):
    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        raise OutsideError(f"The server is down, {len(texts)} texts to go.")


def test_a_slow_ingest_is_watched_and_its_report_comes_last(tmp_path: Path) -> None:
    library = Library.open(tmp_path, embedder=SlowEmbedder())
    *watched, report = ingest_steps(library, LIBRARY)
    assert len(watched) >= 2
    assert all(isinstance(step, Passages) for step in watched)
    assert report == IngestReport(new=len(LIBRARY))


def test_an_ingest_that_fails_tells_why(tmp_path: Path) -> None:
    library = Library.open(tmp_path, embedder=BrokenEmbedder())
    with pytest.raises(OutsideError, match="server is down"):
        list(ingest_steps(library, LIBRARY))


def test_whoever_stops_watching_does_not_stop_the_ingest(tmp_path: Path) -> None:
    library = Library.open(tmp_path, embedder=SlowEmbedder())
    steps = ingest_steps(library, LIBRARY)
    next(steps)
    steps.close()  # type: ignore[attr-defined]  # a generator
    until = time.monotonic() + 10
    while len(library) < len(LIBRARY):
        assert time.monotonic() < until
        time.sleep(0.05)
