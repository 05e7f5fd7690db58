import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.vectorstore.fakes import BEES, GLACIERS, PAPERS, WordEmbedder, numbered_papers
from vectorstore import Library
from vectorstore.errors import LibraryBusy
from vectorstore.lock import writer_lock


def test_eight_threads_search_while_one_writes(library: Library) -> None:
    more = numbered_papers(60, sentences=3)
    stop = threading.Event()

    def search(_: int) -> int:
        searches = 0
        while not stop.is_set() or searches == 0:
            assert library.search("honeybees dance nectar", top_k=100)[0].paper == BEES
            known = {paper.paper_id for paper in library.papers()}
            assert {paper.paper_id for paper in PAPERS} <= known
            assert library.document_frequencies(["glacier"]) == {"glacier": 1}
            searches += 1
        return searches

    with ThreadPoolExecutor(8) as pool:
        running = [pool.submit(search, n) for n in range(8)]
        for first in range(0, 60, 20):
            library.ingest(more[first : first + 20])
        library.remove([paper.paper_id for paper in more[:30]])
        library.reindex()
        stop.set()
        assert all(one.result() > 0 for one in running)
    assert len(library) == 34


def test_a_fresh_library_is_opened_by_many_threads_at_once(library: Library) -> None:
    library.close()
    with Library.open(library.path, embedder=WordEmbedder()) as opened, ThreadPoolExecutor(8) as pool:
        hits = list(pool.map(lambda _: opened.search("melting glaciers")[0].paper, range(16)))
    assert hits == [GLACIERS] * 16


def test_a_writer_waits_for_another_and_is_told_when_it_takes_too_long(
    library: Library,
) -> None:
    with writer_lock(library.path):
        assert library.search("honeybees")[0].paper == BEES
        with pytest.raises(LibraryBusy, match="pid"):
            library.remove([BEES.paper_id])
    assert library.remove([BEES.paper_id]) == (BEES.paper_id,)


def test_a_reader_does_not_wait_for_a_writer_to_heal(library: Library, embedder: WordEmbedder) -> None:
    library._catalogue.outbox.mark_indexed(list(library._catalogue.outbox.indexed_ids()), indexed=False)
    library.close()
    with Library.open(library.path, embedder=embedder) as opened:
        with writer_lock(library.path):
            assert opened.search("honeybees")[0].paper == BEES
        assert opened.search("honeybees")[0].vector_rank == 1
        assert opened._catalogue.counts().pending == 0


def test_two_libraries_on_one_folder_see_each_other(library: Library) -> None:
    with Library.open(library.path, embedder=WordEmbedder()) as other:
        assert other.search("honeybees")[0].paper == BEES
        library.remove([BEES.paper_id])
        assert BEES not in [hit.paper for hit in other.search("honeybees")]
        other.ingest([BEES])
        assert library.search("honeybees")[0].vector_rank == 1
