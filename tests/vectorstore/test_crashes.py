"""The harness of `make bench-crashes`, for a few kills, and that it notices faults."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.vectorstore.crashes import whole_state
from tests.vectorstore.fakes import PAPERS, WordEmbedder
from tests.vectorstore.piped import ROOT
from vectorstore import Library
from vectorstore.catalogue import Catalogue
from vectorstore.catalogue.catalogue import drop_paper
from vectorstore.index import VectorIndex

# Its own process: the harness forks, and a process in which other tests have used Chroma has threads of it,
# without which a forked child waits for ever.
HARNESS = """
import sys
from pathlib import Path
from tests.vectorstore.crashes import Harness

harness = Harness(folder=Path(sys.argv[1]), seed=2)
harness.run(4)
print(sum(tally.undone + tally.done for tally in harness.tallies.values()))
"""


def test_a_process_killed_at_random_moments_leaves_a_whole_library(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", HARNESS, str(tmp_path / "library")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "4"


def test_a_lost_paper_lost_words_and_a_lost_vector_are_noticed(library: Library) -> None:
    state = {paper.title: paper for paper in PAPERS}
    assert whole_state(library.path, {"done": state}) == "done"
    with pytest.raises(AssertionError, match="neither those from before nor those from after"):
        whole_state(library.path, {"done": state | {"x": replace(PAPERS[0], title="x")}})
    index = VectorIndex(library.path / "index")
    passages = sorted(index.passage_ids())
    index.delete(passages[:1])
    with Library.open(library.path, embedder=WordEmbedder()) as opened:  # puts that right, as it should
        opened.search("honeybees")
    assert whole_state(library.path, {"done": state}) == "done"
    with Catalogue(library.path).writing() as connection:
        connection.execute("DELETE FROM words WHERE rowid = 1")
    with pytest.raises(AssertionError, match="are there 0 times"):
        whole_state(library.path, {"done": state})
    with Catalogue(library.path).writing() as connection:
        drop_paper(connection, 1)
    with pytest.raises(AssertionError, match="neither"):
        whole_state(library.path, {"done": state})
