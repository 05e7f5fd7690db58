"""A real model of 135 million parameters, which invents freely: nothing of that reaches the reader.

Installed by `make model`; without it these tests are skipped.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import AnswerEvent, SentenceEvent, Turn
from assistant.chain import Assistant
from assistant.engines.draft import DraftUsage
from assistant.engines.ledger import Ledger
from assistant.engines.llm import LLMEngine
from assistant.engines.probe import probe
from assistant.settings import Settings
from tests.assistant.test_chain import holds_its_promises
from tests.papers import LIBRARY
from vectorstore import Library

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "build" / "model"
TURNS = (Turn(question="What is WhaleNet?", answer="WhaleNet is a small neural network. [1]"),)

_INSTALLED = (MODEL / ".ready").exists()
pytestmark = pytest.mark.skipif(not _INSTALLED, reason="SmolLM2 is not installed; run: make model")


@pytest.fixture(scope="module")
def settings() -> Iterator[Settings]:
    command = [str(MODEL / "bin" / "python"), str(Path(__file__).with_name("serve.py"))]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        address = next((line.strip() for line in server.stdout if line.startswith("http")), None)
        assert address is not None, "the server did not start"
        yield Settings.load(OPENAI_BASE_URL=address, engine="auto", top_k=2, timeout_seconds=300)
        server.kill()


@pytest.fixture
def engine(settings: Settings) -> LLMEngine:
    return LLMEngine(settings, fence=lambda: "0f3c9a1e", ledger=Ledger(folder=None))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("real") / "animals") as opened:
        opened.ingest(LIBRARY)
        yield opened


def test_what_a_tiny_model_writes_is_checked_while_it_streams(
    library: Library, settings: Settings, engine: LLMEngine
) -> None:
    assistant = Assistant(library, settings=settings, engine=engine)
    events = list(assistant.stream("What share of calls does WhaleNet find?"))
    last = events[-1]
    assert isinstance(last, AnswerEvent)
    answer = last.answer
    holds_its_promises(answer, library)
    assert answer.usage.prompt_tokens > 300
    assert answer.usage.completion_tokens > 0
    assert "answer" in answer.prompts
    assert [event for event in events if isinstance(event, SentenceEvent)]


def test_what_the_papers_do_not_say_it_cannot_say_either(
    library: Library, settings: Settings, engine: LLMEngine
) -> None:
    answer = Assistant(library, settings=settings, engine=engine).ask(
        "What batch size was used to train WhaleNet?"
    )
    holds_its_promises(answer, library)
    assert "batch" not in answer.text or answer.status == "abstained"


def test_it_is_held_to_a_json_schema_and_known_by_its_file(settings: Settings, engine: LLMEngine) -> None:
    usage = DraftUsage()
    turns = "Question: What is WhaleNet?\nAnswer: WhaleNet is a small neural network."
    found = engine.complete(
        "condense", usage, field="question", turns=turns, question="How long does it run?"
    )
    assert found is None or found.strip()
    assert usage.usage.completion_tokens > 0
    result = probe(settings)
    assert result.answers
    assert (result.model, result.window) == ("SmolLM2-135M-Instruct.Q4_1.gguf", 4096)
