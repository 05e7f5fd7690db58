"""`make bench-grounding`, first part: the claim check on labelled pairs, on our own claims, and its speed.

`python -m evals.benchmarks.claims DATA` prints the figures and writes them to `docs/grounding.md`, with a
reliability plot a set; without DATA only our own claims and the speed. SciFact, WiCE and ExpertQA are
measured on the half of their documents that nothing was trained or tuned on; HealthVer and FaithBench, which
nothing was trained on, whole.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

from assistant.grounding.quotes import best_quote
from assistant.grounding.support import SUPPORTED_FROM
from evals.benchmarks.sections import DOCS, table, write_section
from evals.detector.detectors import ClaimCheck, Detector, ExactLayer
from evals.detector.lexical import fitted, lexical_figures, probabilities
from evals.detector.measures import Measures, auc, measure
from evals.detector.pairs import SETS, Pair
from evals.report.plots import reliability_plot
from evals.statistics import Observation, estimate
from evals.training.corpora import in_training_half
from vectorstore.sample import sample_papers

CASES = Path(__file__).parents[1] / "cases" / "grounding"
TRAINED_ON = ("SciFact", "WiCE", "ExpertQA")
RECALL = 0.5
HEADER = ("set", "pairs", "AUC", "exact layer", "lexical", "precision at recall 0.5", "ECE", "shown", "right")


def main(data: Path | None) -> None:
    if data is None:
        print("Labelled pairs skipped: name their folder (ASSISTANT_EVAL_DATA).")  # noqa: T201
    else:
        _pairs(data)
    own = table(("claims", "half", "n", "right"), _own())
    write_section("grounding.md", "own claims", f"{own}\n\n{_speed()}")


def _pairs(data: Path) -> None:
    found, rows = {}, []
    for name, read in SETS.items():
        pairs = list(read(data))
        other = [pair for pair in pairs if in_training_half(pair.document)]
        held = [pair for pair in pairs if not in_training_half(pair.document)]
        asked = held if name in TRAINED_ON else pairs
        truth = [pair.supported for pair in held]
        weights = fitted(lexical_figures(other), np.array([pair.supported for pair in other]))
        lexical = auc(probabilities(weights, lexical_figures(held)), truth)
        found[name] = measured(asked, ClaimCheck())
        exact = measured(asked, ExactLayer())
        rows.append(_row(name, found[name], exact.auc, lexical))
        print(*rows[-1], flush=True)  # noqa: T201
        plot = reliability_plot(found[name].bins, name)
        plot = plot.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
        (DOCS / f"reliability-{name.lower()}.svg").write_text(plot + "\n", encoding="utf-8")
    mean = np.mean([found[name].auc for name in SETS if name != "FaithBench"])
    write_section(
        "grounding.md", "pairs", f"{table(HEADER, rows)}\n\nMean AUC without FaithBench: {mean:.3f}."
    )


def measured(pairs: Sequence[Pair], detector: Detector) -> Measures:
    """The measures of a detector on some pairs."""
    readings = [detector.read(pair) for pair in pairs]
    return measure(
        [each.support for each in readings],
        [each.supported for each in readings],
        [pair.supported for pair in pairs],
        [pair.document for pair in pairs],
    )


def _row(name: str, found: Measures, exact: float, lexical: float) -> tuple[str, ...]:
    return (
        name,
        f"{found.pairs} ({found.supported} supported)",
        f"{found.auc:.3f} [{found.auc_low:.3f}, {found.auc_high:.3f}]",
        f"{exact:.3f}",
        f"{lexical:.3f}",
        f"{found.precision_at_half:.3f}",
        f"{found.ece:.3f}",
        f"{found.shown}",
        "-" if found.shown_right is None else f"{found.shown_right:.2f}",
    )


def _own() -> Iterator[tuple[str, ...]]:
    """Our own claims over the sample: true rewordings shown, false claims withheld."""
    papers = {paper.paper_id: paper for paper in sample_papers()}
    for name, right in (("rewordings", True), ("swapped", False)):
        for half in ("open", "held"):
            lines = (CASES / half / f"{name}.jsonl").read_text("utf-8").splitlines()
            told = []
            for case in map(json.loads, lines):
                support = best_quote(case["claim"], papers[case["paper_id"]]).support.support
                value = float((support >= SUPPORTED_FROM) == right)
                told.append(Observation(group=case["paper_id"], value=value))
            kept = estimate(told, name)
            label = "true rewordings shown" if right else "false claims withheld"
            yield label, half, str(len(lines)), f"{kept.value:.3f} [{kept.low:.3f}, {kept.high:.3f}]"


def _speed() -> str:
    """How long a claim takes against a paper, each pair new."""
    papers = list(sample_papers())
    lines = (CASES / "open/rewordings.jsonl").read_text("utf-8").splitlines()
    times = []
    for at, case in enumerate(map(json.loads, lines)):
        began = perf_counter()
        best_quote(case["claim"], papers[at % len(papers)])
        times.append((perf_counter() - began) * 1000)
    return (
        f"A claim against a paper that it was never held to: median {median(times):.1f} ms, "
        f"p95 {np.quantile(times, 0.95):.1f} ms."
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
