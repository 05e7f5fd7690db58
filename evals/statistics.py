"""Means with intervals: the bootstrap over paraphrase groups, and paired comparisons. Seeded, so repeatable.

Cases of one group are not independent, so groups are drawn, not cases (cluster bootstrap, Cameron, Gelbach
and Miller 2008). The statistic is a weighted mean: sum(w * v) / sum(w).
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SEED = 20240229
RESAMPLES = 2000
FLIPS = 4999

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Observation:
    """One case's value and weight, in its group."""

    group: str
    value: float
    weight: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Estimate:
    """A weighted mean with its 95 % percentile interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """After minus before on the same cases, with a 95 % interval and a two-sided p-value.

    p comes from a sign-flip randomisation over groups (Fisher's randomisation test): how often swapping
    before and after in random groups gives a difference at least as large. At best 1 / (FLIPS + 1).
    """

    value: float
    low: float
    high: float
    p: float
    cases: int


def estimate(observations: Sequence[Observation], name: str = "") -> Estimate:
    """The mean and its interval. `name` varies the seed. Needs at least one observation."""
    values, weights = _sums(observations, _groups(observations))
    draws = _resample(len(values), name)
    with np.errstate(invalid="ignore", divide="ignore"):
        means = values[draws].sum(axis=1) / weights[draws].sum(axis=1)
    low, high = _interval(means)
    return Estimate(value=_round(values.sum() / weights.sum()), low=low, high=high)


def difference(
    before: Mapping[str, Observation], after: Mapping[str, Observation], name: str = ""
) -> Difference | None:
    """After minus before, over cases (keys) that were asked both times; None when either side has no score.

    A metric may apply to a case on one side only (precision of abstention needs an abstention): such a
    case weighs nothing on the other side.
    """
    if not before or not after:
        return None
    shared = {**before, **after}
    groups = _groups(list(shared.values()))
    old, new = _sums(list(before.values()), groups), _sums(list(after.values()), groups)
    observed = _ratio(*new) - _ratio(*old)
    draws = _resample(len(groups), name)
    with np.errstate(invalid="ignore", divide="ignore"):
        means = new[0][draws].sum(1) / new[1][draws].sum(1) - old[0][draws].sum(1) / old[1][draws].sum(1)
    low, high = _interval(means)
    return Difference(
        value=_round(observed), low=low, high=high, p=_p_value(old, new, observed, name), cases=len(shared)
    )


def _p_value(old: tuple[Array, Array], new: tuple[Array, Array], observed: float, name: str) -> float:
    swap = _generator(name + "flip").random((FLIPS, len(old[0]))) < 0.5
    sides = []
    for first, second in ((old, new), (new, old)):
        values = np.where(swap, second[0], first[0]).sum(1)
        weights = np.where(swap, second[1], first[1]).sum(1)
        with np.errstate(invalid="ignore", divide="ignore"):
            sides.append(values / weights)
    flipped = np.abs(np.nan_to_num(sides[1] - sides[0]))
    return float((1 + np.count_nonzero(flipped >= abs(observed) - 1e-12)) / (FLIPS + 1))


def _groups(observations: Sequence[Observation]) -> dict[str, int]:
    return {group: at for at, group in enumerate(dict.fromkeys(each.group for each in observations))}


def _sums(observations: Sequence[Observation], groups: Mapping[str, int]) -> tuple[Array, Array]:
    """Sums of weight * value and of weight per group."""
    values, weights = np.zeros(len(groups)), np.zeros(len(groups))
    for each in observations:
        values[groups[each.group]] += each.weight * each.value
        weights[groups[each.group]] += each.weight
    return values, weights


def _ratio(values: Array, weights: Array) -> float:
    return float(values.sum() / weights.sum())


def _resample(groups: int, name: str) -> NDArray[np.int64]:
    return _generator(name).integers(0, groups, size=(RESAMPLES, groups))


def _generator(name: str) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64([SEED, zlib.crc32(name.encode())]))


def _interval(means: Array) -> tuple[float, float]:
    low, high = np.nanpercentile(means, [2.5, 97.5])
    return _round(float(low)), _round(float(high))


def _round(value: float) -> float:
    """Ten decimals: the order of additions must not show."""
    return round(float(value), 10) + 0.0
