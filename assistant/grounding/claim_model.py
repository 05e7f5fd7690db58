"""The learned layer: a small cross-encoder that reads a claim and its evidence together."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from vectorstore.embeddings.minilm import tokenizer
from vectorstore.embeddings.onnx_files import session, verified
from vectorstore.errors import ModelFileError
from vectorstore.folding import replace_surrogates

MODEL_PATH: Final = Path(__file__).parent / "model" / "claim_check.onnx"
MODEL_SHA256: Final = "f05edf21c6bc949353dcce386a8bbf3ce54aa40746b895288f00e0f7e02727a3"
MAX_TOKENS: Final = 160
"""Tokens of a claim and its evidence together, as in training; the longer of the two is cut."""

MAX_CLAIM_WORDS: Final = 80
_ADVICE: Final = "install the package again."

Logits = NDArray[np.float32]


class ClaimModel:
    """Scores for (claim, evidence). Safe to share between threads."""

    def __init__(self, path: Path = MODEL_PATH, sha256: str = MODEL_SHA256) -> None:
        self._session = session(verified(path, sha256, _ADVICE))
        self._tokenizer = tokenizer(None)
        self._tokenizer.enable_truncation(MAX_TOKENS, strategy="longest_first")

    def read(self, claim: str, evidence: Sequence[str]) -> Logits:
        """Logits of supported, contradicted and unsupported for each evidence, shape (len(evidence), 3)."""
        asked = " ".join(replace_surrogates(claim).split()[:MAX_CLAIM_WORDS])
        pairs = [(asked, replace_surrogates(each) or "-") for each in evidence]
        encodings = self._tokenizer.encode_batch(pairs)
        longest = max((len(each.ids) for each in encodings), default=0)
        tokens = np.zeros((3, len(encodings), longest), dtype=np.int64)
        for row, each in enumerate(encodings):
            length = len(each.ids)
            tokens[:, row, :length] = each.ids, each.attention_mask, each.type_ids
        ids, mask, segments = tokens
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": segments}
        return np.asarray(self._session.run(["logits"], inputs)[0], dtype=np.float32)


@lru_cache(maxsize=1)
def claim_model() -> ClaimModel | None:
    """The model that ships with the package, loaded once; None where its file is missing or altered."""
    return None if missing_model() else ClaimModel()


@lru_cache(maxsize=1)
def missing_model() -> str | None:
    """What is wrong with the model's file, with its checksum, or None. Then the exact layer decides alone."""
    try:
        verified(MODEL_PATH, MODEL_SHA256, _ADVICE)
    except ModelFileError as exc:
        return str(exc)
    return None
