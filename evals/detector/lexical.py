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
    embedder = embedder_for()
    rows = []
    for pair in pairs:
        vectors = embedder.embed([pair.claim, *(sentences(pair.evidence) or (pair.evidence,))])
        wanted, held = set(tokens(pair.claim)), set(tokens(pair.evidence))
        rows.append(
            (float((vectors[1:] @ vectors[0]).max()), len(wanted & held) / len(wanted) if wanted else 0.0)
        )
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
