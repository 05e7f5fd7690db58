"""A disk that is full: one clear line, and nothing half-written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.vectorstore.fakes import PAPERS, WordEmbedder
from vectorstore import Library

ROOT = Path(__file__).parents[2]

# No file may grow beyond the limit, as on a disk without space. SIGXFSZ must not kill: writes fail instead.
INGEST_WITH_LIMIT = """
import resource, signal, sys
from pathlib import Path
import llama_index.vector_stores.chroma
from tests.vectorstore.fakes import WordEmbedder, numbered_papers
from vectorstore import Library
from vectorstore.errors import StorageError

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    with Library.open(Path(sys.argv[1]), embedder=WordEmbedder()) as library:
        library.ingest(numbered_papers(300))
except StorageError as error:
    print(error)
    sys.exit(3)
"""


@pytest.mark.parametrize("limit", [0, 120_000, 500_000])
def test_a_full_disk_is_named_and_the_library_stays_whole(
    library: Library, embedder: WordEmbedder, limit: int
) -> None:
    library.close()
    done = subprocess.run(
        [sys.executable, "-c", INGEST_WITH_LIMIT, str(library.path), str(limit)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        # Without coverage, whose own file would not fit either.
        env={name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")},
    )
    assert done.returncode == 3, done.stderr
    assert len(done.stdout.splitlines()) == 1
    with Library.open(library.path, embedder=embedder) as opened:
        papers = opened.papers()
        assert papers[: len(PAPERS)] == PAPERS
        assert opened.search("honeybees")[0].vector_rank == 1
        assert opened.stats().papers == len(papers)
