"""From what both layers found to one probability that the evidence fully supports the claim."""

import math
from collections.abc import Mapping, Sequence

from assistant.grounding.exact import Findings

WITH_MODEL: Mapping[str, float] = {
    "bias": -0.77,
    "margin": 0.65,
    "overlap": 1.32,
    "wrong_numbers": -0.95,
    "missing_names": -0.39,
    "opposed": -0.53,
}
"""Fitted by `evals.training.weighing` on documents that the model was not trained on."""

EXACT_ALONE: Mapping[str, float] = {
    "bias": -3.58,
    "overlap": 6.0,
    "wrong_numbers": -3.0,
    "missing_names": -3.0,
    "opposed": -3.0,
    "denied": -3.0,
}
"""Set by hand: SUPPORTED_FROM where 70 % of the content words are held and nothing speaks against it."""


def features(findings: Findings, logits: Sequence[float] | None) -> dict[str, float]:
    """What the weights are for: 0 or 1, but `overlap` (0…1) and `margin`, the model's log odds of supported
    against the rest, which is there only with logits."""
    found = {
        "overlap": findings.overlap,
        "wrong_numbers": float(bool(findings.missing_numbers or findings.misplaced_numbers)),
        "missing_names": float(bool(findings.missing_names)),
        "denied": float(bool(findings.denied)),
        "opposed": float(bool(findings.opposed)),
    }
    if logits is not None:
        supported, contradicted, unsupported = logits
        found["margin"] = supported - _log_sum(contradicted, unsupported)
    return found


def probability(found: Mapping[str, float]) -> float:
    """The calibrated probability (0…1) of support."""
    weights = WITH_MODEL if "margin" in found else EXACT_ALONE
    score = sum(weight * found.get(name, 1.0) for name, weight in weights.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def _log_sum(one: float, other: float) -> float:
    top = max(one, other)
    return top + math.log(math.exp(one - top) + math.exp(other - top))
