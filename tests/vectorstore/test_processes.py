"""Several processes on one library: who reads sees what others wrote, who writes undoes nothing of theirs."""

import signal
import subprocess
import threading
from contextlib import AbstractContextManager
from pathlib import Path
from typing import cast

import pytest

from tests.vectorstore.fakes import BEES, PAPERS, WordEmbedder, numbered_papers
from tests.vectorstore.piped import piped, replied
from tests.vectorstore.test_healing import expected_in, passages_in
from vectorstore import Library, Paper
from vectorstore.chunking import embedded_text, passages_of
from vectorstore.errors import LibraryBusy
from vectorstore.index import _HNSW, VectorIndex
from vectorstore.turns import Turns

OTHER = """
import sys
from pathlib import Path
from tests.vectorstore.fakes import WordEmbedder, numbered_papers
from vectorstore import Library

with Library.open(Path(sys.argv[1]), embedder=WordEmbedder()) as library:
    for line in sys.stdin:
        what, first, last = line.split()
        papers = numbered_papers(int(last), sentences=3)[int(first):]
        if what == "add":
            library.ingest(papers)
        elif what == "remove":
            library.remove([paper.paper_id for paper in papers])
        else:
            library.reindex()
        print("done", flush=True)
"""


def another_process(folder: Path) -> AbstractContextManager["subprocess.Popen[str]"]:
    return piped("-c", OTHER, str(folder))


def told(process: "subprocess.Popen[str]", order: str) -> None:
    assert replied(process, order) == "done\n"


def found_by_vector(library: Library, papers: tuple[Paper, ...]) -> list[bool]:
    return [library.search(paper.title, top_k=1)[0].vector_rank == 1 for paper in papers]


def test_a_reader_finds_by_vector_what_another_process_wrote(library: Library) -> None:
    papers = numbered_papers(30, sentences=3)
    assert library.search("honeybees")[0].paper == BEES
    with another_process(library.path) as other:
        told(other, "add 0 30")
        assert all(found_by_vector(library, papers))
        told(other, "remove 0 10")
        assert {hit.paper for hit in library.search("study object", top_k=50)} & set(papers) == set(
            papers[10:]
        )
        told(other, "reindex 0 0")
        assert all(found_by_vector(library, papers[10:]))


def test_processes_that_write_in_turn_lose_nothing_of_each_other(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chroma writes its files every 1,000 vectors, here every 60: each side passes that several times."""
    monkeypatch.setitem(cast("dict[str, object]", _HNSW), "sync_threshold", 60)
    monkeypatch.setitem(cast("dict[str, object]", _HNSW), "batch_size", 30)
    library.reindex()
    papers = numbered_papers(480, sentences=3)
    with another_process(library.path) as other:
        for first in range(0, 480, 160):
            library.ingest(numbered_papers(first + 80, sentences=3)[first:])
            told(other, f"add {first + 80} {first + 160}")
    library.close()
    index, embedder = VectorIndex(library.path / "index"), WordEmbedder()
    cut = [passages_of(paper)[0] for paper in papers]
    texts = [embedded_text(paper.title, one.text) for paper, one in zip(papers, cut, strict=True)]
    found = [index.nearest(vector, 3) for vector in embedder.embed(texts)]
    index.close()
    lost = [one for one, near in zip(cut, found, strict=True) if one.passage_id != near[0].passage_id]
    assert len(lost) <= 2  # the graph is approximate; what one side undoes would be dozens
    assert passages_in(library.path) == expected_in(library.path)


def test_searches_go_on_while_another_process_writes(library: Library) -> None:
    stop = threading.Event()
    searches: list[int] = []

    def search() -> None:
        count = 0
        while not stop.is_set() or count == 0:
            assert library.search("honeybees dance nectar", top_k=100)[0].paper == BEES
            count += 1
        searches.append(count)

    threads = [threading.Thread(target=search) for _ in range(4)]
    with another_process(library.path) as other:
        for thread in threads:
            thread.start()
        told(other, "add 0 600")
        stop.set()
        for thread in threads:
            thread.join()
    assert len(searches) == 4
    assert all(found_by_vector(library, numbered_papers(600, sentences=3)[::20]))


def test_the_turn_of_a_killed_process_is_taken_over(tmp_path: Path) -> None:
    held = (
        "import os, sys; from pathlib import Path; from vectorstore.turns import Turns\n"
        "with Turns(Path(sys.argv[1])).alone(): print(os.getpid(), flush=True); sys.stdin.read()"
    )
    with piped("-c", held, str(tmp_path / "index")) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    with Turns(tmp_path / "index").together() as count:
        assert count == 1


def test_who_writes_is_alone_and_is_told_when_others_never_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.turns._WAIT_SECONDS", 0.1)
    one, other = Turns(tmp_path / "index"), Turns(tmp_path / "index")
    with one.together() as first, other.together() as second:
        assert first == second == 0
        with pytest.raises(LibraryBusy, match="in use by other processes"), one.alone():
            pytest.fail("a writer beside readers")
    with one.alone() as count:
        assert count == 1
        with one.together() as inside:
            assert inside == 1
        with pytest.raises(LibraryBusy), other.together():
            pytest.fail("a reader beside a writer")
    with other.alone() as count:
        assert count == 2


def test_readers_that_keep_coming_do_not_keep_a_writer_out(tmp_path: Path) -> None:
    turns, stop = Turns(tmp_path / "index"), threading.Event()

    def read() -> None:
        while not stop.is_set():
            with turns.together():
                stop.wait(0.005)

    readers = [threading.Thread(target=read) for _ in range(6)]
    for reader in readers:
        reader.start()
    try:
        for _ in range(20):
            with Turns(tmp_path / "index").alone():
                pass
    finally:
        stop.set()
        for reader in readers:
            reader.join()
    with turns.together() as count:
        assert count == 20


def test_papers_are_there_whole_or_not_at_all(library: Library) -> None:
    """Another process replaces an abstract again and again; no reader sees a mix."""
    assert PAPERS[0] in library.papers()
    with another_process(library.path) as other:
        seen = set()
        for first in range(0, 40, 10):
            told(other, f"add {first} {first + 10}")
            papers = library.papers()
            seen.add(len(papers))
            for paper in papers[len(PAPERS) :]:
                assert paper in numbered_papers(40, sentences=3)
        assert seen == {14, 24, 34, 44}
