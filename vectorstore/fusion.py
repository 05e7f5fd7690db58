"""Rank fusion: one order of papers out of the word index's and the vector index's."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

RRF_K: Final = 60  # Cormack, Clarke, Büttcher 2009, "Reciprocal Rank Fusion outperforms Condorcet", section 3


@dataclass(frozen=True, kw_only=True, slots=True)
class NearPassage:
    """A passage and the cosine of its vector and the query's."""

    passage_id: str
    paper_id: str
    similarity: float


@dataclass(frozen=True, kw_only=True, slots=True)
class FusedPaper:
    """A paper's places in both orders (from 1; None where it is missing) and its passages, nearest first."""

    paper_id: str
    score: float
    word_rank: int | None
    vector_rank: int | None
    similarity: float | None
    passage_ids: tuple[str, ...]


def fuse(by_words: Sequence[str], by_vectors: Sequence[NearPassage]) -> list[FusedPaper]:
    """Reciprocal rank fusion: the sum of 1 / (k + rank) over both orders, best first.

    A paper's place among the vectors is that of its nearest passage. Equal scores go by similarity, then
    by id, so that the order never depends on chance.
    """
    word_ranks = {paper_id: rank for rank, paper_id in enumerate(by_words, start=1)}
    passages: dict[str, list[NearPassage]] = {}
    for near in by_vectors:
        passages.setdefault(near.paper_id, []).append(near)
    vector_ranks = {paper_id: rank for rank, paper_id in enumerate(passages, start=1)}
    fused = []
    for paper_id in word_ranks | vector_ranks:
        ranks = word_ranks.get(paper_id), vector_ranks.get(paper_id)
        near_passages = passages.get(paper_id, [])
        fused.append(
            FusedPaper(
                paper_id=paper_id,
                score=sum(1 / (RRF_K + rank) for rank in ranks if rank is not None),
                word_rank=ranks[0],
                vector_rank=ranks[1],
                similarity=near_passages[0].similarity if near_passages else None,
                passage_ids=tuple(near.passage_id for near in near_passages),
            )
        )
    return sorted(fused, key=lambda one: (-one.score, -(one.similarity or 0.0), one.paper_id))
