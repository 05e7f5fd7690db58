"""What the library needs of an embedding model."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # numpy costs a tenth of a second, and papers are listed without it
    import numpy as np
    from numpy.typing import NDArray


class Embedder(Protocol):
    """A named model. The name stands in the index and decides whether two vectors are comparable."""

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Unit vectors, shape (len(texts), dimension), in the order of `texts`. Any text is accepted."""
        ...
