"""Vectors on disk: found again, bounded, and never a reason to fail."""

from pathlib import Path

import numpy as np
import pytest

from tests.vectorstore.fakes import PAPERS, WordEmbedder
from vectorstore import Library
from vectorstore.embeddings import stored
from vectorstore.embeddings.cached import CachedEmbedder
from vectorstore.embeddings.stored import VECTORS_NAME, StoredVectors


def test_the_next_process_embeds_nothing_that_this_one_embedded(tmp_path: Path) -> None:
    with Library.open(tmp_path, embedder=WordEmbedder()) as library:
        library.ingest(PAPERS)
        question = library.embed(["What do bees do?"])
    model = WordEmbedder()
    with Library.open(tmp_path, embedder=model) as library:
        np.testing.assert_array_equal(library.embed(["What do bees do?"]), question)
        library.remove([paper.paper_id for paper in library.papers()])
        library.ingest(PAPERS)
        library.reindex()
        assert library.search("honeybees")[0].paper.title.startswith("Waggle")
    assert model.embedded == ["honeybees"]


def test_another_model_finds_nothing(tmp_path: Path) -> None:
    CachedEmbedder(WordEmbedder("one"), stored=StoredVectors(tmp_path)).embed(["text"])
    assert StoredVectors(tmp_path).find("one", ["text"]).keys() == {"text"}
    assert StoredVectors(tmp_path).find("two", ["text"]) == {}


def test_the_oldest_leave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "_KEPT", 2)
    vectors = StoredVectors(tmp_path)
    for text in "abc":
        vectors.keep("m", {text: np.ones(3, np.float32)})
    assert vectors.find("m", "abc").keys() == {"b", "c"}


@pytest.mark.parametrize("damage", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_damaged_file_is_replaced(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / VECTORS_NAME).write_bytes(damage)
    vectors = StoredVectors(tmp_path)
    assert vectors.find("m", ["a"]) == {}
    vectors.keep("m", {"a": np.ones(3, np.float32)})
    assert StoredVectors(tmp_path).find("m", ["a"]).keys() == {"a"}


def test_nothing_is_created_where_there_is_no_folder(tmp_path: Path) -> None:
    StoredVectors(tmp_path / "none").keep("m", {"a": np.ones(3, np.float32)})
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / VECTORS_NAME).mkdir()
    model = WordEmbedder()
    embedder = CachedEmbedder(model, stored=StoredVectors(tmp_path))
    assert embedder.embed(["a", "b"]).shape == (2, 64)
    assert model.embedded == ["a", "b"]


def test_a_model_of_another_dimension_under_the_same_name_embeds_anew(tmp_path: Path) -> None:
    vectors = StoredVectors(tmp_path)
    vectors.keep("words-64", {"a": np.ones(3, np.float32)})
    assert CachedEmbedder(WordEmbedder(), stored=vectors).embed(["a", "b"]).shape == (2, 64)


def test_no_text_is_on_the_disk(tmp_path: Path) -> None:
    vectors = StoredVectors(tmp_path)
    vectors.keep("m", {"zanzibar": np.ones(3, np.float32)})
    vectors.close()
    assert b"zanzibar" not in (tmp_path / VECTORS_NAME).read_bytes()
