"""The baseline to beat: logistic regression on two lexical figures, fitted on the set itself."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evals.detector.pairs import Pair
from evals.tokens import sentences, tokens
from vectorstore import embedder_for

Floats = NDArray[np.float64]
RIDGE = 1e-3
STEPS = 25


def lexical_figures(pairs: Sequence[Pair]) -> Floats:
    """Shape (len(pairs), 2): cosine of claim and nearest evidence sentence, share of its words held."""
    held = {pair.evidence: sentences(pair.evidence) or (pair.evidence,) for pair in pairs}
    texts = dict.fromkeys(
        [*(pair.claim for pair in pairs), *(text for each in held.values() for text in each)]
    )
    vectors = dict(zip(texts, embedder_for().embed(tuple(texts)), strict=True))
    rows = []
    for pair in pairs:
        nearest = max(float(vectors[text] @ vectors[pair.claim]) for text in held[pair.evidence])
        wanted, found = set(tokens(pair.claim)), set(tokens(pair.evidence))
        rows.append((nearest, len(wanted & found) / len(wanted) if wanted else 0.0))
    return np.array(rows)


def fitted(values: Floats, truth: NDArray[np.bool_]) -> Floats:
    """Weights (bias first) of a logistic regression by Newton's method."""
    inputs = np.c_[np.ones(len(values)), values]
    weights = np.zeros(inputs.shape[1])
    for _ in range(STEPS):
        expected = probabilities(weights, values)
        curvature = (inputs * (expected * (1 - expected))[:, None]).T @ inputs + RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(curvature, inputs.T @ (truth - expected) - RIDGE * weights)
    return weights


def probabilities(weights: Floats, values: Floats) -> Floats:
    """The probability of support of each row."""
    found: Floats = 1 / (1 + np.exp(-np.c_[np.ones(len(values)), values] @ weights))
    return found
