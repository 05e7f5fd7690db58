"""Which papers are about a topic: a judgement by words and vectors, with the words that made it.

Cosines of MiniLM between a short phrase and a passage depend on the phrase, so thresholds are relative to the
best paper's, with a floor. How they were chosen stands in `docs/catalogue.md`.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from vectorstore.query import TopicEvidence
from vectorstore.records import Paper
from vectorstore.sentences import sentence_spans
from vectorstore.topic_words import Topic, coverage, framed, read_topic, spoken_of

# Needed cosine: a share of the best paper's, and at least the floor.
_TITLE: Final = (0.45, 0.15)
_TWO_SENTENCES: Final = (0.55, 0.22)
_ONE_SENTENCE: Final = (0.75, 0.30)
_MOST_WORDS: Final = (0.85, 0.42)
_NO_WORDS: Final = (0.92, 0.60)
_COMMON: Final = 0.3  # of the papers
_ENOUGH: Final = 0.45  # of the weight of the topic's words


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A paper that may be about the topic. `similarity` is its best passage's cosine, None when far away."""

    paper: Paper
    similarity: float | None


def members(
    text: str,
    candidates: Iterable[Candidate],
    *,
    known: Mapping[str, tuple[str, ...]],
    frequencies: Mapping[str, int],
    papers: int,
) -> dict[str, TopicEvidence]:
    """The papers about the topic, by id, each with the title or the sentence that says so.

    `known`: abbreviations (see `definitions`). `frequencies`: in how many of `papers` papers each of the
    topic's words occurs, by stem.
    """
    given = list(candidates)
    topic = read_topic(text, known)
    if not topic.alternatives or not given:
        return {}
    weights = {
        stem: max(0.1, math.log(1 + (papers - count + 0.5) / (count + 0.5)))
        for stem, count in frequencies.items()
    }
    common = frozenset(stem for stem, count in frequencies.items() if count > _COMMON * papers)
    topic = framed(topic, common, known)
    best = max((each.similarity or 0.0 for each in given), default=0.0)
    found: dict[str, TopicEvidence] = {}
    for each in given:
        evidence = _evidence(each, topic, known, weights, best)
        if evidence is not None:
            found[each.paper.paper_id] = evidence
    return found


def _evidence(
    candidate: Candidate,
    topic: Topic,
    known: Mapping[str, tuple[str, ...]],
    weights: Mapping[str, float],
    best: float,
) -> TopicEvidence | None:
    paper = candidate.paper

    def near(needed: tuple[float, float]) -> bool:
        share, floor = needed
        return (candidate.similarity or 0.0) >= max(share * best, floor)

    if not near(_TITLE) and candidate.similarity is not None:
        return None
    title, *spans = _spans(paper.title, paper.abstract)
    if topic.frame and not _is_framed(paper, topic, known):
        return None
    in_title = spoken_of(paper.title, topic, known)
    if not in_title and not near(_TWO_SENTENCES):
        return None
    speaking = [span for span in spans if spoken_of(span.text, topic, known)]
    if in_title:
        return speaking[0] if speaking else title
    if len(speaking) > 1 or (speaking and near(_ONE_SENTENCE)):
        return speaking[0]
    if not near(_MOST_WORDS) and not near(_NO_WORDS):
        return None
    covered = [coverage(span.text, topic, weights, known) for span in (title, *spans)]
    most = max(covered)
    enough = (most >= _ENOUGH and near(_MOST_WORDS)) or near(_NO_WORDS)
    return (title, *spans)[covered.index(most)] if enough else None


def _is_framed(paper: Paper, topic: Topic, known: Mapping[str, tuple[str, ...]]) -> bool:
    frame = Topic(text="", alternatives=(topic.frame,))
    return coverage(f"{paper.title}. {paper.abstract}", frame, {}, known) == 1


@lru_cache(maxsize=2048)
def _spans(title: str, abstract: str) -> tuple[TopicEvidence, ...]:
    """The title, then every sentence of the abstract."""
    return (
        TopicEvidence(field="title", start=0, end=len(title), text=title),
        *(
            TopicEvidence(field="abstract", start=start, end=end, text=abstract[start:end])
            for start, end in sentence_spans(abstract)
        ),
    )
