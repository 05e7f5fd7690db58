"""The index is derived: whatever becomes of it, the next use puts it right."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.vectorstore.fakes import BEES, GLACIERS, PAPERS, WordEmbedder
from vectorstore import Library
from vectorstore.catalogue import Catalogue
from vectorstore.embeddings import Embedder
from vectorstore.errors import EmbeddingMismatch, ServerError
from vectorstore.index import VectorIndex


def passages_in(folder: Path) -> set[str]:
    if not (folder / "index").exists():
        return set()
    index = VectorIndex(folder / "index")
    try:
        return index.passage_ids()
    finally:
        index.close()


def expected_in(folder: Path) -> set[str]:
    catalogue = Catalogue(folder)
    try:
        ids = [paper.paper_id for paper in catalogue.papers()]
        assert catalogue.counts().pending == catalogue.counts().pending_deletes == 0
        assert len(catalogue.outbox.indexed_ids()) >= len(ids)
        return set(catalogue.outbox.indexed_ids())
    finally:
        catalogue.close()


def lose_the_folder(folder: Path) -> None:
    shutil.rmtree(folder / "index")


def lose_a_passage(folder: Path) -> None:
    index = VectorIndex(folder / "index")
    index.delete(sorted(index.passage_ids())[:2])
    index.close()


def lose_the_collection(folder: Path) -> None:
    index = VectorIndex(folder / "index")
    index.create("another model", 3)
    index.close()


def lose_the_database(folder: Path) -> None:
    (folder / "index" / "chroma.sqlite3").write_bytes(b"nonsense" * 5000)


def lose_a_paper_only_in_the_catalogue(folder: Path) -> None:
    catalogue = Catalogue(folder)
    catalogue.remove([GLACIERS.paper_id])
    catalogue.outbox.forget_deletes(catalogue.outbox.deletes())
    catalogue.close()


def forget_that_it_was_indexed(folder: Path) -> None:
    catalogue = Catalogue(folder)
    catalogue.outbox.mark_indexed(sorted(catalogue.outbox.indexed_ids()), indexed=False)
    catalogue.close()


@pytest.mark.parametrize(
    "damage",
    [
        lose_the_folder,
        lose_the_database,
        lose_a_passage,
        lose_the_collection,
        lose_a_paper_only_in_the_catalogue,
        forget_that_it_was_indexed,
    ],
)
@pytest.mark.parametrize("use", ["search", "reindex"])
def test_a_damaged_index_is_put_right(
    library: Library, damage: Callable[[Path], None], use: str, embedder: WordEmbedder
) -> None:
    library.close()
    damage(library.path)
    with Library.open(library.path, embedder=embedder) as opened:
        hits = opened.search("honeybees") if use == "search" else ()
        if use == "reindex":
            opened.reindex()
            hits = opened.search("honeybees")
        assert hits[0].paper == BEES
        assert hits[0].vector_rank == 1
    assert passages_in(library.path) == expected_in(library.path) != set()


def test_an_ingest_of_nothing_new_rebuilds_a_lost_index(library: Library, embedder: WordEmbedder) -> None:
    library.close()
    lose_the_folder(library.path)
    with Library.open(library.path, embedder=embedder) as opened:
        assert opened.ingest(PAPERS).unchanged == 4
    assert passages_in(library.path) == expected_in(library.path) != set()


def test_another_model_is_refused_by_name_and_nothing_is_changed(library: Library) -> None:
    library.close()
    other = WordEmbedder("other-64")
    with Library.open(library.path, embedder=other) as opened:
        with pytest.raises(EmbeddingMismatch, match=r"'words-64'.*'other-64'.*assistant reindex"):
            opened.search("honeybees")
        with pytest.raises(EmbeddingMismatch):
            opened.ingest([BEES])
        assert opened.papers() == PAPERS
        assert opened.stats().embedding_model == "words-64"
    assert other.embedded == []


def test_reindex_takes_over_another_model(library: Library) -> None:
    library.close()
    seen: list[tuple[int, int]] = []
    with Library.open(library.path, embedder=WordEmbedder("other-64")) as opened:
        assert opened.reindex(progress=lambda done, total: seen.append((done, total))) == 4
        assert opened.search("honeybees")[0].vector_rank == 1
        assert opened.stats().embedding_model == "other-64"
    assert seen == [(4, 4)]


class BrokenEmbedder:
    """Knows its name, and fails at everything else."""

    name = "broken"

    @property
    def dimension(self) -> int:
        raise ServerError("down")

    def embed(self, _: object, /) -> NDArray[np.float32]:
        raise ServerError("down")


def test_a_reindex_with_a_server_that_is_down_keeps_the_old_index(
    library: Library, embedder: WordEmbedder
) -> None:
    library.close()
    broken: Embedder = BrokenEmbedder()
    with Library.open(library.path, embedder=broken) as opened, pytest.raises(ServerError):
        opened.reindex()
    with Library.open(library.path, embedder=embedder) as opened:
        embedder.embedded.clear()
        assert opened.search("honeybees")[0].paper == BEES
    assert embedder.embedded == ["honeybees"]


def test_a_paper_stored_while_the_server_is_down_is_embedded_later(
    tmp_path: Path, embedder: WordEmbedder
) -> None:
    class Flaky(WordEmbedder):
        def embed(self, _: object, /) -> NDArray[np.float32]:
            raise ServerError("down")

    with Library.open(tmp_path / "l", embedder=Flaky()) as library, pytest.raises(ServerError):
        library.ingest(PAPERS)
    with Library.open(tmp_path / "l", embedder=embedder) as library:
        assert library.papers() == PAPERS
        assert library.search("honeybees")[0].vector_rank == 1
