"""Fits `assistant.grounding.weighing`: `python -m evals.training.weighing DATA`.

Logistic regression on the exact findings beside the margin of the model that ships, over the dev part of the
labelled sets and of the statements of `written/`, which the model was not trained on, and the open half of
our own claims over the sample. Slopes are fitted with an intercept a source, so that they tell true from
false within a source and not one source from another; then one bias for all, each source weighing what
`COUNTS` says. Printed beside ten-fold figures grouped by document.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from assistant.grounding.claim_model import claim_model
from assistant.grounding.exact import examine
from assistant.grounding.selection import select
from assistant.grounding.support import MISSING_AT_MOST, SUPPORTED_FROM
from assistant.grounding.weighing import WITH_MODEL, features
from evals.detector.measures import auc
from evals.training.corpora import in_dev_part, split
from evals.training.human import expertqa, scifact, wice
from evals.training.synthetic import Example
from evals.training.written import written
from vectorstore.sample import sample_papers

OWN = Path(__file__).parent.parent / "cases" / "grounding" / "open"
COUNTS = {"SciFact": 450.0, "WiCE": 150.0, "ExpertQA": 210.0, "own": 300.0, "written": 300.0}
"""Pairs that a source counts for, however many it has: fewer where the texts are not papers."""

INVERSE_PENALTY = 0.1
APART = 3.0
"""Scale of the intercepts of the sources: large, so that they are hardly penalised."""

FOLDS = 10
COLUMNS = [name for name in WITH_MODEL if name != "bias"]

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def main(data: Path) -> None:
    told = list(_told(data))
    found = [of_pair(each) for each in told]
    values = np.array([[row[name] for name in COLUMNS] for row in found])
    missing = np.array([row["missing"] > 0 for row in found])
    truth = np.array([each.label == "supported" for each in told])
    source = np.array([each.source for each in told])
    documents = np.array([each.document for each in told])
    support = np.zeros(len(told))
    for others, own in GroupKFold(FOLDS).split(values, groups=documents):
        slopes, bias = fitted(values[others], truth[others], source[others])
        support[own] = 1 / (1 + np.exp(-(values[own] @ slopes + bias)))
    support = np.where(missing, np.minimum(support, MISSING_AT_MOST), support)
    for name in COUNTS:
        print(f"{name}: {_figures(support[source == name], truth[source == name])}")
    slopes, bias = fitted(values, truth, source)
    print(
        {
            "bias": round(bias, 2),
            **{name: round(float(at), 2) for name, at in zip(COLUMNS, slopes, strict=True)},
        }
    )


def fitted(values: Floats, truth: Bools, source: NDArray[np.str_]) -> tuple[Floats, float]:
    """Slopes and the bias."""
    scale = values.std(0) + 1e-9
    weight = np.array([COUNTS[str(each)] / (source == each).sum() for each in source])
    apart = np.stack([(source == name) * APART for name in COUNTS], 1)
    within = LogisticRegression(C=INVERSE_PENALTY, max_iter=3000)
    within.fit(np.c_[values / scale, apart], truth, sample_weight=weight)
    slopes = within.coef_[0][: values.shape[1]] / scale
    over = LogisticRegression(C=1000).fit((values @ slopes)[:, None], truth, sample_weight=weight)
    return slopes * over.coef_[0][0], float(over.intercept_[0])


def of_pair(example: Example) -> Mapping[str, float]:
    """The features of one pair, and whether a number or a name is missing."""
    read = select(example.claim, example.sentences)
    model = claim_model()
    assert model, "the model's file is missing"
    logits = model.read(example.claim, [" ".join(example.sentences[at] for at in read)])[0].tolist()
    findings = examine(example.claim, example.sentences, read)
    return {**features(findings, logits), "missing": float(findings.missing)}


def _figures(support: Floats, truth: Bools) -> str:
    shown = support >= SUPPORTED_FROM
    right = truth[shown].mean() if shown.any() else float("nan")
    return (
        f"{len(truth)} pairs, AUC {auc(support, truth):.3f}, shown right {right:.2f}, "
        f"true ones shown {shown[truth].mean():.2f}, false ones shown {shown[~truth].mean():.2f}"
    )


def _told(data: Path) -> Iterator[Example]:
    for source in (scifact, wice, expertqa, written):
        yield from (each for each in source(data) if in_dev_part(each.document))
    papers = {paper.paper_id: paper for paper in sample_papers()}
    for name in ("rewordings", "swapped"):
        for line in (OWN / f"{name}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            paper = papers[row["paper_id"]]
            yield Example(
                claim=row["claim"],
                sentences=(paper.title, *split(paper.abstract)),
                label="supported" if name == "rewordings" else "not supported",
                document=row["paper_id"],
                source="own",
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
