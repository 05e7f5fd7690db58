"""Measures of a detector on labelled pairs: discrimination, calibration, and what abstaining brings."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evals.statistics import RESAMPLES, SEED

BINS = 10
AUC_RESAMPLES = 1000
UNSURE = (0.35, 0.65)
"""Support between these counts as 'not sure' where a third answer is allowed."""

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, slots=True)
class Measures:
    """Of one detector on one set. `low` and `high` are the 95 % interval of balanced accuracy, by documents.

    balanced_accuracy  mean of the shares right among supported and among unsupported pairs
    auc                probability that a supported pair has the higher support (ties count half);
                       `auc_low` and `auc_high` are its 95 % interval, by documents
    precision_at_half  share of supported pairs among the most supported ones that hold half of all supported
    shown, shown_right  pairs that the decision calls supported, and the share of them that are
    f1                 of finding unsupported claims, the class that matters
    ece                expected calibration error, 10 bins of equal width (Naeini et al. 2015)
    brier              mean squared error of the probability
    sure_share, sure_balanced_accuracy   pairs outside 'not sure', and how good the verdict is on those
    bins               (mean predicted, share supported, count) of each bin that has pairs
    """

    pairs: int
    supported: int
    balanced_accuracy: float
    low: float
    high: float
    auc: float
    auc_low: float
    auc_high: float
    precision_at_half: float
    shown: int
    shown_right: float | None
    f1: float
    ece: float
    brier: float
    sure_share: float
    sure_balanced_accuracy: float | None
    bins: tuple[tuple[float, float, int], ...]


def measure(
    supports: Sequence[float], verdicts: Sequence[bool], labels: Sequence[bool], documents: Sequence[str]
) -> Measures:
    """The measures. `supports` are probabilities that a pair is supported, `verdicts` the decisions on it."""
    scores, said, truth = np.array(supports, float), np.array(verdicts, bool), np.array(labels, bool)
    low, high = _interval(said, truth, documents)
    auc_low, auc_high = _auc_interval(scores, truth, documents)
    sure = (scores < UNSURE[0]) | (scores > UNSURE[1])
    both = sure.any() and truth[sure].any() and not truth[sure].all()
    bins = _bins(scores, truth)
    hits = int((~said & ~truth).sum())
    return Measures(
        pairs=len(scores),
        supported=int(truth.sum()),
        balanced_accuracy=_balanced(said, truth),
        low=low,
        high=high,
        auc=auc(scores, truth),
        auc_low=auc_low,
        auc_high=auc_high,
        precision_at_half=_precision_at(scores, truth, 0.5),
        shown=int(said.sum()),
        shown_right=float(truth[said].mean()) if said.any() else None,
        f1=2 * hits / max(1, int((~said).sum()) + int((~truth).sum())),
        ece=sum(abs(predicted - observed) * count for predicted, observed, count in bins) / len(scores),
        brier=float(((scores - truth) ** 2).mean()),
        sure_share=float(sure.mean()),
        sure_balanced_accuracy=_balanced((scores > 0.5)[sure], truth[sure]) if both else None,
        bins=bins,
    )


def _balanced(said: Bools, truth: Bools) -> float:
    right = [float((said[truth == side] == side).mean()) for side in (True, False) if (truth == side).any()]
    return sum(right) / len(right)


def auc(scores: Sequence[float] | Floats, labels: Sequence[bool] | Bools) -> float:
    """Mann and Whitney's U over the number of pairs; 0.5 where one side is empty."""
    scores, truth = np.asarray(scores, float), np.asarray(labels, bool)
    positive, negative = scores[truth], np.sort(scores[~truth])
    if not len(positive) or not len(negative):
        return 0.5
    below = np.searchsorted(negative, positive, "left")
    ties = np.searchsorted(negative, positive, "right") - below
    return float((below + 0.5 * ties).sum() / (len(positive) * len(negative)))


def _precision_at(scores: Floats, truth: Bools, recall: float) -> float:
    """Precision of the highest scores that hold `recall` of what is true; ties are all in."""
    if not truth.any():
        return 0.0
    lowest = np.sort(scores[truth])[::-1][max(0, int(np.ceil(recall * truth.sum())) - 1)]
    return float(truth[scores >= lowest].mean())


def _auc_interval(scores: Floats, truth: Bools, documents: Sequence[str]) -> tuple[float, float]:
    """Percentile bootstrap over documents."""
    places: dict[str, list[int]] = {}
    for at, document in enumerate(documents):
        places.setdefault(document, []).append(at)
    held = [np.array(each) for each in places.values()]
    chance = np.random.Generator(np.random.PCG64(SEED))
    found = []
    for _ in range(AUC_RESAMPLES):
        drawn = np.concatenate([held[at] for at in chance.integers(0, len(held), len(held))])
        found.append(auc(scores[drawn], truth[drawn]))
    low, high = np.percentile(found, [2.5, 97.5])
    return float(low), float(high)


def _bins(scores: Floats, truth: Bools) -> tuple[tuple[float, float, int], ...]:
    at = np.minimum((scores * BINS).astype(int), BINS - 1)
    return tuple(
        (float(scores[at == each].mean()), float(truth[at == each].mean()), int((at == each).sum()))
        for each in range(BINS)
        if (at == each).any()
    )


def _interval(said: Bools, truth: Bools, documents: Sequence[str]) -> tuple[float, float]:
    """Percentile bootstrap over documents."""
    names = {name: at for at, name in enumerate(dict.fromkeys(documents))}
    counts = np.zeros((len(names), 4))
    for document, one, other in zip(documents, said, truth, strict=True):
        counts[names[document], 2 * int(other) + int(one == other)] += 1
    draws = np.random.Generator(np.random.PCG64(SEED)).integers(0, len(names), (RESAMPLES, len(names)))
    sums = np.stack([counts[:, column][draws].sum(1) for column in range(4)])
    with np.errstate(invalid="ignore", divide="ignore"):
        values = (sums[1] / (sums[0] + sums[1]) + sums[3] / (sums[2] + sums[3])) / 2
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return float(low), float(high)
