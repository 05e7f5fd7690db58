"""An embedder that is loaded when first needed and remembers what it embedded last."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from vectorstore.embeddings.embedder import Embedder
from vectorstore.embeddings.factory import EMBEDDED_MODEL, embedder_for

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_REMEMBERED: Final = 16384  # vectors; of 384 dimensions that is 25 MB


class CachedEmbedder:
    """The given model, or the embedded one, which then loads on first use. Safe to share between threads."""

    def __init__(self, model: Embedder | None = None) -> None:
        self._model = model
        self._vectors: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._loading = threading.Lock()
        self._remembering = threading.Lock()

    @property
    def name(self) -> str:
        return EMBEDDED_MODEL if self._model is None else self._model.name

    @property
    def dimension(self) -> int:
        return self.model.dimension

    @property
    def model(self) -> Embedder:
        """The model itself, which remembers nothing: for texts that are embedded once."""
        with self._loading:
            if self._model is None:
                self._model = embedder_for()
            return self._model

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """As the model does; texts that came lately are not embedded again."""
        import numpy as np  # local: a tenth of a second, which listing papers does without

        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        with self._remembering:
            known = {text: self._vectors[text] for text in texts if text in self._vectors}
            for text in known:
                self._vectors.move_to_end(text)
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            fresh = {text: row.copy() for text, row in zip(missing, self.model.embed(missing), strict=True)}
            known.update(fresh)
            with self._remembering:
                self._vectors.update(fresh)
                while len(self._vectors) > _REMEMBERED:
                    self._vectors.popitem(last=False)
        return np.stack([known[text] for text in texts])
