"""Hybrid retrieval: a query in, papers with their passages out."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from vectorstore.catalogue import Catalogue
from vectorstore.embeddings import Embedder
from vectorstore.filters import Filters
from vectorstore.fusion import FusedPaper, fuse
from vectorstore.records import Hit, Paper, Passage

if TYPE_CHECKING:
    from vectorstore.index import VectorIndex

WORD_DEPTH: Final = 100  # papers taken from the word index
VECTOR_DEPTH: Final = 200  # passages taken from the vector index, at two to three passages a paper


def retrieve(
    query: str,
    *,
    top_k: int,
    filters: Filters | None,
    catalogue: Catalogue,
    index: "Callable[[], VectorIndex]",
    embedder: Embedder,
) -> tuple[Hit, ...]:
    """The `top_k` papers that answer the query best, by words and by vectors, fused; best first.

    Filters are resolved in the catalogue and bind both sides alike. The index is opened only when there is
    something to look for.
    """
    if top_k < 1 or not query.strip() or catalogue.is_empty():
        return ()
    allowed = None if filters is None else catalogue.paper_ids(filters)
    if allowed == []:
        return ()
    opened = index()
    near = opened.nearest(embedder.embed([query])[0], VECTOR_DEPTH, allowed)
    fused = fuse(catalogue.words.search(query, WORD_DEPTH, filters), near)
    papers: dict[str, Paper] = {}
    for first in range(0, len(fused), top_k):
        papers |= catalogue.papers_by_id([one.paper_id for one in fused[first : first + top_k]])
        if len(papers) >= top_k:
            break
    # What another process removed after the vectors were searched is not among the papers.
    chosen = [one for one in fused if one.paper_id in papers][:top_k]
    passages = catalogue.passages_of([one.paper_id for one in chosen])
    return tuple(_hit(one, papers[one.paper_id], passages.get(one.paper_id, ())) for one in chosen)


def _hit(one: FusedPaper, paper: Paper, passages: tuple[Passage, ...]) -> Hit:
    """All of the paper's passages, those near to the query first."""
    nearness = {passage_id: place for place, passage_id in enumerate(one.passage_ids)}
    return Hit(
        paper=paper,
        passages=tuple(
            sorted(passages, key=lambda p: (nearness.get(p.passage_id, len(nearness)), p.ordinal))
        ),
        score=one.score,
        word_rank=one.word_rank,
        vector_rank=one.vector_rank,
        similarity=one.similarity,
    )
