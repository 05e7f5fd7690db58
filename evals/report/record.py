"""A run with everything that a report shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from evals.gate import Check
from evals.provenance import Provenance
from evals.scoring import Scored
from evals.summary import KindSummary, MetricSummary, Timing


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """`stopped` is why the run ended early; empty when it is whole. `worse` are cases that passed before.

    `notes` stand at the top of every report, such as a judge's agreement with people.
    """

    provenance: Provenance
    scored: Sequence[Scored]
    metrics: Sequence[MetricSummary]
    kinds: Sequence[KindSummary]
    checks: Sequence[Check]
    timing: Timing | None
    worse: Sequence[str] = ()
    stopped: str = ""
    notes: Sequence[str] = ()

    @property
    def passed(self) -> bool:
        return not self.stopped and all(check.passed for check in self.checks)

    @property
    def headline(self) -> str:
        """One line: the verdict of the gate."""
        if self.stopped:
            return f"Partial: {len(self.scored)} cases were asked, then the run stopped. {self.stopped}"
        failed = sum(not check.passed for check in self.checks)
        return "Gate passed." if self.passed else f"Gate failed: {failed} of {len(self.checks)} checks."

    @property
    def failing(self) -> tuple[Scored, ...]:
        return tuple(each for each in self.scored if each.verdict.state in ("failed", "error"))
