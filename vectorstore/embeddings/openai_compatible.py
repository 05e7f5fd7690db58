"""Embeddings of any OpenAI-compatible server."""

from collections.abc import Sequence

import numpy as np
import openai
from numpy.typing import NDArray

from vectorstore.errors import ServerError, SettingsError
from vectorstore.folding import replace_surrogates

BATCH_SIZE = 128


class OpenAICompatibleEmbedder:
    """`POST {base_url}/embeddings`. The dimension is asked of the server, once, when first needed."""

    def __init__(
        self, model: str, *, base_url: str | None = None, api_key: str | None = None, timeout: float = 30.0
    ) -> None:
        self.name = f"openai:{model}"
        self._model = model
        self._url = base_url or "https://api.openai.com/v1"
        self._dimension: int | None = None
        try:
            # A server without accounts takes any key; the client insists on one.
            self._client = openai.OpenAI(
                base_url=base_url,
                api_key=api_key or ("none" if base_url else None),
                timeout=timeout,
                max_retries=2,
            )
        except openai.OpenAIError as exc:
            raise SettingsError("No key for the embeddings server: set OPENAI_API_KEY.") from exc

    @property
    def dimension(self) -> int:
        if self._dimension is None:
            self._dimension = int(self.embed(["dimension"]).shape[1])
        return self._dimension

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        batches = [texts[first : first + BATCH_SIZE] for first in range(0, len(texts), BATCH_SIZE)]
        vectors = np.concatenate([self._batch(batch) for batch in batches])
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: NDArray[np.float32] = vectors / np.maximum(norms, 1e-12)
        return unit

    def _batch(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One request. Empty texts are sent as a space, which servers take where they refuse ''."""
        wire = [replace_surrogates(text) or " " for text in texts]
        try:
            reply = self._client.embeddings.create(model=self._model, input=wire, encoding_format="float")
            rows = [item.embedding for item in sorted(reply.data, key=lambda item: item.index)]
            vectors = np.asarray(rows, dtype=np.float32)
        except openai.APIStatusError as exc:
            raise ServerError(
                f"The embeddings server {self._url} refused the request (HTTP {exc.status_code}): "
                "check the key and the model's name.",
                retryable=exc.status_code >= 500 or exc.status_code == 429,
            ) from exc
        except openai.APIConnectionError as exc:
            raise ServerError(
                f"The embeddings server {self._url} does not answer: check that it runs, and its address.",
                retryable=True,
            ) from exc
        except (openai.OpenAIError, ValueError, TypeError, AttributeError) as exc:
            raise ServerError(self._garbage()) from exc
        if vectors.ndim != 2 or len(vectors) != len(texts) or not np.isfinite(vectors).all():
            raise ServerError(self._garbage())
        if self._dimension is not None and vectors.shape[1] != self._dimension:
            raise ServerError(self._garbage())
        return vectors

    def _garbage(self) -> str:
        return (
            f"The embeddings server {self._url} answered something that is no list of vectors: "
            f"check that {self._model!r} is an embedding model."
        )
