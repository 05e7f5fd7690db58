"""A typed query on a library: topics are judged first, the rest is SQL."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from vectorstore.catalogue import Catalogue
from vectorstore.embeddings.embedder import Embedder
from vectorstore.folding import fold
from vectorstore.query import About, Query, QueryResult, TopicEvidence, leaves
from vectorstore.topic_words import definitions, read_topic, stem, written_out
from vectorstore.topics import Candidate, members

if TYPE_CHECKING:
    from vectorstore.index import VectorIndex

_MOST_BY_WORDS: Final = 1000  # candidates, best BM25 first
_NEAR_PASSAGES: Final = 1000


def answer(
    query: Query, *, catalogue: Catalogue, index: "Callable[[], VectorIndex]", embedder: Embedder
) -> QueryResult:
    """The exact result; the index is opened only when the query names a topic."""
    topics = {each.topic for each in (*leaves(query.where), *leaves(query.of)) if isinstance(each, About)}
    evidence = {topic: _members(topic, catalogue, index, embedder) for topic in sorted(topics)}
    return catalogue.questions.run(query, evidence)


def _members(
    topic: str, catalogue: Catalogue, index: "Callable[[], VectorIndex]", embedder: Embedder
) -> dict[str, TopicEvidence]:
    count = catalogue.counts().papers
    if not read_topic(topic).alternatives or not count:
        return {}
    by_words = catalogue.papers_by_id(catalogue.words.search(topic, _MOST_BY_WORDS))
    known = definitions(paper.abstract for paper in by_words.values())
    full = written_out(topic, known)
    near = index().nearest(embedder.embed([full])[0], _NEAR_PASSAGES)
    similarity: dict[str, float] = {}
    for each in near:
        similarity.setdefault(each.paper_id, each.similarity)
    papers = {**by_words, **catalogue.papers_by_id([each for each in similarity if each not in by_words])}
    words = {stem(fold(word)): word for word in re.findall(r"[^\W_]+", full)}
    frequencies = catalogue.words.document_frequencies(list(words.values()))
    return members(
        topic,
        [Candidate(paper=paper, similarity=similarity.get(paper_id)) for paper_id, paper in papers.items()],
        known=known,
        frequencies={each: frequencies[word] for each, word in words.items()},
        papers=count,
    )
