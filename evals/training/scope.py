"""Fits the weights of `assistant.scope`: `python -m evals.training.scope DATA`.

Three libraries: the sample, 110 abstracts of PubMedQA (MIT) and of SciFact (CC BY 4.0), both of the training
half of the documents. In scope are a library's own questions and those whose own paper was left out of it;
out of scope are everyday questions (`everyday.txt`, and the open half of our own) and the questions of a
library of another field. Printed: each library left out in turn, then the weights.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from assistant.question import analyse
from assistant.scope import WEIGHTS, features
from evals.training.answerability import own_questions, pubmedqa, scifact
from evals.training.corpora import library_of
from vectorstore.records import Paper

EVERYDAY = Path(__file__).with_name("everyday.txt")


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    library: str
    outside: bool
    values: tuple[float, ...]


def main(data: Path) -> None:
    _, own_papers, own = own_questions()
    everyday = EVERYDAY.read_text("utf-8").splitlines()
    everyday += [each.question for each in own if each.kind == "out_of_scope"]
    asked = [each.question for each in own if each.kind != "out_of_scope"]
    _, pubmed_papers, pubmed = pubmedqa(data)
    _, scifact_papers, claims = scifact(data)
    questions, stated = [each.question for each in pubmed], [each.question for each in claims]
    measured = [
        *_measured("sample", own_papers, asked, [*everyday, *questions[:110], *stated[:110]]),
        *_measured("PubMedQA", pubmed_papers, questions, [*everyday, *asked]),
        *_measured("SciFact", scifact_papers, stated, [*everyday, *asked]),
    ]
    values = np.array([each.values for each in measured])
    told = np.array([each.outside for each in measured])
    library = np.array([each.library for each in measured])
    model, held_out = LogisticRegression(C=10), np.zeros(len(measured))
    for left_out in sorted(set(library)):
        here = library == left_out
        model.fit(values[~here], told[~here])
        held_out[here] = model.predict_proba(values[here])[:, 1]
        yes = held_out[here] >= 0.5
        print(f"{left_out}: found {yes[told[here]].mean():.3f}, false {yes[~told[here]].mean():.3f}")
    print(f"AUC {roc_auc_score(told, held_out):.3f}")
    model.fit(values, told)
    print({name: round(float(each), 2) for name, each in zip(WEIGHTS, model.coef_[0], strict=True)})
    print(f"BIAS = {model.intercept_[0]:.2f}")


def _measured(
    name: str, papers: Iterable[Paper], inside: Iterable[str], outside: Iterable[str]
) -> Iterator[Measured]:
    with library_of(papers) as library:
        for told, questions in ((False, inside), (True, outside)):
            for question in questions:
                found = features(analyse(question, library), library.search(question, top_k=8), library)
                yield Measured(library=name, outside=told, values=tuple(found[each] for each in WEIGHTS))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
