"""The same library with its vectors on a Chroma server, which the test starts on this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.vectorstore.fakes import BEES, GLACIERS, PAPERS, WordEmbedder, numbered_papers
from vectorstore import Library
from vectorstore.chroma_server import ChromaServer
from vectorstore.errors import ServerError, SettingsError, VectorsElsewhere


@pytest.fixture
def served(tmp_path: Path, server: ChromaServer) -> Iterator[Library]:
    with Library.open(tmp_path / "library", embedder=WordEmbedder(), server=server) as library:
        library.ingest(PAPERS)
        yield library


def test_a_library_on_a_server_is_searched_changed_and_rebuilt(served: Library) -> None:
    assert served.search("honeybees")[0].paper == BEES
    assert served.search("honeybees")[0].vector_rank == 1
    served.remove([BEES.paper_id])
    assert BEES not in [hit.paper for hit in served.search("honeybees")]
    served.ingest([BEES, *numbered_papers(20, sentences=3)])
    assert served.reindex() == served.stats().passages
    assert served.search("honeybees")[0].vector_rank == 1
    assert not (served.path / "index").exists()


def test_libraries_on_one_server_do_not_meet(served: Library, server: ChromaServer, tmp_path: Path) -> None:
    with Library.open(tmp_path / "other", embedder=WordEmbedder(), server=server) as other:
        other.ingest([GLACIERS])
        assert [hit.paper for hit in other.search("honeybees glaciers")] == [GLACIERS]
    assert len(served.search("honeybees glaciers weaving tidal")) == 4


def test_vectors_move_only_by_reindex_and_never_stay_in_two_places(
    library: Library, server: ChromaServer
) -> None:
    library.close()
    with Library.open(library.path, embedder=WordEmbedder(), server=server) as opened:
        with pytest.raises(VectorsElsewhere, match="are in its folder"):
            opened.search("honeybees")
        with pytest.raises(VectorsElsewhere):
            opened.remove([BEES.paper_id])
        opened.reindex()
        assert opened.search("honeybees")[0].vector_rank == 1
    assert not (library.path / "index").exists()
    with Library.open(library.path, embedder=WordEmbedder()) as opened:
        with pytest.raises(VectorsElsewhere, match="assistant reindex"):
            opened.ingest([BEES])
        opened.reindex()
        assert opened.search("honeybees")[0].vector_rank == 1


def test_a_server_that_is_down_is_named_without_the_token(tmp_path: Path) -> None:
    down = ChromaServer(url="http://127.0.0.1:9", token="made-up-token")
    with (
        Library.open(tmp_path / "library", embedder=WordEmbedder(), server=down) as library,
        pytest.raises(ServerError, match="does not answer") as raised,
    ):
        library.ingest(PAPERS)
    assert "made-up-token" not in str(raised.value) + repr(down)


@pytest.mark.parametrize(
    "url", ["", "host:8000", "ftp://host", "http://", "http://u:p@host", "http://host/one", "http://host:x"]
)
def test_another_kind_of_address_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="http://host:port"):
        ChromaServer(url=url)


def test_an_address_is_taken_apart() -> None:
    cloud = ChromaServer(url="https://api.example.org/lab/papers", token="t")
    assert (cloud.host, cloud.port, cloud.uses_tls) == ("api.example.org", 443, True)
    assert (cloud.tenant, cloud.database) == ("lab", "papers")
    assert cloud.headers == {"x-chroma-token": "t"}
    assert ChromaServer(url="http://[::1]").host == "[::1]"
