"""What a drafted sentence claims: nothing, one thing, or several."""

import pytest

from assistant.grounding.claims import clauses, states_something


@pytest.mark.parametrize(
    "text",
    [
        "Here is what the papers say:",
        "Sure, here are the papers.",
        "Based on the papers provided:",
        "In summary:",
        "",
    ],
)
def test_framing_states_nothing(text: str) -> None:
    assert not states_something(text)


@pytest.mark.parametrize(
    "text",
    ["Noise shortens songs.", "According to the paper, noise shortens songs.", "Yes, whales sing longer."],
)
def test_a_statement_behind_framing_is_one(text: str) -> None:
    assert states_something(text)


def test_parts_that_each_state_something_are_taken_apart() -> None:
    assert clauses("The filter removes noise; it was tested on three lakes.") == (
        "The filter removes noise",
        "it was tested on three lakes.",
    )
    assert len(clauses("The filter removes noise, while the pump provides oxygen.")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "The filter removes noise and dust.",
        "Noise, e.g. from ships, shortens songs and dives.",
        "The loss is $a; b$ in all runs.",
        "Bread and the butter.",
    ],
)
def test_what_states_one_thing_stays_whole(text: str) -> None:
    assert clauses(text) == (text,)
