"""The baseline: scores of an earlier run, by case, that a later run is compared with."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.case import CaseError
from evals.scoring import Scored
from evals.statistics import Observation

BASELINES = Path(__file__).parent / "baselines"


@dataclass(frozen=True, kw_only=True, slots=True)
class Baseline:
    """`passed` and `scores` by case id; only cases that still read the same are compared."""

    digests: Mapping[str, str]
    passed: Mapping[str, bool]
    scores: Mapping[str, Mapping[str, Observation]]

    def compared(self, scored: Sequence[Scored]) -> frozenset[str]:
        """Ids of the cases that read the same in both runs and were asked in both."""
        return frozenset(
            case.case_id
            for each in scored
            if self.digests.get((case := each.trial.case).case_id) == case.digest
            and each.verdict.state != "skipped"
        )

    def for_cases(self, case_ids: Collection[str]) -> Mapping[str, Mapping[str, Observation]]:
        """Observations by metric and case id, of these cases."""
        return {
            metric: {case_id: each for case_id, each in values.items() if case_id in case_ids}
            for metric, values in self.scores.items()
        }

    def worse(self, scored: Sequence[Scored]) -> tuple[str, ...]:
        """Ids of the cases that passed in the baseline and fail now."""
        compared = self.compared(scored)
        return tuple(
            case.case_id
            for each in scored
            if (case := each.trial.case).case_id in compared
            and self.passed.get(case.case_id)
            and each.verdict.state in ("failed", "error")
        )


def write_baseline(path: Path, scored: Sequence[Scored]) -> None:
    """One line a case, so that a change of the baseline is read in a diff."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = []
    for each in scored:
        if each.verdict.state == "skipped":
            continue
        case = each.trial.case
        scores = {
            name: [round(score.value, 6), score.weight]
            for name, score in each.scores.items()
            if score.value is not None
        }
        record = {
            "id": case.case_id,
            "digest": case.digest,
            "group": case.group,
            "passed": each.verdict.state == "passed",
            "scores": scores,
        }
        lines.append(json.dumps(record, ensure_ascii=False))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_baseline(path: Path) -> Baseline:
    """Raises CaseError for a file that is no baseline."""
    digests, passed, scores = {}, {}, dict[str, dict[str, Observation]]()
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            case_id = record["id"]
            digests[case_id], passed[case_id] = record["digest"], bool(record["passed"])
            for name, (value, weight) in record["scores"].items():
                scores.setdefault(name, {})[case_id] = Observation(
                    group=record["group"], value=float(value), weight=float(weight)
                )
    except OSError as exc:
        raise CaseError(f"{path}: cannot be read ({exc.strerror}). Name a file of --write-baseline.") from exc
    except (KeyError, TypeError, ValueError) as exc:
        raise CaseError(f"{path}: not a baseline. Write one with --write-baseline.") from exc
    return Baseline(digests=digests, passed=passed, scores=scores)
