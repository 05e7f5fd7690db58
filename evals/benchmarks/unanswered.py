"""How often the extractive engine declines what a set calls unanswerable, and answers the rest.

SQuAD 2.0 (CC BY-SA) and SciFact measure only; no weight was fitted on these questions. Each set's texts are a
library, titles of SQuAD left out, since a title there names the article alone.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

from assistant.engines.extractive import ExtractiveEngine
from evals.detector.pairs import rows
from evals.statistics import Observation, estimate
from evals.training.corpora import in_training_half, library_of
from vectorstore.records import Paper

_Drawn = TypeVar("_Drawn")

EACH = 150
"""Questions of each kind that are asked at most."""


def of_data(data: Path) -> Iterator[tuple[str, ...]]:
    """A row a set: its name, the number of questions, and the two shares with their intervals."""
    yield _measured("SQuAD 2.0", *_squad(data))
    yield _measured("SciFact, claims without evidence", *_scifact(data))


Question = tuple[str, bool, str]
"""The question, whether the texts answer it, and its document."""


def _measured(name: str, papers: Sequence[Paper], questions: Sequence[Question]) -> tuple[str, ...]:
    told: dict[bool, list[Observation]] = {True: [], False: []}
    with library_of(papers) as library:
        engine = ExtractiveEngine(library)
        for text, answerable, document in questions:
            reading = engine.read(text, library.search(text))
            told[answerable].append(
                Observation(group=document, value=float(bool(reading.sentences) == answerable))
            )
    shares = [estimate(told[answerable], name) for answerable in (False, True)]
    return name, str(len(questions)), *(f"{one.value:.2f} [{one.low:.2f}, {one.high:.2f}]" for one in shares)


def _squad(data: Path) -> tuple[list[Paper], list[Question]]:
    found = list(rows(data / "4_squad2.jsonl.gz"))
    texts = {text: f"Passage {at}" for at, text in enumerate(dict.fromkeys(row["context"] for row in found))}
    drawn = [
        (row["question"], not row["is_impossible"], row["title"])
        for impossible in (False, True)
        for row in _spread([row for row in found if row["is_impossible"] == impossible])
    ]
    return [Paper(title=title, abstract=text) for text, title in texts.items()], drawn


def _scifact(data: Path) -> tuple[list[Paper], list[Question]]:
    """Claims of the half that nothing was fitted on: with evidence in the library, or with none anywhere."""
    pairs = [row for row in rows(data / "1_scifact_pairs.jsonl") if not in_training_half(row["doc_id"])]
    settled = {row["claim"] for row in pairs if row["label"] != "NEI"}
    drawn = [
        (row["claim"], row["label"] != "NEI", row["doc_id"])
        for row in pairs
        if row["label"] != "NEI" or row["claim"] not in settled
    ]
    wanted = {document for _, _, document in drawn}
    papers = [
        Paper(title=row["title"], abstract=" ".join(row["sentences"]))
        for row in rows(data / "scifact_corpus.jsonl.gz")
        if row["doc_id"] in wanted
    ]
    return papers, [
        each for told in (True, False) for each in _spread([one for one in drawn if one[1] == told])
    ]


def _spread(every: Sequence[_Drawn]) -> list[_Drawn]:
    """At most EACH of them, evenly spread over the order in which they stand."""
    return list(islice(every, 0, None, -(-len(every) // EACH)))
