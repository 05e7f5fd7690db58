"""A process that is stopped while it catalogues a list leaves the library as it was."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.vectorstore.fakes import PAPERS, WordEmbedder
from vectorstore import Library
from vectorstore.reports import IngestReport

CHILD = """
import sys, time
from pathlib import Path
from tests.vectorstore.fakes import WordEmbedder, numbered_papers
from vectorstore import Library

def papers():
    yield from numbered_papers(300)
    print("ready", flush=True)
    time.sleep(60)

with Library.open(Path(sys.argv[1]), embedder=WordEmbedder()) as library:
    library.sync(papers())
"""


@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_stopped_process_leaves_the_library_as_it_was(library: Library, stop: signal.Signals) -> None:
    library.close()
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(library.path)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        child.send_signal(stop)
    assert child.returncode != 0
    with Library.open(library.path, embedder=WordEmbedder()) as opened:
        assert opened.papers() == PAPERS
        assert opened.ingest(PAPERS) == IngestReport(unchanged=4)
        assert {hit.paper for hit in opened.search("honeybees glaciers weaving tidal")} == set(PAPERS)
