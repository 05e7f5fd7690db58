"""Any text model of the optional package fastembed."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vectorstore.errors import ModelFileError, SettingsError
from vectorstore.folding import replace_surrogates


class FastEmbedEmbedder:
    """A model by the name fastembed gives it, e.g. `BAAI/bge-small-en-v1.5`.

    fastembed downloads the model on first use; afterwards it works from its cache.
    """

    def __init__(self, model: str) -> None:
        try:
            from fastembed import TextEmbedding  # type: ignore[import-not-found,unused-ignore] # optional package
        except ImportError as exc:
            raise SettingsError(
                f"The embedding model {model!r} needs the package fastembed: pip install fastembed"
            ) from exc
        known = {str(entry["model"]): int(entry["dim"]) for entry in TextEmbedding.list_supported_models()}
        if model not in known:
            raise SettingsError(f"fastembed knows no model {model!r}: its documentation lists the names.")
        self.name = f"fastembed:{model}"
        self.dimension = known[model]
        try:
            self._model = TextEmbedding(model_name=model)
        except (OSError, ValueError) as exc:
            raise ModelFileError(
                f"The files of {model!r} are missing and no download worked: connect once, then try again."
            ) from exc

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        rows = list(self._model.embed([replace_surrogates(text) for text in texts]))
        vectors = np.asarray(rows, dtype=np.float32)
        unit: NDArray[np.float32] = vectors / np.maximum(
            np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12
        )
        return unit
