"""The figures of answering and declining are shares of what was asked."""

import gzip
import json
from pathlib import Path

from assistant.chain import Assistant
from assistant.settings import Settings
from evals.benchmarks.answering import own_rows
from evals.benchmarks.unanswered import of_data
from evals.training.corpora import in_training_half
from tests.papers import LIBRARY
from vectorstore import Library

CASES: dict[str, list[dict[str, object]]] = {
    "answerable": [
        {
            "question": "How much longer do bees dance in glass hives?",
            "sentences": ["Bees in glass hives dance 40% longer than bees in wooden hives."],
        },
        {"question": "What colour are the buoys of WhaleNet?", "sentences": ["Never said."]},
    ],
    "unanswerable": [{"question": "What batch size was used to train WhaleNet?", "paper_id": None}],
    "out_of_scope": [{"question": "Who painted the Mona Lisa?"}],
    "false_premises": [
        {
            "question": "Why are songs longer when a ship is near?",
            "kind": "contradicted",
            "sentence": "Songs are 18% shorter when a ship is near.",
        },
        {"question": "Why did WhaleNet lose its hearing in Norway?", "kind": "absent", "sentence": None},
    ],
}


def write(folder: Path, name: str, records: list[dict[str, object]]) -> None:
    lines = (json.dumps({"id": f"{name}-{at}", **record}) for at, record in enumerate(records))
    (folder / name).write_text("\n".join(lines), encoding="utf-8")


def test_every_measure_is_the_share_that_it_says(tmp_path: Path) -> None:
    half = tmp_path / "open"
    half.mkdir()
    for name, records in CASES.items():
        write(half, f"{name}.jsonl", records)
    times: list[float] = []
    with Library.open(tmp_path / "library") as library:
        library.ingest(LIBRARY)
        rows = [*own_rows(Assistant(library, settings=Settings(engine="extractive")), half, times)]
    shares = {(row[0], row[3]): row[4] for row in rows}
    assert len(times) == 6
    assert shares["abstention", "recall"] == "1.00"
    assert shares["abstention", "precision"] == "0.67"
    assert shares["answerable", "answered"] == shares["answerable", "gold sentence quoted"] == "0.50"
    assert shares["out of scope", "said to be so"] == "1.00"
    assert shares["premise contradicted", "corrected with the gold sentence"] == "1.00"
    assert shares["premise absent", "corrected or refused"] == "1.00"


def test_labelled_questions_are_asked_of_their_own_texts(tmp_path: Path) -> None:
    squad = [
        {"title": "Whales", "context": LIBRARY[0].abstract, "question": question, "is_impossible": impossible}
        for question, impossible in (
            ("What share of all calls does WhaleNet find?", False),
            ("Who paid for the buoys of WhaleNet in Norway?", True),
        )
    ]
    with gzip.open(tmp_path / "4_squad2.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(map(json.dumps, squad)))
    held_out = next(str(number) for number in range(99) if not in_training_half(str(number)))
    write(
        tmp_path,
        "1_scifact_pairs.jsonl",
        [
            {"claim": "Ship noise shortens songs of whales.", "doc_id": held_out, "label": "SUPPORT"},
            {"claim": "Submarine cables frighten penguins.", "doc_id": held_out, "label": "NEI"},
        ],
    )
    with gzip.open(tmp_path / "scifact_corpus.jsonl.gz", "wt", encoding="utf-8") as file:
        sentences = ["Ship noise shortens the songs of whales."]
        file.write(json.dumps({"doc_id": held_out, "title": "Noise of ships", "sentences": sentences}))
    rows = [*of_data(tmp_path)]
    assert [row[1:] for row in rows] == [("2", "1.00 [1.00, 1.00]", "1.00 [1.00, 1.00]")] * 2
