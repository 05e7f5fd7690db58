"""Rank fusion: one order of papers out of the word index's and the vector index's."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from vectorstore.index import NearPassage

RRF_K: Final = 60  # Cormack, Clarke, Büttcher 2009, "Reciprocal Rank Fusion outperforms Condorcet", section 3
DEPTH: Final = 100  # papers taken from each side


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
    by word rank, then by id.
    """
    word_ranks = {paper_id: rank for rank, paper_id in enumerate(by_words[:DEPTH], start=1)}
    passages: dict[str, list[NearPassage]] = {}
    for near in by_vectors:
        passages.setdefault(near.paper_id, []).append(near)
    vector_ranks = {paper_id: rank for rank, paper_id in enumerate(list(passages)[:DEPTH], start=1)}
    fused = [
        FusedPaper(
            paper_id=paper_id,
            score=sum(
                1 / (RRF_K + rank) for rank in (word_ranks.get(paper_id), vector_ranks.get(paper_id)) if rank
            ),
            word_rank=word_ranks.get(paper_id),
            vector_rank=vector_ranks.get(paper_id),
            similarity=passages[paper_id][0].similarity if paper_id in vector_ranks else None,
            passage_ids=tuple(near.passage_id for near in passages.get(paper_id, ())),
        )
        for paper_id in {**word_ranks, **vector_ranks}
    ]
    return sorted(
        fused, key=lambda f: (-f.score, -(f.similarity or -2.0), f.word_rank or DEPTH + 1, f.paper_id)
    )
