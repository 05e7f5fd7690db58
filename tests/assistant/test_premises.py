"""A false premise is corrected with a quote, or named, and never confirmed."""

import pytest

from assistant.chain import Assistant


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


def test_an_unstated_premise_is_named_and_not_confirmed(assistant: Assistant) -> None:
    answer = assistant.ask("Why did WhaleNet lose its hearing in Norway?")
    assert (answer.status, answer.reason) == ("abstained", "false_premise")
    assert any("WhaleNet lose its hearing in Norway" in note for note in answer.notes)


def test_a_true_premise_is_left_alone(assistant: Assistant) -> None:
    answer = assistant.ask("How does WhaleNet find whale calls without a connection to land?")
    assert answer.status == "answered"
    assert "otherwise" not in answer.text
