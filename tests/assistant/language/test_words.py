"""Words keep their places, and writing variants of one word meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.words import content_words, fold, looks_like_name, stems, words


@given(st.text())
def test_a_word_stands_where_its_offsets_say(text: str) -> None:
    assert all(text[word.start : word.end] == word.text for word in words(text))


@pytest.mark.parametrize("variant", ["I$^2$F", "I²F", "I^2F", "i2f"])
def test_scripts_are_joined(variant: str) -> None:
    assert fold(variant) == "i2f"


def test_inflections_meet_and_possessives_fall() -> None:
    assert stems(words("reduces reductions the model's")) >= stems(words("reduce reduction model"))


def test_small_words_carry_no_content() -> None:
    assert [word.text for word in content_words("What is the effect of noise on a model?")] == [
        "effect",
        "noise",
        "model",
    ]


@pytest.mark.parametrize(
    ("token", "is_name"),
    [("LoRA", True), ("SVM", True), ("GPT4", True), ("Federated", False), ("model", False), ("2022", False)],
)
def test_names_are_known_by_how_they_are_written(token: str, is_name: bool) -> None:
    assert looks_like_name(token) is is_name
