"""The detector's measures on numbers counted by hand, and the reading of labelled files."""

import gzip
import json
from pathlib import Path

import pytest

from evals.case import CaseError
from evals.detector.command import measure_detector, of_pairs
from evals.detector.measures import measure
from evals.detector.pairs import SETS, Pair


def write(path: Path, *rows: object) -> None:
    text = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)


def labelled(folder: Path) -> Path:
    write(
        folder / "scifact_corpus.jsonl.gz",
        {"doc_id": "1", "title": "Tea", "sentences": ["Tea lowers stress."]},
    )
    write(
        folder / "1_scifact_pairs.jsonl",
        {"claim": "Tea lowers stress.", "doc_id": "1", "label": "SUPPORT"},
        {"claim": "Coffee cures 12 colds.", "doc_id": "1", "label": "NEI"},
    )
    write(
        folder / "2_expertqa_claims.jsonl",
        {"claim": "A b [1].", "support": "Complete", "evidence": [{"text": "A b."}], "question": "1"},
        {"claim": "x", "support": "N/A", "evidence": [], "question": "1"},
        {"claim": "Z 9.", "support": "Partial", "evidence": [{"text": "A."}], "question": "2"},
    )
    return folder


def test_measures_are_as_counted_by_hand() -> None:
    found = measure([0.9, 0.8, 0.4, 0.2], [True, True, False, True], [True, False, True, False], list("abcd"))
    assert found.balanced_accuracy == 0.25
    assert found.auc == 0.75
    assert found.f1 == 0.0
    assert found.brier == pytest.approx((0.01 + 0.64 + 0.36 + 0.04) / 4)
    assert found.ece == pytest.approx((0.1 + 0.8 + 0.6 + 0.2) / 4)
    assert found.sure_share == 0.75
    assert found.low <= found.balanced_accuracy <= found.high


def test_a_perfect_and_a_blind_detector_stand_at_the_ends() -> None:
    labels = [True, False] * 10
    documents = [str(at) for at in range(20)]
    perfect = measure([float(each) for each in labels], labels, labels, documents)
    assert (perfect.auc, perfect.balanced_accuracy, perfect.f1, perfect.ece) == (1, 1, 1, 0)
    blind = measure([0.5] * 20, [True] * 20, labels, documents)
    assert (blind.auc, blind.balanced_accuracy, blind.ece) == (0.5, 0.5, 0)


def test_labels_are_read_by_the_rules_of_each_set(tmp_path: Path) -> None:
    folder = labelled(tmp_path)
    assert [pair.supported for pair in SETS["SciFact"](folder)] == [True, False]
    expert = list(SETS["ExpertQA"](folder))
    assert [(pair.claim, pair.supported) for pair in expert] == [("A b.", True), ("Z 9.", False)]


def test_the_check_is_measured_beside_its_baselines(tmp_path: Path) -> None:
    results = measure_detector(labelled(tmp_path), tmp_path / "out")
    assert set(results) == {"SciFact", "ExpertQA"}
    assert set(results["SciFact"]) == {"claim check", "word overlap", "no skill"}
    assert results["SciFact"]["claim check"].balanced_accuracy == 1
    assert results["SciFact"]["no skill"].auc == 0.5
    assert "<svg" in (tmp_path / "out/detector.html").read_text("utf-8")
    assert json.loads((tmp_path / "out/detector.json").read_text("utf-8"))["SciFact"]


def test_a_claim_is_as_well_supported_as_its_weakest_sentence() -> None:
    text = "Tea lowers stress. Tea cures 12 colds."
    pairs = [
        Pair(claim=text, evidence="Tea lowers stress.", supported=False, document="a"),
        Pair(claim="Tea lowers stress.", evidence="Tea lowers stress.", supported=True, document="b"),
    ]
    assert of_pairs(pairs)["claim check"].balanced_accuracy == 1


def test_a_folder_without_labelled_data_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="Name the folder"):
        measure_detector(tmp_path, tmp_path / "out")


def test_a_file_with_other_fields_is_an_error(tmp_path: Path) -> None:
    write(tmp_path / "1_healthver.jsonl", {"text": "x"})
    with pytest.raises(CaseError, match="expected fields"):
        measure_detector(tmp_path, tmp_path / "out")
