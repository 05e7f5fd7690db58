"""Fits the weights of `assistant.answerability`: `python -m evals.training.answerability DATA`.

Questions whose paper is in a library, and questions whose paper was left out of it: PubMedQA (MIT), SciFact
claims (CC BY 4.0), both of the training half of the documents alone, and the open half of our own questions
over the sample, where the paper is there and the detail is not. Logistic regression, L2 penalty 0.1, our own
questions counted OWN times; printed with five-fold figures grouped by document.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from assistant.answer_kinds import is_of_the_kind
from assistant.answerability import WEIGHTS
from assistant.evidence import candidates
from assistant.facets import facets
from assistant.question import analyse
from assistant.relevance import relevance
from evals.detector.pairs import rows
from evals.training.corpora import in_training_half, library_of
from vectorstore.records import Paper
from vectorstore.sample import sample_papers

OWN = 4
PAPERS = 110
CASES = Path(__file__).parent.parent / "cases" / "grounding" / "open"


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    question: str
    answerable: bool
    document: str
    kind: str = ""


def main(data: Path) -> None:
    gathered = [
        (source, features)
        for source, papers, asked in (pubmedqa(data), scifact(data), own_questions())
        for features in _features(papers, asked)
    ]
    source = np.array([name for name, _ in gathered])
    values = np.array([features for _, (features, _, _) in gathered])
    told = np.array([answerable for _, (_, answerable, _) in gathered])
    documents = np.array([document for _, (_, _, document) in gathered])
    weight = np.where(source == "own", OWN, 1)
    model = LogisticRegression(C=10)
    folds = GroupKFold(5)
    probabilities = cross_val_predict(
        model,
        values,
        told,
        groups=documents,
        cv=folds,
        params={"sample_weight": weight},
        method="predict_proba",
    )[:, 1]
    for name in sorted(set(source)):
        own = source == name
        yes = probabilities[own] >= 0.5
        print(
            f"{name}: {own.sum()} questions, AUC {roc_auc_score(told[own], probabilities[own]):.3f}, "
            f"true positives {yes[told[own]].mean():.2f}, false positives {yes[~told[own]].mean():.2f}"
        )
    model.fit(values, told, sample_weight=weight)
    print({name: round(float(each), 2) for name, each in zip(WEIGHTS, model.coef_[0], strict=True)})
    print(f"BIAS = {model.intercept_[0]:.2f}")


def _features(papers: Iterable[Paper], asked: Iterable[Asked]) -> Iterator[tuple[list[float], bool, str]]:
    """The features of each question's most relevant sentence of the kind that it asks for."""
    with library_of(papers) as library:
        for each in asked:
            question = analyse(each.question, library)
            hits = library.search(each.question, top_k=8)
            found = [
                (relevance(facet, candidate), [getattr(candidate, name) for name in WEIGHTS])
                for facet in facets(question, [hit.paper for hit in hits])
                for candidate in candidates(facet, hits, library)
                if is_of_the_kind(facet, candidate.text, candidate.own_words)
            ]
            if found:
                yield max(found)[1], each.answerable, each.document


def pubmedqa(data: Path) -> tuple[str, list[Paper], list[Asked]]:
    kept = [row for row in rows(data / "3_pubmedqa.jsonl") if in_training_half(row["pmid"])][: 2 * PAPERS]
    papers = [
        Paper(
            title=f"Study {row['pmid']}",
            abstract=" ".join([*(part["text"] for part in row["abstract"]), row["conclusion"]]),
        )
        for row in kept[:PAPERS]
    ]
    return (
        "PubMedQA",
        papers,
        [
            Asked(question=row["question"], answerable=at < PAPERS, document=row["pmid"])
            for at, row in enumerate(kept)
        ],
    )


def scifact(data: Path) -> tuple[str, list[Paper], list[Asked]]:
    pairs = {
        row["doc_id"]: row["claim"]
        for row in rows(data / "1_scifact_pairs.jsonl")
        if row["label"] != "NEI" and in_training_half(row["doc_id"])
    }
    corpus = {row["doc_id"]: row for row in rows(data / "scifact_corpus.jsonl.gz") if row["doc_id"] in pairs}
    kept = list(corpus.values())[: 2 * PAPERS]
    papers = [Paper(title=row["title"], abstract=" ".join(row["sentences"])) for row in kept[:PAPERS]]
    return (
        "SciFact",
        papers,
        [
            Asked(question=pairs[row["doc_id"]], answerable=at < PAPERS, document=row["doc_id"])
            for at, row in enumerate(kept)
        ],
    )


def own_questions() -> tuple[str, list[Paper], list[Asked]]:
    asked = [
        Asked(
            question=row["question"],
            answerable=name == "answerable",
            kind=name,
            document=str((row.get("paper_ids") or [row.get("paper_id") or row["id"]])[0]),
        )
        for name in ("answerable", "unanswerable", "out_of_scope")
        for row in map(json.loads, (CASES / f"{name}.jsonl").read_text("utf-8").splitlines())
    ]
    return "own", list(sample_papers()), asked


if __name__ == "__main__":
    main(Path(sys.argv[1]))
