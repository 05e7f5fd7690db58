"""A sentence that says the opposite of a statement is told from one that does not."""

import pytest

from assistant.contradictions import counts_otherwise, denies, short_forms, turns


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("WhaleNet need labelled recordings", "It learns without labelled recordings."),
        ("WhaleNet need labelled recordings", "It needs no labelled recordings at sea."),
        ("the training of WhaleNet take", "WhaleNet is a training-free detector."),
        ("HiveCam sacrifice in-hive accuracy", "It loses neither range nor in-hive accuracy."),
    ],
)
def test_what_is_not_there_is_denied(statement: str, sentence: str) -> None:
    assert denies(statement, sentence, "A paper")


def test_a_denial_is_no_contradiction_of_a_denial_or_of_another_thing() -> None:
    sentence = "It learns without labelled recordings."
    assert not denies("WhaleNet learn without labelled recordings", sentence, "A paper")
    assert not denies("WhaleNet hear recordings of ships", sentence, "A paper")


def test_another_number_of_the_same_thing_contradicts() -> None:
    assert counts_otherwise("the 450 whales were", "We recorded 45 singing whales.")
    assert counts_otherwise("What happens in the third stage?", "A two-stage detector finds whales.")
    assert not counts_otherwise("What happens in the second stage?", "A two-stage detector finds whales.")
    assert not counts_otherwise("the 45 whales were", "We recorded 45 singing whales in 3 oceans.")


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("ships make songs longer", "Songs are 18% shorter when a ship is near."),
        ("energy detectors beat WhaleNet at calls", "WhaleNet finds more calls than energy detectors."),
        ("the filter remove all noise in the songs", "Some noise remains in the songs after the filter."),
    ],
)
def test_what_is_turned_round_is_noticed(statement: str, sentence: str) -> None:
    assert turns(statement, sentence, frozenset())
    assert not turns(sentence, sentence, frozenset())


def test_nothing_is_turned_round_where_nothing_is_shared() -> None:
    assert not turns("ships make songs longer", "Bees dance less in the rain.", frozenset())


def test_short_forms_are_read_from_the_paper() -> None:
    assert short_forms("It avoids back-propagation (BP) at sea (see above).") == {"BP": "back propagation"}
