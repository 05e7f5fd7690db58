"""Whether a question belongs to another library: how far it lies from everything that was found."""

import math
from collections.abc import Sequence

from assistant.evidence import given_names, paper_stems
from assistant.question import Question
from assistant.resemblance import TextEmbedder, coverage, resemblance
from vectorstore import Hit

OUTSIDE_FROM = 0.5
"""Probability from which a question is said to be out of scope."""

NEAR = 0.4
"""Cosine from which a paper is about what the question is about, whatever the others are about; of 1,324
questions out of scope 10 reach it."""

NEAREST = 3
"""Papers whose cosines are averaged: a library may have few papers, each about something else."""

WEIGHTS = {"nearest": -9.82, "mean": -14.19, "words": -2.93}
BIAS = 8.78
"""Logistic regression, fitted by `evals.training.scope` on questions of three libraries (the sample,
PubMedQA, SciFact) against everyday questions and the questions of another field.
`docs/answering.md` has the figures."""


def outside(question: Question, hits: Sequence[Hit], embedder: TextEmbedder) -> float:
    """Probability (0…1) that a question is about nothing that the library is about.

    From the nearest paper's cosine, the mean of the nearest few, and the share of the question's words (by
    weight) that any paper gives. A question near to one paper, or with a name that one holds, is in scope.
    """
    if any(
        name.stem in paper_stems(hit.paper) or given_names((name,), _whole(hit))
        for name in question.names
        for hit in hits
    ):
        return 0.0
    found = features(question, hits, embedder)
    if found["nearest"] >= NEAR:
        return 0.0
    score = BIAS + sum(weight * found[name] for name, weight in WEIGHTS.items())
    return 1 / (1 + math.exp(-score))


def features(question: Question, hits: Sequence[Hit], embedder: TextEmbedder) -> dict[str, float]:
    """What the probability is computed from, by the names of WEIGHTS."""
    terms = question.terms
    similarities = sorted((hit.similarity or 0.0 for hit in hits), reverse=True)[:NEAREST]
    wholes = [_whole(hit) for hit in hits]
    held = frozenset[str]().union(*(paper_stems(hit.paper) for hit in hits))
    return {
        "nearest": max(similarities, default=0.0),
        "mean": sum(similarities) / len(similarities) if similarities else 0.0,
        "words": coverage(terms, held, resemblance(terms, wholes, embedder)),
    }


def _whole(hit: Hit) -> str:
    return f"{hit.paper.title}. {hit.paper.abstract}"
