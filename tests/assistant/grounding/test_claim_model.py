"""The learned layer: a file that is whole is used, any other is named and done without."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.chain import Assistant
from assistant.grounding import claim_model as module
from assistant.grounding.claim_model import MODEL_PATH, MODEL_SHA256, ClaimModel, claim_model, missing_model
from assistant.grounding.support import check
from assistant.settings import Settings
from vectorstore import Library
from vectorstore.errors import ModelFileError
from vectorstore.sample import sample_papers

EVIDENCE = "Ship noise shortened the songs of whales by 18%. Calves were not affected."


@pytest.fixture
def _no_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setattr(module, "MODEL_PATH", tmp_path / "gone.onnx")
    _forget()
    yield
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    claim_model.cache_clear()
    missing_model.cache_clear()


def test_it_reads_a_claim_beside_each_evidence_apart_from_the_batch() -> None:
    model = claim_model()
    assert model is not None
    one = model.read("Noise shortens songs.", [EVIDENCE])
    both = model.read("Noise shortens songs.", ["Rain stops all dances.", EVIDENCE])
    assert both.shape == (2, 3)
    np.testing.assert_allclose(one[0], both[1], atol=0.2)
    assert both[1][0] > both[0][0]


@pytest.mark.parametrize("text", ["", "\ud800 lone", "12.5%", "$x^2$", "ноль", "word " * 5000])
def test_any_text_is_read(text: str) -> None:
    model = claim_model()
    assert model is not None
    assert np.isfinite(model.read(text, [text, EVIDENCE])).all()


def test_an_altered_file_is_named_with_its_checksum(tmp_path: Path) -> None:
    altered = tmp_path / "claim_check.onnx"
    altered.write_bytes(MODEL_PATH.read_bytes()[:-1])
    with pytest.raises(ModelFileError, match=MODEL_SHA256):
        ClaimModel(altered)


@pytest.mark.usefixtures("_no_model")
def test_without_the_model_the_exact_layer_decides_and_every_answer_says_so(tmp_path: Path) -> None:
    assert check("Ship noise shortened songs of whales by 18%.", EVIDENCE).verdict == "supported"
    assert check("Ship noise shortened songs of whales by 40%.", EVIDENCE).verdict == "unsupported"
    assert check("Calves were affected.", EVIDENCE).layer == "exact"
    papers = list(sample_papers())[:3]
    with Assistant(Library.open(tmp_path / "library"), settings=Settings(engine="extractive")) as assistant:
        assistant.library.ingest(papers)
        answer = assistant.ask(f"What is {papers[0].title}?")
    assert any("gone.onnx" in note for note in answer.notes)


def test_with_the_model_no_answer_speaks_of_it() -> None:
    assert missing_model() is None
