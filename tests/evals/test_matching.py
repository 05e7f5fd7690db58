"""Facts are found in other words, numbers by value and unit; other numbers are never taken for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.case import Fact
from evals.matching import states
from evals.tokens import Quantity, sentences, tokens


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("It rose from 60% to over 90%.", "90 percent"),
        ("ASR falls by 11 to 54 percent.", "11%"),
        ("ASR falls by 11-54 %.", "11%"),
        ("about 1.4k turns", "1,400 turns"),
        ("10,000 pairs", "10000 pairs"),
        ("scams cost $102m on average", "$102 million"),
        ("ten different attacks", "10 different attacks"),
        ("evaluated on 45 human participants [3].", "45 human participants"),
        ("an F1 of 62.5%", "0.625"),
        ("Batch-Normalisation helps", "batch normalization"),
        ("CIFAR-10 and GTSRB", "CIFAR10"),
        ("it reduces ASR, for LoX, by 54%", "ASR … 54%"),
        ("twenty-one settings", "21 settings"),
        ("THE SINGLE images", "single image"),
    ],
)
def test_a_fact_is_found_in_other_writing(text: str, fact: str) -> None:
    assert states(text, Fact(alternatives=(fact,)))


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("ASR falls by 154%.", "54%"),
        ("54 papers", "54%"),
        ("1.2% better", "2%"),
        ("57.2 points", "57.4%"),
        ("The claim has 54% [54].", "54 papers"),
        ("It fell. By 54% it rose.", "fell … 54%"),
        ("batch and normalization", "batch normalization"),
        ("see [11]", "11"),
        ("$102m", "102%"),
        ("", "x"),
    ],
)
def test_another_statement_is_not_taken_for_the_fact(text: str, fact: str) -> None:
    assert not states(text, Fact(alternatives=(fact,)))


def test_one_alternative_is_enough() -> None:
    assert states("It uses BN.", Fact(alternatives=("batch normalization", "BN")))


def test_units_are_read() -> None:
    assert tokens("$5 5% 5x 5") == (Quantity(5, "$"), Quantity(5, "%"), Quantity(5, "x"), Quantity(5))


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    tokens(text)
    assert all(part in text for part in sentences(text))


@given(st.integers(0, 10**9), st.sampled_from(["%", " percent", " percentage points"]))
def test_a_percentage_is_found_however_its_unit_is_written(value: int, unit: str) -> None:
    assert states(f"It is {value:,}{unit} now.", Fact(alternatives=(f"{value}%",)))
    assert not states(f"It is {value:,}{unit} now.", Fact(alternatives=(f"{value + 1}%",)))
