"""`make bench-grounding`, first part: the claim check on labelled pairs, on our own claims, and its speed.

`python -m evals.benchmarks.claims DATA` prints the figures and writes them to `docs/grounding.md`, with a
reliability plot a set. SciFact, WiCE and ExpertQA are measured on the half of their documents that nothing
was trained or tuned on; HealthVer and FaithBench, which nothing was trained on, whole.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

from assistant.grounding.quotes import best_quote
from evals.benchmarks.sections import DOCS, table, write_section
from evals.detector.detectors import ClaimCheck
from evals.detector.lexical import fitted, lexical_figures, probabilities
from evals.detector.measures import Measures, auc, measure
from evals.detector.pairs import Pair, expertqa, faithbench, healthver, scifact, wice
from evals.report.plots import reliability_plot
from evals.statistics import Observation, estimate
from evals.training.corpora import in_training_half
from vectorstore.sample import sample_papers

CASES = Path(__file__).parents[1] / "cases" / "grounding"
SETS = {
    "SciFact": scifact,
    "HealthVer": healthver,
    "WiCE": wice,
    "ExpertQA": expertqa,
    "FaithBench": faithbench,
}
TRAINED_ON = ("SciFact", "WiCE", "ExpertQA")
RECALL = 0.5


def main(data: Path) -> None:
    found, rows = {}, []
    for name, read in SETS.items():
        pairs = list(read(data))
        other = [pair for pair in pairs if in_training_half(pair.document)]
        held = [pair for pair in pairs if not in_training_half(pair.document)]
        asked = held if name in TRAINED_ON else pairs
        checked = measured(asked)
        weights = fitted(lexical_figures(other), np.array([pair.supported for pair in other]))
        lexical = probabilities(weights, lexical_figures(held))
        baseline = auc(lexical, [pair.supported for pair in held])
        found[name] = checked
        rows.append(_row(name, checked, baseline))
        print(*rows[-1], flush=True)  # noqa: T201
        plot = reliability_plot(checked.bins, name).replace(
            "<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '
        )
        (DOCS / f"reliability-{name.lower()}.svg").write_text(plot + "\n", encoding="utf-8")
    header = (
        "set",
        "pairs",
        "AUC",
        "lexical AUC",
        "balanced accuracy",
        f"precision at recall {RECALL}",
        "ECE",
    )
    mean = np.mean([found[name].auc for name in SETS if name != "FaithBench"])
    write_section(
        "grounding.md", "pairs", f"{table(header, rows)}\n\nMean AUC without FaithBench: {mean:.3f}."
    )
    own = table(("claims", "half", "n", "right"), _own())
    write_section("grounding.md", "own claims", f"{own}\n\n{_speed()}")


def measured(pairs: Sequence[Pair]) -> Measures:
    """The measures of the check on some pairs."""
    readings = [ClaimCheck().read(pair) for pair in pairs]
    return measure(
        [each.support for each in readings],
        [each.supported for each in readings],
        [pair.supported for pair in pairs],
        [pair.document for pair in pairs],
    )


def _row(name: str, found: Measures, baseline: float) -> tuple[str, ...]:
    return (
        name,
        str(found.pairs),
        f"{found.auc:.3f} [{found.auc_low:.3f}, {found.auc_high:.3f}]",
        f"{baseline:.3f}",
        f"{found.balanced_accuracy:.3f} [{found.low:.3f}, {found.high:.3f}]",
        f"{found.precision_at_half:.3f}",
        f"{found.ece:.3f}",
    )


def _own() -> Iterator[tuple[str, ...]]:
    """Our own claims over the sample: true rewordings shown, false claims withheld."""
    papers = {paper.paper_id: paper for paper in sample_papers()}
    for name, right in (("rewordings", True), ("swapped", False)):
        for half in ("open", "held"):
            cases = [
                json.loads(line) for line in (CASES / half / f"{name}.jsonl").read_text("utf-8").splitlines()
            ]
            told = [
                Observation(
                    group=case["paper_id"],
                    value=float(
                        (best_quote(case["claim"], papers[case["paper_id"]]).support.verdict == "supported")
                        == right
                    ),
                )
                for case in cases
            ]
            kept = estimate(told, name)
            label = "true rewordings shown" if right else "false claims withheld"
            yield label, half, str(len(cases)), f"{kept.value:.3f} [{kept.low:.3f}, {kept.high:.3f}]"


def _speed() -> str:
    """How long a claim takes against a paper, each pair new."""
    papers = list(sample_papers())
    claims = [
        json.loads(line)["claim"]
        for line in (CASES / "open/rewordings.jsonl").read_text("utf-8").splitlines()
    ]
    times = []
    for at, claim in enumerate(claims):
        began = perf_counter()
        best_quote(claim, papers[at % len(papers)])
        times.append((perf_counter() - began) * 1000)
    return (
        f"A claim against a paper that it was never held to: median {median(times):.1f} ms, "
        f"p95 {np.quantile(times, 0.95):.1f} ms."
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
