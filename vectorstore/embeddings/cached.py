"""An embedder that is loaded when first needed and remembers what it embedded last."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from vectorstore.embeddings.embedder import Embedder
from vectorstore.embeddings.factory import EMBEDDED_MODEL, embedder_for
from vectorstore.embeddings.stored import StoredVectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_REMEMBERED: Final = 16384  # vectors; of 384 dimensions that is 25 MB


class CachedEmbedder:
    """The given model, or the embedded one, which then loads on first use. Safe to share between threads.

    With `stored`, vectors outlive the process too.
    """

    def __init__(self, model: Embedder | None = None, *, stored: StoredVectors | None = None) -> None:
        self._model = model
        self._stored = stored
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
        """The model itself, which remembers nothing."""
        with self._loading:
            if self._model is None:
                self._model = embedder_for()
            return self._model

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """As the model does; texts that came lately, or are stored, are not embedded again."""
        import numpy as np  # local: a tenth of a second, which listing papers does without

        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        with self._remembering:
            known = {text: self._vectors[text] for text in texts if text in self._vectors}
            for text in known:
                self._vectors.move_to_end(text)
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            found = self._looked_up(missing)
            known.update(found)
            with self._remembering:
                self._vectors.update(found)
                while len(self._vectors) > _REMEMBERED:
                    self._vectors.popitem(last=False)
        return np.stack([known[text] for text in texts])

    def close(self) -> None:
        if self._stored is not None:
            self._stored.close()

    def _looked_up(self, texts: Sequence[str]) -> "dict[str, NDArray[np.float32]]":
        """Their vectors as stored, the others embedded and stored."""
        found = self._stored.find(self.name, texts) if self._stored is not None else {}
        if any(vector.shape != (self.dimension,) for vector in found.values()):
            found = {}  # a server has another model under the same name now
        if new := [text for text in texts if text not in found]:
            fresh = {text: row.copy() for text, row in zip(new, self.model.embed(new), strict=True)}
            if self._stored is not None:
                self._stored.keep(self.name, fresh)
            found.update(fresh)
        return found
