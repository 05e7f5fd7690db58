import shutil
from pathlib import Path

import chromadb
import numpy as np
import pytest
from chromadb.config import Settings
from llama_index.core.vector_stores.types import VectorStoreQuery
from llama_index.vector_stores.chroma import ChromaVectorStore

from tests.vectorstore.fakes import BARE, BEES, PAPERS, WordEmbedder, numbered_papers
from vectorstore import Library
from vectorstore.chroma_stores import COLLECTION
from vectorstore.embeddings.stored import VECTORS_NAME
from vectorstore.errors import DamagedIndex
from vectorstore.index import VectorIndex


def test_any_llamaindex_application_can_read_the_collection(library: Library, embedder: WordEmbedder) -> None:
    library.close()
    client = chromadb.PersistentClient(
        path=str(library.path / "index"), settings=Settings(anonymized_telemetry=False)
    )
    store = ChromaVectorStore(chroma_collection=client.get_collection(COLLECTION, embedding_function=None))
    query = VectorStoreQuery(
        query_embedding=embedder.embed(["honeybees dance"])[0].tolist(), similarity_top_k=4
    )
    nodes = store.query(query).nodes
    assert nodes is not None
    assert {node.metadata["title"] for node in nodes} == {paper.title for paper in PAPERS}
    (bees,) = [node for node in nodes if node.metadata["paper_id"] == BEES.paper_id]
    assert bees.get_content() == BEES.abstract[bees.metadata["start"] : bees.metadata["end"]]
    assert (bees.metadata["year"], bees.ref_doc_id) == (2021, BEES.paper_id)
    (bare,) = [node for node in nodes if node.metadata["paper_id"] == BARE.paper_id]
    assert bare.get_content() == BARE.title


def test_the_model_stands_in_the_collection_and_chroma_embeds_nothing(library: Library) -> None:
    library.close()
    client = chromadb.PersistentClient(
        path=str(library.path / "index"), settings=Settings(anonymized_telemetry=False)
    )
    assert [collection.name for collection in client.list_collections()] == [COLLECTION]
    collection = client.get_collection(COLLECTION, embedding_function=None)
    assert collection.metadata == {"embedding_model": "words-64", "embedding_dimension": 64}
    assert collection.configuration_json["hnsw"]["space"] == "cosine"
    with pytest.raises(ValueError, match="embedding function"):
        collection.query(query_texts=["honeybees"])


def test_more_is_asked_for_than_there_is(library: Library, embedder: WordEmbedder) -> None:
    library.close()
    index = VectorIndex(library.path / "index")
    vector = embedder.embed([f"{BEES.title}. {BEES.abstract}"])[0]
    near = index.nearest(vector, 500)
    assert len(near) == 4
    assert near[0].paper_id == BEES.paper_id
    assert near[0].similarity == pytest.approx(1.0, abs=1e-5)
    assert [one.similarity for one in near] == sorted((one.similarity for one in near), reverse=True)
    assert index.nearest(vector, 0) == index.nearest(vector, 5, []) == []
    assert {one.paper_id for one in index.nearest(vector, 5, [BARE.paper_id, "p0"])} == {BARE.paper_id}
    index.close()


def test_an_index_without_collection_reads_as_empty(tmp_path: Path) -> None:
    index = VectorIndex(tmp_path / "index")
    assert index.model is None
    assert index.count() == 0
    assert index.passage_ids() == set()
    assert index.nearest(np.ones(3, dtype=np.float32), 5) == []
    index.delete(["a"])
    index.close()


def test_a_collection_that_another_made_anew_is_found(library: Library) -> None:
    library.close()
    reader, other = VectorIndex(library.path / "index"), VectorIndex(library.path / "index")
    other.create("words-64", 64)
    assert reader.count() == 0
    assert reader.passage_ids() == set()
    other.close()
    reader.close()


def test_a_damaged_index_is_named_and_reindex_builds_it_again(
    library: Library, embedder: WordEmbedder
) -> None:
    library.close()
    (library.path / "index" / "chroma.sqlite3").write_bytes(b"nonsense" * 5000)
    with pytest.raises(DamagedIndex, match="assistant reindex"):
        VectorIndex(library.path / "index")
    with Library.open(library.path, embedder=embedder) as opened:
        assert opened.papers() == PAPERS
        opened.reindex()
        assert opened.search("honeybees")[0].paper == BEES


def test_vectors_that_a_crash_left_half_written_are_noticed_and_made_again(tmp_path: Path) -> None:
    embedder = WordEmbedder()
    with Library.open(tmp_path / "l", embedder=embedder) as library:
        library.ingest(numbered_papers(1_001, sentences=1))  # Chroma writes its files every 1,000 vectors
    (files,) = (folder for folder in (tmp_path / "l" / "index").iterdir() if folder.is_dir())
    shutil.rmtree(files)
    (tmp_path / "l" / VECTORS_NAME).unlink()
    embedder.embedded.clear()
    with Library.open(tmp_path / "l", embedder=embedder) as library:
        assert library.search("object o7 lamp l7")[0].vector_rank == 1
    assert len(embedder.embedded) == 1_002


def test_a_rewritten_index_holds_the_same(library: Library, embedder: WordEmbedder) -> None:
    library.close()
    vector = embedder.embed(["honeybees dance"])[0]

    def contents(index: VectorIndex) -> object:
        near = [(one.passage_id, round(one.similarity, 5)) for one in index.nearest(vector, 9)]
        return near, index.passage_ids(), index.model

    index = VectorIndex(library.path / "index")
    before = contents(index)
    index.rewrite()
    index.rewrite()
    assert contents(index) == before
    index.close()
    reopened = VectorIndex(library.path / "index")
    assert contents(reopened) == before
    reopened.close()


def test_a_rewrite_that_was_cut_short_is_done_again(library: Library) -> None:
    library.close()
    client = chromadb.PersistentClient(
        path=str(library.path / "index"), settings=Settings(anonymized_telemetry=False)
    )
    client.create_collection("passages-being-rewritten", embedding_function=None).add(
        ids=["x"], embeddings=np.ones((1, 1), dtype=np.float32)
    )
    client.close()  # type: ignore[attr-defined]  # its class has it, its type does not say so
    index = VectorIndex(library.path / "index")
    ids = index.passage_ids()
    index.rewrite()
    assert index.passage_ids() == ids
    index.close()
    client = chromadb.PersistentClient(
        path=str(library.path / "index"), settings=Settings(anonymized_telemetry=False)
    )
    assert [collection.name for collection in client.list_collections()] == [COLLECTION]
