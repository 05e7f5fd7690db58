import subprocess
import sys
import types
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.vectorstore.fakes import WordEmbedder
from vectorstore.embeddings import EMBEDDED_MODEL, cached, embedder_for, minilm
from vectorstore.embeddings.cached import CachedEmbedder
from vectorstore.errors import ModelFileError, SettingsError


def fastembed(monkeypatch: pytest.MonkeyPatch, *, downloaded: bool = True) -> None:
    """A stand-in for the optional package, with its interface."""

    class TextEmbedding:
        def __init__(self, model_name: str) -> None:
            if not downloaded:
                raise ValueError(f"Could not load model {model_name} from any source.")

        @staticmethod
        def list_supported_models() -> list[dict[str, object]]:
            return [{"model": "BAAI/bge-small-en-v1.5", "dim": 3}]

        def embed(self, texts: Sequence[str]) -> Iterator[NDArray[np.float32]]:
            for text in texts:
                yield np.full(3, len(text.encode()) + 1, dtype=np.float32)

    module = types.ModuleType("fastembed")
    module.TextEmbedding = TextEmbedding  # type: ignore[attr-defined]  # a module made up for the test
    monkeypatch.setitem(sys.modules, "fastembed", module)


def test_the_name_of_the_embedded_model_gives_it() -> None:
    assert EMBEDDED_MODEL == minilm.NAME == embedder_for().name == embedder_for(EMBEDDED_MODEL).name


def test_a_fastembed_model_is_chosen_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    fastembed(monkeypatch)
    embedder = embedder_for("BAAI/bge-small-en-v1.5")
    assert (embedder.name, embedder.dimension) == ("fastembed:BAAI/bge-small-en-v1.5", 3)
    assert np.linalg.norm(embedder.embed(["a", "\ud800", ""]), axis=1) == pytest.approx(np.ones(3))
    assert embedder.embed([]).shape == (0, 3)


def test_a_name_that_nobody_knows_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    fastembed(monkeypatch)
    with pytest.raises(SettingsError, match="no-such-model"):
        embedder_for("no-such-model")


def test_a_model_that_cannot_be_downloaded_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    fastembed(monkeypatch, downloaded=False)
    with pytest.raises(ModelFileError, match="connect once"):
        embedder_for("BAAI/bge-small-en-v1.5")


def test_without_fastembed_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastembed", None)
    with pytest.raises(SettingsError, match="pip install fastembed"):
        embedder_for("BAAI/bge-small-en-v1.5")


def test_the_cache_forgets_the_oldest_and_never_grows_beyond_its_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cached, "_REMEMBERED", 2)
    model = WordEmbedder()
    embedder = CachedEmbedder(model)
    embedder.embed(["a", "b"])
    embedder.embed(["a", "c"])
    embedder.embed(["a"])
    assert model.embedded == ["a", "b", "c"]
    embedder.embed(["b"])
    assert model.embedded == ["a", "b", "c", "b"]
    assert embedder.embed(["a", "b", "c", "d"]).shape == (4, 64)


def test_what_is_not_needed_is_not_imported() -> None:
    script = (
        "import sys, vectorstore; from pathlib import Path\n"
        "with vectorstore.Library.open(Path('nowhere')) as library:\n"
        "    assert library.papers() == () and library.search('anything') == ()\n"
        "heavy = {'chromadb', 'llama_index', 'onnxruntime', 'openai', 'tokenizers', 'numpy'}\n"
        "sys.exit(' '.join(heavy & sys.modules.keys()) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
