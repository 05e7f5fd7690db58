"""How far an LLM judge agrees with people, measured on human-labelled data and printed beside its scores."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from evals.judges.llm import LLMJudge
from evals.planting import DATA_VARIABLE
from evals.statistics import Observation, estimate

SAMPLE = 40
"""Items of each set that are judged: every k-th of the file, so that all its parts are met."""


def agreement_notes(judge: LLMJudge) -> tuple[str, ...]:
    """A line for each set. Without the folder named by ASSISTANT_EVAL_DATA one line that says so."""
    folder = os.environ.get(DATA_VARIABLE, "").strip()
    if not folder:
        return (f"{judge.name}: agreement with people not measured; set {DATA_VARIABLE}.",)
    return (_claims(judge, Path(folder)), _pairs(judge, Path(folder)))


def _claims(judge: LLMJudge, folder: Path) -> str:
    """ExpertQA: complete support counts as supported, N/A is left out."""
    pairs = []
    for row in _every_kth(folder / "2_expertqa_claims.jsonl"):
        if row["support"] == "N/A":
            continue
        evidence = "\n".join(each["text"] for each in row["evidence"])
        judged = judge.support(row["claim"], evidence[:6000]).value
        pairs.append((row["support"] == "Complete", None if judged is None else judged == 1.0))
    return f"{judge.name}, ExpertQA claims: {_agreement(pairs)}"


def _pairs(judge: LLMJudge, folder: Path) -> str:
    """RAGChecker: the sign of the mean of two annotators, positive when the second answer is better."""
    pairs = []
    for row in _every_kth(folder / "2_ragchecker_pairs.jsonl"):
        mean = sum(row["overall"]) / len(row["overall"])
        human = "tie" if mean == 0 else "second" if mean > 0 else "first"
        pairs.append((human, judge.prefer(row["question"], row["answer_1"][:3000], row["answer_2"][:3000])))
    return f"{judge.name}, RAGChecker pairs: {_agreement(pairs)}"


def _agreement(pairs: list[tuple[Any, Any]]) -> str:
    judged = [(human, machine) for human, machine in pairs if machine is not None]
    if not judged:
        return "no verdict could be read"
    found = estimate(
        [
            Observation(group=str(at), value=float(human == machine))
            for at, (human, machine) in enumerate(judged)
        ]
    )
    same = found.value
    chance = (
        sum(
            sum(human == label for human, _ in judged) * sum(machine == label for _, machine in judged)
            for label in {label for pair in judged for label in pair}
        )
        / len(judged) ** 2
    )
    kappa = (same - chance) / (1 - chance) if chance < 1 else 0.0
    unscored = len(pairs) - len(judged)
    interval = f"[{found.low:.0%}, {found.high:.0%}]"
    people = f"agrees with people on {same:.0%} {interval} of {len(judged)} (Cohen's kappa {kappa:.2f})"
    return f"{people}, {unscored} unscored"


def _every_kth(path: Path) -> Iterator[Mapping[str, Any]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    for line in lines[:: max(1, len(lines) // SAMPLE)][:SAMPLE]:
        yield json.loads(line)
