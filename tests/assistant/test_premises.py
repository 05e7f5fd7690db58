"""A false premise is corrected with a quote, or named, and never confirmed."""

from pathlib import Path

import pytest

from assistant.chain import Assistant
from assistant.settings import Settings
from tests.papers import paper
from vectorstore import Library


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Why are songs longer when a ship is near?", "Songs are 18% shorter when a ship is near."),
        (
            "Why does HiveCam show that bees dance 40% shorter in glass hives?",
            "Bees in glass hives dance 40%",
        ),
        ("How were the 450 singing whales found?", "We study 212 singing whales near shipping lanes."),
    ],
)
def test_a_contradicted_premise_is_corrected(assistant: Assistant, question: str, quote: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert answer.text.startswith(f"The paper says otherwise: {quote}")
    assert answer.claims[0].text.startswith(quote)
    assert any("contradicted by the quote" in note for note in answer.notes)


def test_a_title_may_deny_what_a_question_says_is_needed(tmp_path: Path) -> None:
    owls = paper("Owls hunt without any light", "Owls usually need some light. We filmed owls at night.")
    with Library.open(tmp_path) as library:
        library.ingest([owls])
        answer = Assistant(library, settings=Settings(engine="extractive")).ask("Why do owls need light?")
        assert answer.text == "The paper says otherwise: Owls hunt without any light [1]"
        assert [citation.field for citation in answer.citations] == ["title"]


def test_an_unstated_premise_is_named_and_not_confirmed(assistant: Assistant) -> None:
    answer = assistant.ask("Why did WhaleNet lose its hearing in Norway?")
    assert (answer.status, answer.reason) == ("abstained", "false_premise")
    assert any("WhaleNet lose its hearing in Norway" in note for note in answer.notes)


def test_a_true_premise_is_left_alone(assistant: Assistant) -> None:
    answer = assistant.ask("How does WhaleNet find whale calls without a connection to land?")
    assert answer.status == "answered"
    assert "otherwise" not in answer.text
