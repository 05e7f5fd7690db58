"""Why a paper was read for an answer, as the page keeps and shows it."""

from dataclasses import dataclass
from typing import Self

from vectorstore import Hit


@dataclass(frozen=True, kw_only=True, slots=True)
class Retrieved:
    """A hit without its paper, small enough for a browser to keep; the fields mean what they mean in Hit."""

    paper_id: str
    word_rank: int | None = None
    vector_rank: int | None = None
    similarity: float | None = None

    @classmethod
    def of(cls, hit: Hit) -> Self:
        return cls(
            paper_id=hit.paper.paper_id,
            word_rank=hit.word_rank,
            vector_rank=hit.vector_rank,
            similarity=None if hit.similarity is None else round(hit.similarity, 3),
        )

    @property
    def why(self) -> str:
        """`words, rank 2 · meaning, rank 1 (similarity 0.61)`; what did not find it is left out."""
        ways = []
        if self.word_rank is not None:
            ways.append(f"words, rank {self.word_rank}")
        if self.vector_rank is not None:
            near = "" if self.similarity is None else f" (similarity {self.similarity:.2f})"
            ways.append(f"meaning, rank {self.vector_rank}{near}")
        return " · ".join(ways)
