"""What a metric is: a name, a direction, and a score for one trial."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from evals.judges import Judge
from evals.trial import Trial

Family = Literal["accuracy", "consistency", "fidelity", "safety", "retrieval", "cost"]
Better = Literal["higher", "lower"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """A number with its weight in the mean; None: this metric cannot judge this trial, `reason` says why."""

    value: float | None
    reason: str = ""
    weight: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Metric:
    """The metric's value over a run is the weighted mean of its scores.

    `score` returns None where the metric does not apply (catalogue exactness of a question about content),
    and a Score without a value where it applies and cannot judge. The two are counted apart.
    """

    name: str
    family: Family
    better: Better
    title: str
    score: Callable[[Trial, Judge], Score | None]
