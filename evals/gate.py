"""The gate: bounds on metrics, a limit on what is unscored, no metric significantly worse than before."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.case import CaseError
from evals.metrics.all import METRICS
from evals.scoring import Scored
from evals.summary import MetricSummary

THRESHOLDS = Path(__file__).parent / "thresholds.toml"


@dataclass(frozen=True, kw_only=True, slots=True)
class Bound:
    """What a metric's value may be; None: no bound on that side."""

    min: float | None = None
    max: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Thresholds:
    """max_unscored  share of the cases to which a metric applies that it may leave unscored
    significance  a difference to the baseline for the worse fails the gate when its p is below
    """

    bounds: Mapping[str, Bound]
    max_unscored: float = 0.05
    significance: float = 0.01


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """One thing the gate looked at."""

    name: str
    passed: bool
    detail: str


def read_thresholds(path: Path, engine: str) -> Thresholds:
    """The thresholds for an engine: [limits] and [metrics], overridden by those of [engine.<name>].

    Raises CaseError that names the file and the key.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as exc:
        raise CaseError(f"{path}: cannot be read ({exc.strerror}). Name a thresholds file.") from exc
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise CaseError(f"{path}: not TOML ({exc}).") from exc
    if unknown := sorted(table.keys() - {"limits", "metrics", "engine"}):
        raise CaseError(f"{path}, key {unknown[0]}: unknown; expected limits, metrics or engine.")
    own = _table(path, _table(path, table, "engine"), engine)
    limits = {**_table(path, table, "limits"), **_table(path, own, "limits")}
    if unknown := sorted(limits.keys() - {"max_unscored", "significance"}):
        raise CaseError(f"{path}, key limits.{unknown[0]}: unknown; expected max_unscored or significance.")
    merged = {**_table(path, table, "metrics"), **_table(path, own, "metrics")}
    return Thresholds(
        bounds={name: _bound(path, name, value) for name, value in merged.items()},
        **{name: _number(path, f"limits.{name}", value) for name, value in limits.items()},
    )


def checks(
    summaries: Sequence[MetricSummary], thresholds: Thresholds, scored: Sequence[Scored]
) -> tuple[Check, ...]:
    """Every check of the gate; it is open when all passed."""
    found = []
    asked = [each for each in scored if each.verdict.state != "skipped"]
    found.append(Check(name="cases", passed=bool(asked), detail=f"{len(asked)} cases were asked"))
    for summary in summaries:
        name = summary.metric.name
        if bound := thresholds.bounds.get(name):
            found += _bound_checks(summary, bound)
        applies = summary.scored + summary.unscored
        share = summary.unscored / applies if applies else 0.0
        if summary.unscored:
            detail = f"{summary.unscored} of {applies} unscored, at most {thresholds.max_unscored:.1%}"
            found.append(Check(name=f"{name} scored", passed=share <= thresholds.max_unscored, detail=detail))
        if (change := summary.difference) is not None:
            worse = change.value < 0 if summary.metric.better == "higher" else change.value > 0
            significant = worse and change.p < thresholds.significance
            detail = f"{change.value:+.4f} [{change.low:+.4f}, {change.high:+.4f}], p = {change.p:.4f}"
            found.append(Check(name=f"{name} against baseline", passed=not significant, detail=detail))
    return tuple(found)


def _bound_checks(summary: MetricSummary, bound: Bound) -> list[Check]:
    name = summary.metric.name
    if summary.estimate is None:
        return []
    value, found = summary.estimate.value, []
    if bound.min is not None:
        detail = f"{value:.4f}, at least {bound.min:g}"
        found.append(Check(name=name, passed=value >= bound.min, detail=detail))
    if bound.max is not None:
        detail = f"{value:.4f}, at most {bound.max:g}"
        found.append(Check(name=name, passed=value <= bound.max, detail=detail))
    return found


def _table(path: Path, table: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise CaseError(f"{path}, key {key}: expected a table.")
    return value


def _bound(path: Path, name: str, value: object) -> Bound:
    known = {metric.name for metric in METRICS} | {"cost_usd"}
    if name not in known:
        raise CaseError(f"{path}, key metrics.{name}: no such metric; there are {', '.join(sorted(known))}.")
    if not isinstance(value, dict) or not value or value.keys() - {"min", "max"}:
        raise CaseError(f"{path}, key metrics.{name}: expected {{ min = … }} or {{ max = … }}.")
    return Bound(**{side: _number(path, f"metrics.{name}.{side}", each) for side, each in value.items()})


def _number(path: Path, key: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CaseError(f"{path}, key {key}: expected a number.")
    return float(value)
