from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vectorstore.embeddings import minilm
from vectorstore.embeddings.minilm import BATCH_TOKENS, DIMENSION, MiniLMEmbedder
from vectorstore.errors import ModelFileError


@pytest.fixture(scope="module")
def model() -> MiniLMEmbedder:
    return MiniLMEmbedder()


def test_near_in_meaning_is_near_in_space(model: MiniLMEmbedder) -> None:
    dog, puppy, tax = model.embed(
        ["A dog barks at night.", "Puppies bark in the dark.", "The tax office is closed."]
    )
    assert dog @ puppy > 0.6 > 0.2 > dog @ tax


def test_vectors_are_the_published_models(model: MiniLMEmbedder) -> None:
    """0.695 is what the page of sentence-transformers/all-MiniLM-L6-v2 shows for this pair."""
    one, two = model.embed(["That is a happy person", "That is a happy dog"])
    assert one @ two == pytest.approx(0.695, abs=0.03)


@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=50), max_size=6))
@settings(max_examples=25)
def test_any_texts_give_unit_rows(model: MiniLMEmbedder, texts: list[str]) -> None:
    vectors = model.embed(texts)
    assert vectors.shape == (len(texts), DIMENSION)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-5)


def test_a_text_has_one_vector_whatever_it_is_batched_with(model: MiniLMEmbedder) -> None:
    texts = ["short", "a text of middling length " * 8, "a long text that will be cut " * 300, "", "\ud800"]
    together = model.embed(texts)
    alone = np.concatenate([model.embed([text]) for text in texts])
    assert together == pytest.approx(alone, abs=1e-5)


def test_a_batch_of_long_texts_stays_small(model: MiniLMEmbedder, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    pooled = MiniLMEmbedder._pooled

    def watched(self: MiniLMEmbedder, ids: minilm.Tokens, mask: minilm.Tokens) -> minilm.Vectors:
        sizes.append(ids.size)
        return pooled(self, ids, mask)

    monkeypatch.setattr(MiniLMEmbedder, "_pooled", watched)
    model.embed(["word " * 200] * 6 + ["word"] * 50)
    assert max(sizes) <= BATCH_TOKENS
    assert len(sizes) < 6


def test_an_altered_model_file_is_refused_with_its_checksum(tmp_path: Path) -> None:
    altered = tmp_path / "model.onnx"
    altered.write_bytes(b"altered")
    with pytest.raises(ModelFileError, match=r"model\.onnx.*altered.*SHA-256 [0-9a-f]{64}.*pip install"):
        MiniLMEmbedder(altered)


def test_a_missing_model_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match=r"gone\.onnx.*pip install"):
        MiniLMEmbedder(tmp_path / "gone.onnx")
