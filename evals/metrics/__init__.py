"""Metrics, one file each: formula and source stand in the docstring. The list is in `evals.metrics.all`."""

from evals.metrics.metric import Metric, Score

__all__ = ["Metric", "Score"]
